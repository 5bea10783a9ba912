"""``viktor.config.toml``: what an app declares about itself."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Sequence, Tuple

from . import toml
from .errors import ConfigurationError

FILE = "viktor.config.toml"


@dataclass(frozen=True)
class AppConfig:
    """The part of the file that matters here.

    :param integrations: ``oauth2_integrations``, the names exactly as the admin has them
    """

    registered_name: Optional[str]
    integrations: Tuple[str, ...]


def beside(app: Path) -> Optional[AppConfig]:
    """The file that lies beside an app; ``None`` where there is none."""
    file = app.parent / FILE
    if not file.exists():
        return None
    try:
        content = toml.read(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        raise ConfigurationError(f"{file}: {trouble}") from trouble
    names = content.get("oauth2_integrations", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ConfigurationError(f"{file}: oauth2_integrations is a list of texts.")
    name = content.get("registered_name")
    return AppConfig(name if isinstance(name, str) else None, tuple(names))


def mismatch(asked: str, config: Optional[AppConfig]) -> Optional[str]:
    """What is wrong between the name that the code asks for and those that the file lists."""
    if config is None or asked in config.integrations:
        return None
    if not config.integrations:
        return f"The app asks for '{asked}', and {FILE} lists no oauth2_integrations."
    near = nearest(asked, config.integrations)
    guess = f" Did you mean '{near[0]}'?" if near else ""
    listed = ", ".join(f"'{name}'" for name in config.integrations)
    return f"The app asks for '{asked}', and {FILE} lists {listed}.{guess}"


def nearest(wanted: str, names: Sequence[str]) -> List[str]:
    """The names that were probably meant."""
    by_small = {name.lower(): name for name in names}
    near = difflib.get_close_matches(wanted.lower(), list(by_small), n=3, cutoff=0.6)
    return [by_small[name] for name in near]

