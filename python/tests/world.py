"""The world of the tests: a real hub and the sandbox, whose addresses come from the environment.

``mvn verify`` starts both and runs these tests; see ``PythonPackageTest``.
"""

from __future__ import annotations

import contextlib
import http.cookiejar
import io
import itertools
import json
import os
import re
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request
from html import unescape
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

import tenon
from tenon import wire
from tenon.run.__main__ import main

HUB = os.environ.get("TENON_TEST_HUB", "")
ADMIN_KEY = os.environ.get("TENON_TEST_ADMIN_KEY", "")
SANDBOX = os.environ.get("TENON_TEST_SANDBOX", "")
DOCUMENTS = Path(__file__).parent / "documents"
CALLBACK = HUB + "/api/integrations/oauth2/callback/"

_numbers = itertools.count(1)


def fresh(word: str) -> str:
    """A name that no other test uses."""
    return f"{word}-{os.getpid()}-{next(_numbers)}"


def admin(method: str, path: str, body: Any = None) -> Any:
    """The hub's API for an admin; an error is the test's failure."""
    answer = raw_admin(method, path, body)
    if not answer.ok:
        raise AssertionError(f"{method} {path}: {answer.status} {answer.text}")
    return answer.json_or_none()


def raw_admin(method: str, path: str, body: Any = None) -> wire.Answer:
    """The same, with errors as answers."""
    return _json(method, HUB + path, body, {"Authorization": f"Bearer {ADMIN_KEY}"})


def sandbox(path: str, body: Any = None) -> Any:
    """The sandbox's controls."""
    answer = _json("GET" if body is None else "POST", f"{SANDBOX}/sandbox/{path}", body, {})
    if not answer.ok:
        raise AssertionError(f"{path}: {answer.status} {answer.text}")
    return answer.json_or_none()


def _json(method: str, url: str, body: Any, headers: Dict[str, str]) -> wire.Answer:
    data = None if body is None else json.dumps(body).encode()
    return wire.send(method, url, {**headers, "Content-Type": "application/json"}, data)


def app_key() -> str:
    """The key of a new app."""
    return app_with_key()[1]


def app_with_key() -> Tuple[str, str]:
    """A new app and its key."""
    name = fresh("app")
    admin("POST", "/api/v1/apps", {"name": name})
    return name, admin("POST", f"/api/v1/apps/{name}/keys", {"name": "test"})["key"]


TRIMBLE = {
    "connector": "trimble-connect",
    "connection_definition": "user-sign-in",
    "client_id": "trimble-web",
    "client_secret": "trimble-web-secret",
    "parameters": {
        "application_name": "harbour-app",
        "identity_url": f"{SANDBOX}/trimble-id",
        "api_url": f"{SANDBOX}/connect-na",
    },
}
APS = {
    "connector": "autodesk-platform-services",
    "connection_definition": "user-sign-in",
    "client_id": "aps-web",
    "client_secret": "aps-web-secret",
    "scope": "data:read",
    "parameters": {"api_url": f"{SANDBOX}/aps", "profile_url": f"{SANDBOX}/aps"},
}
AG = {
    "connector": "trimble-agriculture",
    "connection_definition": "user-sign-in",
    "client_id": "trimble-ag",
    "client_secret": "trimble-ag-secret",
    "parameters": {
        "application_name": "grower-app",
        "identity_url": f"{SANDBOX}/trimble-id",
        "api_url": f"{SANDBOX}/trimble-ag",
        "consent_url": f"{SANDBOX}/trimble-ag",
    },
}
ACME = {
    "connector": "generic-oidc",
    "connection_definition": "user-sign-in",
    "client_id": "acme-web",
    "client_secret": "acme-web-secret",
    "scope": "openid profile email offline_access api:read",
    "parameters": {"issuer": f"{SANDBOX}/oidc", "api_url": f"{SANDBOX}/oidc"},
}


def register(fields: Dict[str, Any], name: Optional[str] = None, **more: Any) -> str:
    """Registers an OAuth client for all apps, and answers its name."""
    name = name or fresh("integration")
    admin("POST", "/api/v1/oauth-clients", {"apps": "all", **fields, "name": name, **more})
    return name


class Browser:
    """A browser with cookies and forms, and no script."""

    def __init__(self) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)
        self.url = ""
        self.page = ""

    def open(self, url: str, form: Optional[Dict[str, str]] = None) -> "Browser":
        headers = {"Accept": "text/html"}
        if form is not None and self.url:
            headers["Origin"] = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(self.url))
        data = None if form is None else urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(url, data=data, headers=headers)
        try:
            with self._opener.open(request, timeout=30) as answer:
                self.url, self.page = answer.url, answer.read().decode()
        except urllib.error.HTTPError as answer:
            with answer:
                self.url, self.page = answer.url, answer.read().decode()
        return self

    def submit(self, **more: str) -> "Browser":
        """Sends the page's first form with what is hidden in it and ``more``."""
        form = re.search(r"<form.*?</form>", self.page, re.DOTALL)
        if form is None:
            raise AssertionError(f"no form at {self.url}: {self.page[:2000]}")
        fields = {
            _attribute(tag, "name"): _attribute(tag, "value")
            for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', form.group())
        }
        fields.update(more)
        action = re.search(r'<form[^>]*action="([^"]*)"', form.group())
        target = urllib.parse.urljoin(self.url, unescape(action.group(1))) if action else self.url
        return self.open(target, fields)

    def text(self) -> str:
        """What a person reads."""
        body = re.sub(r"(?s)<(style|script|head).*?</\1>", " ", self.page)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""


def connect(hub: tenon.Hub, integration: str, user: str, person: str = "ada") -> Browser:
    """``user`` connects, and signs in at the provider as ``person``."""
    browser = Browser().open(hub.connect_link(integration, user).url).submit()
    return browser.submit(user=person, decision="allow")


class World(unittest.TestCase):
    """A test with an app and its hub; the sandbox is as new after it."""

    def setUp(self) -> None:
        if not (HUB and ADMIN_KEY and SANDBOX):
            raise AssertionError(
                "These tests need a hub and a sandbox: mvn -pl cli -am test -Dtest=PythonPackageTest"
            )
        self.app, key = app_with_key()
        self.hub = tenon.Hub(HUB, key)
        self.key = key
        self.user = fresh("user")
        self.addCleanup(sandbox, "reset", {})

    def connected(self, fields: Dict[str, Any], person: str = "ada", **more: Any) -> str:
        """A new integration that the test's user has connected."""
        name = register(fields, **more)
        connect(self.hub, name, self.user, person)
        self.hub.token(name, self.user)
        return name

    @contextlib.contextmanager
    def environment(self, **variables: str) -> Iterator[None]:
        """The variables of a program that is the test's app."""
        ours = {"TENON_URL": HUB, "TENON_API_KEY": self.key, "TENON_USER": self.user, **variables}
        before = dict(os.environ)
        os.environ.update(ours)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)

    def run_app(self, path: Path, *words: str, **variables: str) -> "Run":
        """Runs ``python -m tenon.run`` within this process."""
        out, err = io.StringIO(), io.StringIO()
        with self.environment(**variables):
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main([str(path), *words])
        return Run(code, out.getvalue(), err.getvalue())

    def document(
        self, name: str, host: str, stands_for: str, changes: Tuple[Tuple[str, str], ...] = ()
    ) -> Path:
        """The app of a guide with its import line and its host changed, in a directory of its own."""
        code = (DOCUMENTS / f"{name}.py.txt").read_text()
        for old, new in (("import viktor as vkt", "import tenon as vkt"), (host, stands_for), *changes):
            if code.count(old) != 1:
                raise AssertionError(f"{name} has {old!r} {code.count(old)} times")
            code = code.replace(old, new)
        directory = Path(self.enterContext_(tempfile.TemporaryDirectory()))
        (directory / "app.py").write_text(code)
        return directory / "app.py"

    def enterContext_(self, manager: Any) -> Any:  # noqa: N802 - as TestCase.enterContext of 3.11
        value = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return value


class Run:
    """What a program printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    def lines(self) -> List[str]:
        return self.out.splitlines()

    def __repr__(self) -> str:
        return f"exit {self.code}\n{self.out}\n--- standard error\n{self.err}"
