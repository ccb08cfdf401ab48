"""Divide what a pool earns among the members whose patents are in it."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import Setting, a_date
from patentdesk.app.output import table
from patentdesk.core.money import Money
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.services import pooling
from patentdesk.services.evidence import number_of
from patentdesk.services.pool_sheets import write_division
from patentdesk.services.pooling import Division, Rule, Terms

_HEADS = ("member", "patents", "weight", "share", "paid")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the income, and how it is divided."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--income", metavar="AMOUNT[:CNY]", help=words("pool.opt.income"))
    parser.add_argument("--rate", metavar="AMOUNT[:CNY]", help=words("pool.opt.rate"))
    parser.add_argument("--units", type=_decimal, metavar="N", help=words("pool.opt.units"))
    parser.add_argument("--admin", type=_decimal, default=Decimal(0), metavar="10%", help=words("pool.opt.admin"))
    parser.add_argument("--by", choices=list(Rule), default=Rule.COUNT.value, help=words("pool.opt.by"))
    parser.add_argument("--territory", type=_table, default={}, metavar="CN:1,*:0.5", help=words("pool.opt.territory"))
    parser.add_argument("--decay", type=_decimal, default=Decimal(0), metavar="5%", help=words("pool.opt.decay"))
    parser.add_argument("--cap", type=_decimal, default=Decimal(1), metavar="40%", help=words("pool.opt.cap"))
    parser.add_argument("--families", action="store_true", help=words("pool.opt.families"))
    parser.add_argument("--worths", type=_table, default={}, metavar="A:1,B:2,A+B:5", help=words("pool.opt.worths"))
    parser.add_argument("--on", type=a_date, metavar="DATE", help=words("value.opt.on"))
    parser.add_argument("--out", type=Path, metavar="X.xlsx", help=words("pool.opt.out"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show what each member gets. Raises Refused for terms that make no sense, and as ``divide_pool``."""
    terms = Terms(
        rule=Rule(arguments.by), admin=arguments.admin, offices=arguments.territory, decay=float(arguments.decay),
        cap=float(arguments.cap), by_family=arguments.families, worths=arguments.worths,
    )  # fmt: skip
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        found = pooling.divide_pool(
            desk, arguments.query, _income(arguments), terms, day=arguments.on, progress=setting.voice.progress()
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


def _income(arguments: argparse.Namespace) -> Money:
    """Return the income: stated, or rate x units. Raises Refused pool_income unless it is one of the two."""
    stated, rate, units = arguments.income, arguments.rate, arguments.units
    if bool(stated) == bool(rate) or bool(rate) != (units is not None):
        raise refuse("pool_income")
    amount, _, currency = (stated or rate).partition(":")
    try:
        number = _decimal(amount)
    except argparse.ArgumentTypeError:
        raise refuse("pool_income") from None
    code = (currency or "CNY").strip().upper()
    return Money.of(number, code) if stated else pooling.income_of(number, units, code)


def _decimal(text: str) -> Decimal:
    plain = text.replace(",", "").replace("％", "%").strip()
    try:
        found = Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(text) from None
    if not found.is_finite() or not 0 <= found <= 10**15:
        raise argparse.ArgumentTypeError(text)
    return found


def _table(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in text.replace("，", ",").replace("：", ":").split(","):
        name, sign, number = part.rpartition(":")
        if not sign or not name.strip():
            raise argparse.ArgumentTypeError(text)
        found[name.strip()] = float(_decimal(number))
    return found
