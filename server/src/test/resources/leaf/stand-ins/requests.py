"""A stand-in, written here, for the part of the package "requests" that the snippets use.

It is no copy of that package; it only makes them run on a machine that has Python and nothing else.
"""

import json as _json
import urllib.error
import urllib.request


class Response:
    def __init__(self, status_code, body):
        self.status_code = status_code
        self.text = body.decode("utf-8")

    def json(self):
        return _json.loads(self.text)


def request(method, url, headers=None, json=None):
    body = None if json is None else _json.dumps(json).encode("utf-8")
    message = urllib.request.Request(url, data=body, method=method, headers=dict(headers or {}))
    if body is not None:
        message.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(message, timeout=60) as answer:
            return Response(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        return Response(error.code, error.read())


def get(url, headers=None):
    return request("GET", url, headers)


def post(url, headers=None, json=None):
    return request("POST", url, headers, json)
