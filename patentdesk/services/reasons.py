"""Give the reason of each date: the derivation step by step, the rule in its version, the calendar.

Everything that shows, writes or prints a derivation asks here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patentdesk.docketing.calendar import Calendar
from patentdesk.docketing.records import Deadline
from patentdesk.docketing.rules import Rule
from patentdesk.services import law
from patentdesk.services.desk import Desk

Steps = tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a deadline falls on its day. ``rule`` None: the rule pack in force no longer has it."""

    deadline: Deadline
    steps: Steps
    rule: Rule | None
    law_version: str
    calendar: Calendar | None
    """The calendar that ends of periods are rolled by; None when this one never rolls, or by the receiving office."""


def steps_of(desk: Desk, deadlines: Sequence[Deadline]) -> dict[int, Steps]:
    """Return the derivation of each deadline by its id."""
    del desk
    return {one.id: one.steps for one in deadlines}


def reason_of(desk: Desk, deadline: Deadline) -> Reason:
    """Return why a deadline falls on its day. Raises Refused own_rules_wrong."""
    book = law.rules_of(desk)
    rule = book.find(deadline.rule_id)
    calendar = law.calendars(desk.library).get(rule.calendar) if rule is not None and rule.calendar else None
    return Reason(deadline, steps_of(desk, [deadline])[deadline.id], rule, book.version, calendar)
