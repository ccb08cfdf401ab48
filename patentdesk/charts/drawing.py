"""Draw charts on request, in whatever process: a request says all that is needed, a drawing is pixels and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from patentdesk.charts.catalogue import chart, draw
from patentdesk.charts.sheet import Map, Mark, Picture, map_of, new_figure, render
from patentdesk.charts.theme import THEMES
from patentdesk.core.words import Entry, Language, Words

_DPI = 100.0
_LEAST = 40
Form = Literal["png", "svg", "pdf"]


@dataclass(frozen=True, slots=True)
class Request:
    """One chart in one size, language and theme. ``size`` is in logical pixels, ``ratio`` device pixels for each."""

    chart_id: str
    data: object
    language: Language
    theme: str
    today: date
    size: tuple[int, int]
    ratio: float = 1.0
    title: bool = True
    hidden: frozenset[str] = frozenset()
    form: Form | None = None
    """Draw the content of a file instead of pixels."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart: pixels (RGBA, from above) or the content of a file, and where everything stands."""

    width: int
    height: int
    content: bytes
    map: Map
    empty: bool

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What answers to the pointer."""
        return tuple(mark for _place, mark in self.map.marks)


def paint(request: Request, words: Words) -> Drawing:
    """Draw what is asked for. Raises KeyError for a chart that is not in the catalogue."""
    width, height = (max(int(side * request.ratio), _LEAST) for side in request.size)
    dpi = _DPI * request.ratio
    figure = _kept(width, height, dpi) if request.form is None else new_figure(width, height, dpi)
    picture = draw(
        figure,
        chart(request.chart_id),
        request.data,
        words=words,
        theme=THEMES[request.theme],
        today=request.today,
        title=request.title,
        hidden=request.hidden,
    )
    if request.form is not None:
        content = render(picture, request.form)
        return Drawing(width, height, content, map_of(picture), picture.empty)
    return _pixels(picture)


@lru_cache(maxsize=6)
def _kept(width: int, height: int, dpi: float) -> Figure:
    """Return a figure that is drawn on again and again: its canvas knows the sizes of the texts it has written."""
    return new_figure(width, height, dpi)


def _pixels(picture: Picture) -> Drawing:
    canvas = picture.figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        raise TypeError("charts draw into memory")
    canvas.draw()
    width, height = canvas.get_width_height()
    return Drawing(width, height, bytes(canvas.buffer_rgba()), map_of(picture), picture.empty)


def serve(connection: Connection) -> None:
    """Answer requests that come through a connection behind the words, until it is closed; a fault is an answer."""
    spoken: dict[str, Words] = {}
    try:
        entries: Mapping[str, Entry] = connection.recv()
    except EOFError:
        return
    while True:
        try:
            request = connection.recv()
        except EOFError:
            return
        words = spoken.setdefault(request.language, Words(request.language, dict(entries)))
        try:
            answer: Drawing | BaseException = paint(request, words)
        except Exception as fault:  # noqa: BLE001 - sent like an answer: the process that asked raises it
            answer = fault
        connection.send(answer)
