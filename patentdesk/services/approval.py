"""Let a second person see the proof of closed deadlines; divide the work."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.core.problems import refuse
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.services.closing import found_deadlines
from patentdesk.services.desk import Changes, Desk, Kind


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


def _changes(found: Sequence[Deadline]) -> Changes:
    return Changes.of({Kind.DEADLINES}, {one.patent_id for one in found})
