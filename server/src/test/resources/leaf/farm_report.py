"""What a program for Leaf does once a grower is connected: waits for credentials, syncs, and pages through everything.

Written for Leaf's host; the test replaces that, the token and the user, and nothing else.
"""

import json
import time

import requests

HOST = "https://api.withleaf.io"
TOKEN = "YOUR_LEAF_TOKEN"
LEAF_USER_ID = "{leafUserId}"

session_headers = {"Authorization": f"Bearer {TOKEN}"}


def get(url, **params):
    """One call, again where the answer says that waiting helps."""
    for _ in range(5):
        response = requests.get(url, headers=session_headers, params=params)
        if response.status_code == 503 and "Retry-After" in response.headers:
            time.sleep(min(int(response.headers["Retry-After"]), 1))
            continue
        response.raise_for_status()
        return response
    raise RuntimeError("the provider stays away")


def by_number(url, key=None, **params):
    """Every item, by page numbers, until a page is empty."""
    page = 0
    while True:
        body = get(url, page=page, size=7, **params).json()
        items = body[key] if key else body
        if not items:
            return
        yield from items
        page += 1


def by_link(url, **params):
    """Every item, by the Link header."""
    response = get(url, size=5, **params)
    total = int(response.headers["X-Total-Count"])
    items = response.json()
    while "next" in response.links:
        response = get(response.links["next"]["url"])
        items += response.json()
    assert len(items) == total, (len(items), total)
    return items


fields_api = f"{HOST}/services/fields/api"
operations_api = f"{HOST}/services/operations/api"

credentials = get(f"{HOST}/services/usermanagement/api/users/{LEAF_USER_ID}/trimble-credentials").json()
organizations = get(f"{HOST}/services/usermanagement/api/users/{LEAF_USER_ID}/organizations/Trimble").json()
requests.post(f"{fields_api}/users/{LEAF_USER_ID}/fields/sync", headers=session_headers).raise_for_status()

fields = list(by_number(f"{fields_api}/fields", leafUserId=LEAF_USER_ID))
assert fields == by_link(f"{fields_api}/fields", leafUserId=LEAF_USER_ID)

features = []
for field in fields:
    boundary = get(f"{fields_api}/users/{LEAF_USER_ID}/fields/{field['id']}/boundary").json()
    assert boundary["id"] in field["boundaries"]
    features.append(
        {
            "type": "Feature",
            "properties": {"name": field["providerFieldName"], "hectares": boundary["area"]["value"]},
            "geometry": boundary["geometry"],
        }
    )

operations = by_link(f"{operations_api}/operations", leafUserId=LEAF_USER_ID, provider="Trimble")
known = {field["id"] for field in fields}
assert all(each["fields"][0]["id"] in known for each in operations)
harvests = [each for each in operations if each["type"] == "harvested"]
summary = get(f"{operations_api}/operations/{harvests[0]['id']}/summary").json()
units = get(f"{operations_api}/operations/{harvests[0]['id']}/units").json()
resources = get(f"{HOST}/services/integrations/api/resources", leafUserId=LEAF_USER_ID).json()

print(
    json.dumps(
        {
            "status": credentials["status"],
            "organizations": [each["name"] for each in organizations["connectedOrganizations"]],
            "fields": len(fields),
            "map": {"type": "FeatureCollection", "features": features},
            "operations": len(operations),
            "harvests": len(harvests),
            "yield": summary["properties"]["yield"],
            "units": units,
            "growers": resources["summaries"][0]["growers"],
        }
    )
)
