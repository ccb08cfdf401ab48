"""Open the window."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

from patentdesk.app.cli_setting import Setting
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, which may be left out."""
    parser.add_argument("portfolio", type=Path, nargs="?", metavar="P.pdesk", help=words("cli.opt.portfolio"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the window until it is closed. Raises Refused where PySide6 is not installed."""
    require_qt()
    from patentdesk.app.window import open_window  # noqa: PLC0415 - Qt is loaded for the window only

    asked = vars(arguments)
    return open_window(setting, arguments.portfolio, language=asked.get("lang", ""), user=asked.get("user", ""))


def require_qt() -> None:
    """Raise Refused where PySide6 is not installed."""
    if importlib.util.find_spec("PySide6") is None:
        raise refuse("cli_no_qt")
