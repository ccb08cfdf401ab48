"""Write a plain table as a workbook, CSV or JSON; the file appears whole or not at all.

Imported text is never a formula: workbook cells are written as strings, and in CSV a text that begins with = + - @ or a
control character gets an apostrophe in front (``core.guarding``). Reading takes it off again; that is why a text which
itself begins with an apostrophe and such a sign has one more in both.
"""

from __future__ import annotations

import csv
import glob
import json
import math
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from patentdesk.core.continuation import LONGEST, marked
from patentdesk.core.guarding import guarded, told_apart
from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.money import Money
from patentdesk.core.problems import refuse
from patentdesk.handouts import bookwriter
from patentdesk.handouts.continued import Continued
from patentdesk.handouts.newbook import new_book

Cell = str | int | float | bool | date | datetime | Decimal | Money | None
_MAX_ROWS = 1_048_575
_ZIP = b"PK\x03\x04"
_STARTS: Mapping[str, bytes] = {".xlsx": _ZIP, ".csv": b"", ".json": b"", ".ics": b"", ".pdf": b"%PDF"}
"""Ending of what is handed out → how such a file begins; empty: it is text."""
_PICTURES: Mapping[str, bytes] = {".png": b"\x89PNG", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8"}
"""The same of pictures, which are no tables."""
_STALE_S = 3_600


class ColumnKind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    """Money, or an amount in major units."""
    PERCENT = "percent"
    """0.25 is 25 %."""
    LINK = "link"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: ``key`` names it in JSON, ``header`` stands above it, ``width`` in characters (0: by kind)."""

    key: str
    header: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 0


_WIDTHS: Mapping[ColumnKind, int] = {ColumnKind.TEXT: 24, ColumnKind.LINK: 24, ColumnKind.MONEY: 16}
_FORMATS: Mapping[ColumnKind, str] = {
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.MONEY: "#,##0.00",
    ColumnKind.PERCENT: "0.0%",
    ColumnKind.TEXT: "@",
}


def write_table(
    path: Path,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str = "Table",
    title: str = "",
    mark: HandoutMark | None = None,
) -> int:
    """Write rows to ``path`` as its suffix says (.xlsx, .csv, .json); return how many.

    ``mark``: what a workbook of them is, if it is no list of patents that may be imported.
    An existing file is replaced in one step. Raises Refused: export_format, folder_missing, export_target (what stands
    there is of another kind), export_failed, export_too_long (more rows than a worksheet takes).
    """
    writers: Mapping[str, Callable[[Path], int]] = {
        ".xlsx": lambda part: _write_workbook(part, columns, rows, sheet=sheet, title=title, mark=mark),
        ".csv": lambda part: _write_csv(part, columns, rows),
        ".json": lambda part: _write_json(part, columns, rows),
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise refuse("export_format", file=path.name, known=", ".join(writers))
    return replace_file(path, writer)


def replace_file(path: Path, write: Callable[[Path], int], suffixes: Collection[str] = tuple(_STARTS)) -> int:
    """Let ``write`` fill a file beside ``path``, flush it to the disk and give it the name in one step.

    Every file that the program hands out passes here. The name must end as what is written does (``suffixes``), and a
    file that stands there must be of that kind by its first bytes, so that no portfolio and nobody's other work is
    replaced. A symbolic link stays one. Whatever goes wrong, the file that stood there stays as it was. Raises Refused:
    export_format, folder_missing, export_target, export_failed.
    """
    if path.suffix.lower() not in suffixes:
        raise refuse("export_format", file=path.name, known=", ".join(suffixes))
    path = path.resolve()
    if not path.parent.is_dir():
        raise refuse("folder_missing", folder=str(path.parent))
    _check_target(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        count = write(part)
        _sweep(part, path)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(part, path)
        _flush_folder(path.parent)
    except (OSError, bookwriter.XlsxWriterException) as error:
        reason = next((one.strerror for one in (error, *error.args) if isinstance(one, OSError)), None) or str(error)
        raise refuse("export_failed", file=str(path), reason=reason) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def _check_target(path: Path) -> None:
    """Refuse to replace what is no file, or a file that does not begin as one of this kind does."""
    if not os.path.lexists(path):
        return
    if not path.is_file():
        raise refuse("export_target", file=str(path))
    try:
        with path.open("rb") as stream:
            start = stream.read(512)
    except OSError as error:
        raise refuse("export_failed", file=str(path), reason=error.strerror or str(error)) from error
    if not start:
        return
    begins = {**_STARTS, **_PICTURES}.get(path.suffix.lower(), b"")
    fits = start.startswith(begins) if begins else b"\0" not in start and not start.startswith(_ZIP)
    if not fits:
        raise refuse("export_target", file=str(path))


def _sweep(part: Path, path: Path) -> None:
    """Remove what writers of the same file left behind when they were killed at least an hour ago."""
    now = part.stat().st_mtime
    for other in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        with suppress(OSError):
            if now - other.stat().st_mtime > _STALE_S:
                other.unlink()


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows cannot open folders; the rename is durable there
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_workbook(
    part: Path,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str,
    title: str,
    mark: HandoutMark | None,
) -> int:
    with new_book(part, mark, constant_memory=True, default_date_format="yyyy-mm-dd") as book:
        return _fill_workbook(book, columns, rows, sheet, title)


def _fill_workbook(
    book: bookwriter.Workbook, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], sheet: str, title: str
) -> int:
    page = book.add_worksheet(_sheet_name(sheet))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6EE", "bottom": 1})
    formats = [book.add_format({"num_format": _FORMATS.get(column.kind, "General")}) for column in columns]
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width or _WIDTHS.get(column.kind, 12))
    for place, column in enumerate(columns):
        page.write_string(0, place, column.header, head)
    continued = Continued(book)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > _MAX_ROWS:
            raise refuse("export_too_long", n=_MAX_ROWS)
        for place, value in enumerate(row):
            if isinstance(value, str) and len(value) > LONGEST // 2:
                continued.write(page, (count, place), told_apart(value), columns[place].header, formats[place])
            else:
                _write_cell(page, count, place, value, formats[place])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(count, 1), max(len(columns) - 1, 0))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if title:
        page.set_header(f"&L{title.replace('&', '&&')[:200]}&R&P / &N")
    return count


def _write_cell(page: bookwriter.Worksheet, row: int, place: int, value: Cell, style: bookwriter.Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Money):
        value = value.amount
    if isinstance(value, bool):
        page.write_boolean(row, place, value, style)
    elif isinstance(value, datetime):
        page.write_datetime(row, place, value.replace(tzinfo=None), style)
    elif isinstance(value, date):
        if value.year < 1900:
            page.write_string(row, place, value.isoformat(), style)
        else:
            page.write_datetime(row, place, value, style)
    elif isinstance(value, int | float | Decimal):
        _write_number(page, row, place, value, style)
    else:
        page.write_string(row, place, marked(told_apart(str(value))), style)


def _write_number(
    page: bookwriter.Worksheet, row: int, place: int, value: float | Decimal, style: bookwriter.Format
) -> None:
    """Write a number; one that a cell cannot hold exactly (more than 15 digits, infinite) as text."""
    number = float(value)
    if abs(number) < 1e15:
        page.write_number(row, place, number, style)
    else:
        page.write_string(row, place, str(value), style)


def _sheet_name(wished: str) -> str:
    bare = "".join("_" if character in "[]:*?/\\" else character for character in wished).strip("'")
    return bare[:31] or "Table"


def _write_csv(part: Path, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]) -> int:
    count = 0
    with part.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow([guarded(column.header) for column in columns])
        for row in rows:
            lines.writerow([_csv_text(value) for value in row])
            count += 1
    return count


def _csv_text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return str(value)
    return guarded(str(value))


def _write_json(part: Path, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]) -> int:
    keys = [column.key for column in columns]
    count = 0
    with part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("[")
        for row in rows:
            item = {key: _json_value(value) for key, value in zip(keys, row, strict=True)}
            stream.write(",\n" if count else "\n")
            stream.write(json.dumps(item, ensure_ascii=False, allow_nan=False))
            count += 1
        stream.write("\n]\n")
    return count


def _json_value(value: Cell) -> object:
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no such number
    return value
