"""Write the sheets of the other methods: income methods side by side, Market, Cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from xlsxwriter.utility import xl_col_to_name

from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Comparable, Item
from patentdesk.handouts.valuation.drivers import driver_formula
from patentdesk.handouts.valuation.income import FIRST_YEAR, TOTAL, line_row
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.methods import BENEFITS, METHOD_KEYS, Method, replacement_cost
from patentdesk.valuation.uncertainty import quartiles

FEW = 3
"""Below so many comparables their quartiles are indicative only."""
COMPARABLE_HEADS = (
    "number", "deal_date", "parties", "field", "terms", "rate", "adjust_terms", "adjust_field", "adjust_time",
    "adjusted_rate", "reason", "source",
)  # fmt: skip
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
    row = HEAD_ROW
    for method in chosen:
        row = _income_method(plan, sheet, method, row)
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
        _keys(plan, sheet, item, keys, row)
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
    _sum(plan, sheet, method, (row, value), top + 2)
    return row + 2


def _keys(plan: Plan, sheet: Sheet, item: Item, keys: Sequence[str], row: int) -> None:
    sheet.put(row, 0, item.index + 1, "count")
    sheet.put(row, 1, item.subject.number)
    for offset, key in enumerate(keys):
        unit = plan.handout.definitions[key].unit
        number = item.subject.resolved.value(key)
        sheet.formula(row, _FIRST + offset, driver_formula(plan, item, key), number, unit, "link")


def _sum(plan: Plan, sheet: Sheet, method: Method, place: tuple[int, int], first: int) -> None:
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


# Market


def write_market(plan: Plan) -> None:
    """Write the comparables with their adjustments and quartiles, and the value by multiple where it was chosen."""
    sheet = plan.book.add("market", (6, 22, 28, 20, 30, 14, 14, 14, 14, 14, 34, 40))
    sheet.notes("handout.market.note")
    sheet.heads(HEAD_ROW, [f"handout.head.{key}" for key in COMPARABLE_HEADS], height=46)
    row = HEAD_ROW + 1
    for number, comparable in enumerate(plan.handout.comparables):
        _comparable(sheet, row, number, comparable)
        row += 1
    if plan.handout.comparables:
        row = _quartiles(plan, sheet, row)
    else:
        sheet.notes("handout.market.empty", row)
        row += 3
    if used(plan, Method.MARKET):
        row = _multiples(plan, sheet, row)
    if used(plan, Method.SALES):
        row = _prices(plan, sheet, row)
    sheet.page.freeze_panes(HEAD_ROW + 1, 2)
    sheet.page.print_area(0, 0, row, len(COMPARABLE_HEADS) - 1)


def _comparable(sheet: Sheet, row: int, number: int, one: Comparable) -> None:
    sheet.page.set_row(row, 40)
    sheet.put(row, 0, number + 1, "count")
    sheet.put(row, 1, one.day, "date")
    for column, text in ((2, one.parties), (3, one.field), (4, one.terms), (10, one.reason), (11, one.source)):
        sheet.put(row, column, text)
    for column, value in enumerate((one.rate, one.adjustment_terms, one.adjustment_field, one.adjustment_time), 5):
        sheet.put(row, column, value, "rate", "input")
    excel = row + 1
    sheet.formula(row, 9, f"F{excel}*(1+G{excel})*(1+H{excel})*(1+I{excel})", one.adjusted, "rate", bold=True)


def _quartiles(plan: Plan, sheet: Sheet, row: int) -> int:
    """Write count, quartiles and what they are worth; returns the next free row."""
    label, rates = plan.book.label, [one.adjusted for one in plan.handout.comparables]
    span = f"$J${HEAD_ROW + 2}:$J${row}"
    row += 1
    sheet.section(row, "handout.market.quartiles")
    sheet.put(row + 1, 1, label("handout.market.count"))
    sheet.formula(row + 1, 2, f"COUNT({span})", len(rates), "count")
    for quarter, number in enumerate(quartiles(rates)):
        sheet.put(row + 2 + quarter, 1, label(f"handout.market.quarter{quarter}"))
        sheet.formula(row + 2 + quarter, 2, f"QUARTILE({span},{quarter})", number, "rate")
    few, enough = label("handout.market.few"), label("handout.market.enough")
    verdict = f'IF(C{row + 2}<{FEW},"{few}","{enough}")'
    sheet.page.merge_range(row + 7, 1, row + 7, 3, "", plan.book.style("general"))
    sheet.formula(row + 7, 1, verdict, few if len(rates) < FEW else enough, "general", bold=True)
    if plan.items:
        used_rates = plan.driver_range("royalty_rate")
        middle = median(item.outcome.inputs.royalty for item in plan.items)
        sheet.put(row + 8, 1, label("handout.market.royalty"))
        sheet.page.set_row(row + 8, 42)
        sheet.formula(row + 8, 2, f"MEDIAN({used_rates})", middle, "rate", "link")
    return row + 10


def _multiples(plan: Plan, sheet: Sheet, top: int) -> int:
    sheet.section(top, "method.market_multiple")
    keys = [f"assumption.{key}" for key in ("market_multiple", "revenue", "reading_share", "allocation_share")]
    heads = [f"handout.head.{key}" for key in ("number", "patent_number", "probability", "value")]
    heads[2:2] = keys
    sheet.heads(top + 1, heads, height=46)
    row = top + 2
    for item in used(plan, Method.MARKET):
        _keys(plan, sheet, item, ("market_multiple",), row)
        inputs, found = item.outcome.inputs, item.subject.by(Method.MARKET)
        columns = (
            ("revenue", inputs.sales, "CNY"), ("reading_share", inputs.share, "rate"),
            ("allocation_share", inputs.allocation, "rate"), ("probability", inputs.probability, "rate"),
        )  # fmt: skip
        for column, (key, number, kind) in enumerate(columns, start=3):
            sheet.formula(row, column, plan.driver(key, item), number, kind, "link")
        sheet.formula(row, 7, f"PRODUCT(C{row + 1}:G{row + 1})", found.value if found else 0.0, bold=True)
        row += 1
    _sum(plan, sheet, Method.MARKET, (row, 7), top + 2)
    return row + 2


def _prices(plan: Plan, sheet: Sheet, top: int) -> int:
    """Write the comparable sales with their quartiles, and for each patent the price; returns the next free row."""
    sheet.section(top, "method.comparable_sales")
    top = _sales(plan, sheet, top + 1) if plan.handout.sales else top
    heads = ["handout.head.number", "handout.head.patent_number", "assumption.market_price"]
    sheet.heads(top + 1, heads, height=46)
    row = top + 2
    for item in used(plan, Method.SALES):
        _keys(plan, sheet, item, ("market_price",), row)
        row += 1
    _sum(plan, sheet, Method.SALES, (row, _FIRST), top + 2)
    return row + 2


def _sales(plan: Plan, sheet: Sheet, top: int) -> int:
    """Write the sales as the licences above, prices in place of rates, then their quartiles; returns the next row."""
    heads = [f"handout.head.{key}" for key in COMPARABLE_HEADS]
    heads[5], heads[9] = "handout.head.sale_price", "handout.head.sale_adjusted"
    sheet.heads(top, heads, height=46)
    row = top + 1
    for number, one in enumerate(plan.handout.sales):
        sheet.page.set_row(row, 40)
        sheet.put(row, 0, number + 1, "count")
        sheet.put(row, 1, one.day, "date")
        for column, text in ((2, one.parties), (3, one.field), (4, one.terms), (10, one.reason), (11, one.source)):
            sheet.put(row, column, text)
        sheet.put(row, 5, one.price, "money", "input")
        for column, value in enumerate((one.adjustment_terms, one.adjustment_field, one.adjustment_time), 6):
            sheet.put(row, column, value, "rate", "input")
        excel = row + 1
        sheet.formula(row, 9, f"F{excel}*(1+G{excel})*(1+H{excel})*(1+I{excel})", one.adjusted, bold=True)
        row += 1
    prices, span = [one.adjusted for one in plan.handout.sales], f"$J${top + 2}:$J${row}"
    for quarter, point in enumerate(quartiles(prices)):
        sheet.put(row + quarter, 1, plan.book.label(f"handout.market.quarter{quarter}"))
        sheet.formula(row + quarter, 2, f"QUARTILE({span},{quarter})", point)
    return row + 6


# Cost


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
        _sum(plan, sheet, Method.COST, (row, 9), HEAD_ROW + 1)
    sheet.page.freeze_panes(HEAD_ROW + 1, 2)
    sheet.page.print_area(0, 0, row + 1, 9)
