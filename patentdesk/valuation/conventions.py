"""Discount flows of money: when in its period a flow counts, and what it is worth at the valuation date.

Times are years from the valuation date, rates are per year (0.15 = 15 %) and above -1. Nothing is rounded.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

NO_RATE = 1e-9


class Convention(StrEnum):
    """Where inside its period a flow counts."""

    START = "start"
    MID = "mid"
    END = "end"

    @property
    def offset(self) -> float:
        """The part of the period that has passed when the flow counts: 0, 0.5 or 1."""
        return {Convention.START: 0.0, Convention.MID: 0.5, Convention.END: 1.0}[self]


class Compounding(StrEnum):
    """How often a year a stated rate is compounded."""

    ANNUAL = "annual"
    SEMIANNUAL = "semiannual"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    CONTINUOUS = "continuous"

    def effective(self, rate: float) -> float:
        """Return the rate that gives the same growth in a year when compounded once."""
        if self is Compounding.CONTINUOUS:
            return math.expm1(rate)
        times = {"annual": 1, "semiannual": 2, "quarterly": 4, "monthly": 12}[self.value]
        return float((1 + rate / times) ** times) - 1

    def continuous(self, rate: float) -> float:
        """Return the continuous rate of the same growth."""
        return rate if self is Compounding.CONTINUOUS else math.log1p(self.effective(rate))


def discount_factor(rate: float, time: float) -> float:
    """Return (1 + rate) ** -time; 1 when the rate is 0. Raises ValueError for a rate of -100 % or less."""
    if rate <= -1:
        raise ValueError(f"a discount rate must be above -1, not {rate}")
    return float((1 + rate) ** -time)


def annuity_factor(rate: float, years: float, growth: float = 0.0) -> float:
    """Return the present value of 1 at the end of the first of ``years`` years, growing by ``growth`` a year.

    A rate (less growth) below one in a thousand million counts as 0; logarithms keep the digits of small ones.
    """
    if abs(rate - growth) < NO_RATE:
        return years / (1 + growth)
    return -math.expm1(years * (math.log1p(growth) - math.log1p(rate))) / (rate - growth)


def times_of(count: int, convention: Convention, first_period: float = 1) -> list[float]:
    """Return when ``count`` yearly flows count, the first period ending at ``first_period`` years."""
    return [first_period - 1 + index + convention.offset for index in range(count)]


def npv(rate: float, flows: Sequence[float], times: Sequence[float]) -> float:
    """Return the net present value of flows at these times."""
    return sum(flow * discount_factor(rate, time) for flow, time in zip(flows, times, strict=True))


def chained_factors(rates: Sequence[float]) -> list[float]:
    """Return the factors for year ends when each year has a rate of its own (forward rates, chain-linked)."""
    factors: list[float] = []
    for rate in rates:
        factors.append((factors[-1] if factors else 1.0) * discount_factor(rate, 1))
    return factors


def irr(flows: Sequence[float], times: Sequence[float]) -> float:
    """Return the rate at which the flows are worth nothing, the least above -99 %.

    Raises ValueError when there is none up to 1,000 %.
    """
    rates = [-0.99 + 0.0025 * step for step in range(4_400)]
    values = [npv(rate, flows, times) for rate in rates]
    for index in range(1, len(rates)):
        if values[index] == 0 or values[index - 1] * values[index] < 0:
            return _root(flows, times, rates[index - 1], rates[index])
    raise ValueError("the flows have no internal rate of return")


def _root(flows: Sequence[float], times: Sequence[float], low: float, high: float) -> float:
    at_low = npv(low, flows, times)
    for _ in range(200):
        middle = (low + high) / 2
        at_middle = npv(middle, flows, times)
        if at_middle == 0:
            return middle
        low, high, at_low = (middle, high, at_middle) if at_low * at_middle > 0 else (low, middle, at_low)
    return (low + high) / 2


def mirr(flows: Sequence[float], finance_rate: float, reinvest_rate: float) -> float:
    """Return the modified internal rate of return per year.

    Outflows are discounted to the start at the finance rate, inflows compounded to the end at the reinvestment rate.
    Raises ValueError when there is no outflow or no inflow.
    """
    years = len(flows) - 1
    times = times_of(len(flows), Convention.END, 0)
    spent = -npv(finance_rate, [min(flow, 0.0) for flow in flows], times)
    earned = npv(reinvest_rate, [max(flow, 0.0) for flow in flows], times) * float((1 + reinvest_rate) ** years)
    if spent == 0 or earned == 0:
        raise ValueError("a rate of return needs an outflow and an inflow")
    return float((earned / spent) ** (1 / years)) - 1
