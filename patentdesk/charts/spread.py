"""Draw how certain values are and how they compare: distribution, ranges, bubbles, convergence, course of time."""

from __future__ import annotations

from collections import defaultdict

from matplotlib.dates import date2num
from matplotlib.ticker import FuncFormatter, MaxNLocator

from patentdesk.charts.sheet import Sheet
from patentdesk.charts.terms import term
from patentdesk.charts.valuedata import Bubbles, Course, Past, Ranges, Settling, Spread


def histogram(sheet: Sheet, data: Spread) -> bool:
    """Draw how often each class of values came, with P5, P50 and P95."""
    if not data.counts or not sum(data.counts):
        return False
    edges, total, highest = data.edges, sum(data.counts), max(data.counts)
    classes = list(zip(edges, edges[1:], data.counts, strict=False))
    colours = [
        sheet.theme.accent if data.p5 <= (low + high) / 2 <= data.p95 else sheet.theme.quiet for low, high, _ in classes
    ]
    sheet.boxes([(low, low + (high - low) * 0.94, 0, count) for low, high, count in classes], colours)
    for low, high, count in classes:
        text = sheet.words(
            "chart.tip_class",
            low=f"{low:,.0f}",
            high=f"{high:,.0f}",
            currency=data.currency,
            share=f"{count / total:.1%}",
        )
        sheet.mark(low, high, 0, highest, text=text)
    for name, at in (("P5", data.p5), ("P50", data.p50), ("P95", data.p95)):
        sheet.axes.axvline(at, color=sheet.theme.text, linewidth=1, linestyle="-" if name == "P50" else (0, (3, 2)))
        sheet.legend.append((f"{name} {sheet.number(at)}", sheet.theme.text if name == "P50" else sheet.theme.muted))
    sheet.axes.set_xlim(edges[0], edges[-1])
    sheet.axes.set_ylim(0, highest * 1.08)
    sheet.amount_axis("x", whole=False)
    sheet.axes.yaxis.set_visible(False)
    return True


def ranges(sheet: Sheet, data: Ranges) -> bool:
    """Draw values with their ranges one below the other: methods, scenarios."""
    rows = data.rows[: sheet.fitting(1.45)]
    if not rows:
        return False
    boxes = [(row.low, row.high, place - 0.17, place + 0.17) for place, row in enumerate(rows)]
    sheet.boxes(boxes, sheet.theme.ramp[2])
    values = [row.value for row in rows]
    sheet.axes.plot(values, range(len(rows)), linestyle="", marker="o", markersize=6, color=sheet.theme.accent)
    for place, row in enumerate(rows):
        sheet.figure_at(max(row.high, row.value), place, sheet.number(row.value), colour=sheet.theme.text)
        text = sheet.words(
            "chart.tip_range", name=row.name, value=f"{row.value:,.0f}", low=f"{row.low:,.0f}", high=f"{row.high:,.0f}",
            currency=data.currency,
        )  # fmt: skip
        sheet.mark(min(row.low, 0), max(row.high, row.value), place - 0.45, place + 0.45, text=text)
    ends = [0.0, *(end for row in rows for end in (row.low, row.value, row.high))]
    sheet.span = (min(ends), max(ends))
    sheet.axes.axvline(0, color=sheet.theme.quiet, linewidth=0.8)
    sheet.downwards(len(rows), 60)
    sheet.categories("y", [row.name for row in rows])
    sheet.axes.xaxis.set_visible(False)
    sheet.axes.spines["bottom"].set_visible(False)
    sheet.legend = [
        (sheet.words("chart.range_of"), sheet.theme.ramp[2]),
        (sheet.words("chart.value_of"), sheet.theme.accent),
    ]
    if len(data.rows) > len(rows):
        sheet.legend.append((sheet.words("chart.more_rows", n=len(data.rows) - len(rows)), sheet.theme.quiet))
    return True


def bubbles(sheet: Sheet, data: Bubbles) -> bool:
    """Draw each patent by risk and value, its size the cost to keep it; a click selects it."""
    shown = [one for one in data.patents if one.value > 0]
    if not shown:
        return False
    dearest = max(one.cost for one in shown) or 1.0
    sizes = [8 + 130 * max(one.cost, 0.0) / dearest for one in shown]
    risks, values = [one.risk for one in shown], [one.value for one in shown]
    sheet.axes.scatter(risks, values, s=sizes, color=sheet.theme.accent, alpha=0.35, linewidths=0)
    for one in shown:
        text = sheet.words(
            "chart.tip_bubble", name=one.name, value=f"{one.value:,.0f}", risk=f"{one.risk:.0%}",
            cost=f"{one.cost:,.0f}", currency=data.currency,
        )  # fmt: skip
        sheet.mark(one.risk, one.risk, one.value, one.value, term=term("id", one.patent_id), text=text)
    wide = max(values) > 20 * min(values)  # a few dear patents would press all others to the ground
    sheet.axes.set_yscale("log" if wide else "linear")
    sheet.axes.set_ylim(min(values) / 1.6 if wide else 0, max(values) * (1.6 if wide else 1.15))
    reach = (max(risks) - min(risks)) or 0.5
    sheet.axes.set_xlim(max(0.0, min(risks) - 0.12 * reach), max(risks) + 0.12 * reach)
    sheet.axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: f"{at:.0%}"))
    sheet.axes.xaxis.set_major_locator(MaxNLocator(nbins=max(min(int(sheet.width / 80), 6), 2)))
    if wide:
        powers = [10.0**power for power in range(-2, 14) if min(values) / 1.6 <= 10.0**power <= max(values) * 1.6]
        sheet.ticks("y", powers, [sheet.number(power) for power in powers])
        sheet.rule("y")
    else:
        sheet.amount_axis("y", whole=False)
    sheet.name_axis("x", sheet.words("chart.axis.value_risk"))
    sheet.name_axis("y", sheet.words("chart.axis.value", currency=data.currency))
    sheet.legend = [(sheet.words("chart.bubble_size"), sheet.theme.accent)]
    return True


def convergence(sheet: Sheet, data: Settling) -> bool:
    """Draw the running mean of a simulation with two standard errors around it."""
    if not data.points:
        return False
    trials = [count for count, _, _ in data.points]
    means = [mean for _, mean, _ in data.points]
    low = [mean - 2 * error for _, mean, error in data.points]
    high = [mean + 2 * error for _, mean, error in data.points]
    sheet.axes.fill_between(trials, low, high, color=sheet.theme.ramp[1], linewidth=0)
    sheet.axes.plot(trials, means, color=sheet.theme.accent, linewidth=1.6)
    sheet.axes.axhline(means[-1], color=sheet.theme.quiet, linewidth=0.8)
    half = (trials[-1] - trials[0]) / max(len(trials) - 1, 1) / 2 or 0.5
    for count, mean, error in data.points:
        text = sheet.words(
            "chart.tip_settling", n=count, mean=f"{mean:,.0f}", error=f"{error:,.0f}", currency=data.currency
        )
        sheet.mark(count - half, count + half, min(low), max(high), text=text)
    sheet.axes.set_xlim(trials[0], trials[-1] or 1)
    sheet.amount_axis("y", whole=False)
    sheet.amount_axis("x")
    sheet.name_axis("x", sheet.words("chart.axis.trials"))
    sheet.legend = [
        (sheet.words("chart.running_mean"), sheet.theme.accent),
        (sheet.words("chart.two_errors"), sheet.theme.ramp[1]),
    ]
    return True


def course(sheet: Sheet, data: Course) -> bool:
    """Draw the stored values of a patent by valuation date, one line a method, with the range of each."""
    if not data.points:
        return False
    lines: dict[str, list[Past]] = defaultdict(list)
    for point in data.points:
        lines[point.name].append(point)
    for number, (name, points) in enumerate(lines.items()):
        colour = sheet.theme.series[number % len(sheet.theme.series)]
        sheet.legend.append((name, colour))
        if not sheet.shows(name):
            continue
        days = [float(date2num(point.day)) for point in points]
        sheet.axes.plot(days, [point.value for point in points], color=colour, marker="o", markersize=4, linewidth=1.4)
        sheet.axes.vlines(days, [point.low for point in points], [point.high for point in points], color=colour,
                          linewidth=3, alpha=0.3)  # fmt: skip
        for at, point in zip(days, points, strict=True):
            text = sheet.words(
                "chart.tip_past", day=point.day.isoformat(), name=name, value=f"{point.value:,.0f}",
                low=f"{point.low:,.0f}", high=f"{point.high:,.0f}", currency=data.currency,
            )  # fmt: skip
            sheet.mark(at, at, point.value, point.value, text=text)
    days = [float(date2num(point.day)) for point in data.points]
    room = max(max(days) - min(days), 60) * 0.08
    sheet.axes.set_xlim(min(days) - room, max(days) + room)
    sheet.axes.set_ylim(0, max(point.high for point in data.points) * 1.1 or 1.0)
    known = {float(date2num(point.day)): f"{point.day:%Y-%m-%d}" for point in data.points}
    every = -(-len(known) // max(int(sheet.width / 90), 1))
    sheet.ticks("x", list(known)[::every], list(known.values())[::every])
    sheet.amount_axis("y", whole=False)
    return True
