"""Check that a day is the day at the user's place."""

from __future__ import annotations

from datetime import UTC, date, datetime

from patentdesk.core.clock import FixedClock


def test_a_clock_that_stands_still_takes_a_moment_as_written():
    clock = FixedClock(date(2026, 6, 1))
    assert clock.day_of(clock.now()) == clock.today()
    assert clock.day_of(datetime(2026, 5, 31, 23, 30, tzinfo=UTC)) == date(2026, 5, 31)
