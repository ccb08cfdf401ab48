"""Tell the time through a port, so that only the program's start asks the machine for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """What a service may ask about the present."""

    def now(self) -> datetime:
        """Return the present moment with its time zone (UTC)."""
        ...

    def today(self) -> date:
        """Return the calendar date at the user's place."""
        ...

    def day_of(self, moment: datetime) -> date:
        """Return the calendar date at the user's place of a moment with its time zone."""
        ...


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for tests, demonstrations and "as of" questions."""

    day: date

    def now(self) -> datetime:
        """Return noon UTC of the fixed day."""
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def today(self) -> date:
        """Return the fixed day."""
        return self.day

    def day_of(self, moment: datetime) -> date:
        """Return the day of the moment as it is written."""
        return moment.date()
