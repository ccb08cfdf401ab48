"""Write the Income sheet: for every patent the relief-from-royalty schedule, years across, every line live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from xlsxwriter.utility import xl_col_to_name

from patentdesk.handouts.valuation.book import Sheet, serial
from patentdesk.handouts.valuation.content import Case, Item
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.conventions import discount_factor
from patentdesk.valuation.periods import DAYS_PER_YEAR, Period
from patentdesk.valuation.royalty import share_path

LABEL, CODE, TOTAL, FIRST_YEAR = range(4)
YEAR_ROW = 5
START_ROW, END_ROW, DAYS_ROW = range(YEAR_ROW + 1, YEAR_ROW + 4)
SUM_ROYALTY_ROW, SUM_FEES_ROW, SUM_NET_ROW = range(DAYS_ROW + 1, DAYS_ROW + 4)
FIRST_BLOCK = SUM_NET_ROW + 2


@dataclass(frozen=True, slots=True)
class Spot:
    """What a formula of one year needs: the patent's drivers by name, the column, and the block's rows."""

    plan: Plan
    item: Item
    column: str
    """Letter of the year's column, or ``ANY_COLUMN``."""
    top: int
    """Spreadsheet number of the block's first line."""

    def driver(self, key: str) -> str:
        """Return the reference to a base driver."""
        return self.plan.driver(key, self.item)

    def line(self, code: str) -> str:
        """Return the cell of another line in the same year."""
        return f"{self.column}{self.top + LINE_ORDER[code]}"

    def head(self, row: int) -> str:
        """Return the cell of a head row of the sheet in this year."""
        return f"{self.column}${row + 1}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block: its code, number format, formula for a year, and whether the total column sums it."""

    code: str
    kind: str
    formula: Callable[[Spot], str]
    summed: bool = False


def clipped(bound: str, life_end: str) -> str:
    """Return the formula for a slice's bound that stops at the end of life."""
    return f"MIN({bound},{life_end})"


def _days(spot: Spot, level: Level) -> str:
    end = spot.plan.driver("life_end", spot.item, level)
    return f"{clipped(spot.head(END_ROW), end)}-{clipped(spot.head(START_ROW), end)}"


def _time(spot: Spot, level: Level, days: str, offset: str = "Conv_Offset") -> str:
    """Return the formula for the years from the valuation date to a place in the slice; 0.5 is its middle."""
    end = spot.plan.driver("life_end", spot.item, level)
    return f"({clipped(spot.head(START_ROW), end)}-Val_Date+{offset}*{days})/{DAYS_PER_YEAR}"


def _fees(spot: Spot, level: Level) -> str:
    end = spot.plan.driver("life_end", spot.item, level)
    due, amount = spot.plan.fee_cells(spot.item)
    after, until = clipped(spot.head(START_ROW), end), clipped(spot.head(END_ROW), end)
    return f'SUMIFS({amount},{due},">"&{after},{due},"<="&{until})'


def _net(spot: Spot, level: Level, days: str) -> str:
    """Return the present value of royalty less fees of a scenario in one cell."""

    def driver(key: str) -> str:
        return spot.plan.case_driver(key, spot.item, level)

    middle, year_days = _time(spot, level, days, "0.5"), spot.head(DAYS_ROW)
    sales = f"{driver('revenue')}*(1+{driver('revenue_growth')})^({middle}-0.5)*{days}/{year_days}"
    share = f"{driver('reading_share')}*(1-{driver('reading_decay')})^MAX(0,{middle}-{driver('reading_steady')})"
    terms = f"{driver('royalty_rate')}*{driver('allocation_share')}*{spot.plan.driver('probability', spot.item, level)}"
    factor = f"(1+{driver('discount_rate')})^-({_time(spot, level, days)})"
    return f"(1-{driver('tax_rate')})*({sales}*{share}*{terms}-{_fees(spot, level)})*{factor}"


ANY_COLUMN = "¤"
"""Stands for the year's column while the formulas of a line are made: they differ in nothing else."""

LINES = (
    Line("until", "date", lambda s: clipped(s.head(END_ROW), s.driver("life_end"))),
    Line("days", "count", lambda s: _days(s, Level.BASE), summed=True),
    Line("fraction", "factor", lambda s: f"{s.line('days')}/{s.head(DAYS_ROW)}", summed=True),
    Line("time", "factor", lambda s: _time(s, Level.BASE, s.line("days"))),
    Line("middle", "factor", lambda s: _time(s, Level.BASE, s.line("days"), "0.5")),
    Line(
        "sales",
        "money",
        lambda s: (
            f"{s.driver('revenue')}*(1+{s.driver('revenue_growth')})^({s.line('middle')}-0.5)*{s.line('fraction')}"
        ),
        summed=True,
    ),
    Line(
        "share",
        "rate",
        lambda s: (
            f"{s.driver('reading_share')}*(1-{s.driver('reading_decay')})"
            f"^MAX(0,{s.line('middle')}-{s.driver('reading_steady')})"
        ),
    ),
    Line(
        "royalty",
        "money",
        lambda s: (
            f"{s.line('sales')}*{s.line('share')}*{s.driver('royalty_rate')}"
            f"*{s.driver('allocation_share')}*{s.driver('probability')}"
        ),
        summed=True,
    ),
    Line("tax", "money", lambda s: f"{s.line('royalty')}*{s.driver('tax_rate')}", summed=True),
    Line("after_tax", "money", lambda s: f"{s.line('royalty')}-{s.line('tax')}", summed=True),
    Line("factor", "factor", lambda s: f"(1+{s.driver('discount_rate')})^-{s.line('time')}"),
    Line("pv_royalty", "money", lambda s: f"{s.line('after_tax')}*{s.line('factor')}", summed=True),
    Line("fee", "money", lambda s: _fees(s, Level.BASE), summed=True),
    Line("fee_after_tax", "money", lambda s: f"{s.line('fee')}*(1-{s.driver('tax_rate')})", summed=True),
    Line("pv_fees", "money", lambda s: f"{s.line('fee_after_tax')}*{s.line('factor')}", summed=True),
    Line("low_days", "count", lambda s: _days(s, Level.LOW), summed=True),
    Line("low_net", "money", lambda s: _net(s, Level.LOW, s.line("low_days")), summed=True),
    Line("high_days", "count", lambda s: _days(s, Level.HIGH), summed=True),
    Line("high_net", "money", lambda s: _net(s, Level.HIGH, s.line("high_days")), summed=True),
)
"""The lines of a block, top to bottom; the block's title stands above the first."""

LINE_ORDER = {line.code: number for number, line in enumerate(LINES)}
BLOCKS_PER_PAGE = 2
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
    breaks: list[int] = []
    first_alone = int(plan.years > YEARS_ACROSS)  # larger type leaves room for one block below the title
    for item in plan.items:
        _block(plan, sheet, item)
        for code in (*LINE_ORDER, *CONCLUSIONS):
            plan.income_cells[item.index, code] = sheet.ref(line_row(item.index, code), TOTAL)
        for level, code in ((Level.BASE, "value"), (Level.LOW, "value_low"), (Level.HIGH, "value_high")):
            refs[item.index, level] = sheet.ref(line_row(item.index, code), TOTAL)
        if item.index and (item.index + first_alone) % BLOCKS_PER_PAGE == 0:
            breaks.append(FIRST_BLOCK + item.index * BLOCK)
    sheet.page.set_h_pagebreaks(breaks)
    sheet.page.freeze_panes(DAYS_ROW + 1, FIRST_YEAR)
    sheet.page.repeat_rows(YEAR_ROW, DAYS_ROW)
    if plan.years > YEARS_ACROSS:  # on one page they could not be read
        sheet.page.repeat_columns(LABEL, TOTAL)
        sheet.page.set_v_pagebreaks([FIRST_YEAR + -(-plan.years // 2)])
        sheet.page.fit_to_pages(2, 0)
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
        (DAYS_ROW, "year_days", "count"),
    )  # fmt: skip
    for row, key, _kind in rows:
        sheet.put(row, LABEL, plan.book.label(f"handout.income.{key}"), "text", "head", align="left")
        sheet.put(row, CODE, "", "text", "head")
        sheet.put(row, TOTAL, plan.book.label("handout.total") if row == YEAR_ROW else "", "text", "head")
    for offset, (year, start, end) in enumerate(year_bounds(plan)):
        column, here = FIRST_YEAR + offset, xl_col_to_name(FIRST_YEAR + offset)
        before = xl_col_to_name(column - 1)
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
            letter = xl_col_to_name(FIRST_YEAR + offset)
            formula = f'SUMIF($B${FIRST_BLOCK + 1}:$B${last},"{code}",{letter}${FIRST_BLOCK + 1}:{letter}${last})'
            sheet.formula(row, FIRST_YEAR + offset, formula, result)
        _sum_of_years(plan, sheet, row, sum(results[code]))
    sheet.put(SUM_NET_ROW, LABEL, plan.book.label("handout.income.sum_net"), bold=True)
    sheet.put(SUM_NET_ROW, CODE, "")
    nets = [royalty - fee for royalty, fee in zip(results["pv_royalty"], results["pv_fees"], strict=True)]
    for offset, net in enumerate(nets):
        letter = xl_col_to_name(FIRST_YEAR + offset)
        formula = f"{letter}{SUM_ROYALTY_ROW + 1}-{letter}{SUM_FEES_ROW + 1}"
        sheet.formula(SUM_NET_ROW, FIRST_YEAR + offset, formula, net)
    _sum_of_years(plan, sheet, SUM_NET_ROW, sum(nets))


def _sum_of_years(plan: Plan, sheet: Sheet, row: int, result: float, kind: str = "money") -> None:
    first, last = xl_col_to_name(FIRST_YEAR), xl_col_to_name(FIRST_YEAR + plan.years - 1)
    sheet.formula(row, TOTAL, f"SUM({first}{row + 1}:{last}{row + 1})", result, kind, bold=True)


def _block(plan: Plan, sheet: Sheet, item: Item) -> None:
    top = FIRST_BLOCK + item.index * BLOCK
    title = f"{item.index + 1}. {item.subject.number}  {item.subject.patent.title or item.subject.patent.title_en}"
    sheet.note(top, title, bold=True, font_size=10, font_color="#1F3B57")
    results = line_results(plan, item)
    spot, letters = (
        Spot(plan, item, ANY_COLUMN, top + 2),
        [xl_col_to_name(FIRST_YEAR + one) for one in range(plan.years)],
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


def line_results(plan: Plan, item: Item) -> dict[str, list[float]]:
    """Return the stored results of a block's lines over all year columns, those after the end of life included.

    Dates are numbers of the spreadsheet.
    """
    base, inputs = item.cases[Level.BASE], item.outcome.inputs
    lines = base.relief.lines
    rest = plan.years - len(lines)
    end = (base.life.end - plan.handout.valued_on).days / DAYS_PER_YEAR
    over = discount_factor(inputs.discount_rate, end)
    (over_share,) = share_path(inputs.share, inputs.decay, inputs.steady_years, [Period(end, end)])

    def padded(values: list[float], after: float = 0.0) -> list[float]:
        return values + [after] * rest

    return {
        "until": padded([serial(line.period.until or base.life.end) for line in lines], serial(base.life.end)),
        "days": padded([line.period.days for line in lines]),
        "fraction": padded([line.period.fraction for line in lines]),
        "time": padded([line.time for line in lines], end),
        "middle": padded([line.period.middle for line in lines], end),
        "sales": padded([line.sales for line in lines]),
        "share": padded([line.share for line in lines], over_share),
        "royalty": padded([line.royalty for line in lines]),
        "tax": padded([line.tax for line in lines]),
        "after_tax": padded([line.after_tax for line in lines]),
        "factor": padded([line.factor for line in lines], over),
        "pv_royalty": padded([line.present_value for line in lines]),
        "fee": padded([line.fee for line in lines]),
        "fee_after_tax": padded([line.fee_after_tax for line in lines]),
        "pv_fees": padded([line.fee_present_value for line in lines]),
        **_scenario_results(item.cases[Level.LOW], "low", plan.years),
        **_scenario_results(item.cases[Level.HIGH], "high", plan.years),
    }


def _scenario_results(case: Case, name: str, years: int) -> dict[str, list[float]]:
    rest = [0.0] * (years - len(case.relief.lines))
    return {
        f"{name}_days": [float(line.period.days) for line in case.relief.lines] + rest,
        f"{name}_net": [line.present_value - line.fee_present_value for line in case.relief.lines] + rest,
    }
