"""Write the TAB sheet: the tax amortisation benefit of every patent in closed form, and its closure test."""

from __future__ import annotations

from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.income import TOTAL, line_row, tab_cell
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.conventions import annuity_factor
from patentdesk.valuation.tab import shield_rate

HEADS = (
    "number", "patent_number", "tax_rate", "tab_life", "discount_rate", "timing", "annuity", "shield", "tab",
    "before_tab", "value", "closure", "shield_low", "tab_low", "shield_high", "tab_high",
)  # fmt: skip
WIDTHS = (5, 20, 10, 10, 10, 11, 11, 11, 11, 18, 18, 14, 11, 11, 11, 11)
CLOSURE = 11
SMALL_RATE = 1e-4
"""Below it the series is right to 1e-11 of its value over 50 years, and above it the closed form to 1e-12."""


def add_tab(plan: Plan) -> None:
    """Add the sheet; the Income sheet points at it and it at the Income sheet."""
    plan.book.add("tab", WIDTHS)


def write_tab(plan: Plan) -> None:
    """Fill one row per patent: factor = 1 / (1 - tax / n x annuity x timing)."""
    sheet = plan.sheet("tab")
    sheet.note(1, plan.book.label("handout.tab.note"))
    sheet.note(2, plan.book.label("handout.tab.note2"))
    sheet.heads(HEAD_ROW, [f"handout.head.{key}" for key in HEADS], height=46)
    for item in plan.items:
        _row(plan, sheet, item)
    sheet.page.freeze_panes(HEAD_ROW + 1, 2)
    sheet.page.repeat_rows(HEAD_ROW)
    sheet.page.print_area(0, 0, HEAD_ROW + len(plan.items), len(HEADS) - 1)


def _row(plan: Plan, sheet: Sheet, item: Item) -> None:
    row, inputs = HEAD_ROW + 1 + item.index, item.outcome.inputs
    excel, relief = row + 1, item.outcome.relief
    sheet.put(row, 0, item.index + 1, "count")
    sheet.put(row, 1, item.subject.number)
    sheet.formula(row, 2, plan.driver("tax_rate", item), inputs.tax, "rate", "link")
    sheet.formula(row, 3, plan.driver("tab_life", item), inputs.tab_years, "years", "link")
    sheet.formula(row, 4, plan.driver("discount_rate", item), inputs.discount_rate, "rate", "link")
    timing = (1 + inputs.discount_rate) ** (1 - inputs.convention.offset)
    sheet.formula(row, 5, f"(1+E{excel})^(1-Conv_Offset)", timing, "factor")
    annuity = annuity_factor(inputs.discount_rate, inputs.tab_years)
    sheet.formula(row, 6, _annuity(f"E{excel}", f"D{excel}"), annuity, "factor")
    shield = shield_rate(inputs.tax, inputs.tab_years, inputs.discount_rate, inputs.convention)
    sheet.formula(row, 7, f"IF(D{excel}=0,0,C{excel}/D{excel}*G{excel}*F{excel})", shield, "factor")
    sheet.formula(row, 8, f"1/(1-H{excel})", relief.tab, "factor", bold=True)
    income = plan.sheet("income")
    before = income.ref(line_row(item.index, "before_tab"), TOTAL)
    sheet.formula(row, 9, before, relief.before_tab, "money", "link")
    sheet.formula(row, 10, income.ref(line_row(item.index, "value"), TOTAL), relief.value, "money", "link")
    closure = f"ROUND(K{excel}-(MAX(0,J{excel})+K{excel}*H{excel}),6)"
    left = round(relief.value - (max(0.0, relief.before_tab) + relief.value * shield), 6)
    sheet.formula(row, CLOSURE, closure, left or 0.0)
    for level in (Level.LOW, Level.HIGH):
        case = item.cases[level].inputs
        column = tab_cell(item.index, level)[1]
        rate, tax, life = (plan.case_driver(key, item, level) for key in ("discount_rate", "tax_rate", "tab_life"))
        low_shield = shield_rate(case.tax, case.tab_years, case.discount_rate, case.convention)
        sheet.formula(row, column - 1, shield_formula(rate, tax, life), low_shield, "factor")
        letter = "M" if level is Level.LOW else "O"
        sheet.formula(row, column, f"1/(1-{letter}{excel})", item.cases[level].relief.tab, "factor")


def _annuity(rate: str, life: str) -> str:
    """Return (1 - (1 + r)^-n) / r; by its power series where the difference from 1 would lose the digits of r."""
    series = f"{life}*(1-({life}+1)/2*{rate}*(1-({life}+2)/3*{rate}*(1-({life}+3)/4*{rate})))"
    return f"IF(ABS({rate})<{SMALL_RATE:.4f},{series},(1-(1+{rate})^-{life})/{rate})"


def shield_formula(rate: str, tax: str, life: str) -> str:
    """Return the formula for the tax saved per unit of price, 0 without a tax life and safe at a rate of 0."""
    return f"IF({life}=0,0,{tax}/{life}*{_annuity(rate, life)}*(1+{rate})^(1-Conv_Offset))"
