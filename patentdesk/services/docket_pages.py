"""Gather the facts of a page of patents as columns, and tell which of them more than dated facts speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from patentdesk.docketing.bulk import Dockets, compute_all
from patentdesk.docketing.bulkfees import UNPRICED, Priceable
from patentdesk.docketing.calendar import Calendars
from patentdesk.docketing.daynumbers import Mask
from patentdesk.docketing.factcolumns import UNKNOWN_YEAR, FactColumns, Kind, granted_and_dead
from patentdesk.docketing.facts import FACT_FIELDS, FIRST_DAY, facts_of
from patentdesk.docketing.rules import Rulebook
from patentdesk.portfolio.codes import DEAD, RightType, Status
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import phases
from patentdesk.store.fieldarrays import UNKNOWN, FieldArrays, field_arrays
from patentdesk.store.file import Reader

PAGE = 20_000
"""Patents that are computed at once: so many bound the memory."""
_NUMBERS = ("id", *FACT_FIELDS.values(), "paid_through_year", "claims_count", "member_id")
_TEXTS = ("office", "right_type", "status", "reduction")
_EVENT_FIELDS = ("patent_id", "event_date", "received_date", "kind", "period")
_ALWAYS_MATTER = frozenset({"extension_granted", "annuity_paid", "exam_request", "unitary_effect", "term_extended"})


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What a docket follows from beside the facts of its patent."""

    today: date
    book: Rulebook
    calendars: Calendars
    countries: Mapping[int, str]

    def __eq__(self, other: object) -> bool:
        """Tell whether the same docket follows; law is the same only when it is the very same object."""
        if not isinstance(other, Basis):
            return NotImplemented
        same_law = self.book is other.book and self.calendars is other.calendars
        return same_law and self.today == other.today and self.countries == other.countries

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Page:
    """Patents by id with their facts; ``busy``: events speak of them too, so they are computed one by one."""

    ids: NDArray[np.int64]
    facts: FactColumns
    priceable: Priceable
    busy: Mask

    def dockets(self, basis: Basis, *, all_annuities: bool = False) -> Dockets:
        """Return the dockets of the patents; the busy ones are among those apart."""
        found = compute_all(self.facts, basis.book, basis.calendars, basis.today, all_annuities=all_annuities)
        if not self.busy.any():
            return found
        return found.without(self.busy)


def read_page(reader: Reader, ids: Sequence[int], basis: Basis) -> Page:
    """Return the facts of these patents; those that are not in the file are left out."""
    read = field_arrays(reader, Patent, (*_NUMBERS, *_TEXTS), ids=ids)
    found = read.numbers["id"]
    kinds, kind = _kinds(read, basis)
    busy = _with_events(reader, read, basis)
    kinds, kind, busy = _international(reader, read, basis, kinds=kinds, kind=kind, busy=busy)
    days = {anchor: read.numbers[name].astype(np.int32) for anchor, name in FACT_FIELDS.items()}
    paid = read.numbers["paid_through_year"]
    states = {status: place for place, status in enumerate(Status)}
    status = np.array([states[Status(one)] for one in read.texts["status"]], np.int8)
    dead = np.isin(status, [states[one] for one in DEAD])
    facts = FactColumns(
        kinds=tuple(kinds),
        kind=kind,
        days=days,
        paid=np.where(paid == UNKNOWN, UNKNOWN_YEAR, np.clip(paid, -999, 999)).astype(np.int32),
        dead=dead,
        granted=granted_and_dead(days, status == states[Status.GRANTED], dead),
    )
    return Page(found, facts, _priceable(read), busy)


def _kinds(read: FieldArrays, basis: Basis) -> tuple[dict[Kind, int], NDArray[np.int32]]:
    kinds: dict[Kind, int] = {}
    known: dict[tuple[str, str, int], int] = {}
    kind = np.empty(len(read), np.int32)
    rows = zip(read.texts["office"], read.texts["right_type"], read.numbers["member_id"].tolist(), strict=True)
    for place, key in enumerate(rows):
        if key not in known:
            office, right, member = key
            full = Kind(office, RightType(right), "", basis.countries.get(member, ""))
            known[key] = kinds.setdefault(full, len(kinds))
        kind[place] = known[key]
    return kinds, kind


def _priceable(read: FieldArrays) -> Priceable:
    claims = read.numbers["claims_count"]
    places: dict[str, int] = {"": 0}
    reduction = [places.setdefault(one, len(places)) for one in read.texts["reduction"]]
    return Priceable(np.where(claims == UNKNOWN, UNPRICED, claims), np.array(reduction, np.int32), tuple(places))


def _with_events(reader: Reader, read: FieldArrays, basis: Basis) -> Mask:
    """Tell which patents have an event that a rule asks for, or that cannot be."""
    ids = read.numbers["id"]
    events = field_arrays(reader, Event, _EVENT_FIELDS, ids=ids.tolist(), by="patent_id")
    busy = np.zeros(len(ids), bool)
    rows = np.searchsorted(ids, events.numbers["patent_id"])
    today, first = basis.today.toordinal(), FIRST_DAY.toordinal()
    matter: dict[tuple[str, str], frozenset[str]] = {}
    filing = read.numbers["filing_date"]
    columns = (events.texts["kind"], events.texts["period"], events.numbers["event_date"].tolist(),
               events.numbers["received_date"].tolist())  # fmt: skip
    for row, kind, period, day, received in zip(rows.tolist(), *columns, strict=True):
        key = read.texts["office"][row], read.texts["right_type"][row]
        if key not in matter:
            matter[key] = deciding_kinds(basis.book, key[0], RightType(key[1]))
        classed = basis.book.event_classes.get(kind)
        idle = (
            classed is not None
            and kind not in matter[key]
            and not period
            and first <= day <= today
            and (not received or received >= day)
            and not (classed == "document" and day < filing[row])
        )
        busy[row] |= not idle
    return busy


def deciding_kinds(book: Rulebook, office: str, right_type: RightType) -> frozenset[str]:
    """Return the kinds of events that may change the docket of such a patent."""
    found = set(_ALWAYS_MATTER)
    for rule in book.of(office):
        if rule.suits(right_type):
            found.update(rule.triggers, rule.closed_by, (term.anchor for term in rule.terms))
            found.update(term.anchor for term in (rule.grace, rule.opens) if term is not None)
    return frozenset(found)


def _international(
    reader: Reader, read: FieldArrays, basis: Basis, *, kinds: dict[Kind, int], kind: NDArray[np.int32], busy: Mask
) -> tuple[dict[Kind, int], NDArray[np.int32], Mask]:
    """Give international applications their receiving office; national phases make them busy."""
    pairs = zip(read.texts["office"], read.texts["right_type"], strict=True)
    rows = [place for place, (office, right) in enumerate(pairs) if office == "WO" or right == RightType.PCT]
    if not rows:
        return kinds, kind, busy
    ids = read.numbers["id"]
    patents = reader.select(Patent, id=[int(ids[row]) for row in rows])
    entered = phases.entries(reader, patents, basis.book.event_classes)
    names = list(kinds)
    for patent in patents:
        row = int(np.searchsorted(ids, patent.id))
        before = names[int(kind[row])]
        full = before._replace(receiving_office=facts_of(patent).receiving_office)
        kind[row] = kinds.setdefault(full, len(kinds))
        if len(names) < len(kinds):
            names.append(full)
        busy[row] |= bool(entered.get(patent.id))
    return kinds, kind, busy
