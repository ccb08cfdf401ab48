"""Take back the last operation, or do again what was taken back: the verbs ``undo`` and ``redo``."""

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
    """Undo or redo. Raises Refused when there is nothing to take back or to do again, or the data moved on."""
    step = {"undo": history.undo, "redo": history.redo}[arguments.verb]
    with open_desk(setting, arguments.portfolio) as desk:
        stands = history.titles(desk)
        changes = step(desk)
    taken = stands.undo if arguments.verb == "undo" else stands.redo
    told = history.titled(setting.words, taken) if taken is not None else ""
    setting.voice.say(f"{arguments.verb}.done", step=told)
    setting.voice.document({"step": told, "changed": changes})
    return DONE
