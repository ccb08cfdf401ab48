"""Keep the docket: recompute it, show it, record events, close, waive and reopen deadlines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from patentdesk.core.identifiers import new_uid
from patentdesk.core.problems import Problem, refuse
from patentdesk.core.progress import Progress
from patentdesk.core.words import Language
from patentdesk.docketing.asking import CHANNELS
from patentdesk.docketing.counting import stated_period
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.docketing.rules import Rulebook
from patentdesk.handouts.docket import DocketRow, write_docket
from patentdesk.portfolio.records import Event, HandMade, Organisation, Patent
from patentdesk.services import law, listing
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.event_checks import check_event, nothing_followed, plausible
from patentdesk.services.reasons import steps_of
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
) -> list[DocketItem]:
    """Return the deadlines of the selected patents by due date, those without a date first: they need a fact.

    ``start`` and ``end`` bound the day without or with surcharge (either inside counts), both inclusive; with a bound,
    deadlines without a date are left out. ``states`` None: open and in progress, gone ones included (they carry a
    person's entries). ``overlay`` (see ``as_of_today``) shows them as they would be stored today. Raises Refused for a
    query that cannot be read.
    """
    with desk.file.reading() as reader:
        return _items(desk, reader, query_text, start=start, end=end, states=states, overlay=overlay)


def _items(
    desk: Desk,
    reader: Reader,
    query_text: str,
    *,
    start: date | None,
    end: date | None,
    states: Collection[DeadlineState] | None,
    overlay: Overlay | None,
) -> list[DocketItem]:
    ids = reader.find(listing.query(desk, query_text)) if query_text.strip() else None
    chosen = _chosen(reader, ids, states if states is not None else OPEN_STATES, overlay)
    found = [one for one in chosen if _within(one, start, end)]
    patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in found}))}
    return [DocketItem(one, patents[one.patent_id]) for one in found]


def _chosen(
    reader: Reader, ids: Iterable[int] | None, states: Collection[DeadlineState], overlay: Overlay | None
) -> list[Deadline]:
    """Return the deadlines in these states by due date, with an overlay as it has them."""
    wanted: dict[str, Any] = {} if ids is None else {"patent_id": ids}
    if overlay is None:
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


def record_event(
    desk: Desk,
    patent_ids: Sequence[int],
    kind: str,
    event_date: date,
    *,
    channel: str = "",
    received_date: date | None = None,
    period: str = "",
    reference: str = "",
    year: int | None = None,
    note: str = "",
) -> Changes:
    """Record one event for each of the patents and recompute their deadlines, as one operation. As ``record``."""
    event = Event(
        kind=kind,
        event_date=event_date,
        channel=channel,
        received_date=received_date,
        period=period,
        reference=reference,
        year=year,
        note=note,
    )
    return record(desk, patent_ids, event).changes


def record(desk: Desk, patent_ids: Sequence[int], event: Event) -> Recorded:
    """Record an event (of no patent yet) for each of the patents and recompute their deadlines, as one operation.

    A kind that is a date of the patent itself (filing, grant, ...) sets that field and marks it as made by hand.
    Problems: ``event_without_effect`` and those of ``check_event``. Raises Refused, nothing recorded: wrong_event,
    bad_period, payment_year_needed, event_date_future, no_patent, and those of ``check_event``.
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
        own = {one: replace(event, uid=new_uid(), patent_id=one) for one in ids}
        if kind in FACT_FIELDS:
            _set_fact(work, ids, FACT_FIELDS[kind], day)
        else:
            work.add_all(own.values())
            if kind == "annuity_paid" and event.year is not None:
                _raise_paid(work, dict.fromkeys(ids, event.year), book)
        found = follow(desk, work, ids)
    if book.event_classes[kind] == "document":
        answered = {item.patent_id for item in (*found.met, *found.moved)}
        answered |= {item.patent_id for item in found.new if item.occurrence == own[item.patent_id].uid}
        problems += [nothing_followed(one, event) for one in patents if one.id not in answered]
    changes = Changes.of([Kind.EVENTS, Kind.DEADLINES, *([Kind.PATENTS] if kind in FACT_FIELDS else [])], ids)
    return Recorded(changes, found, tuple(problems))


@dataclass(frozen=True, slots=True)
class Closing:
    """That a deadline was met: when, and by what proof (receipt or document number)."""

    deadline_id: int
    done_date: date | None
    proof: str


def close_deadline(desk: Desk, ids: Sequence[int], done_date: date | None, proof: str) -> Changes:
    """Close deadlines as done on one day by one proof. As ``close_each``."""
    return close_each(desk, [Closing(int(one), done_date, proof) for one in ids], "close_deadline", proof=proof)


def close_each(desk: Desk, closings: Sequence[Closing], verb: str, **noted: object) -> Changes:
    """Close deadlines as done, as one operation. An annuity so closed is recorded as paid, and the next one appears.

    Raises Refused, nothing changed: no_deadline; deadline_done (closed before: reopening takes its payment back first);
    proof_needed (a right is at stake and date or proof is missing); done_in_future.
    """
    late = [one.done_date for one in closings if one.done_date is not None and one.done_date > desk.clock.today()]
    if late:
        raise refuse("done_in_future", date=late[0].isoformat())
    by_id = {one.deadline_id: one for one in closings}
    with desk.file.operation(verb, n=len(by_id), **noted) as work:
        deadlines = _not_done(work, list(by_id))
        pairs = [(one, by_id[one.id]) for one in deadlines]
        unproven = [one for one, how in pairs if one.hard and (how.done_date is None or not how.proof.strip())]
        if unproven:
            raise refuse("proof_needed", n=len(unproven))
        work.change_each(Deadline, [(one.id, _closed(desk, how)) for one, how in pairs])
        paid = [(one, how) for one, how in pairs if one.year is not None and how.done_date is not None]
        work.add_all(
            Event(
                patent_id=one.patent_id,
                kind="annuity_paid",
                event_date=how.done_date,
                reference=how.proof.strip(),
                year=one.year,
            )
            for one, how in paid
        )
        _raise_paid(work, _years([one for one, _ in paid], max), law.rules_of(desk))
        return _after(desk, work, deadlines)


def _closed(desk: Desk, how: Closing) -> dict[str, object]:
    return {
        "state": DeadlineState.DONE,
        "done_date": how.done_date,
        "proof": how.proof.strip(),
        "waived_reason": "",
        "closed_by": desk.user,
        "verified_by": "",
        "verified_at": None,
    }


def waive_deadline(desk: Desk, ids: Sequence[int], reason: str) -> Changes:
    """Let deadlines pass on purpose. Raises Refused, nothing changed: reason_needed, no_deadline, deadline_done."""
    if not reason.strip():
        raise refuse("reason_needed")
    with desk.file.operation("waive_deadline", n=len(ids), reason=reason) as work:
        deadlines = _not_done(work, ids)
        values = {"state": DeadlineState.WAIVED, "waived_reason": reason.strip(), "done_date": None, "proof": ""}
        work.change_many(Deadline, [one.id for one in deadlines], **values)
    return Changes.of([Kind.DEADLINES], {one.patent_id for one in deadlines})


def reopen_deadline(desk: Desk, ids: Sequence[int]) -> Changes:
    """Open deadlines again; the payment that closing an annuity had recorded is taken back, and with it the paid year.

    Raises Refused no_deadline.
    """
    with desk.file.operation("reopen_deadline", n=len(ids)) as work:
        deadlines = _deadlines(work, ids)
        values = {"state": DeadlineState.OPEN, "waived_reason": "", "done_date": None, "proof": "",
                  "closed_by": "", "verified_by": "", "verified_at": None}  # fmt: skip
        work.change_many(Deadline, [one.id for one in deadlines], **values)
        for one in deadlines:
            if one.year is not None and one.state is DeadlineState.DONE:
                paid = work.column(
                    Event,
                    "id",
                    patent_id=one.patent_id,
                    kind="annuity_paid",
                    year=one.year,
                    event_date=one.done_date,
                    reference=one.proof,
                )
                work.remove(Event, paid)
        done = [one for one in deadlines if one.state is DeadlineState.DONE]
        _lower_paid(work, _years(done, min))
        return _after(desk, work, deadlines)


def edit_deadline(
    desk: Desk,
    ids: Sequence[int],
    *,
    note: str | None = None,
    responsible: str | None = None,
    in_progress: bool | None = None,
) -> Changes:
    """Set note, responsible person or whether open deadlines are in progress; None leaves a value as it is.

    Raises Refused no_deadline.
    """
    values: dict[str, object] = {"note": note, "responsible": responsible}
    values = {name: value for name, value in values.items() if value is not None}
    with desk.file.operation("note_deadline", n=len(ids)) as work:
        deadlines = _deadlines(work, ids)
        if values:
            work.change_many(Deadline, [one.id for one in deadlines], **values)
        if in_progress is not None:
            state = DeadlineState.IN_PROGRESS if in_progress else DeadlineState.OPEN
            work.change_many(Deadline, [one.id for one in deadlines if one.state in OPEN_STATES], state=state)
    return Changes.of([Kind.DEADLINES], {one.patent_id for one in deadlines})


def export_docket(
    desk: Desk,
    path: Path,
    query_text: str = "",
    start: date | None = None,
    end: date | None = None,
    *,
    states: Collection[DeadlineState] | None = None,
    language: Language = "zh",
    overlay: Overlay | None = None,
) -> int:
    """Write the docket as .xlsx, .csv or .json; return how many deadlines.

    Raises Refused: export_format, what the place may bring, and as ``docket``.
    """
    book = law.rules_of(desk)
    with desk.file.reading() as reader:
        items = _items(desk, reader, query_text, start=start, end=end, states=states, overlay=overlay)
        members = {one.id: one.name for one in reader.iterate(Organisation)}
    steps = steps_of(desk, [item.deadline for item in items])
    rows = []
    for item in items:
        rule = book.find(item.deadline.rule_id)
        consequence, citation = (rule.consequence, rule.citation) if rule else ("", "")
        member = members.get(item.patent.member_id or 0, "")
        rows.append(DocketRow(item.deadline, item.patent, member, consequence, citation, steps[item.deadline.uid]))
    return write_docket(path, rows, desk.library.words(language))


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


def _years(deadlines: Iterable[Deadline], choose: Callable[[int, int], int]) -> dict[int, int]:
    """Return the chosen patent year of the annuities of each patent."""
    years: dict[int, int] = {}
    for one in deadlines:
        if one.year is not None:
            years[one.patent_id] = choose(years.get(one.patent_id, one.year), one.year)
    return years


def _raise_paid(work: Work, years: Mapping[int, int], book: Rulebook) -> None:
    """Let the patents know the last paid year, if it is a later one; one that cannot be gives way to any."""
    known = plausible(work.select(Patent, id=sorted(years)) if years else [], book)
    later: list[tuple[int, dict[str, object]]] = [
        (one, {"paid_through_year": years[one]}) for one, year in known.items() if year < years[one]
    ]
    work.change_each(Patent, later)


def _lower_paid(work: Work, years: Mapping[int, int]) -> None:
    """Take back that these years are paid: the year before is then the last one."""
    patents = work.select(Patent, id=sorted(years)) if years else []
    work.change_each(
        Patent,
        [
            (one.id, {"paid_through_year": years[one.id] - 1})
            for one in patents
            if one.paid_through_year is not None and one.paid_through_year >= years[one.id]
        ],
    )


def _deadlines(work: Work, ids: Sequence[int]) -> list[Deadline]:
    wanted = [int(one) for one in ids]
    found = work.select(Deadline, id=wanted)
    missing = sorted(set(wanted) - {one.id for one in found})
    if missing:
        raise refuse("no_deadline", id=missing[0])
    return found


def _not_done(work: Work, ids: Sequence[int]) -> list[Deadline]:
    """Return the deadlines. Raises Refused 'deadline_done' when one is closed: reopening comes first."""
    found = _deadlines(work, ids)
    done = [one for one in found if one.state is DeadlineState.DONE]
    if done:
        raise refuse("deadline_done", n=len(done))
    return found


def _after(desk: Desk, work: Work, deadlines: Sequence[Deadline]) -> Changes:
    """Recompute the patents whose annuities changed hands within the same operation."""
    touched = {one.patent_id for one in deadlines}
    paid = sorted({one.patent_id for one in deadlines if one.year is not None})
    if paid:
        follow(desk, work, paid)
        return Changes.of([Kind.DEADLINES, Kind.EVENTS], touched)
    return Changes.of([Kind.DEADLINES], touched)
