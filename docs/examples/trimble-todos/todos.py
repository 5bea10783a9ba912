#!/usr/bin/env python3
"""Collects all TODOs with their attachments from Trimble Connect. Python 3.9 or newer, nothing to install.

    TCKEY=… TCSEC=… python3 todos.py [--to DIRECTORY] [PROJECT …]
    TENON_URL=… TENON_API_KEY=… TENON_USER=… python3 todos.py --hub [--to DIRECTORY] [PROJECT …]

Without a project it takes all of all regions. README.md says which of the two ways is for you.
"""

import argparse
import base64
import csv
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

AUTHORITY = os.environ.get("TC_AUTHORITY", "https://id.trimble.com")
MASTER = os.environ.get("TC_MASTER", "https://app.connect.trimble.com")
API = "/tc/api/2.0/"
SLICE = 1000
ADVICE = """\
Trimble Connect no longer takes tokens of client credentials from most applications.
Connect once in a browser, and let a Tenon hub keep the connection alive:
  tenon connect -i trimble-connect -u NAME
Then run this with --hub, and TENON_URL, TENON_API_KEY and TENON_USER=NAME."""


class Refused(Exception):
    """A server said no; `status` is its answer's."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


class Stay(urllib.request.HTTPRedirectHandler):
    """A token goes where it was sent, and nowhere else."""

    def redirect_request(self, *_):
        return None


web = urllib.request.build_opener(Stay)


def send(url, headers, body=None):
    """Status, headers and body. Waits and tries again where the server asks for it."""
    for attempt in range(5):
        request = urllib.request.Request(url, data=body, headers=headers)
        try:
            with web.open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            if answer.code not in (429, 503) or attempt == 4:
                return answer.code, answer.headers, answer.read()
            wait = answer.headers.get("Retry-After", "")
            time.sleep(min(60, int(wait) if wait.isdigit() else 2**attempt))


def read(url, answer):
    status, _, body = answer
    if status not in (200, 206):
        raise Refused(status, f"{url} answered {status}: {body[:200].decode('utf-8', 'replace')}")
    return json.loads(body)


# Ways to a token.


def step1_id_token(key, secret):
    """Client credentials: key and secret go in a Basic header, each form-encoded (RFC 6749 §2.3.1)."""
    pair = f"{urllib.parse.quote_plus(key)}:{urllib.parse.quote_plus(secret)}"
    form = {"grant_type": "client_credentials", "scope": os.environ.get("TC_SCOPE", "openid")}
    headers = {
        "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    url = AUTHORITY + "/oauth/token"
    answer = read(url, send(url, headers, urllib.parse.urlencode(form).encode()))
    if "id_token" not in answer:
        raise Refused(401, "Trimble Identity gave no id_token: is openid in the scope?")
    return answer["id_token"]


def step2_tc_token(id_token):
    """The exchange is at the master region, wherever the projects are, and wants JSON."""
    url = MASTER + API + "auth/token"
    body = json.dumps({"jwt": id_token}).encode()
    return read(url, send(url, {"Content-Type": "application/json"}, body))["token"]


class OfScript:
    """A token by the script's own key and secret."""

    def __init__(self):
        self.header = "Bearer " + step2_tc_token(
            step1_id_token(variable("TCKEY"), variable("TCSEC"))
        )

    def refused(self):
        return False


class OfHub:
    """A user's token, which a Tenon hub keeps valid."""

    def __init__(self):
        self.url = variable("TENON_URL").rstrip("/") + "/api/v1/token"
        self.ask()

    def ask(self):
        integration = os.environ.get("TENON_INTEGRATION", "trimble-connect")
        status, _, body = self.post("", {"integration": integration, "user": variable("TENON_USER")})
        answer = json.loads(body)
        if status != 200:
            where = f" Connect here: {answer['connect_url']}" if "connect_url" in answer else ""
            raise Refused(status, answer.get("detail", "The hub refused.") + where)
        self.header = "Bearer " + answer["access_token"]
        self.version = {k: answer[k] for k in ("connection_id", "token_version")}

    def refused(self):
        """The provider does not take the token: the hub gets another."""
        self.post("/report-invalid", self.version)
        self.ask()
        return True

    def post(self, path, body):
        key = "Bearer " + variable("TENON_API_KEY")
        headers = {"Authorization": key, "Content-Type": "application/json"}
        return send(self.url + path, headers, json.dumps(body).encode())


# Trimble Connect.


class Connect:
    def __init__(self, token):
        self.token = token

    def get(self, url, items=None):
        """Without Content-Type: there is no body, and some gateways answer 500 to it."""
        for again in (True, False):
            headers = {"Authorization": self.token.header, "Accept": "application/json"}
            if items:
                headers["Range"] = f"items={items}"
            answer = send(url, headers)
            if not (answer[0] == 401 and again and self.token.refused()):
                return answer

    def list(self, url):
        """All items: a long list comes in slices, with 206 and Content-Range: items 0-999/2500."""
        found = []
        while True:
            answer = self.get(url, f"{len(found)}-{len(found) + SLICE - 1}")
            if answer[0] == 416:
                return found
            items = read(url, answer)
            found += items
            total = re.search(r"/(\d+)$", answer[1].get("Content-Range", ""))
            if answer[0] != 206 or not items or (total and len(found) >= int(total[1])):
                return found

    def projects(self):
        """Of all regions: each knows its own projects only."""
        for region in self.list(MASTER + API + "regions"):
            api = region.get("tc-api") or "https:" + region["origin"] + API
            for project in self.list(api + "projects"):
                yield api, region.get("location", ""), project

    def download(self, api, file_id):
        """The address that is given is signed, and wants no token."""
        url = f"{api}files/fs/{file_id}/downloadurl"
        signed = read(url, self.get(url))["url"]
        status, _, body = send(signed, {})
        if status != 200:
            raise Refused(status, f"The download of {file_id} answered {status}")
        return body


# What is written.


def safe(name):
    """A name that is one file's on every system, whatever the provider says."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "_", name).rstrip(". ")
    return name or "_"


def free(used, name, thing_id):
    """The name, or with the id before it where another thing has it already."""
    name = safe(name)
    if name.lower() in used:
        name = safe(f"{thing_id}-{name}")
    used.add(name.lower())
    return name


def people(todo):
    names = [f"{it.get('firstName', '')} {it.get('lastName', '')}".strip() for it in todo.get("assignees", [])]
    return ", ".join(names)


def export(connect, wanted, directory):
    projects = list(connect.projects())
    missing = [name for name in wanted if name not in [project["name"] for _, _, project in projects]]
    if missing:
        there = ", ".join(sorted(project["name"] for _, _, project in projects))
        raise Refused(404, f"No project is called {', '.join(missing)}. There are: {there}")
    directory.mkdir(parents=True, exist_ok=True)
    used = {"todos.csv"}
    with open(directory / "todos.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow("region project label title status priority due assignees attachments".split())
        for api, location, project in projects:
            if not wanted or project["name"] in wanted:
                folder = free(used, project["name"], project["id"])
                export_project(connect, api, location, project, directory, folder, table)


def export_project(connect, api, location, project, directory, folder, table):
    query = "projectId=" + urllib.parse.quote(project["id"])
    todos = connect.list(f"{api}todos?{query}")
    used, files = set(), 0
    for todo in todos:
        places = []
        place = f"{folder}/{free(used, todo.get('label') or todo['id'], todo['id'])}"
        names = set()
        for it in connect.list(f"{api}todos/{todo['id']}/attachments?{query}"):
            if it["type"] == "FILE":
                path = f"{place}/{free(names, it['name'], it['id'])}"
                (directory / place).mkdir(parents=True, exist_ok=True)
                (directory / path).write_bytes(connect.download(api, it["id"]))
                places.append(path)
                files += 1
            elif it["type"] == "URL":
                places.append(it["url"])
        row = [location, project["name"]]
        row += [todo.get(k) or "" for k in ("label", "title", "status", "priority", "dueDate")]
        table.writerow(row + [people(todo), " | ".join(places)])
    print(f"{project['name']} ({location}): {len(todos)} TODOs, {files} files", file=sys.stderr)


def variable(name):
    if not os.environ.get(name):
        raise Refused(0, f"{name} is not set. See README.md.")
    return os.environ[name]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("projects", nargs="*", metavar="PROJECT")
    parser.add_argument("--hub", action="store_true", help="take a user's token from a Tenon hub")
    parser.add_argument("--to", type=Path, default=Path("todos"), metavar="DIRECTORY")
    asked = parser.parse_args()
    try:
        export(Connect(OfHub() if asked.hub else OfScript()), asked.projects, asked.to)
    except Refused as refused:
        print(refused, file=sys.stderr)
        if not asked.hub and refused.status in (401, 403):
            print(ADVICE, file=sys.stderr)
        sys.exit(4 if "Connect here" in str(refused) else 3)
    except OSError as trouble:
        sys.exit(f"No answer, or nowhere to write: {trouble}")


if __name__ == "__main__":
    main()
