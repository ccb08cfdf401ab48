"""Make a draft of a row of a table; a row is plain data until somebody asks what it says."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b, sha256
from typing import Any, NamedTuple

from patentdesk.core.problems import Problem, Source
from patentdesk.intake.drafts import Draft
from patentdesk.intake.events import with_cell
from patentdesk.intake.formats import FORMATS
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.identifying import SHOWN
from patentdesk.intake.rows import build_draft
from patentdesk.intake.sheets import Fault, Row, Sheet, cell_text
from patentdesk.intake.sorting import Sorting, take_cells
from patentdesk.intake.tables import Column, Table
from patentdesk.portfolio.dates import DateOrder


@dataclass(frozen=True, slots=True)
class Manner:
    """How the rows of one table are read: plain data, as another process may read some of them."""

    file: str
    sheet: str
    format: int
    """Its place in ``FORMATS``."""
    columns: tuple[Column, ...]
    orders: Mapping[str, DateOrder]
    """Of the date columns."""
    member: str
    office: str


class TableReader:
    """Knows for all rows of one table how they are read."""

    def __init__(self, table: Table, manner: Manner, vocabulary: Vocabulary) -> None:
        self.table = table
        self.manner = manner
        self.vocabulary = vocabulary
        self.sorting = Sorting.of(table, vocabulary, manner.orders)
        self.known: dict[object, tuple[Any, tuple[Problem, ...]]] = {}
        columns = [(column.header, column.field) for column in table.columns]
        told = (table.format.code, columns, manner.orders, manner.member, manner.office, vocabulary.fingerprint)
        self._key = sha256(repr(told).encode("utf-8", "surrogatepass")).digest()
        shown = (*SHOWN, "title")
        self.places = {column.field: column.index for column in table.columns if column.field in shown}

    @classmethod
    def elsewhere(cls, manner: Manner, vocabulary: Vocabulary) -> TableReader:
        """Prepare to read rows of a table whose sheet is not here."""
        return cls(Table(Sheet(manner.sheet, ()), FORMATS[manner.format], manner.columns, 0), manner, vocabulary)

    def digest(self, cells: Row) -> int:
        """Return 63 bits that tell the row, read in this way, from every other; never 0."""
        try:
            told = marshal.dumps(cells, 2)
        except ValueError:  # a date
            told = repr(cells).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(told, digest_size=8, key=self._key).digest(), "big") >> 1 | 1


class TableRow(NamedTuple):
    """One row with text, before anybody asks what it says. A tuple, as an import makes one for each row."""

    reader: TableReader
    number: int
    """Of the row, as a spreadsheet counts."""
    cells: Row

    @property
    def sheet(self) -> str:
        """The sheet on which it stands."""
        return self.reader.table.sheet.name

    @property
    def source(self) -> Source:
        """Where the row stands."""
        return Source(self.reader.manner.file, self.sheet, self.number)

    @property
    def digest(self) -> int:
        """What tells the row from every other one."""
        return 0 if self.faults else self.reader.digest(self.cells)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was wrong with the row before it was read."""
        return self.reader.table.sheet.faults.get(self.number, ())

    @property
    def name(self) -> str:
        """The number by which the row names its patent, as written."""
        return next((text for name in SHOWN if (text := self._text(name))), "")

    @property
    def title(self) -> str:
        """The title, as written."""
        return self._text("title")

    def draft(self, digest: int = 0) -> Draft:
        """Read the row; ``digest`` is kept in the draft if it is read without a problem."""
        reader = self.reader
        cells = take_cells(reader.sorting, self.cells, self.source)
        cells.known = reader.known
        cells.digest, cells.member, cells.own_office = digest, reader.manner.member, reader.manner.office
        if reader.table.sheet.faults:
            cells.problems.extend(self._problem(fault) for fault in self.faults)
        draft = build_draft(cells, reader.table.format)
        told = cells.text("legal_events")
        return with_cell(draft, told, reader.vocabulary.events) if told else draft

    def _problem(self, fault: Fault) -> Problem:
        column = next((one for one in self.reader.table.columns if one.index == fault.column), None)
        place = replace(self.source, column=column.header if column else "")
        return Problem(fault.code, fault.severity, place, (column.field if column else "") or "", fault.args)

    def _text(self, name: str) -> str:
        place = self.reader.places.get(name, len(self.cells))
        return cell_text(self.cells[place]) if place < len(self.cells) else ""
