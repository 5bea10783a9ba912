"""A small stand-in for the library ``requests``, for apps that run where it is not installed: the
calls, answers and exceptions that such apps mostly use. Where ``requests`` is there, it is used."""

from __future__ import annotations

import base64
import json as _json
import types
import urllib.parse
from typing import Any, Dict, Mapping, Optional, Tuple, Union

from .. import wire
from . import watch

__version__ = "0 (Tenon's stand-in)"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 10


class RequestException(OSError):
    """No good answer. ``response`` is the one that came, if one did."""

    def __init__(self, *words: Any, response: Optional["Response"] = None) -> None:
        super().__init__(*words)
        self.response = response


class HTTPError(RequestException):
    """The answer's status is an error."""


class ConnectionError(RequestException):  # noqa: A001 - the library's own name
    """No answer came."""


class Timeout(RequestException):
    """No answer came in time. Here it is always a :class:`ConnectionError`."""


class JSONDecodeError(RequestException, ValueError):
    """The body is not JSON."""


class _Exceptions(types.ModuleType):
    RequestException = RequestException
    HTTPError = HTTPError
    ConnectionError = ConnectionError
    Timeout = Timeout
    JSONDecodeError = JSONDecodeError


exceptions = _Exceptions("requests.exceptions")


class _Headers(Dict[str, str]):
    """Header values by name, in whatever case."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__({name.lower(): value for name, value in headers.items()})

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).lower())

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.lower(), default)


class Response:
    """An answer."""

    def __init__(self, answer: wire.Answer) -> None:
        self.url = answer.url
        self.status_code = answer.status
        self.headers = _Headers(answer.headers)
        self.content = answer.body

    @property
    def ok(self) -> bool:
        return self.status_code < 400

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        try:
            return _json.loads(self.content)
        except ValueError as trouble:
            raise JSONDecodeError(str(trouble), response=self) from trouble

    def raise_for_status(self) -> None:
        if not self.ok:
            raise HTTPError(f"{self.status_code} for url: {self.url}", response=self)


def request(
    method: str,
    url: str,
    *,
    params: Any = None,
    data: Union[None, str, bytes, Mapping[str, Any]] = None,
    headers: Optional[Mapping[str, str]] = None,
    json: Any = None,
    auth: Optional[Tuple[str, str]] = None,
    timeout: Optional[float] = None,
    allow_redirects: bool = True,
) -> Response:
    """Sends a request; redirects are followed, without ``Authorization`` to another host."""
    if params:
        url += ("&" if "?" in url else "?") + urllib.parse.urlencode(params, doseq=True)
    send, body = _content(dict(headers or {}), data, json)
    if auth is not None:
        pair = base64.b64encode(f"{auth[0]}:{auth[1]}".encode()).decode()
        send["Authorization"] = f"Basic {pair}"
    for _ in range(_MOST_REDIRECTS):
        answer = _send(method.upper(), url, send, body, timeout)
        target = answer.headers.get("location")
        if not allow_redirects or answer.status not in _REDIRECTS or target is None:
            return Response(answer)
        target = urllib.parse.urljoin(url, target)
        if urllib.parse.urlsplit(target)[:2] != urllib.parse.urlsplit(url)[:2]:
            send = {name: it for name, it in send.items() if name.lower() != "authorization"}
        if answer.status == 303 or (answer.status in (301, 302) and method.upper() == "POST"):
            method, body = "GET", None
        url = target
    raise RequestException(f"more than {_MOST_REDIRECTS} redirects")


def _content(
    headers: Dict[str, str], data: Any, json: Any
) -> Tuple[Dict[str, str], Optional[bytes]]:
    names = {name.lower() for name in headers}
    if json is not None:
        if "content-type" not in names:
            headers["Content-Type"] = "application/json"
        return headers, _json.dumps(json).encode()
    if isinstance(data, Mapping):
        if "content-type" not in names:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers, urllib.parse.urlencode(data, doseq=True).encode()
    return headers, data.encode() if isinstance(data, str) else data


def _send(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: Optional[bytes],
    timeout: Optional[float],
) -> wire.Answer:
    try:
        answer = wire.send(method, url, headers, body, 60 if timeout is None else timeout)
    except wire.UnreachableError as trouble:
        raise ConnectionError(str(trouble)) from trouble
    watch.note(answer)
    return answer


def get(url: str, params: Any = None, **options: Any) -> Response:
    return request("GET", url, params=params, **options)


def post(url: str, data: Any = None, json: Any = None, **options: Any) -> Response:
    return request("POST", url, data=data, json=json, **options)


def put(url: str, data: Any = None, **options: Any) -> Response:
    return request("PUT", url, data=data, **options)


def patch(url: str, data: Any = None, **options: Any) -> Response:
    return request("PATCH", url, data=data, **options)


def delete(url: str, **options: Any) -> Response:
    return request("DELETE", url, **options)


def head(url: str, **options: Any) -> Response:
    return request("HEAD", url, **options)


class Session:
    """Calls that share headers."""

    def __init__(self) -> None:
        self.headers: Dict[str, str] = {}

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def close(self) -> None:
        """There is nothing to close."""

    def request(self, method: str, url: str, **options: Any) -> Response:
        headers = {**self.headers, **(options.pop("headers", None) or {})}
        return request(method, url, headers=headers, **options)

    def get(self, url: str, **options: Any) -> Response:
        return self.request("GET", url, **options)

    def post(self, url: str, data: Any = None, json: Any = None, **options: Any) -> Response:
        return self.request("POST", url, data=data, json=json, **options)
