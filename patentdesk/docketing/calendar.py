"""Move the end of a period to a day on which the office is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from patentdesk.docketing.daynumbers import FIRST, LAST, Days, Mask

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rolled:
    """Where a period ends after rolling.

    ``verified`` is False when a day that was looked at lies outside the published years. ``other`` is the end by
    the other reading of the law where there are two (None: both agree); ``reasons`` names the days passed over.
    """

    day: date
    verified: bool = True
    other: date | None = None
    reasons: tuple[tuple[date, str], ...] = ()

    @property
    def earlier(self) -> date:
        """The earlier of the two readings, which reminders go by."""
        return self.day if self.other is None else min(self.day, self.other)


class RollTable(NamedTuple):
    """Where a period that ends on each day of the span of ``daynumbers`` ends after rolling, as ``Rolled`` says it.

    ``earlier``: the earlier of two readings, 0 where both agree. The place of a day is its number less ``FIRST``.
    """

    day: Days
    earlier: Days
    verified: Mask


@dataclass(frozen=True, slots=True)
class Calendar:
    """The closed days of one office as published; ``first_year`` and ``last_year`` bound what was published.

    ``makeup`` holds weekend days on which people work in exchange for a shifted rest day (China). The displayed
    reading passes over them (Guidelines V-7 2.3: a weekend day is never an end); the other reading lets a period end
    there. With ``makeup_counts`` the displayed reading lets it (courts: first day after the holiday).
    """

    name: str
    closed: Mapping[date, str]
    makeup: frozenset[date] = frozenset()
    first_year: int = 1
    last_year: int = 9998
    weekend: frozenset[int] = field(default=frozenset({5, 6}))
    makeup_counts: bool = False
    source: str = ""
    _rolled: dict[date, Rolled] = field(default_factory=dict, compare=False, repr=False)
    _table: list[RollTable] = field(default_factory=list, compare=False, repr=False)

    def rests(self, day: date, *, makeup_counts: bool) -> str:
        """Return why no period ends on the day: a holiday's name, 'weekend', or '' when one may."""
        if day in self.closed:
            return self.closed[day]
        if day.weekday() in self.weekend and not (makeup_counts and day in self.makeup):
            return "weekend"
        return ""

    def roll(self, day: date) -> Rolled:
        """Return the first open day from the given day on; a working day stays where it is."""
        if day not in self._rolled:
            self._rolled[day] = self._roll(day)
        return self._rolled[day]

    def table(self) -> RollTable:
        """Return the rolled end of every day; made once."""
        if not self._table:
            ends = self._ends(makeup_counts=self.makeup_counts)
            other = self._ends(makeup_counts=not self.makeup_counts) if self.makeup else ends
            days = np.arange(FIRST, LAST, dtype=np.int32)
            first, last = date(max(self.first_year, 1), 1, 1).toordinal(), date(self.last_year, 12, 31).toordinal()
            earlier = np.where(ends == other, np.int32(0), np.minimum(ends, other))
            self._table.append(RollTable(ends, earlier, (days >= first) & (ends <= last)))
        return self._table[0]

    def _ends(self, *, makeup_counts: bool) -> Days:
        """Return the first open day from each day on; the last ones of the span roll nowhere."""
        days = np.arange(FIRST, LAST, dtype=np.int32)
        rests = np.isin((days - 1) % 7, list(self.weekend))
        if makeup_counts:
            rests[_places(self.makeup)] = False
        rests[_places(self.closed)] = True
        open_days = np.where(rests, np.int32(LAST), days)
        ends: Days = np.minimum.accumulate(open_days[::-1])[::-1]
        return ends

    def _roll(self, day: date) -> Rolled:
        end, reasons = self._walk(day, self.makeup_counts)
        other = self._walk(day, not self.makeup_counts)[0] if self.makeup else end
        verified = self.first_year <= day.year and end.year <= self.last_year
        return Rolled(end, verified, None if other == end else other, reasons)

    def _walk(self, day: date, makeup_counts: bool) -> tuple[date, tuple[tuple[date, str], ...]]:
        reasons = []
        while reason := self.rests(day, makeup_counts=makeup_counts):
            reasons.append((day, reason))
            day += _ONE_DAY
        return day, tuple(reasons)


@dataclass(frozen=True, slots=True)
class Calendars:
    """All office calendars by name."""

    by_name: Mapping[str, Calendar]

    def get(self, name: str) -> Calendar | None:
        """Return a calendar, or None when there is none for this office."""
        return self.by_name.get(name)


def _places(days: Iterable[date]) -> list[int]:
    return [number - FIRST for day in days if FIRST <= (number := day.toordinal()) < LAST]


def read_calendars(heads: Iterable[Mapping[str, str]], rows: Mapping[str, Iterable[Mapping[str, str]]]) -> Calendars:
    """Build the calendars from ``calendars.csv`` and the day rows of each data file by name.

    A head row names its file (``days``), so two calendars may share one file; ``without`` drops rows of one name.
    Raises ValueError naming the calendar and row for a date or kind that cannot be read.
    """
    built = {}
    for head in heads:
        name = head["name"]
        closed: dict[date, str] = {}
        makeup: set[date] = set()
        for number, row in enumerate(rows[head["days"]], start=2):
            if head["without"] and row["name"] == head["without"]:
                continue
            try:
                _take(row, closed, makeup)
            except ValueError as fault:
                raise ValueError(f"calendar {name}, row {number}: {fault}") from fault
        built[name] = Calendar(
            name=name,
            closed=closed,
            makeup=frozenset(makeup),
            first_year=int(head["first_year"]),
            last_year=int(head["last_year"]),
            makeup_counts=head["makeup_counts"] == "yes",
            source=head["source"],
        )
    return Calendars(built)


def _take(row: Mapping[str, str], closed: dict[date, str], makeup: set[date]) -> None:
    day = date.fromisoformat(row["date"])
    if row["kind"] == "closed":
        closed[day] = row["name"]
    elif row["kind"] == "makeup" and day.weekday() >= _SATURDAY:
        makeup.add(day)
    else:
        raise ValueError(f"{row['kind']!r} on {day}")
