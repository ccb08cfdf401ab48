"""Write the sheet of the other income methods that stand on the schedule of relief from royalty, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name

from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.drivers import driver_formula
from patentdesk.handouts.valuation.income import FIRST_YEAR, TOTAL, line_row
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.methods import BENEFITS, METHOD_KEYS, Method, sales_base

RATE_FORMULAS: Mapping[Method, str] = {
    Method.SPLIT_INVESTMENT: "{0}*IF({1}*(1+{2})+{3}*(1+{4})=0,0,{1}*(1+{2})/({1}*(1+{2})+{3}*(1+{4})))",
    Method.SPLIT_SCORE: "{0}*({1}+({2}-{1})*{3})",
    Method.SPLIT_PARTS: "{0}/{1}",
    Method.INCREMENTAL: "({1}+{2})*(1-{3})+{3}*{0}",
    Method.EXCESS: "{0}-{1}",
    Method.WITH_WITHOUT: "({0}-{1}*{2})*{3}",
    Method.GREENFIELD: "{0}",
}
"""Benefit per unit of sales from a method's assumptions, in the order of ``METHOD_KEYS``."""
FIRST_KEY = 2
"""Column of the first assumption in the table of a method."""


def used(plan: Plan, method: Method) -> list[Item]:
    """Return the items that a method gives a value for."""
    return [item for item in plan.items if item.subject.by(method)]


def write_income_methods(plan: Plan) -> None:
    """Write for every other income method its benefit per yuan of sales and the value: one table per method.

    Value = MAX(0, benefit rate x base - fees) x TAB, where the base is the present value of sales after tax; the
    greenfield method takes off the cost to build up too.
    """
    tables = (*RATE_FORMULAS, Method.ENFORCED)
    chosen = [method for method in plan.handout.methods if method in tables and used(plan, method)]
    if not chosen:
        return
    sheet = plan.book.add("income_methods", (6, 22, *[17] * 8))
    sheet.notes("handout.income_methods.note")
    row, parts = HEAD_ROW, []
    for method in chosen:
        parts.append((row, row + len(used(plan, method)) + 2))
        write = _enforcement if method is Method.ENFORCED else _income_method
        row = write(plan, sheet, method, row)
    sheet.keep_together(parts)
    sheet.page.freeze_panes(0, FIRST_KEY)
    sheet.page.print_area(0, 0, row, 9)


def _income_method(plan: Plan, sheet: Sheet, method: Method, top: int) -> int:
    keys = METHOD_KEYS[method]
    sheet.section(top, f"method.{method.value}")
    heads = ["number", "patent_number", *(f"assumption.{key}" for key in keys), "benefit_rate", "sales_base", "value"]
    sheet.heads(top + 1, [head if "." in head else f"handout.head.{head}" for head in heads], height=46)
    row = top + 2
    rate, base, value = (len(keys) + FIRST_KEY + offset for offset in range(3))
    for item in used(plan, method):
        put_keys(plan, sheet, item, keys, row)
        cells = [f"{xl_col_to_name(FIRST_KEY + offset)}{row + 1}" for offset in range(len(keys))]
        found = item.subject.by(method)
        numbers = {key: item.subject.resolved.value(key) or 0.0 for key in keys}
        sheet.formula(row, rate, RATE_FORMULAS[method].format(*cells), BENEFITS[method](numbers), "rate")
        sheet.formula(row, base, _base(plan, item), sales_base(item.cases[Level.BASE]), "money", "link")
        income = plan.sheet("income")
        fees, tab = (income.ref(line_row(item.index, code), TOTAL) for code in ("pv_fees", "tab"))
        built = f"-{cells[keys.index('build_up_cost')]}" if method is Method.GREENFIELD else ""
        total = f"MAX(0,{xl_col_to_name(rate)}{row + 1}*{xl_col_to_name(base)}{row + 1}-{fees}{built})*{tab}"
        sheet.formula(row, value, total, found.value if found else 0.0, bold=True)
        row += 1
    put_sum(plan, sheet, method, (row, value), top + 2)
    return row + 2


def _enforcement(plan: Plan, sheet: Sheet, method: Method, top: int) -> int:
    """Write chance of success x value of relief from royalty less the cost of enforcing."""
    sheet.section(top, f"method.{method.value}")
    keys, (chance, cost, relief, value) = METHOD_KEYS[method], range(FIRST_KEY, FIRST_KEY + 4)
    heads = ["handout.head.number", "handout.head.patent_number", *(f"assumption.{key}" for key in keys)]
    sheet.heads(top + 1, [*heads, "method.relief_from_royalty", "handout.head.value"], height=46)
    row = top + 2
    for item in used(plan, method):
        put_keys(plan, sheet, item, keys, row)
        found = item.subject.by(method)
        link = plan.sheet("income").ref(line_row(item.index, "value"), TOTAL)
        sheet.formula(row, relief, link, item.outcome.value, "money", "link")
        cells = [f"{xl_col_to_name(column)}{row + 1}" for column in (chance, relief, cost)]
        formula = "MAX(0,{}*{}-{})".format(*cells)
        sheet.formula(row, value, formula, found.value if found else 0.0, bold=True)
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
        sheet.formula(row, FIRST_KEY + offset, driver_formula(plan, item, key), number, unit, "link")


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
