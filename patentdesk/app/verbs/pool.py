"""Divide what a pool earns among the members whose patents are in it."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import Setting, a_date
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.services import pooling
from patentdesk.services.evidence import number_of
from patentdesk.services.pool_sheets import write_division
from patentdesk.services.pool_terms import Rule, read_income, read_terms
from patentdesk.services.pooling import Division

_HEADS = ("member", "patents", "weight", "share", "paid")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the income, and how it is divided."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--income", default="", metavar="AMOUNT[:CNY]", help=words("pool.opt.income"))
    parser.add_argument("--rate", default="", metavar="AMOUNT[:CNY]", help=words("pool.opt.rate"))
    parser.add_argument("--units", default="", metavar="N", help=words("pool.opt.units"))
    parser.add_argument("--admin", default="", metavar="10%", help=words("pool.opt.admin"))
    parser.add_argument("--by", choices=list(Rule), default=Rule.COUNT.value, help=words("pool.opt.by"))
    parser.add_argument("--territory", default="", metavar="CN:1,*:0.5", help=words("pool.opt.territory"))
    parser.add_argument("--decay", default="", metavar="5%", help=words("pool.opt.decay"))
    parser.add_argument("--cap", default="", metavar="40%", help=words("pool.opt.cap"))
    parser.add_argument("--families", action="store_true", help=words("pool.opt.families"))
    parser.add_argument("--worths", default="", metavar="A:1,B:2,A+B:5", help=words("pool.opt.worths"))
    parser.add_argument("--on", type=a_date, metavar="DATE", help=words("value.opt.on"))
    parser.add_argument("--out", type=Path, metavar="X.xlsx", help=words("pool.opt.out"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show what each member gets. Raises Refused for terms that make no sense, and as ``divide_pool``."""
    stated = {name: str(getattr(arguments, name)) for name in ("admin", "decay", "cap", "worths")}
    terms = read_terms({**stated, "rule": arguments.by, "offices": arguments.territory}, by_family=arguments.families)
    income = read_income(arguments.income, arguments.rate, arguments.units)
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        found = pooling.divide_pool(
            desk, arguments.query, income, terms, day=arguments.on, progress=setting.voice.progress()
        )
        if arguments.out:
            write_division(desk, found, arguments.out, setting.words.language)
    setting.voice.document(_document(found))
    heads = [setting.words(f"pool.head.{name}") for name in _HEADS]
    rows = [[one.member or "–", one.patents, round(one.weight, 4), f"{one.share:.4%}", str(one.paid)] for one in
            found.parts]  # fmt: skip
    setting.voice.show(*table(heads, rows), "", setting.words("pool.total", gross=str(found.gross), net=str(found.net)))
    if found.left_out:
        setting.voice.show(setting.words("pool.left_out", n=len(found.left_out)))
    if arguments.out:
        setting.voice.say("pool.written", file=arguments.out)
    setting.voice.problems(found.problems)
    return setting.status(list(found.problems))


def _document(found: Division) -> dict[str, object]:
    return {
        "day": found.day,
        "gross": str(found.gross),
        "net": str(found.net),
        "parts": [
            {"member": one.member, "patents": one.patents, "weight": one.weight, "share": one.share,
             "paid": str(one.paid), "paid_minor": one.paid.minor}
            for one in found.parts
        ],
        "patents": [
            {"number": number_of(one.patent), "member": one.member, "weight": one.weight, "paid_minor": one.paid.minor}
            for one in found.holdings
        ],
        "left_out": found.left_out,
    }  # fmt: skip
