"""``vkt.external``: OAuth 2.0 integrations, as VIKTOR apps ask for them."""

from __future__ import annotations

from typing import Optional

from . import hub as _hub
from . import session
from .errors import PermissionDeniedError, PreconditionFailedError, ResourceNotFoundError

__all__ = [
    "OAuth2Integration",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "ResourceNotFoundError",
]


class OAuth2Integration:
    """An integration by its exact name, for one user.

    :param user: else the user of :mod:`tenon.session`, else ``TENON_USER``
    :param hub: else the one that ``TENON_URL`` and ``TENON_API_KEY`` name
    """

    def __init__(
        self, name: str, *, user: Optional[str] = None, hub: Optional[_hub.Hub] = None
    ) -> None:
        self.name = name
        self._user = user
        self._asked_hub = hub

    def get_access_token(self) -> str:
        """The user's access token, valid now. Ask each time; it is kept as long as that is right.

        Raises :class:`~tenon.PermissionDeniedError` (the user must log in: ``connect_url``),
        :class:`~tenon.ResourceNotFoundError` (no integration has this name) or
        :class:`~tenon.PreconditionFailedError` (it is not assigned to this app).
        """
        hub = self._asked_hub or session.current_hub() or _hub.from_environment()
        session.asked(self.name)
        token = hub.token(self.name, session.current_user(self._user))
        session.handed_out(self.name, token)
        return token.access_token
