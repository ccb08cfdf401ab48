"""Count calendar years for invented facts; deadlines are counted by ``docketing``, never here."""

from __future__ import annotations

from datetime import date

from patentdesk.core.months import shift_months


def years_later(day: date, years: int) -> date:
    """Return the anniversary ``years`` later (earlier when negative); 29 February becomes the 28th."""
    return shift_months(day, 12 * years)


def years_complete(start: date, today: date) -> int:
    """Return how many whole years have passed since ``start``; the anniversary day itself completes a year."""
    passed = today.year - start.year
    return passed - 1 if years_later(start, passed) > today else passed
