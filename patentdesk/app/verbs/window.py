"""Open the window."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from patentdesk.app.cli_setting import Setting
from patentdesk.app.display import can_show
from patentdesk.core.problems import Refused, refuse
from patentdesk.core.words import Words


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, which may be left out."""
    parser.add_argument("portfolio", type=Path, nargs="?", metavar="P.pdesk", help=words("cli.opt.portfolio"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the window until it is closed. Raises Refused: cli_no_display, and as ``require_qt`` does."""
    require_qt()
    if not can_show():
        raise refuse("cli_no_display")
    from patentdesk.app.window import open_window  # noqa: PLC0415 - Qt is loaded for the window only

    asked = vars(arguments)
    return open_window(setting, arguments.portfolio, language=asked.get("lang", ""), user=asked.get("user", ""))


def require_qt() -> None:
    """Raise Refused: cli_no_qt (PySide6 is not installed), cli_no_qt_library (it needs one that the system lacks)."""
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ModuleNotFoundError:
        raise refuse("cli_no_qt") from None
    except ImportError as missing:
        raise refuse("cli_no_qt_library", reason=str(missing)) from missing


def has_qt() -> bool:
    """Tell whether Qt can be loaded."""
    try:
        require_qt()
    except Refused:
        return False
    return True
