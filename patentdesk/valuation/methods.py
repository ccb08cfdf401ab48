"""Value one patent by each method of the three approaches, side by side.

Every income method states what one yuan of net sales owes to the patent before tax (its benefit rate); schedule, tax,
TAB, fees and life are then those of relief from royalty, so that the methods differ in nothing but the benefit.
Sources: Chinese appraisal practice (利润分成), IVS 210 (excess earnings, with and without), as listed in the method
notes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from patentdesk.core.problems import Problem, Severity
from patentdesk.valuation.assumptions import Level, Resolved
from patentdesk.valuation.cost import depreciated_cost
from patentdesk.valuation.incremental import Business, incremental_income
from patentdesk.valuation.options import crr_lattice, option_value
from patentdesk.valuation.patent import Valued, compute, inputs_at, scenario
from patentdesk.valuation.periods import DAYS_PER_YEAR
from patentdesk.valuation.profit_split import split_by_investment, split_by_score


class Method(StrEnum):
    """How a value is found; the words are ``method.<value>``."""

    RELIEF = "relief_from_royalty"
    SPLIT_INVESTMENT = "profit_split_investment"
    SPLIT_SCORE = "profit_split_score"
    SPLIT_PARTS = "profit_split_parts"
    INCREMENTAL = "incremental"
    EXCESS = "excess_earnings"
    WITH_WITHOUT = "with_and_without"
    MARKET = "market_multiple"
    SALES = "comparable_sales"
    COST = "cost"
    OPTION = "launch_option"


METHOD_KEYS: Mapping[Method, tuple[str, ...]] = {
    Method.RELIEF: ("royalty_rate",),
    Method.SPLIT_INVESTMENT: (
        "profit_margin", "split_technology_cost", "split_technology_return", "split_enterprise_cost",
        "split_enterprise_return",
    ),
    Method.SPLIT_SCORE: ("profit_margin", "split_floor", "split_ceiling", "split_score"),
    Method.SPLIT_PARTS: ("profit_margin", "split_parts"),
    Method.INCREMENTAL: ("profit_margin", "price_premium", "cost_saving", "volume_gain"),
    Method.EXCESS: ("profit_margin", "contributory_charge"),
    Method.WITH_WITHOUT: ("profit_margin", "without_sales", "without_margin", "loss_chance"),
    Method.MARKET: ("market_multiple",),
    Method.SALES: ("market_price",),
    Method.COST: (
        "cost_spent", "cost_index", "developer_profit", "obsolete_functional", "obsolete_technological",
        "obsolete_economic",
    ),
    Method.OPTION: ("launch_cost", "volatility", "risk_free"),
}  # fmt: skip
"""The assumptions that a method needs beside those of the schedule."""

LEVELS = (Level.BASE, Level.LOW, Level.HIGH)
OPTION_STEPS = 12
"""Steps of the lattice; few enough for the handout to show every node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodValue:
    """What one method gives for one patent, in the currency of the sales.

    ``rate`` is the benefit per unit of net sales, None outside the income approach. Without a value ``problem`` says
    what is missing.
    """

    method: Method
    value: float | None = None
    low: float | None = None
    high: float | None = None
    rate: float | None = None
    problem: Problem | None = None


Numbers = Mapping[str, float]


def _invested(numbers: Numbers) -> float:
    names = ("technology_cost", "technology_return", "enterprise_cost", "enterprise_return")
    return split_by_investment(*(numbers[f"split_{name}"] for name in names))


def incremental_rate(numbers: Numbers) -> float:
    """Return the added profit per unit of sales: (premium + saving)(1 - gain) + gain x margin.

    Premium and saving are per unit of today's price, the gain is the part of units that is owed to the patent: this is
    ``incremental_income`` with P1 = Q1 = 1.
    """
    margin, saving, gain = numbers["profit_margin"], numbers["cost_saving"], numbers["volume_gain"]
    without = Business(units=1 - gain, price=1 - numbers["price_premium"], cost=1 - margin + saving)
    return incremental_income(without, Business(units=1, price=1, cost=1 - margin), tax=0)


BENEFITS: Mapping[Method, Callable[[Numbers], float]] = {
    Method.RELIEF: lambda n: n["royalty_rate"],
    Method.SPLIT_INVESTMENT: lambda n: n["profit_margin"] * _invested(n),
    Method.SPLIT_SCORE: lambda n: (
        n["profit_margin"] * split_by_score(n["split_floor"], n["split_ceiling"], n["split_score"])
    ),
    Method.SPLIT_PARTS: lambda n: n["profit_margin"] / n["split_parts"],
    Method.INCREMENTAL: incremental_rate,
    Method.EXCESS: lambda n: n["profit_margin"] - n["contributory_charge"],
    Method.WITH_WITHOUT: lambda n: (n["profit_margin"] - n["without_sales"] * n["without_margin"]) * n["loss_chance"],
}
"""Benefit per unit of net sales before tax, for each method of the income approach."""


def replacement_cost(numbers: Numbers) -> float:
    """Return cost today with the developer's profit, less three kinds of obsolescence."""
    losses = [numbers[f"obsolete_{kind}"] for kind in ("functional", "technological", "economic")]
    return depreciated_cost(numbers["cost_spent"], numbers["cost_index"], numbers["developer_profit"], losses)


def relief_of(outcome: Valued) -> MethodValue:
    """Return relief from royalty as one method among others."""
    return MethodValue(
        method=Method.RELIEF, value=outcome.value, low=outcome.low, high=outcome.high, rate=outcome.inputs.royalty
    )


def value_by(method: Method, outcome: Valued, resolved: Resolved, valued_on: date) -> MethodValue:
    """Return the value by one method with its low and high case; the method's own assumptions move in both.

    Problem (note): method_input_missing, naming the first assumption that nobody stated.
    """
    if method is Method.RELIEF:
        return relief_of(outcome)
    missing = [key for key in METHOD_KEYS[method] if resolved.value(key) is None]
    if missing:
        problem = Problem(
            "method_input_missing", Severity.NOTE, field_name=missing[0], patent_id=outcome.patent_id,
            args={"method": method.value, "assumption": missing[0], "n": len(missing)},
        )  # fmt: skip
        return MethodValue(method=method, problem=problem)
    base, low, high = (_value(method, outcome, resolved, valued_on, level) for level in LEVELS)
    rate = BENEFITS[method](numbers_at(method, resolved, Level.BASE)) if method in BENEFITS else None
    return MethodValue(method=method, value=base, low=min(low, base), high=max(high, base), rate=rate)


def numbers_at(method: Method, resolved: Resolved, level: Level) -> dict[str, float]:
    """Return the method's own assumptions at an end. Raises ValueError when one is missing."""
    found: dict[str, float] = {}
    for key in METHOD_KEYS[method]:
        number = resolved.at(key, level)
        if number is None:
            raise ValueError(f"{method.value} needs {key}")
        found[key] = number
    return found


def _value(method: Method, outcome: Valued, resolved: Resolved, valued_on: date, level: Level) -> float:
    numbers = numbers_at(method, resolved, level)
    if method is Method.COST:
        return replacement_cost(numbers)
    if method is Method.SALES:
        return numbers["market_price"]
    inputs = inputs_at(resolved, scenario(resolved, level) if level is not Level.BASE else {})
    expiry = outcome.facts.expiry
    if isinstance(inputs, Problem) or expiry is None:
        raise ValueError("a method can only be applied to a patent that has a value")
    if method is Method.MARKET:
        return numbers["market_multiple"] * inputs.sales * inputs.share * inputs.allocation * inputs.probability
    if method in BENEFITS:
        inputs = replace(inputs, royalty=BENEFITS[method](numbers))
    life, relief = compute(outcome.facts, expiry, inputs, valued_on)
    if method is not Method.OPTION:
        return relief.value
    return launch_value(relief.value, (life.end - valued_on).days / DAYS_PER_YEAR, numbers)


def launch_value(flows: float, years: float, numbers: Numbers, steps: int = OPTION_STEPS) -> float:
    """Return the right to launch within the life (American, CRR): delay costs one year of flows a year (1 / life).

    ``flows`` is the present value if launched now; 0 when there is no life or nothing to launch.
    """
    if years <= 0 or flows <= 0:
        return 0.0
    gain = max(0.0, flows - numbers["launch_cost"])
    if numbers["volatility"] <= 0:
        return gain
    lattice = crr_lattice(numbers["volatility"], numbers["risk_free"], years, steps=steps, yield_rate=1 / years)
    if not 0 <= lattice.probability <= 1:
        return gain
    return option_value(flows, numbers["launch_cost"], lattice, american=True)
