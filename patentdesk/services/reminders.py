"""Remind people of what comes near: by lead times, those who are responsible or deputies first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from patentdesk.docketing.records import OPEN_STATES, TERM_TASKS, Deadline
from patentdesk.services import docket_lines
from patentdesk.services.calendars import LEAD_DAYS
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem
from patentdesk.store.bulk import numbers, texts
from patentdesk.store.file import Between, Ids, Reader

OVERDUE = -1
"""The stage of what is past due."""
_WEEK = 7
_NUMBERS = ("id", "patent_id", "due_date", "earlier_reading")


@dataclass(frozen=True, slots=True)
class Reminder:
    """One open deadline that has come near: ``stage`` is the lead time that it has passed, in days, or OVERDUE."""

    item: DocketItem
    stage: int
    days_left: int


@dataclass(frozen=True, slots=True)
class Near:
    """The open deadlines that have come near, the nearest first: their ids, days left, stages and due days."""

    ids: Ids
    left: Ids
    stages: Ids
    due: Ids

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def late(self) -> int:
        """How many are past due, as the docket counts them: overdue, or in a grace period."""
        return int((self.stages == OVERDUE).sum())

    @property
    def week(self) -> int:
        """How many come within seven days."""
        return int(((self.stages != OVERDUE) & (self.left <= _WEEK)).sum())

    @property
    def lead(self) -> int:
        """The nearest lead time that any has passed, in days; 0 when all are past due."""
        return int(self.stages[self.stages != OVERDUE].min(initial=2**31)) if len(self) > self.late else 0

    def keys(self, most: int) -> list[str]:
        """Return what tells each of the first reminders from the one of another stage or day."""
        rows = zip(self.ids[:most].tolist(), self.due[:most].tolist(), self.stages[:most].tolist(), strict=True)
        return [f"{one}:{day}:{stage}" for one, day, stage in rows]


def near(desk: Desk, lead_days: Sequence[int] = LEAD_DAYS, person: str = "") -> Near:
    """Return the open deadlines that have passed a lead time, the nearest first; however long ago they were due.

    ``person``: only those of whom this person is responsible or deputy ('' : all). Where the law is open the earlier
    reading says how near a deadline is; past due it is by its own day only, as in the docket. The end of a term that
    has passed is nothing to be reminded of.
    """
    today = desk.clock.today()
    furthest = max(lead_days, default=0)
    wanted = {
        "state": sorted(OPEN_STATES),
        "due_date": Between(date.min, today + timedelta(days=furthest + 40)),
        "gone": False,
    }
    with desk.file.reading() as reader:
        found = numbers(reader, Deadline, _NUMBERS, where=wanted)
        past = Between(date.min, today - timedelta(days=1))
        ended = numbers(reader, Deadline, ("id",), where=wanted | {"due_date": past, "task": sorted(TERM_TASKS)})
        mask = ~np.isin(found["id"], ended["id"])
        if person:
            mask &= _is_of(reader, found["patent_id"], person, wanted)
    earlier, due = found["earlier_reading"], found["due_date"]
    left = np.where(earlier > 0, earlier, due) - today.toordinal()
    stages = _stages(left, lead_days)
    stages[due < today.toordinal()] = OVERDUE
    rows = np.flatnonzero(mask & (stages > _NONE))
    rows = rows[np.lexsort((found["id"][rows], due[rows], left[rows]))]
    return Near(found["id"][rows], left[rows], stages[rows], due[rows])


def named(desk: Desk, found: Near, rows: Sequence[int]) -> list[Reminder]:
    """Return the reminders at some places with their records; those that are gone are left out."""
    stated = {int(found.ids[row]): (int(found.stages[row]), int(found.left[row])) for row in rows}
    items = docket_lines.items(desk, list(stated))
    return [Reminder(item, *stated[item.deadline.id]) for item in items]


def reminders(desk: Desk, lead_days: Sequence[int] = LEAD_DAYS, person: str = "") -> list[Reminder]:
    """Return what ``near`` finds, with its records."""
    found = near(desk, lead_days, person)
    return named(desk, found, range(len(found)))


_NONE = -2
"""The stage of what has passed no lead time."""


def _stages(left: Ids, lead_days: Sequence[int]) -> Ids:
    stages = np.full(len(left), _NONE, np.int64)
    for days in sorted(lead_days, reverse=True):
        stages[left <= days] = days
    return stages


def _is_of(reader: Reader, owners: Ids, person: str, wanted: dict[str, object]) -> NDArray[np.bool_]:
    """Tell of which deadlines a person is responsible, by their own word or by the patent's, or deputy."""
    own = texts(reader, Deadline, ("responsible", "deputy"), where=wanted)
    ids, codes, values = reader.groups("responsible")
    of_patent = np.array([value == person for value in values], np.bool_)[np.asarray(codes)]
    inherited = of_patent[np.searchsorted(ids, owners)]
    stated = np.array([name != "" for name in own["responsible"]], np.bool_)
    named_here = np.array([name == person for name in own["responsible"]], np.bool_)
    deputy = np.array([name == person for name in own["deputy"]], np.bool_)
    return np.where(stated, named_here, inherited) | deputy
