"""Do what every workbook that people fill in needs: write its cells, set up its print, open it again within bounds."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from patentdesk.handouts import bookreader, bookwriter

MAX_BYTES = 200_000_000
"""Unpacked; what people fill in stays far below."""
_A4 = 9
_DAMAGED = (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError)
"""What openpyxl raises about a damaged workbook, besides its own."""


def write_cell(page: bookwriter.Worksheet, row: int, place: int, value: object, style: bookwriter.Format) -> None:
    """Write a value as what it is: date, number or text, never a formula; None and '' leave the cell blank."""
    if value is None or value == "":
        page.write_blank(row, place, None, style)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, style)
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, place, float(value), style)
    else:
        page.write_string(row, place, str(value), style)


def set_up_print(page: bookwriter.Worksheet, title: str, head_row: int, area: tuple[int, int, int, int]) -> None:
    """Print the area (first row, first column, last row, last column) on A4 across, one page wide, heads on each."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head_row)
    page.print_area(*area)
    page.set_footer(f"&L{title.replace('&', '&&')[:120]}&R&P / &N")


def lock(page: bookwriter.Worksheet) -> None:
    """Let people fill in open cells, sort, filter and resize; nothing else. There is no password."""
    page.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})


def open_filled(
    path: Path, fault: Exception, *, read_only: bool = True, data_only: bool = False, rich_text: bool = False
) -> bookreader.Workbook:
    """Open a workbook; ``fault`` is raised for what is none, is damaged, or holds more than ``MAX_BYTES`` unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            fits = sum(part.file_size for part in packed.infolist()) <= MAX_BYTES
        how = {"read_only": read_only, "data_only": data_only, "rich_text": rich_text}
        book = bookreader.load_workbook(path, **how) if fits else None
    except (
        OSError,
        zipfile.BadZipFile,
        bookreader.InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        EOFError,
    ) as error:
        raise fault from error
    if book is None:
        raise fault
    return book


def day_in(value: object) -> date | None:
    """Return the date in a cell: a date, or text as 2027-03-31, 2027/3/31, 2027.3.31 or 2027年3月31日."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip().rstrip("日")
    try:
        year, month, day = (int(part) for part in text.translate(_SEPARATORS).split("-"))
        return date(year, month, day)
    except ValueError:
        return None


_SEPARATORS = str.maketrans("/.年月", "----")
