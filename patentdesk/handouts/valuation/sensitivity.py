"""Write the Sensitivity sheet: a rate x royalty grid and a tornado for one chosen patent, all closed formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from patentdesk.handouts import bookwriter
from patentdesk.handouts.valuation.book import Sheet
from patentdesk.handouts.valuation.drivers import driver_number, life_formula
from patentdesk.handouts.valuation.income import FIRST_YEAR
from patentdesk.handouts.valuation.incomelines import DAYS_ROW, END_ROW, START_ROW, YEAR_ROW
from patentdesk.handouts.valuation.plan import DRIVERS, Plan
from patentdesk.handouts.valuation.tab import shield_formula
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.patent import Case, case_at
from patentdesk.valuation.periods import DAYS_PER_YEAR
from patentdesk.valuation.sensitivity import grid
from patentdesk.valuation.tab import tab_factor

CHOICE_ROW = 3
GRID_ROW = 6
RATE_STEPS = (-0.04, -0.02, 0.0, 0.02, 0.04)
ROYALTY_FACTORS = (0.5, 0.75, 1.0, 1.5, 2.0)
TORNADO_ROW = GRID_ROW + len(RATE_STEPS) + 4
LIFE, TAB, VALUE = len(DRIVERS) + 2, len(DRIVERS) + 3, len(DRIVERS) + 4
"""Columns of the case table behind the drivers."""


@dataclass(frozen=True, slots=True)
class Places:
    """The rows of the sheet's parts; they depend on how many drivers have a range."""

    keys: tuple[str, ...]
    cases: tuple[tuple[str, Level], ...]

    @property
    def sorted_row(self) -> int:
        """First row of the sorted tornado."""
        return TORNADO_ROW + 2

    @property
    def case_row(self) -> int:
        """Row of the base case in the table of cases."""
        return TORNADO_ROW + len(self.keys) + 6

    @property
    def days_row(self) -> int:
        """Row of the base case in the table of days."""
        return self.case_row + len(self.cases) + 3

    @property
    def net_row(self) -> int:
        """Row of the base case in the table of present values."""
        return self.days_row + len(self.cases) + 3

    @property
    def unit_row(self) -> int:
        """Row of the royalty base per unit of royalty; fees and times stand below it."""
        return self.net_row + len(self.cases) + 3


def places_of(plan: Plan) -> Places:
    """Return the places for the drivers that have a range for any patent of the handout."""
    keys = tuple(
        key
        for key in DRIVERS
        if any(
            row.low is not None or row.high is not None
            for item in plan.items
            if (row := item.subject.resolved.rows.get(key)) is not None
        )
    )
    ends = tuple((key, level) for key in keys for level in (Level.LOW, Level.HIGH))
    return Places(keys, (("", Level.BASE), *ends))


def write_sensitivity(plan: Plan) -> None:
    """Write the sheet for the first patent; choosing another one in the list recalculates everything."""
    sheet = plan.book.add("sensitivity", (54, 16, 14, 14, 14, 28, *[14] * max(plan.years, len(DRIVERS) + 3)))
    places = places_of(plan)
    sheet.note(1, plan.book.label("handout.sensitivity.note"))
    _choice(plan, sheet)
    cases = [_case(plan, key, level) for key, level in places.cases]
    _cases(plan, sheet, places, cases)
    _years(plan, sheet, places, cases)
    _unit_rows(plan, sheet, places, cases[0])
    _grid(plan, sheet, places)
    _tornado(plan, sheet, places, cases)
    sheet.page.freeze_panes(CHOICE_ROW + 1, 1)
    sheet.page.print_area(0, 0, places.unit_row + 2, max(VALUE, FIRST_YEAR + plan.years - 2))
    sheet.page.set_h_pagebreaks([places.case_row - 2])


def _case(plan: Plan, key: str, level: Level) -> Case:
    item = plan.items[0]
    levels = {key: level} if key else {}
    return case_at(item.outcome.facts, item.subject.resolved, plan.handout.valued_on, levels)


def _choice(plan: Plan, sheet: Sheet) -> None:
    first = plan.items[0]
    sheet.put(CHOICE_ROW, 0, plan.book.label("handout.sensitivity.choice"), bold=True)
    sheet.put(CHOICE_ROW, 1, first.subject.number, "text", "input")
    sheet.page.data_validation(CHOICE_ROW, 1, CHOICE_ROW, 1, {"validate": "list", "source": "=Asset_Numbers"})
    sheet.put(CHOICE_ROW, 2, plan.book.label("handout.sensitivity.row"))
    sheet.formula(CHOICE_ROW, 3, f"MATCH({sheet.ref(CHOICE_ROW, 1)},Asset_Numbers,0)", 1, "count")
    plan.book.workbook.define_name("Sel_Row", "=" + sheet.ref(CHOICE_ROW, 3))


def _cell(row: int, column: int) -> str:
    return str(bookwriter.xl_rowcol_to_cell(row, column, col_abs=True))


def _name(plan: Plan, key: str, level: Level) -> str:
    label = plan.book.label
    if not key:
        return label("handout.level.base")
    return f"{label(f'assumption.{key}')} · {label(f'handout.end.{level.value}')}"


def _cases(plan: Plan, sheet: Sheet, places: Places, cases: Sequence[Case]) -> None:
    top, item = places.case_row, plan.items[0]
    sheet.section(top - 2, "handout.sensitivity.cases")
    heads = [f"assumption.{key}" for key in DRIVERS]
    heads = ["handout.head.case", *heads, "handout.head.life_end", "handout.head.tab", "handout.head.value"]
    sheet.heads(top - 1, heads[:1], height=46)
    sheet.heads(top - 1, heads[1:], column=2, height=46)
    sheet.put(top - 1, 1, "", "text", "head")
    for offset, ((key, level), case) in enumerate(zip(places.cases, cases, strict=True)):
        row = top + offset
        sheet.put(row, 0, _name(plan, key, level))
        sheet.put(row, 1, "")
        for column, driver in enumerate(DRIVERS, start=2):
            end = level if driver == key else Level.BASE
            formula = f"INDEX({plan.driver_range(driver, end)},Sel_Row)"
            unit = plan.handout.definitions[driver].unit
            sheet.formula(row, column, formula, driver_number(item, driver, end), unit, "link")
        at = {driver: _cell(row, column) for column, driver in enumerate(DRIVERS, start=2)}
        expiry = f"INDEX({plan.driver_range('expiry')},Sel_Row)"
        life = life_formula(expiry, at["economic_life"], at["contract_life"])
        sheet.formula(row, LIFE, life, case.life.end, "date")
        shield = shield_formula(at["discount_rate"], at["tax_rate"], at["tab_life"])
        sheet.formula(row, TAB, f"1/(1-{shield})", case.relief.tab, "factor")
        net = places.net_row + offset
        last = bookwriter.xl_rowcol_to_cell(net, plan.years + 1, col_abs=True)
        value = f"MAX(0,SUM({_cell(net, 2)}:{last}))*{_cell(row, TAB)}"
        sheet.formula(row, VALUE, value, case.relief.value, "money", bold=True)


def _income_head(plan: Plan, row: int, offset: int) -> str:
    column = bookwriter.xl_col_to_name(FIRST_YEAR + offset)
    return f"'{plan.sheet('income').name}'!{column}${row + 1}"


def _year_heads(plan: Plan, sheet: Sheet, row: int) -> None:
    sheet.put(row, 0, plan.book.label("handout.income.year"), "text", "head", align="left")
    sheet.put(row, 1, "", "text", "head")
    first = plan.handout.valued_on
    for offset in range(plan.years):
        year = first.year + offset + (1 if (first.month, first.day) == (12, 31) else 0)
        sheet.formula(row, 2 + offset, _income_head(plan, YEAR_ROW, offset), year, "count", "head")


def _years(plan: Plan, sheet: Sheet, places: Places, cases: Sequence[Case]) -> None:
    """Write days and present value of royalty less fees for each case and year."""
    sheet.section(places.days_row - 2, "handout.sensitivity.days")
    sheet.section(places.net_row - 2, "handout.sensitivity.net")
    for top in (places.days_row, places.net_row):
        _year_heads(plan, sheet, top - 1)
    for number, ((key, level), case) in enumerate(zip(places.cases, cases, strict=True)):
        for top in (places.days_row, places.net_row):
            sheet.put(top + number, 0, _name(plan, key, level))
            sheet.put(top + number, 1, "")
        row = places.case_row + number
        rest = [0.0] * (plan.years - len(case.relief.lines))
        days = [float(line.period.days) for line in case.relief.lines] + rest
        nets = [line.present_value - line.fee_present_value for line in case.relief.lines] + rest
        for offset in range(plan.years):
            life = _cell(row, LIFE)
            start = f"MIN({_income_head(plan, START_ROW, offset)},{life})"
            end = f"MIN({_income_head(plan, END_ROW, offset)},{life})"
            sheet.formula(places.days_row + number, 2 + offset, f"{end}-{start}", days[offset], "count")
            here = str(bookwriter.xl_rowcol_to_cell(places.days_row + number, 2 + offset))
            royalty = f"{unit_royalty(plan, row, offset, here)}*{_cell(row, 2 + DRIVERS.index('royalty_rate'))}"
            tax = f"(1-{_cell(row, 2 + DRIVERS.index('tax_rate'))})"
            rate = _cell(row, 2 + DRIVERS.index("discount_rate"))
            time = f"({start}-Val_Date+Conv_Offset*{here})/{DAYS_PER_YEAR}"
            net = f"{tax}*({royalty}-{_fees(plan, start, end)})*(1+{rate})^-({time})"
            sheet.formula(places.net_row + number, 2 + offset, net, nets[offset])


def unit_royalty(plan: Plan, row: int, offset: int, days: str) -> str:
    """Return the formula for sales x share x allocation x probability of a case in one year."""
    at = {driver: _cell(row, column) for column, driver in enumerate(DRIVERS, start=2)}
    start = f"MIN({_income_head(plan, START_ROW, offset)},{_cell(row, LIFE)})"
    middle, year_days = f"({start}-Val_Date+0.5*{days})/{DAYS_PER_YEAR}", _income_head(plan, DAYS_ROW, offset)
    return (
        f"{at['revenue']}*(1+{at['revenue_growth']})^({middle}-0.5)*{days}/{year_days}"
        f"*{at['reading_share']}*(1-{at['reading_decay']})^MAX(0,{middle}-{at['reading_steady']})"
        f"*{at['allocation_share']}*{at['p_valid']}*{at['p_use']}"
    )


def _fees(plan: Plan, start: str, end: str) -> str:
    fees = plan.sheet("fees")
    first = min(rows[0] for rows in plan.fee_rows.values())
    last = max(rows[1] for rows in plan.fee_rows.values())
    index, due, amount = (fees.ref(first, column, last=(last, column)) for column in (0, 3, 4))
    return f'SUMIFS({amount},{index},Sel_Row,{due},">"&{start},{due},"<="&{end})'


def _unit_rows(plan: Plan, sheet: Sheet, places: Places, base: Case) -> None:
    """Write per year: royalty base after tax per unit of royalty, fees after tax, and the time of the flow."""
    top, row = places.unit_row, places.case_row
    sheet.section(top - 2, "handout.sensitivity.base")
    _year_heads(plan, sheet, top - 1)
    for offset, key in enumerate(("unit_royalty", "fee_after_tax", "time")):
        sheet.put(top + offset, 0, plan.book.label(f"handout.line.{key}"))
        sheet.put(top + offset, 1, "")
    terms, lines = base.inputs, base.relief.lines
    life_end = (base.life.end - plan.handout.valued_on).days / DAYS_PER_YEAR
    tax, life = f"(1-{_cell(row, 2 + DRIVERS.index('tax_rate'))})", _cell(row, LIFE)
    for offset in range(plan.years):
        column, line = 2 + offset, lines[offset] if offset < len(lines) else None
        start = f"MIN({_income_head(plan, START_ROW, offset)},{life})"
        end = f"MIN({_income_head(plan, END_ROW, offset)},{life})"
        days = str(bookwriter.xl_rowcol_to_cell(places.days_row, column))
        weight = terms.allocation * terms.probability * (1 - terms.tax)
        unit = line.sales * line.share * weight if line else 0.0
        sheet.formula(top, column, f"{tax}*{unit_royalty(plan, row, offset, days)}", unit)
        sheet.formula(top + 1, column, f"{tax}*{_fees(plan, start, end)}", line.fee_after_tax if line else 0.0)
        time = f"({start}-Val_Date+Conv_Offset*{days})/{DAYS_PER_YEAR}"
        sheet.formula(top + 2, column, time, line.time if line else life_end, "factor")


def _grid(plan: Plan, sheet: Sheet, places: Places) -> None:
    """Write the grid: value = MAX(0, k x A(r) - F(r)) x TAB(r); steps are inputs."""
    item, row = plan.items[0], places.case_row
    inputs, facts = item.outcome.inputs, item.outcome.facts
    sheet.section(GRID_ROW - 1, "handout.sensitivity.grid")
    sheet.put(GRID_ROW, 0, plan.book.label("handout.sensitivity.royalty_factor"), "text", "head", align="left")
    sheet.put(GRID_ROW + 1, 0, plan.book.label("handout.sensitivity.royalty"), "text", "head", align="left")
    for column, key in ((1, "rate"), (2, "tab")):
        sheet.put(GRID_ROW, column, "", "text", "head")
        sheet.put(GRID_ROW + 1, column, plan.book.words.both(f"handout.sensitivity.{key}"), "text", "head")
    sheet.page.set_row(GRID_ROW + 1, 32)
    royalties = [inputs.royalty * factor for factor in ROYALTY_FACTORS]
    rates = [inputs.discount_rate + step for step in RATE_STEPS]
    at = {driver: _fixed(row, column) for column, driver in enumerate(DRIVERS, start=2)}
    for offset, (factor, royalty) in enumerate(zip(ROYALTY_FACTORS, royalties, strict=True)):
        sheet.put(GRID_ROW, 3 + offset, factor, "factor", "input")
        letter = bookwriter.xl_col_to_name(3 + offset)
        sheet.formula(GRID_ROW + 1, 3 + offset, f"{letter}{GRID_ROW + 1}*{at['royalty_rate']}", royalty, "rate")
    values = [[0.0]] if facts.expiry is None else grid(
        facts, facts.expiry, inputs, plan.handout.valued_on, rates=rates, royalties=royalties
    )  # fmt: skip
    last = plan.years + 1
    unit, fees, times = (
        f"{_fixed(places.unit_row + line, 2)}:{_fixed(places.unit_row + line, last)}" for line in range(3)
    )
    for number, (step, rate) in enumerate(zip(RATE_STEPS, rates, strict=True)):
        here = GRID_ROW + 2 + number
        sheet.put(here, 0, step, "rate", "input")
        sheet.formula(here, 1, f"A{here + 1}+{at['discount_rate']}", rate, "rate")
        shield = shield_formula(f"$B{here + 1}", at["tax_rate"], at["tab_life"])
        tab = tab_factor(inputs.tax, inputs.tab_years, rate, inputs.convention)
        sheet.formula(here, 2, f"1/(1-{shield})", tab, "factor")
        for offset in range(len(ROYALTY_FACTORS)):
            royalty_cell = bookwriter.xl_rowcol_to_cell(GRID_ROW + 1, 3 + offset, row_abs=True)
            discount = f"(1+$B{here + 1})^(-{times})"
            formula = f"MAX(0,{royalty_cell}*SUMPRODUCT({unit},{discount})-SUMPRODUCT({fees},{discount}))*$C{here + 1}"
            sheet.formula(here, 3 + offset, formula, values[number][offset], bold=not step and offset == 2)


def _tornado(plan: Plan, sheet: Sheet, places: Places, cases: Sequence[Case]) -> None:
    """Write the swings of each driver, sorted by width, and the chart."""
    count, base = len(places.keys), cases[0].relief.value
    sheet.section(TORNADO_ROW, "handout.sensitivity.tornado")
    heads = ("driver", "value_low", "value_high", "swing", "rank", "sorted", "below", "above")
    sheet.heads(TORNADO_ROW + 1, [f"handout.head.{key}" for key in heads], height=32)
    first = places.sorted_row
    swings: list[tuple[str, float, float, float]] = []
    for number, key in enumerate(places.keys):
        row, case = first + number, places.case_row + 1 + 2 * number
        low, high = (cases[1 + 2 * number + side].relief.value for side in (0, 1))
        swing = round(abs(high - low), 2)
        swings.append((plan.book.label(f"assumption.{key}"), low, high, swing))
        sheet.page.set_row(row, 26)
        sheet.put(row, 0, swings[-1][0])
        sheet.formula(row, 1, f"{_cell(case, VALUE)}", low)
        sheet.formula(row, 2, f"{_cell(case + 1, VALUE)}", high)
        sheet.formula(row, 3, f"ROUND(ABS(C{row + 1}-B{row + 1}),2)", swing)
    ordered = sorted(swings, key=lambda entry: entry[3], reverse=True)
    span, ranks = (f"${column}${first + 1}:${column}${first + count}" for column in "DE")
    base_value = _fixed(places.case_row, VALUE)
    for number, entry in enumerate(ordered):
        row = first + number
        own = f"D{row + 1}"
        rank = (
            f"SUMPRODUCT(--({span}>{own}))+SUMPRODUCT(--($D${first + 1}:{own}={own}))"  # of equal ones the upper first
        )
        sheet.formula(row, 4, rank, ordered.index(swings[number]) + 1, "count")
        place = f"MATCH({number + 1},{ranks},0)"
        sheet.formula(row, 5, f"INDEX($A${first + 1}:$A${first + count},{place})", entry[0], "general")
        for column, side, end in ((6, "B", entry[1]), (7, "C", entry[2])):
            picked = f"INDEX(${side}${first + 1}:${side}${first + count},{place})"
            sheet.formula(row, column, f"{picked}-{base_value}", end - base)
    if count:
        _tornado_chart(plan, sheet, first, count)


def _fixed(row: int, column: int) -> str:
    return str(bookwriter.xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def _tornado_chart(plan: Plan, sheet: Sheet, first: int, count: int) -> None:
    chart = plan.book.workbook.add_chart({"type": "bar", "subtype": "clustered"})
    for column, color, key in ((6, "#C0504D", "below"), (7, "#2E75B6", "above")):
        chart.add_series(
            {
                "name": plan.book.label(f"handout.head.{key}"),
                "categories": [sheet.name, first, 5, first + count - 1, 5],
                "values": [sheet.name, first, column, first + count - 1, column],
                "fill": {"color": color},
                "overlap": 100,
                "gap": 40,
            }
        )
    chart.set_title({"name": plan.book.label("handout.chart.tornado"), "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": {"size": 8}})
    chart.set_x_axis({"num_format": "#,##0", "num_font": {"size": 8}, "label_position": "high"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 860, "height": 380})
    sheet.page.insert_chart(TORNADO_ROW, 9, chart)


def centre_cell(plan: Plan) -> tuple[str, str]:
    """Return the grid's centre and the base case's value, for the checks."""
    sheet, places = plan.sheet("sensitivity"), places_of(plan)
    centre = sheet.ref(GRID_ROW + 2 + RATE_STEPS.index(0.0), 3 + ROYALTY_FACTORS.index(1.0))
    return centre, sheet.ref(places.case_row, VALUE)
