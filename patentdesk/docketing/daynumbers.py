"""Count periods for many days at once, as ``docketing.counting`` does for one.

A day is its ordinal (``date.toordinal``) in an int32 array; 0 stands for "not known". Functions that count take known
days only, from 1800 to 2399; nothing that is docketed lies outside (``facts.FIRST_DAY``, ``facts.LAST_DAY``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.periods import Period
from patentdesk.docketing.counting import Counting

Days = NDArray[np.int32]
Mask = NDArray[np.bool_]

FIRST, LAST = date(1800, 1, 1).toordinal(), date(2400, 1, 1).toordinal()
"""The span that can be counted in: the last day is not part of it."""
_UNIX = date(1970, 1, 1).toordinal()


class _Almanac(NamedTuple):
    month: NDArray[np.int32]
    """Months since January 1800 of each day."""
    day: NDArray[np.int32]
    """Day of the month of each day, from 0."""
    starts: Days
    """The first day of each month."""


@cache
def _almanac() -> _Almanac:
    days = np.arange(FIRST - _UNIX, LAST - _UNIX).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    starts = np.arange(np.datetime64("1800-01", "M"), np.datetime64("2400-02", "M")).astype("datetime64[D]")
    return _Almanac(
        (months - np.datetime64("1800-01", "M")).astype(np.int32),
        (days - months.astype("datetime64[D]")).astype(np.int32),
        starts.astype(np.int32) + np.int32(_UNIX),
    )


def year_of(days: Days) -> NDArray[np.int32]:
    """Return the calendar year of each day."""
    years: NDArray[np.int32] = _almanac().month[days - FIRST] // np.int32(12) + np.int32(1800)
    return years


def shift(days: Days, months: int) -> Days:
    """Return the same-numbered day some months on; where it is absent, the last day of that month."""
    if not months:
        return days
    month_of, day_of, starts = _almanac()
    places = days - np.int32(FIRST)
    month = month_of[places] + np.int32(months)
    moved: Days = np.minimum(starts[month] + day_of[places], starts[month + 1] - np.int32(1))
    return moved


def month_end(days: Days) -> Days:
    """Return the last day of the month of each day."""
    month_of, _, starts = _almanac()
    ends: Days = starts[month_of[days - np.int32(FIRST)] + 1] - np.int32(1)
    return ends


def corresponding(days: Days, period: Period) -> Days:
    """Count from the event day (CORR)."""
    return shift(days, period.months) + np.int32(period.days)


def preceding(days: Days, period: Period) -> Days:
    """Count from the day after the event (PREC)."""
    if not period.months:
        return days + np.int32(period.days)
    if period.days_first:
        return preceding(days + np.int32(period.days), Period.of(months=period.months))
    day_of = _almanac().day
    starts = days + np.int32(1)
    moved = shift(starts, period.months)
    same = day_of[moved - np.int32(FIRST)] == day_of[starts - np.int32(FIRST)]
    ends: Days = moved - same.astype(np.int32) + np.int32(period.days)
    return ends


def ending_month(days: Days, period: Period) -> Days:
    """Count to the end of a month (EOM)."""
    return month_end(corresponding(days, period))


def before_anniversary(days: Days, period: Period) -> Days:
    """Count to the day before the anniversary (EVE)."""
    return corresponding(days, period) - np.int32(1)


_FAMILIES: dict[Counting, Callable[[Days, Period], Days]] = {
    Counting.CORR: corresponding,
    Counting.PREC: preceding,
    Counting.EOM: ending_month,
    Counting.ANNIV: corresponding,
    Counting.EVE: before_anniversary,
}


def count(mode: Counting, days: Days, period: Period) -> Days:
    """Return the un-rolled end of a period for each day. Raises IndexError for a day outside the span."""
    return _FAMILIES[mode](days, period)


def patent_years(filing: Days, day: Days) -> NDArray[np.int32]:
    """Return which patent year each day falls in (see ``counting.patent_year``); the days are not before the filing."""
    month_of, day_of, starts = _almanac()
    places = filing - np.int32(FIRST)
    years = year_of(day) - year_of(filing)
    month = month_of[places] + years * np.int32(12)
    anniversary = np.minimum(starts[month] + day_of[places], starts[month + 1] - np.int32(1))
    started: NDArray[np.int32] = years + (anniversary <= day).astype(np.int32)
    return started


def ordinal(day: date | None) -> int:
    """Return a day's number; 0 for None."""
    return 0 if day is None else day.toordinal()


def as_date(number: int) -> date | None:
    """Return the day of a number; None for 0."""
    return date.fromordinal(number) if number else None
