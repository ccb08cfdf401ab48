"""Draw what decisions rest on and what follows: matrices, radar, savings, coverage lost, key figures."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from patentdesk.charts.data import Scored, Scores
from patentdesk.charts.review import GRADES, grade_colours
from patentdesk.charts.sheet import Sheet
from patentdesk.charts.terms import term
from patentdesk.charts.triagedata import Radar, Savings, Shares

_RINGS = 4
_NAMED = 300.0
"""In points: in a narrower picture the quadrants stay without names."""
_FEWEST_AXES = 3
_HEAD = 44.0
"""Height of title and legend, in points."""
_SIDES = 2.1
"""How far names reach beside a radar, its own reach being 1."""


def opportunity_and_risk(sheet: Sheet, data: Scores) -> bool:
    """Draw each patent by opportunity (across) and risk (up), with the four quadrants."""
    shown = [one for one in data.patents if one.opportunity is not None and one.risk is not None]
    if not shown:
        return False
    axes = sheet.axes
    axes.axhline(50, color=sheet.theme.quiet, linewidth=0.8)
    axes.axvline(50, color=sheet.theme.quiet, linewidth=0.8)
    corners = ((99, 99, "guard"), (1, 99, "doubt"), (99, 1, "core"), (1, 1, "option"))
    for x, y, name in corners if sheet.width > _NAMED else ():
        ha, va = ("right" if x > 50 else "left"), ("top" if y > 50 else "bottom")
        sheet.write(x, y, sheet.words(f"chart.quadrant.{name}"), ha=ha, va=va, colour=sheet.theme.muted)
    colours = grade_colours(sheet)
    for grade in (*GRADES, "withheld"):
        some = [one for one in shown if one.grade == grade]
        if some:
            size = 30 if len(shown) < 400 else 12
            axes.scatter(
                [one.opportunity or 0 for one in some],
                [one.risk or 0 for one in some],
                s=size,
                color=colours[grade],
                alpha=0.78,
                linewidths=0.5,
                edgecolors=sheet.theme.ground,
            )
            sheet.legend.append((sheet.words.code("grade", grade), colours[grade]))
    for one in shown:
        _mark(sheet, one, float(one.opportunity or 0), float(one.risk or 0))
    for side in (axes.set_xlim, axes.set_ylim):
        side(-2, 102)
    sheet.ticks("x", range(0, 101, 25))
    sheet.ticks("y", range(0, 101, 25))
    sheet.rule("x", "y")
    sheet.name_axis("x", sheet.words("chart.axis.opportunity"))
    sheet.name_axis("y", sheet.words("chart.axis.risk"))
    return True


def _mark(sheet: Sheet, one: Scored, x: float, y: float) -> None:
    text = sheet.words("chart.tip_placed", number=one.number, title=one.title, opportunity=f"{x:.0f}", risk=f"{y:.0f}")
    sheet.mark(x, x, y, y, term=term("id", one.patent_id), text=text)


def radar(sheet: Sheet, data: Radar) -> bool:
    """Draw shapes over axes that run out from the middle; what is not known leaves a gap in the outline."""
    count = len(data.axes)
    known = any(value is not None for _, values in data.shapes for value in values)
    if count < _FEWEST_AXES or not known:
        return False
    angles = [pi / 2 - 2 * pi * place / count for place in range(count)]
    axes = sheet.axes
    for ring in range(1, _RINGS + 1):
        reach = ring / _RINGS
        outline = [(reach * cos(angle), reach * sin(angle)) for angle in [*angles, angles[0]]]
        axes.plot(*zip(*outline, strict=True), color=sheet.theme.grid, linewidth=0.9)
    for angle, name in zip(angles, data.axes, strict=True):
        axes.plot([0, cos(angle)], [0, sin(angle)], color=sheet.theme.grid, linewidth=0.9)
        ha = "center" if abs(cos(angle)) < 0.2 else "left" if cos(angle) > 0 else "right"
        va = "bottom" if sin(angle) > 0.8 else "top" if sin(angle) < -0.8 else "center"
        sheet.write(1.06 * cos(angle), 1.06 * sin(angle), sheet.short(name, 0.24), ha=ha, va=va)
    for (name, values), colour in zip(data.shapes, sheet.theme.series, strict=False):
        _shape(sheet, values, angles, colour, name)
        sheet.legend.append((sheet.short(name, 0.7 / len(data.shapes)), colour))
    wide = sheet.width / max(sheet.height - _HEAD, 40.0)
    half = max(1.25, _SIDES / wide)
    axes.set_xlim(-half * wide, half * wide)
    axes.set_ylim(-half, half)
    axes.set_axis_off()
    return True


def _shape(sheet: Sheet, values: Sequence[float | None], angles: Sequence[float], colour: str, name: str) -> None:
    known = [(value, angle) for value, angle in zip(values, angles, strict=True) if value is not None]
    points = [(value * cos(angle), value * sin(angle)) for value, angle in known]
    closed = [*points, points[0]] if points else []
    if len(points) >= _FEWEST_AXES:
        sheet.axes.fill(*zip(*closed, strict=True), color=colour, alpha=0.14, linewidth=0)
    if closed:
        sheet.axes.plot(*zip(*closed, strict=True), color=colour, linewidth=1.6, marker="o", markersize=3.5)
    for (x, y), value in zip(points, [value for value, _ in known], strict=True):
        sheet.mark(x, x, y, y, text=f"{name}: {value:.0%}")


def savings(sheet: Sheet, data: Savings) -> bool:
    """Draw what the scenarios save by year, side by side."""
    years = sorted({year for _, amounts in data.scenarios for year, amount in amounts if amount})
    if not years:
        return False
    count = len(data.scenarios)
    width = 0.8 / count
    for place, ((name, amounts), colour) in enumerate(zip(data.scenarios, sheet.theme.series * 2, strict=False)):
        by_year = dict(amounts)
        at = [year - 0.4 + width * (place + 0.5) for year in years]
        heights = [by_year.get(year, 0.0) for year in years]
        half = width * 0.46
        sheet.boxes([(x - half, x + half, 0, height) for x, height in zip(at, heights, strict=True)], colour)
        for x, year, height in zip(at, years, heights, strict=True):
            text = sheet.words("chart.tip_part", name=str(year), part=name, n=f"{height:,.0f} {data.currency}")
            sheet.mark(x - width / 2, x + width / 2, 0, height, text=text)
        sheet.legend.append((sheet.short(name, 0.7 if count == 1 else 0.4), colour))
    saved = [amount for _, amounts in data.scenarios for _, amount in amounts]
    sheet.axes.set_ylim(min([0.0, *saved]) * 1.05, max([0.0, *saved]) * 1.05 or 1.0)
    sheet.across(years[0], years[-1])
    sheet.year_axis()
    sheet.amount_axis("y")
    return True


def shares(sheet: Sheet, data: Shares) -> bool:
    """Draw shares as bars of a common length, their targets as ticks; red where a target is missed."""
    if not data.rows:
        return False
    theme = sheet.theme
    places = range(len(data.rows))
    sheet.boxes([(0.0, 1.0, place - 0.25, place + 0.25) for place in places], theme.grid)
    colours = [theme.danger if one.good is False else theme.good if one.good else theme.accent for one in data.rows]
    reached = [min(one.value or 0.0, 1.0) for one in data.rows]
    sheet.boxes([(0.0, share, place - 0.25, place + 0.25) for place, share in enumerate(reached)], colours)
    targets = [(place, one.target) for place, one in enumerate(data.rows) if one.target is not None]
    sheet.lines([((at, place - 0.36), (at, place + 0.36)) for place, at in targets], theme.text, 1.6)
    for place, one in enumerate(data.rows):
        sheet.figure_at(1.0, place, one.text)
        sheet.mark(0, 1, place - 0.5, place + 0.5, term=one.term, text=f"{one.name}: {one.text}")
    sheet.categories("y", [one.name for one in data.rows], 0.46)
    sheet.span = (0.0, 1.0)
    sheet.downwards(len(data.rows))
    sheet.axes.xaxis.set_visible(False)
    sheet.axes.spines["bottom"].set_visible(False)
    return True
