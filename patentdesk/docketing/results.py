"""Describe what the engine gives back: computed deadlines and the problems that stand in the way of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from patentdesk.core.problems import Problem
from patentdesk.docketing.derivation import Step
from patentdesk.docketing.rules import Rule, RuleKind, Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedDeadline:
    """One deadline with its derivation. Dates are None when ``problem`` names the fact that is missing or impossible.

    ``due_date`` is the last day in time by the displayed reading; ``earlier_reading`` the earlier of two readings
    where the law is open, which reminders go by; ``grace_end`` the last day with surcharge, rolled.
    """

    rule: Rule
    occurrence: str
    trigger_date: date | None = None
    unrolled_date: date | None = None
    falls_due: date | None = None
    """When a fee falls due, where it may be paid without surcharge for a time after that (DE, BR); else un-rolled."""
    due_date: date | None = None
    earlier_reading: date | None = None
    opens_date: date | None = None
    grace_end: date | None = None
    extendable_to: date | None = None
    lapses_on: date | None = None
    """From this day on the right is lost when nothing is done; None where the rule does not state it."""
    roll_verified: bool = True
    year: int | None = None
    past_due: bool = False
    """The day without surcharge has passed; the grace period may still run."""
    problem: str = ""
    met_on: date | None = None
    """A recorded event did what was due, on this day."""
    met_by: str = ""
    """Kind of that event."""
    proof: str = ""
    """Reference of that event (receipt or document number)."""
    inferred: bool = False
    """Nothing recorded did what was due, but a later document of the office shows that it was done."""
    steps: tuple[Step, ...] = ()

    @property
    def rule_id(self) -> str:
        """Id of the rule."""
        return self.rule.id

    @property
    def task(self) -> str:
        """Task code (words ``task.<code>``)."""
        return self.rule.task

    @property
    def hard(self) -> bool:
        """Missing it loses the right."""
        return self.rule.weight is Weight.HARD

    @property
    def watch(self) -> bool:
        """A day to know about, no task of ours."""
        return self.rule.kind is RuleKind.WATCH

    @property
    def last_date(self) -> date | None:
        """The last day on which the task can still be done, with surcharge if need be."""
        return self.grace_end or self.due_date


@dataclass(frozen=True, slots=True)
class Docket:
    """All deadlines of one patent by due date (those without a date last), and the problems met."""

    deadlines: tuple[ComputedDeadline, ...]
    problems: tuple[Problem, ...]

    def find(self, rule_id: str, occurrence: str | None = None) -> ComputedDeadline | None:
        """Return the first deadline of a rule, or None."""
        for deadline in self.deadlines:
            if deadline.rule_id == rule_id and occurrence in (None, deadline.occurrence):
                return deadline
        return None
