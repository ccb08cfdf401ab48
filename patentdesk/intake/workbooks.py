"""Read xlsx and xls workbooks by their stored values, after looking at the archive from outside."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from patentdesk.core.problems import refuse
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Content, Row, Sheet, Value

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_CHUNK = 2**20
_SIGN_OF_A_PASSWORD = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes, kind: str, limits: Limits) -> Content:
    """Return the sheets of a workbook.

    Raises Refused: workbook_damaged, workbook_protected, archive_too_large, sheet_too_large, layout_unknown.
    """
    if kind == "xlsx":
        _inspect_archive(data, limits)
    elif _SIGN_OF_A_PASSWORD in data:
        raise refuse("workbook_protected")
    return Content(tuple(_sheets(data, limits)), kind)


def _inspect_archive(data: bytes, limits: Limits) -> None:
    """Unpack every member once, counting; nothing is kept. Finds bombs, truncation and far-flung cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if not any(member.filename.startswith("xl/") for member in members):
                raise refuse("layout_unknown")
            if sum(member.file_size for member in members) > limits.unpacked_bytes or len(members) > 10_000:
                raise refuse("archive_too_large")
            for member in members:
                if member.flag_bits & 1:
                    raise refuse("workbook_protected")
                if member.file_size > max(2**20, member.compress_size * limits.unpack_ratio):
                    raise refuse("archive_too_large")
                _inspect_member(archive, member, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, UnicodeError) as fault:
        raise refuse("workbook_damaged") from fault


def _inspect_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> None:
    sheet = member.filename.startswith("xl/worksheets/")
    columns: set[bytes] = set()
    last_row = 0
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            if not sheet:
                continue
            for found in _CELL.finditer(tail + chunk):
                columns.add(found.group(1))
                last_row = max(last_row, int(found.group(2)))
            tail = chunk[-64:]
    width = max((_column_number(letters) for letters in columns), default=0)
    if last_row > limits.rows or width > limits.columns or last_row * width > limits.cells:
        raise refuse("sheet_too_large", rows=limits.rows, columns=limits.columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


@dataclass(frozen=True, slots=True)
class WorkbookRows:
    """The rows of a sheet, made one by one; a cell merged downwards says the same in every row that it covers."""

    sheet: CalamineSheet
    merged: Mapping[int, tuple[tuple[int, int], ...]]
    """Index of a covered row → (column, index of the row whose cell it repeats)."""

    def __len__(self) -> int:
        return self.sheet.total_height

    def __iter__(self) -> Iterator[Row]:
        if self.sheet.start is None:
            return
        margin: Row = [""] * self.sheet.start[1]
        repeated: dict[int, Value] = {}
        with _faults():
            for index, cells in enumerate(self.sheet.iter_rows()):
                row: Row = [*margin, *cells]
                for column, origin in self.merged.get(index, ()):
                    if origin == index:
                        repeated[column] = row[column] if column < len(row) else ""
                    elif column < len(row):
                        row[column] = repeated.get(column, "")
                yield row


def _merged_downwards(sheet: CalamineSheet) -> dict[int, tuple[tuple[int, int], ...]]:
    covered: dict[int, tuple[tuple[int, int], ...]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < bottom <= sheet.total_height:
            for row in range(top, bottom + 1):
                covered[row] = (*covered.get(row, ()), (left, top))
    return covered


def _sheets(data: bytes, limits: Limits) -> list[Sheet]:
    sheets = []
    with _faults():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height > limits.rows or sheet.total_width > limits.columns:
                raise refuse("sheet_too_large", rows=limits.rows, columns=limits.columns)
            sheets.append(Sheet(name, WorkbookRows(sheet, _merged_downwards(sheet))))
    return sheets


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what the reader raises about a damaged or locked workbook into Refused."""
    try:
        yield
    except (CalamineError, OSError, ValueError, OverflowError, LookupError) as fault:
        raise refuse("workbook_protected" if "assword" in str(fault) else "workbook_damaged") from fault
    except BaseException as fault:
        # The reader's own assertions arrive as pyo3's PanicException, which is no Exception.
        if type(fault).__name__ != "PanicException":
            raise
        raise refuse("workbook_damaged") from fault
