"""Do again what was taken back last."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.core.words import Words
from patentdesk.services import history


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Redo it. Raises Refused when nothing was taken back."""
    with open_desk(setting, arguments.portfolio) as desk:
        changes = history.redo(desk)
    setting.voice.say("redo.done")
    setting.voice.document({"changed": changes})
    return DONE
