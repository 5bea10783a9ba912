"""The page of an app: its texts, its tables, and a login button where the user has to connect.
Whatever comes from outside is escaped."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import List, Optional, Sequence

from ..views import TableResult
from .app import App, Outcome

SECURITY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Login:
    """A login button.

    :param url: where it leads: the hub's connect link
    """

    integration: str
    url: Optional[str]
    why: str


def render(
    app: App, user: str, logins: Sequence[Login], outcomes: Sequence[Outcome], troubles: Sequence[str]
) -> str:
    """The whole page."""
    texts = [part for text in app.controller.parametrization.texts() for part in _text(text.value)]
    has_title = any(part.startswith("<h1>") for part in texts)
    parts = [] if has_title else [f"<h1>{_escape(app.title)}</h1>"]
    parts += texts
    parts += [_trouble(trouble) for trouble in troubles]
    parts += [_login(login) for login in logins]
    parts += [part for outcome in outcomes for part in _view(outcome)]
    body = "\n".join(parts)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_escape(app.title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
{body}
</main>
<footer><p>Shown for {_escape(user)}.</p></footer>
</body>
</html>
"""


def _text(value: str) -> List[str]:
    """Headings and paragraphs, as Markdown has them; everything else stays as it is written."""
    parts: List[str] = []
    for block in re.split(r"\n\s*\n", value.strip()):
        heading = re.fullmatch(r"(#{1,6})[ \t]+(.+)", block.strip())
        if heading:
            level = len(heading.group(1))
            parts.append(f"<h{level}>{_escape(heading.group(2))}</h{level}>")
        elif block.strip():
            parts.append(f"<p>{_escape(block.strip())}</p>")
    return parts


def _login(login: Login) -> str:
    name = _escape(login.integration)
    why = f"<p>{_escape(login.why)}</p>"
    if login.url is None:
        return f'<section class="login">{why}</section>'
    button = f'<a class="button" href="{_escape(login.url)}">Log in with {name}</a>'
    return f'<section class="login">{why}<p>{button}</p></section>'


def _view(outcome: Outcome) -> List[str]:
    label = _escape(outcome.view.label)
    parts = ["<section>", f"<h2>{label}</h2>"]
    if outcome.view.description:
        parts.append(f"<p>{_escape(outcome.view.description)}</p>")
    if outcome.error is not None:
        parts.append(_trouble(_words(outcome.error)))
    if outcome.table is not None:
        parts.append(_table(label, outcome.table))
    parts += [f'<p class="note">{_escape(note)}</p>' for note in outcome.notes]
    return parts + ["</section>"]


def _words(error: Exception) -> str:
    text = str(error)
    return text if text else type(error).__name__


def _trouble(text: str) -> str:
    return f'<p class="trouble" role="alert">{_escape(text)}</p>'


def _table(label: str, table: TableResult) -> str:
    if not table.rows:
        return '<p class="note">There is nothing to show.</p>'
    head = ""
    if table.column_headers is not None:
        corner = "<td></td>" if table.row_headers is not None else ""
        titles = "".join(f'<th scope="col">{_escape(it)}</th>' for it in table.column_headers)
        head = f"<thead><tr>{corner}{titles}</tr></thead>"
    rows = []
    for number, row in enumerate(table.rows):
        title = ""
        if table.row_headers is not None:
            title = f'<th scope="row">{_escape(table.row_headers[number])}</th>'
        rows.append(f"<tr>{title}{''.join(f'<td>{_escape(cell)}</td>' for cell in row)}</tr>")
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{label}">'
        f"<table>{head}<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _escape(text: str) -> str:
    return html.escape(text, quote=True)
