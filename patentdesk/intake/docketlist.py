"""Read a docket that somebody else keeps (an agency, a vendor's program): number, what is due, when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from patentdesk.core.filenames import legible
from patentdesk.core.problems import Problem, Severity, Source, refuse
from patentdesk.intake.files import read_bytes, read_content
from patentdesk.intake.headerwords import normal
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Row, Sheet, cell_text, is_blank
from patentdesk.portfolio.dates import guess_order, read_date

_LOOK_DOWN = 20
_LIMITS = Limits(
    file_bytes=64 * 2**20, unpacked_bytes=256 * 2**20, document_bytes=64 * 2**20, cells=4_000_000, rows=200_000
)
"""A docket is read where it is asked for, so it may cost less than a list of patents."""
Headers = Mapping[str, Sequence[str]]
"""Field ('number', 'due', 'task', 'year') → the headers that it goes by."""


@dataclass(frozen=True, slots=True)
class ForeignDeadline:
    """One line of somebody else's docket, as written there; ``source`` is its place."""

    number: str
    due: date
    task: str
    year: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class ForeignDocket:
    """The lines that can be compared, and what is wrong with the others."""

    lines: tuple[ForeignDeadline, ...]
    problems: tuple[Problem, ...]


def read_docket_list(path: Path, headers: Headers) -> ForeignDocket:
    """Read every sheet that has a column of numbers and one of due dates.

    Problems: docket_row_without_date, docket_row_date (cannot be read), docket_row_without_number. Raises Refused:
    docket_list_headers (no such sheet), and as ``intake.files`` does.
    """
    content = read_content(read_bytes(path, _LIMITS), legible(path.name), _LIMITS)
    known = {normal(text): field for field, texts in headers.items() for text in texts}
    lines: list[ForeignDeadline] = []
    problems: list[Problem] = []
    found = False
    for sheet in content.sheets:
        place = _head(sheet, known)
        if place is not None:
            found = True
            _read_sheet(sheet, Source(legible(path.name), sheet.name), place, lines, problems)
    if not found:
        raise refuse("docket_list_headers", file=legible(path.name))
    return ForeignDocket(tuple(lines), tuple(problems))


def _head(sheet: Sheet, known: Mapping[str, str]) -> tuple[int, dict[str, int]] | None:
    """Return the header row's index and the column of each field; the first header of a field counts."""
    for index, row in enumerate(sheet.head(_LOOK_DOWN)):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            field = known.get(normal(cell_text(cell)))
            if field is not None:
                columns.setdefault(field, place)
        if {"number", "due"} <= set(columns):
            return index, columns
    return None


def _read_sheet(
    sheet: Sheet,
    source: Source,
    head: tuple[int, dict[str, int]],
    lines: list[ForeignDeadline],
    problems: list[Problem],
) -> None:
    index, columns = head
    rows = [(number, row) for number, row in enumerate(sheet.after(index + 1), start=index + 2) if not is_blank(row)]
    order = guess_order(_cell(row, columns, "due") for _, row in rows)
    for number, row in rows:
        place = Source(source.file, source.sheet, number)
        written = _cell(row, columns, "number")
        reading = read_date(row[columns["due"]] if columns["due"] < len(row) else None, order)
        if not written:
            problems.append(Problem("docket_row_without_number", Severity.WARNING, place))
        elif reading.day is None:
            code = "docket_row_date" if _cell(row, columns, "due") else "docket_row_without_date"
            args = {"number": written, "value": _cell(row, columns, "due")}
            problems.append(Problem(code, Severity.WARNING, place, args=args))
        else:
            year = re.search(r"\d+", _cell(row, columns, "year"))
            stated = int(year[0]) if year and int(year[0]) < 100 else None
            lines.append(ForeignDeadline(written, reading.day, _cell(row, columns, "task"), stated, place))


def _cell(row: Row, columns: Mapping[str, int], field: str) -> str:
    place = columns.get(field, -1)
    return cell_text(row[place]) if 0 <= place < len(row) else ""
