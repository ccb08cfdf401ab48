"""Find patents, group and count them, and show all that is known about one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

import numpy as np

from patentdesk.core.problems import refuse
from patentdesk.core.words import Language
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio import speech
from patentdesk.portfolio.codes import DifferenceState
from patentdesk.portfolio.fields import BY_NAME
from patentdesk.portfolio.query import Query, parse
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
from patentdesk.services.desk import Desk
from patentdesk.services.origins import in_full
from patentdesk.store.file import Ids, Reader
from patentdesk.triage.records import Decision
from patentdesk.valuation.records import Valuation

Sort = Sequence[tuple[str, bool]]
"""(field, descending) pairs, the first the strongest."""

_SORTABLE = frozenset({field.name for field in dataclasses.fields(Patent)} | {"due", "expires", "member", "agency"})


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


def codes(desk: Desk) -> speech.Codes:
    """Return the written forms of code values in both languages, for the query language."""
    return desk.library.load("query codes", lambda _: speech.codes(desk.library.words("en")))


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


_NUMBER = re.compile(r"([A-Za-z]{2,4}[\s./-]*){0,2}(\d[\s.,/-]*){6,}[A-Za-z]?\d?")
_DAY = re.compile(r"(18|19|20|21)\d\d[-./]\d{1,2}[-./]\d{1,2}")
_IN_PAGE = {"number": ("publication_number_text", "application_number_text", "publication_number")}
"""Column of the table → the fields that it may show, where they are not one of the same name."""
_CODED = ("status", "right_type", "segment")


def containing(desk: Desk, text: str, columns: Sequence[str], language: Language) -> Ids:
    """Return the ids of the patents in whose columns of the table a text can be read, capitals aside.

    ``columns`` are those of the table that are shown; codes count by their names in a language. Where the number is
    shown, a whole number finds its patent in any written form.
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
        found = reader.containing(Patent, text, fields)
        if "number" not in columns or not _is_number(text):
            return found
        return np.union1d(found, reader.with_number(text))


def _is_number(text: str) -> bool:
    """Tell whether a text can only be meant as the number of a patent, and is no day."""
    return _NUMBER.fullmatch(text) is not None and _DAY.fullmatch(text) is None


def with_number(desk: Desk, number: str) -> Ids:
    """Return the ids of the patents with a number in any written form; a whole number beats a mere beginning."""
    with desk.file.reading() as reader:
        return reader.with_number(number)


def patents(desk: Desk, ids: Sequence[int] | Ids) -> list[Patent]:
    """Return the patents with these ids in this order; ids that are gone are left out."""
    with desk.file.reading() as reader:
        return read_patents(reader, ids)


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


def read_patents(reader: Reader, ids: Sequence[int] | Ids) -> list[Patent]:
    """Return the patents with these ids in this order, as ``patents`` does, from a reader that is open."""
    wanted = [int(patent_id) for patent_id in ids]
    found = {patent.id: patent for patent in reader.select(Patent, id=wanted)}
    return [found[patent_id] for patent_id in wanted if patent_id in found]
