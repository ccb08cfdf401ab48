"""Write the Market sheet: licences and sales of others, adjusted, with quartiles, and the values that follow."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from patentdesk.handouts.valuation.bands import FIRST, put_keys, put_sum, used
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Comparable
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.methods import Method
from patentdesk.valuation.uncertainty import quartiles

FEW = 3
"""Below so many comparables their quartiles are indicative only."""
HEADS = (
    "number", "deal_date", "parties", "field", "terms", "rate", "adjust_terms", "adjust_field", "adjust_time",
    "adjusted_rate", "reason", "source",
)  # fmt: skip
_FIGURE, _ADJUSTED = 5, 9


def write_market(plan: Plan) -> None:
    """Write the comparables with their adjustments and quartiles, and the value by multiple where it was chosen."""
    sheet = plan.book.add("market", (6, 22, 28, 20, 30, 14, 14, 14, 14, 14, 34, 40))
    sheet.notes("handout.market.note")
    sheet.heads(HEAD_ROW, [f"handout.head.{key}" for key in HEADS], height=46)
    row = _comparables(sheet, HEAD_ROW + 1, plan.handout.licences, "rate")
    if plan.handout.licences:
        row = _licence_rates(plan, sheet, row)
    else:
        sheet.notes("handout.market.empty", row)
        row += 3
    if used(plan, Method.MARKET):
        row = _multiples(plan, sheet, row)
    if used(plan, Method.SALES):
        row = _prices(plan, sheet, row)
    sheet.page.freeze_panes(HEAD_ROW + 1, 2)
    sheet.page.print_area(0, 0, row, len(HEADS) - 1)


def _comparables(sheet: Sheet, top: int, deals: Sequence[Comparable], kind: str) -> int:
    """Write one deal a row with its figure before and after the adjustments; returns the row below."""
    for row, one in enumerate(deals, start=top):
        sheet.fit_row(row, {2: one.parties, 3: one.field, 4: one.terms, 10: one.reason, 11: one.source})
        sheet.put(row, 0, row - top + 1, "count")
        sheet.put(row, 1, one.day, "date")
        for column, text in ((2, one.parties), (3, one.field), (4, one.terms), (10, one.reason), (11, one.source)):
            sheet.put(row, column, text)
        sheet.put(row, _FIGURE, one.figure, kind, "input")
        adjustments = (one.adjustment_terms, one.adjustment_field, one.adjustment_time)
        for column, value in enumerate(adjustments, _FIGURE + 1):
            sheet.put(row, column, value, "rate", "input")
        excel = row + 1
        adjusted = f"F{excel}*(1+G{excel})*(1+H{excel})*(1+I{excel})"
        sheet.formula(row, _ADJUSTED, adjusted, one.adjusted, kind, bold=True)
    return top + len(deals)


def _span(top: int, deals: Sequence[Comparable]) -> str:
    """Return the reference to the adjusted figures of deals that begin at row ``top``."""
    return f"$J${top + 1}:$J${top + len(deals)}"


def _quarters(sheet: Sheet, row: int, span: str, points: Sequence[float], kind: str) -> None:
    """Write the five quartiles of a span, one a row."""
    for quarter, point in enumerate(points):
        sheet.put(row + quarter, 1, sheet.book.label(f"handout.market.quarter{quarter}"))
        sheet.formula(row + quarter, 2, f"QUARTILE({span},{quarter})", point, kind)


def _licence_rates(plan: Plan, sheet: Sheet, row: int) -> int:
    """Write count, quartiles and what they are worth; returns the next free row."""
    label, deals = plan.book.label, plan.handout.licences
    span, rates = _span(HEAD_ROW + 1, deals), [one.adjusted for one in deals]
    row += 1
    sheet.section(row, "handout.market.quartiles")
    sheet.put(row + 1, 1, label("handout.market.count"))
    sheet.formula(row + 1, 2, f"COUNT({span})", len(rates), "count")
    _quarters(sheet, row + 2, span, quartiles(rates), "rate")
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
        sheet.put(row, 0, item.index + 1, "count")
        sheet.put(row, 1, item.subject.number)
        put_keys(plan, sheet, item, Method.MARKET, (row, FIRST))
        inputs, found = item.outcome.inputs, item.subject.by(Method.MARKET)
        columns = (
            ("revenue", inputs.sales, "CNY"), ("reading_share", inputs.share, "rate"),
            ("allocation_share", inputs.allocation, "rate"), ("probability", inputs.probability, "rate"),
        )  # fmt: skip
        for column, (key, number, kind) in enumerate(columns, start=3):
            sheet.formula(row, column, plan.driver(key, item), number, kind, "link")
        sheet.formula(row, 7, f"PRODUCT(C{row + 1}:G{row + 1})", found.value if found else 0.0, bold=True)
        row += 1
    put_sum(plan, sheet, Method.MARKET, (row, 7), top + 2)
    return row + 2


def _prices(plan: Plan, sheet: Sheet, top: int) -> int:
    """Write the comparable sales with their quartiles, and for each patent the price; returns the next free row."""
    sheet.section(top, "method.comparable_sales")
    top = _sales(plan, sheet, top + 1) if plan.handout.sales else top
    heads = ["handout.head.number", "handout.head.patent_number", "assumption.market_price"]
    sheet.heads(top + 1, heads, height=46)
    row = top + 2
    for item in used(plan, Method.SALES):
        sheet.put(row, 0, item.index + 1, "count")
        sheet.put(row, 1, item.subject.number)
        put_keys(plan, sheet, item, Method.SALES, (row, FIRST))
        row += 1
    put_sum(plan, sheet, Method.SALES, (row, 2), top + 2)
    return row + 2


def _sales(plan: Plan, sheet: Sheet, top: int) -> int:
    """Write the sales as the licences above, prices in place of rates, then their quartiles; returns the next row."""
    heads, deals = [f"handout.head.{key}" for key in HEADS], plan.handout.sales
    heads[_FIGURE], heads[_ADJUSTED] = "handout.head.sale_price", "handout.head.sale_adjusted"
    sheet.heads(top, heads, height=46)
    row = _comparables(sheet, top + 1, deals, "money")
    _quarters(sheet, row, _span(top + 1, deals), quartiles([one.adjusted for one in deals]), "money")
    return row + 6
