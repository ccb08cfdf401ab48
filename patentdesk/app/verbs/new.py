"""Write an empty portfolio file."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.core.words import Words
from patentdesk.store.file import PortfolioFile


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the file to be written."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio_new"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Create the file. Raises Refused when it exists already or cannot be written."""
    PortfolioFile.create(arguments.portfolio, clock=setting.clock, user=setting.user).close()
    setting.voice.say("new.done", file=arguments.portfolio)
    setting.voice.document({"created": arguments.portfolio})
    return DONE
