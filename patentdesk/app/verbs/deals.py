"""Keep comparable sales and licences, and what our own patents brought."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import Setting, add_common, an_id, ending, there
from patentdesk.app.output import table
from patentdesk.core.money import Money
from patentdesk.core.problems import Problem
from patentdesk.core.words import Words
from patentdesk.services import comparables
from patentdesk.services.comparables import FIELDS, LICENCE, SALE
from patentdesk.services.desk import Desk

_COLUMNS = ("id", "kind", "day", "parties", "technology", "amount", "rate", "source", "origin")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and what is to be done."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parts = parser.add_subparsers(dest="action", required=True)
    parts.add_parser("list", help=words("deal.list")).add_argument(
        "--segment", default="", metavar="S", help=words("cli.deals.segment")
    )
    added = parts.add_parser("add", help=words("deal.add"))
    for name in FIELDS:
        more = {"choices": [SALE, LICENCE], "required": True} if name == "kind" else {"metavar": "V"}
        added.add_argument(f"--{name.replace('_', '-')}", help=words(f"deal.{name}"), **more)
    read = parts.add_parser("import", help=words("deal.import"))
    read.add_argument("file", type=Path, metavar="X.xlsx", help=words("cli.opt.exported"))
    written = parts.add_parser("export", help=words("deal.export"))
    written.add_argument("file", type=Path, metavar="X.xlsx", help=words("cli.opt.out"))
    removed = parts.add_parser("remove", help=words("deal.remove"))
    removed.add_argument("ids", type=an_id, nargs="+", metavar="N", help=words("cli.opt.listed_number"))
    for one in parts.choices.values():
        add_common(one, words)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Do what is asked, then list the deals and what they say. Raises Refused for what cannot be read or kept."""
    reading = arguments.action in {"list", "export"}
    with open_desk(setting, arguments.portfolio, read_only=reading) as desk:
        problems = _carry_out(arguments, setting, desk)
        _show(setting, desk, getattr(arguments, "segment", ""))
    setting.voice.problems(problems)
    return setting.status(problems)


def _carry_out(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    if arguments.action == "add":
        comparables.add_deal(desk, **{name: getattr(arguments, name) for name in FIELDS})
    elif arguments.action == "import":
        taken = comparables.import_deals(desk, there(arguments.file))
        setting.voice.say("deals.imported", n=taken.added, known=taken.known, file=arguments.file)
        return list(taken.problems)
    elif arguments.action == "export":
        comparables.export_deals(desk, ending(arguments.file, ".xlsx"), setting.words.language)
        setting.voice.say("written_to", file=arguments.file)
    elif arguments.action == "remove":
        comparables.remove_deals(desk, arguments.ids)
    return []


def _show(setting: Setting, desk: Desk, segment: str) -> None:
    found = comparables.deals(desk)
    heard = [comparables.evidence(desk, kind, segment) for kind in (SALE, LICENCE)]
    setting.voice.document(
        {
            "deals": found,
            "evidence": {
                one.kind: {"n": len(one.numbers), "points": one.points if one.numbers else None, "enough": one.enough}
                for one in heard
            },
        }
    )
    rows = [
        [one.id, setting.words(f"deal.kind.{one.kind}"), one.day, one.parties, one.technology,
         "" if one.amount_minor is None else str(Money(one.amount_minor, one.currency)),
         "" if one.rate is None else f"{one.rate:.2%}", one.source, one.origin]
        for one in found
    ]  # fmt: skip
    setting.voice.show(*table([setting.words(f"deal.{name}") for name in _COLUMNS], rows))
    for one in heard:
        if one.numbers:
            shown = " / ".join(f"{point:,.10g}" for point in one.points)
            key = "deal.evidence" if one.enough else "deal.indicative"
            kind = setting.words(f"deal.kind.{one.kind}")
            setting.voice.show("", setting.words(key, kind=kind, n=len(one.numbers), points=shown))
