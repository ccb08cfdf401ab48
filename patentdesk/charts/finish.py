"""Finish one picture: title, legend, and axes with labels that are never cut and never hide each other."""

from __future__ import annotations

from itertools import pairwise, starmap

from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.transforms import BboxBase

from patentdesk.charts.fonts import families
from patentdesk.charts.sheet import BASE, Picture, Sheet
from patentdesk.charts.texts import break_lines, width_em

_PAD = 8.0
"""Free margin around everything, in points."""


def finish(sheet: Sheet, title: str, *, empty: str = "") -> Picture:
    """Add title and legend, give every text its font, and fit the axes so that no label is cut."""
    figure, theme = sheet.figure, sheet.theme
    top = _PAD
    if title:
        top += _heading(sheet, title)
    if empty:
        sheet.axes.set_axis_off()
        figure.text(
            0.5,
            0.48,
            "\n".join(break_lines(empty, sheet.width * 0.8 / BASE, 5)),
            ha="center",
            va="center",
            fontsize=BASE + 0.5,
            color=theme.muted,
        )
    elif sheet.legend:
        top += _legend(sheet, top)
    _dress(figure)
    if not empty:
        _fit(sheet, top)
        _thin(sheet)
        _clear_narrow_cells(sheet)
    return Picture(figure, sheet.axes, () if empty else tuple(sheet.marks), bool(empty))


def _heading(sheet: Sheet, title: str) -> float:
    """Write the title: smaller, then in two lines where it is too long for one; return its height in points."""
    x, y, room = _PAD / sheet.width, 1 - _PAD / sheet.height, sheet.width - 2 * _PAD
    made = sheet.figure.text(x, y, title, ha="left", va="top", fontweight="bold", color=sheet.theme.text)
    made.set_fontfamily(list(families()))
    for size in (BASE + 1.5, BASE + 0.5, BASE - 0.5):
        made.set_fontsize(size)
        wide = made.get_window_extent().width * 72 / sheet.figure.dpi
        if wide <= room:
            return BASE + 9
    made.set_text("\n".join(break_lines(title, width_em(title) * room / wide, 2)))
    return 2 * BASE + 9


def _legend(sheet: Sheet, top: float) -> float:
    """Put the legend under the title in as many lines as it needs; return its height in points."""
    room = sheet.width - 2 * _PAD
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for name, colour in sheet.legend:
        wide = (width_em(name) + 3.2) * BASE
        if lines[-1] and used + wide > room:
            lines.append([])
            used = 0.0
        lines[-1].append((name, colour))
        used += wide
    step = BASE + 5
    for number, line in enumerate(lines):
        handles = [
            Patch(facecolor=colour if sheet.shows(name) else sheet.theme.grid, linewidth=0, label=name)
            for name, colour in line
        ]
        place = ((_PAD - 1) / sheet.width, 1 - (top - 3 + number * step) / sheet.height)
        made = sheet.figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=place,
            ncols=len(line),
            frameon=False,
            fontsize=BASE,
            labelcolor=sheet.theme.muted,
            handlelength=0.8,
            handleheight=0.8,
            handletextpad=0.5,
            columnspacing=1.3,
            borderpad=0.0,
            borderaxespad=0.0,
        )
        for text in made.get_texts():
            text.set_fontfamily(list(families()))
            if not sheet.shows(text.get_text()):
                text.set_color(sheet.theme.quiet)
    return len(lines) * step + 2


def _dress(figure: Figure) -> None:
    """Give every text of a figure the fonts that have its glyphs, ticks that are still to come included."""
    for axes in figure.axes:
        axes.tick_params(labelfontfamily=list(families()))
        axes.xaxis.label.set_fontfamily(list(families()))
        axes.yaxis.label.set_fontfamily(list(families()))
    for text in figure.texts:
        text.set_fontfamily(list(families()))


def _fit(sheet: Sheet, top: float) -> None:
    """Give the axes the room that their labels leave; again when new room brought other ticks."""
    figure, axes = sheet.figure, sheet.axes
    before = (0.0, 0.0, 0.0, 0.0)
    for _ in range(4):
        sheet.reserve()
        box = axes.get_tightbbox()
        inner = axes.get_window_extent()
        if box is None:
            return
        point = figure.dpi / 72
        left = (inner.x0 - box.x0) / point + _PAD
        right = (box.x1 - inner.x1) / point + _PAD
        below = (inner.y0 - box.y0) / point + _PAD
        above = max((box.y1 - inner.y1) / point, 0) + top
        if max(abs(a - b) for a, b in zip(before, (left, right, below, above), strict=True)) < 0.5:
            return
        before = (left, right, below, above)
        wide = max(sheet.width - left - right, 20)
        high = max(sheet.height - below - above, 20)
        axes.set_position((left / sheet.width, below / sheet.height, wide / sheet.width, high / sheet.height))
    sheet.reserve()


def _thin(sheet: Sheet) -> None:
    """Hide labels of the axes that would hide others: of each axis every label stays, or every second, third ...

    The name of an axis that is longer than the axis is hidden too.
    """
    axes = sheet.axes
    frame = axes.get_window_extent()
    kept: list[BboxBase] = []
    for axis, limits, side in ((axes.yaxis, axes.get_ylim(), 1), (axes.xaxis, axes.get_xlim(), 0)):
        if not axis.get_visible():
            continue
        low, high = min(limits), max(limits)
        labels = [
            label for label in axis.get_ticklabels() if label.get_text() and low <= label.get_position()[side] <= high
        ]
        boxes = [label.get_window_extent() for label in labels]
        every = next(step for step in range(1, len(labels) + 2) if not any(starmap(_meet, pairwise(boxes[::step]))))
        for number, (label, box) in enumerate(zip(labels, boxes, strict=True)):
            seen = number % every == 0 and not any(_meet(box, other) for other in kept)
            label.set_visible(seen)
            kept += [box] if seen else []
        name = axis.label.get_window_extent()
        axis.label.set_visible(name.height <= frame.height if side else name.width <= frame.width)


def _clear_narrow_cells(sheet: Sheet) -> None:
    """Hide the texts of cells when the longest of them is wider or higher than its cell."""
    if not sheet.cells:
        return
    origin, unit = sheet.axes.transData.transform([(0, 0), (1, 1)])
    wide, high = abs(unit - origin)
    box = max(sheet.cells, key=lambda text: width_em(text.get_text())).get_window_extent()
    fit = box.width <= wide and box.height <= high
    for text in sheet.cells:
        text.set_visible(fit)


def _meet(one: BboxBase, other: BboxBase) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
