"""Say what became of deadlines: met with proof, waived with a reason, in progress, open again; note what people add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from patentdesk.core.problems import refuse
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.docketing.rules import Rulebook
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import double_entry, law
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.event_checks import plausible
from patentdesk.services.recomputing import follow
from patentdesk.store.file import Work


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
    entry_unconfirmed (one person alone entered the document);
    proof_needed (a right is at stake and date or proof is missing); done_in_future.
    """
    late = [one.done_date for one in closings if one.done_date is not None and one.done_date > desk.clock.today()]
    if late:
        raise refuse("done_in_future", date=late[0].isoformat())
    by_id = {one.deadline_id: one for one in closings}
    with desk.file.operation(verb, n=len(by_id), **noted) as work:
        deadlines = _not_done(work, list(by_id))
        pairs = [(one, by_id[one.id]) for one in deadlines]
        _check_confirmed(desk, work, deadlines)
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
        raise_paid(work, _years([one for one, _ in paid], max), law.rules_of(desk))
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
    """Let deadlines pass on purpose.

    Raises Refused, nothing changed: reason_needed, no_deadline, deadline_done, entry_unconfirmed.
    """
    if not reason.strip():
        raise refuse("reason_needed")
    with desk.file.operation("waive_deadline", n=len(ids), reason=reason) as work:
        deadlines = _not_done(work, ids)
        _check_confirmed(desk, work, deadlines)
        values = {"state": DeadlineState.WAIVED, "waived_reason": reason.strip(), "done_date": None, "proof": ""}
        work.change_many(Deadline, [one.id for one in deadlines], **values)
    return Changes.of([Kind.DEADLINES], {one.patent_id for one in deadlines})


def reopen_deadline(desk: Desk, ids: Sequence[int]) -> Changes:
    """Open deadlines again; the payment that closing an annuity had recorded is taken back, and with it the paid year.

    Raises Refused no_deadline.
    """
    with desk.file.operation("reopen_deadline", n=len(ids)) as work:
        deadlines = found_deadlines(work, ids)
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
        deadlines = found_deadlines(work, ids)
        if values:
            work.change_many(Deadline, [one.id for one in deadlines], **values)
        if in_progress is not None:
            state = DeadlineState.IN_PROGRESS if in_progress else DeadlineState.OPEN
            work.change_many(Deadline, [one.id for one in deadlines if one.state in OPEN_STATES], state=state)
    return Changes.of([Kind.DEADLINES], {one.patent_id for one in deadlines})


def _years(deadlines: Iterable[Deadline], choose: Callable[[int, int], int]) -> dict[int, int]:
    """Return the chosen patent year of the annuities of each patent."""
    years: dict[int, int] = {}
    for one in deadlines:
        if one.year is not None:
            years[one.patent_id] = choose(years.get(one.patent_id, one.year), one.year)
    return years


def raise_paid(work: Work, years: Mapping[int, int], book: Rulebook) -> None:
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


def found_deadlines(work: Work, ids: Sequence[int]) -> list[Deadline]:
    """Return the deadlines with these ids. Raises Refused 'no_deadline' when one is not there."""
    wanted = [int(one) for one in ids]
    found = work.select(Deadline, id=wanted)
    missing = sorted(set(wanted) - {one.id for one in found})
    if missing:
        raise refuse("no_deadline", id=missing[0])
    return found


def _not_done(work: Work, ids: Sequence[int]) -> list[Deadline]:
    """Return the deadlines. Raises Refused 'deadline_done' when one is closed: reopening comes first."""
    found = found_deadlines(work, ids)
    done = [one for one in found if one.state is DeadlineState.DONE]
    if done:
        raise refuse("deadline_done", n=len(done))
    return found


def _check_confirmed(desk: Desk, work: Work, deadlines: Sequence[Deadline]) -> None:
    """Refuse ('entry_unconfirmed') what rests on one person's entry alone where the house wants two."""
    if alone := double_entry.unconfirmed(work, law.rules_of(desk), deadlines):
        raise refuse("entry_unconfirmed", n=len(alone))


def _after(desk: Desk, work: Work, deadlines: Sequence[Deadline]) -> Changes:
    """Recompute the patents whose annuities changed hands within the same operation."""
    touched = {one.patent_id for one in deadlines}
    paid = sorted({one.patent_id for one in deadlines if one.year is not None})
    if paid:
        follow(desk, work, paid)
        return Changes.of([Kind.DEADLINES, Kind.EVENTS], touched)
    return Changes.of([Kind.DEADLINES], touched)
