"""The app as a page, for one user, on this machine alone."""

from __future__ import annotations

import importlib.resources
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List, Optional, Tuple, Type

from .. import config
from ..errors import HubRefusedError, PermissionDeniedError, TenonError
from ..hub import Hub
from . import app as running
from .app import App, Outcome
from .page import SECURITY, Login, render


class Pages:
    """What the page shows. Safe for use by any thread."""

    def __init__(self, app: App, hub: Hub, user: str) -> None:
        self._app = app
        self._hub = hub
        self._user = user
        self._lock = threading.Lock()
        self._links: Dict[str, str] = {}
        self.url = ""

    def front(self, troubles: "Tuple[str, ...]" = ()) -> str:
        """The front page. Whoever has to log in first sees the buttons and no view."""
        logins, found = self._declared()
        outcomes: List[Outcome] = []
        if not logins:
            outcomes = running.run(self._app, (), self._hub, self._user)
            logins, outcomes = self._denied(outcomes)
        return render(self._app, self._user, logins, outcomes, [*troubles, *found])

    def back(self, link: str, code: str) -> Optional[str]:
        """The user is back from the hub: confirms the code, if it is of a link that was made here.
        Answers why that did not work."""
        with self._lock:
            known = self._links.pop(link, None)
        if known is None or not code:
            return None
        try:
            self._hub.confirm(link, code)
        except TenonError as trouble:
            return str(trouble)
        return None

    def _declared(self) -> Tuple[List[Login], List[str]]:
        logins: List[Login] = []
        troubles: List[str] = []
        for name in self._app.config.integrations if self._app.config else ():
            try:
                self._hub.token(name, self._user)
            except PermissionDeniedError as denied:
                logins.append(self._login(name, denied))
            except HubRefusedError as trouble:
                if trouble.code == "integration_not_found":
                    troubles.append(f"{config.FILE} lists '{name}': {trouble}")
                else:
                    troubles.append(str(trouble))
        return logins, troubles

    def _denied(self, outcomes: List[Outcome]) -> Tuple[List[Login], List[Outcome]]:
        logins: Dict[str, Login] = {}
        others: List[Outcome] = []
        for outcome in outcomes:
            if isinstance(outcome.error, PermissionDeniedError):
                name = str(outcome.error.problem.get("integration") or outcome.denied)
                if name not in logins:
                    logins[name] = self._login(name, outcome.error)
            else:
                others.append(outcome)
        return list(logins.values()), others

    def _login(self, name: str, denied: PermissionDeniedError) -> Login:
        """The button leads to a link that comes back here, where the hub makes one."""
        try:
            made = self._hub.connect_link(name, self._user, return_url=self.url + "connected")
        except HubRefusedError:
            return Login(name, denied.connect_url, _why(denied))
        with self._lock:
            self._links[made.id] = name
        return Login(name, made.url, _why(denied))


def start(app: App, hub: Hub, user: str, port: int) -> ThreadingHTTPServer:
    """Listens on this machine; ``serve_forever`` answers."""
    pages = Pages(app, hub, user)
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(pages))
    pages.url = f"http://localhost:{server.server_address[1]}/"
    return server


def _handler(pages: Pages) -> Type[BaseHTTPRequestHandler]:
    style = importlib.resources.files("tenon.run").joinpath("style.css").read_text("utf-8")

    class Handler(BaseHTTPRequestHandler):
        server_version = "tenon.run"
        sys_version = ""

        def do_GET(self) -> None:  # noqa: N802 - the base class's name
            if not self._is_ours():
                self._send(403, "text/plain; charset=utf-8", "Open this page as localhost.\n")
                return
            path, _, query = self.path.partition("?")
            if path == "/":
                self._page(pages.front())
            elif path == "/connected":
                self._back(urllib.parse.parse_qs(query))
            elif path == "/style.css":
                self._send(200, "text/css; charset=utf-8", style)
            else:
                self._send(404, "text/plain; charset=utf-8", "There is nothing here.\n")

        def _back(self, query: Dict[str, List[str]]) -> None:
            trouble = pages.back(_first(query, "connect_link"), _first(query, "connect_code"))
            if trouble is not None:
                self._page(pages.front((trouble,)))
                return
            self.send_response(303)
            self.send_header("Location", "/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _is_ours(self) -> bool:
            """No other name leads here: pages of other sites cannot make a browser read this."""
            name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
            return name in ("localhost", "127.0.0.1")

        def _page(self, text: str) -> None:
            self._send(200, "text/html; charset=utf-8", text)

        def _send(self, status: int, kind: str, text: str) -> None:
            body = text.encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", SECURITY)
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("X-Content-Type-Options", "nosniff")
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            """Addresses carry codes, so nothing is logged."""

    return Handler


def _why(denied: PermissionDeniedError) -> str:
    """Why there is a button, for the person who presses it."""
    return {
        "never_connected": "Log in once, and this page shows what is yours there.",
        "reauthorization_required": "Your sign-in there is over. Log in again.",
        "pending_verification": "Your sign-in there is not confirmed yet. Log in once more.",
        "scope_missing": "This page needs more permissions there. Log in again to grant them.",
    }.get(denied.reason, denied.detail)


def _first(query: Dict[str, List[str]], name: str) -> str:
    return query.get(name, [""])[0]
