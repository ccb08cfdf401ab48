"""Write the Cost sheet: cost less obsolescence, cost by multipliers, and the least fee for a licence."""

from __future__ import annotations

from collections.abc import Callable

from xlsxwriter.utility import xl_col_to_name

from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.income import FIRST_YEAR, line_row
from patentdesk.handouts.valuation.methods import FIRST_KEY, put_keys, put_sum, used
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.cost import worn_share
from patentdesk.valuation.methods import (
    METHOD_KEYS,
    Method,
    multiplied,
    numbers_at,
    replacement_cost,
    yearly_base,
    years_left,
    years_used,
)
from patentdesk.valuation.periods import DAYS_PER_YEAR

Column = tuple[str, str, float, str]
"""Word of the head, formula with ``{name}`` for the cells to its left, result, number format."""
NET = "{cost_spent}*{cost_index}*(1+{developer_profit})"
KEPT = "*(1-{obsolete_functional})*(1-{obsolete_technological})*(1-{obsolete_economic})"


def write_cost(plan: Plan) -> None:
    """Write a table for each method of the cost approach; without cost data the sheet says so."""
    sheet = plan.book.add("cost", (6, 22, *[15] * 12))
    sheet.notes("handout.cost.note")
    row, parts = HEAD_ROW - 1, []
    for method, columns in TABLES.items():
        if used(plan, method):
            parts.append((row, row + len(used(plan, method)) + 2))
            row = _table(plan, sheet, method, columns, row)
    if not parts:
        sheet.notes("handout.cost.empty", HEAD_ROW + 1)
        row = HEAD_ROW + 3
    sheet.keep_together(parts)
    sheet.page.freeze_panes(0, FIRST_KEY)
    sheet.page.print_area(0, 0, row, 13)


def _table(plan: Plan, sheet: Sheet, method: Method, columns: Callable[[Plan, Item], list[Column]], top: int) -> int:
    """Write one line a patent: its assumptions, what follows from them, the value; returns the next free row."""
    keys, items = METHOD_KEYS[method], used(plan, method)
    sheet.section(top, f"method.{method.value}")
    heads = ["handout.head.number", "handout.head.patent_number", *(f"assumption.{key}" for key in keys)]
    names = [name for name, *_ in columns(plan, items[0])]
    sheet.heads(top + 1, [*heads, *(f"handout.head.{name}" for name in names)], height=46)
    last = FIRST_KEY + len(keys) + len(names) - 1
    for row, item in enumerate(items, start=top + 2):
        put_keys(plan, sheet, item, keys, row)
        places = {name: f"{xl_col_to_name(column)}{row + 1}" for column, name in enumerate([*keys, *names], FIRST_KEY)}
        for column, (_name, formula, result, kind) in enumerate(columns(plan, item), start=FIRST_KEY + len(keys)):
            sheet.formula(row, column, formula.format(**places), result, kind, bold=column == last)
    put_sum(plan, sheet, method, (top + 2 + len(items), last), top + 2)
    return top + 4 + len(items)


def _value(item: Item, method: Method) -> float:
    found = item.subject.by(method)
    return found.value or 0.0 if found else 0.0


def _replaced(_plan: Plan, item: Item) -> list[Column]:
    numbers = numbers_at(Method.COST, item.subject.resolved, Level.BASE)
    gross = numbers["cost_spent"] * numbers["cost_index"] * (1 + numbers["developer_profit"])
    return [
        ("replacement", NET, gross, "money"),
        ("value", "{replacement}" + KEPT, _value(item, Method.COST), "money"),
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
        ("value", "{replacement}*(1-{worn})", _value(item, Method.MULTIPLIED), "money"),
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
        ("value", "{net_cost}*{licence_share}+{licence_lost}*{yearly_base}", _value(item, Method.FLOOR), "money"),
    ]


FILING = 5
"""Column of the filing date in the Assets sheet."""
TABLES = {Method.COST: _replaced, Method.MULTIPLIED: _multiplied, Method.FLOOR: _floor}
