"""Wrap the workbook writer: sheets with bilingual heads, shared cell styles, formulas with stored results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, TYPE_CHECKING

from patentdesk.core.words import Words
from patentdesk.handouts import bookwriter
from patentdesk.handouts.newbook import TEXT_STAYS_TEXT
from patentdesk.handouts.valuation.paging import LANDSCAPE, SAFE, breaks_before, height_for, scale_of

if TYPE_CHECKING:
    from patentdesk.handouts.valuation.plainsheet import PlainWorksheet

TEXT_FONT = "Microsoft YaHei"
NUMBER_FONT = "Arial"
MONEY = '#,##0.00;[Red]-#,##0.00;"-"'
NUMBER_FORMATS = {
    "money": MONEY,
    "wan": MONEY,
    "rate": "0.00%",
    "CNY": MONEY,
    "years": '[>=99]"–";0.00',
    "factor": "0.0000",
    "text": "@",
    "date": "yyyy-mm-dd",
    "count": "0",
    "whole": "0",
    "points": "0.0",
    "times": "0.00",
    "general": "General",
}
_ROLES: dict[str, dict[str, object]] = {
    "input": {"font_color": "#0000C0", "bg_color": "#FFFBE0", "locked": False},
    "link": {"font_color": "#00702C"},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3B57", "align": "center", "text_wrap": True},
}
_GRID = {"border": 1, "border_color": "#D0D5DB"}
HEAD_ROW = 4
"""Zero-based row of the first table head on every sheet: title, subtitle and a blank line stand above."""

Cell = str | float | int | date | None
"""What a cell may hold."""


def serial(day: date) -> int:
    """Return the spreadsheet's number of a date (1900 system)."""
    return (day - date(1899, 12, 30)).days


@dataclass(slots=True)
class Book:
    """The workbook under construction."""

    target: IO[bytes]
    words: Words
    footer: str
    workbook: bookwriter.Workbook = field(init=False)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    _formats: dict[tuple[object, ...], bookwriter.Format] = field(default_factory=dict)
    _labels: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start the workbook; imported text never becomes a formula, a number or a link."""
        self.workbook = bookwriter.Workbook(self.target, dict(TEXT_STAYS_TEXT))
        self.workbook.set_calc_mode("auto")
        self.workbook.formats[0].set_font_name(TEXT_FONT)
        self.workbook.formats[0].set_font_size(10)

    def style(self, kind: str = "general", role: str = "", **extra: object) -> bookwriter.Format:
        """Return the shared cell style: ``kind`` names a number format, ``role`` '', 'input', 'link' or 'head'."""
        key = (kind, role, *sorted(extra.items())) if extra else (kind, role)
        if key not in self._formats:
            font = TEXT_FONT if kind in {"text", "general"} else NUMBER_FONT
            look: dict[str, object] = {"font_name": font, "font_size": 9, "valign": "vcenter", **_GRID}
            look["num_format"] = NUMBER_FORMATS[kind]
            if kind in {"count", "date"}:
                look["align"] = "center"
            if kind in {"text", "general"}:
                look |= {"text_wrap": True} if role == "head" else {"text_wrap": True, "indent": 1}
            look.update(_ROLES.get(role, {}))
            self._formats[key] = self.workbook.add_format(look | extra)
        return self._formats[key]

    def plain(self, **look: object) -> bookwriter.Format:
        """Return a style without grid, for titles and running text."""
        key = ("plain", *sorted(look.items()))
        if key not in self._formats:
            base = {"font_name": TEXT_FONT, "font_size": 10, "valign": "vcenter"}
            self._formats[key] = self.workbook.add_format(base | look)
        return self._formats[key]

    def add(self, key: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """Add the sheet whose names stand under ``handout.sheet.<key>``, with title, print set-up and protection."""
        from patentdesk.handouts.valuation.plainsheet import PlainWorksheet  # noqa: PLC0415 - loads XlsxWriter

        name = self.words.both(f"handout.sheet.{key}").replace("\n", " ")
        sheet = Sheet(self, self.workbook.add_worksheet(name, PlainWorksheet), name, tuple(widths))
        self.sheets[key] = sheet
        page = sheet.page
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.hide_gridlines(2)
        page.set_paper(9)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer(f"&L&9{self.footer}&C&9&A&R&9&P / &N")
        page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
        page.set_row(0, 34)
        title = self.label(f"handout.title.{key}") if self.words.has(f"handout.title.{key}") else name
        if key != "cover":  # which has a title of its own
            page.write_string(0, 0, title, self.plain(bold=True, font_size=15, font_color="#1F3B57"))
        return sheet

    def label(self, key: str, **args: object) -> str:
        """Return the text in Chinese and English on one line."""
        if args:
            return self.words.both(key, **args).replace("\n", "  ")
        if key not in self._labels:
            self._labels[key] = self.words.both(key).replace("\n", "  ")
        return self._labels[key]

    def close(self) -> None:
        """Write everything to the target."""
        self.workbook.close()


@dataclass(slots=True)
class Sheet:
    """One sheet; rows and columns count from 0."""

    book: Book
    page: PlainWorksheet
    name: str
    widths: tuple[float, ...]

    def keep_together(
        self, parts: Sequence[tuple[int, int]], widths: Sequence[float] | None = None, repeated: Sequence[int] = ()
    ) -> None:
        """End pages so that each part (first and last row) is printed whole; on landscape sheets only.

        ``widths`` are those of the columns on one page, by default all; ``repeated`` rows are printed on each page.
        """
        height = self.page.height_of
        scale = scale_of(self.widths if widths is None else widths, LANDSCAPE[0])
        room = SAFE * LANDSCAPE[1] / scale
        self.page.set_h_pagebreaks(breaks_before(parts, height, room, sum(map(height, repeated))))

    def ref(self, row: int, column: int, *, last: tuple[int, int] | None = None) -> str:
        """Return an absolute reference to a cell or, with ``last``, to a range of this sheet."""
        text = f"'{self.name}'!{bookwriter.xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"
        return text + (":" + bookwriter.xl_rowcol_to_cell(*last, row_abs=True, col_abs=True) if last else "")

    def fit_row(self, row: int, texts: Mapping[int, str]) -> None:
        """Make a row as high as its wrapped texts, by column, need."""
        self.page.set_row(row, height_for([(text, self.widths[place]) for place, text in texts.items()]))

    def note(self, row: int, text: str, *, column: int = 0, **look: object) -> None:
        """Write running text without a grid."""
        self.page.write_string(row, column, text, self.book.plain(**{"font_color": "#5A6570", "font_size": 9, **look}))

    def notes(self, key: str, row: int = 1) -> None:
        """Write running text in Chinese and, in the row below, in English: one line would be cut off in print."""
        for offset, text in enumerate(self.book.words.both(key).split("\n")):
            self.note(row + offset, text)

    def warn(self, row: int, text: str, column: int = 0) -> None:
        """Write what must not be overlooked, without a grid."""
        style = self.book.plain(bold=True, font_color="#B00020", font_size=9)
        self.page.write_string(row, column, text, style)

    def section(self, row: int, key: str, column: int = 0) -> None:
        """Write the heading of a part of the sheet."""
        style = self.book.plain(bold=True, font_size=11, font_color="#1F3B57")
        self.page.write_string(row, column, self.book.label(key), style)

    def heads(self, row: int, keys: Sequence[str], column: int = 0, height: float = 32) -> None:
        """Write a row of bilingual column heads."""
        self.page.set_row(row, height)
        for offset, key in enumerate(keys):
            self.page.write_string(row, column + offset, self.book.words.both(key), self.book.style("text", "head"))

    def put(self, row: int, column: int, value: Cell, kind: str = "text", role: str = "", **extra: object) -> None:
        """Write a constant: text as text whatever it begins with, dates as dates, None as an empty cell."""
        style = self.book.style(kind, role, **extra)
        if value is None or value == "":
            self.page.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self.page.write_string(row, column, value, style)
        elif isinstance(value, date):
            self.page.write_number(row, column, serial(value), style)
        else:
            self.page.write_number(row, column, value, style)

    def formula(  # noqa: PLR0917 - a cell, what stands in it and how it looks
        self, row: int, column: int, text: str, result: Cell, kind: str = "money", role: str = "", **extra: object
    ) -> None:
        """Write a live formula with its stored result, so that previews without a calculator show it too."""
        stored = serial(result) if isinstance(result, date) else result
        self.page.formula(row, column, text, self.book.style(kind, role, **extra), stored)

    def formulas(self, row: int, column: int, texts: Sequence[str], results: Sequence[float], kind: str) -> None:
        """Write live formulas with their results side by side, all in one style."""
        style, page = self.book.style(kind), self.page
        for place, (text, result) in enumerate(zip(texts, results, strict=True), start=column):
            page.formula(row, place, text, style, result)
