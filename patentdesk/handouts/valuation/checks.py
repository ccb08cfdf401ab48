"""Write the Checks sheet: engine against formulas, and everything that must hold inside the workbook."""

from __future__ import annotations

from patentdesk.handouts import bookwriter
from patentdesk.handouts.valuation.assets import VALUE
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.front import mark_checks
from patentdesk.handouts.valuation.income import (
    BLOCK,
    FIRST_BLOCK,
    FIRST_YEAR,
    SUM_ROYALTY_ROW,
    TOTAL,
    line_row,
)
from patentdesk.handouts.valuation.incomelines import END_ROW
from patentdesk.handouts.valuation.plan import Column, Plan
from patentdesk.handouts.valuation.sensitivity import GRID_ROW, RATE_STEPS, ROYALTY_FACTORS, centre_cell
from patentdesk.handouts.valuation.tab import CLOSURE
from patentdesk.valuation.assumptions import Level

TOLERANCE = 0.01
RESULT = 3
HEADS = ("number", "check", "measure", "result", "explanation")
LEVEL_CODES = ((Level.BASE, "value"), (Level.LOW, "value_low"), (Level.HIGH, "value_high"))


def write_checks(plan: Plan) -> str:
    """Write the checks; returns the reference to the master check."""
    sheet, label = plan.book.add("checks", (6, 48, 18, 18, 18, 18, 18, 18, 18)), plan.book.label
    rules = _rules(plan)
    first = HEAD_ROW + 3
    last = first + len(rules) - 1
    sheet.put(2, 1, label("handout.check.master"), bold=True)
    ok, failed = label("handout.check.ok"), label("handout.check.failed")
    results = f"D{first + 1}:D{last + 1}"
    sheet.formula(2, RESULT, f'IF(COUNTIF({results},"OK")+COUNTIF({results},"n/a")={len(rules)},"{ok}","{failed}")', ok,
                  "general", bold=True)  # fmt: skip
    sheet.put(3, 1, label("handout.check.changed"))
    changed = "SUM(Inputs_Changed)"
    sheet.formula(3, RESULT, changed, 0, "count")
    sheet.heads(first - 1, [f"handout.check.{key}" for key in HEADS[:-1]], height=46)
    for number, (key, measure, result) in enumerate(rules):
        row = first + number
        sheet.put(row, 0, number + 1, "count")
        sheet.put(row, 1, label(f"handout.check.{key}"))
        sheet.formula(row, 2, measure, result, "factor")
        passed = f'IF(ABS(C{row + 1})<={TOLERANCE},"OK","FAILED")'
        if key == "engine":
            passed = f'IF($D$4>0,"n/a",{passed})'
        sheet.formula(row, RESULT, f'IF(ISERROR(C{row + 1}),"FAILED",{passed})', "OK", "general")
        _wide(plan, sheet, row, label(f"handout.check.{key}_why"))
    mark_checks(plan, sheet, 2, RESULT)
    mark_checks(plan, sheet, first, RESULT, last)
    end = _engine_table(plan, sheet, _engine_row(plan)) if plan.items else last
    meta = (
        (label("handout.check.digest"), plan.handout.digest),
        (label("handout.cover.version"), plan.handout.engine_version),
    )
    for offset, (name, text) in enumerate(meta):
        sheet.put(end + 2 + offset, 1, name)
        _wide(plan, sheet, end + 2 + offset, text)
    sheet.page.merge_range(
        first - 1, 4, first - 1, 8, label("handout.check.explanation"), plan.book.style("text", "head")
    )
    sheet.page.print_area(0, 0, end + 4, 8)
    return sheet.ref(2, RESULT)


def _wide(plan: Plan, sheet: Sheet, row: int, text: str) -> None:
    """Write a text across the columns of the table below, in a row that is high enough for two lines."""
    sheet.page.set_row(row, 30)
    sheet.page.merge_range(row, 4, row, 8, "", plan.book.style("text"))
    sheet.put(row, 4, text)


def _engine_row(plan: Plan) -> int:
    """Return the row of the heading above the table of engine values."""
    return HEAD_ROW + 4 + len(_rule_keys(plan))


def _rule_keys(plan: Plan) -> tuple[str, ...]:
    always = ("weights", "reconciled", "assets_sum", "order")
    if not plan.items:
        return always
    of_items = (
        "engine", "closure", "life", "columns", "probability", "stack", "chances", "years_sum", "grid", "errors",
    )  # fmt: skip
    return always + of_items


def _rules(plan: Plan) -> list[tuple[str, str, float]]:
    """Return key, formula of the measure (0 when the check holds) and its stored result."""
    assets, assumptions = plan.sheet("assets"), plan.sheet("assumptions")
    first, last = plan.asset_row(0), plan.asset_row(max(0, len(plan.subjects) - 1))
    places = sorted(plan.assumption_rows.values()) or [HEAD_ROW + 3]

    def numbers(column: int) -> str:
        return assumptions.ref(places[0], column, last=(places[-1], column))

    base, low, high = numbers(Column.BASE), numbers(Column.LOW), numbers(Column.HIGH)
    wrong = f"SUMPRODUCT(ISNUMBER({low})*({low}>{base}))+SUMPRODUCT(ISNUMBER({high})*({high}<{base}))"
    formulas = {
        "weights": "Weights_Total-1",
        "reconciled": "Reconciled_Value-Weighted_Value",
        "assets_sum": f"SUM({assets.ref(first, VALUE, last=(last, VALUE))})-Total_Value",
        "order": wrong,
    }
    if plan.items:
        formulas |= _item_rules(plan)
    return [(key, formulas[key], 0.0) for key in _rule_keys(plan)]


def _item_rules(plan: Plan) -> dict[str, str]:
    income, tab = plan.sheet("income"), plan.sheet("tab")
    count = len(plan.items)
    closure = tab.ref(HEAD_ROW + 1, CLOSURE, last=(HEAD_ROW + count, CLOSURE))
    life, expiry = plan.driver_range("life_end"), plan.driver_range("expiry")
    chance = plan.driver_range("probability")
    stacks, shares = plan.driver_range("stack"), plan.driver_range("allocation_share")
    last_end = income.ref(END_ROW, FIRST_YEAR + plan.years - 1)
    top = _engine_row(plan)
    letter = bookwriter.xl_col_to_name(8)
    block_end = FIRST_BLOCK + count * BLOCK - 1
    area = income.ref(SUM_ROYALTY_ROW, TOTAL, last=(block_end, FIRST_YEAR + plan.years - 1))
    codes = income.ref(FIRST_BLOCK, 1, last=(block_end, 1))
    sums = income.ref(FIRST_BLOCK, TOTAL, last=(block_end, TOTAL))
    centre, base_case = centre_cell(plan)
    values = plan.sheet("assets").ref(plan.asset_row(0), VALUE, last=(plan.asset_row(count - 1), VALUE))
    chosen = f"INDEX({values},Sel_Row)"
    longest = plan.driver_range("life_end", Level.HIGH)
    return {
        "engine": f"MAX({letter}{top + 3}:{letter}{top + 2 + count})",
        "closure": f"SUMPRODUCT(ABS({closure}))",
        "life": f"SUMPRODUCT(({life}>{expiry})*({expiry}>Val_Date))",
        "columns": f"SUMPRODUCT(--({life}>{last_end}))+SUMPRODUCT(--({longest}>{last_end}))",
        "probability": f"SUMPRODUCT(({chance}<0)+({chance}>1))",
        "stack": f"SUMPRODUCT(({stacks}>0)*(SUMIF({stacks},{stacks},{shares})>1.000001))",
        "chances": "Chances_Total-1",
        "years_sum": f'SUMIF({codes},"pv_royalty",{sums})-{income.ref(SUM_ROYALTY_ROW, TOTAL)}',
        "grid": f"ABS({base_case}-{chosen})+ABS({centre}-IF({_factors_moved(plan)},{centre},{chosen}))",
        "errors": f"SUMPRODUCT(--ISERROR({area}))",
    }


def _factors_moved(plan: Plan) -> str:
    """Return the condition that the grid's centre no longer shows the base case, because its steps were edited."""
    sheet = plan.sheet("sensitivity")
    factor = sheet.ref(GRID_ROW, 3 + ROYALTY_FACTORS.index(1.0))
    step = sheet.ref(GRID_ROW + 2 + RATE_STEPS.index(0.0), 0)
    return f"OR({factor}<>1,{step}<>0)"


def _engine_table(plan: Plan, sheet: Sheet, top: int) -> int:
    """Write engine values as issued beside the live formulas; returns the last row."""
    sheet.section(top, "handout.check.engine_table")
    names = ("engine_base", "engine_low", "engine_high", "live_base", "live_low", "live_high")
    keys = [f"handout.head.{key}" for key in ("number", "patent_number")] + [f"handout.check.{key}" for key in names]
    sheet.heads(top + 1, [*keys, "handout.check.difference"])
    sheet.page.repeat_rows(top + 1)
    income = plan.sheet("income")
    for item in plan.items:
        row = top + 2 + item.index
        sheet.put(row, 0, item.index + 1, "count")
        sheet.put(row, 1, item.subject.number)
        for offset, (level, code) in enumerate(LEVEL_CODES):
            value = item.cases[level].relief.value
            sheet.put(row, 2 + offset, value, "money")
            sheet.formula(row, 5 + offset, income.ref(line_row(item.index, code), TOTAL), value, "money", "link")
        excel = row + 1
        difference = f"MAX(ABS(C{excel}-F{excel}),ABS(D{excel}-G{excel}),ABS(E{excel}-H{excel}))"
        sheet.formula(row, 8, difference, 0.0, "factor")
    return top + 1 + len(plan.items)
