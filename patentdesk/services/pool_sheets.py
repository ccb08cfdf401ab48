"""Write how a pool was divided as a sheet: a line for each patent, with its member."""

from __future__ import annotations

from pathlib import Path

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.words import Language
from patentdesk.handouts.table import Cell, ColumnKind, TableColumn, write_table
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of
from patentdesk.services.pooling import Division

_COLUMNS = {
    "member": ColumnKind.TEXT, "number": ColumnKind.TEXT, "title": ColumnKind.TEXT, "office": ColumnKind.TEXT,
    "weight": ColumnKind.NUMBER, "paid": ColumnKind.NUMBER, "currency": ColumnKind.TEXT,
}  # fmt: skip


def write_division(desk: Desk, found: Division, path: Path, language: Language = "zh") -> int:
    """Write the lines of all members; returns how many. Raises Refused as ``write_table``."""
    words = desk.library.words(language)
    columns = [TableColumn(name, words(f"pool.head.{name}"), kind) for name, kind in _COLUMNS.items()]
    rows: list[list[Cell]] = [
        [one.member, number_of(one.patent), one.patent.title, one.patent.office, one.weight, float(one.paid.amount),
         one.paid.currency]
        for one in found.holdings
    ]  # fmt: skip
    return write_table(path, columns, rows, sheet=words("pool.sheet"), mark=HandoutMark.REPORT)
