"""Describe what ties the owner's hands: licences, pledges, disputes; read it from columns, write it as a cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from patentdesk.core.money import Money
from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.portfolio.dates import read_date

LONGEST_NAME = 200
_SPAN = re.compile(r"\d{4}[-./年]?\d{1,2}[-./月]?\d{1,2}日?")


@dataclass(frozen=True, slots=True)
class DraftTie:
    """An encumbrance as read; a field that the source does not tell is empty."""

    kind: EncumbranceKind
    counterparty: str = ""
    start: date | None = None
    end: date | None = None
    amount_minor: int | None = None
    currency: str = ""
    note: str = ""


def joined_ties(ties: Iterable[DraftTie]) -> tuple[DraftTie, ...]:
    """Return the ties that several sources tell, each once; a bare word adds nothing to a tie that is told in full."""
    known = {(tie.kind, tie.start, tie.counterparty): tie for tie in reversed(list(ties))}
    told = {tie.kind for tie in known.values() if tie.start or tie.counterparty}
    return tuple(tie for tie in reversed(known.values()) if tie.start or tie.counterparty or tie.kind not in told)


TIE_FIELDS = frozenset({"licensees", "pledgees", "plaintiffs", "defendants", "encumbrances"})
"""Fields of a list that name ties; others tell more about these."""


def ties_of_columns(texts: Mapping[str, str]) -> tuple[DraftTie, ...]:
    """Return the ties that columns of a list name: who holds a licence, a pledge, who is at law with the owner."""
    found: list[DraftTie] = []
    if names := texts.get("licensees", ""):
        day = read_date(texts.get("licence_date", "").split("|")[0].strip()).day
        found.append(DraftTie(EncumbranceKind.LICENCE, _one_line(names), day, note=texts.get("licence_type", "")))
    if names := texts.get("pledgees", ""):
        days = [read_date(text).day for text in _SPAN.findall(texts.get("pledge_period", ""))]
        found.append(DraftTie(EncumbranceKind.PLEDGE, _one_line(names), days[0] if days else None,
                              days[1] if len(days) > 1 else None))  # fmt: skip
    sides = [texts.get(name, "") for name in ("plaintiffs", "defendants")]
    if any(sides):
        found.append(DraftTie(EncumbranceKind.LITIGATION, _one_line(" / ".join(side for side in sides if side)),
                              note=texts.get("lawsuit", "")))  # fmt: skip
    return tuple(found) + read_ties(texts.get("encumbrances", ""))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME]


def write_ties(ties: Iterable[DraftTie]) -> str:
    """Return ties as one cell, a line each, which ``read_ties`` takes apart again."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    for tie in ties:
        amount = "" if tie.amount_minor is None else str(Money(tie.amount_minor, tie.currency))
        days = ("" if day is None else day.isoformat() for day in (tie.start, tie.end))
        writer.writerow([tie.kind.value, tie.counterparty, *days, amount, tie.note])
    return lines.getvalue().strip("\n")


def read_ties(text: str) -> tuple[DraftTie, ...]:
    """Return the ties of a cell as ``write_ties`` makes it; a line of no known kind is none."""
    found: list[DraftTie] = []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error:
        return ()
    for cells in rows:
        kind, counterparty, start, end, amount, note = [*cells, *[""] * 6][:6]
        if kind.strip() in set(EncumbranceKind):
            money = _money(amount)
            found.append(
                DraftTie(
                    EncumbranceKind(kind.strip()),
                    counterparty,
                    read_date(start).day,
                    read_date(end).day,
                    money.minor if money else None,
                    money.currency if money else "",
                    note,
                )
            )
    return tuple(found)


def _money(text: str) -> Money | None:
    amount, _, currency = text.strip().replace(",", "").rpartition(" ")
    with suppress(InvalidOperation, ValueError):
        return Money.of(Decimal(amount), currency) if amount else None
    return None
