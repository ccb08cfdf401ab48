"""Plan an import and show what it read: tables, cells, and which rows become what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.progress import Progress
from patentdesk.intake.corrections import Corrections
from patentdesk.intake.delivery import HeaderRow
from patentdesk.intake.whose import TableOfFile
from patentdesk.services.desk import Desk
from patentdesk.services.import_entries import OUTCOMES
from patentdesk.services.import_plan import ImportPlan
from patentdesk.services.importing import plan_import, vocabulary
from patentdesk.services.mappings import with_remembered
from patentdesk.services.members import ByName
from patentdesk.services.preview_cells import Preview, PreviewTable


@dataclass(frozen=True, slots=True)
class RowIndex:
    """Where the rows of a plan stand and what becomes of them, for choosing among very many at once."""

    outcomes: NDArray[np.int8]
    """For each entry the number of its outcome in ``Outcome``."""
    tables: NDArray[np.int32]
    """For each entry the number of its table; -1: in none."""

    def rows(self, table: int, outcome: str = "") -> NDArray[np.int64]:
        """Return the numbers of the entries of a table, all or those with one outcome."""
        chosen = self.tables == table
        return np.flatnonzero(chosen & (self.outcomes == _NUMBERS[outcome]) if outcome else chosen)

    def count(self, table: int) -> int:
        """Return how many entries a table has."""
        return int(np.count_nonzero(self.tables == table))

    def table_with(self, outcome: str) -> int | None:
        """Return the first table that has a row with an outcome."""
        found = self.tables[(self.outcomes == _NUMBERS[outcome]) & (self.tables >= 0)]
        return int(found[0]) if len(found) else None


_NUMBERS = {outcome.value: number for number, outcome in enumerate(OUTCOMES)}


def index_of(plan: ImportPlan, tables: Sequence[PreviewTable]) -> RowIndex:
    """Return the index of a plan's rows over these tables."""
    of_sheet = [next((number for number, table in enumerate(tables) if table.holds(*sheet)), -1)
                for sheet in plan.gathered.sheets]  # fmt: skip
    sheets = np.array(plan.gathered.sheet_of, np.int64)
    return RowIndex(np.frombuffer(bytes(plan.entries.outcomes), np.int8), np.array([*of_sheet, -1], np.int32)[sheets])


@dataclass(frozen=True, slots=True)
class Opening:
    """What there is to show of the files of a plan: their cells, their tables, and rows that may be headers."""

    preview: Preview
    tables: Sequence[PreviewTable]
    unknown: Sequence[HeaderRow]


def plan_and_look(
    desk: Desk,
    paths: Sequence[Path],
    member: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
    *,
    office: str = "",
    corrections: Corrections | None = None,
    members: Mapping[TableOfFile, str] | None = None,
    by_name: ByName = ByName.KNOWN,
) -> tuple[ImportPlan, Opening]:
    """Plan an import as ``importing.plan_import`` does, and show the cells of the very files that it read.

    Whose a list is may be seen by names, as somebody looks at that before it is applied.

    Of files without any known header, tell which row may be one. Raises as ``plan_import``.
    """
    preview = Preview()
    plan = plan_import(
        desk, paths, member, mapping, progress, office=office, corrections=corrections, keep=preview, members=members,
        by_name=by_name,
    )  # fmt: skip
    with desk.file.reading() as reader:
        tables = preview.tables(with_remembered(reader, vocabulary(desk.library)))
    return plan, Opening(preview, tables, preview.unknown)
