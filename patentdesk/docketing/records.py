"""Define what the portfolio file keeps of the docket: the last computed dates and what people entered about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from patentdesk.core.identifiers import new_uid


class DeadlineState(StrEnum):
    """How a deadline stands; only a person changes it."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    WAIVED = "waived"


OPEN_STATES = frozenset({DeadlineState.OPEN, DeadlineState.IN_PROGRESS})
"""States in which something is still to be done."""

TERM_TASKS = frozenset({"term"})
"""Tasks of the deadlines that are the end of a right: nobody misses such a day, it only comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One deadline of one patent: computed from facts, rules and calendars, with what people entered.

    A deadline is the same across recomputations when patent, ``rule_id`` and ``occurrence`` agree. Dates are None when
    a fact is missing; ``problem`` then holds the problem's code. The derivation is not kept: it is made when asked for
    (``services.reasons``).
    """

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    rule_id: str = ""
    occurrence: str = ""
    """What sets this deadline apart from others of the rule: the trigger event's uid, or 'year:7' for an annuity."""
    task: str = ""
    """Task code of the rule."""
    hard: bool = True
    """Missing it loses the right (as against a fee or a mere reminder)."""
    trigger_date: date | None = None
    unrolled_date: date | None = None
    due_date: date | None = None
    earlier_reading: date | None = None
    """Where the law is open: the earlier of two readings; reminders go by it."""
    grace_end: date | None = None
    roll_verified: bool = True
    confidence: str = ""
    """primary, secondary or knowledge: how far the rule was verified."""
    year: int | None = None
    """Patent year of an annuity."""
    amount_minor: int | None = None
    currency: str = ""
    problem: str = ""
    state: DeadlineState = DeadlineState.OPEN
    done_date: date | None = None
    proof: str = ""
    waived_reason: str = ""
    closed_by: str = ""
    """Who closed it as done; '' when a recorded event did."""
    verified_by: str = ""
    """The second person who saw the proof; '' while nobody has."""
    verified_at: datetime | None = None
    responsible: str = ""
    deputy: str = ""
    note: str = ""
    gone: bool = False
    """The facts no longer give this deadline, but a person had entered something about it."""


def ended(deadline: Deadline, today: date) -> bool:
    """Tell whether an open deadline is the end of a term that has passed: no act was missed by it."""
    past = deadline.due_date is not None and deadline.due_date < today
    return past and not deadline.gone and deadline.task in TERM_TASKS and deadline.state in OPEN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """A deadline rule of the portfolio's owners, beside the official ones or in the place of one, with the reason.

    ``content``: column of the rule files → cell, as far as they are stated (``resources/rules/README.md``).
    """

    id: int = 0
    uid: str = field(default_factory=new_uid)
    rule_id: str = ""
    content: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    added_by: str = ""
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A rule of the house that the portfolio file carries, such as two persons for hard deadlines."""

    id: int = 0
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCheck:
    """A second person entered the same event again, and both entries agree."""

    id: int = 0
    patent_id: int = 0
    event_uid: str = ""
    checked_by: str = ""
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A calendar entry as it was handed out last (RFC 5545): later calendars carry its changes and its end."""

    id: int = 0
    patent_id: int | None = None
    deadline_uid: str = ""
    sequence: int = 0
    day: date | None = None
    content: str = ""
    """What the entry said: a digest of its day and texts."""
    title: str = ""
    cancelled: bool = False
