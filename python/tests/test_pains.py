"""The pains that people have with these providers: each one's cause is made in the sandbox, and what
the hub or this package says then is read."""

from __future__ import annotations

import base64
import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, NamedTuple, Tuple

import tenon
from tenon import hints, wire
from world import (
    AG,
    APS,
    CALLBACK,
    HUB,
    SANDBOX,
    TRIMBLE,
    Browser,
    World,
    admin,
    connect,
    fresh,
    raw_admin,
    register,
    sandbox,
)

NA = f"{SANDBOX}/connect-na/tc/api/2.0"
EU = f"{SANDBOX}/connect-eu/tc/api/2.0"


class Pain(NamedTuple):
    """One pain.

    :param cause: makes it, and answers what is said then
    :param told: patterns that all stand in what is said
    """

    number: int
    name: str
    cause: "Callable[[PainsTest], str]"
    told: Tuple[str, ...]


def callback_differs(test: PainsTest) -> str:
    client = {"client_id": fresh("client"), "client_secret": "s"}
    registered = {"redirect_uris": [CALLBACK.rstrip("/")], "apis": ["connect"]}
    scope = {"scope": "openid harbour-app", "provider": "trimble-id"}
    sandbox("clients", {**client, **registered, **scope})
    name = register(TRIMBLE, **client)
    at_provider = Browser().open(test.hub.connect_link(name, test.user).url).submit().text()
    shown = admin("GET", f"/api/v1/oauth-clients/{name}")
    return f"{at_provider} {shown['redirect_uri']} {_messages(shown['warnings'])}"


def refresh_token_is_spent_twice(test: PainsTest) -> str:
    name = test.connected(TRIMBLE)
    token = test.hub.token(name, test.user)
    before = _counters()
    others = [tenon.Hub(HUB, test.key) for _ in range(8)]
    with ThreadPoolExecutor(len(others)) as pool:
        again = set(pool.map(lambda hub: hub.replace(token, name, test.user).token_version, others))
    after = _counters()
    refreshes = after["refreshes"] - before["refreshes"]
    other = test.connected(TRIMBLE)
    sandbox("grants/revoke", {"user": "ada"})
    gone = _refused(lambda: test.hub.replace(test.hub.token(other, test.user), other, test.user))
    return f"{refreshes} refresh, reuse {after['reuse_seen']}, {len(again)} version; {gone}"


def idle_connection_dies(test: PainsTest) -> str:
    name = test.connected(TRIMBLE)
    token = test.hub.token(name, test.user)
    sandbox("clock/advance", {"duration": "P10D"})
    return _refused(lambda: test.hub.replace(token, name, test.user))


def nothing_is_shared(test: PainsTest) -> str:
    name = register(AG)
    page = connect(test.hub, name, test.user).text()
    url = f"{SANDBOX}/trimble-ag/Trimble-Ag-Software/externalApi/3.0/config/organizations"
    return f"{page} {test.explained(name, url)}"


def custom_integration_is_missing(test: PainsTest) -> str:
    ids = {"client_id": "aps-unprovisioned", "client_secret": "aps-unprovisioned-secret"}
    name = test.connected({**APS, **ids})
    account = sandbox("accounts")["Acme Builders"]
    return _refused(
        lambda: test.hub.get(
            name, test.user, f"{SANDBOX}/aps/project/v1/hubs/b.{account}/projects"
        )
    )


def api_is_not_enabled(test: PainsTest) -> str:
    ids = {"client_id": "aps-no-api", "client_secret": "aps-no-api-secret"}
    name = test.connected({**APS, **ids})
    return _refused(lambda: test.hub.get(name, test.user, f"{SANDBOX}/aps/project/v1/hubs"))


def hubs_come_with_warnings(test: PainsTest) -> str:
    name = test.connected(APS, person="bo")
    return test.explained(name, f"{SANDBOX}/aps/project/v1/hubs")


def region_is_wrong(test: PainsTest) -> str:
    name = test.connected(TRIMBLE)
    project = test.project(name, EU, "Harbour bridge")
    return _refused(lambda: test.hub.get(name, test.user, f"{NA}/todos?projectId={project}"))


def client_credentials_are_not_taken(test: PainsTest) -> str:
    basic = base64.b64encode(b"trimble-script:trimble-script-secret").decode()
    form = b"grant_type=client_credentials&scope=openid+forum-script"
    kind = "application/x-www-form-urlencoded"
    headers = {"Authorization": f"Basic {basic}", "Content-Type": kind}
    token = wire.send("POST", f"{SANDBOX}/trimble-id/oauth/token", headers, form).json()
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    told = hints.explain(wire.send("GET", f"{NA}/projects", bearer))
    refused = raw_admin(
        "POST",
        "/api/v1/oauth-clients",
        {**TRIMBLE, "name": fresh("x"), "connection_definition": "client-credentials"},
    )
    return f"{_hints(told)} {refused.json()['detail']}"


def token_address_is_wrong(_: PainsTest) -> str:
    wrong = {"token_url": "https://id.trimble.com/token", "name": fresh("x")}
    return str(raw_admin("POST", "/api/v1/oauth-clients", {**TRIMBLE, **wrong}).json()["detail"])


def scope_lacks_the_application(test: PainsTest) -> str:
    name = register({**TRIMBLE, "scope": "openid"})
    page = Browser().open(test.hub.connect_link(name, test.user).url).submit().text()
    events = admin("GET", "/api/v1/audit-events?limit=20")["items"]
    ours = [it for it in events if name in json.dumps(it) and "invalid_scope" in json.dumps(it)]
    return f"{page} {json.dumps(ours)}"


def content_type_breaks(test: PainsTest) -> str:
    name = test.connected(TRIMBLE)
    sandbox("tuning", {"content_type_breaks_get": True})
    good = test.hub.call(name, test.user, "GET", f"{NA}/projects").status
    bad = test.hub.call(
        name, test.user, "GET", f"{NA}/projects", headers={"Content-Type": "application/json"}
    )
    return f"{good} {_hints(test.hub.explain(name, test.user, bad))}"


def partial_list_is_taken_for_whole(test: PainsTest) -> str:
    name = test.connected(TRIMBLE)
    project = test.project(name, EU, "Thousand bolts")
    url = f"{EU}/todos?projectId={project}"
    whole = test.hub.get_all(name, test.user, url)
    return f"{len(whole)} {len({it['id'] for it in whole})} {test.explained(name, url)}"


def topics_are_elsewhere(test: PainsTest) -> str:
    name = test.connected(TRIMBLE)
    url = f"{SANDBOX}/connect-eu/bcf/3.0/projects/x/topics"
    return _refused(lambda: test.hub.get(name, test.user, url))


def refusal_misleads(test: PainsTest) -> str:
    name = test.connected({**APS, "scope": "account:read"})
    token = test.hub.token(name, test.user)
    url = f"{SANDBOX}/aps/project/v1/hubs"
    spaces = wire.send("GET", url, {"Authorization": f"Bearer  {token.access_token}"})
    lacks = _refused(lambda: test.hub.get(name, test.user, url))
    return f"{_hints(hints.explain(spaces))} {lacks}"


def calls_come_too_fast(test: PainsTest) -> str:
    name = test.connected(APS)
    sandbox("tuning", {"hub_calls_per_minute": 1})
    test.hub.get(name, test.user, f"{SANDBOX}/aps/project/v1/hubs")
    return _refused(lambda: test.hub.get(name, test.user, f"{SANDBOX}/aps/project/v1/hubs"))


def client_proves_itself_wrongly(test: PainsTest) -> str:
    test.connected(TRIMBLE)
    sent = json.dumps(_counters()["last_token_request"])
    name = register({**TRIMBLE, "client_secret": "wrong"})
    return f"{sent} {connect(test.hub, name, test.user).text()}"


def environments_are_mixed(_: PainsTest) -> str:
    wrong = {"token_url": "https://stage.id.trimblecloud.com/oauth/token"}
    plain = {**TRIMBLE, "parameters": {"application_name": "harbour-app"}}
    name = register({**plain, **wrong})
    return _messages(admin("GET", f"/api/v1/oauth-clients/{name}")["warnings"])


def user_is_updated(test: PainsTest) -> str:
    name = test.connected(AG)
    users = "/services/usermanagement/api/users"
    answers = []
    for more in ({}, {"trimbleCredentials": None}):
        admin("PUT", users, {"id": test.user, "name": "Ada", **more})
        kept = [
            it["status"]
            for it in admin("GET", f"/api/v1/connections?user={test.user}")["items"]
            if it["integration"] == name
        ]
        answers.append(" ".join(kept))
    return " then ".join(answers)


def scopes_are_widened(test: PainsTest) -> str:
    name = test.connected(APS)
    return _refused(lambda: test.hub.token(name, test.user, scopes=["data:read", "data:write"]))


def prerequisites_are_not_met(_: PainsTest) -> str:
    return _messages(admin("GET", f"/api/v1/oauth-clients/{register(TRIMBLE)}")["warnings"])


def secret_expires_unnoticed(_: PainsTest) -> str:
    end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=13)
    name = register(TRIMBLE, client_secret_expires_at=end.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return _messages(admin("GET", f"/api/v1/oauth-clients/{name}")["warnings"])


def names_differ(test: PainsTest) -> str:
    name = register(TRIMBLE)
    missing = tenon.OAuth2Integration(name + "s", user=test.user, hub=test.hub)
    closed = tenon.OAuth2Integration(register({**TRIMBLE, "apps": []}), user="ada", hub=test.hub)
    fresh_one = tenon.OAuth2Integration(name, user=test.user, hub=test.hub)
    told = [_refused(it.get_access_token) for it in (missing, closed, fresh_one)]
    return " | ".join(told).replace(f"'{name}'", "THE-NAME")


def tokens_are_shorter_than_thought(test: PainsTest) -> str:
    sandbox("policies", {"provider": "trimble-id", "access_token_seconds": 900})
    name = test.connected(TRIMBLE)
    life = tenon.Hub(HUB, test.key).token(name, test.user).expires_in
    return "as the provider says" if life is not None and 800 < life <= 900 else f"{life}"


PAINS = (
    Pain(1, "the callback address differs by its last slash", callback_differs,
         ("is not registered", f"{CALLBACK} ", "exactly as the hub shows it, with the slash")),
    Pain(2, "a single-use refresh token is spent twice", refresh_token_is_spent_twice,
         ("^1 refresh, reuse 0, 1 version", "sign-in is over", "Log in here: http")),
    Pain(3, "an idle connection dies", idle_connection_dies,
         ("sign-in is over", "expired or already used", "Log in here: http")),
    Pain(4, "connected, but no organization shares data", nothing_is_shared,
         ("Without this step there is no data", "no organization shares data with this app")),
    Pain(5, "the app is no custom integration in ACC", custom_integration_is_missing,
         ("no Custom Integration of this account", "aps-unprovisioned", "An Account Admin adds it")),
    Pain(6, "an API is not enabled (AUTH-001)", api_is_not_enabled,
         ("aps-no-api has not enabled the API 'Data Management'", "API Access")),
    Pain(7, "hubs come with warnings inside a 200", hubs_come_with_warnings,
         ("Hubs loaded for EMEA", "US skipped: you are in no account there")),
    Pain(8, "the project is in another region", region_is_wrong,
         ("Not in North America, but found in Europe", f"use {EU}/")),
    Pain(9, "client credentials at Trimble Connect", client_credentials_are_not_taken,
         ("takes tokens of users only", "the hub keeps the token fresh", "must be one of user-sign-in")),
    Pain(10, "/token in place of /oauth/token", token_address_is_wrong,
         ("looks wrong: use https://id.trimble.com/oauth/token",)),
    Pain(11, "the scope lacks the application's name", scope_lacks_the_application,
         ("Your administrator must mend it", "invalid_scope")),
    Pain(12, "Content-Type on a GET", content_type_breaks, ("^200 ", "Leave it out: a GET has no body")),
    Pain(13, "206 is taken for the whole list", partial_list_is_taken_for_whole,
         ("^2500 2500 ", "Partial list: items 1 to 1000 of 2500")),
    Pain(14, "BCF topics on the wrong host", topics_are_elsewhere, (f"use {SANDBOX}/topics-eu/",)),
    Pain(15, "a 401 or 403 that misleads", refusal_misleads,
         ("a space too many", r"valid until \d\d:\d\d UTC", "lacks a permission", "account:read")),
    Pain(16, "too many calls", calls_come_too_fast, ("asks to wait 25 s",)),
    Pain(17, "an address of one environment, keys of another", environments_are_mixed,
         ("environment 'staging', and the OAuth client is set to 'production'",)),
    Pain(18, "the client proves itself in the wrong way", client_proves_itself_wrongly,
         ('"basic_header": true, "secret_in_body": false', "must mend the client id or secret")),
    Pain(19, "more scopes than were granted", scopes_are_widened,
         ("has not granted: data:write", "Log in here: http")),
    Pain(20, "a prerequisite is not met", prerequisites_are_not_met,
         ("free mail providers are refused", "within 72 hours", "subscription")),
    Pain(21, "a client secret expires", secret_expires_unnoticed, ("is within 30 days",)),
    Pain(22, "names differ between code and hub", names_differ,
         ("Did you mean THE-NAME", "must be the same", "An admin assigns it", "Log in here: http")),
    Pain(23, "tokens are shorter than was thought", tokens_are_shorter_than_thought,
         ("^as the provider says$",)),
    Pain(24, "a user is updated without naming the credentials", user_is_updated,
         ("^active then revoked$",)),
)


class PainsTest(World):
    def explained(self, integration: str, url: str) -> str:
        """What is said of a good answer."""
        answer = self.hub.call(integration, self.user, "GET", url)
        self.assertTrue(answer.ok, answer)
        return _hints(self.hub.explain(integration, self.user, answer))

    def project(self, integration: str, api: str, name: str) -> str:
        projects = self.hub.get(integration, self.user, f"{api}/projects")
        return str(next(it["id"] for it in projects if it["name"] == name))

    def test_each_pain_is_told_so_that_somebody_can_act(self) -> None:
        for pain in PAINS:
            with self.subTest(number=pain.number, pain=pain.name):
                self.user = fresh("user")
                said = pain.cause(self)
                for pattern in pain.told:
                    self.assertRegex(said, pattern)
            sandbox("reset", {})

    def test_the_table_has_every_pain(self) -> None:
        self.assertEqual({pain.number for pain in PAINS}, set(range(1, 25)))


def _refused(ask: Callable[[], object]) -> str:
    try:
        answer = ask()
    except tenon.TenonError as refused:
        return str(refused)
    raise AssertionError(f"nothing was refused: {answer!r}")


def _hints(found: "list[hints.Hint]") -> str:
    return " ".join(hint.message for hint in found)


def _messages(warnings: "list[dict[str, str]]") -> str:
    return " ".join(warning["message"] for warning in warnings)


def _counters() -> Any:
    return sandbox("counters?provider=trimble-id&client_id=trimble-web")["items"][0]

