"""What a hub keeps in step, record by record."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, Mapping, Optional

from .errors import IncompleteListing

Fetch = Callable[[Mapping[str, str]], Mapping[str, Any]]


class Records:
    """Records on their way, a page of them in memory at a time. Gone through once, by one thread.

    They are the provider's own objects, each with ``_tenon`` (``id``, ``region``, ``parents``,
    ``version``, ``changed_at``, ``deleted_at``). At the end :class:`~tenon.IncompleteListing` is
    raised where no run of the sync has read everything yet.
    """

    def __init__(self, fetch: Fetch, query: Mapping[str, str]) -> None:
        self._fetch = fetch
        self._query = dict(query)
        self._begun = False
        #: Where to go on: what changes after what was read, in whole pages, has changed since this.
        self.changed_since: Optional[int] = None
        #: How the sync stood when the last page came: ``new``, ``running``, ``in_step``, ``failing``.
        self.status: Optional[str] = None
        #: When its newest run began that read everything; later changes may be missing.
        self.complete_at: Optional[str] = None

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        if self._begun:
            raise RuntimeError("The records have gone by: ask for them again.")
        self._begun = True
        return self._all()

    def _all(self) -> Iterator[Mapping[str, Any]]:
        query: Dict[str, str] = dict(self._query)
        while True:
            page = self._fetch(query)
            self.status = page.get("status")
            self.complete_at = page.get("complete_at")
            yield from page.get("items", [])
            self.changed_since = page.get("changed_since")
            if not page.get("next_cursor"):
                break
            query["cursor"] = str(page["next_cursor"])
        if self.complete_at is None:
            raise IncompleteListing(
                "The records are not complete: no run of the sync has come to its end yet.", []
            )
