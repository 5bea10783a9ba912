"""Tables and failures for a terminal, and exit codes: the same as the tenon program's."""

from __future__ import annotations

import json
import sys
import traceback
import unicodedata
from typing import Dict, List, Sequence

from ..errors import (
    ConfigurationError,
    HubRefusedError,
    HubUnreachableError,
    PermissionDeniedError,
    ProviderError,
    ProviderUnavailableError,
    TenonError,
    UnauthorizedError,
)
from ..views import TableResult
from .app import Outcome

OK, FAULT, USAGE, REFUSED, CONNECT, PROVIDER, HUB, KEY = range(8)


def printable(text: str) -> str:
    """``text`` without control characters, so that no name rewrites the screen."""
    return "".join("?" if unicodedata.category(it) in ("Cc", "Cf") else it for it in text)


def table(result: TableResult) -> str:
    """The table: columns aligned, two spaces between, nothing cut."""
    rows = [list(row) for row in result.rows]
    titles = result.column_headers
    if result.row_headers is not None:
        rows = [[title] + row for title, row in zip(result.row_headers, rows)]
        titles = [""] + titles if titles is not None else None
    lines: List[List[str]] = ([titles] if titles is not None else []) + rows
    lines = [[printable(cell) for cell in line] for line in lines]
    widths = [max(len(cell) for cell in column) for column in zip(*lines)] if lines else []
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines
    )


def show(outcomes: Sequence[Outcome]) -> int:
    """Prints the views' tables, and to standard error what went wrong or is worth knowing."""
    code = OK
    for number, outcome in enumerate(outcomes):
        if number:
            print()
        if outcome.table is not None:
            print(printable(outcome.view.label))
            print(table(outcome.table))
        for note in outcome.notes:
            print(f"note: {printable(note)}", file=sys.stderr)
        if outcome.error is not None:
            code = code or tell(outcome.error)
    return code


def show_json(outcomes: Sequence[Outcome]) -> int:
    """Prints all that came as one JSON value."""
    code = OK
    views = []
    for outcome in outcomes:
        view: Dict[str, object] = {"view": outcome.name, "label": outcome.view.label}
        view["notes"] = outcome.notes
        if outcome.table is not None:
            view["column_headers"] = outcome.table.column_headers
            view["rows"] = outcome.table.rows
        if outcome.error is not None:
            code = code or exit_code(outcome.error)
            view["error"] = _problem(outcome.error)
        views.append(view)
    print(json.dumps({"views": views}, ensure_ascii=False))
    return code


def tell(error: Exception) -> int:
    """Tells a failure: what happened, and what to do. Answers the exit code."""
    if isinstance(error, TenonError):
        print(f"tenon: {printable(str(error))}", file=sys.stderr)
    else:
        lines = traceback.format_exception(type(error), error, error.__traceback__)
        sys.stderr.write("".join(lines))
    return exit_code(error)


def exit_code(error: Exception) -> int:
    """How the program ends after this failure."""
    for kind, code in (
        (PermissionDeniedError, CONNECT),
        (ProviderUnavailableError, PROVIDER),
        (UnauthorizedError, KEY),
        (HubRefusedError, REFUSED),
        (HubUnreachableError, HUB),
        (ConfigurationError, USAGE),
    ):
        if isinstance(error, kind):
            return code
    if isinstance(error, ProviderError):
        return PROVIDER if error.status in (0, 429) or error.status >= 500 else REFUSED
    return FAULT


def _problem(error: Exception) -> Dict[str, object]:
    if isinstance(error, TenonError):
        return {"code": error.code, "detail": str(error), "connect_url": error.connect_url}
    return {"code": "app_fault", "detail": f"{type(error).__name__}: {error}"}
