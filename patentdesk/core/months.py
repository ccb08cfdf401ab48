"""Count in calendar months, whose days differ."""

from __future__ import annotations

import calendar
from datetime import date

_FEBRUARY = 2
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return 29 if month == _FEBRUARY and calendar.isleap(year) else _LENGTHS[month - 1]


def shift_months(day: date, months: int) -> date:
    """Return the same-numbered day some months on (or back, if negative); if absent, the last day of that month.

    The rule of EDATE in spreadsheets. Raises ValueError beyond the years 1 to 9999.
    """
    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    return date(year, month, min(day.day, month_length(year, month)))


def month_end(day: date) -> date:
    """Return the last day of the day's month."""
    return day.replace(day=month_length(day.year, day.month))
