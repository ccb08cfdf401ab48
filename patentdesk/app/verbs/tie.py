"""Record, list and end what ties the owner's hands: licences, pledges, disputes; set co-owners' shares."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from patentdesk.app.argument_words import misfit
from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import patent_with
from patentdesk.app.cli_setting import DONE, Setting, a_date, add_common, an_id
from patentdesk.app.output import table
from patentdesk.core.money import Money
from patentdesk.core.words import Words
from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.portfolio.records import Encumbrance
from patentdesk.services import consents, ties
from patentdesk.services.desk import Desk
from patentdesk.triage.records import Consent, ConsentAct

_COLUMNS = ("id", "kind", "counterparty", "start", "end", "amount")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and what is to be done."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parts = parser.add_subparsers(dest="action", required=True)
    add = parts.add_parser("add", help=words("cli.tie.add"))
    add.add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    add.add_argument("kind", choices=[kind.value for kind in EncumbranceKind], help=words("cli.tie.kind"))
    add.add_argument("--with", dest="counterparty", default="", metavar="NAME", help=words("cli.tie.with"))
    add.add_argument("--from", dest="start", type=a_date, metavar="DATE", help=words("cli.tie.from"))
    add.add_argument("--to", dest="end", type=a_date, metavar="DATE", help=words("cli.tie.to"))
    add.add_argument("--amount", type=_money, metavar="N:CUR", help=words("cli.tie.amount"))
    add.add_argument("--note", default="", metavar="TEXT", help=words("cli.opt.note"))
    shown = parts.add_parser("list", help=words("cli.tie.list"))
    shown.add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    end = parts.add_parser("end", help=words("cli.tie.end"))
    end.add_argument("tie", type=an_id, metavar="N", help=words("cli.opt.listed_number"))
    end.add_argument("day", type=a_date, metavar="DATE", help=words("cli.tie.to"))
    share = parts.add_parser("share", help=words("cli.tie.share"))
    share.add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    share.add_argument("shares", type=_share, nargs="+", metavar="NAME=1/2", help=words("cli.tie.shares"))
    consent = parts.add_parser("consent", help=words("cli.tie.consent"))
    consent.add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    consent.add_argument("owner", metavar="NAME", help=words("cli.tie.owner"))
    acts = [one.value for one in ConsentAct]
    consent.add_argument("--to", dest="act", default="give_up", choices=acts, help=words("cli.tie.act"))
    consent.add_argument("--on", dest="day", type=a_date, metavar="DATE", help=words("cli.tie.consent_on"))
    consent.add_argument("--paper", default="", metavar="TEXT", help=words("cli.tie.paper"))
    for part in parts.choices.values():
        add_common(part, words)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Do what is asked and show the ties of the patent. Raises Refused for what is unknown or cannot be."""
    with open_desk(setting, arguments.portfolio, read_only=arguments.action == "list") as desk:
        found = _carry_out(arguments, desk)
        given = consents.consents(desk, [_concerned(arguments, desk, found)])
    words = setting.words
    rows = [
        [one.id, setting.words.code("encumbrance", one.kind), one.counterparty, one.start_date or "",
         one.end_date or "", "" if one.amount_minor is None else str(Money(one.amount_minor, one.currency))]
        for one in found
    ]  # fmt: skip
    agreed = [[words.code("consent", one.act), one.owner, one.given_on, one.reference] for one in given]
    set_now = {name: str(share) for name, share in arguments.shares} if arguments.action == "share" else {}
    setting.voice.document({"ties": found, "consents": given, **({"shares": set_now} if set_now else {})})
    if set_now:
        told = ", ".join(f"{name} {share}" for name, share in set_now.items())
        setting.voice.say("tie.shared", number=arguments.number, shares=told)
    setting.voice.show(*table([setting.words(f"cli.tie.head.{name}") for name in _COLUMNS], rows))
    if agreed:
        heads = [words(f"cli.tie.head.{name}") for name in ("act", "owner", "given_on", "paper")]
        setting.voice.show("", *table(heads, agreed))
    return DONE


def _carry_out(arguments: argparse.Namespace, desk: Desk) -> list[Encumbrance]:
    """Return the ties of the patent concerned, afterwards."""
    if arguments.action == "end":
        ties.end_encumbrance(desk, arguments.tie, arguments.day)
        return ties.ties(desk, [one.patent_id for one in ties.ties(desk) if one.id == arguments.tie])
    patent = patent_with(desk, arguments.number)
    if arguments.action == "add":
        money: Money | None = arguments.amount
        tie = Encumbrance(
            patent_id=patent.id,
            kind=EncumbranceKind(arguments.kind),
            counterparty=arguments.counterparty,
            start_date=arguments.start,
            end_date=arguments.end,
            amount_minor=money.minor if money else None,
            currency=money.currency if money else "",
            note=arguments.note,
        )
        ties.add_encumbrance(desk, tie)
    elif arguments.action == "consent":
        given = Consent(
            patent_id=patent.id,
            owner=arguments.owner,
            act=ConsentAct(arguments.act),
            given_on=arguments.day,
            reference=arguments.paper,
        )
        consents.record_consent(desk, given)
    elif arguments.action == "share":
        ties.set_shares(desk, patent.id, dict(arguments.shares))
    return ties.ties(desk, [patent.id])


def _concerned(arguments: argparse.Namespace, desk: Desk, found: list[Encumbrance]) -> int:
    return found[0].patent_id if arguments.action == "end" else patent_with(desk, arguments.number).id


def _money(text: str) -> Money:
    amount, _, currency = text.partition(":")
    try:
        return Money.of(Decimal(amount), currency.upper())
    except InvalidOperation:
        raise misfit(text, "50000:CNY") from None


def _share(text: str) -> tuple[str, Fraction]:
    name, _, share = text.rpartition("=")
    try:
        return name, Fraction(share[:-1]) / 100 if share.endswith("%") else Fraction(share)
    except (ValueError, ZeroDivisionError):
        raise misfit(text, "NAME=1/2") from None
