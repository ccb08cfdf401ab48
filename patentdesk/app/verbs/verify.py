"""Prove that a portfolio file and its journal are whole."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, PROBLEMS, Setting
from patentdesk.core.words import Words
from patentdesk.services import attachments, safety


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Check the file; list what is wrong. Raises Refused when it cannot be opened."""
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        problems = safety.verify(desk)
        entry, seal = desk.file.seal() if not problems else (0, "")
        removed = attachments.removed(desk)
    rows = setting.voice.problem_rows(problems)
    setting.voice.document({"whole": not problems, "entry": entry, "seal": seal, "removed": removed, "problems": rows})
    setting.voice.problems(problems)
    if removed.count:
        setting.voice.say("verify.removed", n=removed.count, size=attachments.megabytes(removed.size))
    if problems:
        return PROBLEMS
    setting.voice.say("verify.done", file=arguments.portfolio, entry=entry, seal=seal)
    return DONE
