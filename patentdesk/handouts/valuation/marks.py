"""Mark which formulas every sheet was issued with, so that an edited handout tells which of them were touched.

A hidden sheet holds four hexadecimal digits for each row of each sheet: the check sum of the row's formulas. Programs
write formulas in their own manner (dollar signs before names, blanks, quotes, 1E-06), so they count without that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from patentdesk.handouts import bookwriter
from patentdesk.handouts.valuation.book import Book

SHEET = "PatentDesk"
"""Name of the hidden sheet."""
NONE = "----"
"""Stands for a row without formulas."""
_WIDTH = len(NONE)
_CHUNK = 8_000 * _WIDTH
"""A cell holds 32,767 characters."""
_FRACTION = re.compile(r"(?<![A-Z_.\d])(?:\d+\.\d+(?:E[+-]?\d+)?|\d+E[+-]?\d+)")
"""A number that may be written in another manner."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A sheet that is not as it was issued: rows (from 1) whose formulas differ, or that it is gone or new."""

    sheet: str
    rows: tuple[int, ...] = ()
    gone: bool = False
    new: bool = False


def plain(formulas: str) -> str:
    """Return formulas without what programs write in different manners."""
    bare = formulas.upper().replace("$", "").replace("'", "").replace(" ", "")
    return _FRACTION.sub(lambda found: f"{float(found[0]):.12g}", bare)


def mark_of(formulas: Iterable[tuple[int, str]]) -> str:
    """Return the mark of a row from its formulas by column (from 0); ``NONE`` when it has none."""
    text = "\n".join([f"{column}:{formula.lstrip('=')}" for column, formula in formulas])
    return f"{crc32(plain(text).encode()) & 0xFFFF:04x}" if text else NONE


def write_marks(book: Book) -> None:
    """Write the hidden sheet; every other sheet must be complete."""
    page = book.workbook.add_worksheet(SHEET)
    page.very_hidden()
    page.protect("")
    for number, sheet in enumerate(book.sheets.values()):
        table = sheet.page.table
        marks = [
            mark_of(
                (column, cell.formula)
                for column, cell in sorted(table.get(row, {}).items())
                if isinstance(cell, bookwriter.CellFormulaTuple)
            )
            for row in range(max(table, default=-1) + 1)
        ]
        text = "".join(marks)
        page.write_string(number, 0, sheet.name)
        for place, start in enumerate(range(0, len(text), _CHUNK), start=1):
            page.write_string(number, place, text[start : start + _CHUNK])


def issued_marks(rows: Iterable[tuple[object, ...]]) -> dict[str, list[str]]:
    """Return sheet → the marks of its rows, from the rows of the hidden sheet."""
    found: dict[str, list[str]] = {}
    for name, *parts in rows:
        text = "".join(str(part) for part in parts if part)
        found[str(name)] = [text[start : start + _WIDTH] for start in range(0, len(text), _WIDTH)]
    return found


def touched(issued: Mapping[str, list[str]], found: Mapping[str, list[str]]) -> Iterator[Touched]:
    """Give the sheets that are gone, new, or whose formulas differ, in the order they were issued in."""
    for name, marks in issued.items():
        if name not in found:
            yield Touched(name, gone=True)
            continue
        now = found[name]
        longest = max(len(marks), len(now))
        padded = [side + [NONE] * (longest - len(side)) for side in (marks, now)]
        rows = tuple(row for row, (was, is_now) in enumerate(zip(*padded, strict=True), start=1) if was != is_now)
        if rows:
            yield Touched(name, rows)
    yield from (Touched(name, new=True) for name in found if name not in issued and name != SHEET)
