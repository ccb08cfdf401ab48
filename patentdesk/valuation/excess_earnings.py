"""Value a patent by what earnings remain when every other asset has had its return (excess earnings)."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.valuation.conventions import Convention, discount_factor
from patentdesk.valuation.periods import Period


def single_period(earnings: float, contributory_charges: float, capitalisation_rate: float) -> float:
    """Return (earnings - charges) / rate for a level of earnings without end.

    Raises ValueError for a rate of 0 or less.
    """
    if capitalisation_rate <= 0:
        raise ValueError("a capitalisation rate must be above 0")
    return (earnings - contributory_charges) / capitalisation_rate


def multi_period(
    periods: Sequence[Period],
    earnings: Sequence[float],
    charges: Sequence[float],
    rate: float,
    convention: Convention = Convention.MID,
) -> float:
    """Return the present value of earnings after tax less contributory charges after tax, period by period."""
    rows = zip(periods, earnings, charges, strict=True)
    return sum((earned - charge) * discount_factor(rate, period.time(convention)) for period, earned, charge in rows)
