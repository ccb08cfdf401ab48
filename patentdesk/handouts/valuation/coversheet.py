"""Fill a member's own cover template: only the marked texts change, everything else stays as the member made it.

A place is marked by ``{{field}}`` in a cell's text, or by a name of the workbook that is called like the field. What
openpyxl cannot carry (macros, charts and shapes of the template) is not kept; styles, widths, merged cells, pictures
and print set-up are.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from patentdesk.core.problems import Problem, Severity, Source, refuse
from patentdesk.handouts.table import replace_file

_MARK = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")
MAX_BYTES = 50_000_000
"""Unpacked."""

Field = str | int | float | date


@dataclass(frozen=True, slots=True)
class Filled:
    """How many places were filled, and what of the template is not known."""

    count: int
    problems: tuple[Problem, ...]


def fill_cover(template: Path, path: Path, fields: Mapping[str, Field]) -> Filled:
    """Write the template with its places filled to ``path``.

    A place that is a whole cell takes number or date as such, within a text they are written out. Problems:
    cover_unknown (a mark that is no field), cover_nothing (no place at all). Raises Refused: cover_unreadable, and
    what ``replace_file`` refuses.
    """
    book = _opened(template)
    problems: list[Problem] = []
    count = 0
    for cell in _cells(book):
        found, unknown = _fill(cell, fields)
        count += found
        problems += [
            Problem("cover_unknown", Severity.WARNING, Source(template.name, cell.parent.title, cell.row),
                    args={"name": name, "known": ", ".join(fields)})
            for name in unknown
        ]  # fmt: skip
    count += _fill_names(book, fields)
    if not count:
        problems.append(Problem("cover_nothing", Severity.WARNING, Source(template.name)))

    def save(part: Path) -> int:
        with part.open("wb") as stream:
            book.save(stream)
        return count

    replace_file(path, save, (".xlsx",))
    return Filled(count, tuple(problems))


def _opened(template: Path) -> Workbook:
    try:
        with zipfile.ZipFile(template) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                raise refuse("cover_unreadable", name=template.name)
        return openpyxl.load_workbook(template)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as fault:
        raise refuse("cover_unreadable", name=template.name) from fault


def _cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.data_type == "s":
                    yield cell


def _fill(cell: Cell, fields: Mapping[str, Field]) -> tuple[int, list[str]]:
    """Fill the marks of one cell; returns how many, and the marks that are no field."""
    text = str(cell.value)
    names = _MARK.findall(text)
    known = [name for name in names if name.lower() in fields]
    if not known:
        return 0, names
    whole = _MARK.fullmatch(text.strip())
    if whole:
        _put(cell, fields[whole.group(1).lower()])
    else:
        _put(cell, _MARK.sub(lambda mark: str(fields.get(mark.group(1).lower(), mark.group(0))), text))
    return len(known), [name for name in names if name not in known]


def _put(cell: Cell, value: Field) -> None:
    """Set a value and nothing else; a text never becomes a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _fill_names(book: Workbook, fields: Mapping[str, Field]) -> int:
    """Fill single cells that the workbook names like a field."""
    count = 0
    for name, defined in book.defined_names.items():
        if name.lower() not in fields:
            continue
        for title, place in defined.destinations:
            if title in book.sheetnames and ":" not in place:
                cell = book[title][place.replace("$", "")]
                if isinstance(cell, Cell):
                    _put(cell, fields[name.lower()])
                    count += 1
    return count
