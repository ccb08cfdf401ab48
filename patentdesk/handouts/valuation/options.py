"""Write the Options sheet: the right to launch later, European in closed form and American by a live CRR lattice."""

from __future__ import annotations

import math
from collections.abc import Mapping

from patentdesk.handouts import bookwriter
from patentdesk.handouts.valuation.bands import total_name, used
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.drivers import driver_formula
from patentdesk.handouts.valuation.income import TOTAL, line_row
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.methods import METHOD_KEYS, OPTION_STEPS, Method
from patentdesk.valuation.options import black_scholes, crr_lattice, lattice_values
from patentdesk.valuation.periods import DAYS_PER_YEAR

HEADS = (
    "number", "patent_number", "flows", "launch_cost", "volatility", "risk_free", "option_years", "delay", "d1", "d2",
    "european", "step", "up", "chance_up", "discount", "american",
)  # fmt: skip
_FLOWS, _COST, _SIGMA, _RATE, _YEARS, _DELAY, _D1, _D2, _EUROPEAN = range(2, 11)
_STEP, _UP, _CHANCE, _DISCOUNT, _AMERICAN = range(11, 16)
SHORTEST = 1 / DAYS_PER_YEAR


def write_options(plan: Plan) -> None:
    """Write one row per patent with an option, and its lattice below: each node live."""
    items = used(plan, Method.OPTION)
    if not items:
        return
    sheet = plan.book.add("options", (6, 22, 18, 18, *[12] * 6, 18, *[12] * 4, 18))
    sheet.notes("handout.options.note")
    sheet.note(3, plan.book.label("handout.options.note2"))
    heads = [f"assumption.{key}" if key in METHOD_KEYS[Method.OPTION] else f"handout.head.{key}" for key in HEADS]
    sheet.heads(HEAD_ROW, heads, height=46)
    for number, item in enumerate(items):
        _option(plan, sheet, item, HEAD_ROW + 1 + number, _lattice_row(len(items), number))
    total, letter = HEAD_ROW + 1 + len(items), bookwriter.xl_col_to_name(_AMERICAN)
    values = [found.value or 0.0 for item in items if (found := item.subject.by(Method.OPTION))]
    sheet.put(total, 1, plan.book.label("handout.total"), bold=True)
    sheet.formula(total, _AMERICAN, f"SUM({letter}{HEAD_ROW + 2}:{letter}{total})", sum(values), bold=True)
    plan.book.workbook.define_name(total_name(Method.OPTION), "=" + sheet.ref(total, _AMERICAN))
    tops = [_lattice_row(len(items), number) for number in range(len(items))]
    sheet.keep_together([(top, top + OPTION_STEPS + 2) for top in tops])
    sheet.page.freeze_panes(HEAD_ROW + 1, 2)
    sheet.page.print_area(0, 0, _lattice_row(len(items), len(items)) - 2, _AMERICAN)


def _lattice_row(count: int, number: int) -> int:
    """Return the row of the title of an item's lattice."""
    return HEAD_ROW + 4 + count + number * (OPTION_STEPS + 3)


def _option(plan: Plan, sheet: Sheet, item: Item, row: int, lattice: int) -> None:
    found = item.subject.by(Method.OPTION)
    resolved = item.subject.resolved
    numbers = {key: resolved.value(key) or 0.0 for key in METHOD_KEYS[Method.OPTION]}
    flows = item.outcome.value
    years = max(SHORTEST, (item.outcome.life.end - plan.handout.valued_on).days / DAYS_PER_YEAR)
    sheet.put(row, 0, item.index + 1, "count")
    sheet.put(row, 1, item.subject.number)
    value_ref = plan.sheet("income").ref(line_row(item.index, "value"), TOTAL)
    sheet.formula(row, _FLOWS, value_ref, flows, "money", "link")
    for column, key in ((_COST, "launch_cost"), (_SIGMA, "volatility"), (_RATE, "risk_free")):
        unit = plan.handout.definitions[key].unit
        sheet.formula(row, column, driver_formula(plan, item, key), numbers[key], unit, "link")
    at = {column: f"${bookwriter.xl_col_to_name(column)}${row + 1}" for column in range(2, 16)}
    life = f"MAX({SHORTEST!r},({plan.driver('life_end', item)}-Val_Date)/{DAYS_PER_YEAR})"
    sheet.formula(row, _YEARS, life, years, "factor")
    _closed_form(sheet, row, at, numbers | {"flows": flows, "years": years})
    drift = f"EXP(({at[_RATE]}-{at[_DELAY]})*{at[_STEP]})"
    tree = crr_lattice(numbers["volatility"], numbers["risk_free"], years, steps=OPTION_STEPS, yield_rate=1 / years)
    for column, formula, result in (
        (_STEP, f"{at[_YEARS]}/{OPTION_STEPS}", years / OPTION_STEPS),
        (_UP, f"EXP({at[_SIGMA]}*SQRT({at[_STEP]}))", tree.up),
        (_CHANCE, f"({drift}-1/{at[_UP]})/({at[_UP]}-1/{at[_UP]})", tree.probability),
        (_DISCOUNT, f"EXP(-{at[_RATE]}*{at[_STEP]})", tree.discount),
    ):
        sheet.formula(row, column, formula, result, "factor")
    top = lattice + 1
    root = f"{bookwriter.xl_col_to_name(_FLOWS)}{top + 2}"
    safe = f"IF(OR({at[_CHANCE]}<0,{at[_CHANCE]}>1),MAX(0,{at[_FLOWS]}-{at[_COST]}),{root})"
    sheet.formula(row, _AMERICAN, f"IF({at[_FLOWS]}<=0,0,{safe})", found.value if found else 0.0, bold=True)
    sheet.note(lattice, f"{item.index + 1}. {item.subject.number}  {plan.book.label('handout.options.lattice')}")
    _nodes(sheet, top, at, lattice_values(flows, numbers["launch_cost"], tree))


def _closed_form(sheet: Sheet, row: int, at: Mapping[int, str], numbers: Mapping[str, float]) -> None:
    """Write the European value by Black and Scholes with the cost of delay q = 1 / life."""
    flows, years = numbers["flows"], numbers["years"]
    delay, sigma = 1 / years, numbers["volatility"]
    spread = sigma * math.sqrt(years)
    cost = numbers["launch_cost"]
    usable = flows > 0 and cost > 0
    d1 = (math.log(flows / cost) + (numbers["risk_free"] - delay + sigma**2 / 2) * years) / spread if usable else 0.0
    ratio = f"LN({at[_FLOWS]}/{at[_COST]})"
    drift = f"({at[_RATE]}-{at[_DELAY]}+{at[_SIGMA]}^2/2)*{at[_YEARS]}"
    root = f"({at[_SIGMA]}*SQRT({at[_YEARS]}))"
    guard = f"OR({at[_FLOWS]}<=0,{at[_COST]}<=0)"
    sheet.formula(row, _DELAY, f"1/{at[_YEARS]}", delay, "rate")
    sheet.formula(row, _D1, f"IF({guard},0,({ratio}+{drift})/{root})", d1, "factor")
    sheet.formula(row, _D2, f"IF({guard},0,{at[_D1]}-{root})", d1 - spread if usable else 0.0, "factor")
    kept, paid = f"EXP(-{at[_DELAY]}*{at[_YEARS]})", f"EXP(-{at[_RATE]}*{at[_YEARS]})"
    closed = f"{at[_FLOWS]}*{kept}*NORMSDIST({at[_D1]})-{at[_COST]}*{paid}*NORMSDIST({at[_D2]})"
    edge = f"MAX(0,{at[_FLOWS]}*{kept}-{at[_COST]}*{paid})"
    value = black_scholes(flows, cost, sigma=sigma, rate=numbers["risk_free"], years=years, yield_rate=delay)
    sheet.formula(row, _EUROPEAN, f"IF({guard},{edge},{closed})", value.call)


def _nodes(sheet: Sheet, top: int, at: Mapping[int, str], values: list[list[float]]) -> None:
    """Write the lattice: steps across, falls of the price down; each node the larger of launching and waiting."""
    for step in range(OPTION_STEPS + 1):
        column = _FLOWS + step
        sheet.put(top, column, step, "count", "head")
        for falls in range(step + 1):
            row = top + 1 + falls
            gain = f"{at[_FLOWS]}*{at[_UP]}^{step - 2 * falls}-{at[_COST]}"
            here = f"MAX(0,{gain})"
            if step < OPTION_STEPS:
                after = bookwriter.xl_col_to_name(column + 1)
                rise, fall = f"{after}{row + 1}", f"{after}{row + 2}"
                waiting = f"{at[_DISCOUNT]}*({at[_CHANCE]}*{rise}+(1-{at[_CHANCE]})*{fall})"
                here = f"MAX({gain},{waiting})"
            sheet.formula(row, column, here, values[step][falls], "CNY")
