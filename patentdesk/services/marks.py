"""Say what stands beside the fields of a patent in the list: names, the next date, vetoes, differing sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from patentdesk.docketing.records import OPEN_STATES, TERM_TASKS, Deadline
from patentdesk.portfolio.codes import DifferenceState
from patentdesk.portfolio.records import Difference, Organisation, Patent
from patentdesk.triage.vetoes import Veto

SOON_DAYS = 90
"""A date that comes within these days is told at a glance."""
Select = Callable[..., list[Any]]
"""Returns the records of a type that meet conditions, as ``store.file.Reader.select`` does."""


class Mark(StrEnum):
    """What is told of a patent at a glance, the most urgent first."""

    LOST = "lost"
    """An open date has passed, and with it any grace."""
    GRACE = "grace"
    """An open date has passed; its grace period runs."""
    DUE = "due"
    """A date comes within ``SOON_DAYS``."""
    VETO = "veto"
    """Something forbids dropping it."""
    DIFFERS = "differs"
    """Sources say different things, and nobody has decided."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs beside one patent; ``due`` is the open date that comes or passed first."""

    member: str = ""
    agency: str = ""
    due: date | None = None
    grace_end: date | None = None
    expires: date | None = None
    vetoes: tuple[Veto, ...] = ()
    differs: tuple[str, ...] = ()
    """Fields on which sources differ."""

    def marks(self, today: date) -> tuple[Mark, ...]:
        """Return what to tell at a glance on a day."""
        found = [Mark.VETO] * bool(self.vetoes) + [Mark.DIFFERS] * bool(self.differs)
        if self.due is None or (self.due - today).days > SOON_DAYS:
            return tuple(found)
        if self.due >= today:
            return (Mark.DUE, *found)
        running = self.grace_end is not None and self.grace_end >= today
        return (Mark.GRACE if running else Mark.LOST, *found)


def stated(select: Select, patents: Sequence[Patent]) -> dict[int, Beside]:
    """Return for each patent by id what records state beside it; vetoes follow from more than these."""
    ids = [patent.id for patent in patents]
    names = _names(select, patents)
    nearest, ends = _dates(select, ids)
    differs: dict[int, list[str]] = {}
    for one in select(Difference, patent_id=ids, state=DifferenceState.OPEN):
        differs.setdefault(one.patent_id, []).append(one.field_name)
    return {
        patent.id: Beside(
            member=names.get(patent.member_id or 0, ""),
            agency=names.get(patent.agency_id or 0, ""),
            due=nearest[patent.id].due_date if patent.id in nearest else None,
            grace_end=nearest[patent.id].grace_end if patent.id in nearest else None,
            expires=patent.expiry_date or ends.get(patent.id),
            differs=tuple(sorted(set(differs.get(patent.id, ())))),
        )
        for patent in patents
    }


def _names(select: Select, patents: Sequence[Patent]) -> Mapping[int, str]:
    wanted = {patent.member_id for patent in patents} | {patent.agency_id for patent in patents}
    return {one.id: one.name for one in select(Organisation, id=sorted(one for one in wanted if one is not None))}


def _dates(select: Select, ids: Sequence[int]) -> tuple[dict[int, Deadline], dict[int, date]]:
    """Return by patent the open deadline whose date comes first, ends of terms apart, and the computed end."""
    nearest: dict[int, Deadline] = {}
    ends: dict[int, date] = {}
    # asked for by the patents alone: with more conditions SQLite goes through all that is open
    own = [one for one in select(Deadline, patent_id=ids) if not one.gone and one.state in OPEN_STATES]
    for one in sorted(own, key=lambda one: one.due_date or date.max, reverse=True):
        if one.due_date is None:
            continue
        if one.task in TERM_TASKS:
            ends[one.patent_id] = one.unrolled_date or one.due_date
        else:
            nearest[one.patent_id] = one
    return nearest, ends
