"""Value a patent by the profit that it adds: price, cost and volume effects (增量收益法)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """A year of sales: units, and price and cost per unit, in one currency."""

    units: float
    price: float
    cost: float


def incremental_income(without: Business, with_patent: Business, tax: float) -> float:
    """Return the added yearly income after tax.

    [(P1 - P0) Q0 + (C0 - C1) Q0 + (Q1 - Q0)(P1 - C1)](1 - tax), which is the difference of the two profits.
    """
    price = (with_patent.price - without.price) * without.units
    cost = (without.cost - with_patent.cost) * without.units
    volume = (with_patent.units - without.units) * (with_patent.price - with_patent.cost)
    return (price + cost + volume) * (1 - tax)
