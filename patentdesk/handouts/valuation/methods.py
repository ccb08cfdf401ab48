"""Write the sheet of the other income methods that stand on the schedule of relief from royalty, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from patentdesk.handouts.valuation.bands import Column, Columns, add_bands, value_of
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.income import FIRST_YEAR, TOTAL, line_row
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.methods import BENEFITS, Method, numbers_at, sales_base

TECHNOLOGY = "{split_technology_cost}*(1+{split_technology_return})"
BOTH = TECHNOLOGY + "+{split_enterprise_cost}*(1+{split_enterprise_return})"
RATE_FORMULAS: Mapping[Method, str] = {
    Method.SPLIT_INVESTMENT: "{profit_margin}*IF(" + BOTH + "=0,0," + TECHNOLOGY + "/(" + BOTH + "))",
    Method.SPLIT_SCORE: "{profit_margin}*({split_floor}+({split_ceiling}-{split_floor})*{split_score})",
    Method.SPLIT_PARTS: "{profit_margin}/{split_parts}",
    Method.INCREMENTAL: "({price_premium}+{cost_saving})*(1-{volume_gain})+{volume_gain}*{profit_margin}",
    Method.EXCESS: "{profit_margin}-{contributory_charge}",
    Method.WITH_WITHOUT: "({profit_margin}-{without_sales}*{without_margin})*{loss_chance}",
    Method.GREENFIELD: "{profit_margin}",
}
"""Benefit per unit of sales from a method's assumptions."""


def write_income_methods(plan: Plan) -> None:
    """Write for every other income method its benefit per yuan of sales and the value.

    Value = MAX(0, benefit rate x base - fees) x TAB, where the base is the present value of sales after tax; the
    greenfield method takes off the cost to build up too.
    """
    bands: dict[Method, Columns] = {method: _by_benefit(method) for method in RATE_FORMULAS}
    bands |= {Method.ENFORCED: _enforcement}
    if any(item.subject.by(method) for method in bands for item in plan.items):
        add_bands(plan, "income_methods", bands, _base)


def _base(plan: Plan, item: Item) -> list[Column]:
    """Return the present value of sales after tax, allocated and weighted, per 1 of benefit rate."""
    income, last = plan.sheet("income"), FIRST_YEAR + plan.years - 1
    rows = [line_row(item.index, code) for code in ("sales", "share", "factor")]
    lines = ",".join(income.ref(row, FIRST_YEAR, last=(row, last)) for row in rows)
    terms = "*".join(plan.driver(key, item) for key in ("allocation_share", "probability"))
    formula = f"SUMPRODUCT({lines})*{terms}*(1-{plan.driver('tax_rate', item)})"
    return [("sales_base", formula, sales_base(item.cases[Level.BASE]), "money")]


def _by_benefit(method: Method) -> Columns:
    def columns(plan: Plan, item: Item) -> list[Column]:
        income = plan.sheet("income")
        fees, tab = (income.ref(line_row(item.index, code), TOTAL) for code in ("pv_fees", "tab"))
        built = "-{build_up_cost}" if method is Method.GREENFIELD else ""
        rate = BENEFITS[method](numbers_at(method, item.subject.resolved, Level.BASE))
        return [
            ("benefit_rate", RATE_FORMULAS[method], rate, "rate"),
            ("value", "MAX(0,{benefit_rate}*{sales_base}-" + f"{fees}{built})*{tab}", value_of(item, method), "money"),
        ]

    return columns


def _enforcement(plan: Plan, item: Item) -> list[Column]:
    """Return chance of success x value of relief from royalty less the cost of enforcing."""
    link = plan.sheet("income").ref(line_row(item.index, "value"), TOTAL)
    value = value_of(item, Method.ENFORCED)
    return [
        ("relief", link, item.outcome.value, "money"),
        ("value", "MAX(0,{p_enforce}*{relief}-{enforcement_cost})", value, "money"),
    ]
