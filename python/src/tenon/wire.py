"""One HTTP request and its answer, over the standard library. Redirects are not followed: a token
goes where it was sent and nowhere else."""

from __future__ import annotations

import contextlib
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, Mapping, Optional, Tuple

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Answer:
    """What a server answered, and to what. Header names are in small letters."""

    method: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False, default=b"")
    asked: Mapping[str, str] = field(repr=False, default_factory=dict)
    """The headers of the request."""

    @property
    def ok(self) -> bool:
        return self.status < 400

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON; ``ValueError`` where it is none."""
        return json.loads(self.body)

    def json_or_none(self) -> Any:
        """The body as JSON; ``None`` where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class UnreachableError(Exception):
    """No answer came."""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def send(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: Optional[bytes] = None,
    timeout: float = 30,
) -> Answer:
    """Sends it; every status is an answer. Raises :class:`UnreachableError` where none comes."""
    request = urllib.request.Request(url, data=body, headers=dict(headers), method=method)
    if body is not None and not request.has_header("Content-type"):
        request.add_header("Content-Type", "application/octet-stream")
    asked = {name.lower(): value for name, value in headers.items()}
    try:
        with _open(request, timeout) as reply:
            return _answer(method, url, reply, asked)
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        raise UnreachableError(f"{host(url)} does not answer: {_reason(trouble)}") from trouble


@contextlib.contextmanager
def lines(
    url: str, headers: Mapping[str, str], timeout: float = 120
) -> "Iterator[Tuple[Answer, Iterator[bytes]]]":
    """Gets it, and gives the answer without its body, and the lines of that as they arrive. Where
    the status is not 200 the body is in the answer."""
    request = urllib.request.Request(url, headers=dict(headers), method="GET")
    try:
        reply = _open(request, timeout)
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        raise UnreachableError(f"{host(url)} does not answer: {_reason(trouble)}") from trouble
    with reply:
        if int(reply.status) != 200:
            yield _answer("GET", url, reply, {}), iter(())
            return
        headers_ = {name.lower(): value for name, value in reply.headers.items()}
        yield Answer("GET", url, 200, headers_), iter(reply)


def host(url: str) -> str:
    """The host of an address, for people."""
    return urllib.parse.urlsplit(url).netloc.rpartition("@")[2]


def is_private_enough(url: str) -> bool:
    """Whether a token may go there: over TLS, or on this machine."""
    parts = urllib.parse.urlsplit(url)
    if parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _open(request: urllib.request.Request, timeout: float) -> Any:
    """Every status is a reply."""
    try:
        return _opener(request.full_url).open(request, timeout=timeout)
    except urllib.error.HTTPError as reply:
        return reply


def _opener(url: str) -> urllib.request.OpenerDirector:
    local = urllib.parse.urlsplit(url).hostname in LOOPBACK
    proxies = [urllib.request.ProxyHandler({})] if local else []
    return urllib.request.build_opener(_Stay, *proxies)


def _answer(method: str, url: str, reply: Any, asked: Dict[str, str]) -> Answer:
    headers = {name.lower(): value for name, value in reply.headers.items()}
    return Answer(method, url, int(reply.status), headers, reply.read(), asked)


def _reason(trouble: Exception) -> str:
    reason = getattr(trouble, "reason", None)
    return str(reason if reason is not None else trouble) or type(trouble).__name__
