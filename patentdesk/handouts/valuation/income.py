"""Write the Income sheet: for every patent the relief-from-royalty schedule, years across, every line live."""

from __future__ import annotations

from datetime import date, timedelta

from patentdesk.handouts import bookwriter
from patentdesk.handouts.valuation.book import Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.incomelines import (
    ANY_COLUMN,
    DAYS_ROW,
    END_ROW,
    LINE_ORDER,
    LINES,
    START_ROW,
    YEAR_ROW,
    Spot,
    line_results,
)
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level

LABEL, CODE, TOTAL, FIRST_YEAR = range(4)
SUM_ROYALTY_ROW, SUM_FEES_ROW, SUM_NET_ROW = range(DAYS_ROW + 1, DAYS_ROW + 4)
FIRST_BLOCK = SUM_NET_ROW + 2
LINE_HEIGHT = 12.5
"""Low enough for two patents on a page."""
YEARS_ACROSS = 12
"""So many years are printed side by side; more take two pages across."""
CONCLUSIONS = ("before_tab", "tab", "value", "value_low", "value_high")
"""Lines below the schedule, in the total column only."""
BLOCK = len(LINES) + len(CONCLUSIONS) + 2
"""Rows from one block's title to the next one's."""


def line_row(index: int, code: str) -> int:
    """Return the row (from 0) of a line or conclusion of an item's block."""
    order = LINE_ORDER[code] if code in LINE_ORDER else len(LINES) + CONCLUSIONS.index(code)
    return FIRST_BLOCK + index * BLOCK + 1 + order


def write_income(plan: Plan) -> dict[tuple[int, Level], str]:
    """Write all blocks; returns where the values stand: (item index, scenario) → reference."""
    sheet = plan.sheet("income")
    sheet.note(1, plan.book.label("handout.income.note"))
    sheet.note(2, plan.book.label("handout.income.note2"))
    _head(plan, sheet)
    refs: dict[tuple[int, Level], str] = {}
    for item in plan.items:
        _block(plan, sheet, item)
        for code in (*LINE_ORDER, *CONCLUSIONS):
            plan.income_cells[item.index, code] = sheet.ref(line_row(item.index, code), TOTAL)
        for level, code in ((Level.BASE, "value"), (Level.LOW, "value_low"), (Level.HIGH, "value_high")):
            refs[item.index, level] = sheet.ref(line_row(item.index, code), TOTAL)
    sheet.page.freeze_panes(DAYS_ROW + 1, FIRST_YEAR)
    sheet.page.repeat_rows(YEAR_ROW, DAYS_ROW)
    across = plan.years
    if plan.years > YEARS_ACROSS:  # on one page they could not be read
        across = max(YEARS_ACROSS, -(-plan.years // 2))
        sheet.page.repeat_columns(LABEL, TOTAL)
        sheet.page.set_v_pagebreaks([FIRST_YEAR + across])
        sheet.page.fit_to_pages(2, 0)
    tops = [FIRST_BLOCK + item.index * BLOCK for item in plan.items]
    blocks = [(top, top + BLOCK - 2) for top in tops]
    sheet.keep_together(blocks, sheet.widths[: FIRST_YEAR + across], range(YEAR_ROW, DAYS_ROW + 1))
    sheet.page.print_area(0, 0, FIRST_BLOCK + len(plan.items) * BLOCK - 2, FIRST_YEAR + plan.years - 1)
    return refs


def add_income(plan: Plan) -> None:
    """Add the sheet; it is filled when the TAB sheet that it points at exists too."""
    plan.book.add("income", (46, 11, 17, *[13] * plan.years))


def year_bounds(plan: Plan) -> list[tuple[int, date, date]]:
    """Return year, day before its first and last day of every column at the issued valuation date."""
    valued_on = plan.handout.valued_on
    first = (valued_on + timedelta(days=1)).year
    return [
        (year, valued_on if year == first else date(year - 1, 12, 31), date(year, 12, 31))
        for year in range(first, first + plan.years)
    ]


def _head(plan: Plan, sheet: Sheet) -> None:
    rows = (
        (YEAR_ROW, "year", "count"), (START_ROW, "slice_start", "date"), (END_ROW, "slice_end", "date"),
        (DAYS_ROW, "year_days", "whole"),
    )  # fmt: skip
    for row, key, _kind in rows:
        sheet.put(row, LABEL, plan.book.label(f"handout.income.{key}"), "text", "head", align="left")
        sheet.put(row, CODE, "", "text", "head")
        sheet.put(row, TOTAL, plan.book.label("handout.total") if row == YEAR_ROW else "", "text", "head")
    for offset, (year, start, end) in enumerate(year_bounds(plan)):
        column, here = FIRST_YEAR + offset, bookwriter.xl_col_to_name(FIRST_YEAR + offset)
        before = bookwriter.xl_col_to_name(column - 1)
        results: dict[int, tuple[str, int | date]] = {
            YEAR_ROW: ("YEAR(Val_Date+1)" if not offset else f"{before}{YEAR_ROW + 1}+1", year),
            START_ROW: ("Val_Date" if not offset else f"{before}{END_ROW + 1}", start),
            END_ROW: (f"DATE({here}{YEAR_ROW + 1},12,31)", end),
            DAYS_ROW: (
                f"DATE({here}{YEAR_ROW + 1},12,31)-DATE({here}{YEAR_ROW + 1}-1,12,31)",
                (end - date(year - 1, 12, 31)).days,
            ),
        }
        for row, _key, kind in rows:
            formula, result = results[row]
            role = "head" if row == YEAR_ROW else ""
            sheet.formula(row, column, formula, result, kind, role)
    _year_sums(plan, sheet)


def _year_sums(plan: Plan, sheet: Sheet) -> None:
    """Write the present values of all patents by year: the sums of the lines that carry the code."""
    last = FIRST_BLOCK + len(plan.items) * BLOCK
    results = {code: [0.0] * plan.years for code in ("pv_royalty", "pv_fees")}
    for item in plan.items:
        for offset, line in enumerate(item.outcome.relief.lines):
            results["pv_royalty"][offset] += line.present_value
            results["pv_fees"][offset] += line.fee_present_value
    for row, code in ((SUM_ROYALTY_ROW, "pv_royalty"), (SUM_FEES_ROW, "pv_fees")):
        sheet.put(row, LABEL, plan.book.label(f"handout.income.sum_{code}"), bold=True)
        sheet.put(row, CODE, "")
        for offset, result in enumerate(results[code]):
            letter = bookwriter.xl_col_to_name(FIRST_YEAR + offset)
            formula = f'SUMIF($B${FIRST_BLOCK + 1}:$B${last},"{code}",{letter}${FIRST_BLOCK + 1}:{letter}${last})'
            sheet.formula(row, FIRST_YEAR + offset, formula, result)
        _sum_of_years(plan, sheet, row, sum(results[code]))
    sheet.put(SUM_NET_ROW, LABEL, plan.book.label("handout.income.sum_net"), bold=True)
    sheet.put(SUM_NET_ROW, CODE, "")
    nets = [royalty - fee for royalty, fee in zip(results["pv_royalty"], results["pv_fees"], strict=True)]
    for offset, net in enumerate(nets):
        letter = bookwriter.xl_col_to_name(FIRST_YEAR + offset)
        formula = f"{letter}{SUM_ROYALTY_ROW + 1}-{letter}{SUM_FEES_ROW + 1}"
        sheet.formula(SUM_NET_ROW, FIRST_YEAR + offset, formula, net)
    _sum_of_years(plan, sheet, SUM_NET_ROW, sum(nets))


def _sum_of_years(plan: Plan, sheet: Sheet, row: int, result: float, kind: str = "money") -> None:
    first, last = bookwriter.xl_col_to_name(FIRST_YEAR), bookwriter.xl_col_to_name(FIRST_YEAR + plan.years - 1)
    sheet.formula(row, TOTAL, f"SUM({first}{row + 1}:{last}{row + 1})", result, kind, bold=True)


def _block(plan: Plan, sheet: Sheet, item: Item) -> None:
    top = FIRST_BLOCK + item.index * BLOCK
    title = f"{item.index + 1}. {item.subject.number}  {item.subject.patent.title or item.subject.patent.title_en}"
    sheet.note(top, title, bold=True, font_size=10, font_color="#1F3B57")
    for row in range(top, top + BLOCK):
        sheet.page.set_row(row, LINE_HEIGHT)
    results = line_results(plan, item)
    spot, letters = (
        Spot(plan, item, ANY_COLUMN, top + 2),
        [bookwriter.xl_col_to_name(FIRST_YEAR + one) for one in range(plan.years)],
    )
    for line in LINES:
        row = line_row(item.index, line.code)
        sheet.put(row, LABEL, plan.book.label(f"handout.line.{line.code}"))
        sheet.put(row, CODE, line.code, "text", font_color="#9AA3AD", font_size=8)
        text = line.formula(spot)
        years = [text.replace(ANY_COLUMN, letter) for letter in letters]
        sheet.formulas(row, FIRST_YEAR, years, results[line.code], line.kind)
        if line.summed:
            _sum_of_years(plan, sheet, row, sum(results[line.code]), line.kind)
        else:
            sheet.put(row, TOTAL, "")
    _conclusions(plan, sheet, item)


def _conclusions(plan: Plan, sheet: Sheet, item: Item) -> None:
    """Write the value before TAB, the factor and the values of the three scenarios."""
    relief = item.outcome.relief

    def total(code: str) -> str:
        return f"C{line_row(item.index, code) + 1}"

    tab = {level: plan.sheet("tab").ref(*tab_cell(item.index, level)) for level in Level}
    formulas = {
        "before_tab": (f"{total('pv_royalty')}-{total('pv_fees')}", relief.before_tab, "money"),
        "tab": (tab[Level.BASE], relief.tab, "factor"),
        "value": (f"MAX(0,{total('before_tab')})*{total('tab')}", relief.value, "money"),
        "value_low": (f"MAX(0,{total('low_net')})*{tab[Level.LOW]}", item.cases[Level.LOW].relief.value, "money"),
        "value_high": (f"MAX(0,{total('high_net')})*{tab[Level.HIGH]}", item.cases[Level.HIGH].relief.value, "money"),
    }
    for code, (formula, result, kind) in formulas.items():
        row = line_row(item.index, code)
        bold = code == "value"
        sheet.put(row, LABEL, plan.book.label(f"handout.line.{code}"), bold=bold)
        sheet.put(row, CODE, code, "text", font_color="#9AA3AD", font_size=8)
        sheet.formula(row, TOTAL, formula, result, kind, "link" if code == "tab" else "", bold=bold)


def tab_cell(index: int, level: Level) -> tuple[int, int]:
    """Return row and column of an item's TAB factor in the TAB sheet."""
    return 5 + index, {Level.BASE: 8, Level.LOW: 13, Level.HIGH: 15}[level]
