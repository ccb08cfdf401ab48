"""Read the files of an import and hand over what they say, a batch at a time, to whoever compares it.

What is handed over is plain data: the files may be read by another process (``apart``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from patentdesk.core.filenames import legible
from patentdesk.core.problems import Problem
from patentdesk.core.progress import Progress
from patentdesk.intake.aside import RowsAside
from patentdesk.intake.batches import Batch, batched
from patentdesk.intake.corrections import Corrections, corrected
from patentdesk.intake.headers import Mapped, Vocabulary
from patentdesk.intake.helping import Helper, Portion, read_portions
from patentdesk.intake.limits import Limits
from patentdesk.intake.packing import pack
from patentdesk.intake.reading import Reading, ReadRow, read_all, read_together
from patentdesk.intake.sheets import Sheet, cell_text
from patentdesk.intake.tables import Column, likely_headers
from patentdesk.intake.whose import NOBODYS, MemberNames, TableOfFile, Whose, whose

LONGEST_SHOWN = 4_000
"""So many characters of a cell are shown."""
_FEWEST_HEADERS = 4
"""In a folder or archive lies much that is no list: a row of fewer texts is hardly one of headers."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which files are to be read, and how; see ``services.importing.plan_import``."""

    paths: tuple[Path, ...]
    vocabulary: Vocabulary
    mapping: Mapped = field(default_factory=dict)
    member: str | None = None
    """Of every list of which nobody says another; None: each list's own, as far as ``known`` names suggest one."""
    office: str = ""
    corrections: Corrections = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    ask: bool = True
    """Rows may be known: they are asked for before they are read."""
    show: bool = False
    """The cells as they are written are wanted too."""
    own_members: Mapping[TableOfFile, str] = field(default_factory=dict)
    """The members of single lists."""
    known: MemberNames | None = None
    """Names by which whose list it is may be seen; None: nothing is suggested."""


@dataclass(frozen=True, slots=True)
class ListedTable:
    """One sheet with a table, or all documents of a file: then ``sheet`` is None and the headers are their fields."""

    sheet: str | None
    format: str
    columns: tuple[Column, ...]
    fingerprint: str = ""
    first: int = 0
    """Index of the first row below the header."""
    whose: Whose = NOBODYS

    @property
    def names(self) -> dict[str, str]:
        """Field → header of its first column."""
        return {one.field: one.header for one in reversed(self.columns) if one.field}


@dataclass(frozen=True, slots=True)
class ListedFile:
    """What is known of a file before its rows are read. ``format`` is empty when it cannot be used."""

    name: str
    """As no other file of the import is called."""
    digest: str
    format: str
    how: str
    mapping: Mapping[str, str | None]
    tables: tuple[ListedTable, ...]
    problems: tuple[Problem, ...]


class Receiver(Protocol):
    """Takes what the files say; what it raises ends the delivery."""

    def open(self, name: str, place: int, count: int) -> None:
        """Hear that a file, folder or archive is opened, after so many (``place``) of ``count``. Raises Cancelled."""

    def begin(self, file: ListedFile) -> None:
        """Take a file; its rows follow."""

    def know(self, digests: Sequence[int]) -> Mapping[int, int]:
        """Return digest → patent for rows that an earlier import brought, and which need not be read."""

    def take(self, batch: Batch) -> None:
        """Take rows of the file that began last."""

    def show(self, table: int, packed: bytes) -> None:
        """Take rows of one of its tables as they are written, ``batches.BATCH`` at a time.

        Lists of cells, from the first row of the sheet on; or (member of an archive, number, fields) of documents.
        """

    def suggest(self, headers: HeaderRow) -> None:
        """Take a row that may be one of headers."""

    def report(self, done: int, total: int, phrase: str) -> None:
        """Take a step of the way. Raises Cancelled."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row of a file in which no header is known, and which may be one all the same: a person says what it means."""

    file: str
    sheet: str
    row: int
    headers: tuple[str, ...]
    example: tuple[str, ...] = ()
    """The cells of the row below, under the headers."""


def read_files(order: Order, receiver: Receiver, helper: Helper | None = None) -> None:
    """Read files, folders and archives, one after the other; a helper reads some of the rows of long tables.

    Raises what the receiver raises.
    """
    progress = Progress(receiver.report)
    names: set[str] = set()
    dropped = {legible(path.name) for path in order.paths}
    for path, found in _readings(order, receiver, progress):
        reading = corrected(_with_own_name(found, names), order.corrections)
        bringers = list(whose(reading, path, order.member, order.own_members, order.known)) if reading.format else []
        receiver.begin(_listed(reading, bringers))
        if reading.format:
            names.add(reading.file)
            _deliver(reading, [one.member for one in bringers], order, receiver, helper)
        least = 1 if found.file in dropped else _FEWEST_HEADERS
        for sheet in reading.strange if order.show else ():
            row, headers = likely_headers(sheet)
            if len(headers) >= least:
                receiver.suggest(HeaderRow(reading.file, sheet.name, row, headers, _below(sheet, row, headers)))


def _readings(order: Order, receiver: Receiver, progress: Progress) -> Iterator[tuple[Path | None, Reading]]:
    """Yield the readings, each with what was dropped and holds it; None: several files hold it together."""
    named = [(legible(path.name), path) for path in order.paths]
    together, done = read_together(named, order.vocabulary, order.mapping, order.limits, progress)
    if together is not None:
        yield None, together
    for place, path in enumerate(order.paths):
        if path not in done:
            receiver.open(legible(path.name), place, len(order.paths))
            found = read_all(path, order.vocabulary, order.mapping, order.limits, progress)
            lead = lead_of(path, order.paths)
            yield from ((path, replace(one, file=f"{lead}{one.file}") if one.format else one) for one in found)


def lead_of(path: Path, paths: Sequence[Path]) -> str:
    """Return what stands before the names of an import's files that come from one of its paths.

    Files of one of several folders are called by that too, and what bears one name by the folder around it.
    """
    namesakes = sum(one.name == path.name for one in paths) > 1
    around = path.absolute().parent.name if namesakes else ""
    own = path.name if len(paths) > 1 and os.path.isdir(path) else ""
    return "".join(f"{legible(name)}/" for name in (around, own) if name)


def _with_own_name(reading: Reading, names: set[str]) -> Reading:
    """Tell files of one name from different folders apart by a number."""
    name, count = reading.file, 1
    while name in names:
        count += 1
        name = f"{reading.file} ({count})"
    return replace(reading, file=name)


def _listed(reading: Reading, bringers: Sequence[Whose]) -> ListedFile:
    tables = tuple(replace(table, whose=one) for table, one in zip(_tables(reading), bringers, strict=bool(bringers)))
    return ListedFile(
        reading.file, reading.digest, reading.format, reading.how, reading.mapping, tables, reading.problems
    )


def _tables(reading: Reading) -> Iterator[ListedTable]:
    if reading.documents is not None:
        names: dict[str, str] = {}
        for document in reading.documents.documents:
            for name in document.fields:
                names.setdefault(name, document.names.get(name, name))
        columns = (Column(place, name, name) for place, name in enumerate(names))
        yield ListedTable(None, reading.format, tuple(columns))
    for table in reading.tables:
        yield ListedTable(table.sheet.name, table.format.code, table.columns, table.fingerprint, table.first)


def _deliver(reading: Reading, members: Sequence[str], order: Order, receiver: Receiver, helper: Helper | None) -> None:
    for place, packed in _written(reading) if order.show else ():
        receiver.show(place, packed)
    done = 0
    portions = _portions(reading.rows(members, order.office), receiver if order.ask else None)
    for batch in read_portions(portions, helper):
        receiver.take(batch)
        done += len(batch.numbers)
        receiver.report(done, reading.length, "progress.reading")


def _portions(rows: Iterator[ReadRow], asked: Receiver | None) -> Iterator[Portion]:
    """Yield rows with their digests, and which of these are known."""
    for batch in batched(rows):
        digests = [row.digest for row in batch]
        yield Portion(batch, digests, asked.know(digests) if asked is not None else {})


def _written(reading: Reading) -> Iterator[tuple[int, bytes]]:
    """Yield the number of a table with rows of it as they are written: from the first one on, or documents."""
    if reading.documents is not None:
        documents = ((one.place, one.number, one.fields) for one in reading.documents.documents)
        yield from ((0, pack(batch)) for batch in batched(documents))
    for place, table in enumerate(reading.tables):
        rows = table.sheet.rows
        aside = rows.packed() if isinstance(rows, RowsAside) else map(pack, batched(iter(rows)))
        yield from ((place, batch) for batch in aside)


def _below(sheet: Sheet, row: int, headers: Sequence[str]) -> tuple[str, ...]:
    """Return the cells below a row of headers."""
    heads, cells = [*sheet.head(row + 1)[row - 1 :], [], []][:2]
    texts: dict[str, str] = {}
    for at, value in enumerate(heads):
        texts.setdefault(cell_text(value), cell_text(cells[at])[:LONGEST_SHOWN] if at < len(cells) else "")
    return tuple(texts.get(header, "") for header in headers)
