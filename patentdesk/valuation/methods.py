"""Value one patent by each method of the three approaches, side by side.

Most income methods state what one yuan of net sales owes to the patent before tax (its benefit rate); schedule, tax,
TAB, fees and life are then those of relief from royalty, so that the methods differ in nothing but the benefit. The
others have formulas of their own, on the same case: inputs, life and schedule at one end of the drivers.
Sources: Chinese appraisal practice (利润分成), IVS 210 (excess earnings, with and without), as listed in the method
notes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from patentdesk.core.problems import Problem, Severity
from patentdesk.valuation.assumptions import Level, Resolved
from patentdesk.valuation.cost import depreciated_cost, lost_licence_floor, multiplied_cost, worn_share
from patentdesk.valuation.incremental import Business, incremental_income
from patentdesk.valuation.options import crr_lattice, option_value
from patentdesk.valuation.patent import Case, Facts, Outcome, Valued, case_at, scenario
from patentdesk.valuation.periods import DAYS_PER_YEAR
from patentdesk.valuation.profit_split import split_by_investment, split_by_score
from patentdesk.valuation.revealed import Returns, revealed_value, stages


class Method(StrEnum):
    """How a value is found; the words are ``method.<value>``."""

    RELIEF = "relief_from_royalty"
    SPLIT_INVESTMENT = "profit_split_investment"
    SPLIT_SCORE = "profit_split_score"
    SPLIT_PARTS = "profit_split_parts"
    INCREMENTAL = "incremental"
    EXCESS = "excess_earnings"
    WITH_WITHOUT = "with_and_without"
    GREENFIELD = "greenfield"
    ENFORCED = "enforcement"
    RENEWAL = "renewal"
    MARKET = "market_multiple"
    SALES = "comparable_sales"
    COST = "cost"
    MULTIPLIED = "cost_multiplied"
    FLOOR = "lost_licence"
    OPTION = "launch_option"


COST_KEYS = (
    "cost_spent", "cost_index", "developer_profit", "obsolete_functional", "obsolete_technological",
    "obsolete_economic",
)  # fmt: skip
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
    Method.GREENFIELD: ("profit_margin", "build_up_cost"),
    Method.ENFORCED: ("p_enforce", "enforcement_cost"),
    Method.RENEWAL: ("renewal_return", "renewal_spread", "renewal_decay"),
    Method.MARKET: ("market_multiple",),
    Method.SALES: ("market_price",),
    Method.COST: COST_KEYS,
    Method.MULTIPLIED: (
        "cost_material", "cost_capital", "cost_labour", "labour_multiplier", "failure_risk", "cost_return",
    ),
    Method.FLOOR: (*COST_KEYS, "licence_share", "licence_lost"),
    Method.OPTION: ("launch_cost", "volatility", "risk_free"),
}  # fmt: skip
"""The assumptions that a method needs beside those of the schedule."""

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
    Method.SPLIT_INVESTMENT: lambda n: n["profit_margin"] * _invested(n),
    Method.SPLIT_SCORE: lambda n: (
        n["profit_margin"] * split_by_score(n["split_floor"], n["split_ceiling"], n["split_score"])
    ),
    Method.SPLIT_PARTS: lambda n: n["profit_margin"] / n["split_parts"],
    Method.INCREMENTAL: incremental_rate,
    Method.EXCESS: lambda n: n["profit_margin"] - n["contributory_charge"],
    Method.WITH_WITHOUT: lambda n: (n["profit_margin"] - n["without_sales"] * n["without_margin"]) * n["loss_chance"],
    Method.GREENFIELD: lambda n: n["profit_margin"],
}
"""Benefit per unit of net sales before tax, for each other method of the income approach that has one."""


def replacement_cost(numbers: Numbers) -> float:
    """Return cost today with the developer's profit, less three kinds of obsolescence."""
    losses = [numbers[f"obsolete_{kind}"] for kind in ("functional", "technological", "economic")]
    return depreciated_cost(numbers["cost_spent"], numbers["cost_index"], numbers["developer_profit"], losses)


def multiplied(numbers: Numbers) -> float:
    """Return the replacement cost by multipliers (倍加系数法), before anything is taken off for age."""
    parts = (numbers[f"cost_{part}"] for part in ("material", "capital", "labour"))
    return multiplied_cost(
        *parts, multiplier=numbers["labour_multiplier"], risk=numbers["failure_risk"], profit=numbers["cost_return"]
    )


def sales_base(case: Case) -> float:
    """Return the present value of the sales after tax that fall to the patent, per 1 of benefit rate."""
    terms = case.inputs.allocation * case.inputs.probability * (1 - case.inputs.tax)
    return sum(line.sales * line.share * line.factor for line in case.relief.lines) * terms


def yearly_base(case: Case) -> float:
    """Return the present value of 1 a year over the life."""
    return sum(line.period.fraction * line.factor for line in case.relief.lines)


def years_used(facts: Facts, valued_on: date) -> float:
    """Return the years from filing to the valuation date; 0 where the filing date is not known."""
    return max(0.0, (valued_on - facts.filed).days / DAYS_PER_YEAR) if facts.filed else 0.0


def years_left(case: Case, valued_on: date) -> float:
    """Return the years of life from the valuation date."""
    return (case.life.end - valued_on).days / DAYS_PER_YEAR


@dataclass(frozen=True, slots=True)
class Question:
    """What a method answers for one patent at one end: the case, the method's own numbers, facts and day."""

    case: Case
    numbers: Numbers
    facts: Facts
    valued_on: date


def _by_benefit(benefit: Callable[[Numbers], float]) -> Callable[[Question], float]:
    """Return max(0, benefit x base - fees - cost to build up) x TAB; only the greenfield method builds anything up."""

    def answer(asked: Question) -> float:
        relief = asked.case.relief
        earned = benefit(asked.numbers) * sales_base(asked.case)
        return max(0.0, earned - relief.pv_fees - asked.numbers.get("build_up_cost", 0.0)) * relief.tab

    return answer


def _market(asked: Question) -> float:
    inputs = asked.case.inputs
    return asked.numbers["market_multiple"] * inputs.sales * inputs.share * inputs.allocation * inputs.probability


def _enforced(asked: Question) -> float:
    return max(0.0, asked.numbers["p_enforce"] * asked.case.relief.value - asked.numbers["enforcement_cost"])


def _multiplied(asked: Question) -> float:
    used, left = years_used(asked.facts, asked.valued_on), years_left(asked.case, asked.valued_on)
    return multiplied(asked.numbers) * (1 - worn_share(used, left)) if used + left > 0 else 0.0


def _floor(asked: Question) -> float:
    lost = asked.numbers["licence_lost"] * yearly_base(asked.case)
    return lost_licence_floor(replacement_cost(asked.numbers), asked.numbers["licence_share"], lost)


def returns_of(numbers: Numbers, case: Case) -> Returns:
    """Return what the renewal model supposes of the returns of a patent."""
    return Returns(
        median=numbers["renewal_return"], spread=numbers["renewal_spread"], decay=numbers["renewal_decay"],
        rate=case.inputs.discount_rate, tax=case.inputs.tax, convention=case.inputs.convention,
    )  # fmt: skip


def _renewal(asked: Question) -> float:
    steps = stages(asked.facts.fees, asked.facts.paid, asked.valued_on, asked.case.life.end)
    return revealed_value(returns_of(asked.numbers, asked.case), steps)


ANSWERS: Mapping[Method, Callable[[Question], float]] = {
    Method.RELIEF: lambda asked: asked.case.relief.value,
    **{method: _by_benefit(benefit) for method, benefit in BENEFITS.items()},
    Method.ENFORCED: _enforced,
    Method.RENEWAL: _renewal,
    Method.MARKET: _market,
    Method.SALES: lambda asked: asked.numbers["market_price"],
    Method.COST: lambda asked: replacement_cost(asked.numbers),
    Method.MULTIPLIED: _multiplied,
    Method.FLOOR: _floor,
    Method.OPTION: lambda asked: launch_value(
        asked.case.relief.value, years_left(asked.case, asked.valued_on), asked.numbers
    ),
}
"""The value by each method."""


def relief_of(outcome: Valued) -> MethodValue:
    """Return relief from royalty as one method among others."""
    return MethodValue(
        method=Method.RELIEF, value=outcome.value, low=outcome.low, high=outcome.high, rate=outcome.inputs.royalty
    )


def by_methods(
    methods: Sequence[Method], outcome: Outcome, resolved: Resolved, valued_on: date
) -> tuple[MethodValue, ...]:
    """Return what each method gives, in the order chosen; nothing for a patent without a schedule.

    Each with its low and high case, in which the method's own assumptions move too; the schedules of the three cases
    serve all methods.

    Problems (notes): method_input_missing, naming the first assumption that nobody stated; method_fact_missing, naming
    a fact that the method needs of the patent.
    """
    if not isinstance(outcome, Valued):
        return ()
    if set(methods) <= {Method.RELIEF}:
        return tuple(relief_of(outcome) for _ in methods)
    cases = {level: case_at(outcome.facts, resolved, valued_on, scenario(resolved, level)) for level in Level}
    return tuple(_value_by(method, outcome, resolved, valued_on, cases) for method in methods)


def _value_by(
    method: Method, outcome: Valued, resolved: Resolved, valued_on: date, cases: Mapping[Level, Case]
) -> MethodValue:
    if method is Method.RELIEF:
        return relief_of(outcome)
    if problem := _lacking(method, outcome, resolved):
        return MethodValue(method=method, problem=problem)
    ends = {level: numbers_at(method, resolved, level) for level in Level}
    low, base, high = (
        ANSWERS[method](Question(cases[level], ends[level], outcome.facts, valued_on)) for level in Level
    )
    rate = BENEFITS[method](ends[Level.BASE]) if method in BENEFITS else None
    return MethodValue(method=method, value=base, low=min(low, base), high=max(high, base), rate=rate)


def _lacking(method: Method, outcome: Valued, resolved: Resolved) -> Problem | None:
    missing = [key for key in METHOD_KEYS[method] if resolved.value(key) is None]
    if missing:
        return Problem(
            "method_input_missing", Severity.NOTE, field_name=missing[0], patent_id=outcome.patent_id,
            args={"method": method.value, "assumption": missing[0], "n": len(missing)},
        )  # fmt: skip
    if method is Method.MULTIPLIED and outcome.facts.filed is None:
        return Problem(
            "method_fact_missing", Severity.NOTE, field_name="filing_date", patent_id=outcome.patent_id,
            args={"method": method.value, "field": "filing_date"},
        )  # fmt: skip
    return None


def numbers_at(method: Method, resolved: Resolved, level: Level) -> dict[str, float]:
    """Return the method's own assumptions at an end. Raises ValueError when one is missing."""
    found: dict[str, float] = {}
    for key in METHOD_KEYS[method]:
        number = resolved.at(key, level)
        if number is None:
            raise ValueError(f"{method.value} needs {key}")
        found[key] = number
    return found


def launch_value(flows: float, years: float, numbers: Numbers) -> float:
    """Return the right to launch within the life (American, CRR): delay costs one year of flows a year (1 / life).

    ``flows`` is the present value if launched now; 0 when there is no life or nothing to launch.
    """
    if years <= 0 or flows <= 0:
        return 0.0
    gain = max(0.0, flows - numbers["launch_cost"])
    if numbers["volatility"] <= 0:
        return gain
    lattice = crr_lattice(numbers["volatility"], numbers["risk_free"], years, steps=OPTION_STEPS, yield_rate=1 / years)
    if not 0 <= lattice.probability <= 1:
        return gain
    return option_value(flows, numbers["launch_cost"], lattice, american=True)
