"""Finish one picture: title, legend, and axes with labels that are never cut and never hide each other."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from patentdesk.charts.measure import Box, measure
from patentdesk.charts.places import Place
from patentdesk.charts.rulers import crowded, frame_of, rulers, thin, write
from patentdesk.charts.sheet import BASE, Picture, Sheet
from patentdesk.charts.texts import break_lines, width_em

_TITLE = BASE + 0.5
_PAD = 8.0
"""Free margin around everything, in points."""


def finish(sheet: Sheet, title: str, *, empty: str = "") -> Picture:
    """Add title and legend, and fit the axes so that no label is cut; every text is measured once and written once."""
    top = _PAD
    legend: list[tuple[Place, str]] = []
    if title:
        top += _heading(sheet, title)
    if empty:
        sheet.axes.set_axis_off()
        said = "\n".join(break_lines(empty, sheet.width * 0.8 / BASE, 5))
        point = sheet.figure.dpi / 72
        sheet.put(sheet.width * point * 0.5, sheet.height * point * 0.48, said, size=BASE + 0.5)
        return Picture(sheet.figure, sheet.axes, (), (), empty=True)
    if sheet.legend:
        top += _legend(sheet, top, legend)
    _fit(sheet, top)
    if sheet.in_one_line and crowded(sheet):
        sheet.ticks("y", range(len(sheet.in_one_line)), sheet.in_one_line)
        _fit(sheet, top)
    write(sheet, thin(sheet, rulers(sheet)))
    _write_notes(sheet)
    return Picture(sheet.figure, sheet.axes, tuple(sheet.marks), tuple(legend))


def _heading(sheet: Sheet, title: str) -> float:
    """Write the title, in two lines where it is too long for one; return its height in points.

    Its letters are as large in every chart: charts stand side by side.
    """
    point, room = sheet.figure.dpi / 72, sheet.width - 2 * _PAD
    wide = measure(title, _TITLE, sheet.figure.dpi, bold=True)[0] / point
    fits = wide <= room
    said = title if fits else "\n".join(break_lines(title, width_em(title) * room / wide, 2))
    sheet.put(
        _PAD * point, (sheet.height - _PAD) * point, said, ha="left", va="top", bold=True, colour=sheet.theme.text,
        size=_TITLE,
    )  # fmt: skip
    return BASE + 9 if fits else 2 * _TITLE + 10


def _legend(sheet: Sheet, top: float, places: list[tuple[Place, str]]) -> float:
    """Put the legend under the title in as many lines as it needs; return its height in points.

    ``places`` is told where each entry stands.
    """
    point, room, square = sheet.figure.dpi / 72, sheet.width - 2 * _PAD, 0.8 * BASE
    step, gap = BASE + 5, 1.3 * BASE
    x, line = 0.0, 0
    for name, colour in sheet.legend:
        wide = square + 0.5 * BASE + measure(name, BASE, sheet.figure.dpi)[0] / point
        if x and x + wide > room:
            x, line = 0.0, line + 1
        left, middle = (_PAD + x) * point, (sheet.height - top + 3 - line * step - 0.6 * BASE) * point
        shown = sheet.shows(name)
        side = square * point
        wide_all, high_all = sheet.width * point, sheet.height * point
        sheet.figure.add_artist(
            Rectangle(
                (left / wide_all, (middle - side / 2) / high_all), side / wide_all, side / high_all,
                facecolor=colour if shown else sheet.theme.grid, linewidth=0,
            )
        )  # fmt: skip
        sheet.put(left + side + 0.5 * BASE * point, middle, name, ha="left", colour="" if shown else sheet.theme.quiet)
        half = step / 2 * point
        places.append((Place(left - 3, left + wide * point + 3, middle - half, middle + half), name))
        x += wide + gap
    return (line + 1) * step + 2


def _fit(sheet: Sheet, top: float) -> None:
    """Give the axes the room that their labels leave; again when new room brought other ticks."""
    point = sheet.figure.dpi / 72
    before = (0.0, 0.0, 0.0, 0.0)
    for _ in range(4):
        sheet.reserve()
        inner = frame_of(sheet)
        outer = _reach(sheet, inner)
        left, right = (inner.left - outer.left) / point + _PAD, (outer.right - inner.right) / point + _PAD
        below, above = (inner.bottom - outer.bottom) / point + _PAD, (outer.top - inner.top) / point + top
        if max(abs(a - b) for a, b in zip(before, (left, right, below, above), strict=True)) < 0.5:
            return
        before = (left, right, below, above)
        wide = max(sheet.width - left - right, 20)
        high = max(sheet.height - below - above, 20)
        sheet.axes.set_position((left / sheet.width, below / sheet.height, wide / sheet.width, high / sheet.height))
    sheet.reserve()


def _reach(sheet: Sheet, inner: Box) -> Box:
    """Return the box of the axes with all that is written at them."""
    boxes = [inner, *(box for _note, _at, box in sheet.placed(sheet.notes))]
    for ruler in rulers(sheet):
        boxes += [label.box for label in ruler.labels]
        if ruler.name is not None and ruler.side == "y":
            boxes.append(Box(ruler.name.box.left, inner.bottom, inner.left, inner.top))
        elif ruler.name is not None:
            boxes.append(Box(inner.left, ruler.name.box.bottom, inner.right, inner.bottom))
    return Box(
        min(box.left for box in boxes), min(box.bottom for box in boxes),
        max(box.right for box in boxes), max(box.top for box in boxes),
    )  # fmt: skip


def _write_notes(sheet: Sheet) -> None:
    """Write the texts in the axes; those of cells only when the widest of them fits its cell."""
    notes = list(sheet.notes)
    if sheet.cells:
        origin, unit = sheet.axes.transData.transform([(0, 0), (1, 1)])
        wide, high = abs(unit - origin)
        boxes = [box for _note, _at, box in sheet.placed(sheet.cells)]
        if max(box.width for box in boxes) <= wide and max(box.height for box in boxes) <= high:
            notes += sheet.cells
    for note, (x, y), _box in sheet.placed(notes):
        sheet.put(x, y, note.text, ha=note.ha, va=note.va, size=note.size, colour=note.colour)
