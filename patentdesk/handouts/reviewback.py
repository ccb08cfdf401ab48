"""Read a filled review sheet back row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from patentdesk.core.problems import Problem, Source, refuse
from patentdesk.handouts import bookreader
from patentdesk.handouts.filled import day_in, open_filled
from patentdesk.handouts.review import COLUMNS, KEY_ROW, MAGIC, UIDS
from patentdesk.triage.records import DecisionCode

_MOST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class FilledRow:
    """What somebody wrote about one patent; ``source`` is its place on the sheet."""

    uid: str
    digest: str
    stood: str | None
    """None on a sheet that does not say it."""
    code: DecisionCode | None
    reason: str
    conditions: str
    review_on: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet as it came back: the review it belongs to, readable rows, and what is wrong with the others.

    ``written`` are the uids of the patents that it was written for; ``count`` is how many rows it holds, each of them
    either in ``rows`` or told in ``problems``. ``added`` are the headers of columns that somebody added.
    """

    review_uid: str
    rows: tuple[FilledRow, ...]
    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    count: int = 0
    added: tuple[str, ...] = ()
    faulty: frozenset[str] = frozenset()
    """Uids of the rows that cannot be taken."""


def read_review_sheet(path: Path) -> FilledSheet:
    """Read a filled sheet back; rows that cannot be taken become problems with their place.

    Problems: review_row_formula, review_code_invalid, review_date_invalid, review_row_without_code.
    Raises Refused: review_sheet_unreadable, review_sheet_foreign.
    """
    book = open_filled(path, refuse("review_sheet_unreadable", file=path.name))
    try:
        review_uid, written = _belongs_to(book)
        page = book.worksheets[0]
        lines = list(page.iter_rows(min_row=KEY_ROW + 1))
        columns = {str(cell.value): place for place, cell in enumerate(lines[0]) if cell.value} if lines else {}
        if not {column.key for column in COLUMNS if column.filled} | {"uid", "digest"} <= set(columns):
            raise refuse("review_sheet_foreign")
        headers = {key: str(lines[1][place].value or "").replace("\n", " ") for key, place in columns.items()}
        reader = _RowReader(path.name, page.title, columns, headers)
        rows = [row for line in lines[2:] for row in reader.read(line)]
        added = tuple(
            str(cell.value)
            for place, cell in enumerate(lines[1])
            if cell.value not in (None, "") and place not in columns.values()
        )
        return FilledSheet(
            review_uid, tuple(rows), tuple(reader.problems), written, reader.count, added, frozenset(reader.faulty)
        )
    finally:
        book.close()


def _belongs_to(book: bookreader.Workbook) -> tuple[str, tuple[str, ...]]:
    """Return the uids of the review and the patents in the workbook. Raises Refused 'review_sheet_foreign'."""
    if len(book.worksheets) < 2:
        raise refuse("review_sheet_foreign")
    first = next(book.worksheets[1].iter_rows(max_row=1, max_col=2, values_only=True), (None, None))
    if len(first) < 2 or first[0] != MAGIC or not first[1]:
        raise refuse("review_sheet_foreign")
    listed = book.worksheets[1].iter_rows(min_col=UIDS + 1, max_col=UIDS + 1, values_only=True)
    return str(first[1]), tuple(str(one) for (one,) in listed if one)


@dataclass(slots=True)
class _RowReader:
    file: str
    sheet: str
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    faulty: set[str] = field(default_factory=set)

    def read(self, line: Sequence[Any]) -> Iterator[FilledRow]:
        """Yield the row when it can be taken; an empty line gives nothing, a faulty one a problem."""
        cells = {
            key: line[place] if place < len(line) else bookreader.EMPTY_CELL for key, place in self.columns.items()
        }
        values = {key: cell.value for key, cell in cells.items()}
        if not any(value not in (None, "") for value in values.values()):
            return
        number = next(cell.row for cell in line if cell.value not in (None, ""))
        self.count += 1
        fault = self._fault(values, {key for key, cell in cells.items() if cell.data_type == "f"}, number)
        if fault is not None:
            self.problems.append(fault)
            self.faulty.add(str(values["uid"] or ""))
            return
        text = str(values["decision"] or "").strip().upper()
        yield FilledRow(
            uid=str(values["uid"] or ""),
            digest=str(values["digest"] or ""),
            stood=str(values["stood"] or "") if "stood" in values else None,
            code=DecisionCode(text) if text else None,
            reason=_text(values["reason"]),
            conditions=_text(values["conditions"]),
            review_on=day_in(values["review_on"]),
            source=Source(self.file, self.sheet, number),
        )

    def _fault(self, values: Mapping[str, Any], formulas: Collection[str], number: int) -> Problem | None:
        filled = ("decision", "reason", "conditions", "review_on")
        for key in filled:
            if key in formulas:
                return self._problem("review_row_formula", number, key, values[key])
        code = str(values["decision"] or "").strip().upper()
        if code and code not in {known.value for known in DecisionCode}:
            return self._problem("review_code_invalid", number, "decision", values["decision"])
        if values["review_on"] not in (None, "") and day_in(values["review_on"]) is None:
            return self._problem("review_date_invalid", number, "review_on", values["review_on"])
        if not code and any(values[key] not in (None, "") for key in filled):
            return self._problem("review_row_without_code", number, "decision", "")
        return None

    def _problem(self, code: str, number: int, key: str, value: object) -> Problem:
        source = Source(self.file, self.sheet, number, self.headers.get(key, key))
        return Problem(code, source=source, field_name=key, args={"value": str(value)[:80]})


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()[:_MOST_TEXT]
