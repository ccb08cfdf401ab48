"""Find patents, show all that is known about one, count, export and edit them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import numpy as np

from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.core.words import Language
from patentdesk.docketing.records import Deadline
from patentdesk.handouts.table import Cell, ColumnKind, TableColumn, write_table
from patentdesk.portfolio.codes import DifferenceState
from patentdesk.portfolio.fields import BY_NAME
from patentdesk.portfolio.offices import OFFICES
from patentdesk.portfolio.query import Codes, Query, parse
from patentdesk.portfolio.records import (
    Citation,
    Classification,
    Difference,
    Encumbrance,
    Event,
    HandMade,
    ImportedFile,
    Organisation,
    Party,
    Patent,
    Priority,
    Provenance,
)
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.export_details import DETAILS, details
from patentdesk.services.origins import in_full
from patentdesk.services.recomputing import DOCKETED, follow
from patentdesk.store.file import Ids, Reader, Work
from patentdesk.triage.records import Decision
from patentdesk.valuation.records import Valuation

Sort = Sequence[tuple[str, bool]]
"""(field, descending) pairs, the first the strongest."""

NOT_EDITABLE = frozenset({"id", "uid", "family_id", "applicants_text", "inventors_text"})
"""Fields that are worked out or given by the store."""

_SORTABLE = frozenset({field.name for field in dataclasses.fields(Patent)} | {"due", "expires", "member", "agency"})
_EXPORTED = tuple(
    field.name
    for field in dataclasses.fields(Patent)
    if field.name not in {"id", "uid", "family_id", "member_id", "agency_id"}
)
_PAGE = 2_000
_EDIT_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Dossier:
    """One patent with all that is known about it; everything in its natural order."""

    patent: Patent
    member: Organisation | None
    agency: Organisation | None
    parties: list[Party]
    priorities: list[Priority]
    classifications: list[Classification]
    citations: list[Citation]
    events: list[Event]
    encumbrances: list[Encumbrance]
    deadlines: list[Deadline]
    decisions: list[Decision]
    valuations: list[Valuation]
    provenance: list[Provenance]
    """The imported rows that its values came from, the newest first."""
    files: list[ImportedFile]
    """The files of these rows."""
    hand_made: frozenset[str]
    """Fields whose value a person entered."""
    differences: list[Difference]
    """Fields on which sources differ, and nobody has decided yet."""
    family: list[Patent]
    """The other patents of the family."""


def codes(desk: Desk) -> Codes:
    """Return the written forms of code values in both languages, for the query language."""
    return desk.library.load("query codes", lambda _: _codes(desk))


def query(desk: Desk, text: str) -> Query:
    """Return the query for a text. Raises Refused with the place of the fault (portfolio.query.parse)."""
    return parse(text, codes(desk))


def parse_sort(text: str) -> list[tuple[str, bool]]:
    """Return the sort order for a text such as '-filing_date, office'; any name of a query field will do.

    Raises Refused 'sort_unknown_field'.
    """
    order: list[tuple[str, bool]] = []
    for part in text.replace("，", ",").split(","):
        written = part.strip()
        name = written.removeprefix("-")
        if not name:
            continue
        known = name if name in _SORTABLE or name not in BY_NAME else BY_NAME[name].name
        known = {"applicant": "applicants_text", "inventor": "inventors_text"}.get(known, known)
        if known not in _SORTABLE:
            raise refuse("sort_unknown_field", field=name)
        order.append((known, written.startswith("-")))
    return order


def find(desk: Desk, query_text: str, sort: Sort | str = ()) -> Ids:
    """Return the ids of the patents that the text selects, in this order.

    Raises Refused for a query that cannot be read, sort_unknown_field.
    """
    order = parse_sort(sort) if isinstance(sort, str) else sort
    selected = query(desk, query_text)
    with desk.file.reading() as reader:
        return reader.find(selected, order)


GROUPINGS = ("family_id", "member", "segment", "office", "status")
"""What the table can be grouped by."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Patents in the order of their groups: where each group starts, and the value that its patents share.

    Patents without a value stand last; their value is None.
    """

    ids: Ids
    starts: Ids
    values: list[Any]


def grouped(desk: Desk, query_text: str, sort: Sort, by: str) -> Groups:
    """Return the selected patents group by group, in each in this order. Raises Refused as ``find`` does."""
    if by not in GROUPINGS:
        raise ValueError(by)
    selected = query(desk, query_text)
    apart = [(by, False), *([("member_id", False)] if by == "member" else [])]
    with desk.file.reading() as reader:
        ids = reader.find(selected, [*apart, *sort])
        starts, values = reader.runs(ids, by)
    values = [value if value != "" else None for value in values]
    if values and values[0] is None and len(values) > 1:
        unknown = int(starts[1])
        ids = np.concatenate((ids[unknown:], ids[:unknown]))
        starts = np.append(starts[1:] - unknown, len(ids) - unknown)
        values = [*values[1:], None]
    return Groups(ids, starts, values)


_IN_PAGE = {"number": ("publication_number_text", "application_number_text", "publication_number")}
"""Column of the table → the fields that it may show, where they are not one of the same name."""
_CODED = ("status", "right_type", "segment")


def containing(desk: Desk, text: str, columns: Sequence[str], language: Language) -> Ids:
    """Return the ids of the patents in whose columns of the table a text can be read, capitals aside.

    ``columns`` are those of the table that are shown; codes count by their names in a language.
    """
    words, hints = desk.library.words(language), get_type_hints(Patent)
    fields: dict[str, list[str]] = {}
    for column in columns:
        for name in _IN_PAGE.get(column, (column,)):
            if name in _CODED:
                named = words.entries.items()
                codes_of = [key.partition(".")[2] for key, entry in named if key.startswith(f"{name}.")
                            and text.lower() in entry[language].lower()]  # fmt: skip
                fields |= {name: codes_of} if codes_of else {}
            elif name in hints:
                fields[name] = []
    with desk.file.reading() as reader:
        return reader.containing(Patent, text, fields)


def with_number(desk: Desk, number: str) -> Ids:
    """Return the ids of the patents with a number in any written form; a whole number beats a mere beginning."""
    with desk.file.reading() as reader:
        return reader.with_number(number)


def patents(desk: Desk, ids: Sequence[int] | Ids) -> list[Patent]:
    """Return the patents with these ids in this order; ids that are gone are left out."""
    with desk.file.reading() as reader:
        return _patents(reader, ids)


def dossier(desk: Desk, patent_id: int) -> Dossier | None:
    """Return all that is known about one patent; None when it is gone."""
    with desk.file.reading() as reader:
        patent = reader.get(Patent, patent_id)
        if patent is None:
            return None
        sources = reader.select(Provenance, patent_id=patent_id, order=("-id",))
        files = reader.select(ImportedFile, id={source.file_id for source in sources})
        relatives = [] if patent.family_id is None else reader.select(Patent, family_id=patent.family_id)
        of: dict[str, Any] = {"patent_id": patent_id}
        hand_made = frozenset(mark.field_name for mark in reader.select(HandMade, **of))
        return Dossier(
            patent=patent,
            member=reader.get(Organisation, patent.member_id or 0),
            agency=reader.get(Organisation, patent.agency_id or 0),
            parties=reader.select(Party, order=("role", "position"), **of),
            priorities=reader.select(Priority, order=("position",), **of),
            classifications=reader.select(Classification, order=("scheme", "position"), **of),
            citations=reader.select(Citation, order=("direction",), **of),
            events=reader.select(Event, order=("event_date",), **of),
            encumbrances=reader.select(Encumbrance, order=("start_date",), **of),
            deadlines=reader.select(Deadline, order=("due_date",), **of),
            decisions=reader.select(Decision, order=("-id",), **of),
            valuations=reader.select(Valuation, order=("-valued_on", "-id"), **of),
            provenance=in_full(sources, files, patent, hand_made),
            files=files,
            hand_made=hand_made,
            differences=reader.select(Difference, state=DifferenceState.OPEN, **of),
            family=[relative for relative in relatives if relative.id != patent_id],
        )


def tally(desk: Desk, query_text: str, by: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return (values..., count) of the selected patents by fields, such as ('office', 'filing_date.year')."""
    selected = query(desk, query_text)
    with desk.file.reading() as reader:
        return reader.tally(selected, by)


FACETS = ("office", "status", "right_type", "segment", "member", "filing_date.year", "responsible", "product", "tags")
"""What selected patents are counted by beside the list."""


def facets(desk: Desk, query_text: str, names: Sequence[str] = FACETS) -> dict[str, list[tuple[Any, int]]]:
    """Return (value, count) of the selected patents for each field, in the order of the values; None: not known.

    Raises Refused for a query that cannot be read.
    """
    selected = query(desk, query_text)
    with desk.file.reading() as reader:
        return reader.facets(selected, names)


def export(
    desk: Desk,
    query_text: str,
    sort: Sort | str,
    path: Path,
    *,
    language: Language = "zh",
    columns: Sequence[str] = (),
    progress: Progress | None = None,
) -> int:
    """Write the selected patents to a workbook, CSV or JSON file; return how many.

    ``columns`` names fields of Patent, 'member', 'agency' or one of DETAILS; none: all.
    Raises Refused as find and write_table do.
    """
    order = parse_sort(sort) if isinstance(sort, str) else sort
    selected = query(desk, query_text)
    names = tuple(columns) or ("member", *_EXPORTED, *DETAILS)
    words = desk.library.words(language)
    heads = [TableColumn(name, words(f"field.{name}"), _column_kind(name)) for name in names]
    with desk.file.reading() as reader:
        ids = reader.find(selected, order)
        organisations = {item.id: item.name for item in reader.iterate(Organisation)}

        def rows() -> Iterator[list[Cell]]:
            for start in range(0, len(ids), _PAGE):
                if progress is not None:
                    progress.report(start, len(ids), "step.export")
                page = _patents(reader, ids[start : start + _PAGE])
                beside = details(reader, [patent.id for patent in page]) if set(names) & set(DETAILS) else {}
                for patent in page:
                    own = beside.get(patent.id, {})
                    yield [
                        own.get(name, "") if name in DETAILS else _exported(patent, name, organisations, words.code)
                        for name in names
                    ]

        return write_table(path, heads, rows(), sheet=words("sheet.patents"), title=words("sheet.patents"))


def would_change(desk: Desk, ids: Sequence[int], **values: object) -> int:
    """Return how many of the patents an edit would change. Raises Refused as ``edit_patents`` does for the values."""
    wanted = {name: checked(name, value) for name, value in values.items()}
    with desk.file.reading() as reader:
        return len(_differing(reader, ids, wanted))


def edit_patents(desk: Desk, ids: Sequence[int], progress: Progress | None = None, /, **values: object) -> Changes:
    """Set fields of patents to the same values and mark those fields as made by hand.

    Where the docket follows from one of them, it is recomputed within the same operation.
    A text is read as the field's type ('' empties it). Raises Refused: edit_unknown_field, edit_bad_value,
    edit_unknown_organisation, edit_date_order (a grant before its filing), edit_no_patent. Raises Cancelled.
    """
    ready = {name: checked(name, value) for name, value in values.items()}
    progress = progress or Progress()
    with desk.file.operation("edit_patents", n=len(ids), fields=sorted(ready)) as work:
        progress.report(0, len(ids), "step.edit")
        _check_references(work, ready)
        touched = _differing(work, ids, ready)
        for start in range(0, len(touched), _EDIT_PAGE):
            page = touched[start : start + _EDIT_PAGE]
            work.change_many(Patent, page, **ready)
            check_dates(work, page, ready)
            _mark(work, page, list(ready))
            progress.report(start + len(page), len(touched), "step.edit")
        work.note(n=len(touched))
        docketed = bool(touched and DOCKETED & set(ready) and follow(desk, work, touched, progress))
    if not touched:
        return Changes()
    return Changes.of([Kind.PATENTS, *([Kind.DEADLINES] if docketed else [])], touched)


def remove_patents(desk: Desk, ids: Sequence[int]) -> Changes:
    """Remove patents with all that hangs on them. Raises Refused 'signed_kept' when a signed decision does."""
    with desk.file.operation("remove_patents", n=len(ids)) as work:
        removed = work.remove(Patent, ids)
    return Changes(frozenset(Kind) - {Kind.ORGANISATIONS, Kind.VIEWS, Kind.ASSUMPTIONS}) if removed else Changes()


def _codes(desk: Desk) -> dict[str, dict[str, str]]:
    fields = ("status", "right_type", "segment", "encumbrance", "decision")
    found: dict[str, dict[str, str]] = {field: {} for field in fields}
    found["office"] = {code.lower(): code for code in OFFICES}
    for key, entry in desk.library.words("en").entries.items():
        field, _, code = key.partition(".")
        if field in fields:
            for language in ("en", "zh"):
                found[field].setdefault(entry[language].lower(), code)
    return found


def _patents(reader: Reader, ids: Sequence[int] | Ids) -> list[Patent]:
    wanted = [int(patent_id) for patent_id in ids]
    found = {patent.id: patent for patent in reader.select(Patent, id=wanted)}
    return [found[patent_id] for patent_id in wanted if patent_id in found]


def _in_pages(reader: Reader, ids: Sequence[int] | Ids) -> Iterator[Patent]:
    for start in range(0, len(ids), _PAGE):
        yield from _patents(reader, ids[start : start + _PAGE])


def _kind_of(name: str) -> tuple[type[Any], bool]:
    """Return the type of a field of Patent and whether it may be None."""
    hint = get_type_hints(Patent)[name]
    if isinstance(hint, UnionType):
        return next(kind for kind in get_args(hint) if kind is not type(None)), True
    return hint, False


def _column_kind(name: str) -> ColumnKind:
    if name in {"member", "agency", *DETAILS}:
        return ColumnKind.TEXT
    return {date: ColumnKind.DATE, int: ColumnKind.NUMBER}.get(_kind_of(name)[0], ColumnKind.TEXT)


def _exported(patent: Patent, name: str, organisations: dict[int, str], code: Any) -> Cell:  # noqa: ANN401
    if name in {"member", "agency"}:
        return organisations.get(getattr(patent, f"{name}_id") or 0, "")
    value = getattr(patent, name)
    return str(code(name, value)) if isinstance(value, StrEnum) else value


def checked(name: str, value: object) -> object:
    """Return a text as the field's type. Raises Refused: edit_unknown_field, edit_bad_value."""
    if name not in get_type_hints(Patent) or name in NOT_EDITABLE:
        raise refuse("edit_unknown_field", field=name)
    kind, nullable = _kind_of(name)
    if value is None or (value == "" and kind is not str):
        if not nullable:
            raise refuse("edit_bad_value", field=name, value="")
        return None
    try:
        result = _read(kind, value)
    except (ValueError, TypeError) as error:
        raise refuse("edit_bad_value", field=name, value=str(value)) from error
    if kind is int and isinstance(result, int) and not 0 <= result < 2**31:
        raise refuse("edit_bad_value", field=name, value=str(value))
    return result


def _read(kind: type[Any], value: object) -> object:
    if kind is date:
        return value if type(value) is date else date.fromisoformat(str(value))
    if kind is int and isinstance(value, float | bool):
        raise TypeError(value)
    return kind(value)


def _check_references(work: Work, values: dict[str, object]) -> None:
    for name in ("member_id", "agency_id"):
        wanted = values.get(name)
        if wanted is not None and not work.count(Organisation, id=wanted):
            raise refuse("edit_unknown_organisation", field=name, id=str(wanted))


def _differing(work: Reader, ids: Sequence[int], values: dict[str, object]) -> list[int]:
    wanted = [int(patent_id) for patent_id in ids]
    if work.count(Patent, id=wanted) < len(set(wanted)):
        raise refuse("edit_no_patent")
    same = set(work.column(Patent, "id", id=wanted, **values))
    return [patent_id for patent_id in wanted if patent_id not in same]


def check_dates(work: Work, ids: Sequence[int], fields: Collection[str]) -> None:
    """Refuse an edit of these fields that put a later step before the filing. Raises Refused 'edit_date_order'."""
    later = ("publication_date", "grant_date", "registration_date", "expiry_date")
    if not {"filing_date", *later} & set(fields):
        return
    for patent in _in_pages(work, ids):
        for name in later:
            step = getattr(patent, name)
            if patent.filing_date is not None and step is not None and step < patent.filing_date:
                raise refuse("edit_date_order", field=name, date=str(step), filing=str(patent.filing_date))


def _mark(work: Work, ids: list[int], names: list[str]) -> None:
    for name in names:
        marked = set(work.column(HandMade, "patent_id", patent_id=ids, field_name=name))
        work.add_all([HandMade(patent_id=i, field_name=name) for i in ids if i not in marked])
