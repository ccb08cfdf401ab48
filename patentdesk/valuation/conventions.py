"""Discount flows of money: when in its period a flow counts, and what it is worth at the valuation date.

Times are years from the valuation date, rates are per year (0.15 = 15 %) and above -1. Nothing is rounded.
"""

from __future__ import annotations

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


def discount_factor(rate: float, time: float) -> float:
    """Return (1 + rate) ** -time; 1 when the rate is 0. Raises ValueError for a rate of -100 % or less."""
    if rate <= -1:
        raise ValueError(f"a discount rate must be above -1, not {rate}")
    return float((1 + rate) ** -time)


def annuity_factor(rate: float, years: float) -> float:
    """Return the present value of 1 at the end of each of ``years`` years; ``years`` itself when the rate is 0.

    A rate below one in a thousand million counts as 0: dividing by it would only give noise.
    """
    if abs(rate) < NO_RATE:
        return float(years)
    return (1 - discount_factor(rate, years)) / rate


def present_values(rate: float, flows: Sequence[float], first_period: int = 1) -> list[float]:
    """Return the present value of each flow, one a year, the first at time ``first_period``."""
    return [flow * discount_factor(rate, first_period + index) for index, flow in enumerate(flows)]


def npv(rate: float, flows: Sequence[float], first_period: int = 0) -> float:
    """Return the net present value of yearly flows; by default the first is at time 0 and undiscounted."""
    return sum(present_values(rate, flows, first_period))


def npv_term_structure(rates: Sequence[float], flows: Sequence[float]) -> float:
    """Return the present value of yearly flows at year ends, each year discounted at its own rate (chain-linked)."""
    factor, total = 1.0, 0.0
    for rate, flow in zip(rates, flows, strict=True):
        factor *= discount_factor(rate, 1)
        total += flow * factor
    return total


def mirr(flows: Sequence[float], finance_rate: float, reinvest_rate: float) -> float:
    """Return the modified internal rate of return per year.

    Outflows are discounted to the start at the finance rate, inflows compounded to the end at the reinvestment rate.
    Raises ValueError when there is no outflow or no inflow.
    """
    years = len(flows) - 1
    spent = -npv(finance_rate, [min(flow, 0.0) for flow in flows])
    earned = npv(reinvest_rate, [max(flow, 0.0) for flow in flows]) * float((1 + reinvest_rate) ** years)
    if spent == 0 or earned == 0:
        raise ValueError("a rate of return needs an outflow and an inflow")
    return float((earned / spent) ** (1 / years)) - 1
