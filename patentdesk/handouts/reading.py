"""Read an edited value handout back: which assumptions were changed, from what to what, and what cannot be taken."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import cast

from patentdesk.core.problems import Argument, Problem, Severity, Source, refuse
from patentdesk.core.words import Words
from patentdesk.handouts import bookreader
from patentdesk.handouts.filled import open_filled
from patentdesk.handouts.valuation.assumptions import HEADS
from patentdesk.handouts.valuation.book import HEAD_ROW
from patentdesk.handouts.valuation.issue import Issue, digest_of, issue_of
from patentdesk.handouts.valuation.marks import SHEET as MARKS
from patentdesk.handouts.valuation.marks import issued_marks, mark_of, touched
from patentdesk.handouts.valuation.plan import Column
from patentdesk.valuation.assumptions import Definition

SCOPES = ("segment:", "member:", "product:", "patent:")
MAX_ROWS = 5_000
MOST_NAMED = 8
"""Row numbers that one sentence names."""


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
    """What an edited handout says; ``patents`` are uids of patents that it was issued for, empty when unknown."""

    changes: tuple[AssumptionChange, ...]
    problems: tuple[Problem, ...]
    patents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the Assumptions sheet: what its cells show, and the formulas among its numbers by column."""

    source: Source
    cells: tuple[object, ...]
    formulas: Mapping[int, str]

    def problem(self, code: str, severity: Severity = Severity.WARNING, part: str = "", **args: Argument) -> Problem:
        """Return a problem of this row."""
        return Problem(code, severity, self.source, field_name=part, args={"key": self.key, **args})

    @property
    def key(self) -> str:
        """The assumption's key as written."""
        return str(self.cells[Column.KEY])


@dataclass(frozen=True, slots=True)
class Expected:
    """What the rows are held against; ``held`` are the keys and scopes of the portfolio, None when not known."""

    words: Words
    definitions: Mapping[str, Definition]
    held: Collection[tuple[str, str]] | None


PARTS = (
    ("value", Column.BASE, Column.WAS_BASE),
    ("low", Column.LOW, Column.WAS_LOW),
    ("high", Column.HIGH, Column.WAS_HIGH),
)
GENERAL = ("valuation_date", "convention")
"""Keys of the rows that hold for every patent and are no assumptions of the portfolio."""


def read_valuation_handout(
    path: Path,
    words: Words,
    definitions: Mapping[str, Definition],
    held: Collection[tuple[str, str]] | None = None,
) -> EditedHandout:
    """Return the changed assumptions; ``held`` are the (key, scope) pairs that the portfolio knows.

    Problems: handout_columns (then nothing was read), handout_rows_missing, handout_row_twice, handout_row_unknown,
    handout_unit_changed, handout_issue_changed, handout_issue_unknown, handout_not_number, handout_formula_empty,
    handout_from_formula (a note), handout_required_empty, handout_date_changed, handout_not_date,
    handout_convention_changed, and what ``_formula_problems`` tells of the other sheets. Raises Refused
    handout_unreadable, handout_not_ours or handout_sheet_wanted; nothing was read then.
    """
    name = words.both("handout.sheet.assumptions").replace("\n", " ")
    book, formulas = (
        open_filled(path, refuse("handout_unreadable", name=path.name), data_only=True),
        open_filled(path, refuse("handout_unreadable", name=path.name), data_only=False),
    )
    try:
        marks = book.custom_doc_props.props  # type: ignore[attr-defined]  # the stubs lack it
        issue = issue_of({one.name: one.value for one in marks})
        if name not in book.sheetnames or name not in formulas.sheetnames:
            raise refuse("handout_not_ours" if issue is None else "handout_sheet_wanted", name=path.name, sheet=name)
        place = Source(file=path.name, sheet=name)
        expected = Expected(words, definitions, held)
        if wrong := _heads_problem(book[name], place, words):
            return EditedHandout((), (wrong,))
        rows = list(_rows(book[name], formulas[name], place))
        judged = _judged(rows, place, expected, issue)
        return replace(judged, problems=(*judged.problems, *_formula_problems(formulas, path.name, name)))
    finally:
        book.close()
        formulas.close()


def _formula_problems(book: bookreader.Workbook, file: str, inputs: str) -> Iterator[Problem]:
    """Give the sheets that are gone, new or renamed, and the rows whose formulas are not those that were issued.

    What stands in the columns to be filled in of the sheet of ``inputs`` is told row by row elsewhere. Problems:
    handout_sheet_gone, handout_sheet_new (a note), handout_formulas_changed, handout_marks_gone (nothing to compare).
    """
    if MARKS not in book.sheetnames:
        yield Problem("handout_marks_gone", Severity.WARNING, Source(file=file))
        return
    left_out = {column for _, column, _ in PARTS}
    found = {
        name: _marks_of(book[name], left_out if name == inputs else set()) for name in book.sheetnames if name != MARKS
    }
    for one in touched(issued_marks(book[MARKS].iter_rows(values_only=True)), found):
        place = Source(file=file, sheet=one.sheet, row=one.rows[0] if one.rows else None)
        if one.gone or one.new:
            code, severity = ("gone", Severity.WARNING) if one.gone else ("new", Severity.NOTE)
            yield Problem(f"handout_sheet_{code}", severity, place, args={"sheet": one.sheet})
        else:
            args: dict[str, Argument] = {"n": len(one.rows), "rows": _some(one.rows), "sheet": one.sheet}
            yield Problem("handout_formulas_changed", Severity.WARNING, place, args=args)


def _marks_of(sheet: bookreader.Worksheet, left_out: Collection[int]) -> list[str]:
    """Return the mark of every row of a sheet; cells in the columns ``left_out`` do not count."""
    return [
        mark_of(
            (column, _formula(cell.value))
            for column, cell in enumerate(row)
            if cell.data_type == "f" and column not in left_out
        )
        for row in sheet.iter_rows()
    ]


def _formula(value: object) -> str:
    """Return a formula's text; an array formula has it within."""
    return str(getattr(value, "text", value) or "")


def _some(rows: Sequence[object]) -> str:
    """Return the first of some numbers, written out."""
    return ", ".join(map(str, rows[:MOST_NAMED])) + (" …" if len(rows) > MOST_NAMED else "")


def _heads_problem(sheet: bookreader.Worksheet, place: Source, words: Words) -> Problem | None:
    """Return the first column that is not where it was issued: then no cell can be trusted to be what it seems."""
    row = HEAD_ROW + 1
    cells = next(sheet.iter_rows(min_row=row, max_row=row, max_col=len(HEADS), values_only=True), ())
    found = [*cells, *[None] * (len(HEADS) - len(cells))]
    for number, (cell, head) in enumerate(zip(found, HEADS, strict=True), start=1):
        label = words.both(f"handout.head.{head}")
        if "".join(str(cell or "").split()) != "".join(label.split()):
            args = {"column": bookreader.get_column_letter(number), "head": " ".join(label.split())}
            return Problem("handout_columns", source=_at(place, row), args=args)
    return None


def _rows(sheet: bookreader.Worksheet, formulas: bookreader.Worksheet, place: Source) -> Iterator[Row]:
    """Give every row that has a key."""
    first, last, width = HEAD_ROW + 2, HEAD_ROW + MAX_ROWS, len(HEADS)
    shown = sheet.iter_rows(min_row=first, max_row=last, max_col=width, values_only=True)
    behind = formulas.iter_rows(min_row=first, max_row=last, max_col=width)
    for number, (values, cells) in enumerate(zip(shown, behind, strict=False), start=first):
        padded = tuple(values) + (None,) * (len(HEADS) - len(values))
        if padded[Column.KEY]:
            found = {column: str(cell.value) for column, cell in enumerate(cells) if cell.data_type == "f"}
            yield Row(_at(place, number), padded, found)


def _at(place: Source, row: int) -> Source:
    return Source(file=place.file, sheet=place.sheet, row=row)


def _judged(rows: Sequence[Row], place: Source, expected: Expected, issue: Issue | None) -> EditedHandout:
    changes: list[AssumptionChange] = []
    problems = _whole_problems(rows, place, expected.words, issue)
    count = Counter((row.key, _scope(row, expected.words)) for row in rows)
    for row in rows:
        scope = _scope(row, expected.words)
        wrong = _row_problem(row, scope, expected)
        if wrong is None and count[row.key, scope] > 1:
            wrong = row.problem("handout_row_twice", scope=scope or "*")
        if wrong is not None:
            problems.append(wrong)
        elif row.key in GENERAL:
            problems += _general_problems(row)
        else:
            found, bad = _changes_in(row, scope or "", expected.definitions[row.key])
            changes += found
            problems += bad
    return EditedHandout(tuple(changes), tuple(problems), issue.patents if issue else ())


def _whole_problems(rows: Sequence[Row], place: Source, words: Words, issue: Issue | None) -> list[Problem]:
    """Return what the sheet as a whole lacks against what was issued."""
    if issue is None:
        return [Problem("handout_issue_unknown", Severity.WARNING, place)]
    missing = set(range(1, issue.rows + 1)) - {row.cells[Column.NUMBER] for row in rows}
    if missing:
        args: dict[str, Argument] = {"n": len(missing), "rows": _some(sorted(missing))}
        return [Problem("handout_rows_missing", Severity.WARNING, place, args=args)]
    issued = {
        (row.key, _scope(row, words) or "", *(_number(row.cells[was]) for _, _, was in PARTS))
        for row in rows
        if row.key not in GENERAL
    }
    if digest_of(issued) != issue.digest:  # type: ignore[arg-type]  # three numbers, by PARTS
        return [Problem("handout_issue_changed", Severity.WARNING, place)]
    return []


def _row_problem(row: Row, scope: str | None, expected: Expected) -> Problem | None:
    """Return why nothing of a row can be taken."""
    if row.key in GENERAL:
        return None
    definition = expected.definitions.get(row.key)
    known = expected.held is None or (row.key, scope) in expected.held
    if definition is None or scope is None or not known:
        written = " ".join(str(row.cells[Column.SCOPE] or "").split())
        return row.problem("handout_row_unknown", scope=written)
    unit = " ".join(expected.words.both(f"unit.{definition.unit}").split())
    written = " ".join(str(row.cells[Column.UNIT] or "").split())
    return None if written == unit else row.problem("handout_unit_changed", unit=unit, text=written)


def _general_problems(row: Row) -> list[Problem]:
    """Return what was changed in a row that is read for information only."""
    now, was = row.cells[Column.BASE], row.cells[Column.WAS_BASE]
    if now == was:
        return []
    if row.key == "convention":
        return [row.problem("handout_convention_changed", text=str(now))]
    if not isinstance(now, date):
        return [row.problem("handout_not_date", text=str(now))]
    day = now.date() if isinstance(now, datetime) else now
    return [row.problem("handout_date_changed", date=day.isoformat())]


def _changes_in(row: Row, scope: str, definition: Definition) -> tuple[list[AssumptionChange], list[Problem]]:
    changes: list[AssumptionChange] = []
    problems: list[Problem] = []
    for part, column, was_column in PARTS:
        new, old, formula = row.cells[column], row.cells[was_column], row.formulas.get(column)
        if formula is not None and new in {None, ""}:
            problems.append(row.problem("handout_formula_empty", part=part, text=formula))
        elif not _is_number(new):
            problems.append(row.problem("handout_not_number", part=part, text=str(new)))
        elif _number(new) == _number(old):
            continue
        elif part == "value" and definition.required and _number(new) is None:
            problems.append(row.problem("handout_required_empty", part=part))
        else:
            if formula is not None:
                problems.append(row.problem("handout_from_formula", Severity.NOTE, part, text=formula))
            change = {"part": part, "old": _number(old), "new": _number(new)}
            changes.append(AssumptionChange(key=row.key, scope=scope, source=row.source, **change))  # type: ignore[arg-type]
    return changes, problems


def _scope(row: Row, words: Words) -> str | None:
    """Return the scope's code, the first line of its cell; '' for the whole portfolio, None for anything else."""
    cell = str(row.cells[Column.SCOPE] or "")
    written = cell.partition("\n")[0].strip()
    if written.startswith(SCOPES):
        return written
    return "" if "".join(cell.split()) == "".join(words.both("handout.scope.all").split()) else None


def _is_number(value: object) -> bool:
    """Tell whether a cell holds a finite number or nothing."""
    if value is None or value == "":
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _number(value: object) -> float | None:
    return float(cast("float", value)) if isinstance(value, int | float) else None
