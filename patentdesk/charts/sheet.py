"""Offer what charts draw on: axes, words, colours, and marks that answer to the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import (
    AutoLocator,
    FixedFormatter,
    FixedLocator,
    FuncFormatter,
    MaxNLocator,
    ScalarFormatter,
)
from matplotlib.transforms import Bbox

from patentdesk.charts.fonts import families
from patentdesk.charts.measure import Box, around, measure
from patentdesk.charts.places import Map, Mark, Place
from patentdesk.charts.texts import break_lines, short_number, shorten, shorten_within, width_em
from patentdesk.charts.theme import Theme
from patentdesk.core.words import Words

BASE = 8.5
"""Size of the type, in points."""
Line = tuple[tuple[float, float], tuple[float, float]]
"""From one place to another, in data coordinates."""
_COLUMN = 30.0
"""A column with its name needs so much of the picture's width, in points."""
_REACH = 6.0
"""How near to a point the pointer must be, in points."""


@dataclass(frozen=True, slots=True)
class Note:
    """A text at a place in data coordinates, moved by ``offset`` points; ``colour`` '' for the quiet one."""

    x: float
    y: float
    text: str
    colour: str
    ha: str
    va: str
    offset: tuple[float, float]
    size: float


@dataclass(slots=True)
class Sheet:
    """What a chart draws on: axes, words, colours and the day; it collects the marks."""

    figure: Figure
    axes: Axes
    words: Words
    theme: Theme
    today: date
    hidden: frozenset[str] = frozenset()
    """Names of the legend that are switched off."""
    marks: list[Mark] = field(default_factory=list)
    legend: list[tuple[str, str]] = field(default_factory=list)
    span: tuple[float, float] | None = None
    """From where to where bars reach that run across; the axis then keeps room for their figures on both sides."""
    notes: list[Note] = field(default_factory=list)
    """Texts in the axes."""
    cells: list[Note] = field(default_factory=list)
    """Texts in cells of one unit in width and height; left out where they do not fit."""
    names: dict[str, str] = field(default_factory=dict)
    """What the axes count."""
    ruled: set[str] = field(default_factory=set)
    """From which axes faint lines run across."""
    in_one_line: Sequence[str] = ()
    """Names of rows that have two lines, as they are where there is room for one only."""
    _before: list[Note] = field(default_factory=list)
    _behind: list[Note] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Width of the picture in points."""
        return float(self.figure.get_figwidth()) * 72

    @property
    def height(self) -> float:
        """Height of the picture in points."""
        return float(self.figure.get_figheight()) * 72

    @property
    def rows(self) -> int:
        """How many horizontal bars have room one below the other."""
        return self.fitting(2.0)

    def fitting(self, lines: float) -> int:
        """Return how many rows, each so many lines of text high, have room one below the other; three at least."""
        return max(int((self.height - 52) / (BASE * lines)), 3)

    def shows(self, name: str) -> bool:
        """Tell whether what the legend calls so is to be drawn."""
        return name not in self.hidden

    def downwards(self, count: int, thickest: float = 36.0) -> None:
        """Let rows run from above down; few rows stand at the top, no thicker than so many points."""
        self.axes.set_ylim(max(count, int((self.height - 52) / thickest)) - 0.5, -0.5)

    def across(self, first: float, last: float) -> None:
        """Let columns run from ``first`` to ``last``; few stand in the middle of the room for eight, if there is."""
        missing = max(min(self.width / _COLUMN, 7) - (last - first), 0) / 2
        self.axes.set_xlim(first - missing - 0.6, last + missing + 0.6)

    def mark(self, left: float, right: float, bottom: float, top: float, *, term: str = "", text: str = "") -> None:
        """Let a place answer to the pointer."""
        self.marks.append(Mark(left, right, bottom, top, term, text))

    def number(self, value: float) -> str:
        """Return a number short enough for a label."""
        return short_number(value, self.words.language)

    def short(self, text: str, share: float = 0.34) -> str:
        """Return the text cut to a share of the picture's width."""
        return shorten(text, self.width * share / BASE)

    def write(
        self, x: float, y: float, text: str, *, colour: str = "", ha: str = "center", va: str = "center",
        offset: tuple[float, float] = (0.0, 0.0),
    ) -> Note:  # fmt: skip
        """Have a text written at a place in data coordinates, moved by ``offset`` points, once the axes are fitted."""
        made = Note(x, y, text, colour, ha, va, offset, BASE - 0.5)
        self.notes.append(made)
        return made

    def put(
        self, x: float, y: float, text: str, *, ha: str = "center", va: str = "center", colour: str = "",
        size: float = BASE, bold: bool = False, rotation: float = 0.0,
    ) -> None:  # fmt: skip
        """Write a text at a place in display pixels."""
        point = self.figure.dpi / 72
        self.figure.text(
            x / (self.width * point), y / (self.height * point), text, ha=ha, va=va, color=colour or self.theme.muted,
            fontsize=size, fontweight="bold" if bold else "normal", fontfamily=list(families()), rotation=rotation,
            parse_math=False,
        )  # fmt: skip

    def placed(self, notes: Sequence[Note]) -> list[tuple[Note, tuple[float, float], Box]]:
        """Return where texts stand in display pixels, and the boxes they fill."""
        if not notes:
            return []
        dpi = self.figure.dpi
        found = []
        places = self.axes.transData.transform([(note.x, note.y) for note in notes]).tolist()
        for note, (x, y) in zip(notes, places, strict=True):
            at = (x + note.offset[0] * dpi / 72, y + note.offset[1] * dpi / 72)
            size = measure(note.text, note.size, dpi)
            found.append((note, at, around(at, size, note.ha, note.va)))
        return found

    def boxes(self, boxes: Sequence[tuple[float, float, float, float]], colours: str | Sequence[str]) -> None:
        """Draw rectangles (left, right, bottom, top) in one go; the limits are for the chart to set."""
        corners = [((a, c), (b, c), (b, d), (a, d)) for a, b, c, d in boxes]
        self.axes.add_collection(PolyCollection(corners, facecolors=colours, linewidths=0), autolim=False)

    def lines(self, lines: Sequence[Line], colour: str, width: float) -> None:
        """Draw straight lines from place to place in one go."""
        self.axes.add_collection(LineCollection(list(lines), colors=colour, linewidths=width, zorder=2), autolim=False)

    def figure_at(self, x: float, y: float, text: str, *, before: bool = False, colour: str = "") -> None:
        """Write the figure of a bar that runs across behind its end, or before its start."""
        made = self.write(x, y, text, ha="right" if before else "left", offset=(-4 if before else 4, 0), colour=colour)
        (self._before if before else self._behind).append(made)

    def reserve(self) -> None:
        """Set the limits across so that bars and the figures at their ends have room; nothing without a ``span``."""
        if self.span is None:
            return
        dpi = self.figure.dpi
        low, high = self.span
        reach = (high - low) or 1.0
        wide = float(self.axes.get_position().width) * self.width
        texts = [(note, -1) for note in self._before] + [(note, 1) for note in self._behind]
        sizes = [(note.x, side, measure(note.text, note.size, dpi)[0] * 72 / dpi + 6) for note, side in texts]
        scale = wide / reach
        for _ in range(4):
            left = max([0.0, *(size - (at - low) * scale for at, side, size in sizes if side < 0)])
            right = max([0.0, *(size - (high - at) * scale for at, side, size in sizes if side > 0)])
            scale = max(wide - left - right, 10.0) / reach
        self.axes.set_xlim(low - left / scale, high + right / scale)

    def rule(self, *sides: Literal["x", "y"]) -> None:
        """Draw faint lines across the axes from the ticks of these sides."""
        self.ruled.update(sides)

    def name_axis(self, axis: Literal["x", "y"], name: str) -> None:
        """Write what an axis counts beside it."""
        self.names[axis] = name

    def ticks(self, axis: Literal["x", "y"], places: Sequence[float], texts: Sequence[str] | None = None) -> None:
        """Write texts, or the numbers themselves, at these places of an axis."""
        side = self.axes.xaxis if axis == "x" else self.axes.yaxis
        side.set_major_locator(FixedLocator(list(places)))
        side.set_major_formatter(FixedFormatter(list(texts) if texts is not None else [f"{at:g}" for at in places]))

    def amount_axis(self, axis: Literal["x", "y"], *, whole: bool = True) -> None:
        """Dress the axis of amounts: few round numbers, faint lines across."""
        side = self.axes.xaxis if axis == "x" else self.axes.yaxis
        room = self.width / 90 if axis == "x" else self.height / 45
        side.set_major_locator(MaxNLocator(nbins=max(min(int(room), 6), 2), integer=whole, steps=[1, 2, 5, 10]))
        side.set_major_formatter(FuncFormatter(lambda value, _: self.number(value)))
        self.rule(axis)

    def year_axis(self) -> None:
        """Dress the axis of years below: whole years, as many as have room."""
        most = max(min(int(self.width / 48), 10), 2)
        self.axes.xaxis.set_major_locator(MaxNLocator(nbins=most, integer=True, min_n_ticks=1))
        self.axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))

    def categories(self, axis: Literal["x", "y"], labels: Sequence[str], share: float = 0.34) -> None:
        """Name the places 0, 1, 2 ... on an axis; across, labels are thinned where they have no room.

        Below each other long ones have two lines, unless ``finish`` sees that rows are too low for that.
        """
        shown = [self.short(label, share) for label in labels]
        if len(set(shown)) < len(set(labels)):
            shown = [shorten_within(label, self.width * share / BASE) for label in labels]
        every = 1
        if axis == "x" and labels:
            room = max(self.width - 60, 60) / len(labels)
            every = max(int(-(-max(width_em(label) for label in shown) * BASE * 1.15 // room)), 1)
        places = list(range(0, len(labels), every))
        self.ticks(axis, places, [shown[place] for place in places])
        if axis == "y" and shown != list(labels):
            self.in_one_line = shown
            self.ticks("y", places, ["\n".join(break_lines(one, self.width * share / BASE, 2)) for one in labels])


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart; ``marks`` say what stands where, ``legend`` where its entries do."""

    figure: Figure
    axes: Axes
    marks: tuple[Mark, ...]
    legend: tuple[tuple[Place, str], ...] = ()
    empty: bool = False


def new_figure(width: int, height: int, dpi: float = 100) -> Figure:
    """Return an empty figure of a size in pixels, with a canvas that draws into memory."""
    figure = Figure(figsize=(width / dpi, height / dpi), dpi=dpi)
    FigureCanvasAgg(figure)
    return figure


def begin(figure: Figure, words: Words, theme: Theme, today: date, hidden: frozenset[str] = frozenset()) -> Sheet:
    """Clear a figure and return the sheet to draw on."""
    figure.set_facecolor(theme.ground)
    axes = _bare(figure)
    axes.set_facecolor(theme.ground)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(theme.quiet)
    return Sheet(figure, axes, words, theme, today, hidden)


def _bare(figure: Figure) -> Axes:
    """Return the axes of a figure with nothing on them, as they were when new.

    They are kept from chart to chart: making axes costs as much as drawing a chart on them.
    """
    for one in [*figure.texts, *figure.artists]:
        one.remove()
    if not figure.axes:
        return figure.add_axes((0.1, 0.1, 0.8, 0.8))
    [axes] = figure.axes
    for one in [*axes.lines, *axes.collections, *axes.patches]:
        one.remove()
    axes.set_axis_on()
    axes.set_position((0.1, 0.1, 0.8, 0.8))
    axes.dataLim.set(Bbox.null())
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_visible(True)
        axis.set_major_locator(AutoLocator())
        axis.set_major_formatter(ScalarFormatter())
    for scale, limits in ((axes.set_xscale, axes.set_xlim), (axes.set_yscale, axes.set_ylim)):
        scale("linear")
        limits(0.0, 1.0, auto=True)
    return axes


def map_of(picture: Picture) -> Map:
    """Return where everything stands; the picture must have been drawn."""
    marks = picture.marks
    corners = [corner for mark in marks for corner in ((mark.left, mark.bottom), (mark.right, mark.top))]
    points = picture.axes.transData.transform(corners).tolist() if corners else []
    ends = zip(points[::2], points[1::2], strict=True)
    places = [Place(min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])) for a, b in ends]
    return Map(tuple(zip(places, marks, strict=True)), picture.legend, _REACH * picture.figure.dpi / 72)


def render(picture: Picture, file_format: Literal["png", "svg", "pdf"]) -> bytes:
    """Return the picture as the content of a file; the same picture gives the same content apart from SVG's ids."""
    dates: dict[str, dict[str, None]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
    content = BytesIO()
    picture.figure.savefig(
        content,
        format=file_format,
        dpi=picture.figure.dpi,
        facecolor=picture.figure.get_facecolor(),
        metadata=dates[file_format],
    )
    return content.getvalue()
