"""Read an edited value handout back: which assumptions were changed, from what to what."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from patentdesk.core.problems import Problem, Severity, Source, refuse
from patentdesk.core.words import Words
from patentdesk.handouts.valuation.book import HEAD_ROW
from patentdesk.handouts.valuation.plan import Column
from patentdesk.valuation.assumptions import Definition

SCOPES = ("segment:", "member:", "product:", "patent:")
MAX_ROWS = 5_000
MAX_BYTES = 200_000_000
"""Unpacked; a handout of several hundred patents stays far below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionChange:
    """One number of an assumption that a person edited; ``part`` is 'value', 'low' or 'high'."""

    key: str
    scope: str
    part: str
    old: float | None
    """As issued."""
    new: float | None
    source: Source


@dataclass(frozen=True, slots=True)
class EditedHandout:
    """What an edited handout says."""

    changes: tuple[AssumptionChange, ...]
    problems: tuple[Problem, ...]


PARTS = (
    ("value", Column.BASE, Column.WAS_BASE),
    ("low", Column.LOW, Column.WAS_LOW),
    ("high", Column.HIGH, Column.WAS_HIGH),
)


def read_valuation_handout(path: Path, words: Words, definitions: Mapping[str, Definition]) -> EditedHandout:
    """Return the changed assumptions.

    Problems: handout_not_number, handout_row_unknown, handout_date_changed. Raises Refused handout_unreadable or
    handout_not_ours; nothing was read then.
    """
    sheet_name = words.both("handout.sheet.assumptions").replace("\n", " ")
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                raise refuse("handout_unreadable", name=path.name)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as fault:
        raise refuse("handout_unreadable", name=path.name) from fault
    try:
        if sheet_name not in book.sheetnames:
            raise refuse("handout_not_ours", name=path.name)
        return _read_sheet(cast("Worksheet", book[sheet_name]), path.name, sheet_name, definitions)
    finally:
        book.close()


def _read_sheet(sheet: Worksheet, file: str, name: str, definitions: Mapping[str, Definition]) -> EditedHandout:
    changes: list[AssumptionChange] = []
    problems: list[Problem] = []
    for number, row in _rows(sheet):
        source = Source(file=file, sheet=name, row=number)
        key = str(row[Column.KEY])
        if key == "valuation_date":
            problems += _date_problem(row, source)
        elif key == "convention":
            continue
        elif key not in definitions:
            args = {"key": key, "scope": _scope(row)}
            problems.append(Problem("handout_row_unknown", Severity.WARNING, source, args=args))
        else:
            found, bad = _changes_in(row, source, key)
            changes += found
            problems += bad
    return EditedHandout(tuple(changes), tuple(problems))


def _rows(sheet: Worksheet) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Give the sheet's row number and values of every row that has a key."""
    width = Column.WAS_HIGH + 1
    rows = sheet.iter_rows(min_row=HEAD_ROW + 2, max_row=HEAD_ROW + MAX_ROWS, max_col=width, values_only=True)
    for number, values in enumerate(rows, start=HEAD_ROW + 2):
        padded = tuple(values) + (None,) * (width - len(values))
        if padded[Column.KEY]:
            yield number, padded


def _date_problem(row: tuple[object, ...], source: Source) -> list[Problem]:
    now, was = row[Column.BASE], row[Column.WAS_BASE]
    if now == was or not isinstance(now, date):
        return []
    day = now.date() if isinstance(now, datetime) else now
    return [Problem("handout_date_changed", Severity.NOTE, source, args={"date": day.isoformat()})]


def _changes_in(row: tuple[object, ...], source: Source, key: str) -> tuple[list[AssumptionChange], list[Problem]]:
    scope = _scope(row)
    changes: list[AssumptionChange] = []
    problems: list[Problem] = []
    for part, column, was_column in PARTS:
        new, old = row[column], row[was_column]
        if not _is_number(new):
            args = {"text": str(new), "key": key}
            problems.append(Problem("handout_not_number", Severity.WARNING, source, field_name=part, args=args))
        elif new != old:
            changes.append(
                AssumptionChange(key=key, scope=scope, part=part, old=_number(old), new=_number(new), source=source)
            )
    return changes, problems


def _scope(row: tuple[object, ...]) -> str:
    """Return the scope's code, which stands in the first line of its cell; '' for the whole portfolio."""
    written = str(row[Column.SCOPE] or "").partition("\n")[0].strip()
    return written if written.startswith(SCOPES) else ""


def _is_number(value: object) -> bool:
    """Tell whether a cell holds a finite number or nothing."""
    if value is None or value == "":
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
