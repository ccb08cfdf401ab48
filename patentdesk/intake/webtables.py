"""Read tables under a workbook's name that are none: a page with a table, and the XML that Excel 2003 wrote.

Web systems hand both out as ``.xls``, and Excel opens them. Nothing of a page but its cells is read: no script runs, no
link is followed, no entity but those of characters is replaced.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from patentdesk.core.handoutmarks import PROPERTY, HandoutMark
from patentdesk.core.problems import refuse
from patentdesk.intake.documents.trees import parse, safe_parser, without_comments
from patentdesk.intake.documents.unpacking import as_stated, decode
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Content, Row, Sheet, Value

PAGE = re.compile(rb"<(!doctype\s+html|html|head|meta|body|table)\b", re.IGNORECASE)
SPREADSHEET = re.compile(rb"<(?:[\w.-]+:)?Workbook\b[^<>]*urn:schemas-microsoft-com:office:spreadsheet")
_MARK = re.compile(r"<(/?)(table|tr|t[dh]|br|p|div|li|script|style)\b([^<>]*)>", re.IGNORECASE)
_ANY_MARK = re.compile(r"</?[A-Za-z!?][^<>]*>")
_SPAN = re.compile(r"""\b(col|row)span\s*=\s*["']?\s*(\d{1,6})""", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,20})""", re.IGNORECASE)
_HEAD = 4_096
_OWN = re.compile(rb"<meta[^<>]{0,200}\bname=.%b\b" % PROPERTY.encode(), re.IGNORECASE)
"""Stands in the first ``_HEAD`` bytes of a page that this program handed out."""
_BLANKS = re.compile(r"\s+")
_BREAKS = ("br", "p", "div", "li")
_SILENT = ("script", "style")


def read_page(data: bytes, limits: Limits) -> Content:
    """Return the tables of a page, a sheet each; a cell over several columns stands in the first of them.

    A cell over several rows says the same in each, as in workbooks. Raises Refused: input_is_html (a page without
    any), document_too_large, sheet_too_large, sheet_too_large_in_all.
    """
    if len(data) > limits.document_bytes:
        raise refuse("document_too_large", limit=limits.document_bytes >> 20)
    tables = [table.rows for table in _tables(without_comments(_decoded(data)), limits) if len(table.rows) > 1]
    if not tables:
        raise refuse("input_is_html")
    own = HandoutMark.REPORT if _OWN.search(data[:_HEAD]) else None
    return Content(_sheets([(str(place), rows) for place, rows in enumerate(tables, start=1)]), "html", handout=own)


def read_spreadsheet(data: bytes, limits: Limits) -> Content:
    """Return the sheets of a workbook in the XML of Excel 2003.

    Raises Refused: markup_damaged, markup_unsafe, document_too_large, sheet_too_large, sheet_too_large_in_all.
    """
    if len(data) > limits.document_bytes:
        raise refuse("document_too_large", limit=limits.document_bytes >> 20)
    return Content(_sheets(_Spreadsheet(limits).read(decode(data))), "xml")


def _sheets(tables: list[tuple[str, list[Row]]]) -> tuple[Sheet, ...]:
    return tuple(Sheet("" if len(tables) == 1 else name, rows) for name, rows in tables)


def _decoded(data: bytes) -> str:
    """Return the text of a page in the encoding that it names; else in the one that fits."""
    named = _CHARSET.search(data[:4096])
    text = as_stated(data, named.group(1).decode("ascii", "replace")) if named else None
    return decode(data) if text is None else text


@dataclass(slots=True)
class _Room:
    """The cells that the tables of a file may have, and have so far, whatever little text tells of them."""

    limits: Limits
    taken: int = 0

    def take(self, cells: int) -> None:
        """Count cells, and each row as one more. Raises Refused: sheet_too_large_in_all."""
        self.taken += cells
        if self.taken > self.limits.cells:
            raise refuse("sheet_too_large_in_all", cells=self.limits.cells)

    def bound(self, columns: int, rows: int) -> None:
        """Raise Refused (sheet_too_large) for a table of more columns or rows than are read."""
        if columns > self.limits.columns or rows > self.limits.rows:
            raise refuse("sheet_too_large", rows=self.limits.rows, columns=self.limits.columns)


@dataclass(slots=True)
class _Table:
    """A table while its marks are read. A table in a cell of another is a table of its own."""

    room: _Room
    rows: list[Row] = field(default_factory=list)
    row: dict[int, Value] | None = None
    """Of the row that is open: column → text."""
    cell: list[str] | None = None
    place: int = 0
    width: int = 1
    below: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Column → in how many rows its cell stands, from the open one on, and what it says."""
    height: int = 1

    def open_row(self) -> None:
        self.close_row()
        self.row, self.place, self.width = {}, 0, 1

    def open_cell(self, attributes: str) -> None:
        if self.row is None:
            self.open_row()
        self.close_cell()
        spans = {name.lower(): max(1, int(count)) for name, count in _SPAN.findall(attributes)}
        self._pass_covered()
        self.cell, self.width, self.height = [], spans.get("col", 1), spans.get("row", 1)

    def close_cell(self) -> None:
        if self.cell is None or self.row is None:
            return
        self.room.bound(self.place + self.width, 0)
        lines = (line.strip() for line in "".join(self.cell).split("\n"))
        text = "\n".join(line for line in lines if line)
        self.row[self.place] = text
        for column in range(self.place, self.place + self.width) if self.height > 1 else ():
            self.below[column] = self.height, text if column == self.place else ""
        self.cell = None
        self.place += self.width

    def close_row(self) -> None:
        self.close_cell()
        if self.row is None:
            return
        self._pass_covered()
        self.below = {column: (left - 1, text) for column, (left, text) in self.below.items() if left > 1}
        width = max(self.row, default=-1) + 1
        self.room.take(1 + width)
        self.rows.append([self.row.get(column, "") for column in range(width)])
        self.row = None
        self.room.bound(0, len(self.rows))

    def _pass_covered(self) -> None:
        """Repeat what stands here from a row above."""
        while self.row is not None and self.place in self.below and self.place not in self.row:
            self.row[self.place] = self.below[self.place][1]
            self.place += 1


def _tables(text: str, limits: Limits) -> Iterator[_Table]:
    """Yield the tables as they end; what a page leaves open ends with it."""
    room = _Room(limits)
    open_ones: list[_Table] = []
    silent = ""
    end = 0
    for mark in _MARK.finditer(text):
        closing, name = bool(mark.group(1)), mark.group(2).lower()
        cell = open_ones[-1].cell if open_ones and not silent else None
        if cell is not None:
            cell.append(_BLANKS.sub(" ", html.unescape(_ANY_MARK.sub("", text[end : mark.start()]))))
            if name in _BREAKS:
                cell.append("\n")
        end = mark.end()
        if name in _SILENT and (not silent or name == silent):
            silent = "" if closing else name
        elif silent or name in _BREAKS:
            continue
        elif name == "table" and not closing:
            open_ones.append(_Table(room))
        elif open_ones:
            yield from _told(open_ones, name, mark.group(3), closing=closing)
    while open_ones:
        yield _ended(open_ones.pop())


def _told(open_ones: list[_Table], name: str, attributes: str, *, closing: bool) -> Iterator[_Table]:
    table = open_ones[-1]
    if name == "table":
        yield _ended(open_ones.pop())
    elif name == "tr":
        table.close_row() if closing else table.open_row()
    elif closing:
        table.close_cell()
    else:
        table.open_cell(attributes)


def _ended(table: _Table) -> _Table:
    table.close_row()
    return table


class _Spreadsheet:
    """Takes the calls of the XML parser: Worksheet/Table/Row/Cell/Data, whatever prefix they have."""

    def __init__(self, limits: Limits) -> None:
        self._room = _Room(limits)
        self._sheets: list[tuple[str, list[Row]]] = []
        self._row: Row = []
        self._place = 0
        self._type = ""
        self._text: list[str] | None = None
        self._across = 0
        """So many columns more does the open cell cover."""

    def read(self, text: str) -> list[tuple[str, list[Row]]]:
        parser = safe_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parse(parser, text)
        return self._sheets

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if tag == "Worksheet":
            self._sheets.append((told.get("Name", ""), []))
        elif tag == "Row" and self._sheets:
            self._open_row(_number(told.get("Index")))
        elif tag == "Cell":
            self._place = _number(told.get("Index")) - 1 if told.get("Index") else self._place
            self._room.bound(self._place + 1, 0)
            self._across = _number(told.get("MergeAcross"))
        elif tag == "Data":
            self._type, self._text = told.get("Type", ""), []

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "Data" and self._text is not None:
            self._row.extend([""] * (self._place + 1 - len(self._row)))
            self._row[self._place] = _value("".join(self._text), self._type)
            self._text = None
        elif tag == "Cell":
            self._place += 1 + self._across
        elif tag == "Row" and self._sheets:
            self._room.take(1 + len(self._row))
            self._sheets[-1][1].append(self._row)

    def _open_row(self, index: int) -> None:
        rows = self._sheets[-1][1]
        self._room.bound(0, max(index, len(rows) + 1))
        self._room.take(index - 1 - len(rows))
        rows.extend([] for _ in range(index - 1 - len(rows)))
        self._row, self._place, self._across = [], 0, 0

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0


def _value(text: str, kind: str) -> Value:
    """Return what a cell holds by its type; what does not fit the type stays text."""
    try:
        if kind == "DateTime":
            return datetime.fromisoformat(text)
        return float(text) if kind == "Number" else text
    except ValueError:
        return text
