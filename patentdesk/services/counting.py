"""Count the selected patents by what people narrow a list by, and complete the values that they type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from patentdesk.portfolio import clauses
from patentdesk.portfolio.clauses import Chosen
from patentdesk.portfolio.fields import values_in
from patentdesk.portfolio.query import EVERYTHING, Match, Query
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk
from patentdesk.services.listing import codes, query
from patentdesk.store.file import Reader


@dataclass(frozen=True, slots=True)
class Facet:
    """What patents are counted by: ``field`` of the query language, ``counted`` the name that ``facets`` knows.

    Where a cell holds several values, they count one by one.
    """

    field: str
    counted: str


FACETS = (
    Facet("member", "member"),
    Facet("status", "status"),
    Facet("office", "office"),
    Facet("right_type", "right_type"),
    Facet("segment", "segment"),
    Facet("filing_date", "filing_date.year"),
    Facet("ipc_main", "ipc_main.subclass"),
    Facet("applicant", "applicants_text"),
    Facet("responsible", "responsible"),
    Facet("product", "product"),
    Facet("tags", "tags"),
)
"""In the order in which they stand beside the list."""
_COMPLETIONS = 12
"""So many values are offered while one is typed."""
MOST = 200
"""Values that are counted of one facet at most: those of the most patents."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many patents have a value; '' stands for 'not known'."""

    value: str
    patents: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One facet: its values, and which of them the query asks for."""

    facet: Facet
    counts: tuple[Count, ...]
    chosen: Chosen


def facets(desk: Desk, query_text: str, wanted: Sequence[Facet] = FACETS) -> list[Counted]:
    """Count the patents of a query by each facet.

    What the query asks of a facet's own field is left aside for that facet, so that other values can be compared and
    added. Raises Refused for a query that cannot be read.
    """
    known = codes(desk)
    asked: dict[str, list[Facet]] = {}
    for facet in wanted:
        asked.setdefault(clauses.without(query_text, facet.field, known), []).append(facet)
    found: dict[str, list[tuple[Any, int]]] = {}
    with desk.file.reading() as reader:
        for text, together in asked.items():
            names = [facet.counted for facet in together]
            found |= reader.facets(query(desk, text), names, MOST)
    return [
        Counted(facet, _counts(found[facet.counted], facet), clauses.chosen(query_text, facet.field, known))
        for facet in wanted
    ]


def _counts(rows: Iterable[tuple[Any, int]], facet: Facet) -> tuple[Count, ...]:
    """Return the counts, the largest first; years from the latest on, what is not known last."""
    summed: Counter[str] = Counter()
    for value, count in rows:
        text = "" if value is None else str(value)
        for one in values_in(facet.field, text):
            summed[one] += count
    by_year = facet.counted.endswith(".year")
    order = sorted(summed, key=lambda one: (one == "", -int(one or 0) if by_year else -summed[one], one))
    return tuple(Count(one, summed[one]) for one in order)


_COMPLETED = (
    Facet("agency", "agency"),
    Facet("class", "ipc_main.subclass"),
    Facet("kind_code", "kind_code"),
    Facet("reduction", "reduction"),
)
"""What is completed besides the facets."""
_NAMES = {"applicant": "applicants_text", "inventor": "inventors_text"}
_LOOKED_AT = 300
"""Patents whose names are looked at for a completion."""


def values(desk: Desk, field: str, begun: str) -> list[str]:
    """Return values of a field that complete what was begun, the most frequent first; [] where none are known."""
    with desk.file.reading() as reader:
        found = Counter(_names(reader, field, begun) if field in _NAMES else _values(reader, field))
    wanted = begun.casefold()
    fitting = [value for value, _ in found.most_common() if value and wanted in value.casefold()]
    return sorted(fitting, key=lambda value: not value.casefold().startswith(wanted))[:_COMPLETIONS]


def _values(reader: Reader, field: str) -> dict[str, int]:
    facet = next((one for one in (*FACETS, *_COMPLETED) if one.field == field), None)
    if facet is None or facet.counted.endswith(".year"):
        return {}
    rows = reader.facets(EVERYTHING, [facet.counted], MOST)[facet.counted]
    return {count.value: count.patents for count in _counts(rows, facet)}


def _names(reader: Reader, field: str, begun: str) -> list[str]:
    asked: Query = Match(field, (begun,)) if begun else EVERYTHING
    ids = reader.find(asked)[:_LOOKED_AT].tolist()
    cells = reader.column(Patent, _NAMES[field], id=ids)
    return [name.strip() for cell in cells for name in cell.split(" | ")]
