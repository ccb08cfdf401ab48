"""Write payment lists for agencies and book the receipts that come back."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, a_date, add_common, there
from patentdesk.core.problems import Severity
from patentdesk.core.words import Words
from patentdesk.services import payments


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and what is to be done."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parts = parser.add_subparsers(dest="action", required=True)
    made = parts.add_parser("list", help=words("cli.pay.list"))
    made.add_argument("--out", type=Path, required=True, metavar="X.xlsx", help=words("cli.opt.out"))
    made.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    made.add_argument("--from", dest="start", type=a_date, metavar="DATE", help=words("cli.opt.from"))
    made.add_argument("--to", dest="end", type=a_date, metavar="DATE", help=words("cli.opt.to"))
    made.add_argument("--agency", action="append", default=[], metavar="NAME", help=words("cli.pay.agency"))
    made.add_argument("--account", default="", metavar="TEXT", help=words("cli.pay.account"))
    booked = parts.add_parser("book", help=words("cli.pay.book"))
    booked.add_argument("file", type=Path, metavar="X.xlsx", help=words("cli.pay.file"))
    booked.add_argument("--dry-run", action="store_true", help=words("cli.opt.dry_run"))
    for part in parts.choices.values():
        add_common(part, words)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Write the list, or book the receipts that can be booked and list what is wrong with the others.

    Raises Refused for a file that cannot be used.
    """
    if arguments.action == "list":
        return _write(arguments, setting)
    with open_desk(setting, arguments.portfolio, read_only=arguments.dry_run) as desk:
        booking = payments.read_list(desk, there(arguments.file))
        if not arguments.dry_run:
            payments.book_payments(desk, booking)
    problems = [one for one in booking.problems if one.severity is not Severity.NOTE]
    counts = {"booked": len(booking.rows), "same": booking.same, "unpaid": booking.unpaid}
    setting.voice.document({**counts, "dry_run": arguments.dry_run, "problems": setting.voice.problem_rows(problems)})
    setting.voice.say("pay.would" if arguments.dry_run else "pay.booked", **counts)
    setting.voice.problems(problems)
    return setting.status(problems)


def _write(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        rows = payments.payable(desk, arguments.query, arguments.start, arguments.end, agencies=arguments.agency)
        count = payments.write_list(
            desk, arguments.out, rows, account=arguments.account, language=setting.words.language
        )
    setting.voice.document({"payments": count, "file": arguments.out})
    setting.voice.say("pay.written", n=count, file=arguments.out)
    return DONE
