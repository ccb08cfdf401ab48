"""Keep exchange rates with date and source, and convert an amount."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from patentdesk.app.argument_words import misfit
from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import Setting, a_date, add_common, an_id
from patentdesk.app.output import table
from patentdesk.core.money import Money
from patentdesk.core.problems import Problem
from patentdesk.core.words import Words
from patentdesk.services import exchange
from patentdesk.services.desk import Desk

_COLUMNS = ("id", "currency", "rate", "as_of", "source", "confidence")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and what is to be done."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parts = parser.add_subparsers(dest="action", required=True)
    parts.add_parser("list", help=words("rates.list"))
    stated = parts.add_parser("set", help=words("rates.set"))
    stated.add_argument("currency", metavar="USD", help=words("rates.opt.currency"))
    stated.add_argument("rate", metavar="RATE", help=words("rates.opt.rate", into=exchange.REPORTING))
    stated.add_argument("--on", type=a_date, metavar="DATE", help=words("rates.as_of"))
    stated.add_argument("--source", required=True, metavar="TEXT", help=words("rates.source"))
    stated.add_argument("--link", default="", metavar="URL", help=words("rates.opt.link"))
    removed = parts.add_parser("remove", help=words("rates.remove"))
    removed.add_argument("ids", type=an_id, nargs="+", metavar="N", help=words("cli.opt.listed_number"))
    asked = parts.add_parser("convert", help=words("rates.convert"))
    asked.add_argument("amount", type=_amount, metavar="AMOUNT", help=words("rates.opt.amount"))
    asked.add_argument("currency", metavar="USD", help=words("rates.opt.currency"))
    asked.add_argument("--into", default=exchange.REPORTING, metavar="CNY", help=words("rates.opt.into"))
    asked.add_argument("--on", type=a_date, metavar="DATE", help=words("rates.as_of"))
    for one in parts.choices.values():
        add_common(one, words)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Do what is asked. Raises Refused for a rate that makes no sense."""
    reading = arguments.action in {"list", "convert"}
    with open_desk(setting, arguments.portfolio, read_only=reading) as desk:
        if arguments.action == "convert":
            return _convert(arguments, setting, desk)
        if arguments.action == "set":
            exchange.set_rate(
                desk, arguments.currency, arguments.rate, arguments.on, source=arguments.source, link=arguments.link
            )
        elif arguments.action == "remove":
            exchange.remove_rates(desk, arguments.ids)
        found = exchange.rates(desk)
    setting.voice.document({"into": exchange.REPORTING, "rates": found})
    rows = [
        [
            one.id or "",
            one.currency,
            one.rate,
            one.as_of,
            setting.words.side(one.source),
            setting.words.code("confidence", one.confidence),
        ]
        for one in found
    ]
    setting.voice.show(*table([setting.words(f"rates.{name}") for name in _COLUMNS], rows))
    return setting.status([])


def _convert(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> int:
    money = Money.of(arguments.amount, arguments.currency.upper())
    found = exchange.convert(desk, money, arguments.into.upper(), arguments.on)
    if isinstance(found, Problem):
        setting.voice.document({"problems": setting.voice.problem_rows([found])})
        setting.voice.problems([found])
        return setting.status([found])
    setting.voice.document({"from": str(money), "into": str(found.money), "factor": found.factor, "rates": found.rates})
    setting.voice.show(f"{money} = {found.money}")
    for one in found.rates:
        setting.voice.show(f"1 {one.currency} = {one.rate} {one.into} · {one.as_of} · {setting.words.side(one.source)}")
    return setting.status([])


def _amount(text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise misfit(text, "1234.56") from None
    if not found.is_finite() or abs(found) > 10**15:
        raise misfit(text, "0 … 1,000,000,000,000,000")
    return found
