"""Which answers an app gets from providers, when it calls them with ``requests``: so that a warning
inside a 200 is not lost, and a refusal is told with its meaning."""

from __future__ import annotations

import contextlib
import contextvars
import functools
import sys
from typing import Any, Iterator, List, Optional

from ..wire import Answer

_LARGEST_BODY = 2_000_000
_seen: contextvars.ContextVar[Optional[List[Answer]]] = contextvars.ContextVar(
    "tenon_seen", default=None
)


@contextlib.contextmanager
def watching() -> Iterator[List[Answer]]:
    """The answers that come meanwhile, in their order."""
    _watch_requests()
    answers: List[Answer] = []
    token = _seen.set(answers)
    try:
        yield answers
    finally:
        _seen.reset(token)


def note(answer: Answer) -> None:
    """Notes an answer, while somebody watches."""
    answers = _seen.get()
    if answers is not None:
        answers.append(answer)


def _watch_requests() -> None:
    session = getattr(sys.modules.get("requests"), "Session", None)
    send = getattr(session, "send", None)
    if session is None or send is None or getattr(send, "_tenon_watched", False):
        return

    @functools.wraps(send)
    def watched(self: Any, request: Any, **options: Any) -> Any:
        response = send(self, request, **options)
        if _seen.get() is not None:
            note(_answer(response, bool(options.get("stream"))))
        return response

    setattr(watched, "_tenon_watched", True)
    setattr(session, "send", watched)


def _answer(response: Any, streamed: bool) -> Answer:
    body = b"" if streamed else response.content[:_LARGEST_BODY]
    return Answer(
        method=str(response.request.method),
        url=str(response.url),
        status=int(response.status_code),
        headers={name.lower(): value for name, value in response.headers.items()},
        body=body,
        asked={name.lower(): _text(value) for name, value in response.request.headers.items()},
    )


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
