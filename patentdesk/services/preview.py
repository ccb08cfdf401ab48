"""Show the cells of files that are about to be imported, as far as somebody looks at them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.filenames import legible
from patentdesk.core.problems import Refused
from patentdesk.core.progress import Progress
from patentdesk.intake.corrections import Corrections
from patentdesk.intake.files import read_bytes, read_content
from patentdesk.intake.headers import Vocabulary, likely_headers
from patentdesk.intake.limits import Limits
from patentdesk.intake.reading import Reading
from patentdesk.intake.sheets import Row, Sheet, cell_text
from patentdesk.services.desk import Desk
from patentdesk.services.import_plan import ImportPlan, Outcome
from patentdesk.services.importing import plan_import, vocabulary
from patentdesk.services.mappings import with_remembered

Place = tuple[str, str, int]
"""File, sheet (member of an archive) and number of a row, as ``core.problems.Source`` names them."""
_EXAMPLES = 5
"""So many rows of a table are looked through for an example of each column."""
_LONGEST = 4_000
"""So many characters of a cell are shown."""


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

    def holds(self, file: str, sheet: str) -> bool:
        """Tell whether a row of this place belongs to the table."""
        return self.file == file and (self.sheet is None or self.sheet == sheet)


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

    def table_with(self, outcome: str) -> int | None:
        """Return the first table that has a row with an outcome."""
        found = self.tables[(self.outcomes == _NUMBERS[outcome]) & (self.tables >= 0)]
        return int(found[0]) if len(found) else None


_NUMBERS = {outcome.value: number for number, outcome in enumerate(Outcome)}


def index_of(plan: ImportPlan, tables: Sequence[PreviewTable]) -> RowIndex:
    """Return the index of a plan's rows over these tables."""
    known: dict[tuple[str, str], int] = {}
    places = np.empty(len(plan.entries), np.int32)
    outcomes = np.empty(len(plan.entries), np.int8)
    for at, entry in enumerate(plan.entries):
        key = (entry.source.file, entry.source.sheet)
        if key not in known:
            known[key] = next((number for number, table in enumerate(tables) if table.holds(*key)), -1)
        places[at] = known[key]
        outcomes[at] = _NUMBERS[entry.outcome]
    return RowIndex(outcomes, places)


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row of a file in which no header is known, and which may be one all the same: a person says what it means."""

    file: str
    sheet: str
    row: int
    headers: tuple[str, ...]
    example: tuple[str, ...] = ()
    """The cells of the row below, under the headers."""


@dataclass(slots=True)
class Preview:
    """The files of one plan as it read them; cells are fetched a page at a time."""

    readings: list[Reading] = field(default_factory=list)

    def tables(self, vocabulary: Vocabulary) -> list[PreviewTable]:
        """Return the tables in the order of the files."""
        return [table for reading in self.readings for table in _tables(reading, vocabulary)]

    def cells(self, places: Collection[Place]) -> dict[Place, dict[str, str]]:
        """Return header → text for each of these rows."""
        found: dict[Place, dict[str, str]] = {}
        for reading in self.readings:
            wanted = {place for place in places if place[0] == reading.file}
            if wanted:
                found.update(_cells(reading, wanted))
        return found


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
) -> tuple[ImportPlan, Opening]:
    """Plan an import as ``importing.plan_import`` does, and show the cells of the very files that it read.

    Of files without any known header, tell which row may be one. Raises as ``plan_import``.
    """
    preview = Preview()
    plan = plan_import(
        desk, paths, member, mapping, progress, office=office, corrections=corrections, keep=preview.readings
    )
    with desk.file.reading() as reader:
        tables = preview.tables(with_remembered(reader, vocabulary(desk.library)))
    unknown: list[HeaderRow] = []
    for path in paths if not tables else ():
        with suppress(Refused):  # the plan has told already why the file cannot be read
            unknown.extend(unknown_headers(path))
    return plan, Opening(preview, tables, unknown)


def unknown_headers(path: Path, limits: Limits | None = None) -> list[HeaderRow]:
    """Return for each sheet of a file without any known header the row that looks most like one.

    Raises Refused as ``intake.files.read_content`` does.
    """
    bounds = limits or Limits()
    content = read_content(read_bytes(path, bounds), legible(path.name), bounds)
    found = []
    for sheet in content.sheets:
        row, headers = likely_headers(sheet)
        if headers:
            found.append(HeaderRow(legible(path.name), sheet.name, row, headers, _below(sheet, row, headers)))
    return found


def _below(sheet: Sheet, row: int, headers: Sequence[str]) -> tuple[str, ...]:
    """Return the cells below a row of headers."""
    heads, cells = [*sheet.head(row + 1)[row - 1 :], [], []][:2]
    texts: dict[str, str] = {}
    for at, value in enumerate(heads):
        texts.setdefault(cell_text(value), cell_text(cells[at])[:_LONGEST] if at < len(cells) else "")
    return tuple(texts.get(header, "") for header in headers)


def _tables(reading: Reading, vocabulary: Vocabulary) -> Iterator[PreviewTable]:
    if reading.documents is not None:
        names: dict[str, str] = {}
        for document in reading.documents.documents:
            for name in document.fields:
                names.setdefault(name, document.names.get(name, name))
        columns = tuple(PreviewColumn(name, name) for name in names)
        yield PreviewTable(reading.file, None, reading.format, columns)
        return
    for table in reading.tables:
        own = tuple(PreviewColumn(column.header, column.field) for column in table.columns)
        kept = table.fingerprint in vocabulary.remembered
        examples: dict[str, str] = {}
        heads = [(column.header, column.index) for column in table.columns]
        for row in islice(table.sheet.after(table.first), _EXAMPLES):
            examples = {header: examples.get(header) or text for header, text in _texts(row, heads).items()}
        yield PreviewTable(reading.file, table.sheet.name, table.format.code, own, table.fingerprint, kept, examples)


def _cells(reading: Reading, wanted: set[Place]) -> Iterator[tuple[Place, dict[str, str]]]:
    if reading.documents is not None:
        for document in reading.documents.documents:
            place = (reading.file, document.place, document.number)
            if place in wanted:
                yield place, {name: text[:_LONGEST] for name, text in document.fields.items()}
        return
    for table in reading.tables:
        rows = {row for _, sheet, row in wanted if sheet == table.sheet.name}
        last = max(rows, default=0)
        heads = [(column.header, column.index) for column in table.columns]
        for number, row in enumerate(table.sheet.rows, start=1):
            if number > last:
                break
            if number in rows:
                yield (reading.file, table.sheet.name, number), _texts(row, heads)


def _texts(row: Row, heads: Sequence[tuple[str, int]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for header, index in heads:
        text = cell_text(row[index])[:_LONGEST] if index < len(row) else ""
        found[header] = found.get(header) or text
    return found
