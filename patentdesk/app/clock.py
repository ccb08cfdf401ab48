"""Ask the machine for the time; only the program's start does that."""

from __future__ import annotations

from datetime import UTC, date, datetime


class MachineClock:
    """The clock of the machine and its time zone."""

    def now(self) -> datetime:
        """Return the present moment (UTC)."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the calendar date at the machine's place."""
        return datetime.now().astimezone().date()
