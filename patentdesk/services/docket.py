"""Keep the docket: recompute it, show it, record events."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from patentdesk.core.identifiers import new_uid
from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, refuse
from patentdesk.core.progress import Progress
from patentdesk.docketing.asking import CHANNELS
from patentdesk.docketing.counting import stated_period
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState, ended
from patentdesk.portfolio.records import Event, HandMade, Patent
from patentdesk.services import double_entry, law, listing
from patentdesk.services.closing import raise_paid
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.event_checks import check_event, nothing_followed, recorded_before
from patentdesk.services.recomputing import (
    DifferenceItem,
    DocketDifference,
    Overlay,
    difference,
    follow,
    known_ids,
    remember,
)
from patentdesk.store.file import Reader, Work

__all__ = ["DifferenceItem", "DocketDifference", "DocketItem", "Overlay", "Recorded"]


@dataclass(frozen=True, slots=True)
class DocketItem:
    """One line of the docket: the deadline and its patent."""

    deadline: Deadline
    patent: Patent
    unconfirmed: bool = False
    """It follows from a document that one person alone has entered, where the house wants two."""
    surcharge: Money | None = None
    """What is owed on top of a fee in its grace period if paid today, where lines are read for the screen and known."""


def preview(desk: Desk, patent_ids: Sequence[int] | None = None, progress: Progress | None = None) -> DocketDifference:
    """Return what a recomputation would change, changing nothing. Raises Cancelled."""
    with desk.file.reading() as reader:
        return difference(desk, reader, patent_ids, progress or Progress())


def recompute(
    desk: Desk, patent_ids: Sequence[int] | None = None, progress: Progress | None = None
) -> DocketDifference:
    """Recompute the deadlines of these patents (None: all), store the difference and return it.

    Nobody's step: undo and redo pass it over.

    What people entered stays: state, proof, notes, responsible person; a deadline that no longer follows from the facts
    but carries such entries is kept as ``gone``. Raises Cancelled (nothing is stored) and Refused 'file_read_only'.
    """
    with desk.file.derivation("recompute_docket") as work:
        found = difference(desk, work, patent_ids, progress or Progress(), work=work)
        work.note(**found.counts, law=law.rules_of(desk).version)
    remember(desk, found)
    return found


def as_of_today(desk: Desk, progress: Progress | None = None) -> tuple[DocketDifference, Overlay]:
    """Compute the docket of all patents in memory: what differs from the stored one, and how it would be stored.

    Nothing is written, so this also serves a portfolio that is open for reading only. Raises Cancelled.
    """
    overlay = Overlay()
    with desk.file.reading() as reader:
        return difference(desk, reader, None, progress or Progress(), overlay=overlay), overlay


def docket(
    desk: Desk,
    query_text: str = "",
    start: date | None = None,
    end: date | None = None,
    states: Collection[DeadlineState] | None = None,
    *,
    overlay: Overlay | None = None,
    only: Collection[int] | None = None,
) -> list[DocketItem]:
    """Return the deadlines of the selected patents by due date: those without a date first, ended terms last.

    ``start`` and ``end`` bound the day without or with surcharge (either inside counts), both inclusive; with a bound,
    deadlines without a date are left out. ``states`` None: open and in progress, gone ones included (they carry a
    person's entries). ``overlay`` (see ``as_of_today``) shows them as they would be stored today. ``only``
    keeps those with these ids. Raises Refused for a query that cannot be read.
    """
    kept = None if only is None else {int(one) for one in only}
    with desk.file.reading() as reader:
        ids = reader.find(listing.query(desk, query_text)) if query_text.strip() else None
        chosen = _chosen(reader, ids, kept, states if states is not None else OPEN_STATES, overlay)
        found = [one for one in chosen if _within(one, start, end) and (kept is None or one.id in kept)]
        patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in found}))}
        alone = double_entry.unconfirmed(reader, law.rules_of(desk), found)
    today = desk.clock.today()
    found.sort(key=lambda one: ended(one, today))
    return [DocketItem(one, patents[one.patent_id], one.id in alone) for one in found]


def _chosen(
    reader: Reader,
    ids: Iterable[int] | None,
    only: Collection[int] | None,
    states: Collection[DeadlineState],
    overlay: Overlay | None,
) -> list[Deadline]:
    """Return the deadlines in these states by due date, with an overlay as it has them, and then not ``only`` these."""
    wanted: dict[str, Any] = {} if ids is None else {"patent_id": ids}
    if overlay is None:
        wanted |= {} if only is None else {"id": only}
        return reader.select(Deadline, order=("due_date",), state=sorted(states), **wanted)
    patents = None if ids is None else {int(one) for one in ids}
    now = overlay.over(reader.select(Deadline, **wanted))
    kept = [one for one in now if one.state in states and (patents is None or one.patent_id in patents)]
    return sorted(kept, key=lambda one: one.due_date or date.min)


def _within(deadline: Deadline, start: date | None, end: date | None) -> bool:
    if start is None and end is None:
        return True
    days = [day for day in (deadline.due_date, deadline.earlier_reading, deadline.grace_end) if day is not None]
    return any((start is None or start <= day) and (end is None or day <= end) for day in days)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording an event brought: what screens must refresh, how the docket differs, and what is odd about it."""

    changes: Changes
    difference: DocketDifference
    problems: tuple[Problem, ...] = ()


def record(desk: Desk, patent_ids: Sequence[int], event: Event) -> Recorded:
    """Record an event (of no patent yet) for each of the patents and recompute their deadlines, as one operation.

    A kind that is a date of the patent itself (filing, grant, ...) sets that field and marks it as made by hand.
    Problems: ``event_without_effect``, ``event_recorded_before`` and those of ``check_event``. Raises Refused, nothing
    recorded: wrong_event, bad_period, payment_year_needed, event_date_future, no_patent, and those of ``check_event``.
    """
    book, today, kind, day = law.rules_of(desk), desk.clock.today(), event.kind, event.event_date
    if kind not in book.event_classes or kind == "priority_or_filing" or event.channel not in CHANNELS or day is None:
        raise refuse("wrong_event", event=kind)
    if kind == "annuity_paid" and event.year is None:
        raise refuse("payment_year_needed")
    if day > today:
        raise refuse("event_date_future", event=kind, date=day.isoformat())
    _check_period(event.period, kind)
    ids = list(dict.fromkeys(int(one) for one in patent_ids))
    with desk.file.operation("record_event", event=kind, n=len(ids), date=day.isoformat()) as work:
        _check_known(work, ids)
        patents = work.select(Patent, id=ids)
        problems = [odd for one in patents for odd in check_event(one, event, book, today)]
        problems += recorded_before(work, ids, event)
        own = {one: replace(event, uid=new_uid(), patent_id=one) for one in ids}
        if kind in FACT_FIELDS:
            _set_fact(work, ids, FACT_FIELDS[kind], day)
        else:
            work.add_all(own.values())
            if kind == "annuity_paid" and event.year is not None:
                raise_paid(work, dict.fromkeys(ids, event.year), book)
        found = follow(desk, work, ids)
    if book.event_classes[kind] == "document":
        answered = {item.patent_id for item in (*found.met, *found.moved)}
        answered |= {item.patent_id for item in found.new if item.occurrence == own[item.patent_id].uid}
        problems += [nothing_followed(one, event) for one in patents if one.id not in answered]
    changes = Changes.of([Kind.EVENTS, Kind.DEADLINES, *([Kind.PATENTS] if kind in FACT_FIELDS else [])], ids)
    return Recorded(changes, found, tuple(problems))


def _check_period(period: str, kind: str) -> None:
    if period:
        try:
            stated_period(period)
        except ValueError as fault:
            raise refuse("bad_period", period=period, event=kind) from fault


def _check_known(work: Work, ids: Sequence[int]) -> None:
    missing = sorted(set(ids) - set(known_ids(work, ids)))
    if missing:
        raise refuse("no_patent", id=missing[0])


def _set_fact(work: Work, ids: Sequence[int], field_name: str, day: date) -> None:
    work.change_many(Patent, ids, **{field_name: day})
    marked = set(work.column(HandMade, "patent_id", patent_id=list(ids), field_name=field_name))
    work.add_all(HandMade(patent_id=one, field_name=field_name) for one in ids if one not in marked)
