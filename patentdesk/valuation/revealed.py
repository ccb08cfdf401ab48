"""Value a patent by the renewal fees that its owner pays: nobody pays a fee for a right that brings less.

The first year's return is lognormal over patents, and falls by a fixed part a year: r_a = r_1 (1 - decay)^(a - 1)
(Schankerman, Pakes 1986). A fee is paid if the return until the next one covers it (Pakes 1986). That the last fee was
paid shows that the return is not among the lowest; what is left is averaged in closed form. The value is the owner's,
after tax and after the fees to come, without a benefit of amortisation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from patentdesk.valuation.conventions import NO_RATE, Convention, discount_factor
from patentdesk.valuation.patent import Fee
from patentdesk.valuation.periods import DAYS_PER_YEAR

UNLIKELY = 1e-12
"""Below so small a chance that the fees were paid, the stated returns say nothing about the patent: its value is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """What is supposed of returns: median in the first year, spread (sigma of the logarithm), decay a year.

    ``rate`` discounts them, ``tax`` takes its part of returns and fees, ``convention`` says when a return counts.
    """

    median: float
    spread: float
    decay: float
    rate: float = 0.0
    tax: float = 0.0
    convention: Convention = Convention.MID


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The time that one fee pays for. Times are years from the valuation date; below 0 it has begun.

    ``year`` is the patent year that the fee is for; ``fee`` 0 where none is known.
    """

    year: int
    begin: float
    end: float
    fee: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StageValue:
    """One stage worked: the least first return that pays for it (the greatest so far), how many pay, what it adds.

    ``kept`` and ``earning`` are P(r_1 >= least) and E(r_1; r_1 >= least) / E(r_1), before what the paid fees show.
    """

    least: float
    kept: float = 0.0
    earning: float = 0.0
    gain: float = 0.0
    """Present value of the returns, before tax."""
    paid: float = 0.0
    """Present value of the fee, before tax."""
    value: float = 0.0


def stages(fees: Sequence[Fee], paid: Fee | None, valued_on: date, life_end: date) -> list[Stage]:
    """Return the stages of a life: the one that runs, then one for each due date; fees of one day are one fee."""
    due: dict[date, tuple[int, float]] = {}
    if paid is not None:
        due[paid.due] = (paid.year or 1, paid.amount)
    for fee in sorted(fees, key=lambda one: one.due):
        due[fee.due] = (fee.year or 1, fee.amount + (due[fee.due][1] if fee.due in due else 0.0))
    if not due or min(due) > valued_on:
        first = due[min(due)][0] if due else 2
        due = {valued_on: (max(1, first - 1), 0.0)} | due
    days = [*due, life_end]
    return [
        Stage(year=year, fee=amount, begin=_years(valued_on, begin), end=_years(valued_on, min(after, life_end)))
        for (begin, (year, amount)), after in zip(due.items(), days[1:], strict=True)
    ]


def _years(valued_on: date, day: date) -> float:
    return (day - valued_on).days / DAYS_PER_YEAR


def _returns(decay: float, years: float) -> float:
    """Return what so many years bring when the first of them brings 1."""
    return years if decay < NO_RATE else -math.expm1(years * math.log1p(-decay)) / decay


def _above(bound: float, median: float, spread: float) -> float:
    """Return the chance that a lognormal number is ``bound`` or more; exact far out, where 1 - cdf is not."""
    if bound <= 0 or median <= 0:
        return 1.0 if bound <= 0 else 0.0
    return 0.5 * math.erfc((math.log(bound) - math.log(median)) / spread / math.sqrt(2))


def worked_stages(returns: Returns, steps: Sequence[Stage]) -> list[StageValue]:
    """Return every stage with its value before the division by the chance that the fees so far were paid.

    A patent that stopped does not come back: the greatest least return so far counts. Stages that are over add
    nothing, and show what the return must have been; a stage without time is not paid for.
    """
    decay, mean = returns.decay, returns.median * math.exp(returns.spread**2 / 2)
    least, found = 0.0, []
    for step in steps:
        whole = step.end - step.begin
        if whole <= 0:
            found.append(StageValue(least=least))
            continue
        start = (1 - decay) ** (step.year - 1)
        least = max(least, step.fee / (start * _returns(decay, whole)))
        kept = _above(least, returns.median, returns.spread)
        earning = _above(least, returns.median * math.exp(returns.spread**2), returns.spread)
        begin = max(0.0, step.begin)
        left = max(0.0, step.end - begin)
        brings = start * (1 - decay) ** (begin - step.begin) * _returns(decay, left)
        gain = mean * earning * brings * discount_factor(returns.rate, begin + returns.convention.offset * left)
        fee = step.fee * kept * discount_factor(returns.rate, begin) if step.begin > 0 else 0.0
        value = (1 - returns.tax) * (gain - fee)
        found.append(StageValue(least=least, kept=kept, earning=earning, gain=gain, paid=fee, value=value))
    return found


def revealed_value(returns: Returns, steps: Sequence[Stage]) -> float:
    """Return the mean value of a patent whose fees so far were paid; 0 where nobody would have paid them."""
    if returns.median <= 0 or returns.spread <= 0:
        return 0.0
    worked = worked_stages(returns, steps)
    shown = paid_for(steps, worked)
    return max(0.0, sum(one.value for one in worked)) / shown if shown > UNLIKELY else 0.0


def paid_for(steps: Sequence[Stage], worked: Sequence[StageValue]) -> float:
    """Return the chance that the fees due by the valuation date were paid."""
    return min((one.kept for step, one in zip(steps, worked, strict=True) if step.begin <= 0), default=1.0)
