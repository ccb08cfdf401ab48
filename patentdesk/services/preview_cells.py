"""Keep the cells of files that are about to be imported, as they are written, for somebody to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from patentdesk.intake.aside import Spool
from patentdesk.intake.batches import BATCH
from patentdesk.intake.delivery import LONGEST_SHOWN, HeaderRow, ListedFile, ListedTable
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.sheets import Row, cell_text
from patentdesk.intake.whose import NOBODYS, Whose

Place = tuple[str, str, int]
"""File, sheet (member of an archive) and number of a row, as ``core.problems.Source`` names them."""
_EXAMPLES = 5
"""So many rows of a table are looked through for an example of each column."""


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column: its header, and the field that it means (None: it is kept as written)."""

    header: str
    field: str | None


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """One sheet of a file, or all documents of one; ``sheet`` None: documents of whatever place."""

    file: str
    sheet: str | None
    format: str
    columns: tuple[PreviewColumn, ...]
    fingerprint: str = ""
    remembered: bool = False
    """The headers are read as a person said at an earlier import."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Header → the first cell below it that holds text."""
    whose: Whose = NOBODYS

    def holds(self, file: str, sheet: str) -> bool:
        """Tell whether a row of this place belongs to the table."""
        return self.file == file and (self.sheet is None or self.sheet == sheet)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The rows of one table, ``BATCH`` at a time from the first of the sheet on."""

    file: str
    table: ListedTable
    rows: Spool = field(default_factory=Spool)

    def shown(self, vocabulary: Vocabulary) -> PreviewTable:
        table = self.table
        columns = tuple(PreviewColumn(column.header, column.field) for column in table.columns)
        kept = table.fingerprint in vocabulary.remembered
        examples: dict[str, str] = {}
        for texts in islice(self._texts_after(table.first), _EXAMPLES):
            examples = {header: examples.get(header) or text for header, text in texts.items()}
        return PreviewTable(self.file, table.sheet, table.format, columns, table.fingerprint, kept, examples,
                            table.whose)  # fmt: skip

    def cells(self, wanted: Collection[Place]) -> Iterator[tuple[Place, dict[str, str]]]:
        """Yield header → text for each wanted row of this table."""
        if self.table.sheet is None:
            for place, number, fields in (one for batch in self.rows.batches() for one in batch):
                if (self.file, place, number) in wanted:
                    yield (self.file, place, number), {name: text[:LONGEST_SHOWN] for name, text in fields.items()}
            return
        by_batch: dict[int, list[int]] = defaultdict(list)
        for file, sheet, number in wanted:
            if (file, sheet) == (self.file, self.table.sheet):
                by_batch[(number - 1) // BATCH].append(number)
        for at in sorted(by_batch.keys() & set(range(len(self.rows)))):
            batch = self.rows.batch(at)
            for number in by_batch[at]:
                if (place := number - 1 - at * BATCH) < len(batch):
                    yield (self.file, self.table.sheet, number), self._texts(batch[place])

    def _texts_after(self, first: int) -> Iterator[dict[str, str]]:
        rows = (row for batch in self.rows.batches() for row in batch) if self.table.sheet is not None else iter(())
        return map(self._texts, islice(rows, first, None))

    def _texts(self, row: Row) -> dict[str, str]:
        found: dict[str, str] = {}
        for column in self.table.columns:
            text = cell_text(row[column.index])[:LONGEST_SHOWN] if column.index < len(row) else ""
            found[column.header] = found.get(column.header) or text
        return found


@dataclass(slots=True)
class Preview:
    """The files of one plan as it read them; cells are fetched a page at a time."""

    unknown: list[HeaderRow] = field(default_factory=list)
    """Rows that may be headers, of files without any known one."""
    _kept: list[_Kept] = field(default_factory=list)
    _first: int = 0
    """Where the tables of the file at hand begin."""

    def begin(self, file: ListedFile) -> None:
        """Take a file; its cells follow."""
        self._first = len(self._kept)
        self._kept.extend(_Kept(file.name, table) for table in file.tables)

    def add(self, table: int, packed: bytes) -> None:
        """Take cells of a table of the file at hand, as ``intake.delivery`` packs them."""
        self._kept[self._first + table].rows.add_packed(packed)

    def tables(self, vocabulary: Vocabulary) -> Sequence[PreviewTable]:
        """Return the tables in the order of the files."""
        return [one.shown(vocabulary) for one in self._kept]

    def cells(self, places: Collection[Place]) -> dict[Place, dict[str, str]]:
        """Return header → text for each of these rows."""
        wanted = set(places)
        return {place: texts for one in self._kept for place, texts in one.cells(wanted)}
