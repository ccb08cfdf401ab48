"""Know what the event codes of offices and databases mean for the docket."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from patentdesk.intake.documents.model import RawEvent
from patentdesk.intake.documents.tiewords import NO_TIES, TieWords
from patentdesk.intake.drafts import OTHER
from patentdesk.portfolio.dates import read_date

_FACTS = {"publication": "publication_date", "grant": "grant_date", "registration": "registration_date"}
"""Kinds that are dates of the patent itself: they fill the field, and are kept as other events."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an event says: its kind in the docket, its day (None: not told), and the date field that it fills."""

    kind: str
    day: date | None
    year: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    text: str = ""
    """Words that the event's text must hold."""
    effective: bool = False
    """The day is the effective date that the text states: the source's own date is that of an announcement."""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class EventWords:
    """The table of event codes: (scheme, office, code) → entries, the first that fits holds."""

    entries: Mapping[tuple[str, str, str], tuple[_Entry, ...]] = field(repr=False)
    years: tuple[re.Pattern[str], ...] = ()
    effective: tuple[re.Pattern[str], ...] = ()
    ties: TieWords = NO_TIES

    @classmethod
    def of(cls, data: Mapping[str, object]) -> EventWords:
        """Build the table from ``resources/intake/events.json``.

        ``codes``: scheme → office → code → entry or list of entries (kind, text, date, year, source, confidence);
        ``years`` and ``effective``: patterns whose group 1 is the patent year and the effective date in a text;
        ``ties``: what ``TieWords.of`` reads.
        """
        codes = cast("Mapping[str, Mapping[str, Mapping[str, object]]]", data.get("codes", {}))
        entries = {
            (scheme, office, code): tuple(_entry(one) for one in (meant if isinstance(meant, list) else [meant]))
            for scheme, offices in codes.items()
            for office, meanings in offices.items()
            for code, meant in meanings.items()
        }
        ties = TieWords.of(cast("Mapping[str, object]", data["ties"])) if "ties" in data else NO_TIES
        return cls(entries, _patterns(data.get("years", ())), _patterns(data.get("effective", ())), ties)

    def meaning(self, event: RawEvent) -> Meaning:
        """Return what an event says; a code that nobody mapped, and a payment without a year, is an other event."""
        text = event.text.casefold()
        entries = self.entries.get((event.scheme, event.office, event.code.strip()), ())
        entry = next((one for one in entries if one.text in text), _Entry(OTHER))
        day = (read_date(_found(self.effective, event.text)).day if entry.effective else None) or read_date(
            event.day
        ).day
        year = None
        if entry.kind == "annuity_paid":
            year = event.year or entry.year or int(_found(self.years, event.text) or 0) or None
        kind = OTHER if entry.kind in _FACTS or (entry.kind == "annuity_paid" and year is None) else entry.kind
        return Meaning(kind, day, year, _FACTS.get(entry.kind, ""))


UNMAPPED = EventWords({})
"""Takes every event for an other one."""


def _entry(data: object) -> _Entry:
    found = cast("Mapping[str, str]", data)
    year = cast("int | None", found.get("year"))
    return _Entry(found["kind"], found.get("text", "").casefold(), found.get("date") == "effective", year)


def _patterns(forms: object) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in cast("Iterable[str]", forms))


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    return next((hit.group(1) for pattern in patterns if (hit := pattern.search(text))), "")
