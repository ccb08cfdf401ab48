"""Read xlsx and xls workbooks by their stored values, after looking at the archive from outside."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from patentdesk.core.continuation import MARK, unmarked
from patentdesk.core.handoutmarks import PROPERTY, HandoutMark
from patentdesk.core.problems import Severity, refuse
from patentdesk.intake.aside import RowsAside, as_file
from patentdesk.intake.compound import check_chains
from patentdesk.intake.continued import put_together
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Content, Fault, Row, Sheet, Value

if TYPE_CHECKING:  # loaded where a workbook is read: the window's process reads none
    from python_calamine import CalamineSheet

_CELL = re.compile(rb"""<(?:c|[\w.-]+:c)\b[^<>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*+"
    rb"(?:(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)\s*+)?</(?:\w+:)?c>"
)
"""A cell with a formula and without a value."""
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]+)\s*=\s*["']([^"']*)["']""")
_CHUNK = 2**20
_PROPERTIES = "docProps/custom.xml"
_OWN = re.compile(
    rb"""<[^<>]*\bname\s*=\s*["']%b["'][^<>]*>\s*<(?:\w+:)?lpwstr\b[^<>]*>(\w{1,40})<""" % PROPERTY.encode()
)
_OVERLAP = 2**15
"""So many bytes are looked at twice: more than the longest formula."""
_MARK = MARK.encode()
HANDOUT = "PatentDesk"
"""The sheet by which a valuation handout of this program is known: it comes back by another door."""
_MOST_UNCOMPUTED = 200_000
_MOST_COVERED = 4
"""So often may each cell be covered by merged ones."""
Uncomputed = set[tuple[int, int]]
"""Row number and column index of cells with a formula and no stored value."""
_SIGN_OF_A_PASSWORD = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes, kind: str, limits: Limits) -> Content:
    """Return the sheets of a workbook.

    A formula whose value the file does not hold is a fault of its row (formula_without_value): it reads as empty.
    Raises Refused: workbook_damaged, workbook_protected, workbook_uncomputed, own_handout, archive_too_large,
    sheet_too_large, sheet_too_large_in_all, layout_unknown.
    """
    found = _Inspected()
    if kind == "xlsx":
        _inspect_archive(data, limits, found)
    elif _SIGN_OF_A_PASSWORD in data:
        raise refuse("workbook_protected")
    else:
        check_chains(data)
    return Content(tuple(put_together(_sheets(data, limits, found))), kind, handout=found.handout)


@dataclass(slots=True)
class _Inspected:
    """What was seen of a workbook's members before it is read."""

    uncomputed: dict[str, Uncomputed] = field(default_factory=dict)
    """By the name of their sheet."""
    cells: int = 0
    """Rows times columns of all sheets."""
    marked: bool = False
    """Texts may hold signs in a written form that the reader leaves as it is."""
    handout: HandoutMark | None = None


def _inspect_archive(data: bytes, limits: Limits, found: _Inspected) -> None:
    """Unpack every member once, counting. Finds bombs, truncation, far-flung cells and formulas without values."""
    uncomputed: dict[str, Uncomputed] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if not any(name.startswith("xl/") for name in names):
                raise refuse(_foreign(names))
            if sum(member.file_size for member in members) > limits.unpacked_bytes or len(members) > 10_000:
                raise refuse("archive_too_large")
            for member in members:
                if member.flag_bits & 1:
                    raise refuse("workbook_protected")
                if member.file_size > max(2**20, member.compress_size * limits.unpack_ratio):
                    raise refuse("archive_too_large")
                if cells := _inspect_member(archive, member, limits, found):
                    uncomputed[member.filename] = cells
            found.uncomputed = _by_sheet(archive, uncomputed) if uncomputed else {}
            found.handout = _handout(archive.read(_PROPERTIES)) if _PROPERTIES in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, UnicodeError) as fault:
        # all that zipfile raises for an archive that is cut off, falsified, or packed in a way it does not know
        raise refuse("workbook_damaged") from fault


def _handout(properties: bytes) -> HandoutMark | None:
    """Return what a workbook of this program is by its document properties; one of another version is a report."""
    told = _OWN.search(properties[:_CHUNK])
    if told is None:
        return None
    return next((mark for mark in HandoutMark if mark.value == told[1].decode()), HandoutMark.REPORT)


def _foreign(names: Collection[str]) -> str:
    """Return what is wrong with an archive that is no workbook of Excel."""
    other = {"mimetype", "content.xml"} <= set(names) or any(name.endswith(".iwa") for name in names)
    return "workbook_of_another_kind" if other else "layout_unknown"


def _inspect_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, found: _Inspected) -> Uncomputed:
    sheet = member.filename.startswith("xl/worksheets/")
    columns: set[bytes] = set()
    last_row = 0
    uncomputed: Uncomputed = set()
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            text = tail + chunk
            found.marked = found.marked or _MARK in text
            if not sheet:
                tail = chunk[-len(_MARK) :]
                continue
            cells = _CELL.findall(text)
            columns.update(letters for letters, _ in cells)
            last_row = max([last_row, *map(int, {number for _, number in cells})])
            uncomputed.update(_formulas_without_value(text))
            if len(uncomputed) > _MOST_UNCOMPUTED:
                raise refuse("workbook_uncomputed", limit=_MOST_UNCOMPUTED)
            tail = text[-_OVERLAP:]
    width = max((_column_number(letters) for letters in columns), default=0)
    if last_row > limits.rows or width > limits.columns:
        raise refuse("sheet_too_large", rows=limits.rows, columns=limits.columns)
    found.cells += last_row * width
    if found.cells > limits.cells:
        raise refuse("sheet_too_large_in_all", cells=limits.cells)
    return uncomputed


def _formulas_without_value(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield row and column index of the cells with a formula and no stored value; an empty text is a value."""
    if b"f" not in text:
        return
    for found in _FORMULA.finditer(text):
        place = _CELL.match(found.group())
        if place is not None and b't="str"' not in found.group(1):
            yield int(place.group(2)), _column_number(place.group(1)) - 1


def _by_sheet(archive: zipfile.ZipFile, by_member: Mapping[str, Uncomputed]) -> dict[str, Uncomputed]:
    """Name the sheets whose cells stand in these members, as the workbook's list of sheets and its relations tell."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    members = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^<>]*>", relations):
        told = dict(_ATTRIBUTE.findall(tag))
        target = told.get("Target", "")
        members[told.get("Id")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    found = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^<>]*>", book):
        told = {name.rpartition(":")[2]: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        if cells := by_member.get(members.get(told.get("id"), "")):
            found[told.get("name", "")] = cells
    return found


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _rows(sheet: CalamineSheet, merged: Mapping[int, Mapping[int, int]], *, marked: bool) -> Iterator[Row]:
    """Yield the rows of a sheet; a cell merged downwards says the same in every row that it covers.

    ``merged``: index of a covered row → column → index of the row whose cell it repeats.
    """
    if sheet.start is None:
        return
    margin: Row = [""] * sheet.start[1]
    repeated: dict[int, Value] = {}
    with _faults():
        for index, cells in enumerate(sheet.iter_rows()):
            row: Row = [*margin, *cells]
            if marked:
                row = [unmarked(value) if isinstance(value, str) else value for value in row]
            for column, origin in merged.get(index, {}).items():
                if origin == index:
                    repeated[column] = row[column] if column < len(row) else ""
                elif column < len(row):
                    row[column] = repeated.get(column, "")
            yield row


def _merged_downwards(sheet: CalamineSheet) -> dict[int, dict[int, int]]:
    """Return which cells repeat others (see ``_rows``).

    Some programs let merged cells overlap. Raises Refused workbook_damaged where nearly all of them do.
    """
    covered: dict[int, dict[int, int]] = {}
    height, width = sheet.total_height, sheet.total_width
    count = 0
    for (top, left), (bottom, right) in dict.fromkeys(sheet.merged_cell_ranges or ()):
        if left == right < width and top < bottom <= height:
            count += bottom - top
            if count > _MOST_COVERED * height * width:
                raise refuse("workbook_damaged")
            for row in range(top, bottom + 1):
                covered.setdefault(row, {})[left] = top
    return covered


def _faults_of(uncomputed: Uncomputed) -> dict[int, tuple[Fault, ...]]:
    faults: dict[int, tuple[Fault, ...]] = {}
    for row, column in sorted(uncomputed):
        faults[row] = (*faults.get(row, ()), Fault("formula_without_value", Severity.WARNING, column))
    return faults


def _sheets(data: bytes, limits: Limits, found: _Inspected) -> list[Sheet]:
    """Read one sheet after the other: while its rows are taken, the reader keeps all cells of a sheet in memory.

    It is given the bytes that were looked at in a file of its own: of what has no path it would make a copy in memory.
    """
    with as_file(data) as path:
        return _read_sheets(path, limits, found)


def _read_sheets(path: Path, limits: Limits, found: _Inspected) -> list[Sheet]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - as above

    with _faults():
        workbook = CalamineWorkbook.from_path(path)
        with suppress(OSError):  # its name goes at once, so that nothing stays of a reading called off; Windows refuses
            path.unlink()
        names = workbook.sheet_names
    if HANDOUT in names:
        raise refuse("own_handout")
    sheets = []
    for name in names:
        with _faults():
            sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height > limits.rows or sheet.total_width > limits.columns:
            raise refuse("sheet_too_large", rows=limits.rows, columns=limits.columns)
        faults = _faults_of(found.uncomputed.get(name, set()))
        rows = RowsAside(_rows(sheet, _merged_downwards(sheet), marked=found.marked))
        sheets.append(Sheet(name, rows, faults))
    workbook.close()
    return sheets


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what the reader raises about a damaged or locked workbook into Refused."""
    from python_calamine import CalamineError  # noqa: PLC0415 - as above

    try:
        yield
    except (CalamineError, OSError, ValueError, OverflowError, LookupError) as fault:
        raise refuse("workbook_protected" if "assword" in str(fault) else "workbook_damaged") from fault
    except BaseException as fault:
        # The reader's own assertions arrive as pyo3's PanicException, which is no Exception.
        if type(fault).__name__ != "PanicException":
            raise
        raise refuse("workbook_damaged") from fault
