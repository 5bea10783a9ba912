"""An app's file, loaded, and its views, run for a user."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, List, Optional, Sequence, Tuple, Type

from .. import config, hints, session
from ..config import AppConfig
from ..errors import ConfigurationError, ProviderError, TenonError
from ..hub import Hub
from ..tokens import Token
from ..views import Controller, Params, TableResult, TableView
from ..wire import Answer
from . import small_requests, watch


@dataclass(frozen=True)
class App:
    """An app.

    :param config: ``viktor.config.toml`` beside it, if there is one
    """

    path: Path
    controller: Type[Controller]
    config: Optional[AppConfig]

    @property
    def title(self) -> str:
        name = self.config.registered_name if self.config else None
        return name or self.path.stem


@dataclass
class Outcome:
    """What came of a view: a table or an error, and notes beside it."""

    name: str
    view: TableView
    table: Optional[TableResult] = None
    error: Optional[Exception] = None
    notes: List[str] = field(default_factory=list)
    denied: str = ""
    """The integration that it asked for last, and may have got no token of."""


def load(path: Path) -> App:
    """Loads the file; its class ``Controller`` is the app."""
    if not path.is_file():
        raise ConfigurationError(f"There is no file {path}.", code="no_app")
    declared = config.beside(path)
    if importlib.util.find_spec("requests") is None:
        sys.modules["requests"] = small_requests
        sys.modules["requests.exceptions"] = small_requests.exceptions
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location("tenon_app", path)
    if spec is None or spec.loader is None:
        raise ConfigurationError(f"{path} is not a Python file.", code="no_app")
    module = importlib.util.module_from_spec(spec)
    sys.modules["tenon_app"] = module
    try:
        spec.loader.exec_module(module)
    except ModuleNotFoundError as trouble:
        raise ConfigurationError(
            f"{path.name} needs {trouble.name}: python3 -m pip install -r requirements.txt",
            code="no_module",
        ) from trouble
    controller = getattr(module, "Controller", None)
    if not isinstance(controller, type) or not issubclass(controller, Controller):
        raise ConfigurationError(
            f"{path.name} has no class Controller that extends tenon.Controller.", code="no_app"
        )
    if not controller.views():
        raise ConfigurationError(f"The Controller of {path.name} has no TableView.", code="no_app")
    return App(path, controller, declared)


def run(app: App, names: Sequence[str], hub: Hub, user: str) -> List[Outcome]:
    """Runs these views, or all where none is named."""
    views = app.controller.views()
    unknown = [name for name in names if name not in views]
    if unknown:
        raise ConfigurationError(
            f"There is no view {', '.join(unknown)}; there are {', '.join(views)}.", code="no_view"
        )
    return [_run(app, name, views[name], hub, user) for name in names or list(views)]


def _run(app: App, name: str, view: TableView, hub: Hub, user: str) -> Outcome:
    """A 401 from a provider is reported to the hub, and the view run once more."""
    outcome, refused = _once(app, name, view, hub, user)
    if refused is None:
        return outcome
    integration, token = refused
    try:
        hub.replace(token, integration, user)
    except TenonError as trouble:
        outcome.error = trouble
        return outcome
    return _once(app, name, view, hub, user)[0]


def _once(
    app: App, name: str, view: TableView, hub: Hub, user: str
) -> Tuple[Outcome, Optional[Tuple[str, Token]]]:
    outcome = Outcome(name, view)
    with session.of(user, hub) as running, watch.watching() as answers:
        try:
            outcome.table = _table(getattr(app.controller(), name)(params=Params()))
        except Exception as trouble:  # whatever an app's code raises is told, and ends nothing else
            outcome.error = trouble
    handed = list(running.handed_out)
    outcome.denied = running.asked[-1] if running.asked else ""
    outcome.notes += _mismatches(app, running.asked)
    _explain(outcome, hub, user, handed, answers)
    refused = None
    if outcome.error is not None and answers and answers[-1].status == 401:
        refused = next((it for it in handed if _carries(answers[-1], it[1])), None)
    return outcome, refused


def _table(result: Any) -> TableResult:
    if not isinstance(result, TableResult):
        raise TypeError(f"a TableView answers a TableResult, and not {type(result).__name__}")
    return result


def _mismatches(app: App, asked: Sequence[str]) -> List[str]:
    found = (config.mismatch(name, app.config) for name in dict.fromkeys(asked))
    return [note for note in found if note]


def _explain(
    outcome: Outcome,
    hub: Hub,
    user: str,
    handed: Sequence[Tuple[str, Token]],
    answers: Sequence[Answer],
) -> None:
    for answer in answers:
        for integration, token in handed:
            if not _carries(answer, token):
                continue
            found = hints.explain(answer, lambda url: hub.call(integration, user, "GET", url))
            messages = [hint.message for hint in found]
            if answer is answers[-1] and outcome.error is not None and not answer.ok and found:
                outcome.error = _told(outcome.error, found, answer)
            else:
                outcome.notes += [it for it in messages if it not in outcome.notes]
            break


def _told(error: Exception, found: Sequence[hints.Hint], answer: Answer) -> Exception:
    if isinstance(error, TenonError):
        return error
    told = ProviderError(
        " ".join(hint.message for hint in found), code=found[0].code, status=answer.status
    )
    told.__cause__ = error
    return told


def _carries(answer: Answer, token: Token) -> bool:
    return token.access_token in answer.asked.get("authorization", "")

