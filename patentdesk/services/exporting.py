"""Write the selected patents to a workbook, a CSV or a JSON file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from patentdesk.core.progress import Progress
from patentdesk.core.words import Language
from patentdesk.handouts.table import Cell, ColumnKind, TableColumn, write_table
from patentdesk.portfolio.records import Patent
from patentdesk.services import organisations
from patentdesk.services.desk import Desk
from patentdesk.services.editing import kind_of
from patentdesk.services.export_details import DETAILS, details, settled
from patentdesk.services.listing import Sort, parse_sort, query, read_patents

_EXPORTED = tuple(
    field.name
    for field in dataclasses.fields(Patent)
    if field.name not in {"id", "uid", "family_id", "member_id", "agency_id"}
)
_PAGE = 2_000
_BESIDE = {*DETAILS, "agency"}


def export(
    desk: Desk,
    query_text: str,
    sort: Sort | str,
    path: Path,
    *,
    language: Language = "zh",
    columns: Sequence[str] = (),
    limit: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the selected patents to a workbook, CSV or JSON file; return how many.

    ``columns`` names fields of Patent, 'member', 'agency' or one of DETAILS; none: all. ``limit``: the first so many.
    Raises Refused as find and write_table do.
    """
    order = parse_sort(sort) if isinstance(sort, str) else sort
    selected = query(desk, query_text)
    names = tuple(columns) or ("member", *_EXPORTED, "agency", *DETAILS)
    owned = "owners" in names  # then the owners need not stand in the place of applicants that nobody knows
    words = desk.library.words(language)
    heads = [TableColumn(name, words(f"field.{name}"), _column_kind(name)) for name in names]
    with desk.file.reading() as reader:
        ids = reader.find(selected, order)[:limit]
        named = organisations.names(reader)

        def rows() -> Iterator[list[Cell]]:
            for start in range(0, len(ids), _PAGE):
                if progress is not None:
                    progress.report(start, len(ids), "step.export")
                page = read_patents(reader, ids[start : start + _PAGE])
                beside = details(reader, [patent.id for patent in page]) if set(names) & _BESIDE else {}
                for patent in page:
                    own = beside.get(patent.id, {})
                    yield [
                        own.get(name, "") if name in DETAILS
                        else own["agency"] if name == "agency" and "agency" in own
                        else "" if name == "applicants_text" and owned and "owners" in own and "applicants" not in own
                        else _exported(patent, name, named, words.code)
                        for name in names
                    ]  # fmt: skip

        return write_table(path, heads, rows(), sheet=words("sheet.patents"), title=words("sheet.patents"))


def _column_kind(name: str) -> ColumnKind:
    if name in {"member", "agency", *DETAILS}:
        return ColumnKind.TEXT
    return {date: ColumnKind.DATE, int: ColumnKind.NUMBER}.get(kind_of(name)[0], ColumnKind.TEXT)


def _exported(patent: Patent, name: str, named: dict[int, str], code: Any) -> Cell:  # noqa: ANN401
    if name in {"member", "agency"}:
        return named.get(getattr(patent, f"{name}_id") or 0, "")
    value = getattr(patent, name)
    if name in {"applicants_text", "inventors_text"}:
        return settled(value)
    return str(code(name, value)) if isinstance(value, StrEnum) else value
