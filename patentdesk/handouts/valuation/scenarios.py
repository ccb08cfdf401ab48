"""Write the Scenario sheet: live scenarios with chances, and what a simulation gave as dated values."""

from __future__ import annotations

from patentdesk.handouts.valuation.assets import VALUE
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Histogram
from patentdesk.handouts.valuation.front import totals
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level

CHANCES = ((Level.LOW, 0.25, "Total_Low"), (Level.BASE, 0.5, "Total_Value"), (Level.HIGH, 0.25, "Total_High"))
"""Chances of the scenarios; placeholders until somebody states them."""
STATISTICS = ("mean", "deviation", "standard_error", "p5", "p10", "p50", "p90", "p95", "below", "trials", "seed")
SIMULATION_ROW = HEAD_ROW + 8
WIDTHS = (6, 30, 18, 16, 16, *[16] * 9)


def write_scenarios(plan: Plan) -> None:
    """Write the three scenarios, the percentiles by patent, and the histogram of the most valuable one."""
    sheet = plan.book.add("scenarios", WIDTHS)
    sheet.notes("handout.scenarios.note")
    sheet.heads(HEAD_ROW, [f"handout.head.{key}" for key in ("number", "scenario", "chance", "value", "weighted")])
    sums = totals(plan)
    for number, (level, chance, name) in enumerate(CHANCES):
        row = HEAD_ROW + 1 + number
        sheet.put(row, 0, number + 1, "count")
        sheet.put(row, 1, plan.book.label(f"handout.level.{level.value}"))
        sheet.put(row, 2, chance, "rate", "input")
        sheet.formula(row, 3, name, sums[level], "money", "link")
        sheet.formula(row, 4, f"C{row + 1}*D{row + 1}", chance * sums[level])
    first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(CHANCES)
    total = last
    sheet.put(total, 1, plan.book.label("handout.scenarios.expected"), bold=True)
    sheet.formula(total, 2, f"SUM(C{first}:C{last})", 1.0, "rate", bold=True)
    sheet.put(total, 3, "")
    expected = sum(chance * sums[level] for level, chance, _ in CHANCES)
    sheet.formula(total, 4, f"SUM(E{first}:E{last})", expected, bold=True)
    plan.book.workbook.define_name("Chances_Total", "=" + sheet.ref(total, 2))
    if plan.overlap:
        sheet.warn(total + 1, plan.overlap, 1)
    end = _simulated(plan, sheet)
    if plan.handout.histogram:
        end = _histogram(plan, sheet, end + 2, plan.handout.histogram)
    sheet.page.freeze_panes(0, 2)
    sheet.page.print_area(0, 0, end, len(WIDTHS) - 1)


def _simulated(plan: Plan, sheet: Sheet) -> int:
    """Write mean, deviation and percentiles of each simulated patent; returns the last row."""
    items = [item for item in plan.items if item.subject.simulation]
    day = plan.handout.made_on.isoformat()
    sheet.section(SIMULATION_ROW - 1, "handout.scenarios.simulation")
    if not items:
        sheet.note(SIMULATION_ROW, plan.book.label("handout.scenarios.empty"), column=1)
        return SIMULATION_ROW + 1
    text = plan.book.label("handout.scenarios.dated", day=day, version=plan.handout.engine_version)
    sheet.note(SIMULATION_ROW, text)
    heads = [*(f"handout.head.{key}" for key in ("number", "patent_number", "value"))]
    sheet.heads(SIMULATION_ROW + 1, [*heads, *(f"handout.statistic.{key}" for key in STATISTICS)], height=46)
    sheet.page.repeat_rows(SIMULATION_ROW + 1)
    assets = plan.sheet("assets")
    row = SIMULATION_ROW + 1
    for item in items:
        row += 1
        sheet.put(row, 0, item.index + 1, "count")
        sheet.put(row, 1, item.subject.number)
        sheet.formula(row, 2, assets.ref(plan.asset_row(item.index), VALUE), item.outcome.value, "money", "link")
        for offset, key in enumerate(STATISTICS):
            kind = "rate" if key == "below" else "count" if key in {"trials", "seed"} else "money"
            sheet.put(row, 3 + offset, getattr(item.subject.simulation, key), kind)
    together = plan.handout.together
    if together is not None and not plan.overlap and len(items) > 1:
        row += 1
        sheet.page.set_row(row, 40)
        sheet.put(row, 1, plan.book.words.both("handout.scenarios.together"), bold=True)
        sheet.formula(row, 2, "Total_Value", totals(plan)[Level.BASE], "money", "link", bold=True)
        for offset, key in enumerate(STATISTICS):
            kind = "rate" if key == "below" else "count" if key in {"trials", "seed"} else "money"
            sheet.put(row, 3 + offset, getattr(together, key), kind, bold=True)
    return row


def _histogram(plan: Plan, sheet: Sheet, top: int, histogram: Histogram) -> int:
    """Write the classes with their counts and shares, and the column chart; returns the last row."""
    sheet.section(top, "handout.scenarios.histogram")
    sheet.put(top + 1, 1, plan.items[0].subject.number, bold=True)
    sheet.heads(top + 2, [f"handout.head.{key}" for key in ("number", "class_from", "class_to", "frequency", "share")])
    first, last = top + 3, top + 2 + len(histogram.counts)
    trials = sum(histogram.counts)
    for number, count in enumerate(histogram.counts):
        row = first + number
        sheet.put(row, 0, number + 1, "count")
        sheet.put(row, 1, histogram.edges[number], "money")
        sheet.put(row, 2, histogram.edges[number + 1], "money")
        sheet.put(row, 3, count, "count")
        sheet.formula(row, 4, f"D{row + 1}/SUM($D${first + 1}:$D${last + 1})", count / trials, "rate")
    chart = plan.book.workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": plan.book.label("handout.head.frequency"),
            "categories": [sheet.name, first, 2, last, 2],
            "values": [sheet.name, first, 3, last, 3],
            "fill": {"color": "#2E75B6"},
            "gap": 5,
        }
    )
    chart.set_title({"name": plan.book.label("handout.chart.histogram"), "name_font": {"size": 11}})
    chart.set_x_axis({"num_format": "#,##0", "num_font": {"size": 8, "rotation": -45}})
    chart.set_y_axis({"num_format": "#,##0", "num_font": {"size": 8}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 760, "height": 380})
    sheet.page.insert_chart(top + 1, 6, chart)
    return max(last, top + 21)
