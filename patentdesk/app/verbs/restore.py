"""Put a backup in the place of a portfolio; what was there is kept beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.core.words import Words
from patentdesk.services import safety


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and the backup."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("backup", type=Path, metavar="BACKUP", help=words("cli.opt.backup_in"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Restore the backup. Raises Refused when it is damaged or somebody has the portfolio open."""
    kept = safety.restore(arguments.backup, arguments.portfolio, clock=setting.clock, user=setting.user)
    setting.voice.say("restore.done", file=arguments.portfolio, backup=arguments.backup)
    if kept is not None:
        setting.voice.say("restore.kept", file=kept)
    setting.voice.document({"restored": arguments.portfolio, "kept": kept})
    return DONE
