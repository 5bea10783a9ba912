"""What can go wrong. Every exception has a stable ``code``, a ``detail`` for people and, where a
user has to connect, a ``connect_url``."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence


class TenonError(Exception):
    """The common ancestor. Decide by ``code`` or by class; show ``str(error)``."""

    def __init__(
        self,
        detail: str,
        *,
        code: str = "unknown",
        connect_url: Optional[str] = None,
        todo: str = "",
    ) -> None:
        super().__init__(f"{detail} {todo}".strip())
        self.detail = detail
        self.code = code
        self.connect_url = connect_url


class ConfigurationError(TenonError):
    """Something is missing or wrong on this side: a variable, a file, an address."""

    def __init__(self, detail: str, *, code: str = "configuration") -> None:
        super().__init__(detail, code=code)


class HubUnreachableError(TenonError):
    """The hub does not answer."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            detail, code="hub_unreachable", todo="Start the hub, or set TENON_URL to where it runs."
        )


class HubRefusedError(TenonError):
    """The hub answered, and did not do what was asked.

    ``status`` is the HTTP status and ``problem`` everything that the hub said (RFC 9457).
    """

    def __init__(
        self,
        detail: str,
        *,
        code: str = "unknown",
        status: int = 0,
        problem: Optional[Mapping[str, Any]] = None,
        connect_url: Optional[str] = None,
        todo: str = "",
    ) -> None:
        super().__init__(detail, code=code, connect_url=connect_url, todo=todo)
        self.status = status
        self.problem: Mapping[str, Any] = dict(problem or {})


class PermissionDeniedError(HubRefusedError):
    """The user must log in: never connected, or the connection is over, or a scope is missing.

    Send the user to ``connect_url``. ``reason`` is the hub's word for why.
    """

    @property
    def reason(self) -> str:
        return str(self.problem.get("reason", ""))

    @property
    def missing_scopes(self) -> Sequence[str]:
        scopes = self.problem.get("missing_scopes")
        return [str(scope) for scope in scopes] if isinstance(scopes, list) else []


class ResourceNotFoundError(HubRefusedError):
    """No integration has this name. ``nearest`` has the names that may be meant."""

    @property
    def nearest(self) -> Sequence[str]:
        names = self.problem.get("nearest")
        if isinstance(names, str):
            return [names]
        return [str(name) for name in names] if isinstance(names, list) else []


class PreconditionFailedError(HubRefusedError):
    """The integration exists, but is not assigned to this app."""


class ProviderUnavailableError(HubRefusedError):
    """The provider does not answer, and no valid token is left. Ask again after ``retry_after``."""

    @property
    def retry_after(self) -> int:
        seconds = self.problem.get("retry_after")
        return seconds if isinstance(seconds, int) else 0


class OAuthClientRejectedError(HubRefusedError):
    """The provider refuses the OAuth client; an admin must mend it."""


class UnauthorizedError(HubRefusedError):
    """The API key is missing, unknown, or not allowed to do this."""


class ProviderError(TenonError):
    """A provider's API refused a call. ``status`` is its answer's."""

    def __init__(self, detail: str, *, code: str, status: int) -> None:
        super().__init__(detail, code=code)
        self.status = status


class IncompleteListing(TenonError):
    """A list has come to its end, and not everything is in it. What was there has been given.

    :ivar missing: what could not be had, as the hub says it; empty where the list broke off
    """

    def __init__(self, detail: str, missing: "list[Mapping[str, Any]]") -> None:
        super().__init__(detail, code="incomplete_listing")
        self.missing = missing


def refusal(status: int, problem: Mapping[str, Any], retry_after: Optional[str]) -> HubRefusedError:
    """The exception for what the hub answered."""
    code = str(problem.get("code", "unknown"))
    detail = str(problem.get("detail") or problem.get("title") or f"The hub answered {status}.")
    members = dict(problem)
    if retry_after is not None and retry_after.isdigit():
        members["retry_after"] = int(retry_after)
    connect_url = problem.get("connect_url")
    url = connect_url if isinstance(connect_url, str) else None
    kind, todo = _kind(status, code, url, members)
    return kind(
        detail, code=code, status=status, problem=members, connect_url=url, todo=todo
    )


def _kind(
    status: int, code: str, url: Optional[str], members: Mapping[str, Any]
) -> "tuple[type[HubRefusedError], str]":
    if code == "connect_required":
        todo = f"Log in here: {url}" if url else "The user has to connect."
        return PermissionDeniedError, todo
    if code == "integration_not_found":
        return ResourceNotFoundError, (
            "The name in OAuth2Integration, in viktor.config.toml and in the hub must be the same."
        )
    if code == "integration_not_assigned":
        return PreconditionFailedError, (
            "An admin assigns it: tenon apps apply viktor.config.toml, or add the app to the "
            "OAuth client's apps."
        )
    if code in ("provider_unavailable", "refresh_in_progress"):
        return ProviderUnavailableError, f"Try again in {members.get('retry_after', 'a few')} s."
    if code == "oauth_client_rejected":
        return OAuthClientRejectedError, "An admin must mend the OAuth client in the hub."
    if status == 401 or code in ("app_key_required", "admin_key_required"):
        return UnauthorizedError, "Set TENON_API_KEY to an app's key of this hub."
    return HubRefusedError, ""
