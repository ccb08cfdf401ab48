"""Read records from a plain sheet whose first row names the fields."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from patentdesk.core.problems import refuse
from patentdesk.handouts.filled import open_filled

MAX_ROWS = 20_000


def read_records(path: Path, heads: Mapping[str, str], needed: Collection[str]) -> list[tuple[int, dict[str, str]]]:
    """Return each row that holds anything, with its number: field → text as a person would type it.

    ``heads`` maps the text of a head to a field; other columns are left out. Raises Refused: sheet_unreadable (no
    workbook, or larger than is safe), sheet_heads (a needed field has no column).
    """
    book = open_filled(path, refuse("sheet_unreadable", name=path.name), data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS, values_only=True)
        return list(_read(rows, heads, needed, path.name))
    finally:
        book.close()


def _read(
    rows: Iterator[tuple[object, ...]], heads: Mapping[str, str], needed: Collection[str], name: str
) -> Iterator[tuple[int, dict[str, str]]]:
    known = {_folded(head): field for head, field in heads.items()}
    columns: dict[int, str] = {}
    for number, cells in enumerate(rows, start=1):
        if not columns:
            found = {place: known[_folded(cell)] for place, cell in enumerate(cells) if _folded(cell) in known}
            if set(needed) <= set(found.values()):
                columns = found
            elif number > 10:
                break
            continue
        record = {field: _text(cells[place]) for place, field in columns.items() if place < len(cells)}
        record = {field: text for field, text in record.items() if text}
        if record:
            yield number, record
    if not columns:
        raise refuse("sheet_heads", name=name, heads=", ".join(needed))


def _folded(cell: object) -> str:
    return "".join(str(cell or "").split()).casefold()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return repr(cell) if isinstance(cell, float) else str(cell).strip()
