"""The client of a hub."""

from __future__ import annotations

import functools
import http.client
import json
import os
import time
import urllib.parse
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from . import hints, paging, session, wire
from .errors import (
    ConfigurationError,
    HubRefusedError,
    HubUnreachableError,
    IncompleteListing,
    ProviderError,
    refusal,
)
from .records import Records
from .tokens import Memory, Token
from .wire import Answer


@dataclass(frozen=True)
class ConnectLink:
    """A link where a user connects. The address is shown this once."""

    id: str
    url: str
    expires_at: Optional[str]


class Hub:
    """One hub with one API key: an app's key for tokens. Safe for use by any thread.

    :param url: where the hub is; else ``TENON_URL``
    :param api_key: else ``TENON_API_KEY``
    :param remember: how long a token is kept at most, in seconds; 0 keeps none. It is never kept
        into the last minute of its life.
    """

    def __init__(
        self,
        url: Optional[str] = None,
        api_key: Optional[str] = None,
        *,
        timeout: float = 30,
        remember: float = 300,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.url = _required(url, "TENON_URL").rstrip("/")
        if urllib.parse.urlsplit(self.url).scheme not in ("http", "https"):
            raise ConfigurationError(
                f"TENON_URL is '{self.url}', and not an address such as https://tenon.example.com."
            )
        self._key = _required(api_key, "TENON_API_KEY")
        self._timeout = timeout
        self._memory = Memory(remember, clock)

    def __repr__(self) -> str:
        return f"Hub({self.url!r})"

    def token(
        self,
        integration: str,
        user: Optional[str] = None,
        *,
        min_ttl: Optional[int] = None,
        scopes: Sequence[str] = (),
    ) -> Token:
        """A valid token of ``user``; of the app itself where there is no user.

        Raises :class:`~tenon.PermissionDeniedError` where the user has to connect,
        :class:`~tenon.ResourceNotFoundError` where no integration has the name, and
        :class:`~tenon.PreconditionFailedError` where it is not assigned to this app.
        """
        wanted = tuple(sorted(set(scopes)))
        body: Dict[str, Any] = {"integration": integration}
        if user is not None:
            body["user"] = user
        if min_ttl is not None:
            body["min_ttl"] = min_ttl
        if wanted:
            body["scopes"] = list(wanted)
        return self._memory.token(
            (integration, user, wanted),
            min_ttl or 0,
            lambda: Token.of(self._ask("POST", "/api/v1/token", body)),
        )

    def report_invalid(self, token: Token) -> None:
        """Tells the hub that the provider answered 401 to this token; ask for it again then.

        That version alone is refreshed, once, however many report it.
        """
        self._memory.forget(token.connection_id, token.token_version)
        self._ask(
            "POST",
            "/api/v1/token/report-invalid",
            {"connection_id": token.connection_id, "token_version": token.token_version},
        )

    def replace(
        self,
        token: Token,
        integration: str,
        user: Optional[str] = None,
        *,
        scopes: Sequence[str] = (),
    ) -> Token:
        """Reports a token that the provider has answered 401 to, and asks for another."""
        refused: Optional[HubRefusedError] = None
        try:
            self.report_invalid(token)
        except HubRefusedError as trouble:
            # The next question tells it as well, and where to connect; unless the hub goes on
            # handing out the token that the provider refuses.
            if trouble.code not in ("connect_required", "reported_too_soon"):
                raise
            refused = trouble
        again = self.token(integration, user, scopes=scopes)
        if refused is None or again.token_version > token.token_version:
            return again
        self._memory.forget(again.connection_id, again.token_version)
        if refused.connect_url is None and refused.code == "connect_required" and user is not None:
            link = self.connect_link(integration, user)
            raise refusal(refused.status, {**refused.problem, "connect_url": link.url}, None)
        raise refused

    def connect_link(
        self,
        integration: Union[str, Sequence[str]],
        user: str,
        *,
        return_url: Optional[str] = None,
        expires_in: Optional[int] = None,
        max_uses: Optional[int] = None,
        locale: Optional[str] = None,
    ) -> ConnectLink:
        """Makes a link where ``user`` connects one integration or several."""
        body: Dict[str, Any] = {"user": user}
        if isinstance(integration, str):
            body["integration"] = integration
        else:
            body["integrations"] = list(integration)
        for name, value in (
            ("return_url", return_url),
            ("expires_in", expires_in),
            ("max_uses", max_uses),
            ("locale", locale),
        ):
            if value is not None:
                body[name] = value
        made = self._ask("POST", "/api/v1/connect-links", body)
        return ConnectLink(str(made["id"]), str(made["url"]), made.get("expires_at"))

    def confirm(self, link_id: str, connect_code: str) -> Mapping[str, Any]:
        """Confirms that the link's own user came back with this code. Answers the connection."""
        path = f"/api/v1/connect-links/{urllib.parse.quote(link_id, safe='')}/confirm"
        return self._ask("POST", path, {"connect_code": connect_code})

    def connections(
        self,
        *,
        integration: Optional[str] = None,
        user: Optional[str] = None,
        status: Optional[str] = None,
    ) -> Iterator[Mapping[str, Any]]:
        """What users hold, newest first, page after page."""
        filters = {"integration": integration, "user": user, "status": status}
        query: Dict[str, str] = {name: value for name, value in filters.items() if value}
        while True:
            page = self._ask("GET", "/api/v1/connections?" + urllib.parse.urlencode(query))
            yield from page.get("items", [])
            if not page.get("next_cursor"):
                return
            query["cursor"] = str(page["next_cursor"])

    def call(
        self,
        integration: str,
        user: Optional[str],
        method: str,
        url: str,
        *,
        headers: Optional[Mapping[str, str]] = None,
        json_body: Any = None,
        body: Optional[bytes] = None,
        scopes: Sequence[str] = (),
    ) -> Answer:
        """Calls a provider's API with the token put in; every status is an answer.

        A 401 is reported to the hub and the call made once more. ``Content-Type`` goes out with a
        body only: some providers answer 500 to a GET that has it. The token goes to ``url`` and
        nowhere else; redirects are not followed.
        """
        if not wire.is_private_enough(url):
            raise ConfigurationError(
                f"A token does not go to '{url}': write a whole address that begins with https://."
            )
        send = dict(headers or {})
        if json_body is not None:
            body = json.dumps(json_body).encode()
            send.setdefault("Content-Type", "application/json")
        token = self.token(integration, user, scopes=scopes)
        answer = self._provider(method, url, send, body, token)
        if answer.status == 401:
            token = self.replace(token, integration, user, scopes=scopes)
            answer = self._provider(method, url, send, body, token)
        return answer

    def get(self, integration: str, user: Optional[str], url: str) -> Any:
        """The JSON at a provider's address.

        Raises :class:`~tenon.ProviderError`, whose text says what to do where that is known.
        """
        answer = self.call(integration, user, "GET", url, headers={"Accept": "application/json"})
        self._check(integration, user, answer)
        return _provider_json(answer)

    def get_all(self, integration: str, user: Optional[str], url: str) -> List[Any]:
        """Every item of a list that comes in slices (``206`` with ``Content-Range``)."""

        def fetch(range_: str) -> Answer:
            answer = self.call(
                integration, user, "GET", url, headers={"Accept": "application/json", "Range": range_}
            )
            if answer.status != 416:
                self._check(integration, user, answer)
            return answer

        return list(paging.items(fetch))

    def resource(
        self,
        name: str,
        *,
        user: Optional[str] = None,
        limit: Optional[int] = None,
        **within: str,
    ) -> Iterator[Mapping[str, Any]]:
        """Everything that a user can list: ``hub.resource("trimble-connect/todos", project="…")``.

        Items come as they arrive, one in memory at a time: the provider's own objects, each with
        ``_tenon`` (``id``, ``region``, ``parents``). At its end :class:`~tenon.IncompleteListing` is
        raised where anything is missing.

        :param name: integration and resource
        :param user: else the user of :mod:`tenon.session`, else ``TENON_USER``
        :param within: ids or exact names of what the items are below: ``project``, ``hub`` …
        """
        integration, resource = _named(name)
        person = session.current_user(user)
        query = {"format": "ndjson", **within}
        if limit is not None:
            query["limit"] = str(limit)
        path = "/api/v1/connections/{}/resources/{}?{}".format(
            urllib.parse.quote(self._connection(integration, person), safe=""),
            urllib.parse.quote(resource, safe=""),
            urllib.parse.urlencode(query),
        )
        headers = {"Authorization": f"Bearer {self._key}"}
        try:
            with wire.lines(self.url + path, headers) as (answer, lines):
                if answer.status != 200:
                    problem = answer.json_or_none()
                    members = problem if isinstance(problem, dict) else {}
                    raise refusal(answer.status, members, answer.headers.get("retry-after"))
                yield from _items(lines)
        except wire.UnreachableError as trouble:
            raise HubUnreachableError(f"There is no hub at {self.url}: {trouble}.") from trouble

    def records(
        self,
        name: str,
        *,
        user: Optional[str] = None,
        changed_since: Optional[int] = None,
        deleted: Optional[str] = None,
        where: Optional[Mapping[str, str]] = None,
        **columns: str,
    ) -> Records:
        """What the hub keeps in step: ``hub.records("trimble-connect/todos", status="Open")``.

        Records come in the order in which they changed, page after page as they are read::

            todos = hub.records("trimble-connect/todos", changed_since=mark)
            for todo in todos:
                gone = todo["_tenon"]["deleted_at"] is not None
            mark = todos.changed_since

        Without ``changed_since`` they are as they are now; with it deletions come, too.

        :param name: integration and resource
        :param user: else the user of :mod:`tenon.session`, else ``TENON_USER``
        :param deleted: ``false``, ``true`` or ``only``
        :param where: columns whose path is no word of Python; also ``columns``. ``region`` and ids of
            what is above (``project``) filter as well
        """
        integration, resource = _named(name)
        person = session.current_user(user)
        query = {**columns, **(where or {})}
        if changed_since is not None:
            query["changed_since"] = str(changed_since)
        if deleted is not None:
            query["deleted"] = deleted

        def fetch(asked: Mapping[str, str]) -> Mapping[str, Any]:
            path = "/api/v1/connections/{}/records/{}?{}".format(
                urllib.parse.quote(connection(), safe=""),
                urllib.parse.quote(resource, safe=""),
                urllib.parse.urlencode(asked),
            )
            return self._ask("GET", path)

        @functools.lru_cache(maxsize=1)
        def connection() -> str:
            return self._connection(integration, person)

        return Records(fetch, query)

    def _connection(self, integration: str, user: str) -> str:
        for each in self.connections(integration=integration, user=user):
            if each["status"] != "revoked":
                return str(each["id"])
        # Says why there is none, and where to connect.
        return self.token(integration, user).connection_id

    def explain(self, integration: str, user: Optional[str], answer: Answer) -> List[hints.Hint]:
        """What an answer of a provider means, where that is known; see :mod:`tenon.hints`."""
        return hints.explain(answer, lambda url: self.call(integration, user, "GET", url))

    def _check(self, integration: str, user: Optional[str], answer: Answer) -> None:
        if answer.status < 300:
            return
        found = self.explain(integration, user, answer)
        detail = " ".join(hint.message for hint in found) or (
            f"{wire.host(answer.url)} answered {answer.status}: {answer.text[:200]}"
        )
        code = found[0].code if found else "provider_refused"
        raise ProviderError(detail, code=code, status=answer.status)

    def _provider(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: Optional[bytes],
        token: Token,
    ) -> Answer:
        try:
            return wire.send(
                method, url, {**headers, "Authorization": token.authorization}, body, self._timeout
            )
        except wire.UnreachableError as trouble:
            raise ProviderError(str(trouble), code="provider_unreachable", status=0) from trouble

    def _ask(
        self, method: str, path: str, body: Optional[Mapping[str, Any]] = None
    ) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {self._key}", "Accept": "application/json"}
        payload = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            payload = json.dumps(body).encode()
        try:
            answer = wire.send(method, self.url + path, headers, payload, self._timeout)
        except wire.UnreachableError as trouble:
            raise HubUnreachableError(f"There is no hub at {self.url}: {trouble}.") from trouble
        content = answer.json_or_none()
        members: Mapping[str, Any] = content if isinstance(content, dict) else {}
        if not 200 <= answer.status < 300:
            raise refusal(answer.status, members, answer.headers.get("retry-after"))
        if content is None and answer.body:
            raise HubRefusedError(f"{self.url} does not answer as a hub does.", code="not_a_hub")
        return members


_hubs: Dict[Any, Hub] = {}


def from_environment() -> Hub:
    """The hub that ``TENON_URL`` and ``TENON_API_KEY`` name; the same one each time."""
    key = (os.environ.get("TENON_URL"), os.environ.get("TENON_API_KEY"))
    if key not in _hubs:
        _hubs[key] = Hub()
    return _hubs[key]


def _items(lines: Iterator[bytes]) -> Iterator[Mapping[str, Any]]:
    broken = IncompleteListing("The list is not complete: it broke off before its end.", [])
    while True:
        try:
            line = next(lines, b"")
        except (OSError, http.client.HTTPException) as trouble:
            raise broken from trouble
        if not line:
            raise broken
        item = json.loads(line)
        if set(item) == {"listing"}:
            missing = item["listing"].get("missing", [])
            if not item["listing"].get("complete"):
                why = f": {missing[0].get('detail', '')}" if missing else "."
                raise IncompleteListing(f"The list is not complete{why}", missing)
            return
        yield item


def _named(name: str) -> Tuple[str, str]:
    integration, _, resource = name.partition("/")
    if not integration or not resource:
        raise ConfigurationError(
            f"'{name}' does not say what to list: write it as trimble-connect/todos.",
            code="invalid_resource",
        )
    return integration, resource


def _required(given: Optional[str], variable: str) -> str:
    value = (given or os.environ.get(variable, "")).strip()
    if not value:
        raise ConfigurationError(f"{variable} is not set.", code="not_configured")
    return value


def _provider_json(answer: Answer) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise ProviderError(
            f"{wire.host(answer.url)} answered {answer.status} with something that is not JSON.",
            code="not_json",
            status=answer.status,
        ) from None
