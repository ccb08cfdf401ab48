"""Move calendar days by months for invented facts; deadlines are counted by ``docketing``, never here."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later (earlier when negative), or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_later(day: date, years: int) -> date:
    """Return the anniversary ``years`` later (earlier when negative); 29 February becomes the 28th."""
    return months_later(day, 12 * years)


def years_complete(start: date, today: date) -> int:
    """Return how many whole years have passed since ``start``; the anniversary day itself completes a year."""
    passed = today.year - start.year
    return passed - 1 if years_later(start, passed) > today else passed
