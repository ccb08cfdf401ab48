"""Decide what one computed deadline changes in the stored docket; what people entered stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from patentdesk.docketing.fees import FeeSchedules
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.portfolio.records import Patent
from patentdesk.services.docket_difference import DifferenceItem, DocketDifference
from patentdesk.services.pricing import annuity_fee

ROW = ("uid", "patent_id", "rule_id", "occurrence", "task", "hard", "trigger_date", "unrolled_date", "due_date",
       "earlier_reading", "grace_end", "roll_verified", "confidence", "year", "amount_minor", "currency", "state",
       "gone")  # fmt: skip
"""Fields of a new deadline that are not empty."""


@dataclass(frozen=True, slots=True)
class Task:
    """A computed deadline: the fields that are stored of it, and what did it, if anything."""

    values: Mapping[str, object]
    met_on: date | None = None
    met_by: str = ""
    proof: str = ""
    inferred: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same deadline from one computation to the next."""
        return str(self.values["rule_id"]), str(self.values["occurrence"])


@dataclass(slots=True)
class Edits:
    """What one page of patents has to store, and the difference that it adds to.

    ``rows``: new deadlines as values of the fields ``ROW``.
    """

    found: DocketDifference
    added: list[Deadline] = field(default_factory=list)
    rows: list[tuple[object, ...]] = field(default_factory=list)
    changed: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    def new(self) -> list[Deadline]:
        """Return the new deadlines as records."""
        made = [Deadline(**dict(zip(ROW, row, strict=True))) for row in self.rows]  # type: ignore[arg-type]
        return self.added + made


def task_of(patent: Patent, task: ComputedDeadline, fees: FeeSchedules) -> Task:
    """Return the fields of the stored deadline that follow from facts and law."""
    fee = annuity_fee(patent, task, fees)
    values = {
        "rule_id": task.rule_id,
        "occurrence": task.occurrence,
        "task": task.task,
        "hard": task.hard,
        "trigger_date": task.trigger_date,
        "unrolled_date": task.unrolled_date,
        "due_date": task.due_date,
        "earlier_reading": task.earlier_reading,
        "grace_end": task.grace_end,
        "roll_verified": task.roll_verified,
        "confidence": task.rule.confidence,
        "year": task.year,
        "amount_minor": fee.payable.minor if fee else None,
        "currency": fee.payable.currency if fee else "",
        "problem": task.problem,
    }
    return Task(values, task.met_on, task.met_by, task.proof, task.inferred)


def compare(patent_id: int, tasks: Iterable[Task], stored: dict[tuple[str, str], Deadline], edits: Edits) -> None:
    """Compare the docket of one patent with the stored one (which is used up)."""
    for task in tasks:
        before = stored.pop(task.key, None)
        if before is not None:
            change(task, before, edits)
        elif task.met_on is None:
            edits.added.append(Deadline(patent_id=patent_id, **task.values))  # type: ignore[arg-type]
            edits.found.add("new", item(patent_id, task, None, "new_trigger"))
    for before in stored.values():
        vanish(before, edits)


def change(task: Task, before: Deadline, edits: Edits) -> None:
    """Take over what the facts now give; state, proof, notes and responsible person stay as people entered them.

    An open deadline is closed when a fact or event did what was due.
    """
    if task.met_on is not None and not task.inferred and before.state in OPEN_STATES:
        proof = task.proof or f"{task.met_by} {task.met_on.isoformat()}"
        done = {"state": DeadlineState.DONE, "done_date": task.met_on, "proof": proof, "gone": False}
        edits.changed.append((before.id, {**task.values, **done}))
        edits.found.add("met", item(before.patent_id, task, before.due_date, "met"))
        return
    differing = {name: value for name, value in task.values.items() if getattr(before, name) != value}
    if before.gone:
        differing["gone"] = False
    if not differing:
        edits.found.unchanged += 1
        return
    edits.changed.append((before.id, differing))
    if before.gone:
        edits.found.add("new", item(before.patent_id, task, None, "new_trigger"))
    elif {"due_date", "earlier_reading", "grace_end"} & set(differing):
        same = (before.trigger_date, before.unrolled_date) == (
            task.values["trigger_date"],
            task.values["unrolled_date"],
        )
        reason = "law_changed" if same or edits.found.by_law else "facts_changed"
        edits.found.add("moved", item(before.patent_id, task, before.due_date, reason))
    else:
        edits.found.refreshed += 1


def vanish(before: Deadline, edits: Edits) -> None:
    """Remove a deadline that no longer follows, but keep it as gone when a person had entered something.

    A finished annuity stays as it is: its payment is why it is no longer due.
    """
    if before.gone or (before.state is DeadlineState.DONE and before.year is not None):
        edits.found.unchanged += 1
        return
    entered = before.note or before.responsible or before.deputy or before.proof
    if before.state is not DeadlineState.OPEN or entered:
        edits.changed.append((before.id, {"gone": True}))
    else:
        edits.removed.append(before.id)
    gone = DifferenceItem(
        before.patent_id, before.rule_id, before.occurrence, before.task, before.due_date, None, "no_longer"
    )
    edits.found.add("gone", gone)


def item(patent_id: int, task: Task, before: date | None, reason: str) -> DifferenceItem:
    """Return the entry of a difference for a deadline that follows now."""
    due = task.values["due_date"]
    after = due if isinstance(due, date) else None
    return DifferenceItem(patent_id, *task.key, str(task.values["task"]), before, after, reason)
