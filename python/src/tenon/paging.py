"""Lists that come in slices, as Trimble Connect's do: ``Range: items=0-999`` is answered by ``206``
and ``Content-Range: items 0-999/2500``."""

from __future__ import annotations

import re
from typing import Any, Callable, Iterator, Optional, Tuple

from .errors import ProviderError
from .wire import Answer

SLICE = 1000
_RANGE = re.compile(r"items[ =](\d+)-(\d+)/(\d+|\*)")


def content_range(answer: Answer) -> Optional[Tuple[int, int, Optional[int]]]:
    """First and last item of a slice, and how many there are in all, where the answer says."""
    found = _RANGE.fullmatch(answer.headers.get("content-range", "").strip())
    if found is None:
        return None
    total = found.group(3)
    return int(found.group(1)), int(found.group(2)), None if total == "*" else int(total)


def items(fetch: Callable[[str], Answer]) -> Iterator[Any]:
    """Every item. ``fetch`` gets the value of ``Range`` and raises where the answer is an error
    other than ``416``, which ends the list."""
    first = 0
    while True:
        answer = fetch(f"items={first}-{first + SLICE - 1}")
        if answer.status == 416:
            return
        content = answer.json_or_none()
        if not isinstance(content, list):
            raise ProviderError(
                f"{answer.url} is not a list.", code="not_a_list", status=answer.status
            )
        yield from content
        there = content_range(answer)
        if answer.status != 206 or not content:
            return
        if there is None:
            # Only the server knows where this slice ends; go on behind what came.
            first += len(content)
            continue
        first = there[1] + 1
        if there[2] is not None and first >= there[2]:
            return
