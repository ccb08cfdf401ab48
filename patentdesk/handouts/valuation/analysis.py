"""Write the sheets that triage fills: Analysis (scores with evidence, radar) and Triage (grade, advice, decision)."""

from __future__ import annotations

from patentdesk.handouts import bookwriter
from patentdesk.handouts.valuation.assets import VALUE, both
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Subject
from patentdesk.handouts.valuation.plan import Plan

NAME, NUMBER, SCORE, COVERAGE, FIRST = 1, 0, 2, 3, 4
WEIGHT_ROW = HEAD_ROW + 1
FIRST_ROW = HEAD_ROW + 2
RADAR_COLUMNS = 14
CHART_ROWS = 26
TRIAGE_HEADS = (
    "number", "patent_number", "value", "fees_pv", "cover", "grade", "advice", "advice_reason", "vetoes", "decision",
    "decided_on", "review_on",
)  # fmt: skip


def scored(plan: Plan) -> list[tuple[int, Subject]]:
    """Return the subjects with scores and their place in the Assets sheet."""
    return [(place, subject) for place, subject in enumerate(plan.subjects) if subject.indicators]


def write_analysis(plan: Plan) -> None:
    """Write points by patent and indicator, live scores and coverage, the radar of a chosen patent, the evidence."""
    rows = scored(plan)
    if not rows:
        return
    codes = [one.code for one in rows[0][1].indicators]
    sheet = plan.book.add("analysis", (6, 22, 12, 12, *[11] * len(codes)))
    sheet.notes("handout.analysis.note")
    heads = ["handout.head.number", "handout.head.patent_number", "handout.head.score", "handout.head.coverage"]
    sheet.heads(HEAD_ROW, [*heads, *(f"indicator.{code}" for code in codes)], height=58)
    sheet.put(WEIGHT_ROW, NAME, plan.book.label("handout.analysis.weight"), bold=True)
    for offset, one in enumerate(rows[0][1].indicators):
        sheet.put(WEIGHT_ROW, FIRST + offset, one.weight, "factor", "input")
    for offset, (place, subject) in enumerate(rows):
        _points(sheet, FIRST_ROW + offset, place, subject)
    last = FIRST_ROW + len(rows) - 1
    radar = last + 2
    _radar(plan, sheet, radar, len(rows), codes)
    evidence = radar + max(len(codes) + 5, CHART_ROWS)
    bottom = _evidence(plan, sheet, evidence)
    sheet.page.freeze_panes(FIRST_ROW, SCORE)
    sheet.page.set_h_pagebreaks([radar, evidence])
    sheet.page.print_area(0, 0, bottom, max(RADAR_COLUMNS, FIRST + len(codes) - 1))


def _points(sheet: Sheet, row: int, place: int, subject: Subject) -> None:
    sheet.put(row, NUMBER, place + 1, "count")
    sheet.put(row, NAME, subject.number)
    last = bookwriter.xl_col_to_name(FIRST + len(subject.indicators) - 1)
    first, weights = bookwriter.xl_col_to_name(FIRST), WEIGHT_ROW + 1
    points, weight = f"{first}{row + 1}:{last}{row + 1}", f"${first}${weights}:${last}${weights}"
    known = f"SUMPRODUCT(ISNUMBER({points})*{weight})"
    score, coverage = _score(subject)
    sheet.formula(row, SCORE, f"IF({known}=0,0,SUMPRODUCT({points},{weight})/{known})", score, "points", bold=True)
    sheet.formula(row, COVERAGE, f"IF(SUM({weight})=0,0,{known}/SUM({weight}))", coverage, "rate")
    for offset, one in enumerate(subject.indicators):
        sheet.put(row, FIRST + offset, one.points, "points", "input")


def _score(subject: Subject) -> tuple[float, float]:
    known = sum(one.weight for one in subject.indicators if one.points is not None)
    total = sum(one.weight for one in subject.indicators)
    points = sum(one.points * one.weight for one in subject.indicators if one.points is not None)
    return (points / known if known else 0.0), (known / total if total else 0.0)


def _radar(plan: Plan, sheet: Sheet, top: int, count: int, codes: list[str]) -> None:
    """Write the chosen patent's points beside the mean of all, and the radar chart."""
    label = plan.book.label
    subjects = [subject for _, subject in scored(plan)]
    sheet.section(top, "handout.analysis.radar")
    sheet.put(top + 1, NAME, subjects[0].number, "text", "input")
    choice = f"${bookwriter.xl_col_to_name(NAME)}${top + 2}"
    numbers = sheet.ref(FIRST_ROW, NAME, last=(FIRST_ROW + count - 1, NAME))
    sheet.page.data_validation(top + 1, NAME, top + 1, NAME, {"validate": "list", "source": "=" + numbers})
    sheet.page.set_row(top + 2, 32)
    sheet.put(top + 2, NAME, label("handout.analysis.indicator"), "text", "head")
    sheet.put(top + 2, SCORE, label("handout.analysis.chosen"), "text", "head")
    sheet.put(top + 2, COVERAGE, label("handout.analysis.mean"), "text", "head")
    place = f"MATCH({choice},{numbers.split('!')[1]},0)"
    for offset, code in enumerate(codes):
        row, letter = top + 3 + offset, bookwriter.xl_col_to_name(FIRST + offset)
        column = f"${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + count}"
        known = [one for subject in subjects if (one := subject.indicators[offset].points) is not None]
        sheet.put(row, NAME, label(f"indicator.{code}"))
        sheet.page.set_row(row, 26)
        shown = subjects[0].indicators[offset].points or 0.0
        sheet.formula(row, SCORE, f"N(INDEX({column},{place}))", shown, "points")
        mean = sum(known) / len(known) if known else 0.0
        sheet.formula(row, COVERAGE, f"IF(COUNT({column})=0,0,AVERAGE({column}))", mean, "points")
    chart = plan.book.workbook.add_chart({"type": "radar", "subtype": "filled"})
    last = top + 2 + len(codes)
    for shown_column, color, key in ((SCORE, "#2E75B6", "chosen"), (COVERAGE, "#C0A050", "mean")):
        chart.add_series(
            {
                "name": label(f"handout.analysis.{key}"),
                "categories": [sheet.name, top + 3, NAME, last, NAME],
                "values": [sheet.name, top + 3, shown_column, last, shown_column],
                "fill": {"color": color, "transparency": 60},
                "line": {"color": color, "width": 1.5},
            }
        )
    chart.set_title({"name": label("handout.chart.radar"), "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 640, "height": 420})
    sheet.page.insert_chart(top + 1, FIRST + 1, chart)


def _evidence(plan: Plan, sheet: Sheet, top: int) -> int:
    """Write every reading with its evidence; returns the last row."""
    sheet.section(top, "handout.analysis.evidence")
    row = top + 1
    keys = ("number", "patent_number", "points")
    sheet.heads(row, [*(f"handout.head.{key}" for key in keys), "handout.analysis.weight"])
    sheet.page.repeat_rows(row)  # the longest table of the sheet
    width = FIRST + 6
    for column, key in ((FIRST, "indicator"), (FIRST + 2, "reading")):
        end_column = FIRST + 1 if key == "indicator" else width
        sheet.page.merge_range(row, column, row, end_column, "", plan.book.style("text", "head"))
        sheet.put(row, column, plan.book.words.both(f"handout.analysis.{key}"), "text", "head")
    for place, subject in scored(plan):
        for one in subject.indicators:
            row += 1
            sheet.put(row, 0, place + 1, "count")
            sheet.put(row, 1, subject.number)
            sheet.put(row, 2, one.points, "points")
            sheet.put(row, 3, one.weight, "factor")
            sheet.page.merge_range(row, FIRST, row, FIRST + 1, "", plan.book.style("text"))
            sheet.put(row, FIRST, plan.book.words.both(f"indicator.{one.code}"))
            sheet.page.merge_range(row, FIRST + 2, row, width, "", plan.book.style("text"))
            sheet.put(row, FIRST + 2, one.evidence)
            sheet.page.set_row(row, 28)
    return row


def graded(plan: Plan) -> list[tuple[int, Subject]]:
    """Return the subjects that triage graded and their place in the Assets sheet."""
    return [(place, subject) for place, subject in enumerate(plan.subjects) if subject.grading]


def add_triage(plan: Plan) -> None:
    """Add the sheet in its place; it is filled when the lists exist."""
    if graded(plan):
        plan.book.add("triage", (6, 22, 18, 18, 11, 14, 18, 48, 48, 22, 12, 12))


def write_triage(plan: Plan) -> None:
    """Write grade, advice and decision of every patent beside its value and what keeping it costs."""
    rows = graded(plan)
    if not rows:
        return
    sheet = plan.sheet("triage")
    sheet.notes("handout.triage.note")
    sheet.heads(HEAD_ROW, [f"handout.head.{key}" for key in TRIAGE_HEADS])
    for offset, (place, subject) in enumerate(rows):
        _grading(plan, sheet, HEAD_ROW + 1 + offset, place, subject)
    last = HEAD_ROW + len(rows)
    decisions = [plan.book.words.both(f"decision.{code}").replace("\n", " ") for code in DECISIONS]
    for offset, text in enumerate(decisions):
        plan.book.sheets["lists"].put(LIST_ROW + offset, LIST_COLUMN, text)
    names = plan.book.sheets["lists"].ref(LIST_ROW, LIST_COLUMN, last=(LIST_ROW + len(decisions) - 1, LIST_COLUMN))
    plan.book.workbook.define_name("List_Decision", "=" + names)
    sheet.page.data_validation(
        HEAD_ROW + 1, 9, last, 9, {"validate": "list", "source": "=List_Decision", "ignore_blank": True}
    )
    sheet.page.freeze_panes(HEAD_ROW + 1, 2)
    sheet.page.repeat_rows(HEAD_ROW)
    sheet.page.print_area(0, 0, last, len(TRIAGE_HEADS) - 1)


DECISIONS = ("KEEP", "KEEP-1Y", "LIC", "OPEN", "SELL", "POOL", "ENF", "PLEDGE", "FILE", "NARROW", "DROP", "DEF")
LIST_ROW, LIST_COLUMN = HEAD_ROW + 1, 5


def _grading(plan: Plan, sheet: Sheet, row: int, place: int, subject: Subject) -> None:
    found, excel = subject.grading, row + 1
    if found is None:
        return
    sheet.put(row, 0, place + 1, "count")
    sheet.put(row, 1, subject.number)
    value = subject.value or 0.0
    sheet.formula(row, 2, f"N({plan.sheet('assets').ref(plan.asset_row(place), VALUE)})", value, "money", "link")
    fees = _fees(plan, sheet, row, place)
    sheet.formula(row, 4, f"IF(D{excel}=0,0,C{excel}/D{excel})", value / fees if fees else 0.0, "times")
    decision = both(plan, "decision", found.decision).replace("\n", " ") if found.decision else ""
    advice = both(plan, "decision", found.advice) if found.advice else "–"
    cells = ((5, both(plan, "grade", found.grade)), (6, advice), (7, found.reason), (8, found.vetoes))
    for column, text in cells:
        sheet.put(row, column, text)
    sheet.put(row, 9, decision, "text", "input")
    sheet.put(row, 10, found.decided_on, "date")
    sheet.put(row, 11, found.review_on, "date", "input")
    sheet.page.set_row(row, 44)


def _fees(plan: Plan, sheet: Sheet, row: int, place: int) -> float:
    """Write the present value of the fees of a valued patent; 0 for others."""
    from_income = plan.income_total(place, "pv_fees")
    if from_income is None:
        sheet.put(row, 3, 0, "money")
        return 0.0
    fees = plan.items[place].outcome.relief.pv_fees
    sheet.formula(row, 3, from_income, fees, "money", "link")
    return fees
