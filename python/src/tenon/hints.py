"""What providers' answers mean, in words that say what to do.

The one place for it: :meth:`tenon.Hub.get` and ``python -m tenon.run`` tell what stands here. An
answer is known by its shape and path, not by its host, so that a provider's staging and the sandbox
are understood as well.
"""

from __future__ import annotations

import datetime
import email.utils
from dataclasses import dataclass
from typing import Any, Callable, Iterable, List, Optional

from . import claims, paging, regions, wire
from .regions import Look
from .wire import Answer

CUSTOM_INTEGRATION = (
    "An Account Admin adds it: open the account at acc.autodesk.com, go to Account Admin, then "
    "Custom integrations, press 'Add custom integration' and enter that client id."
)


@dataclass(frozen=True)
class Hint:
    """What an answer means.

    :param code: a stable word for it
    :param message: what it means and what to do, for people
    """

    code: str
    message: str


def explain(answer: Answer, look: Optional[Look] = None) -> List[Hint]:
    """Everything that is known of ``answer``; empty where nothing is.

    :param look: GETs another address of the same provider with the same user's token; where it is
        given, another region is looked into when that helps
    """
    found: List[Hint] = []
    for rule in _RULES:
        hint = rule(answer, look)
        if hint is not None:
            found.append(hint)
    return found


def _hubs(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    """A list of hubs is a 200 even where regions could not be read."""
    if answer.status != 200 or not answer.url.split("?")[0].rstrip("/").endswith("/hubs"):
        return None
    content = answer.json_or_none()
    if not isinstance(content, dict):
        return None
    warnings = _objects(_member(content, "meta", "warnings"))
    if not warnings:
        return None
    hubs = _objects(content.get("data"))
    loaded = sorted({str(_member(hub, "attributes", "region") or "?") for hub in hubs})
    parts = [f"Hubs loaded for {', '.join(loaded)}." if loaded else "No hub could be loaded."]
    parts += [_skipped(warning) for warning in warnings]
    if not loaded:
        parts.append(_custom_integration(answer))
    return Hint("hubs_incomplete", " ".join(parts))


def _skipped(warning: Any) -> str:
    title = str(warning.get("Title", "")).strip()
    words = title.rstrip(".").split(" ")
    region = words[-1] if title.startswith("Unable to get hubs") else title
    status = str(warning.get("HttpStatusCode", ""))
    if status == "403":
        return f"{region} skipped: the app is in no account there (normal if you have none there)."
    if status == "401":
        return f"{region} skipped: you are in no account there that has the app."
    return f"{region} skipped: the provider answered {status or 'an error'}; try again later."


def _acc_refused(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    if answer.status != 403 or not _is_autodesk_data(answer):
        return None
    content = answer.json_or_none()
    if isinstance(content, dict) and "errorCode" in content:
        return None
    return Hint(
        "acc_custom_integration",
        "Autodesk refused: either the app is no Custom Integration of this account, or you are no "
        f"member of this project. {_custom_integration(answer)}",
    )


def _custom_integration(answer: Answer) -> str:
    client = _claims(answer).get("client_id")
    which = f"The app's client id is {client}. " if client else ""
    return which + CUSTOM_INTEGRATION


def _gateway(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    """The API gateway of Autodesk: ``errorCode`` from AUTH-001 on."""
    content = answer.json_or_none()
    code = content.get("errorCode") if isinstance(content, dict) else None
    if code == "AUTH-001":
        client = _claims(answer).get("client_id", "the client id")
        return Hint(
            "api_not_enabled",
            f"The APS app {client} has not enabled the API '{_api(answer)}' (AUTH-001). Its owner "
            "opens the app at aps.autodesk.com, goes to API Access, selects it and saves.",
        )
    if code in ("AUTH-004", "AUTH-010"):
        return Hint(
            "scope_missing",
            f"{_validity(answer)}, but lacks a permission that this call needs ({code}). It has: "
            f"{claims.words(_claims(answer), 'scope') or 'none'}. Add the scope to the OAuth client "
            "and connect again with more permissions.",
        )
    return None


def _api(answer: Answer) -> str:
    path = answer.url.partition("://")[2]
    for part, name in (
        ("/construction/issues/", "Autodesk Construction Cloud"),
        ("/construction/admin/", "Autodesk Construction Cloud"),
        ("/hq/", "BIM 360"),
        ("/oss/", "Data Management"),
        ("/modelderivative/", "Model Derivative"),
        ("/project/", "Data Management"),
        ("/data/", "Data Management"),
    ):
        if part in path:
            return name
    return "of this call"


def _spaces(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    """Gateways call a token expired that came with a space too many."""
    header = answer.asked.get("authorization", "")
    if answer.status != 401 or (header == header.strip() and "  " not in header):
        return None
    return Hint(
        "spaces_in_authorization",
        "The Authorization header has a space too many, which providers answer with 'Token "
        f"expired'. Write 'Bearer ' and the token, with one space. {_validity(answer)}.",
    )


def _user_tokens_only(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    if answer.status != 401 or not regions.is_core_api(answer.url):
        return None
    told = answer.text.lower().replace("_", "-")
    if _claims(answer).get("identity_type") != "application" and "client-credentials" not in told:
        return None
    return Hint(
        "user_tokens_only",
        "Trimble Connect takes tokens of users only, and no longer those of client credentials. "
        "Connect once in a browser (tenon connect); the hub keeps the token fresh from then on.",
    )


def _audience(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    if answer.status not in (401, 403) or "subscri" not in answer.text.lower():
        return None
    known = _claims(answer)
    return Hint(
        "not_subscribed",
        "The application is not subscribed to this API, or the scope names another one. At Trimble "
        "the scope is 'openid <ApplicationName>'; this token's scope is "
        f"'{claims.words(known, 'scope')}' and its audience '{claims.words(known, 'aud')}'.",
    )


def _region(answer: Answer, look: Optional[Look]) -> Optional[Hint]:
    if answer.method != "GET" or not regions.is_core_api(answer.url) or look is None:
        return None
    if answer.status == 404 and not _no_endpoint(answer):
        there = regions.find(answer.url, look)
        if there is None:
            return None
        return Hint(
            "wrong_region",
            f"Not in {regions.title_of(answer.url, look)}, but found in {there.title}: use "
            f"{there.api} for it. Each region knows its own projects only.",
        )
    path = answer.url.split("?")[0].rstrip("/")
    if answer.status in (200, 206) and path.endswith("/projects"):
        return _other_projects(answer, look)
    return None


def _other_projects(answer: Answer, look: Look) -> Optional[Hint]:
    others = regions.projects_elsewhere(answer.url, look)
    if not others:
        return None
    told = ", ".join(f"{count} in {there.title} ({there.api})" for there, count in others)
    return Hint(
        "other_regions",
        f"These are the projects of {regions.title_of(answer.url, look)} alone; there are {told}.",
    )


def _topics(answer: Answer, look: Optional[Look]) -> Optional[Hint]:
    if answer.status != 404 or "/bcf/" not in answer.url or look is None:
        return None
    host = regions.topics_of(answer.url, look)
    if host is None or answer.url.startswith(host):
        return None
    return Hint("topics_host", f"BCF topics are on a host of their own: use {host}.")


def _partial(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    if answer.status != 206 or answer.asked.get("range"):
        return None
    there = paging.content_range(answer)
    if there is None:
        return Hint(
            "partial_list",
            "The provider answered 206: the list may be cut. Ask for the rest with the header "
            "Range: items=<first>-<last>, or use tenon.Hub.get_all.",
        )
    total = "many" if there[2] is None else f"{there[2]}"
    return Hint(
        "partial_list",
        f"Partial list: items {there[0] + 1} to {there[1] + 1} of {total}. Ask for the rest with "
        f"the header Range: items={there[1] + 1}-{there[1] + 1000}, or use tenon.Hub.get_all.",
    )


def _wait(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    if answer.status != 429:
        return None
    seconds = _seconds(answer.headers.get("retry-after", ""))
    when = f"asks to wait {seconds} s" if seconds is not None else "asks to wait"
    return Hint(
        "asked_to_wait",
        f"{wire.host(answer.url)} {when} (429): too many calls in a short time. Then go on, more "
        "slowly.",
    )


def _seconds(retry_after: str) -> Optional[int]:
    if retry_after.isdigit():
        return int(retry_after)
    try:
        at = email.utils.parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return None
    return max(0, int((at - datetime.datetime.now(datetime.timezone.utc)).total_seconds()))


def _content_type(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    given = answer.asked.get("content-type")
    if answer.method == "GET" and answer.status >= 500 and given:
        return Hint(
            "content_type",
            f"The GET came with Content-Type: {given}, which some providers answer with "
            f"{answer.status}. Leave it out: a GET has no body.",
        )
    if answer.method != "GET" and answer.status in (400, 415) and given != "application/json":
        if answer.status == 415 or "content-type" in answer.text.lower():
            return Hint("content_type", "The provider wants Content-Type: application/json.")
    return None


def _nothing_shared(answer: Answer, _: Optional[Look]) -> Optional[Hint]:
    path = answer.url.split("?")[0].rstrip("/")
    if answer.status != 200 or not path.endswith("/config/organizations"):
        return None
    content = answer.json_or_none()
    lists = [content] if isinstance(content, list) else []
    if isinstance(content, dict):
        lists = [member for member in content.values() if isinstance(member, list)]
    if not lists or any(lists):
        return None
    return Hint(
        "nothing_shared",
        "Signed in, but no organization shares data with this app. Open the integration's connect "
        "link again, choose 'Choose at Trimble Agriculture' and tick the organizations.",
    )


_RULES: "Iterable[Callable[[Answer, Optional[Look]], Optional[Hint]]]" = (
    _hubs,
    _gateway,
    _acc_refused,
    _spaces,
    _user_tokens_only,
    _audience,
    _region,
    _topics,
    _partial,
    _wait,
    _content_type,
    _nothing_shared,
)


def _is_autodesk_data(answer: Answer) -> bool:
    path = answer.url.partition("://")[2]
    return any(part in path for part in ("/project/v1/", "/data/v1/", "/construction/"))


def _no_endpoint(answer: Answer) -> bool:
    content = answer.json_or_none()
    return isinstance(content, dict) and str(content.get("errorcode", "")).startswith("INVALID_EN")


def _claims(answer: Answer) -> Any:
    return claims.of(answer.asked.get("authorization", ""))


def _validity(answer: Answer) -> str:
    end = claims.ends(_claims(answer))
    return f"The token is valid until {end:%H:%M} UTC" if end else "The token may be valid"


def _member(content: Any, *names: str) -> Any:
    for name in names:
        content = content.get(name) if isinstance(content, dict) else None
    return content


def _objects(content: Any) -> List[Any]:
    return [it for it in content if isinstance(it, dict)] if isinstance(content, list) else []
