"""Put a person's corrections of single cells in the place of what a file says, before anybody reads the row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from patentdesk.core.problems import Severity
from patentdesk.intake.document_files import Opened
from patentdesk.intake.documents.model import Document
from patentdesk.intake.reading import Reading
from patentdesk.intake.sheets import Fault, Row, Rows
from patentdesk.intake.tables import Table

RowOfFile = tuple[str, str, int]
"""Digest of a file (SHA-256: a name may be that of several), sheet (member of an archive) and number of a row."""
Corrections = Mapping[RowOfFile, Mapping[str, str]]
"""Row → header → the text that is to stand in the cell."""


@dataclass(frozen=True, slots=True)
class CorrectedRows:
    """The rows of a sheet with some cells replaced; a row that is shorter is filled up."""

    rows: Rows
    texts: Mapping[int, Mapping[int, str]]
    """Number of a row, as a spreadsheet counts → index of a cell → its text."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(self.rows, start=1):
            yield _put(row, self.texts[number]) if number in self.texts else row


def corrected(reading: Reading, corrections: Corrections) -> Reading:
    """Return the reading with the corrections that concern it.

    What was wrong with a corrected row or cell before it was read is no longer told: the new text is.
    """
    own = {(sheet, row): texts for (digest, sheet, row), texts in corrections.items() if digest == reading.digest}
    if not own:
        return reading
    if reading.documents is not None:
        return replace(reading, documents=_documents(reading.documents, own))
    return replace(reading, tables=tuple(_table(table, own) for table in reading.tables))


def _put(row: Row, texts: Mapping[int, str]) -> Row:
    width = max(len(row), max(texts) + 1)
    made: Row = [*row, *[""] * (width - len(row))]
    for place, text in texts.items():
        made[place] = text
    return made


def _table(table: Table, own: Mapping[tuple[str, int], Mapping[str, str]]) -> Table:
    places = {column.header: column.index for column in reversed(table.columns)}
    texts: dict[int, dict[int, str]] = {}
    for (sheet, row), by_header in own.items():
        known = {places[header]: text for header, text in by_header.items() if header in places}
        if sheet == table.sheet.name and known:
            texts[row] = known
    if not texts:
        return table
    faults = {row: left for row, found in table.sheet.faults.items() if (left := _left(found, texts.get(row)))}
    return replace(table, sheet=replace(table.sheet, rows=CorrectedRows(table.sheet.rows, texts), faults=faults))


def _left(faults: tuple[Fault, ...], texts: Mapping[int, str] | None) -> tuple[Fault, ...]:
    """Return the faults of a row that its corrections leave: those of other cells."""
    if texts is None:
        return faults
    return tuple(fault for fault in faults if fault.column is not None and fault.column not in texts)


def _documents(opened: Opened, own: Mapping[tuple[str, int], Mapping[str, str]]) -> Opened:
    """Correct the fields of documents; where several bear one number, none can be meant."""
    count = Counter((document.place, document.number) for document in opened.documents)
    return replace(
        opened,
        documents=tuple(
            _document(document, own[key]) if count[key] == 1 and key in own else document
            for document in opened.documents
            for key in [(document.place, document.number)]
        ),
    )


def _document(document: Document, texts: Mapping[str, str]) -> Document:
    fields = {name: document.names.get(name, name) for name in document.fields}
    by_header = {header: name for name, header in reversed(fields.items())}
    made = {**document.fields, **{by_header.get(header, header): text for header, text in texts.items()}}
    noted = tuple(problem for problem in document.problems if problem.severity is not Severity.ERROR)
    return replace(document, fields={name: text for name, text in made.items() if text}, problems=noted)
