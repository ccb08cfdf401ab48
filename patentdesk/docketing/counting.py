"""Count periods as the laws do: event-day, start-day and month-end families, anniversaries and eves.

Every function takes calendar dates and returns the un-rolled end, whose last moment is still in time. The event day
itself never counts, so days are plain addition in every family.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from patentdesk.core.months import month_end, shift_months
from patentdesk.core.periods import Period

ONE_DAY = timedelta(days=1)
_LONGEST_STATED = timedelta(days=5 * 366)


class Counting(StrEnum):
    """A family of counting; the value is what rule data say."""

    CORR = "corr"
    PREC = "prec"
    EOM = "eom"
    ANNIV = "anniv"
    EVE = "eve"


def stated_period(text: str) -> Period:
    """Read a period that a notice states or a person enters: longer than nothing, at most five years.

    Raises ValueError for any other text.
    """
    period = Period.parse(text)
    if not timedelta(0) < timedelta(days=period.months * 366 // 12 + period.days) <= _LONGEST_STATED:
        raise ValueError(f"not a period that an office states: {text!r}")
    return period


def corresponding(event: date, period: Period) -> date:
    """Count from the event day (CORR): CN Impl. Regs R5, PCT R80.2, EPC R131(3)-(4), MPEP 710.01(a), BGB 188(2).

    30 November + 3M is 28 or 29 February; 28 February + 3M is 28 May; 29 February + 1Y is 28 February.
    """
    return shift_months(event, period.months) + timedelta(days=period.days)


def preceding(event: date, period: Period) -> date:
    """Count from the day after the event (PREC): JP Patent Act s.3(1), KR Patent Act Art. 14, TW APA Art. 48.

    The end is the day before the day that corresponds to the START; if that day is absent, the last day of its month.
    28 February 2025 + 6M is 31 August; 29 February + 3M is 31 May. Days that come first are counted first: 31 October +
    60D+2M is 28 or 29 February (JPO Formality Examination Manual 04.12).
    """
    if not period.months:
        return event + timedelta(days=period.days)
    if period.days_first:
        return preceding(event + timedelta(days=period.days), Period.of(months=period.months))
    start = event + ONE_DAY
    moved = shift_months(start, period.months)
    end = moved - ONE_DAY if moved.day == start.day else moved
    return end + timedelta(days=period.days)


def ending_month(event: date, period: Period) -> date:
    """Count to the end of a month (EOM): EPC R51(1) and J 4/91, PatKostG s.3(2), UK Patents Rules r.37, CPI R613-46."""
    return month_end(corresponding(event, period))


def before_anniversary(event: date, period: Period) -> date:
    """Count to the day before the anniversary (EVE): TW Patent Act Art. 93 (published 2011-06-01: 2012-05-31)."""
    return corresponding(event, period) - ONE_DAY


_FAMILIES: dict[Counting, Callable[[date, Period], date]] = {
    Counting.CORR: corresponding,
    Counting.PREC: preceding,
    Counting.EOM: ending_month,
    Counting.ANNIV: corresponding,
    Counting.EVE: before_anniversary,
}


def count(mode: Counting, event: date, period: Period) -> date:
    """Return the un-rolled end of a period in one family. Raises OverflowError or ValueError past the year 9999."""
    return _FAMILIES[mode](event, period)


def patent_year(filing: date, day: date) -> int:
    """Return which patent year a day falls in: year 1 starts on the filing day, year 2 on its first anniversary.

    CN Guidelines Part V Ch. 9 s. 2.2.1. Raises ValueError for a day before the filing.
    """
    if day < filing:
        raise ValueError(f"{day} is before the filing date {filing}")
    year = day.year - filing.year
    return year + 1 if shift_months(filing, 12 * year) <= day else year


def started_month(due: date, paid: date) -> int:
    """Return which month of lateness a payment falls in: 0 in time, 1 up to the same-numbered day a month on, ..."""
    if paid <= due:
        return 0
    months = (paid.year - due.year) * 12 + paid.month - due.month
    return months if shift_months(due, months) >= paid else months + 1
