"""Take rows that were copied from a spreadsheet: match them by number, show what differs, apply it as one operation."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from patentdesk.core.guarding import unguarded
from patentdesk.core.problems import Problem, Severity, Source, refuse
from patentdesk.core.progress import Progress
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.headerwords import normal
from patentdesk.intake.identifying import IDENTITY
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.dates import DateOrder, guess_order, read_date
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.numbers import NumberRole, readings
from patentdesk.portfolio.records import Organisation, Patent
from patentdesk.services import editing
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.importing import vocabulary
from patentdesk.services.recomputing import DOCKETED, follow
from patentdesk.store.file import Reader

MOST_ROWS = 20_000
"""More is a list to be imported, not to be pasted."""
_FIELDS = {"priority_days": "priority_date", "member": "member_id", "agencies": "agency_id", "agency": "agency_id"}
PASTED = (
    *("title", "title_en", "status", "status_text", "status_date", "right_type", "segment", "product", "responsible"),
    *("tags", "note", "reduction", "filing_date", "priority_date", "publication_date", "grant_date"),
    *("registration_date", "national_entry_date", "expiry_date", "claims_count", "cited_by_count", "cites_count"),
    *("npl_count", "family_size", "paid_through_year", "member_id", "agency_id", "external_id"),
)
"""Fields of a patent that a pasted column may set; numbers match, and what is worked out stays."""


@dataclass(frozen=True, slots=True)
class PastedChange:
    """One value that a pasted row gives and the patent has not."""

    patent_id: int
    number: str
    field_name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Pasted:
    """What pasted rows would change."""

    rows: int = 0
    changes: tuple[PastedChange, ...] = ()
    same: int = 0
    """Rows whose patent has all their values already."""
    problems: tuple[Problem, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """Header → the field of a patent that it sets."""


def read_paste(desk: Desk, text: str, progress: Progress | None = None) -> Pasted:
    """Return what rows with headers, as a spreadsheet copies them, would change. An empty cell changes nothing.

    Problems (each with row and column): paste_number_unknown, paste_number_several, paste_value, paste_twice,
    paste_column. Raises Cancelled and Refused: paste_empty, paste_no_number, paste_no_field, paste_too_many.
    """
    rows = [[_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text), dialect="excel-tab")]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise refuse("paste_empty")
    if len(rows) - 1 > MOST_ROWS:
        raise refuse("paste_too_many", n=len(rows) - 1, most=MOST_ROWS)
    known = vocabulary(desk.library)
    listed = {normal(title) for title in desk.library.words("en").entries["ui.column.number"].values()}
    numbers, fields, problems = _columns(rows[0], known, listed)
    if not numbers:
        raise refuse("paste_no_number", headers=", ".join(rows[0][:8]))
    if not fields:
        raise refuse("paste_no_field", headers=", ".join(rows[0][:8]))
    with desk.file.reading() as reader:
        reading = _Reading(reader, known, _orders(rows, fields), problems=problems)
        reading.organisations = {fold(one.name): one.id for one in reader.iterate(Organisation)}
        for place, row in enumerate(rows[1:], start=2):
            if place % 100 == 0:
                (progress or Progress()).report(place, len(rows), "step.paste")
            reading.take(place, row, numbers, fields)
    named = {rows[0][index]: name for index, name in fields.items()}
    return Pasted(len(rows) - 1, tuple(reading.changes), reading.same, tuple(reading.problems), named)


def apply_paste(desk: Desk, changes: Sequence[PastedChange], progress: Progress | None = None) -> Changes:
    """Set the values as one operation and mark them as made by hand; the docket follows.

    Raises Refused: paste_moved when a patent is gone or no longer as it was when the rows were read, edit_date_order.
    """
    progress = progress or Progress()
    by_patent: dict[int, dict[str, PastedChange]] = {}
    for one in changes:
        by_patent.setdefault(one.patent_id, {})[one.field_name] = one
    fields = sorted({one.field_name for one in changes})
    with desk.file.operation("paste", n=len(by_patent), fields=fields) as work:
        there = {patent.id: patent for patent in work.select(Patent, id=list(by_patent))}
        for one in changes:
            if one.patent_id not in there or getattr(there[one.patent_id], one.field_name) != one.before:
                raise refuse("paste_moved", number=one.number)
        progress.report(0, len(by_patent), "step.edit")
        work.change_each(
            Patent, [(i, {name: one.after for name, one in found.items()}) for i, found in by_patent.items()]
        )
        for name in fields:
            ids = [patent_id for patent_id, found in by_patent.items() if name in found]
            editing.check_dates(work, ids, {name})
            editing.mark_hand_made(work, ids, [name])
        docketed = bool(DOCKETED & set(fields) and follow(desk, work, sorted(by_patent), progress))
    if not changes:
        return Changes()
    return Changes.of([Kind.PATENTS, *([Kind.DEADLINES] if docketed else [])], sorted(by_patent))


def _cell(text: str) -> str:
    """Return a cell without the apostrophe that guards a text from being taken for a formula."""
    return unguarded(" ".join(text.split()))


def _columns(
    heads: Sequence[str], known: Vocabulary, listed: Collection[str]
) -> tuple[list[int], dict[int, str], list[Problem]]:
    """Return the columns that match, those that set a field, and what is said of the others.

    ``listed``: how the list itself heads its column of numbers of any kind.
    """
    numbers: list[int] = []
    fields: dict[int, str] = {}
    problems: list[Problem] = []
    for index, head in enumerate(heads):
        meant = "patent_number" if normal(head) in listed else known.meaning(head)[0] or ""
        name = _FIELDS.get(meant, meant)
        if meant in IDENTITY:
            numbers.append(index)
        if name in PASTED and name not in fields.values():
            fields[index] = name
        elif head and meant not in IDENTITY:
            problems.append(Problem("paste_column", Severity.NOTE, Source(row=1, column=head)))
    own = [index for index in numbers if fields.get(index) != "external_id"]
    if own:
        numbers = own
    return numbers, {index: name for index, name in fields.items() if index not in numbers}, problems


def _orders(rows: Sequence[Sequence[str]], fields: Mapping[int, str]) -> dict[str, DateOrder]:
    return {
        name: guess_order(row[index] for row in rows[1:] if index < len(row))
        for index, name in fields.items()
        if name.endswith("_date")
    }


@dataclass(slots=True)
class _Reading:
    """Rows that are being compared with the portfolio."""

    reader: Reader
    known: Vocabulary
    orders: Mapping[str, DateOrder]
    organisations: dict[str, int] = field(default_factory=dict)
    changes: list[PastedChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    seen: set[tuple[int, str]] = field(default_factory=set)

    def take(self, place: int, row: Sequence[str], numbers: Sequence[int], fields: Mapping[int, str]) -> None:
        """Compare one row."""
        number = next((row[index] for index in numbers if index < len(row) and row[index]), "")
        found = {patent.id: patent for patent in self._matching(number)}
        if len(found) != 1:
            code = "paste_number_several" if found else "paste_number_unknown"
            self.problems.append(Problem(code, Severity.ERROR, Source(row=place), args={"number": number or "–"}))
            return
        [patent] = found.values()
        before = len(self.changes) + len(self.problems)
        for index, name in fields.items():
            if index < len(row) and row[index]:
                self._compare(place, patent, number, name, row[index])
        self.same += before == len(self.changes) + len(self.problems)

    def _compare(self, place: int, patent: Patent, number: str, name: str, text: str) -> None:
        try:
            value = self._value(name, text)
        except ValueError:
            where = Source(row=place)
            self.problems.append(
                Problem("paste_value", Severity.ERROR, where, name, args={"number": number, "value": text[:60]})
            )
            return
        if getattr(patent, name) == value:
            return
        if (patent.id, name) in self.seen:
            where = Source(row=place)
            self.problems.append(Problem("paste_twice", Severity.WARNING, where, name, args={"number": number}))
            return
        self.seen.add((patent.id, name))
        self.changes.append(PastedChange(patent.id, number, name, getattr(patent, name), value))

    def _value(self, name: str, text: str) -> object:
        """Read a cell. Raises ValueError for what is none of the field's values."""
        if name in self.orders:
            return _day(text, self.orders[name])
        if name in {"member_id", "agency_id"}:
            return self._known(self.organisations, text)
        if name == "status":
            return self._status(text)
        if name in {"segment", "right_type"}:
            words: Mapping[str, StrEnum] = self.known.segments if name == "segment" else self.known.right_types
            return self._known(words, text)
        if name.endswith(("_count", "_size", "_year")):
            return int(text.replace(",", ""))
        return text

    def _status(self, text: str) -> Status:
        found = self.known.statuses.read(text)
        if found is None:
            raise ValueError(text)
        return found

    @staticmethod
    def _known(values: Mapping[str, object], text: str) -> object:
        if fold(text) not in values:
            raise ValueError(text)
        return values[fold(text)]

    def _matching(self, number: str) -> Iterator[Patent]:
        """Yield the patents with a number in any written form; the source's own number counts last."""
        if not number:
            return
        found = False
        for reading in readings(number):
            if reading.role is NumberRole.APPLICATION:
                wanted: list[dict[str, Any]] = [{"office": reading.office, "application_number": reading.key}]
            else:
                wanted = [{"publication_number": reading.key}, {"grant_number": reading.key}]
            for conditions in wanted:
                for patent in self.reader.select(Patent, **conditions):
                    found = True
                    yield patent
        if not found:
            yield from self.reader.select(Patent, external_id=number)


def _day(text: str, order: DateOrder) -> object:
    found = read_date(text, order).day
    if found is None:
        raise ValueError(text)
    return found
