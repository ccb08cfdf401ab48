"""Cut the life of a right into periods: whole years, or calendar years with stubs at both ends.

Days follow the handout, so that its formulas give the same figures: a slice covers the days after its first date up to
and including its last; its fraction is days / days of that calendar year (365 or 366); times are days / 365.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from patentdesk.valuation.conventions import Convention

DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a valuation; ``begin`` and ``end`` are years from the valuation date.

    ``fraction`` is the part of a year's flow that falls into it; ``after`` and ``until`` bound its days (after
    exclusive, until inclusive), None for abstract whole years.
    """

    begin: float
    end: float
    fraction: float = 1.0
    after: date | None = None
    until: date | None = None

    def time(self, convention: Convention) -> float:
        """Return when the period's flow counts, in years from the valuation date."""
        return self.begin + convention.offset * (self.end - self.begin)

    @property
    def middle(self) -> float:
        """The middle of the period, in years from the valuation date."""
        return (self.begin + self.end) / 2

    @property
    def days(self) -> int:
        """The number of days of a dated period; 0 for an abstract one."""
        return (self.until - self.after).days if self.after and self.until else 0


def whole_years(count: int, first: float = 1.0) -> list[Period]:
    """Return ``count`` periods without dates: the first lasts ``first`` of a year (a stub), all others one year."""
    return [
        Period(max(0.0, first + index - 1), first + index, fraction=1.0 if index else first) for index in range(count)
    ]


def calendar_slices(valued_on: date, life_end: date) -> list[Period]:
    """Return the calendar years from the day after the valuation date to the last day of life, stubs included.

    Empty when life ends on the valuation date or before. The slices join without gap and their days add up to the life.
    """
    slices: list[Period] = []
    after = valued_on
    while after < life_end:
        year = (after + timedelta(days=1)).year
        until = min(date(year, 12, 31), life_end)
        slices.append(
            Period(
                begin=(after - valued_on).days / DAYS_PER_YEAR,
                end=(until - valued_on).days / DAYS_PER_YEAR,
                fraction=(until - after).days / (366 if calendar.isleap(year) else 365),
                after=after,
                until=until,
            )
        )
        after = until
    return slices
