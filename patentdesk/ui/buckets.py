"""Sort deadlines by how near they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from patentdesk.docketing.records import OPEN_STATES, Deadline
from patentdesk.services import docket
from patentdesk.services.desk import Desk

BUCKETS = ("overdue", "grace", "week", "month", "quarter", "later", "blocked")
TONES = {"overdue": "danger", "grace": "warning", "week": "warning", "blocked": "warning"}
_DAYS = (("week", 7), ("month", 31), ("quarter", 92))


@dataclass(frozen=True, slots=True)
class Buckets:
    """How many open deadlines lie in each bucket."""

    counts: dict[str, int]

    def within(self, *names: str) -> int:
        """Return the number in several buckets together."""
        return sum(self.counts[name] for name in names)


def bucket_of(deadline: Deadline, today: date) -> str:
    """Return the bucket of an open deadline; one that cannot be dated is 'blocked'.

    'grace': past its due date, but a grace period runs until today or later. 'week', 'month' and 'quarter' end 7, 31
    and 92 days from today, both ends included.
    """
    due = deadline.due_date
    if due is None:
        return "blocked"
    if due < today:
        return "grace" if deadline.grace_end is not None and deadline.grace_end >= today else "overdue"
    return next((name for name, days in _DAYS if due <= today + timedelta(days)), "later")


def counted(deadlines: Iterable[Deadline], today: date) -> Buckets:
    """Count deadlines by bucket."""
    counts = dict.fromkeys(BUCKETS, 0)
    for one in deadlines:
        counts[bucket_of(one, today)] += 1
    return Buckets(counts)


def count_buckets(desk: Desk, query: str) -> Buckets:
    """Count the open deadlines of a query's patents by bucket."""
    items = docket.docket(desk, query, states=OPEN_STATES)
    return counted((item.deadline for item in items), desk.clock.today())
