"""Tokens, and keeping them for as long as the hub's answer allows."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

MARGIN_SECONDS = 60.0
"""So much of a token's life is never used from memory: the call still has to get there."""
MOST_PLACES = 10_000
"""When there are more, tokens that are over make room."""


@dataclass(frozen=True)
class Token:
    """A valid access token. Prints without the token itself."""

    access_token: str = field(repr=False)
    token_type: str
    expires_in: Optional[int]
    expires_at: Optional[str]
    scope: str
    connection_id: str
    token_version: int

    @property
    def authorization(self) -> str:
        """The value of the ``Authorization`` header."""
        kind = "Bearer" if self.token_type.lower() == "bearer" else self.token_type
        return f"{kind} {self.access_token}"

    @staticmethod
    def of(answer: Mapping[str, Any]) -> "Token":
        expires_in = answer.get("expires_in")
        expires_at = answer.get("expires_at")
        return Token(
            access_token=str(answer["access_token"]),
            token_type=str(answer.get("token_type", "Bearer")),
            expires_in=expires_in if isinstance(expires_in, int) else None,
            expires_at=expires_at if isinstance(expires_at, str) else None,
            scope=str(answer.get("scope") or ""),
            connection_id=str(answer.get("connection_id", "")),
            token_version=int(answer.get("token_version", 0)),
        )


Key = Tuple[str, Optional[str], Tuple[str, ...]]


@dataclass
class _Place:
    """One token's place. Its lock makes callers who ask at the same time share one request."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    token: Optional[Token] = None
    kept_at: float = 0.0
    good_until: float = 0.0


class Memory:
    """Tokens by integration, user and scopes. Safe for use by any thread.

    A token is kept until a margin before its end, and for at most ``longest`` seconds, so that an
    app learns soon that a connection was deleted. Where nobody knows the end, nothing is kept.
    """

    def __init__(self, longest: float, clock: Callable[[], float]) -> None:
        self._longest = longest
        self._clock = clock
        self._lock = threading.Lock()
        self._places: Dict[Key, _Place] = {}

    def token(self, key: Key, min_ttl: int, ask: Callable[[], Token]) -> Token:
        """The token that is kept, if it lives ``min_ttl`` seconds more; else what ``ask`` says."""
        now = self._clock()
        with self._lock:
            if key not in self._places and len(self._places) >= MOST_PLACES:
                self._places = {it: at for it, at in self._places.items() if now < at.good_until}
            place = self._places.setdefault(key, _Place())
        with place.lock:
            if (
                place.token is not None
                and now + min_ttl < place.good_until
                and now < place.kept_at + self._longest
            ):
                return place.token
            place.token = None
            token = ask()
            if token.expires_in is not None:
                place.token = token
                place.kept_at = now
                place.good_until = now + token.expires_in - MARGIN_SECONDS
            return token

    def forget(self, connection_id: str, version: int) -> None:
        """Forgets this version of a connection's token, and older ones."""
        with self._lock:
            places = list(self._places.values())
        for place in places:
            with place.lock:
                token = place.token
                if (
                    token is not None
                    and token.connection_id == connection_id
                    and token.token_version <= version
                ):
                    place.token = None
