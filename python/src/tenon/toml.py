"""Reads ``viktor.config.toml``. Python has a TOML reader from 3.11 on; before that, the part of TOML
that such files use is read here, and whatever else stands in one is refused with its line."""

from __future__ import annotations

import re
import sys
from typing import Any, Dict, List, Tuple

if sys.version_info >= (3, 11):
    import tomllib

    def read(text: str) -> Dict[str, Any]:
        """The file's content; ``ValueError`` with the place of the first fault."""
        return tomllib.loads(text)

else:

    def read(text: str) -> Dict[str, Any]:
        """The file's content; ``ValueError`` with the place of the first fault."""
        return read_small(text)


_TOKEN = re.compile(
    r"""(?P<space>[ \t]+|\#[^\n]*)|(?P<line>\r?\n)
    |"(?P<basic>(?:[^"\\\n]|\\.)*)"|'(?P<literal>[^'\n]*)'
    |(?P<word>[A-Za-z0-9_+.:-]+)|(?P<sign>[\[\]=,])""",
    re.VERBOSE,
)
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_Token = Tuple[str, str, int]


def read_small(text: str) -> Dict[str, Any]:
    """Keys, texts, numbers, booleans, arrays and tables with plain names."""
    return _Reader(_tokens(text)).file()


def _tokens(text: str) -> List[_Token]:
    tokens: List[_Token] = []
    at, line = 0, 1
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or text.startswith(('"""', "'''"), at):
            raise ValueError(f"line {line}: this is not understood: {text[at:].splitlines()[0]}")
        kind = found.lastgroup or ""
        if kind == "basic":
            tokens.append(("text", _unescape(found.group(kind), line), line))
        elif kind == "literal":
            tokens.append(("text", found.group(kind), line))
        elif kind != "space":
            tokens.append((kind, found.group(kind), line))
        line += found.group().count("\n")
        at = found.end()
    tokens.append(("line", "", line))
    tokens.append(("end", "", line))
    return tokens


def _unescape(text: str, line: int) -> str:
    def replace(found: "re.Match[str]") -> str:
        letter = found.group(1)
        if letter[0] in "uU":
            return chr(int(letter[1:], 16))
        if letter not in _ESCAPES:
            raise ValueError(f"line {line}: \\{letter} is not an escape")
        return _ESCAPES[letter]

    return re.sub(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", replace, text)


class _Reader:
    def __init__(self, tokens: List[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def file(self) -> Dict[str, Any]:
        content: Dict[str, Any] = {}
        table = content
        while self._peek()[0] != "end":
            if self._peek()[0] == "line":
                self._next()
            elif self._peek()[1] == "[" and self._peek()[0] == "sign":
                table = self._table(content)
            else:
                self._entry(table)
        return content

    def _table(self, content: Dict[str, Any]) -> Dict[str, Any]:
        self._expect("[")
        name = self._name()
        self._expect("]")
        self._end_of_line()
        table = content
        for part in name.split("."):
            table = table.setdefault(part, {})
        return table

    def _entry(self, table: Dict[str, Any]) -> None:
        line = self._peek()[2]
        name = self._name()
        self._expect("=")
        if name in table:
            raise ValueError(f"line {line}: {name} stands there twice")
        table[name] = self._value()
        self._end_of_line()

    def _name(self) -> str:
        kind, text, line = self._next()
        if kind not in ("word", "text"):
            raise ValueError(f"line {line}: a name is missing before '{text.strip()}'")
        return text

    def _value(self) -> Any:
        kind, text, line = self._next()
        if kind == "text":
            return text
        if kind == "sign" and text == "[":
            return self._array()
        if kind == "word" and text in ("true", "false"):
            return text == "true"
        if kind == "word" and re.fullmatch(r"[+-]?\d+", text):
            return int(text)
        if kind == "word" and re.fullmatch(r"[+-]?\d+\.\d+", text):
            return float(text)
        raise ValueError(f"line {line}: '{text.strip()}' is not a value; texts stand in quotes")

    def _array(self) -> List[Any]:
        items: List[Any] = []
        while True:
            self._lines()
            if self._peek()[1] == "]":
                self._next()
                return items
            items.append(self._value())
            self._lines()
            if self._peek()[1] == ",":
                self._next()
            elif self._peek()[1] != "]":
                raise ValueError(f"line {self._peek()[2]}: a comma or ] is missing")

    def _lines(self) -> None:
        while self._peek()[0] == "line":
            self._next()

    def _end_of_line(self) -> None:
        kind, text, line = self._next()
        if kind != "line":
            raise ValueError(f"line {line}: '{text}' stands behind the value")

    def _expect(self, sign: str) -> None:
        kind, text, line = self._next()
        if kind != "sign" or text != sign:
            raise ValueError(f"line {line}: {sign} is missing before '{text.strip()}'")

    def _peek(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token
