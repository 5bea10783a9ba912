"""For whom work is done, and with which hub, in this thread of work."""

from __future__ import annotations

import contextlib
import contextvars
import os
from typing import TYPE_CHECKING, Iterator, List, Optional, Tuple

from .errors import ConfigurationError
from .tokens import Token

if TYPE_CHECKING:
    from .hub import Hub


class Session:
    """The user, the hub, which integrations the app has asked for, and which tokens it got."""

    def __init__(self, user: Optional[str], hub: Optional[Hub]) -> None:
        self.user = user
        self.hub = hub
        self.asked: List[str] = []
        self.handed_out: List[Tuple[str, Token]] = []


_session: contextvars.ContextVar[Optional[Session]] = contextvars.ContextVar(
    "tenon_session", default=None
)


@contextlib.contextmanager
def of(user: Optional[str], hub: Optional[Hub] = None) -> Iterator[Session]:
    """Everything within is done for ``user``: ``with tenon.session.of("ada"): …``."""
    session = Session(user, hub)
    token = _session.set(session)
    try:
        yield session
    finally:
        _session.reset(token)


def current_user(given: Optional[str] = None) -> str:
    """The user: the one that is given, else the session's, else ``TENON_USER``."""
    session = _session.get()
    user = given or (session.user if session else None) or os.environ.get("TENON_USER", "").strip()
    if not user:
        raise ConfigurationError(
            "Nobody is signed in: give OAuth2Integration a user, set TENON_USER, or wrap the call "
            "in tenon.session.of(user).",
            code="no_user",
        )
    return user


def current_hub() -> Optional[Hub]:
    """The session's hub."""
    session = _session.get()
    return session.hub if session else None


def asked(integration: str) -> None:
    """Notes that the app asks for a token of this integration."""
    session = _session.get()
    if session is not None:
        session.asked.append(integration)


def handed_out(integration: str, token: Token) -> None:
    """Notes that the app has got this token."""
    session = _session.get()
    if session is not None:
        session.handed_out.append((integration, token))
