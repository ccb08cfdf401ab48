"""Set one A4 page per patent, the demonstration and trading table, and write all of them as one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from patentdesk.charts.catalogue import chart
from patentdesk.charts.data import Bridge, Tornado
from patentdesk.charts.drawing import draw
from patentdesk.charts.fonts import families
from patentdesk.charts.sheet import new_figure
from patentdesk.charts.texts import break_lines
from patentdesk.charts.theme import LIGHT
from patentdesk.charts.valuedata import Spread
from patentdesk.core.words import Words

WIDE, HIGH = 8.27, 11.69
"""A4 in inches."""
_DPI = 200
_LEFT, _RIGHT = 0.07, 0.93


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says: pairs of label and text for the table, the figures above it, charts and notes below."""

    title: str
    subtitle: str
    figures: Sequence[tuple[str, str]]
    table: Sequence[tuple[str, str]]
    bridge: Bridge
    tornado: Tornado
    spread: Spread
    notes: Sequence[str]
    footer: str


def write_pages(pages: Sequence[Page], path: Path, words: Words, made_on: date, author: str) -> int:
    """Write the pages as a PDF; return how many."""
    made = datetime(made_on.year, made_on.month, made_on.day, 12)
    facts = {"Title": words("page.heading"), "Author": author, "CreationDate": made, "ModDate": made}
    with path.open("wb") as stream, PdfPages(stream, metadata=facts) as book:
        for number, page in enumerate(pages, start=1):
            figure = set_page(page, words, made_on, f"{number} / {len(pages)}")
            book.savefig(figure)
    return len(pages)


def set_page(page: Page, words: Words, made_on: date, number: str = "") -> Figure:
    """Return the page as a figure in the size of A4."""
    figure = Figure(figsize=(WIDE, HIGH), dpi=_DPI, facecolor="white")
    _write(figure, _LEFT, 0.965, words("page.heading"), size=9, colour=LIGHT.muted)
    lines = break_lines(page.title, 36, 2)
    for offset, line in enumerate(lines):
        _write(figure, _LEFT, 0.945 - 0.026 * offset, line, size=16, bold=True)
    top = 0.945 - 0.026 * len(lines)
    _write(figure, _LEFT, top, page.subtitle, size=9.5, colour=LIGHT.muted)
    top = _figures(figure, page, top - 0.03)
    top = _table(figure, page, top - 0.02)
    _charts(figure, page, words, made_on, top - 0.015)
    _notes(figure, page)
    _write(figure, _LEFT, 0.028, page.footer, size=7, colour=LIGHT.muted)
    _write(figure, _RIGHT, 0.028, number, size=7, colour=LIGHT.muted, right=True)
    return figure


def _write(
    figure: Figure, x: float, y: float, text: str, *, size: float, colour: str = LIGHT.text, bold: bool = False,
    right: bool = False,
) -> None:  # fmt: skip
    figure.text(
        x, y, text, fontsize=size, color=colour, fontweight="bold" if bold else "normal", va="top",
        ha="right" if right else "left", fontfamily=list(families()), parse_math=False,
    )  # fmt: skip


def _figures(figure: Figure, page: Page, top: float) -> float:
    """Write the headline figures side by side in a band; returns where it ends."""
    high, wide = 0.058, (_RIGHT - _LEFT) / max(len(page.figures), 1)
    figure.add_artist(Rectangle((_LEFT, top - high), _RIGHT - _LEFT, high, color=LIGHT.ramp[0], zorder=-1))
    for place, (name, text) in enumerate(page.figures):
        x = _LEFT + place * wide + 0.012
        _write(figure, x, top - 0.010, name, size=8, colour=LIGHT.muted)
        _write(figure, x, top - 0.027, text, size=13 if place == 0 else 11, bold=place == 0)
    return top - high


def _table(figure: Figure, page: Page, top: float) -> float:
    """Write the table in two columns of pairs; returns where it ends."""
    half, wide, step = -(-len(page.table) // 2), (_RIGHT - _LEFT) / 2, 0.0235
    for place, (name, text) in enumerate(page.table):
        column, row = divmod(place, half)
        x, y = _LEFT + column * wide, top - row * step
        _write(figure, x, y, name, size=8, colour=LIGHT.muted)
        shown = break_lines(text or "–", 23, 1)
        _write(figure, x + 0.115, y, shown[0] if shown else "–", size=8.5)
    for row in range(half + 1):
        y = top - row * step + 0.006
        figure.add_artist(Rectangle((_LEFT, y), _RIGHT - _LEFT, 0, edgecolor=LIGHT.grid, linewidth=0.6))
    return top - half * step


def _charts(figure: Figure, page: Page, words: Words, made_on: date, top: float) -> None:
    """Draw bridge and distribution side by side, the tornado below, as pictures in the page."""
    floor, gap = 0.165, 0.012
    upper = (top - floor - gap) * 0.5
    half = (_RIGHT - _LEFT - gap) / 2
    places = (
        ("bridge", page.bridge, (_LEFT, top - upper, half, upper)),
        ("distribution", page.spread, (_LEFT + half + gap, top - upper, half, upper)),
        ("tornado", page.tornado, (_LEFT, floor, _RIGHT - _LEFT, top - upper - gap - floor)),
    )
    for name, data, (x, y, wide, high) in places:
        small = new_figure(int(wide * WIDE * _DPI), int(high * HIGH * _DPI), _DPI)
        draw(small, chart(name), data, words=words, theme=LIGHT, today=made_on)
        axes = figure.add_axes((x, y, wide, high))
        small.canvas.draw()
        axes.imshow(np.asarray(small.canvas.buffer_rgba()), interpolation="none", aspect="auto")  # type: ignore[attr-defined]  # Agg
        axes.set_axis_off()


def _notes(figure: Figure, page: Page) -> None:
    y = 0.152
    for note in page.notes:
        for line in break_lines(note, 88, 2):
            _write(figure, _LEFT, y, line, size=7.5, colour=LIGHT.muted)
            y -= 0.0145
