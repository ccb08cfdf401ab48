"""Print a list on pages: repeated heads, sections, page numbers, Chinese and Latin fonts embedded (PDF)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from patentdesk.charts.fonts import families
from patentdesk.charts.texts import break_lines, width_em

_WIDE, _HIGH = 841.89, 595.28
"""A4 across, in points."""
_MARGIN, _TOP, _FOOT = 34.0, 62.0, 34.0
_SIZE = 7.6
_LINE = 10.2
_GAP = 6.0
"""Between a column and the next one."""
_INK, _MUTED, _RULE, _BAND = "#1b2230", "#5a6475", "#c9d0d9", "#eef2f6"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: its head, its share of the width, in how many lines a cell may break; ``right`` for figures."""

    head: str
    share: float
    lines: int = 1
    right: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; ``tone`` colours the heading."""

    heading: str
    rows: Sequence[Sequence[str]]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What is printed; ``page`` words the foot with {page} and {pages}."""

    title: str
    subtitle: str
    columns: Sequence[ListColumn]
    sections: Sequence[Section]
    page: str
    note: str = ""
    """What stands in place of the rows when there are none."""


@dataclass(slots=True)
class _Page:
    figure: Figure
    y: float = _TOP
    empty: bool = field(default=True)


def print_listing(listing: Listing) -> bytes:
    """Return the pages as the content of a PDF file; the same list gives the same pages."""
    pages = _Pages(listing)
    for section in listing.sections:
        pages.section(section)
    content = BytesIO()
    with PdfPages(content, metadata={"Title": listing.title, "CreationDate": None}) as book:
        for number, page in enumerate(pages.finished(), start=1):
            foot = listing.page.format(page=number, pages=len(pages.pages))
            _write(page.figure, _WIDE - _MARGIN, _HIGH - 20, foot, colour=_MUTED, right=True)
            book.savefig(page.figure)
    return content.getvalue()


def column_widths(listing: Listing) -> list[float]:
    """Return the width of each column in points: its share, and more where a cell of one line would be cut.

    Days, numbers and amounts stay whole: the columns whose cells may break give up the room, at most half of theirs.
    """
    inside, whole = _WIDE - 2 * _MARGIN, sum(column.share for column in listing.columns)
    rows = [row for section in listing.sections for row in section.rows]
    shares = [inside * column.share / whole for column in listing.columns]
    wanted = [
        max([share, *(width_em(row[place]) * _SIZE + _GAP for row in rows)]) if column.lines == 1 else share
        for place, (column, share) in enumerate(zip(listing.columns, shares, strict=True))
    ]
    missing = sum(wanted) - inside
    breaking = sum(share for column, share in zip(listing.columns, shares, strict=True) if column.lines > 1)
    if missing <= 0 or missing > breaking / 2:
        return shares
    return [
        wish if column.lines == 1 else wish - missing * wish / breaking
        for column, wish in zip(listing.columns, wanted, strict=True)
    ]


class _Pages:
    """Fills pages with rows, and begins another one where a row has no room."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._widths = column_widths(listing)
        self.pages: list[_Page] = [self._begin()]

    def section(self, section: Section) -> None:
        """Add a heading with its rows; a heading never stands alone at the foot of a page."""
        if not section.rows:
            return
        self._room(2.2 * _LINE + self._height(section.rows[0]))
        page = self.pages[-1]
        page.y += 5
        _write(page.figure, _MARGIN, page.y, section.heading, colour=section.tone or _INK, bold=True, size=_SIZE + 1.2)
        page.y += 1.35 * _LINE
        for number, row in enumerate(section.rows):
            self._room(self._height(row))
            self._row(row, banded=number % 2 == 1)

    def finished(self) -> list[_Page]:
        """Return all pages; without a row the first one says so."""
        if self.pages[0].empty and self._listing.note:
            _write(self.pages[0].figure, _MARGIN, self.pages[0].y + 14, self._listing.note, colour=_MUTED)
        return self.pages

    def _begin(self) -> _Page:
        figure = Figure(figsize=(_WIDE / 72, _HIGH / 72))
        page = _Page(figure)
        _write(figure, _MARGIN, 22, self._listing.title, bold=True, size=12)
        _write(figure, _MARGIN, 39, self._listing.subtitle, colour=_MUTED)
        x = _MARGIN
        for column, width in zip(self._listing.columns, self._widths, strict=True):
            at = x + width - 4 if column.right else x
            _write(figure, at, page.y - 5, column.head, colour=_MUTED, bold=True, right=column.right)
            x += width
        _rule(figure, page.y + 7, 0.8)
        page.y += 12
        return page

    def _room(self, height: float) -> None:
        if self.pages[-1].y + height > _HIGH - _FOOT:
            self.pages.append(self._begin())

    def _lines(self, row: Sequence[str]) -> list[list[str]]:
        return [
            break_lines(cell, (width - _GAP) / _SIZE, column.lines) or [""]
            for cell, width, column in zip(row, self._widths, self._listing.columns, strict=True)
        ]

    def _height(self, row: Sequence[str]) -> float:
        return max(len(lines) for lines in self._lines(row)) * _LINE + 3.4

    def _row(self, row: Sequence[str], *, banded: bool) -> None:
        page, height = self.pages[-1], self._height(row)
        if banded:
            _band(page.figure, page.y, height)
        x = _MARGIN
        for lines, column, width in zip(self._lines(row), self._listing.columns, self._widths, strict=True):
            for number, line in enumerate(lines):
                at = x + width - 4 if column.right else x
                _write(page.figure, at, page.y + 1.2 + number * _LINE, line, right=column.right)
            x += width
        page.y += height
        page.empty = False
        _rule(page.figure, page.y, 0.3)


def _write(
    figure: Figure, x: float, y: float, text: str, *, colour: str = _INK, bold: bool = False, size: float = _SIZE,
    right: bool = False,
) -> None:  # fmt: skip
    if text:
        figure.text(
            x / _WIDE, 1 - y / _HIGH, text.replace("$", r"\$"), ha="right" if right else "left", va="top", color=colour,
            fontsize=size, fontweight="bold" if bold else "normal", fontfamily=list(families()),
        )  # fmt: skip


def _rule(figure: Figure, y: float, width: float) -> None:
    at = 1 - y / _HIGH
    figure.add_artist(Line2D([_MARGIN / _WIDE, 1 - _MARGIN / _WIDE], [at, at], color=_RULE, linewidth=width))


def _band(figure: Figure, y: float, height: float) -> None:
    box = (_MARGIN / _WIDE - 0.002, 1 - (y + height) / _HIGH)
    figure.add_artist(
        Rectangle(box, 1 - 2 * _MARGIN / _WIDE + 0.004, height / _HIGH, facecolor=_BAND, linewidth=0, zorder=-1)
    )
