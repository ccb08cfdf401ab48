"""Find how long a right earns: the least of its legal, economic and contractual life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from patentdesk.core.months import shift_months


class LifeLimit(StrEnum):
    """Which of the three lives ends first."""

    LEGAL = "legal"
    ECONOMIC = "economic"
    CONTRACTUAL = "contractual"


@dataclass(frozen=True, slots=True)
class Life:
    """The last day that earns, and what ends it. Never before the valuation date."""

    end: date
    limit: LifeLimit


def after_years(day: date, years: float) -> date:
    """Return the day so many years later, counted in whole months (half a month rounds up, as Excel's ROUND)."""
    return shift_months(day, int(12 * years + 0.5))


def useful_life(valued_on: date, legal_end: date, economic_years: float, contract_years: float | None = None) -> Life:
    """Return min(legal, economic, contractual); economic and contractual years count from the valuation date.

    On a tie the legal life is named, then the economic one (methods: life rule of IVS 210 practice).
    """
    ends = [(legal_end, LifeLimit.LEGAL), (after_years(valued_on, economic_years), LifeLimit.ECONOMIC)]
    if contract_years is not None:
        ends.append((after_years(valued_on, contract_years), LifeLimit.CONTRACTUAL))
    end, limit = min(ends, key=lambda pair: pair[0])
    return Life(max(end, valued_on), limit)
