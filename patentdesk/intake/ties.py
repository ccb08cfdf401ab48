"""Read what ties the owner's hands: licences, pledges and preservations, from event codes and from columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import cast

from patentdesk.core.money import Money
from patentdesk.intake.documents.model import RawEvent
from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.portfolio.dates import read_date

_LONGEST_NAME = 200
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


@dataclass(frozen=True, slots=True)
class _Act:
    """What an event does to a tie: it lets one of a kind begin, or the one that runs end."""

    kind: EncumbranceKind
    begins: bool
    office: str
    codes: frozenset[str]
    words: tuple[str, ...]
    text: re.Pattern[str] | None

    def fits(self, event: RawEvent, told: str) -> bool:
        known = event.code.strip() in self.codes or any(word in told for word in self.words)
        return known and event.office == self.office and (self.text is None or self.text.search(told) is not None)


@dataclass(frozen=True, slots=True)
class TieWords:
    """The events that let a tie begin or end, and how their texts name the other side and the day."""

    acts: tuple[_Act, ...] = ()
    counterparties: Mapping[str, tuple[re.Pattern[str], ...]] = field(default_factory=dict)
    days: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, object]) -> TieWords:
        """Build the words from ``resources/intake/ties.json``.

        ``events``: office, codes, words (any of them in the event's text), text (a pattern that must be found), kind,
        act (begin, end), source, confidence; the first that fits holds. ``counterparties`` and ``days``: patterns
        whose group 1 is the name and the day.
        """
        names = cast("Mapping[str, Sequence[str]]", data["counterparties"])
        return cls(
            tuple(_act(one) for one in cast("Sequence[Mapping[str, object]]", data["events"])),
            {kind: _patterns(forms) for kind, forms in names.items()},
            _patterns(cast("Sequence[str]", data["days"])),
        )

    def ties(self, events: Iterable[RawEvent]) -> tuple[DraftTie, ...]:
        """Return the ties that events tell of, each once, with its end where one is told.

        An end closes the tie of its kind that began last and still runs; one without a beginning tells nothing. Two
        beginnings of one kind on one day are one.
        """
        acts: list[tuple[date, bool, DraftTie]] = []
        for event in (part for whole in events for part in _parted(whole)):
            told = f"{event.code} {event.text}".casefold()
            act = next((one for one in self.acts if one.fits(event, told)), None)
            day = _day(self.days, event.text) or read_date(event.day).day
            if act is not None and day is not None:
                names = self.counterparties.get(act.kind.value, ())
                tie = DraftTie(act.kind, _found(names, event.text)[:_LONGEST_NAME], day, note=_note(event))
                acts.append((day, act.begins, tie))
        return _closed(acts)


NO_TIES = TieWords()
"""Knows no event that ties."""


def _parted(event: RawEvent) -> list[RawEvent]:
    """Part an entry that tells of several conveyances, each with its new owner."""
    texts = [text for text in re.split(r"(?i)(?=owner name:)", event.text) if text.strip()]
    return [replace(event, text=text) for text in texts] or [event]


def _closed(acts: Sequence[tuple[date, bool, DraftTie]]) -> tuple[DraftTie, ...]:
    """Let every end close the tie that began last; on one day what ends comes before what begins."""
    ties: dict[tuple[EncumbranceKind, date], DraftTie] = {}
    for day, begins, tie in sorted(acts, key=lambda one: (one[0], one[1])):
        if begins:
            ties.setdefault((tie.kind, day), tie)
            continue
        running = [key for key, one in ties.items() if key[0] is tie.kind and one.end is None]
        if running:
            ties[running[-1]] = replace(ties[running[-1]], end=day)
    return tuple(ties.values())


def _act(data: Mapping[str, object]) -> _Act:
    text = str(data.get("text", ""))
    return _Act(
        EncumbranceKind(str(data["kind"])),
        data["act"] == "begin",
        str(data["office"]),
        frozenset(cast("Sequence[str]", data.get("codes", ()))),
        tuple(word.casefold() for word in cast("Sequence[str]", data.get("words", ()))),
        re.compile(text, re.IGNORECASE) if text else None,
    )


def _patterns(forms: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    return next((hit.group(1).strip(" ,;") for pattern in patterns if (hit := pattern.search(text))), "")


def _day(patterns: Iterable[re.Pattern[str]], text: str) -> date | None:
    return read_date(_found(patterns, text)).day


def _note(event: RawEvent) -> str:
    return f"{event.office} {event.code}: {event.text}".strip(": ")[:400]


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
    return " ".join(text.split())[:_LONGEST_NAME]


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
