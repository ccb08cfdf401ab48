"""Write the Renewal sheet: what the fees that are paid show of the value, one line a patent, one row a fee."""

from __future__ import annotations

from datetime import date, timedelta

from patentdesk.handouts import bookwriter
from patentdesk.handouts.valuation.bands import FIRST, put_keys, put_sum, used
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.handouts.valuation.tab import SMALL_RATE
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.methods import METHOD_KEYS, Method, numbers_at, returns_of
from patentdesk.valuation.periods import DAYS_PER_YEAR
from patentdesk.valuation.revealed import UNLIKELY, Returns, Stage, StageValue, paid_for, stages, worked_stages

_MEDIAN, _SPREAD, _DECAY, _RATE, _TAX, _SHOWN, _SUM, _VALUE = range(FIRST, FIRST + 8)
"""Columns of the table of patents."""
STAGE_HEADS = (
    "number", "patent_number", "patent_year", "stage_begin", "amount", "stage_end", "stage_years", "stage_left",
    "stage_level", "stage_least", "stage_kept", "stage_earning", "stage_return", "stage_fee", "stage_value",
)  # fmt: skip
_YEAR, _BEGIN, _FEE, _END, _WHOLE, _LEFT, _LEVEL, _LEAST, _KEPT, _EARNING, _RETURN, _PAID, _STAGE = range(2, 15)


def write_renewal(plan: Plan) -> None:
    """Write the values, and on a sheet of their own the stages that they are summed from: every cell live."""
    items = used(plan, Method.RENEWAL)
    if not items:
        return
    sheet = plan.book.add("renewal", (6, 22, *[14] * 5, 14, 18, 18))
    sheet.notes("handout.renewal.note")
    heads = ["handout.head.number", "handout.head.patent_number"]
    heads += [f"assumption.{key}" for key in (*METHOD_KEYS[Method.RENEWAL], "discount_rate", "tax_rate")]
    heads += [f"handout.head.{key}" for key in ("renewal_shown", "renewal_sum", "value")]
    sheet.heads(HEAD_ROW, heads, height=46)
    under = plan.book.add("renewal_stages", (6, 22, 9, 12, 14, 12, 11, 11, 14, 16, 12, 12, 16, 16, 16))
    under.notes("handout.renewal.stages")
    under.heads(HEAD_ROW, [f"handout.head.{key}" for key in STAGE_HEADS], height=60)
    row, blocks = HEAD_ROW + 1, []
    for line, item in enumerate(items, start=HEAD_ROW + 1):
        first, row = row, _item(plan, (sheet, under), item, (line, row))
        blocks.append((first, row - 1))
    put_sum(plan, sheet, Method.RENEWAL, (HEAD_ROW + 1 + len(items), _VALUE), HEAD_ROW + 1)
    under.keep_together(blocks, repeated=(HEAD_ROW,))
    for page, last, columns in ((sheet.page, HEAD_ROW + 1 + len(items), _VALUE), (under.page, row - 1, _STAGE)):
        page.freeze_panes(HEAD_ROW + 1, FIRST)
        page.repeat_rows(HEAD_ROW)
        page.print_area(0, 0, last, columns)


def _item(plan: Plan, sheets: tuple[Sheet, Sheet], item: Item, rows: tuple[int, int]) -> int:
    """Write the line of a patent and its stages; returns the row below them."""
    (sheet, under), (line, first) = sheets, rows
    case, facts, valued_on = item.cases[Level.BASE], item.outcome.facts, plan.handout.valued_on
    returns = returns_of(numbers_at(Method.RENEWAL, item.subject.resolved, Level.BASE), case)
    steps = stages(facts.fees, facts.paid, valued_on, case.life.end)
    worked = worked_stages(returns, steps)
    for offset, (step, value) in enumerate(zip(steps, worked, strict=True)):
        _stage(plan, under, item, (line, first + offset, offset == 0), step, value, returns)
        following = f"{bookwriter.xl_col_to_name(_BEGIN)}{first + offset + 2}," if offset + 1 < len(steps) else ""
        end = f"MIN({following}{plan.driver('life_end', item)})"
        under.formula(first + offset, _END, end, valued_on + timedelta(round(step.end * DAYS_PER_YEAR)), "date")
    last = first + len(steps) - 1
    sheet.put(line, 0, item.index + 1, "count")
    sheet.put(line, 1, item.subject.number)
    put_keys(plan, sheet, item, Method.RENEWAL, (line, FIRST))
    sheet.formula(line, _RATE, plan.driver("discount_rate", item), returns.rate, "rate", "link")
    sheet.formula(line, _TAX, plan.driver("tax_rate", item), returns.tax, "rate", "link")
    begun, kept, summed = (under.ref(first, column, last=(last, column)) for column in (_BEGIN, _KEPT, _STAGE))
    shown = f"IF({under.ref(first, _BEGIN)}>Val_Date,1,INDEX({kept},MATCH(Val_Date,{begun},1)))"
    sheet.formula(line, _SHOWN, shown, paid_for(steps, worked), "rate")
    sheet.formula(line, _SUM, f"SUM({summed})", sum(one.value for one in worked))
    total = "IF({shown}<={least:.0E},0,MAX(0,{sum})/{shown})".format(
        shown=f"{bookwriter.xl_col_to_name(_SHOWN)}{line + 1}",
        sum=f"{bookwriter.xl_col_to_name(_SUM)}{line + 1}",
        least=UNLIKELY,
    )
    found = item.subject.by(Method.RENEWAL)
    sheet.formula(line, _VALUE, total, found.value if found else 0.0, bold=True)
    return last + 1


def _stage(  # noqa: PLR0917 - a row of the sheet, what stands in it and what it is worked from
    plan: Plan, sheet: Sheet, item: Item, place: tuple[int, int, bool], step: Stage, worked: StageValue,
    returns: Returns,
) -> None:  # fmt: skip
    """Write what one fee pays for: its time, the least first return that pays for it, who pays, what it adds."""
    line, row, first = place
    at = {column: f"{bookwriter.xl_col_to_name(column)}{row + 1}" for column in range(_YEAR, _STAGE + 1)}
    median, spread, decay, rate, tax = (plan.sheet("renewal").ref(line, place) for place in range(_MEDIAN, _TAX + 1))

    def brings(years: str) -> str:
        series = f"{years}*(1-({years}-1)/2*{decay}*(1-({years}-2)/3*{decay}*(1-({years}-3)/4*{decay})))"
        return f"IF({decay}<{SMALL_RATE:.4f},{series},(1-(1-{decay})^{years})/{decay})"

    begin = plan.handout.valued_on + timedelta(round(step.begin * DAYS_PER_YEAR))
    sheet.put(row, 0, item.index + 1, "count")
    sheet.put(row, 1, item.subject.number)
    sheet.put(row, _YEAR, step.year, "count")
    rows = _fee_rows(plan, item, begin)
    if rows:
        fees = plan.sheet("fees")
        sheet.formula(row, _BEGIN, fees.ref(rows[0], 3), begin, "date", "link")
        sheet.formula(row, _FEE, "+".join(fees.ref(each, 4) for each in rows), step.fee, "money", "link")
    else:
        sheet.put(row, _BEGIN, begin, "date")
        sheet.put(row, _FEE, step.fee, "money")
    from_day = f"MAX({at[_BEGIN]},Val_Date)"
    before = "0" if first else f"{bookwriter.xl_col_to_name(_LEAST)}{row}"
    least = f"MAX({before},{at[_FEE]}/({at[_LEVEL]}*{brings(at[_WHOLE])}))"
    above = f"LN({median}/{at[_LEAST]})/{spread}"
    time = f"({from_day}-Val_Date)/{DAYS_PER_YEAR}"
    gain = f"{median}*EXP({spread}^2/2)*{at[_EARNING]}*{at[_LEVEL]}"
    gain += f"*(1-{decay})^(({from_day}-{at[_BEGIN]})/{DAYS_PER_YEAR})*{brings(at[_LEFT])}"
    whole, left = step.end - step.begin, max(0.0, step.end - max(0.0, step.begin))
    for column, formula, result, kind in (
        (_WHOLE, f"({at[_END]}-{at[_BEGIN]})/{DAYS_PER_YEAR}", whole, "factor"),
        (_LEFT, f"MAX(0,{at[_END]}-{from_day})/{DAYS_PER_YEAR}", left, "factor"),
        (_LEVEL, f"(1-{decay})^({at[_YEAR]}-1)", (1 - returns.decay) ** (step.year - 1), "factor"),
        (_LEAST, f"IF({at[_WHOLE]}<=0,{before},{least})", worked.least, "money"),
        (_KEPT, _chance(at, median, above), worked.kept, "rate"),
        (_EARNING, _chance(at, median, f"{above}+{spread}"), worked.earning, "rate"),
        (_RETURN, f"{gain}*(1+{rate})^-({time}+Conv_Offset*{at[_LEFT]})", worked.gain, "money"),
        (_PAID, f"IF({at[_BEGIN]}>Val_Date,{at[_FEE]}*{at[_KEPT]}*(1+{rate})^-({time}),0)", worked.paid, "money"),
        (_STAGE, f"(1-{tax})*({at[_RETURN]}-{at[_PAID]})", worked.value, "money"),
    ):
        sheet.formula(row, column, formula, result, kind)


def _fee_rows(plan: Plan, item: Item, begin: date) -> list[int]:
    """Return the rows of the Fees sheet that fall due on a day; none for the fee that was paid before."""
    fees = sorted(item.outcome.facts.fees, key=lambda fee: fee.due)
    first, _last = plan.fee_rows[item.index]
    return [first + place for place, fee in enumerate(fees) if fee.due == begin]


def _chance(at: dict[int, str], median: str, deviation: str) -> str:
    """Return the formula for a part of the lognormal returns above the least one: none without time or return."""
    some = f"IF({at[_LEAST]}<=0,1,IF({median}<=0,0,NORMSDIST({deviation})))"
    return f"IF({at[_WHOLE]}<=0,0,{some})"
