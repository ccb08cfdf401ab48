"""Show the docket line by line: which deadlines, how near, whose, in what order, without reading their records.

The few fields that a million lines are sorted, filtered and counted by are held as arrays, read once and brought up to
date for the patents that the journal names; records are read only for the lines that somebody looks at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patentdesk.docketing.records import OPEN_STATES, TERM_TASKS, Deadline, DeadlineState, ended
from patentdesk.portfolio.query import EVERYTHING
from patentdesk.portfolio.records import Organisation, Patent
from patentdesk.services import double_entry, law, listing
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem
from patentdesk.services.policies import TWO_PERSONS, holds
from patentdesk.services.pricing import surcharge_on
from patentdesk.store.bulk import Coded, coded, coded_texts, joined_columns, numbers, texts
from patentdesk.store.file import Between, Reader

Ids = NDArray[np.int64]
BUCKETS = ("overdue", "grace", "week", "month", "quarter", "later", "blocked", "ended", "gone")
"""Where an open deadline stands, the most pressing first; 'blocked' waits for a fact, 'gone' no longer follows.

'ended' is a term that has passed: no act was missed, the legal status is out of date.
"""
LISTS = ("waiting", "done", "waived")
"""Closed deadlines: done but not yet seen by a second person, done, waived."""
UNCONFIRMED = "unconfirmed"
"""Open deadlines from documents that one person alone has entered, where the house wants two."""
GROUPS = ("responsible", "member", "agency", "office")
_DAYS = (("week", 7), ("month", 31), ("quarter", 92))
_OPEN, _ENDED = len(BUCKETS), BUCKETS.index("ended")
_NUMBERS = ("id", "patent_id", "due_date", "earlier_reading", "grace_end", "hard", "gone", "year", "amount_minor",
            "problem", "done_date", "verified_by", "closed_by")  # fmt: skip
_TEXTS = ("state", "task", "responsible", "deputy", "confidence")
_KEPT = "docket lines"
_PATENT_SORTS = {"number": "publication_number", "title": "title", "office": "office"}


@dataclass(frozen=True, slots=True)
class Lines:
    """The fields of all deadlines, as they stood after a journal entry."""

    operation: int
    columns: Mapping[str, Ids]
    words: Mapping[str, Coded]

    def state(self, *states: DeadlineState) -> NDArray[np.bool_]:
        """Tell of each line whether it is in one of the states."""
        known = self.words["state"]
        return np.isin(known.places, [place for place, value in enumerate(known.values) if value in states])

    def ends(self) -> NDArray[np.bool_]:
        """Tell of each line whether it is the end of a term."""
        known = self.words["task"]
        return np.isin(known.places, [place for place, value in enumerate(known.values) if value in TERM_TASKS])


@dataclass(frozen=True, slots=True)
class Wish:
    """Which lines are wanted: of the query's patents, in a bucket or a list ('' all open ones), of one group's value.

    ``first`` and ``last`` bound the due date, both included; ``only`` names lines.
    ``sort`` holds (column, descending) pairs, the strongest first.
    """

    query: str = ""
    bucket: str = ""
    by: str = ""
    value: str | None = None
    first: date | None = None
    last: date | None = None
    only: frozenset[int] | None = None
    sort: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The lines wanted, in their order, with the counts of all buckets and lists, and of the groups by bucket."""

    ids: Ids
    patents: Ids
    due: Ids
    buckets: NDArray[np.int8]
    counts: Mapping[str, int]
    groups: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Value of ``Wish.by`` → how many lines in each of BUCKETS."""
    places: Ids = field(default_factory=lambda: np.array([], np.int64))
    """Place of each line's value in ``names``."""
    names: tuple[str, ...] = ()


def lines(desk: Desk, reader: Reader) -> Lines:
    """Return the lines as the reader sees them."""
    held, now = desk.kept.get(_KEPT), reader.latest_operation()
    if isinstance(held, Lines) and held.operation == now:
        return held
    if isinstance(held, Lines) and held.operation < now:
        touched = np.array(sorted(reader.touched_since(held.operation, (Deadline, Patent))), np.int64)
        found = _forward(reader, held, touched, now) if len(touched) < len(held.columns["id"]) // 2 + 100 else None
    else:
        found = None
    made = found or _whole(reader, now)
    desk.kept[_KEPT] = made
    return made


def _whole(reader: Reader, operation: int) -> Lines:
    words = coded_texts(reader, Deadline, _TEXTS)
    return _by_day(operation, numbers(reader, Deadline, _NUMBERS), words)


def _by_day(operation: int, columns: dict[str, Ids], words: dict[str, Coded]) -> Lines:
    """Return the lines in the order in which they are shown unless another is wished: by day, without one last.

    The two are put in order one field after another, so that only one of a million lines is held twice, and kept in
    32 bits where these are enough.
    """
    day = columns["due_date"]
    order = np.lexsort((columns["id"], np.where(day == 0, np.iinfo(np.int64).max, day)))
    for name in columns:
        columns[name] = _narrow(columns[name][order])
    for name, held in words.items():
        words[name] = Coded(_narrow(held.places[order]), held.values)
    return Lines(operation, columns, words)


def _narrow(wide: Ids) -> NDArray[Any]:
    bounds = np.iinfo(np.int32)
    fits = bounds.min <= wide.min(initial=0) <= wide.max(initial=0) <= bounds.max
    return wide.astype(np.int32) if fits else wide


def _forward(reader: Reader, held: Lines, touched: Ids, operation: int) -> Lines:
    if not len(touched):
        return replace(held, operation=operation)
    keep = ~np.isin(held.columns["patent_id"], touched)
    new = numbers(reader, Deadline, _NUMBERS, touched)
    words: dict[str, Coded] = {}
    for name, values in texts(reader, Deadline, _TEXTS, touched).items():
        old = held.words[name]
        more = coded(values, old.values)
        words[name] = Coded(np.concatenate((old.places[keep], more.places)), more.values)
    return _by_day(operation, joined_columns(held.columns, keep, new), words)


def view(desk: Desk, wish: Wish, names: Mapping[str, str] | None = None) -> View:
    """Return the lines of a wish; ``names`` gives task codes their names to sort by.

    Without a sort the nearest come first, those without a date after them and terms that have ended last; closed ones
    by the day they were done, the latest first. Raises Refused for a query that cannot be read.
    """
    with desk.file.reading() as reader:
        held = lines(desk, reader)
        mask = _selected(desk, reader, held, wish)
        buckets = _buckets(held, desk.clock.today())
        asked = {"waiting": _waiting(held, reader), UNCONFIRMED: _unconfirmed(desk, held, reader)}
        counts = _counted(held, buckets, mask, asked)
        mask &= _in_bucket(held, buckets, wish.bucket, asked)
        mask &= _between(held, wish)
        groups: dict[str, tuple[int, ...]] = {}
        places = np.array([], np.int64)
        values: list[str] = []
        if wish.by:
            places, values = _groups(reader, held, wish.by)
            groups = _grouped(places, values, buckets, mask)
            if wish.value is not None:
                mask &= places == (values.index(wish.value) if wish.value in values else -1)
        rows = np.flatnonzero(mask)
        rows = rows[_order(reader, held, rows, wish, names=names or {}, past_terms=buckets[rows] == _ENDED)]
    ids, patents, due = (held.columns[name][rows] for name in ("id", "patent_id", "due_date"))
    return View(ids, patents, due, buckets[rows], counts, groups, places[rows] if wish.by else places, tuple(values))


def held_now(desk: Desk) -> bool:
    """Tell whether the lines have been read before, so that a view is a matter of moments."""
    return isinstance(desk.kept.get(_KEPT), Lines)


def nearest(desk: Desk, limit: int) -> list[DocketItem]:
    """Return the open deadlines that come first, by an index: what can be shown before the lines are read.

    None, where too many terms have ended to tell by the index.
    """
    today = desk.clock.today()
    with desk.file.reading() as reader:
        first = reader.select(
            Deadline, state=DeadlineState.OPEN, due_date=Between(date.min, None), order=("due_date",), limit=2 * limit
        )
        found = [one for one in first if not ended(one, today)][:limit]
        patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in found}))}
        alone = double_entry.unconfirmed(reader, law.rules_of(desk), found)
    return [_item(desk, one, patents[one.patent_id], unconfirmed=one.id in alone) for one in found]


def items(desk: Desk, ids: Sequence[int] | Ids) -> list[DocketItem]:
    """Return the deadlines with these ids with their patents, in this order; those that are gone are left out."""
    wanted = [int(one) for one in ids]
    with desk.file.reading() as reader:
        found = {one.id: one for one in reader.select(Deadline, id=wanted)}
        patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in found.values()}))}
        alone = double_entry.unconfirmed(reader, law.rules_of(desk), found.values())
    kept = (found[one] for one in wanted if one in found)
    return [_item(desk, one, patents[one.patent_id], unconfirmed=one.id in alone) for one in kept]


def _item(desk: Desk, one: Deadline, patent: Patent, *, unconfirmed: bool) -> DocketItem:
    """Return a line; of a fee in its grace period with what is owed on top of it today."""
    today, extra = desk.clock.today(), None
    if one.amount_minor is not None and in_grace(one, today):
        extra = surcharge_on(patent, one, law.rules_of(desk).find(one.rule_id), law.fees(desk.library), today)
    same = extra is not None and extra.currency == one.currency
    return DocketItem(one, patent, unconfirmed, extra if same else None)


def bucket_of(deadline: Deadline, today: date) -> str:
    """Return the bucket of an open deadline.

    'overdue': past, and no grace period runs; 'grace': past its due date, but a grace period runs until today or later;
    'ended': the end of a term, and past.
    'week', 'month' and 'quarter' end 7, 31 and 92 days from today, both ends included; where the law is open the
    earlier reading says which.
    """
    due, near = deadline.due_date, deadline.earlier_reading or deadline.due_date
    if deadline.gone:
        return "gone"
    if due is None or near is None:
        return "blocked"
    if ended(deadline, today):
        return "ended"
    if due < today:
        return "grace" if deadline.grace_end is not None and deadline.grace_end >= today else "overdue"
    return next((name for name, days in _DAYS if (near - today).days <= days), "later")


def in_grace(deadline: Deadline, today: date) -> bool:
    """Tell whether an open deadline is past its due date, and its grace period runs."""
    return deadline.state in OPEN_STATES and bucket_of(deadline, today) == "grace"


def _buckets(held: Lines, today: date) -> NDArray[np.int8]:
    """Return the place in BUCKETS of each open line, beyond them for closed ones; as ``bucket_of``."""
    now = today.toordinal()
    due, grace, earlier = (held.columns[name] for name in ("due_date", "grace_end", "earlier_reading"))
    near = np.where(earlier > 0, earlier, due) - now
    found = np.full(len(due), BUCKETS.index("later"), np.int8)
    for name, days in reversed(_DAYS):
        found[near <= days] = BUCKETS.index(name)
    found[due < now] = BUCKETS.index("overdue")
    found[(due < now) & (grace >= now)] = BUCKETS.index("grace")
    found[(due < now) & held.ends()] = _ENDED
    found[due == 0] = BUCKETS.index("blocked")
    found[held.columns["gone"] > 0] = BUCKETS.index("gone")
    found[~held.state(*OPEN_STATES)] = _OPEN
    return found


def _waiting(held: Lines, reader: Reader) -> NDArray[np.bool_]:
    """Tell which lines a person closed as done, with a right at stake, and no second person has seen.

    None, where the portfolio does not ask for two persons.
    """
    if not holds(reader, TWO_PERSONS):
        return np.zeros(len(held.columns["id"]), np.bool_)
    columns = held.columns
    done = held.state(DeadlineState.DONE) & (columns["hard"] > 0)
    mask: NDArray[np.bool_] = done & (columns["closed_by"] > 0) & (columns["verified_by"] == 0)
    return mask


def _unconfirmed(desk: Desk, held: Lines, reader: Reader) -> NDArray[np.bool_]:
    alone = double_entry.all_unconfirmed(reader, law.rules_of(desk))
    return np.isin(held.columns["id"], np.array(alone, np.int64))


def _in_bucket(
    held: Lines, buckets: NDArray[np.int8], name: str, asked: Mapping[str, NDArray[np.bool_]]
) -> NDArray[np.bool_]:
    if name in asked:
        return asked[name]
    if name in LISTS:
        return held.state(DeadlineState(name))
    if name:
        return np.asarray(buckets == BUCKETS.index(name))
    return np.asarray(buckets < _OPEN)


def _counted(
    held: Lines, buckets: NDArray[np.int8], mask: NDArray[np.bool_], asked: Mapping[str, NDArray[np.bool_]]
) -> dict[str, int]:
    counted = np.bincount(buckets[mask], minlength=_OPEN)
    counts = {name: int(counted[place]) for place, name in enumerate(BUCKETS)}
    counts |= {name: int((_in_bucket(held, buckets, name, asked) & mask).sum()) for name in (*LISTS, UNCONFIRMED)}
    return {"": sum(counts[name] for name in BUCKETS), **counts}


def _selected(desk: Desk, reader: Reader, held: Lines, wish: Wish) -> NDArray[np.bool_]:
    mask = np.ones(len(held.columns["id"]), np.bool_)
    if wish.query.strip():
        found = reader.find(listing.query(desk, wish.query))
        owners = held.columns["patent_id"]
        chosen = np.zeros(max(int(owners.max(initial=0)), int(found.max(initial=0))) + 1, np.bool_)
        chosen[found] = True
        mask &= chosen[owners]
    if wish.only is not None:
        mask &= np.isin(held.columns["id"], np.array(sorted(wish.only), np.int64))
    return mask


def _between(held: Lines, wish: Wish) -> NDArray[np.bool_]:
    due = held.columns["due_date"]
    mask = np.ones(len(due), np.bool_)
    if wish.first is not None:
        mask &= due >= wish.first.toordinal()
    if wish.last is not None:
        mask &= (due > 0) & (due <= wish.last.toordinal())
    return mask


def _groups(reader: Reader, held: Lines, by: str) -> tuple[Ids, list[str]]:
    """Return for each line the place of its group's value in the list of values; '' stands for none."""
    own = by if by in {"office", "responsible"} else f"{by}_id"
    ids, codes, found = reader.groups(own)
    values = [_named(reader, by, value) for value in found]
    rows = np.searchsorted(ids, held.columns["patent_id"])
    rows = np.minimum(rows, max(len(ids) - 1, 0))
    merged = coded(values)
    places = merged.places[np.asarray(codes)[rows]] if len(ids) else np.zeros(len(rows), np.int64)
    names = list(merged.values)
    if by == "responsible":
        person = held.words["responsible"]
        known = coded(person.values, names)
        stated = np.array([value != "" for value in person.values], np.bool_)
        places = np.where(stated[person.places], known.places[person.places], places) if len(places) else places
        names = list(known.values)
    return places, names


def _named(reader: Reader, by: str, value: Any) -> str:  # noqa: ANN401 - a code, an organisation's id, or None
    if by in {"office", "responsible"}:
        return str(value or "")
    found = reader.get(Organisation, int(value)) if value else None
    return found.name if found is not None else ""


def _grouped(
    places: Ids, values: Sequence[str], buckets: NDArray[np.int8], mask: NDArray[np.bool_]
) -> dict[str, tuple[int, ...]]:
    wide = _OPEN + 1
    cells = np.bincount(places[mask] * wide + buckets[mask], minlength=len(values) * wide).reshape(-1, wide)
    rows = {value: tuple(int(count) for count in cells[place][:_OPEN]) for place, value in enumerate(values)}
    return {value: row for value, row in sorted(rows.items()) if any(row) or cells[values.index(value)].any()}


def _order(
    reader: Reader, held: Lines, rows: Ids, wish: Wish, *, names: Mapping[str, str], past_terms: NDArray[np.bool_]
) -> Ids:
    """Return the order of the rows: by the wish, then by the day; what is not known comes last in either direction.

    The end of a term that has passed has no days left.
    """
    columns = held.columns
    if not wish.sort:
        if wish.bucket in LISTS:
            return np.lexsort((columns["id"][rows], -columns["done_date"][rows]))
        return np.argsort(past_terms, kind="stable") if past_terms.any() else np.arange(len(rows))
    keys: list[NDArray[np.int64] | NDArray[np.bool_]] = [columns["id"][rows], columns["due_date"][rows]]
    for name, descending in reversed(wish.sort):
        key, unknown = _key(reader, held, rows, name, names=names)
        unknown = unknown | past_terms if name == "left" else unknown
        keys += [-key if descending else key, unknown]
    return np.lexsort(keys)


def _key(
    reader: Reader, held: Lines, rows: Ids, name: str, *, names: Mapping[str, str]
) -> tuple[Ids, NDArray[np.bool_]]:
    """Return the sort key of each row, and of which nothing is known."""
    plain = {"due": "due_date", "left": "due_date", "grace": "grace_end", "fee": "amount_minor", "hard": "hard",
             "done": "done_date"}  # fmt: skip
    if name in plain:
        key = held.columns[plain[name]][rows]
        return key, key == 0
    if name in _PATENT_SORTS:
        ordered = reader.find(EVERYTHING, [(_PATENT_SORTS[name], False)])
        place = np.empty(len(ordered), np.int64)
        ids = np.sort(ordered)
        place[np.searchsorted(ids, ordered)] = np.arange(len(ordered))
        return place[np.searchsorted(ids, held.columns["patent_id"][rows])], np.zeros(len(rows), np.bool_)
    if name in GROUPS:
        places, values = _groups(reader, held, name)
    else:
        known = held.words.get({"mark": "confidence"}.get(name, name), held.words["state"])
        places, values = known.places, [names.get(value, value) for value in known.values]
    rank = np.empty(len(values), np.int64)
    rank[np.array(sorted(range(len(values)), key=lambda place: values[place]), np.int64)] = np.arange(len(values))
    empty = np.array([value == "" for value in values], np.bool_)
    return rank[places[rows]], empty[places[rows]]
