"""Gather the facts of a page of patents as columns, and tell which of them more than dated facts speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from patentdesk.docketing.bulk import compute_all
from patentdesk.docketing.bulkfees import UNPRICED, Priceable
from patentdesk.docketing.calendar import Calendars
from patentdesk.docketing.daynumbers import Mask
from patentdesk.docketing.docketcolumns import Dockets
from patentdesk.docketing.factcolumns import UNKNOWN_YEAR, FactColumns, Kind, granted_and_dead
from patentdesk.docketing.facts import FACT_FIELDS, FIRST_DAY, facts_of
from patentdesk.docketing.paid import last_year
from patentdesk.docketing.rules import Rulebook
from patentdesk.portfolio.codes import DEAD, RightType, Status
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import phases
from patentdesk.store.fieldarrays import UNKNOWN, FieldArrays, field_arrays
from patentdesk.store.file import Reader

PAGE = 20_000
"""Patents that are computed at once: so many bound the memory."""
_NUMBERS = ("id", *FACT_FIELDS.values(), "paid_through_year", "claims_count", "member_id")
_TEXTS = ("office", "right_type", "status", "reduction", "status_text")
_EVENT_FIELDS = ("patent_id", "event_date", "received_date", "year", "kind", "period", "reference")
_DECIDING = frozenset({"extension_granted", "unitary_effect", "term_extended"})
_NEVER_AFTER = 50


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
    proofs: Mapping[tuple[int, str], str]
    """(Row, kind of event) → reference of the event that did what was due."""

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
    marks = _marks(reader, read, basis)
    kinds, kind, busy = _international(reader, read, basis, kinds=kinds, kind=kind, busy=marks.busy)
    days = {anchor: read.numbers[name].astype(np.int32) for anchor, name in FACT_FIELDS.items()}
    paid = marks.paid
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
        done=marks.done,
        examination=marks.examination,
        in_examination=_in_examination(read, basis.book),
    )
    return Page(found, facts, _priceable(read), busy, marks.proofs)


def _in_examination(read: FieldArrays, book: Rulebook) -> Mask:
    said = {text: book.statuses.in_examination(text) for text in set(read.texts["status_text"])}
    return np.array([said[text] for text in read.texts["status_text"]], bool)


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


@dataclass(slots=True)
class _Marks:
    """What the events of a page say: who is busy, what was done when and by which document, which years are paid."""

    busy: Mask
    paid: NDArray[np.int64]
    examination: NDArray[np.int32]
    done: dict[str, NDArray[np.int32]] = field(default_factory=dict)
    proofs: dict[tuple[int, str], str] = field(default_factory=dict)

    def do(self, row: int, kind: str, day: int, reference: str) -> None:
        """Take over that something was done; the first day counts, of one day the first reference."""
        days = self.done.setdefault(kind, np.zeros(len(self.busy), np.int32))
        before = int(days[row])
        if not before or (day, reference) < (before, self.proofs.get((row, kind), "")):
            days[row] = day
            self.proofs[row, kind] = reference


def _marks(reader: Reader, read: FieldArrays, basis: Basis) -> _Marks:
    """Return what events say; a patent is busy where one sets a period going or cannot be (``Case``)."""
    ids = read.numbers["id"]
    paid = read.numbers["paid_through_year"]
    marks = _Marks((paid < 0) & (paid != UNKNOWN), paid.copy(), np.zeros(len(ids), np.int32))
    events = field_arrays(reader, Event, _EVENT_FIELDS, ids=ids.tolist(), by="patent_id")
    rows = np.searchsorted(ids, events.numbers["patent_id"])
    numbers, texts = events.numbers, events.texts
    today, first = basis.today.toordinal(), FIRST_DAY.toordinal()
    known: dict[tuple[str, str], _Kinds] = {}
    columns = (texts["kind"], texts["period"], texts["reference"], numbers["event_date"].tolist(),
               numbers["received_date"].tolist(), numbers["year"].tolist())  # fmt: skip
    for row, kind, period, reference, day, received, year in zip(rows.tolist(), *columns, strict=True):
        key = read.texts["office"][row], read.texts["right_type"][row]
        if key not in known:
            known[key] = _kinds_of(basis.book, key[0], RightType(key[1]))
        filing, classed = int(read.numbers["filing_date"][row]), basis.book.event_classes.get(kind)
        usable = classed is not None and first <= day <= today and (not received or received >= day) and not period
        if not usable or kind in known[key].deciding or (classed == "document" and day < filing):
            marks.busy[row] = True
            continue
        if kind in known[key].closing:
            marks.do(row, kind, day, reference)
        if kind == "exam_request":
            marks.examination[row] = max(int(marks.examination[row]), day)
        if kind == "annuity_paid":
            if _ordinary(year, day, filing, known[key].last_year):
                marks.paid[row] = max(int(marks.paid[row]), year)
            else:
                marks.busy[row] = True
    return marks


def _ordinary(year: int, day: int, filing: int, last: int) -> bool:
    """Tell whether a payment is surely none that is refused or odd (``paid.payment_fault``): no earlier than a year."""
    return 1 <= year <= last and 0 < filing <= day and day >= filing + 365 * (year - 2) + (year - 1) // 4 + 1


@dataclass(frozen=True, slots=True)
class _Kinds:
    """What kinds of events do at an office: set periods going, or only what was due; the last year to be paid."""

    deciding: frozenset[str]
    closing: frozenset[str]
    last_year: int


def _kinds_of(book: Rulebook, office: str, right_type: RightType) -> _Kinds:
    deciding: set[str] = set(_DECIDING)
    closing: set[str] = set()
    for rule in book.of(office):
        if rule.suits(right_type):
            closing |= rule.closed_by
            deciding.update(rule.triggers, (term.anchor for term in rule.terms))
            deciding.update(term.anchor for term in (rule.grace, rule.opens) if term is not None)
    return _Kinds(frozenset(deciding), frozenset(closing), last_year(book, office, right_type) or _NEVER_AFTER)


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
