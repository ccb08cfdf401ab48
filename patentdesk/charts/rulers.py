"""Lay out the axes' numbers, names and faint lines: measured and thinned as boxes first, written once at the end.

The axes' own ticks stay unmade: each would be four artists that are placed and measured again at every step.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from matplotlib.axis import Axis
from matplotlib.collections import LineCollection

from patentdesk.charts.measure import Box, around, measure
from patentdesk.charts.sheet import BASE, Sheet

_GAP = 4.0
"""Between the axes and their labels, and between labels and the axis' name, in points."""


@dataclass(frozen=True, slots=True)
class Label:
    """A number or name beside an axis: where it stands, in display pixels."""

    text: str
    x: float
    y: float
    box: Box


@dataclass(frozen=True, slots=True)
class Ruler:
    """What stands beside one axis: its labels, its name (None: it has none), and its places in data coordinates."""

    side: Literal["x", "y"]
    labels: list[Label]
    name: Label | None
    places: list[float]


def frame_of(sheet: Sheet) -> Box:
    """Return where the axes stand."""
    at, dpi = sheet.axes.get_position(), sheet.figure.dpi
    wide, high = sheet.width * dpi / 72, sheet.height * dpi / 72
    return Box(at.x0 * wide, at.y0 * high, at.x1 * wide, at.y1 * high)


def rulers(sheet: Sheet) -> list[Ruler]:
    """Return what stands beside the axes in their present place and limits, the one at the left first."""
    if not sheet.axes.axison:
        return []
    made = []
    if sheet.axes.yaxis.get_visible():
        made.append(_left(sheet, frame_of(sheet)))
    if sheet.axes.xaxis.get_visible():
        made.append(_below(sheet, frame_of(sheet)))
    return made


def thin(sheet: Sheet, made: list[Ruler]) -> list[Ruler]:
    """Leave labels out that would hide others: of each axis every label stays, or every second, third ...

    The name of an axis that is longer than the axis is left out too.
    """
    frame = frame_of(sheet)
    kept: list[Box] = []
    thinned = []
    for ruler in made:
        boxes = [label.box for label in ruler.labels]
        every = next(
            step
            for step in range(1, len(boxes) + 2)
            if not any(one.meets(other) for one, other in pairwise(boxes[::step]))
        )
        seen = [label for label in ruler.labels[::every] if not any(label.box.meets(other) for other in kept)]
        kept += [label.box for label in seen]
        name = ruler.name
        if name is not None:
            fits = name.box.height <= frame.height if ruler.side == "y" else name.box.width <= frame.width
            name = name if fits else None
        thinned.append(Ruler(ruler.side, seen, name, ruler.places))
    return thinned


def write(sheet: Sheet, made: list[Ruler]) -> None:
    """Write labels and names, and draw the faint lines where they are wanted."""
    for ruler in made:
        across = ruler.side == "x"
        ha, va = ("center", "top") if across else ("right", "center")
        for label in ruler.labels:
            sheet.put(label.x, label.y, label.text, ha=ha, va=va)
        if ruler.name is not None:
            sheet.put(ruler.name.x, ruler.name.y, ruler.name.text, ha=ha, va=va, rotation=0 if across else 90)
        if ruler.side in sheet.ruled:
            lines = [((at, 0), (at, 1)) if across else ((0, at), (1, at)) for at in ruler.places]
            room = sheet.axes.get_xaxis_transform() if across else sheet.axes.get_yaxis_transform()
            faint = LineCollection(lines, colors=sheet.theme.grid, linewidths=0.8, zorder=0.5, transform=room)
            sheet.axes.add_collection(faint, autolim=False)
    sheet.axes.xaxis.set_visible(False)
    sheet.axes.yaxis.set_visible(False)


def _left(sheet: Sheet, frame: Box) -> Ruler:
    dpi, gap = sheet.figure.dpi, _GAP * sheet.figure.dpi / 72
    ticks = _ticks(sheet.axes.yaxis, sheet.axes.get_ylim())
    x0 = sheet.axes.get_xlim()[0]
    heights = sheet.axes.transData.transform([(x0, place) for place, _ in ticks])[:, 1].tolist() if ticks else []
    at = frame.left - gap
    labels = [
        Label(text, at, y, around((at, y), measure(text, BASE, dpi), "right", "center"))
        for y, (_, text) in zip(heights, ticks, strict=True)
        if text
    ]
    name = None
    if text := sheet.names.get("y", ""):
        long, high = measure(text, BASE, dpi)
        x, y = min([frame.left, *(label.box.left for label in labels)]) - gap, (frame.bottom + frame.top) / 2
        name = Label(text, x, y, around((x, y), (high, long), "right", "center"))
    return Ruler("y", labels, name, [place for place, _ in ticks])


def _below(sheet: Sheet, frame: Box) -> Ruler:
    dpi, gap = sheet.figure.dpi, _GAP * sheet.figure.dpi / 72
    ticks = _ticks(sheet.axes.xaxis, sheet.axes.get_xlim())
    y0 = sheet.axes.get_ylim()[0]
    places = sheet.axes.transData.transform([(place, y0) for place, _ in ticks])[:, 0].tolist() if ticks else []
    at = frame.bottom - gap
    labels = [
        Label(text, x, at, around((x, at), measure(text, BASE, dpi), "center", "top"))
        for x, (_, text) in zip(places, ticks, strict=True)
        if text
    ]
    name = None
    if text := sheet.names.get("x", ""):
        x, y = (frame.left + frame.right) / 2, min([frame.bottom, *(label.box.bottom for label in labels)]) - gap
        name = Label(text, x, y, around((x, y), measure(text, BASE, dpi), "center", "top"))
    return Ruler("x", labels, name, [place for place, _ in ticks])


def _ticks(axis: Axis, limits: tuple[float, float]) -> list[tuple[float, str]]:
    """Return the places of an axis within its limits, with what stands there."""
    places = [float(place) for place in axis.get_major_locator()()]
    texts = axis.get_major_formatter().format_ticks(places)
    low, high = min(limits), max(limits)
    little = (high - low) * 1e-9
    return [(place, text) for place, text in zip(places, texts, strict=True) if low - little <= place <= high + little]
