"""Write the demonstration and trading table: one page per patent."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, a_count, a_date
from patentdesk.core.words import Words
from patentdesk.services import listing, valuing
from patentdesk.services.valuation_pages import write_trading_pages
from patentdesk.services.valuing import Occasion, Order


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the file and what it is made for."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("out", type=Path, metavar="PAGES.pdf", help=words("value.opt.pages"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--limit", type=a_count, metavar="N", help=words("cli.opt.limit_valued"))
    parser.add_argument("--on", type=a_date, metavar="DATE", help=words("value.opt.on"))
    parser.add_argument("--purpose", choices=valuing.PURPOSES, default="licence", help=words("value.opt.purpose"))
    parser.add_argument("--basis", choices=valuing.BASES, default="market", help=words("value.opt.basis"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Write the pages. Raises Refused for a query that cannot be read and a file that cannot be written."""
    order = Order(valued_on=arguments.on, occasion=Occasion(purpose=arguments.purpose, basis=arguments.basis))
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        ids = [int(found) for found in listing.find(desk, arguments.query)][: arguments.limit]
        words, progress = setting.words, setting.voice.progress()
        count = write_trading_pages(desk, ids, arguments.out, language=words.language, order=order, progress=progress)
    setting.voice.document({"pages": count, "file": arguments.out})
    setting.voice.show(setting.words("page.written", n=count, file=arguments.out))
    return DONE
