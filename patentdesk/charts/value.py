"""Draw what a valuation found: the bridge, the tornado, value by year, and the grid of rates."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from patentdesk.charts.bars import diverging, grid_axes, paint_cells
from patentdesk.charts.data import Bridge, RateGrid, Tornado, YearlyValue
from patentdesk.charts.sheet import Line, Sheet


def bridge(sheet: Sheet, data: Bridge) -> bool:
    """Draw the steps from the first figure to the conclusion as a waterfall that is read downwards."""
    if not data.steps:
        return False
    theme, level = sheet.theme, 0.0
    reached: list[float] = [0.0]
    bars: list[tuple[float, float, float, float]] = []
    links: list[Line] = []
    colours: list[str] = []
    for place, step in enumerate(data.steps):
        start = 0.0 if step.total else level
        end = step.amount if step.total else level + step.amount
        up = step.total or step.amount >= 0
        bars.append((min(start, end), max(start, end), place - 0.31, place + 0.31))
        colours.append(theme.accent if step.total else theme.good if up else theme.series[5])
        if place:
            links.append(((level, place - 0.69), (level, place - 0.31)))
        label = sheet.number(step.amount) if step.total else f"{'+' if up else '−'}{sheet.number(abs(step.amount))}"
        sheet.figure_at(max(start, end), place, label, colour=theme.text if step.total else "")
        reached += [start, end]
        level = end
    sheet.boxes(bars, colours)
    sheet.lines(links, theme.quiet, 0.8)
    low, high = min(reached), max(reached)
    far = high + (high - low)
    for place, step in enumerate(data.steps):
        text = sheet.words("chart.tip_amount", name=step.name, amount=f"{step.amount:,.2f} {data.currency}")
        sheet.mark(low, far, place - 0.5, place + 0.5, text=text)
    sheet.axes.axvline(0, color=theme.quiet, linewidth=0.8)
    sheet.span = (low, high)
    sheet.downwards(len(data.steps), 72)
    sheet.categories("y", [step.name for step in data.steps])
    sheet.axes.xaxis.set_visible(False)
    sheet.axes.spines["bottom"].set_visible(False)
    return True


def tornado(sheet: Sheet, data: Tornado) -> bool:
    """Draw the swing of the value by each assumption, the widest above."""
    swings = sorted(data.swings, key=lambda swing: abs(swing.at_high - swing.at_low), reverse=True)[: sheet.rows]
    if not swings:
        return False
    names = sheet.words("chart.at_low"), sheet.words("chart.at_high")
    for side, colour in ((0, sheet.theme.low), (1, sheet.theme.high)):
        reaches = [sorted((data.base, (swing.at_low, swing.at_high)[side])) for swing in swings]
        sheet.boxes([(low, high, at - 0.3, at + 0.3) for at, (low, high) in enumerate(reaches)], colour)
    for place, swing in enumerate(swings):
        for name, end in zip(names, (swing.at_low, swing.at_high), strict=True):
            text = sheet.words("chart.tip_part", name=swing.name, part=name, n=f"{end:,.2f} {data.currency}")
            sheet.mark(min(end, data.base), max(end, data.base), place - 0.4, place + 0.4, text=text)
        least, most = sorted((swing.at_low, swing.at_high))
        sheet.figure_at(min(least, data.base), place, sheet.number(least), before=True)
        sheet.figure_at(max(most, data.base), place, sheet.number(most))
    ends = [end for swing in swings for end in (swing.at_low, swing.at_high)] + [data.base]
    sheet.axes.axvline(data.base, color=sheet.theme.text, linewidth=1)
    sheet.span = (min(ends), max(ends))
    sheet.downwards(len(swings), 72)
    sheet.categories("y", [swing.name for swing in swings])
    sheet.axes.xaxis.set_visible(False)
    sheet.axes.spines["bottom"].set_visible(False)
    sheet.legend = [
        (names[0], sheet.theme.low),
        (names[1], sheet.theme.high),
        (sheet.words("chart.base", amount=sheet.number(data.base)), sheet.theme.text),
    ]
    return True


def value_by_year(sheet: Sheet, data: YearlyValue) -> bool:
    """Draw the present value of each year and how much of the whole is reached."""
    if not data.years:
        return False
    years = [year for year, _ in data.years]
    amounts = [amount for _, amount in data.years]
    colours = [sheet.theme.accent if amount >= 0 else sheet.theme.series[5] for amount in amounts]
    sheet.boxes([(at - 0.36, at + 0.36, min(0.0, amount), max(0.0, amount)) for at, amount in data.years], colours)
    total, reached = sum(amounts), 0.0
    highest = max(*amounts, 0.0)
    for year, amount in data.years:
        reached += amount
        text = sheet.words(
            "chart.tip_year_value",
            year=year,
            amount=f"{amount:,.2f} {data.currency}",
            share=f"{reached / total:.0%}" if total else "–",
        )
        sheet.mark(year - 0.5, year + 0.5, min(amount, 0), highest * 1.08, text=text)
    sheet.axes.axhline(0, color=sheet.theme.quiet, linewidth=0.8)
    sheet.axes.set_ylim(min(*amounts, 0.0) * 1.1, highest * 1.1 or 1.0)
    sheet.across(min(years), max(years))
    sheet.amount_axis("y", whole=False)
    sheet.year_axis()
    return True


def rate_grid(sheet: Sheet, data: RateGrid) -> bool:
    """Draw the value for each pair of discount rate and royalty rate; the conclusion is framed."""
    flat = [value for row in data.values for value in row]
    if not flat:
        return False
    base = data.values[data.base[0]][data.base[1]] if data.base else sum(flat) / len(flat)
    reach = max(abs(value - base) for value in flat) or 1.0
    shades = [[0.5 + 0.4 * (value - base) / reach for value in values] for values in data.values]
    paint_cells(sheet, shades, diverging(sheet), [[sheet.number(value) for value in values] for values in data.values])
    for row, values in enumerate(data.values):
        for column, value in enumerate(values):
            text = sheet.words(
                "chart.tip_rates",
                discount=f"{data.discount_rates[row]:.1%}",
                royalty=f"{data.royalty_rates[column]:.2%}",
                amount=f"{value:,.2f} {data.currency}",
            )
            sheet.mark(column - 0.5, column + 0.5, row - 0.5, row + 0.5, text=text)
    if data.base:
        corner = (data.base[1] - 0.5, data.base[0] - 0.5)
        sheet.axes.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=sheet.theme.text, linewidth=1.8, zorder=5))
    grid_axes(sheet, [f"{rate:.2%}" for rate in data.royalty_rates], [f"{rate:.1%}" for rate in data.discount_rates])
    sheet.name_axis("x", sheet.words("chart.axis.royalty"))
    sheet.name_axis("y", sheet.words("chart.axis.discount"))
    return True
