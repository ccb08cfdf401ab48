"""Draw bars and cells that every chart shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from matplotlib.colors import LinearSegmentedColormap

from patentdesk.charts.sheet import BASE, Note, Sheet

_Place = TypeVar("_Place", bound=float)


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar: name, length, the term that a click means, colour ('' accent)."""

    name: str
    length: float
    term: str = ""
    colour: str = ""


def horizontal(sheet: Sheet, bars: Sequence[Bar]) -> None:
    """Draw bars from above down, the count behind each; the whole row answers to the pointer."""
    longest = max(bar.length for bar in bars)
    colours = [bar.colour or sheet.theme.accent for bar in bars]
    sheet.boxes([(0.0, bar.length, place - 0.34, place + 0.34) for place, bar in enumerate(bars)], colours)
    for place, bar in enumerate(bars):
        sheet.figure_at(bar.length, place, sheet.number(bar.length))
        text = sheet.words("chart.tip", name=bar.name, n=f"{bar.length:,.0f}")
        sheet.mark(-longest, longest * 2, place - 0.5, place + 0.5, term=bar.term, text=text)
    sheet.categories("y", [bar.name for bar in bars])
    sheet.span = (0.0, longest)
    sheet.downwards(len(bars))
    sheet.axes.xaxis.set_visible(False)
    sheet.axes.spines["bottom"].set_visible(False)


def stacked(
    sheet: Sheet,
    places: Sequence[_Place],
    series: Sequence[tuple[str, str, Mapping[_Place, float]]],
    *,
    tip: Mapping[_Place, str],
    terms: Mapping[tuple[_Place, str], str],
    width: float = 0.76,
) -> None:
    """Draw columns of stacked parts; ``series`` is (name, colour, amount by place), below first.

    A column of a single part answers over the whole height, so that short ones can be met. ``tip`` names each
    """
    base = dict.fromkeys(places, 0.0)
    full = dict.fromkeys(places, 0.0)
    for name, _, amounts in series:
        for place in places:
            full[place] += amounts.get(place, 0.0) if sheet.shows(name) else 0.0
    ceiling = (max(full.values()) or 1.0) * 1.06
    for name, colour, amounts in series:
        if any(amounts.values()):
            sheet.legend.append((name, colour))
        if not sheet.shows(name):
            continue
        heights = [amounts.get(place, 0.0) for place in places]
        half = width / 2
        drawn = [(place, height) for place, height in zip(places, heights, strict=True) if height]
        sheet.boxes([(at - half, at + half, base[at], base[at] + height) for at, height in drawn], colour)
        for place, height in zip(places, heights, strict=True):
            if height:
                text = sheet.words("chart.tip_part", name=tip[place], part=name, n=f"{height:,.0f}")
                low, high = place - width / 2, place + width / 2
                top = ceiling if height == full[place] else base[place] + height
                sheet.mark(low, high, base[place], top, term=terms.get((place, name), ""), text=text)
            base[place] += height
    sheet.axes.set_ylim(0, ceiling)


def paint_cells(
    sheet: Sheet, shades: Sequence[Sequence[float]], colours: LinearSegmentedColormap, texts: Sequence[Sequence[str]]
) -> None:
    """Paint a grid of cells in shades of 0 ... 1, each with a text that reads on its colour.

    The texts are left out where they do not fit their cells.
    """
    sheet.axes.pcolormesh(
        [place - 0.5 for place in range(len(shades[0]) + 1)],
        [place - 0.5 for place in range(len(shades) + 1)],
        shades,
        cmap=colours,
        vmin=0,
        vmax=1,
        edgecolors=sheet.theme.ground,
        linewidth=1.2,
    )
    for row, line in enumerate(shades):
        for column, shade in enumerate(line):
            if texts[row][column]:
                red, green, blue, _ = colours(shade)
                dark = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 < 0.3
                colour = "#ffffff" if dark else "#1b2230"
                sheet.cells.append(
                    Note(column, row, texts[row][column], colour, "center", "center", (0.0, 0.0), BASE - 1)
                )


def grid_axes(sheet: Sheet, columns: Sequence[str], rows: Sequence[str]) -> None:
    """Name the columns below and the rows at the left of a grid of cells."""
    sheet.axes.set_xlim(-0.5, len(columns) - 0.5)
    sheet.axes.set_ylim(len(rows) - 0.5, -0.5)
    sheet.categories("y", rows, 0.3)
    sheet.axes.spines["bottom"].set_visible(False)
    sheet.ticks("x", range(len(columns)), columns)


def ramp(sheet: Sheet) -> LinearSegmentedColormap:
    """Return the colours from few to many."""
    return LinearSegmentedColormap.from_list("ramp", list(sheet.theme.ramp))


def diverging(sheet: Sheet) -> LinearSegmentedColormap:
    """Return the colours from low over the ground to high."""
    return LinearSegmentedColormap.from_list("diverging", [sheet.theme.low, sheet.theme.ground, sheet.theme.high])
