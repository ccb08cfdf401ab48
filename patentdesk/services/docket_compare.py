"""Compare the computed dockets of a page of patents with the stored ones, as columns.

Deadlines that are as they were, nearly all of them on most days, are only counted; new ones become rows; what differs
or is gone is read and decided one by one (``docket_edits``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.identifiers import new_uids
from patentdesk.docketing.bulkfees import UNPRICED, Priced, price_all
from patentdesk.docketing.daynumbers import Mask, as_date
from patentdesk.docketing.docketcolumns import NO_YEAR, DocketColumns
from patentdesk.docketing.fees import FeeSchedules
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.docketing.rules import Weight
from patentdesk.services.docket_difference import DifferenceItem
from patentdesk.services.docket_edits import ROW, Edits, Task, change, vanish
from patentdesk.services.docket_pages import Basis, Page
from patentdesk.store.fieldarrays import UNKNOWN, FieldArrays, field_arrays
from patentdesk.store.file import Reader

_DAYS = {"trigger_date": "start", "unrolled_date": "unrolled", "due_date": "due", "earlier_reading": "earlier",
         "grace_end": "grace"}  # fmt: skip
"""Field of a stored deadline → column of the computed ones."""
_NUMBERS = ("id", "patent_id", "hard", *_DAYS, "roll_verified", "year", "amount_minor", "gone")
_TEXTS = ("rule_id", "occurrence", "task", "confidence", "currency", "problem", "state")
_WIDE = 1 << 32
_ROWS_AT_ONCE = 2_000
"""So many rows are made in one piece: no other thread runs meanwhile."""
_Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Computed:
    """The computed deadlines of a page with their prices; ``keys`` as ``_Codes`` makes them."""

    columns: DocketColumns
    priced: Priced
    page: Page

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids of the patents of the page."""
        return self.page.ids

    def values(self, place: int) -> dict[str, object]:
        """Return the fields that are stored of a deadline."""
        columns = self.columns
        rule, minor = columns.rules[int(columns.rule[place])], int(self.priced.minor[place])
        days = {name: as_date(int(getattr(columns, column)[place])) for name, column in _DAYS.items()}
        return {
            "rule_id": rule.id,
            "occurrence": columns.occurrence(place),
            "task": rule.task,
            "hard": rule.weight is Weight.HARD,
            **days,
            "roll_verified": bool(columns.verified[place]),
            "confidence": rule.confidence,
            "year": int(columns.year[place]) if columns.year[place] != NO_YEAR else None,
            "amount_minor": None if minor == UNPRICED else minor,
            "currency": self.priced.currencies[int(self.priced.currency[place])],
            "problem": "",
        }

    def task(self, place: int) -> Task:
        """Return a deadline as it is compared one by one."""
        met = as_date(int(self.columns.met[place]))
        if met is None:
            return Task(self.values(place))
        kind = self.columns.met_kind(place)
        proof = self.page.proofs.get((int(self.columns.patent[place]), kind), "")
        return Task(self.values(place), met, kind, proof)


def compare_page(reader: Reader, page: Page, basis: Basis, fees: FeeSchedules, edits: Edits) -> Mask:
    """Compare the patents that only dated facts speak of; return which ones must be computed one by one."""
    dockets = page.dockets(basis)
    for note in dockets.notes:
        edits.found.problems.extend(note.problems(page.ids, edits.found.room))
    priced = price_all(dockets.deadlines, page.facts, page.priceable, fees)
    computed = _Computed(dockets.deadlines, priced, page)
    ids = page.ids[~dockets.apart]
    stored = field_arrays(reader, Deadline, (*_NUMBERS, *_TEXTS), ids=ids.tolist(), by="patent_id")
    now, then = _matched(computed, stored, page)
    open_before = np.array([one in OPEN_STATES for one in stored.texts["state"]], bool)[then]
    met = computed.columns.met[now] != 0
    differs = _differs(computed, stored, now, then) | (met & open_before)
    edits.found.unchanged += int(len(now) - differs.sum())
    matched = np.zeros(len(computed.columns), bool)
    matched[now] = True
    fresh = np.flatnonzero(~matched & (computed.columns.met == 0))
    fresh = fresh[np.argsort(computed.columns.patent[fresh], kind="stable")]  # so they lie together in the file
    for start in range(0, len(fresh), _ROWS_AT_ONCE):
        edits.rows.extend(_rows(computed, fresh[start : start + _ROWS_AT_ONCE]))
    _name_new(computed, fresh, edits)
    left = np.ones(len(stored), bool)
    left[then] = False
    _one_by_one(reader, computed, stored, edits, pairs=(now[differs], then[differs]), gone=np.flatnonzero(left))
    return dockets.apart


def _matched(computed: _Computed, stored: FieldArrays, page: Page) -> tuple[_Places, _Places]:
    """Return the places of the deadlines that are both computed and stored."""
    columns = computed.columns
    codes: dict[tuple[str, str], int] = {}
    combined = (columns.rule.astype(np.int64) << 32) | (columns.trigger.astype(np.int64) << 16) | columns.year
    _, firsts, which = np.unique(combined, return_index=True, return_inverse=True)
    named = [
        codes.setdefault((columns.rules[int(columns.rule[one])].id, columns.occurrence(one)), len(codes))
        for one in firsts.tolist()
    ]
    keys = columns.patent * _WIDE + (np.array(named, np.int64)[which] if len(which) else 0)
    pairs = zip(stored.texts["rule_id"], stored.texts["occurrence"], strict=True)
    code = np.fromiter((codes.setdefault(pair, len(codes)) for pair in pairs), np.int64, len(stored))
    before = np.searchsorted(page.ids, stored.numbers["patent_id"]) * _WIDE + code
    order = np.argsort(before, kind="stable")
    places = np.minimum(np.searchsorted(before, keys, sorter=order), max(len(before) - 1, 0))
    if not len(before):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    then = order[places]
    same = before[then] == keys
    return np.flatnonzero(same), then[same]


def _differs(computed: _Computed, stored: FieldArrays, now: _Places, then: _Places) -> Mask:
    """Tell which of the matched deadlines are not stored as they are computed."""
    columns, priced, numbers = computed.columns, computed.priced, stored.numbers
    found: Mask = numbers["gone"][then] != 0
    for name, column in _DAYS.items():
        found |= numbers[name][then] != getattr(columns, column)[now]
    year, minor = columns.year[now].astype(np.int64), priced.minor[now]
    found |= numbers["year"][then] != np.where(year == NO_YEAR, UNKNOWN, year)
    found |= numbers["amount_minor"][then] != np.where(minor == UNPRICED, UNKNOWN, minor)
    found |= numbers["roll_verified"][then] != columns.verified[now]
    rules, rule = columns.rules, columns.rule[now].tolist()
    hard = np.array([one.weight is Weight.HARD for one in rules], bool)
    found |= (numbers["hard"][then] != 0) != hard[columns.rule[now]] if len(rules) else False
    texts, places = stored.texts, then.tolist()
    currency = [priced.currencies[one] for one in priced.currency[now].tolist()]
    found |= np.fromiter(
        (
            bool(texts["problem"][place])
            or texts["task"][place] != rules[number].task
            or texts["confidence"][place] != rules[number].confidence
            or texts["currency"][place] != money
            for place, number, money in zip(places, rule, currency, strict=True)
        ),
        bool,
        len(places),
    )
    return found


def _one_by_one(
    reader: Reader,
    computed: _Computed,
    stored: FieldArrays,
    edits: Edits,
    *,
    pairs: tuple[_Places, _Places],
    gone: _Places,
) -> None:
    """Decide about the deadlines that are not as they were."""
    ids = stored.numbers["id"]
    now, then = pairs
    wanted = ids[np.concatenate((then, gone))].tolist()
    before = {one.id: one for one in reader.select(Deadline, id=wanted)} if wanted else {}
    for place, number in zip(now.tolist(), ids[then].tolist(), strict=True):
        change(computed.task(place), before[number], edits)
    for number in ids[gone].tolist():
        vanish(before[number], edits)


def _name_new(computed: _Computed, fresh: _Places, edits: Edits) -> None:
    found, columns = edits.found, computed.columns
    named = fresh[: max(found.capacity("new"), 0)].tolist()
    for place in named:
        rule = columns.rules[int(columns.rule[place])]
        patent_id, due = int(computed.ids[columns.patent[place]]), as_date(int(columns.due[place]))
        entry = DifferenceItem(patent_id, rule.id, columns.occurrence(place), rule.task, None, due, "new_trigger")
        found.add("new", entry)
    found.counts["new"] += len(fresh) - len(named)


def _rows(computed: _Computed, places: _Places) -> Iterator[tuple[object, ...]]:
    """Yield new deadlines as values of ``ROW``."""
    columns, priced, count = computed.columns, computed.priced, len(places)
    rules = [columns.rules[one] for one in columns.rule[places].tolist()]
    minor = priced.minor[places].tolist()
    made: dict[str, Iterable[object]] = {
        "uid": new_uids(count),
        "patent_id": computed.ids[columns.patent[places]].tolist(),
        "rule_id": [rule.id for rule in rules],
        "occurrence": _occurrences(columns, places),
        "task": [rule.task for rule in rules],
        "hard": [rule.weight is Weight.HARD for rule in rules],
        "roll_verified": columns.verified[places].tolist(),
        "confidence": [rule.confidence for rule in rules],
        "year": [one if one != NO_YEAR else None for one in columns.year[places].tolist()],
        "amount_minor": [None if one == UNPRICED else one for one in minor],
        "currency": [priced.currencies[one] for one in priced.currency[places].tolist()],
        "state": repeat(DeadlineState.OPEN, count),
        "gone": repeat(False, count),
    }
    made |= {name: map(_day, getattr(columns, column)[places].tolist()) for name, column in _DAYS.items()}
    return zip(*(made[name] for name in ROW), strict=True)


@lru_cache(maxsize=1 << 17)
def _day(number: int) -> date | None:
    return as_date(number)


def _occurrences(columns: DocketColumns, places: _Places) -> list[str]:
    combined = (columns.trigger[places].astype(np.int64) << 16) | columns.year[places]
    _, firsts, which = np.unique(combined, return_index=True, return_inverse=True)
    named = [columns.occurrence(int(places[one])) for one in firsts.tolist()]
    return [named[one] for one in which.tolist()]
