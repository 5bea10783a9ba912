"""``python -m tenon.run app.py``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Optional, Sequence

from .. import session
from ..errors import ConfigurationError, TenonError
from ..hub import Hub
from . import app as running
from . import terminal


def main(words: Optional[Sequence[str]] = None) -> int:
    """Runs an app; answers the exit code."""
    asked = _parser().parse_args(words)
    try:
        app = running.load(Path(asked.app).resolve())
        hub = Hub()
        user = session.current_user(asked.user)
        if asked.serve:
            return _serve(app, hub, user, asked.port)
        outcomes = running.run(app, asked.view, hub, user)
    except TenonError as trouble:
        return terminal.tell(trouble)
    return terminal.show_json(outcomes) if asked.json else terminal.show(outcomes)


def _serve(app: running.App, hub: Hub, user: str, port: int) -> int:
    from . import serve

    try:
        server = serve.start(app, hub, user, port)
    except OSError as trouble:
        raise ConfigurationError(f"Port {port}: {trouble}. Choose another with --port.") from None
    print(f"{app.title} for {user}: http://localhost:{server.server_address[1]}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return terminal.OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tenon.run",
        description="Runs the views of an app for one user, and prints their tables.",
        epilog="Settings: TENON_URL, TENON_API_KEY (an app's key), TENON_USER. "
        "Exit codes: 0 done, 1 fault, 2 usage, 3 refused, 4 connect required, "
        "5 provider unavailable, 6 hub not reachable, 7 not authorized.",
    )
    parser.add_argument("app", help="the app's file; viktor.config.toml beside it is read")
    parser.add_argument("--user", help="the current user; else TENON_USER")
    parser.add_argument(
        "--view", action="append", default=[], metavar="NAME", help="this view; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    parser.add_argument(
        "--serve", action="store_true", help="serve a page, with a login button where needed"
    )
    parser.add_argument("--port", type=int, default=8082, help="of the page (8082)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
