"""Draw the charts of the catalogue, on a figure or for a request, in whatever process."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from patentdesk.charts import groups, portfolio, review, spread, triage, value, work
from patentdesk.charts.catalogue import Chart, chart
from patentdesk.charts.finish import finish
from patentdesk.charts.fonts import missing
from patentdesk.charts.request import Drawing, Request
from patentdesk.charts.sheet import Picture, begin, map_of, new_figure, render
from patentdesk.charts.theme import THEMES, Theme
from patentdesk.core.words import Words

_DPI = 100.0
_LEAST = 40
_DRAWN_BY = {
    "groups": groups,
    "portfolio": portfolio,
    "review": review,
    "spread": spread,
    "triage": triage,
    "value": value,
    "work": work,
}


def draw(
    figure: Figure, wanted: Chart, data: object, *, words: Words, theme: Theme, today: date, title: bool = True,
    hidden: frozenset[str] = frozenset(),
) -> Picture:  # fmt: skip
    """Draw a chart on a figure in its present size, in place of what was there; without data a sentence says so.

    Draw again when the figure changes its size: labels are chosen for the room that there is. ``hidden`` names what is
    switched off in the legend.
    """
    heading = _heading(wanted, data, words) if title else ""
    sheet = begin(figure, words, theme, today, hidden)
    module, _, function = wanted.draw.partition(".")
    if getattr(_DRAWN_BY[module], function)(sheet, data, **wanted.how):
        return finish(sheet, heading)
    return finish(begin(figure, words, theme, today), heading, empty=words(f"chart.{wanted.id}.empty"))


def _heading(wanted: Chart, data: object, words: Words) -> str:
    title = words(f"chart.{wanted.id}")
    currency = getattr(data, "currency", "") if wanted.in_currency else ""
    return words("chart.in_currency", title=title, currency=currency) if currency else title


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
        return Drawing(width, height, content, map_of(picture), picture.empty, missing())
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
    return Drawing(width, height, bytes(canvas.buffer_rgba()), map_of(picture), picture.empty, missing())
