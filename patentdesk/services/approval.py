"""Let a second person see what one person did: closed hard deadlines and entered documents; divide the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from patentdesk.core.problems import refuse
from patentdesk.docketing.records import Deadline, DeadlineState, EventCheck, Policy
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services.closing import found_deadlines
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.history import journal
from patentdesk.store.file import Reader

TWO_PERSONS: Final = "two_persons"
"""Policy: a hard deadline that was closed waits until a second person saw the proof."""
SECOND_ENTRY: Final = "second_entry"
"""Policy: a document of an office is entered by two persons, and both entries must agree."""
POLICIES = (TWO_PERSONS, SECOND_ENTRY)
_ON = "on"
COMPARED = ("event_date", "channel", "received_date", "period", "reference", "year")
"""What both entries of an event must agree in."""


def policies(desk: Desk) -> dict[str, bool]:
    """Return which policies the portfolio carries."""
    with desk.file.reading() as reader:
        stated = {one.name: one.value == _ON for one in reader.select(Policy)}
    return {name: stated.get(name, False) for name in POLICIES}


def set_policy(desk: Desk, name: str, on: bool) -> Changes:
    """Put a policy in force or out of force. Raises Refused: policy_unknown."""
    if name not in POLICIES:
        raise refuse("policy_unknown", name=name, known=", ".join(POLICIES))
    with desk.file.operation("set_policy", policy=name, on=on) as work:
        known = work.select(Policy, name=name)
        value = _ON if on else ""
        if known:
            work.change(Policy, known[0].id, value=value)
        else:
            work.add(Policy(name=name, value=value))
    return Changes.of([Kind.DEADLINES])


def verify_deadlines(desk: Desk, ids: Sequence[int]) -> Changes:
    """Note that the user, as the second person, saw the proof of these closed deadlines.

    Raises Refused, nothing noted: no_deadline, not_closed (open or waived ones), verified_already, same_person (the
    user closed one of them).
    """
    with desk.file.operation("verify_deadline", n=len(ids)) as work:
        found = found_deadlines(work, ids)
        if still := [one for one in found if one.state is not DeadlineState.DONE]:
            raise refuse("not_closed", n=len(still))
        if known := [one for one in found if one.verified_by]:
            raise refuse("verified_already", n=len(known), user=known[0].verified_by)
        if own := [one for one in found if one.closed_by.casefold() == desk.user.casefold()]:
            raise refuse("same_person", n=len(own), user=desk.user)
        values = {"verified_by": desk.user, "verified_at": desk.clock.now()}
        work.change_many(Deadline, [one.id for one in found], **values)
    return _changes(found)


def assign(desk: Desk, ids: Sequence[int], *, responsible: str | None = None, deputy: str | None = None) -> Changes:
    """Make somebody responsible for these deadlines, or deputy; None leaves who it is, '' means nobody.

    Raises Refused: no_deadline, deputy_same (the same person in both places).
    """
    stated = {"responsible": responsible, "deputy": deputy}
    values = {name: value.strip() for name, value in stated.items() if value is not None}
    with desk.file.operation("assign_deadline", n=len(ids), person=responsible or deputy or "") as work:
        found = found_deadlines(work, ids)
        for one in found:
            first, second = values.get("responsible", one.responsible), values.get("deputy", one.deputy)
            if first and first == second:
                raise refuse("deputy_same", person=first)
        work.change_many(Deadline, [one.id for one in found], **values)
    return _changes(found)


def people(desk: Desk) -> list[str]:
    """Return who is responsible or deputy anywhere, by name."""
    with desk.file.reading() as reader:
        known = set(reader.column(Deadline, "responsible")) | set(reader.column(Deadline, "deputy"))
        known |= {str(value or "") for value in reader.groups("responsible")[2]}
    return sorted(known - {""})


# Double entry


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field in which the second entry differs from the first."""

    patent_id: int
    field_name: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SecondEntry:
    """What a second entry found: the patents whose entries agree, and where others differ or have no first entry."""

    agreed: tuple[int, ...]
    differing: tuple[Disagreement, ...]
    missing: tuple[int, ...]
    changes: Changes


def second_entry(desk: Desk, patent_ids: Sequence[int], event: Event) -> SecondEntry:
    """Compare an event entered again with the entry of another person; where both agree, note that it was checked.

    Nothing else is changed: where they differ, one of the two is to be corrected by looking at the paper. Raises
    Refused same_entry when the user made the first entry.
    """
    agreed: list[EventCheck] = []
    differing: list[Disagreement] = []
    missing: list[int] = []
    with desk.file.operation("second_entry", event=event.kind, n=len(patent_ids)) as work:
        unchecked = {one.patent_id: one for one in _unchecked(work, kind=event.kind, patent_id=list(patent_ids))}
        for patent_id in patent_ids:
            first = unchecked.get(patent_id)
            if first is None:
                missing.append(patent_id)
                continue
            if entered_by(desk, first).casefold() == desk.user.casefold():
                raise refuse("same_entry", user=desk.user, event=event.kind)
            faults = [
                Disagreement(patent_id, name, _shown(getattr(first, name)), _shown(getattr(event, name)))
                for name in COMPARED
                if getattr(first, name) != getattr(event, name)
            ]
            differing += faults
            if not faults:
                agreed.append(EventCheck(patent_id=patent_id, event_uid=first.uid, checked_by=desk.user,
                                         checked_at=desk.clock.now()))  # fmt: skip
        work.add_all(agreed)
    ids = tuple(one.patent_id for one in agreed)
    changes = Changes.of([Kind.EVENTS], ids) if ids else Changes()
    return SecondEntry(ids, tuple(differing), tuple(missing), changes)


def awaiting_entry(desk: Desk, documents: Sequence[str]) -> list[tuple[Event, Patent]]:
    """Return the events of these kinds that nobody has entered a second time, the latest first."""
    with desk.file.reading() as reader:
        found = _unchecked(reader, kind=list(documents))
        patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in found}))}
    return [(one, patents[one.patent_id]) for one in reversed(found)]


def entered_by(desk: Desk, event: Event) -> str:
    """Return who entered an event, by the journal; '' when it does not tell."""
    entries = journal(desk, 10_000, patent_id=event.patent_id)
    for entry in reversed(entries):
        changed = desk.file.changes(entry.id, 1_000, event.patent_id)
        if any(one.table == "events" and one.row_id == event.id and one.kind == "insert" for one in changed):
            return entry.user
    return ""


def _unchecked(reader: Reader, **conditions: Any) -> list[Event]:  # noqa: ANN401 - as Reader.select takes them
    checked = set(reader.column(EventCheck, "event_uid"))
    return [one for one in reader.select(Event, order=("event_date",), **conditions) if one.uid not in checked]


def _changes(found: Sequence[Deadline]) -> Changes:
    return Changes.of({Kind.DEADLINES}, {one.patent_id for one in found})


def _shown(value: object) -> str:
    return "" if value is None else str(value)
