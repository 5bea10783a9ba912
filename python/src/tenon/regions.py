"""The regions of Trimble Connect. Each knows its own projects alone; the master knows the regions."""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass
from typing import Callable, List, Optional, Tuple

from . import paging, wire
from .errors import TenonError
from .wire import Answer

Look = Callable[[str], Answer]
"""GETs an address with the user's token."""

_CORE = "/tc/api/2.0/"
_MASTERS = (
    (re.compile(r"^(https://)(?:app|open)\d*\."), r"\1app."),
    (re.compile(r"^(http://[^/]+/)(?:connect|topics)-\w+"), r"\1connect-na"),
)


@dataclass(frozen=True)
class Region:
    """One region.

    :param api: the base of its Core API, with the slash at its end
    """

    location: str
    api: str
    topics: str

    @property
    def title(self) -> str:
        """Its name for people, such as North America."""
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.location)
        return words[:1].upper() + words[1:]


def is_core_api(url: str) -> bool:
    """Whether an address is one of Trimble Connect's Core API."""
    return _CORE in url


def of(url: str, look: Look) -> List[Region]:
    """The regions, from the master beside ``url``; empty where they cannot be had."""
    answer = _try(look, _master(url) + _CORE + "regions")
    content = answer.json_or_none() if answer is not None and answer.ok else None
    found = []
    for item in content if isinstance(content, list) else []:
        api = _api(item) if isinstance(item, dict) else ""
        if api:
            topics = str(item.get("topic-api") or "")
            found.append(Region(str(item.get("location", "")), api, topics))
    return found


def find(url: str, look: Look) -> Optional[Region]:
    """The region where what is not found at ``url`` is."""
    base, path = _split(url)
    for region in of(url, look):
        if region.api != base:
            answer = _try(look, region.api + path)
            if answer is not None and answer.status in (200, 206):
                return region
    return None


def projects_elsewhere(url: str, look: Look) -> List[Tuple[Region, int]]:
    """The other regions in which the user has projects, with their number."""
    base, _ = _split(url)
    found = []
    for region in of(url, look):
        if region.api != base:
            count = _count(_try(look, region.api + "projects"))
            if count:
                found.append((region, count))
    return found


def title_of(url: str, look: Look) -> str:
    """The name of the region that ``url`` is in."""
    base, _ = _split(url)
    for region in of(url, look):
        if region.api == base:
            return region.title
    return wire.host(url)


def topics_of(url: str, look: Look) -> Optional[str]:
    """The base of the BCF topics of the region that ``url`` is in."""
    here = url.split("/bcf/")[0]
    for region in of(url, look):
        if region.api.split(_CORE)[0].rstrip("/") == here.rstrip("/"):
            return region.topics or None
    return None


def _master(url: str) -> str:
    for part in (_CORE, "/bcf/"):
        url = url.split(part)[0]
    for pattern, replacement in _MASTERS:
        url = pattern.sub(replacement, url)
    return url


def _split(url: str) -> Tuple[str, str]:
    base, _, path = url.partition(_CORE)
    return base + _CORE, path


def _api(item: "dict[str, object]") -> str:
    api = str(item.get("tc-api") or "")
    origin = str(item.get("origin") or "")
    if not api and origin:
        api = (origin if "://" in origin else "https:" + origin).rstrip("/") + _CORE
    if not urllib.parse.urlsplit(api).netloc or not wire.is_private_enough(api):
        return ""
    return api if api.endswith("/") else api + "/"


def _count(answer: Optional[Answer]) -> int:
    if answer is None or not answer.ok:
        return 0
    there = paging.content_range(answer)
    if there is not None and there[2] is not None:
        return there[2]
    content = answer.json_or_none()
    return len(content) if isinstance(content, list) else 0


def _try(look: Look, url: str) -> Optional[Answer]:
    """A hint is a favour: where it cannot be had, there is none."""
    try:
        return look(url)
    except TenonError:
        return None
