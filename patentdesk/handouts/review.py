"""Write a review as a workbook to fill in, and read the filled workbook back row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.exceptions import InvalidFileException
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from patentdesk.core.problems import Problem, Source, refuse
from patentdesk.core.words import Words
from patentdesk.handouts.table import replace_file
from patentdesk.triage.records import DecisionCode, Grade

_MAGIC = "PatentDesk review sheet 1"
_KEY_ROW, _HEAD_ROW, _FIRST_ROW = 3, 4, 5
"""Rows of the decision sheet, from 0: hidden keys, headers, the first patent."""
_MOST_BYTES = 200_000_000
"""A workbook that unpacks to more is not a review sheet."""
_MOST_TEXT = 2_000
_UIDS = 5
"""Column of the sheet of lists, from 0, that names the patents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One patent on the sheet; texts are in the reader's language already, ``digest`` is that of its facts."""

    uid: str
    digest: str
    number: str
    stood: str = ""
    """Tells what was decided when the sheet was written, so that a later decision is not overwritten unseen."""
    title: str = ""
    owners: str = ""
    office: str = ""
    status: str = ""
    segment: str = ""
    due: date | None = None
    cost: Decimal | None = None
    currency: str = ""
    score: float | None = None
    coverage: float = 0.0
    grade: str = ""
    vetoes: str = ""
    recommendation: str = ""
    why: str = ""
    decision: str = ""
    reason: str = ""
    conditions: str = ""
    review_on: date | None = None


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


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    width: int
    style: str = "text"
    filled: bool = False
    """The column is for the reader to fill in."""


_COLUMNS = (
    _Column("uid", 8),
    _Column("digest", 8),
    _Column("number", 16),
    _Column("title", 28),
    _Column("decision", 10, "input", filled=True),
    _Column("reason", 22, "input", filled=True),
    _Column("conditions", 16, "input", filled=True),
    _Column("review_on", 12, "input_date", filled=True),
    _Column("recommendation", 10, "centre"),
    _Column("why", 24),
    _Column("vetoes", 26, "veto"),
    _Column("grade", 7, "centre"),
    _Column("score", 7, "score"),
    _Column("coverage", 9, "percent"),
    _Column("due", 11, "date"),
    _Column("cost", 11, "money"),
    _Column("currency", 8, "centre"),
    _Column("owners", 26),
    _Column("office", 8, "centre"),
    _Column("status", 10),
    _Column("segment", 14),
    _Column("stood", 8),
)
_LAST_PRINTED = "currency"
_LINE = 14.0
"""Height of a line, in points."""
_HIDDEN = 2
_UNSEEN = frozenset({"uid", "digest", "stood"})
"""Columns for the program alone."""
_PLACE = {column.key: place for place, column in enumerate(_COLUMNS)}
_BOX: Mapping[str, Any] = {"valign": "top", "border": 1, "border_color": "#D5DAE1", "font_size": 10}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "text": {"text_wrap": True, "num_format": "@"},
    "centre": {"align": "center", "num_format": "@"},
    "score": {"num_format": "0.0", "align": "center"},
    "percent": {"num_format": "0%", "align": "center"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "money": {"num_format": "#,##0.00"},
    "veto": {"text_wrap": True, "num_format": "@", "font_color": "#B3261E"},
    "input": {"text_wrap": True, "num_format": "@", "bg_color": "#FFF9DB", "font_color": "#0033AA", "locked": False},
    "input_date": {"num_format": "yyyy-mm-dd", "bg_color": "#FFF9DB", "font_color": "#0033AA", "locked": False},
}
_GRADE_COLOURS = {Grade.A: "#CDEBDD", Grade.B: "#D3E6F5", Grade.C: "#FBE7BF", Grade.D: "#F8D3C0"}


def write_review_sheet(
    path: Path, *, review_uid: str, name: str, model: str, day: date, rows: Sequence[SheetRow], words: Words
) -> int:
    """Write the review to ``path`` (.xlsx), heads in both languages; return how many patents it holds.

    Only the yellow cells take input; the sheet is protected without a password. Raises Refused as
    ``replace_file`` does.
    """

    def fill(part: Path) -> int:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = xlsxwriter.Workbook(str(part), options)
        try:
            page = book.add_worksheet(words("review_sheet.decisions"))
            lists = book.add_worksheet(words("review_sheet.lists"))
            _write_lists(book, lists, review_uid, [row.uid for row in rows], words)
            _write_head(book, page, name, words("review_sheet.created", day=day.isoformat(), model=model), words)
            _write_rows(book, page, rows)
            _guard_input(book, page, words, lists.get_name(), day=day, count=len(rows))
            _set_up_print(page, name, len(rows))
        finally:
            book.close()
        return len(rows)

    return replace_file(path, fill, (".xlsx",))


def _write_lists(book: Workbook, lists: Worksheet, review_uid: str, uids: Sequence[str], words: Words) -> None:
    """Write the codes with their meaning, and which review and which patents the workbook was written for."""
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE6EE", "valign": "top"})
    quiet = book.add_format({"font_color": "#8A93A0", "font_size": 9})
    lists.write_string(0, 0, _MAGIC, quiet)
    lists.write_string(0, 1, review_uid, quiet)
    lists.write_string(1, 0, words.both("review_sheet.code"), head)
    lists.write_string(1, 1, words.both("review_sheet.meaning"), head)
    for row, code in enumerate(DecisionCode, start=2):
        lists.write_string(row, 0, code.value)
        lists.write_string(row, 1, words.both(f"decision.{code.value}").replace("\n", " / "))
    lists.set_column(0, 0, 24)
    lists.set_column(1, 1, 40)
    lists.set_column(_UIDS, _UIDS, 8, None, {"hidden": True})
    lists.write_column(0, _UIDS, uids)
    lists.protect()


def _write_head(book: Workbook, page: Worksheet, name: str, created: str, words: Words) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    quiet = book.add_format({"font_color": "#5A6475", "font_size": 9})
    head = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
            "bg_color": "#1F4E79",
            "font_color": "#FFFFFF",
            "border": 1,
            "border_color": "#D5DAE1",
            "font_size": 10,
        }
    )
    page.write_string(0, _HIDDEN, name, title)
    page.write_string(1, _HIDDEN, words("review_sheet.hint"), quiet)
    page.write_string(2, _HIDDEN, created, quiet)
    for place, column in enumerate(_COLUMNS):
        page.set_column(place, place, column.width, None, {"hidden": column.key in _UNSEEN})
        page.write_string(_KEY_ROW, place, column.key)
        label = column.key if column.key in _UNSEEN else words.both(f"review_sheet.{_label(column.key)}")
        page.write_string(_HEAD_ROW, place, label, head)
    page.set_row(_KEY_ROW, None, None, {"hidden": True})
    page.set_row(_HEAD_ROW, 32)


def _label(key: str) -> str:
    """Return the word of a column; 'title' names the sheet itself."""
    return "name" if key == "title" else key


def _write_rows(book: Workbook, page: Worksheet, rows: Sequence[SheetRow]) -> None:
    styles = {name: book.add_format({**_BOX, **style}) for name, style in _STYLES.items()}
    for number, row in enumerate(rows, start=_FIRST_ROW):
        page.set_row(
            number,
            _LINE
            * max(_lines(getattr(row, column.key), column.width) for column in _COLUMNS if column.key not in _UNSEEN)
            + 2,
        )
        for place, column in enumerate(_COLUMNS):
            _write_cell(page, number, place, getattr(row, column.key), styles[column.style])


def _lines(value: object, width: int) -> int:
    """Return how many lines a text takes in a column, a Chinese character as wide as two others; at most eight."""
    if not isinstance(value, str):
        return 1
    wide = [sum(2 if ord(character) > 0x2E80 else 1 for character in line) for line in value.split("\n")]
    return min(sum(max(-(-one // max(width - 1, 1)), 1) for one in wide), 8)


def _write_cell(page: Worksheet, row: int, place: int, value: object, style: Format) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, style)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, style)
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, place, float(value), style)
    else:
        page.write_string(row, place, str(value), style)


def _guard_input(book: Workbook, page: Worksheet, words: Words, lists: str, *, day: date, count: int) -> None:
    """Offer the codes as a list, take only dates after today, colour the grades, lock everything else."""
    last = _FIRST_ROW + max(count, 1) - 1
    codes = f"='{lists}'!$A$3:$A${2 + len(DecisionCode)}"
    page.data_validation(
        _FIRST_ROW,
        _PLACE["decision"],
        last,
        _PLACE["decision"],
        {
            "validate": "list",
            "source": codes,
            "error_title": words("review_sheet.code_title"),
            "error_message": words("review_sheet.code_error"),
        },
    )
    page.data_validation(
        _FIRST_ROW,
        _PLACE["review_on"],
        last,
        _PLACE["review_on"],
        {
            "validate": "date",
            "criteria": ">",
            "value": day,
            "error_title": words("review_sheet.date_title"),
            "error_message": words("review_sheet.date_error"),
        },
    )
    for grade, colour in _GRADE_COLOURS.items():
        shade = book.add_format({"bg_color": colour})
        rule = {"type": "cell", "criteria": "==", "value": f'"{grade.value}"', "format": shade}
        page.conditional_format(_FIRST_ROW, _PLACE["grade"], last, _PLACE["grade"], rule)
    page.autofilter(_HEAD_ROW, 0, last, len(_COLUMNS) - 1)
    page.freeze_panes(_FIRST_ROW, _PLACE["title"])
    page.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})


def _set_up_print(page: Worksheet, name: str, count: int) -> None:
    """Print what a committee reads on A4 across, one page wide."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.print_area(0, _HIDDEN, _FIRST_ROW + max(count, 1) - 1, _PLACE[_LAST_PRINTED])
    page.set_footer(f"&L{name.replace('&', '&&')[:120]}&R&P / &N")


def read_review_sheet(path: Path) -> FilledSheet:
    """Read a filled sheet back; rows that cannot be taken become problems with their place.

    Problems: review_row_formula, review_code_invalid, review_date_invalid, review_row_without_code.
    Raises Refused: review_sheet_unreadable, review_sheet_foreign.
    """
    book = _open(path)
    try:
        review_uid, written = _belongs_to(book)
        page = book.worksheets[0]
        lines = list(page.iter_rows(min_row=_KEY_ROW + 1))
        columns = {str(cell.value): place for place, cell in enumerate(lines[0]) if cell.value} if lines else {}
        if not {column.key for column in _COLUMNS if column.filled} | {"uid", "digest"} <= set(columns):
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


def _open(path: Path) -> openpyxl.Workbook:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
                raise refuse("review_sheet_unreadable")
        return openpyxl.load_workbook(path, read_only=True)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, EOFError) as error:
        raise refuse("review_sheet_unreadable") from error


def _belongs_to(book: openpyxl.Workbook) -> tuple[str, tuple[str, ...]]:
    """Return the uids of the review and the patents in the workbook. Raises Refused 'review_sheet_foreign'."""
    if len(book.worksheets) < 2:
        raise refuse("review_sheet_foreign")
    first = next(book.worksheets[1].iter_rows(max_row=1, max_col=2, values_only=True), (None, None))
    if len(first) < 2 or first[0] != _MAGIC or not first[1]:
        raise refuse("review_sheet_foreign")
    listed = book.worksheets[1].iter_rows(min_col=_UIDS + 1, max_col=_UIDS + 1, values_only=True)
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
        cells = {key: line[place] if place < len(line) else EMPTY_CELL for key, place in self.columns.items()}
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
            review_on=_day(values["review_on"]),
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
        if values["review_on"] not in (None, "") and _day(values["review_on"]) is None:
            return self._problem("review_date_invalid", number, "review_on", values["review_on"])
        if not code and any(values[key] not in (None, "") for key in filled):
            return self._problem("review_row_without_code", number, "decision", "")
        return None

    def _problem(self, code: str, number: int, key: str, value: object) -> Problem:
        source = Source(self.file, self.sheet, number, self.headers.get(key, key))
        return Problem(code, source=source, field_name=key, args={"value": str(value)[:80]})


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()[:_MOST_TEXT]


def _day(value: object) -> date | None:
    """Return the date in a cell: a date, or text as 2027-03-31, 2027/3/31 or 2027.3.31."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    parts = str(value or "").strip().replace("/", "-").replace(".", "-").split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None
