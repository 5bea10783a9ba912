"""The client, against the real hub and the sandbox."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import tenon
from tenon import session
from world import ACME, AG, APS, HUB, SANDBOX, TRIMBLE, World, admin, connect, fresh, register, sandbox

PROJECTS = f"{SANDBOX}/connect-na/tc/api/2.0/projects"


class HubTest(World):
    def test_token_is_kept_for_one_user_integration_and_scope_alone(self) -> None:
        name = self.connected(APS)
        other = self.connected(APS)
        self.hub.token(other, self.user)

        tokens = [
            self.hub.token(name, self.user),
            self.hub.token(name, self.user),
            self.hub.token(name, self.user, scopes=["data:read"]),
            self.hub.token(other, self.user),
        ]

        self.assertIs(tokens[0], tokens[1])
        self.assertIsNot(tokens[0], tokens[2])
        self.assertNotEqual(tokens[0].connection_id, tokens[3].connection_id)
        with self.assertRaises(tenon.PermissionDeniedError):
            self.hub.token(name, fresh("user"))

    def test_token_that_was_kept_is_asked_for_again_near_its_end(self) -> None:
        name = self.connected(TRIMBLE)
        now = [1000.0]
        hub = tenon.Hub(HUB, self.key, remember=100_000, clock=lambda: now[0])
        first = hub.token(name, self.user)
        assert first.expires_in is not None

        now[0] += first.expires_in - 61
        self.assertIs(hub.token(name, self.user), first)
        self.assertIsNot(hub.token(name, self.user, min_ttl=60), first)
        now[0] += first.expires_in
        self.assertIsNot(hub.token(name, self.user), first)

    def test_token_is_kept_for_no_longer_than_was_said(self) -> None:
        name = self.connected(TRIMBLE)
        now = [0.0]
        hub = tenon.Hub(HUB, self.key, remember=10, clock=lambda: now[0])
        first = hub.token(name, self.user)
        now[0] = 11
        self.assertIsNot(hub.token(name, self.user), first)
        never = tenon.Hub(HUB, self.key, remember=0)
        self.assertIsNot(never.token(name, self.user), never.token(name, self.user))

    def test_many_threads_share_one_question(self) -> None:
        name = self.connected(TRIMBLE)
        hub = tenon.Hub(HUB, self.key)
        with ThreadPoolExecutor(8) as pool:
            tokens = list(pool.map(lambda _: hub.token(name, self.user), range(32)))
        self.assertEqual(len({id(token) for token in tokens}), 1)

    def test_token_does_not_show_in_its_text(self) -> None:
        token = self.hub.token(self.connected(TRIMBLE), self.user)
        self.assertNotIn(token.access_token, repr(token) + str(token) + repr(self.hub))
        self.assertNotIn(self.key, repr(self.hub))

    def test_report_of_a_refused_token_brings_the_next_version(self) -> None:
        name = self.connected(TRIMBLE)
        token = self.hub.token(name, self.user)

        self.hub.report_invalid(token)

        self.assertEqual(self.hub.token(name, self.user).token_version, token.token_version + 1)

    def test_call_that_is_refused_is_reported_and_made_once_more(self) -> None:
        name = self.connected(TRIMBLE)
        first = self.hub.token(name, self.user)
        refusal = {"kind": "status", "status": 401}
        sandbox("faults", {**refusal, "provider": "connect-na", "endpoint": "api"})

        answer = self.hub.call(name, self.user, "GET", PROJECTS)

        self.assertEqual(answer.status, 200)
        self.assertEqual(self.hub.token(name, self.user).token_version, first.token_version + 1)

    def test_second_refusal_is_the_answer(self) -> None:
        name = self.connected(TRIMBLE)
        refusal = {"kind": "status", "status": 401, "times": "always"}
        sandbox("faults", {**refusal, "provider": "connect-na", "endpoint": "api"})

        self.assertEqual(self.hub.call(name, self.user, "GET", PROJECTS).status, 401)
        with self.assertRaises(tenon.ProviderError) as refused:
            self.hub.get(self.connected(TRIMBLE), self.user, PROJECTS)
        self.assertEqual(refused.exception.status, 401)

    def test_token_goes_to_https_or_this_machine_only(self) -> None:
        name = self.connected(TRIMBLE)
        for url in ("http://provider.example/x", "https://u:p@provider.example/", "/x", "file:///x"):
            with self.subTest(url=url), self.assertRaises(tenon.ConfigurationError):
                self.hub.call(name, self.user, "GET", url)

    def test_redirect_is_an_answer_and_not_followed(self) -> None:
        name = self.connected(TRIMBLE)
        away = {"kind": "custom", "status": 302, "headers": {"Location": f"{SANDBOX}/elsewhere"}}
        sandbox("faults", {**away, "provider": "connect-na", "endpoint": "api"})

        answer = self.hub.call(name, self.user, "GET", PROJECTS)

        self.assertEqual((answer.status, answer.headers["location"]), (302, f"{SANDBOX}/elsewhere"))

    def test_provider_that_does_not_answer_is_told_as_such(self) -> None:
        name = self.connected(TRIMBLE)
        sandbox("faults", {"kind": "reset", "provider": "connect-na", "endpoint": "api"})
        with self.assertRaises(tenon.ProviderError) as away:
            self.hub.get(name, self.user, PROJECTS)
        self.assertEqual(away.exception.code, "provider_unreachable")

    def test_page_in_place_of_json_is_told_as_such(self) -> None:
        name = self.connected(TRIMBLE)
        page = {"kind": "html", "status": 200, "provider": "connect-na", "endpoint": "api"}
        sandbox("faults", page)
        with self.assertRaises(tenon.ProviderError) as unreadable:
            self.hub.get(name, self.user, PROJECTS)
        self.assertEqual(unreadable.exception.code, "not_json")

    def test_link_leads_to_a_connection_that_is_listed(self) -> None:
        name = register(TRIMBLE)
        link = self.hub.connect_link(name, self.user, expires_in=600, max_uses=1)
        self.assertTrue(link.url.startswith(HUB + "/connect/"))
        self.assertEqual(list(self.hub.connections(integration=name)), [])

        connect(self.hub, name, self.user)

        held = list(self.hub.connections(integration=name, user=self.user, status="active"))
        self.assertEqual([it["user"] for it in held], [self.user])

    def test_list_is_read_page_after_page(self) -> None:
        name = register(TRIMBLE)
        users = [fresh("user") for _ in range(53)]
        for user in users:
            tokens = {"access_token": "a", "refresh_token": f"r-{user}", "expires_in": 3600}
            admin("POST", "/api/v1/connections", {"integration": name, "user": user, **tokens})
        listed = [it["user"] for it in self.hub.connections(integration=name)]
        self.assertEqual(sorted(listed), sorted(users))

    def test_one_link_serves_several_integrations(self) -> None:
        names = [register(TRIMBLE), register(AG)]
        link = self.hub.connect_link(names, self.user)
        self.assertTrue(link.url)

    def test_wrong_key_and_a_hub_that_is_away_are_told_apart(self) -> None:
        with self.assertRaises(tenon.UnauthorizedError):
            tenon.Hub(HUB, "tenon_wrong").token("x", "ada")
        with self.assertRaises(tenon.HubUnreachableError):
            tenon.Hub("http://localhost:9", "k").token("x", "ada")
        with self.assertRaises(tenon.HubRefusedError):
            tenon.Hub(SANDBOX, "k").token("x", "ada")

    def test_provider_that_is_away_says_when_to_ask_again(self) -> None:
        # The hub spares an endpoint that is away, so this one is no other test's.
        name = self.connected(ACME)
        token = self.hub.token(name, self.user)
        fault = {"kind": "status", "status": 503, "retry_after": "30", "times": "always"}
        sandbox("faults", {**fault, "provider": "oidc"})
        with self.assertRaises(tenon.ProviderUnavailableError) as away:
            self.hub.report_invalid(token)
        self.assertGreater(away.exception.retry_after, 0)


class CurrentUserTest(World):
    def test_user_is_the_argument_else_the_sessions_else_the_environments(self) -> None:
        with self.environment(TENON_USER="of-the-environment"):
            self.assertEqual(session.current_user(), "of-the-environment")
            with session.of("of-the-session"):
                self.assertEqual(session.current_user(), "of-the-session")
                self.assertEqual(session.current_user("given"), "given")
            self.assertEqual(session.current_user(), "of-the-environment")

    def test_sessions_of_other_threads_do_not_matter(self) -> None:
        seen = []
        with self.environment(TENON_USER="of-the-environment"), session.of("mine"):
            thread = threading.Thread(target=lambda: seen.append(session.current_user()))
            thread.start()
            thread.join()
        self.assertEqual(seen, ["of-the-environment"])

    def test_nobody_is_told_to_sign_in(self) -> None:
        with self.environment(TENON_USER=""):
            with self.assertRaises(tenon.ConfigurationError) as nobody:
                tenon.OAuth2Integration("x").get_access_token()
        self.assertEqual(nobody.exception.code, "no_user")

    def test_integration_gives_the_users_own_token(self) -> None:
        name = self.connected(TRIMBLE)
        bo = fresh("user")
        connect(self.hub, name, bo, person="bo")
        with self.environment():
            tokens = {
                tenon.external.OAuth2Integration(name).get_access_token(),
                tenon.external.OAuth2Integration(name, user=bo).get_access_token(),
            }
            with session.of(bo):
                tokens.add(tenon.OAuth2Integration(name).get_access_token())
        self.assertEqual(len(tokens), 2)
