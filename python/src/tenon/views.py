"""Controllers, their parametrization and views, as far as apps with an integration use them."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Sequence, Type, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
_VIEW = "_tenon_view"


class Text:
    """A text beside the views; its first characters may make it a heading, as in Markdown."""

    def __init__(self, value: str) -> None:
        self.value = value


class Parametrization:
    """What the user sees and sets beside the views. Texts, in the order in which they stand."""

    @classmethod
    def texts(cls) -> List[Text]:
        found: Dict[str, Text] = {}
        for kind in reversed(cls.__mro__):
            for name, value in vars(kind).items():
                if isinstance(value, Text):
                    found[name] = value
        return list(found.values())


class Params(Dict[str, Any]):
    """The values of the parameters, by name and as attributes; a name without a value is none."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get(name)


class TableResult:
    """A table.

    :param data: rows, each a sequence of cells
    :param column_headers: a title for each column
    :param row_headers: a title for each row
    """

    def __init__(
        self,
        data: Sequence[Sequence[Any]],
        *,
        column_headers: Optional[Sequence[Any]] = None,
        row_headers: Optional[Sequence[Any]] = None,
    ) -> None:
        self.rows = [[_cell(cell) for cell in row] for row in data]
        self.column_headers = None if column_headers is None else [_cell(it) for it in column_headers]
        self.row_headers = None if row_headers is None else [_cell(it) for it in row_headers]
        widths = {len(row) for row in self.rows}
        if self.column_headers is not None:
            widths.add(len(self.column_headers))
        if len(widths) > 1:
            raise ValueError("all rows of a table have as many cells as it has column headers")
        if self.row_headers is not None and len(self.row_headers) != len(self.rows):
            raise ValueError("a table has as many row headers as rows")


class TableView:
    """Marks a method of the controller that answers a :class:`TableResult`.

    :param label: the view's title
    """

    def __init__(
        self, label: str, duration_guess: int = 1, *, description: Optional[str] = None, **_: Any
    ) -> None:
        self.label = label
        self.duration_guess = duration_guess
        self.description = description

    def __call__(self, method: F) -> F:
        setattr(method, _VIEW, self)
        return method


class Controller:
    """The app: its views, and its parametrization."""

    parametrization: Type[Parametrization] = Parametrization

    @classmethod
    def views(cls) -> "Dict[str, TableView]":
        """The views by the name of their methods, in the order in which they stand."""
        found: Dict[str, TableView] = {}
        for kind in reversed(cls.__mro__):
            for name, value in vars(kind).items():
                view = getattr(value, _VIEW, None)
                if isinstance(view, TableView):
                    found[name] = view
        return found


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
