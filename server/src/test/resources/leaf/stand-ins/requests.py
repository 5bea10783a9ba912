"""A stand-in, written here, for the part of the package "requests" that the snippets use.

It is no copy of that package; it only makes them run on a machine that has Python and nothing else.
"""

import json as _json
import re
import urllib.error
import urllib.parse
import urllib.request


class HTTPError(Exception):
    pass


class Response:
    def __init__(self, status_code, body, headers):
        self.status_code = status_code
        self.text = body.decode("utf-8")
        self.headers = headers
        self.ok = status_code < 400

    @property
    def links(self):
        found = re.findall(r'<([^>]*)>; rel="([^"]*)"', self.headers.get("Link") or "")
        return {rel: {"url": url, "rel": rel} for url, rel in found}

    def json(self):
        return _json.loads(self.text)

    def raise_for_status(self):
        if not self.ok:
            raise HTTPError(f"{self.status_code}: {self.text}")


def request(method, url, headers=None, json=None, params=None):
    if params:
        url += ("&" if "?" in url else "?") + urllib.parse.urlencode(params)
    body = None if json is None else _json.dumps(json).encode("utf-8")
    message = urllib.request.Request(url, data=body, method=method, headers=dict(headers or {}))
    if body is not None:
        message.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(message, timeout=60) as answer:
            return Response(answer.status, answer.read(), answer.headers)
    except urllib.error.HTTPError as error:
        return Response(error.code, error.read(), error.headers)


def get(url, headers=None, params=None):
    return request("GET", url, headers, None, params)


def post(url, headers=None, json=None):
    return request("POST", url, headers, json)
