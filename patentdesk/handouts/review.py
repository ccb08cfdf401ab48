"""Write a review as a workbook to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.words import Words
from patentdesk.handouts import bookwriter
from patentdesk.handouts.filled import lock, set_up_print, write_cell
from patentdesk.handouts.newbook import new_book
from patentdesk.handouts.table import replace_file
from patentdesk.triage.records import DecisionCode, Grade

MAGIC = "PatentDesk review sheet 1"
KEY_ROW, _HEAD_ROW, _FIRST_ROW = 3, 4, 5
"""Rows of the decision sheet, from 0: hidden keys, headers, the first patent."""
UIDS = 5
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
class _Column:
    key: str
    width: int
    style: str = "text"
    filled: bool = False
    """The column is for the reader to fill in."""


COLUMNS = (
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
_PLACE = {column.key: place for place, column in enumerate(COLUMNS)}
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
        with new_book(part, HandoutMark.REVIEW) as book:
            page = book.add_worksheet(words("review_sheet.decisions"))
            lists = book.add_worksheet(words("review_sheet.lists"))
            _write_lists(book, lists, review_uid, [row.uid for row in rows], words)
            _write_head(book, page, name, words("review_sheet.created", day=day.isoformat(), model=model), words)
            _write_rows(book, page, rows)
            _guard_input(book, page, words, lists.get_name(), day=day, count=len(rows))
            page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
            last = _FIRST_ROW + max(len(rows), 1) - 1
            set_up_print(page, name, _HEAD_ROW, (0, _HIDDEN, last, _PLACE[_LAST_PRINTED]))
        return len(rows)

    return replace_file(path, fill, (".xlsx",))


def _write_lists(
    book: bookwriter.Workbook, lists: bookwriter.Worksheet, review_uid: str, uids: Sequence[str], words: Words
) -> None:
    """Write the codes with their meaning, and which review and which patents the workbook was written for."""
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE6EE", "valign": "top"})
    quiet = book.add_format({"font_color": "#8A93A0", "font_size": 9})
    lists.write_string(0, 0, MAGIC, quiet)
    lists.write_string(0, 1, review_uid, quiet)
    lists.write_string(1, 0, words.both("review_sheet.code"), head)
    lists.write_string(1, 1, words.both("review_sheet.meaning"), head)
    for row, code in enumerate(DecisionCode, start=2):
        lists.write_string(row, 0, code.value)
        lists.write_string(row, 1, words.both(f"decision.{code.value}").replace("\n", " / "))
    lists.set_column(0, 0, 24)
    lists.set_column(1, 1, 40)
    lists.set_column(UIDS, UIDS, 8, None, {"hidden": True})
    lists.write_column(0, UIDS, uids)
    lists.protect()


def _write_head(book: bookwriter.Workbook, page: bookwriter.Worksheet, name: str, created: str, words: Words) -> None:
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
    for place, column in enumerate(COLUMNS):
        page.set_column(place, place, column.width, None, {"hidden": column.key in _UNSEEN})
        page.write_string(KEY_ROW, place, column.key)
        label = column.key if column.key in _UNSEEN else words.both(f"review_sheet.{_label(column.key)}")
        page.write_string(_HEAD_ROW, place, label, head)
    page.set_row(KEY_ROW, None, None, {"hidden": True})
    page.set_row(_HEAD_ROW, 32)


def _label(key: str) -> str:
    """Return the word of a column; 'title' names the sheet itself."""
    return "name" if key == "title" else key


def _write_rows(book: bookwriter.Workbook, page: bookwriter.Worksheet, rows: Sequence[SheetRow]) -> None:
    styles = {name: book.add_format({**_BOX, **style}) for name, style in _STYLES.items()}
    for number, row in enumerate(rows, start=_FIRST_ROW):
        page.set_row(
            number,
            _LINE
            * max(_lines(getattr(row, column.key), column.width) for column in COLUMNS if column.key not in _UNSEEN)
            + 2,
        )
        for place, column in enumerate(COLUMNS):
            write_cell(page, number, place, getattr(row, column.key), styles[column.style])


def _lines(value: object, width: int) -> int:
    """Return how many lines a text takes in a column, a Chinese character as wide as two others; at most eight."""
    if not isinstance(value, str):
        return 1
    wide = [sum(2 if ord(character) > 0x2E80 else 1 for character in line) for line in value.split("\n")]
    return min(sum(max(-(-one // max(width - 1, 1)), 1) for one in wide), 8)


def _guard_input(
    book: bookwriter.Workbook, page: bookwriter.Worksheet, words: Words, lists: str, *, day: date, count: int
) -> None:
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
    page.autofilter(_HEAD_ROW, 0, last, len(COLUMNS) - 1)
    page.freeze_panes(_FIRST_ROW, _PLACE["title"])
    lock(page)
