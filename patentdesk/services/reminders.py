"""Remind people of what comes near: by lead times, those who are responsible or deputies first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from patentdesk.docketing.records import OPEN_STATES, Deadline
from patentdesk.portfolio.records import Patent
from patentdesk.services.calendars import LEAD_DAYS
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem
from patentdesk.store.file import Between

OVERDUE = -1
"""The stage of what is past due."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One open deadline that has come near: ``stage`` is the lead time that it has passed, in days, or OVERDUE."""

    item: DocketItem
    stage: int
    days_left: int

    @property
    def key(self) -> str:
        """What tells this reminder from the one of another stage or day."""
        one = self.item.deadline
        return f"{one.uid}:{one.due_date}:{self.stage}"


def reminders(desk: Desk, lead_days: Sequence[int] = LEAD_DAYS, person: str = "", *, back: int = 366) -> list[Reminder]:
    """Return the open deadlines that have passed a lead time, the nearest first; past due ones up to ``back`` days.

    ``person``: only those of whom this person is responsible or deputy ('' : all). Where the law is open the earlier
    reading counts.
    """
    today = desk.clock.today()
    furthest = max(lead_days, default=0)
    with desk.file.reading() as reader:
        span = Between(today - timedelta(days=back), today + timedelta(days=furthest + 40))
        near = reader.select(Deadline, state=sorted(OPEN_STATES), due_date=span, gone=False, order=("due_date",))
        patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in near}))}
    found = [
        Reminder(DocketItem(one, patents[one.patent_id]), stage, left)
        for one in near
        if (left := _left(one, today)) is not None
        and (stage := stage_of(left, lead_days)) is not None
        and (not person or person in _people(one, patents[one.patent_id]))
    ]
    return sorted(found, key=lambda one: one.days_left)


def stage_of(days_left: int, lead_days: Sequence[int]) -> int | None:
    """Return the nearest lead time that has been passed; None while none has."""
    if days_left < 0:
        return OVERDUE
    return min((days for days in lead_days if days_left <= days), default=None)


def _left(one: Deadline, today: date) -> int | None:
    day = one.earlier_reading or one.due_date
    return (day - today).days if day is not None else None


def _people(deadline: Deadline, patent: Patent) -> set[str]:
    return {deadline.responsible or patent.responsible, deadline.deputy}
