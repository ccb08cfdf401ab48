"""Write the sheets that a reader sees first: Cover, Guide, Summary, Purpose."""

from __future__ import annotations

from patentdesk.handouts.valuation.assets import VALUE
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.capitals import in_capitals
from patentdesk.handouts.valuation.income import FIRST_YEAR, SUM_FEES_ROW, SUM_NET_ROW, SUM_ROYALTY_ROW
from patentdesk.handouts.valuation.incomelines import YEAR_ROW
from patentdesk.handouts.valuation.paging import height_for
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.methods import Method, MethodValue, relief_of
from patentdesk.valuation.patent import NotValued

SHEETS = (
    "cover", "guide", "summary", "purpose", "assets", "assumptions", "analysis", "drivers", "fees", "income", "tab",
    "income_methods", "market", "cost", "options", "renewal", "renewal_stages", "sensitivity", "scenarios",
    "reconciliation", "triage", "caveats", "signoff", "checks", "lists",
)  # fmt: skip
CHART_BARS = 15


def add_front(plan: Plan) -> None:
    """Add the four sheets in their order; they are filled when the others exist."""
    plan.book.add("cover", (30, 62), landscape=False)
    plan.book.add("guide", (30, 110))
    plan.book.add("summary", (42, 20, 20, 20, 26, 26))
    plan.book.add("purpose", (34, 100))


def totals(plan: Plan) -> dict[Level, float]:
    """Return the sums of the stand-alone values of all patents."""
    return {level: sum(item.cases[level].relief.value for item in plan.items) for level in Level}


CONCLUDED = {Level.BASE: "Reconciled_Value", Level.LOW: "Reconciled_Low", Level.HIGH: "Reconciled_High"}
"""Workbook names of the concluded value and its ends."""


def values_by(plan: Plan, method: Method) -> list[MethodValue]:
    """Return what a method gives for the patents that it gives a value for."""
    if method is Method.RELIEF:
        return [relief_of(item.outcome) for item in plan.items]
    return [found for item in plan.items if (found := item.subject.by(method))]


def sums_by(plan: Plan, method: Method) -> dict[Level, float]:
    """Return the totals of a method."""
    if method is Method.RELIEF:
        return totals(plan)
    found = values_by(plan, method)
    return {
        Level.BASE: sum(one.value or 0.0 for one in found),
        Level.LOW: sum(one.low or 0.0 for one in found),
        Level.HIGH: sum(one.high or 0.0 for one in found),
    }


def concluded(plan: Plan) -> dict[Level, float]:
    """Return the weighted values of the methods."""
    sums = {method: sums_by(plan, method) for method in plan.handout.weights}
    return {
        level: sum(weight * sums[method][level] for method, weight in plan.handout.weights.items()) for level in Level
    }


def write_cover(plan: Plan, master: str) -> None:
    """Write title, subject, dates, people and the master check."""
    sheet, handout, label = plan.sheet("cover"), plan.handout, plan.book.label
    sheet.page.set_row(0, 84)
    sheet.page.merge_range(0, 0, 0, 1, "", plan.book.plain())
    name = plan.book.words.both("handout.cover.name")
    sheet.note(0, name, bold=True, font_size=20, font_color="#1F3B57", text_wrap=True)
    sheet.note(1, label("handout.cover.not_appraisal"), italic=True)
    rows = [
        ("subject", handout.portfolio), ("client", handout.client), ("valuation_date", None), ("report_date", None),
        ("reference", handout.reference), ("version", handout.engine_version),
        ("classification", label("handout.class")),
        ("prepared", handout.prepared_by), ("reviewed", ""), ("approved", ""), ("count", None), ("check", None),
    ]  # fmt: skip
    for offset, (key, text) in enumerate(rows):
        row = HEAD_ROW + offset
        sheet.page.set_row(row, 24)
        sheet.put(row, 0, label(f"handout.cover.{key}"), bold=True)
        if key == "valuation_date":
            sheet.formula(row, 1, "Val_Date", handout.valued_on, "date", "link", align="left")
        elif key == "report_date":
            sheet.put(row, 1, handout.made_on, "date", align="left")
        elif key == "count":
            sheet.put(row, 1, len(plan.subjects), "count", align="left")
        elif key == "check":
            sheet.formula(row, 1, master, label("handout.check.ok"), "general", bold=True)
            mark_checks(plan, sheet, row, 1)
        else:
            sheet.put(row, 1, text)
    if plan.overlap:
        sheet.warn(HEAD_ROW + len(rows) + 1, plan.overlap)
    sheet.page.print_area(0, 0, HEAD_ROW + len(rows) + 1, 1)


def mark_checks(plan: Plan, sheet: Sheet, row: int, column: int, last: int | None = None) -> None:
    """Colour the results of checks: green for OK, red for a failure."""
    end = row if last is None else last
    for text, back, color in (("OK", "#DFF2DF", "#1B5E20"), ("FAILED", "#F9D6D5", "#B00020")):
        style = plan.book.workbook.add_format({"bg_color": back, "font_color": color})
        rule = {"type": "text", "criteria": "containing", "value": text, "format": style}
        sheet.page.conditional_format(row, column, end, column, rule)


def write_guide(plan: Plan) -> None:
    """Write the table of contents with links, the colour legend and how to change inputs."""
    sheet, book = plan.sheet("guide"), plan.book
    row = 2
    for key in SHEETS:
        if key in book.sheets:
            name = book.sheets[key].name
            link = book.plain(font_color="#0563C1", underline=1)
            sheet.page.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            sheet.note(row, book.label(f"handout.guide.{key}"), column=1, text_wrap=True)
            row += 1
    row += 1
    sheet.section(row, "handout.guide.colours")
    for offset, (role, key) in enumerate((("input", "input"), ("", "formula"), ("link", "link"))):
        sheet.put(row + 1 + offset, 0, "1,234.56", "text", role)
        sheet.note(row + 1 + offset, book.label(f"handout.guide.colour_{key}"), column=1)
    row += 5
    sheet.section(row, "handout.guide.rules")
    for number in range(1, 9):
        sheet.page.set_row(row + number, 26)
        sheet.page.merge_range(row + number, 0, row + number, 1, "", book.plain())
        sheet.note(row + number, book.words.both(f"handout.guide.rule{number}"), text_wrap=True)
    sheet.page.print_area(0, 0, row + 9, 1)
    sheet.page.fit_to_pages(1, 1)


def write_summary(plan: Plan, words_ref: str) -> None:
    """Write the concluded value with range and capitals, drivers, caveats and two native charts on one page."""
    sheet, label = plan.sheet("summary"), plan.book.label
    sums = concluded(plan)
    if plan.overlap:
        sheet.warn(1, plan.overlap)
    else:
        sheet.note(1, label("handout.summary.note"))
    sheet.heads(2, [f"handout.summary.{key}" for key in ("item", "base", "low", "high")])
    rows = (("yuan", "", "money"), ("wan", "/10000", "wan"))
    for offset, (key, tail, kind) in enumerate(rows):
        row = 3 + offset
        sheet.put(row, 0, label(f"handout.summary.{key}"), bold=True)
        for column, level in enumerate((Level.BASE, Level.LOW, Level.HIGH), start=1):
            result = sums[level] / (10000 if tail else 1)
            role = "" if tail else "link"
            sheet.formula(row, column, CONCLUDED[level] + tail, result, kind, role, bold=level is Level.BASE)
    sheet.put(5, 0, label("handout.summary.words"), bold=True)
    sheet.page.merge_range(5, 1, 5, 3, "", plan.book.style("general"))
    sheet.formula(5, 1, words_ref, in_capitals(int(sums[Level.BASE] + 0.5)), "general", bold=True)
    facts = (
        ("basis", _basis(plan).replace("\n", "  ")), ("method", _method_text(plan)),
        ("range", label("handout.summary.range_text")),
    )  # fmt: skip
    for offset, (key, text) in enumerate(facts):
        sheet.put(6 + offset, 0, label(f"handout.summary.{key}"), bold=True)
        sheet.page.merge_range(6 + offset, 1, 6 + offset, 5, "", plan.book.style("text"))
        sheet.put(6 + offset, 1, text)
        sheet.page.set_row(6 + offset, height_for([(text, sum(sheet.widths[1:6]))], 30))
    _counts(plan, sheet)
    sheet.section(14, "handout.summary.caveats")
    for number in range(1, 6):
        sheet.page.merge_range(14 + number, 0, 14 + number, 5, "", plan.book.plain())
        sheet.page.set_row(14 + number, 28)
        sheet.note(14 + number, f"{number}. {plan.book.words.both(f'handout.caveat{number}')}", text_wrap=True)
    if plan.items:
        _charts(plan, sheet)
    sheet.page.print_area(0, 0, 42, 5)
    sheet.page.fit_to_pages(1, 1)


def _method_text(plan: Plan) -> str:
    weights = plan.handout.weights.items()
    named = [f"{plan.book.label(f'method.{method.value}')} {weight:.0%}" for method, weight in weights if weight]
    return "; ".join(named) + "\n" + plan.book.label("handout.summary.method_text")


def _basis(plan: Plan) -> str:
    """Return the basis of value with its definition, in both languages."""
    basis = plan.handout.basis
    names, told = (plan.book.words.both(key).split("\n") for key in (f"basis.{basis}", f"basis.{basis}.definition"))
    return f"{names[0]}：{told[0]}\n{names[-1].capitalize()}: {told[-1]}"


def _counts(plan: Plan, sheet: Sheet) -> None:
    label = plan.book.label
    none = sum(isinstance(subject.outcome, NotValued) for subject in plan.subjects)
    over = len(plan.subjects) - len(plan.items) - none
    for offset, (key, number) in enumerate((("valued", len(plan.items)), ("ended", over), ("not_valued", none))):
        sheet.put(10 + offset, 0, label(f"handout.summary.{key}"))
        sheet.put(10 + offset, 1, number, "count")


def _charts(plan: Plan, sheet: Sheet) -> None:
    workbook, label = plan.book.workbook, plan.book.label
    assets, income = plan.sheet("assets"), plan.sheet("income")
    first, count = plan.asset_row(0), min(CHART_BARS, len(plan.items))
    bars = workbook.add_chart({"type": "bar"})
    bars.add_series(
        {
            "name": label("handout.head.value"),
            "categories": [assets.name, first, 1, first + count - 1, 1],
            "values": [assets.name, first, VALUE, first + count - 1, VALUE],
            "fill": {"color": "#2E75B6"},
            "gap": 50,
        }
    )
    bars.set_title({"name": label("handout.chart.by_asset", n=count), "name_font": {"size": 11}})
    bars.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    bars.set_x_axis({"num_format": "#,##0", "num_font": {"size": 8}, "label_position": "high"})
    bars.set_legend({"none": True})
    bars.set_size({"width": 510, "height": 400})
    sheet.page.insert_chart(21, 0, bars, {"x_offset": 4})
    line = workbook.add_chart({"type": "line"})
    end = FIRST_YEAR + plan.years - 1
    for row, color in ((SUM_ROYALTY_ROW, "#2E75B6"), (SUM_FEES_ROW, "#C0504D"), (SUM_NET_ROW, "#1B7F3B")):
        line.add_series(
            {
                "name": [income.name, row, 0],
                "categories": [income.name, YEAR_ROW, FIRST_YEAR, YEAR_ROW, end],
                "values": [income.name, row, FIRST_YEAR, row, end],
                "line": {"color": color, "width": 2},
            }
        )
    line.set_title({"name": label("handout.chart.by_year"), "name_font": {"size": 11}})
    line.set_y_axis({"num_format": "#,##0", "num_font": {"size": 8}})
    line.set_x_axis({"num_font": {"size": 8}})
    line.set_legend({"position": "bottom"})
    line.set_size({"width": 470, "height": 400})
    sheet.page.insert_chart(21, 3, line, {"x_offset": 10})


def write_purpose(plan: Plan) -> None:
    """Write purpose, basis of value, users, scope, right valued, standards and independence."""
    sheet, label = plan.sheet("purpose"), plan.book.label
    keys = ("purpose", "basis", "users", "object", "right", "date", "standards", "procedure", "independence", "status")
    for offset, key in enumerate(keys):
        row = 2 + offset
        sheet.page.set_row(row, 62 if key == "standards" else 42)
        sheet.put(row, 0, plan.book.words.both(f"handout.purpose.{key}"), bold=True)
        role = "input" if key in {"purpose", "users", "right"} else ""
        if key == "date":
            sheet.formula(row, 1, "Val_Date", plan.handout.valued_on, "date", "link", align="left")
        elif key == "object":
            sheet.put(row, 1, label("handout.purpose.object_text", n=len(plan.subjects), name=plan.handout.portfolio))
        elif key == "basis":
            sheet.put(row, 1, _basis(plan))
        elif key == "purpose":
            sheet.put(row, 1, plan.book.words.both(f"purpose.{plan.handout.purpose}"), "text", role)
        else:
            sheet.put(row, 1, plan.book.words.both(f"handout.purpose.{key}_text"), "text", role)
    sheet.page.print_area(0, 0, 2 + len(keys), 1)
