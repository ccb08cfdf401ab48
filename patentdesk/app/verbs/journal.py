"""Show who changed what and when."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, a_count
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.services import history


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and how many operations are wanted."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--limit", type=a_count, default=50, metavar="N", help=words("cli.opt.limit"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the last operations, newest first."""
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        operations = history.journal(desk, arguments.limit)
    setting.voice.document({"operations": operations})
    rows = [
        [operation.id, f"{operation.at:%Y-%m-%d %H:%M}", operation.user, history.titled(setting.words, operation)]
        for operation in operations
    ]
    setting.voice.show(*table([setting.words(f"cli.journal.{name}") for name in ("id", "at", "user", "verb")], rows))
    return DONE
