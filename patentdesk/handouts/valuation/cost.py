"""Write the Cost sheet: cost less obsolescence, cost by multipliers, and the least fee for a licence."""

from __future__ import annotations

from patentdesk.handouts.valuation.bands import Column, add_bands, value_of
from patentdesk.handouts.valuation.book import HEAD_ROW
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.income import FIRST_YEAR, line_row
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.cost import worn_share
from patentdesk.valuation.methods import (
    Method,
    multiplied,
    numbers_at,
    replacement_cost,
    yearly_base,
    years_left,
    years_used,
)
from patentdesk.valuation.periods import DAYS_PER_YEAR

NET = "{cost_spent}*{cost_index}*(1+{developer_profit})"
KEPT = "*(1-{obsolete_functional})*(1-{obsolete_technological})*(1-{obsolete_economic})"


def write_cost(plan: Plan) -> None:
    """Write each method of the cost approach; without cost data the sheet says so."""
    sheet = add_bands(plan, "cost", TABLES)
    if not any(item.subject.by(method) for method in TABLES for item in plan.items):
        sheet.notes("handout.cost.empty", HEAD_ROW + 2 + len(plan.items))


def _replaced(_plan: Plan, item: Item) -> list[Column]:
    numbers = numbers_at(Method.COST, item.subject.resolved, Level.BASE)
    gross = numbers["cost_spent"] * numbers["cost_index"] * (1 + numbers["developer_profit"])
    return [
        ("replacement", NET, gross, "money"),
        ("value", "{replacement}" + KEPT, value_of(item, Method.COST), "money"),
    ]


def _multiplied(plan: Plan, item: Item) -> list[Column]:
    """Return cost by multipliers, less the part of the life that is used up."""
    valued_on, facts = plan.handout.valued_on, item.outcome.facts
    used_up, left = years_used(facts, valued_on), years_left(item.cases[Level.BASE], valued_on)
    filing = plan.sheet("assets").ref(plan.asset_row(item.index), FILING)
    gross = "({cost_material}+{cost_capital}+{cost_labour}*{labour_multiplier})/(1-{failure_risk})*(1+{cost_return})"
    worn = worn_share(used_up, left) if used_up + left > 0 else 1.0
    numbers = numbers_at(Method.MULTIPLIED, item.subject.resolved, Level.BASE)
    return [
        ("replacement", gross, multiplied(numbers), "money"),
        ("years_used", f"MAX(0,Val_Date-{filing})/{DAYS_PER_YEAR}", used_up, "factor"),
        ("years_left", f"({plan.driver('life_end', item)}-Val_Date)/{DAYS_PER_YEAR}", left, "factor"),
        ("worn", "IF({years_used}+{years_left}<=0,1,{years_used}/({years_used}+{years_left}))", worn, "rate"),
        ("value", "{replacement}*(1-{worn})", value_of(item, Method.MULTIPLIED), "money"),
    ]


def _floor(plan: Plan, item: Item) -> list[Column]:
    """Return net replacement cost x share of use + what granting the licence loses."""
    numbers, income = numbers_at(Method.FLOOR, item.subject.resolved, Level.BASE), plan.sheet("income")
    last = FIRST_YEAR + plan.years - 1
    rows = [line_row(item.index, code) for code in ("fraction", "factor")]
    lines = ",".join(income.ref(row, FIRST_YEAR, last=(row, last)) for row in rows)
    return [
        ("net_cost", NET + KEPT, replacement_cost(numbers), "money"),
        ("yearly_base", f"SUMPRODUCT({lines})", yearly_base(item.cases[Level.BASE]), "factor"),
        ("value", "{net_cost}*{licence_share}+{licence_lost}*{yearly_base}", value_of(item, Method.FLOOR), "money"),
    ]


FILING = 5
"""Column of the filing date in the Assets sheet."""
TABLES = {Method.COST: _replaced, Method.MULTIPLIED: _multiplied, Method.FLOOR: _floor}
