"""Know which events let a licence, a pledge or a preservation begin or end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from patentdesk.intake.documents.model import RawEvent
from patentdesk.intake.ties import LONGEST_NAME, DraftTie
from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.portfolio.dates import read_date


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
        if event.office != self.office:
            return False
        known = event.code.strip() in self.codes or any(word in told for word in self.words)
        return known and (self.text is None or self.text.search(told) is not None)


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
            if act is None:
                continue
            day = _day(self.days, event.text) or read_date(event.day).day
            if day is not None:
                names = self.counterparties.get(act.kind.value, ())
                tie = DraftTie(act.kind, _found(names, event.text)[:LONGEST_NAME], day, note=_note(event))
                acts.append((day, act.begins, tie))
        return _closed(acts)


NO_TIES = TieWords()
"""Knows no event that ties."""


def _parted(event: RawEvent) -> list[RawEvent]:
    """Part an entry that tells of several conveyances, each with its new owner."""
    texts = [text for text in re.split(r"(?i)(?=owner name:)", event.text) if text.strip()]
    return [replace(event, text=text) for text in texts] if len(texts) > 1 else [event]


def _closed(acts: Sequence[tuple[date, bool, DraftTie]]) -> tuple[DraftTie, ...]:
    """Let every end close the tie that began last; on one day what ends comes before what begins."""
    ties: dict[tuple[EncumbranceKind, date], DraftTie] = {}
    running: dict[EncumbranceKind, list[date]] = defaultdict(list)
    for day, begins, tie in sorted(acts, key=lambda one: (one[0], one[1])):
        if begins and (tie.kind, day) not in ties:
            ties[tie.kind, day] = tie
            running[tie.kind].append(day)
        elif not begins and running[tie.kind]:
            key = tie.kind, running[tie.kind].pop()
            ties[key] = replace(ties[key], end=day)
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
