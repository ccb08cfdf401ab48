"""Write the sheets of the other methods that need no comparables: income methods side by side, Cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name

from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.drivers import driver_formula
from patentdesk.handouts.valuation.income import FIRST_YEAR, TOTAL, line_row
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.methods import BENEFITS, METHOD_KEYS, Method, replacement_cost

RATE_FORMULAS: Mapping[Method, str] = {
    Method.SPLIT_INVESTMENT: "{0}*IF({1}*(1+{2})+{3}*(1+{4})=0,0,{1}*(1+{2})/({1}*(1+{2})+{3}*(1+{4})))",
    Method.SPLIT_SCORE: "{0}*({1}+({2}-{1})*{3})",
    Method.SPLIT_PARTS: "{0}/{1}",
    Method.INCREMENTAL: "({1}+{2})*(1-{3})+{3}*{0}",
    Method.EXCESS: "{0}-{1}",
    Method.WITH_WITHOUT: "({0}-{1}*{2})*{3}",
}
"""Benefit per unit of sales from a method's assumptions, in the order of ``METHOD_KEYS``."""
_FIRST = 2
"""Column of the first assumption in the table of a method."""


def used(plan: Plan, method: Method) -> list[Item]:
    """Return the items that a method gives a value for."""
    return [item for item in plan.items if item.subject.by(method)]


def write_income_methods(plan: Plan) -> None:
    """Write for every other income method its benefit per yuan of sales and the value: one table per method.

    Value = MAX(0, benefit rate x base - fees) x TAB, where the base is the present value of sales after tax.
    """
    chosen = [method for method in plan.handout.methods if method in RATE_FORMULAS and used(plan, method)]
    if not chosen:
        return
    sheet = plan.book.add("income_methods", (6, 22, *[17] * 8))
    sheet.notes("handout.income_methods.note")
    row, parts = HEAD_ROW, []
    for method in chosen:
        parts.append((row, row + len(used(plan, method)) + 2))
        row = _income_method(plan, sheet, method, row)
    sheet.keep_together(parts)
    sheet.page.freeze_panes(0, _FIRST)
    sheet.page.print_area(0, 0, row, 9)


def _income_method(plan: Plan, sheet: Sheet, method: Method, top: int) -> int:
    keys = METHOD_KEYS[method]
    sheet.section(top, f"method.{method.value}")
    heads = ["number", "patent_number", *(f"assumption.{key}" for key in keys), "benefit_rate", "sales_base", "value"]
    sheet.heads(top + 1, [head if "." in head else f"handout.head.{head}" for head in heads], height=46)
    row = top + 2
    rate, base, value = (len(keys) + _FIRST + offset for offset in range(3))
    for item in used(plan, method):
        put_keys(plan, sheet, item, keys, row)
        cells = [f"{xl_col_to_name(_FIRST + offset)}{row + 1}" for offset in range(len(keys))]
        found = item.subject.by(method)
        numbers = {key: item.subject.resolved.value(key) or 0.0 for key in keys}
        sheet.formula(row, rate, RATE_FORMULAS[method].format(*cells), BENEFITS[method](numbers), "rate")
        sheet.formula(row, base, _base(plan, item), _base_result(item), "money", "link")
        income = plan.sheet("income")
        fees, tab = (income.ref(line_row(item.index, code), TOTAL) for code in ("pv_fees", "tab"))
        total = f"MAX(0,{xl_col_to_name(rate)}{row + 1}*{xl_col_to_name(base)}{row + 1}-{fees})*{tab}"
        sheet.formula(row, value, total, found.value if found else 0.0, bold=True)
        row += 1
    put_sum(plan, sheet, method, (row, value), top + 2)
    return row + 2


def put_keys(plan: Plan, sheet: Sheet, item: Item, keys: Sequence[str], row: int) -> None:
    """Write number and name of a patent and the assumptions of a method, each a link."""
    sheet.put(row, 0, item.index + 1, "count")
    sheet.put(row, 1, item.subject.number)
    for offset, key in enumerate(keys):
        unit = plan.handout.definitions[key].unit
        number = item.subject.resolved.value(key)
        sheet.formula(row, _FIRST + offset, driver_formula(plan, item, key), number, unit, "link")


def put_sum(plan: Plan, sheet: Sheet, method: Method, place: tuple[int, int], first: int) -> None:
    """Write the total of a method below its values, which begin at row ``first``, and give it a name."""
    row, column = place
    letter = xl_col_to_name(column)
    values = [found.value or 0.0 for item in plan.items if (found := item.subject.by(method))]
    sheet.put(row, 1, plan.book.label("handout.total"), bold=True)
    sheet.formula(row, column, f"SUM({letter}{first + 1}:{letter}{row})", sum(values), bold=True)
    plan.book.workbook.define_name(total_name(method), "=" + sheet.ref(row, column))


def total_name(method: Method) -> str:
    """Return the workbook name of a method's total."""
    return "Total_Value" if method is Method.RELIEF else "Total_" + method.value.title()


def _base(plan: Plan, item: Item) -> str:
    """Return the formula for the present value of sales after tax, allocated and weighted, per 1 of benefit rate."""
    income, last = plan.sheet("income"), FIRST_YEAR + plan.years - 1
    rows = [line_row(item.index, code) for code in ("sales", "share", "factor")]
    lines = ",".join(income.ref(row, FIRST_YEAR, last=(row, last)) for row in rows)
    terms = "*".join(plan.driver(key, item) for key in ("allocation_share", "probability"))
    return f"SUMPRODUCT({lines})*{terms}*(1-{plan.driver('tax_rate', item)})"


def _base_result(item: Item) -> float:
    inputs, lines = item.outcome.inputs, item.outcome.relief.lines
    return (
        sum(line.sales * line.share * line.factor for line in lines)
        * inputs.allocation
        * inputs.probability
        * (1 - inputs.tax)
    )


def write_cost(plan: Plan) -> None:
    """Write the build-up of cost and its obsolescence; without cost data the sheet says so."""
    sheet = plan.book.add("cost", (6, 22, 18, 12, 12, 18, 14, 14, 14, 18))
    sheet.notes("handout.cost.note")
    keys = METHOD_KEYS[Method.COST]
    heads = [f"assumption.{key}" for key in keys]
    heads = [*heads[:3], "handout.head.replacement", *heads[3:], "handout.head.value"]
    sheet.heads(HEAD_ROW, ["handout.head.number", "handout.head.patent_number", *heads], height=46)
    row = HEAD_ROW + 1
    for item in used(plan, Method.COST):
        numbers = {key: item.subject.resolved.value(key) or 0.0 for key in keys}
        sheet.put(row, 0, item.index + 1, "count")
        sheet.put(row, 1, item.subject.number)
        for column, key in zip((2, 3, 4, 6, 7, 8), keys, strict=True):
            unit = plan.handout.definitions[key].unit
            sheet.formula(row, column, driver_formula(plan, item, key), numbers[key], unit, "link")
        excel = row + 1
        gross = numbers["cost_spent"] * numbers["cost_index"] * (1 + numbers["developer_profit"])
        sheet.formula(row, 5, f"C{excel}*D{excel}*(1+E{excel})", gross)
        kept = f"F{excel}*(1-G{excel})*(1-H{excel})*(1-I{excel})"
        sheet.formula(row, 9, kept, replacement_cost(numbers), bold=True)
        row += 1
    if row == HEAD_ROW + 1:
        sheet.notes("handout.cost.empty", row)
    else:
        put_sum(plan, sheet, Method.COST, (row, 9), HEAD_ROW + 1)
    sheet.page.freeze_panes(HEAD_ROW + 1, 2)
    sheet.page.print_area(0, 0, row + 1, 9)
