"""Lay out the axes' numbers, names and faint lines: measured and thinned as boxes first, written once at the end.

The axes' own ticks stay unmade: each would be four artists that are placed and measured again at every step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from matplotlib.collections import LineCollection

from patentdesk.charts.measure import Box, around, measure
from patentdesk.charts.sheet import BASE, Sheet

Side = Literal["x", "y"]
_ALIGNED: Mapping[Side, tuple[str, str]] = {"x": ("center", "top"), "y": ("right", "center")}
_APART = 3.0
"""So much room at least is between two labels of one line, in points."""
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

    side: Side
    labels: list[Label]
    name: Label | None
    places: list[float]


@dataclass(frozen=True, slots=True)
class _Tick:
    place: float
    """In data coordinates."""
    at: float
    """In display pixels, along its axis."""
    text: str


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


def crowded(sheet: Sheet) -> bool:
    """Tell whether names of rows would hide others."""
    boxes = [[label.box for label in ruler.labels] for ruler in rulers(sheet) if ruler.side == "y"]
    return any(one.meets(other) for some in boxes for one, other in pairwise(some))


def thin(sheet: Sheet, made: list[Ruler]) -> list[Ruler]:
    """Leave labels out that would hide others: of each axis every label stays, or every second, third ...

    The name of an axis that is longer than the axis is left out too.
    """
    frame = frame_of(sheet)
    kept: list[Box] = []
    thinned = []
    for ruler in made:
        gap = _APART * sheet.figure.dpi / 72 if ruler.side == "x" else 0.0
        boxes = [replace(label.box, right=label.box.right + gap) for label in ruler.labels]
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
        ha, va = _ALIGNED[ruler.side]
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
    ticks, gap = _ticks(sheet, "y"), _gap(sheet)
    labels = [_label(sheet, tick.text, (frame.left - gap, tick.at), "y") for tick in ticks if tick.text]
    outside = min([frame.left, *(label.box.left for label in labels)]) - gap
    name = _label(sheet, sheet.names.get("y", ""), (outside, (frame.bottom + frame.top) / 2), "y", upright=True)
    return Ruler("y", labels, name if name.text else None, [tick.place for tick in ticks])


def _below(sheet: Sheet, frame: Box) -> Ruler:
    ticks, gap = _ticks(sheet, "x"), _gap(sheet)
    labels = [_label(sheet, tick.text, (tick.at, frame.bottom - gap), "x") for tick in ticks if tick.text]
    outside = min([frame.bottom, *(label.box.bottom for label in labels)]) - gap
    name = _label(sheet, sheet.names.get("x", ""), ((frame.left + frame.right) / 2, outside), "x")
    return Ruler("x", labels, name if name.text else None, [tick.place for tick in ticks])


def _gap(sheet: Sheet) -> float:
    return _GAP * sheet.figure.dpi / 72


def _label(sheet: Sheet, text: str, at: tuple[float, float], side: Side, *, upright: bool = False) -> Label:
    """Return a text that ends at a place: on the left of the axes ('y') or below them ('x')."""
    size = measure(text, BASE, sheet.figure.dpi)
    box = around(at, size[::-1] if upright else size, *_ALIGNED[side])
    return Label(text, *at, box)


def _ticks(sheet: Sheet, side: Side) -> list[_Tick]:
    """Return the places of an axis within its limits, with what stands there."""
    axes = sheet.axes
    axis, limits = (axes.xaxis, axes.get_xlim()) if side == "x" else (axes.yaxis, axes.get_ylim())
    places = [float(place) for place in axis.get_major_locator()()]
    texts = axis.get_major_formatter().format_ticks(places)
    low, high = min(limits), max(limits)
    little = (high - low) * 1e-9
    room = axes.get_xaxis_transform() if side == "x" else axes.get_yaxis_transform()
    seen = [(place, text) for place, text in zip(places, texts, strict=True) if low - little <= place <= high + little]
    return [_Tick(place, float(room.transform((place, place))["xy".index(side)]), text) for place, text in seen]
