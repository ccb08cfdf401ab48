"""Write a copy of a portfolio that is whole even while somebody works in it."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.core.filenames import PORTFOLIO
from patentdesk.core.words import Words
from patentdesk.services import safety


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and where the copy goes."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--out", type=Path, metavar="COPY.pdesk", help=words("cli.opt.backup_out"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Write the backup. Raises Refused when the copy cannot be written."""
    source: Path = arguments.portfolio
    stamp = f"{setting.clock.now():%Y%m%d-%H%M%S}"
    target: Path = arguments.out or source.with_name(f"{source.stem}.backup-{stamp}{PORTFOLIO}")
    with open_desk(setting, source, read_only=True) as desk:
        safety.backup(desk, target)
    setting.voice.say("backup.done", file=target)
    setting.voice.document({"backup": target})
    return DONE
