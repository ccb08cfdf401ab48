"""Word deadlines for the command line: a table, or each with its derivation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.docketing.derivation import told
from patentdesk.docketing.lawtext import doubts, law_lines
from patentdesk.docketing.records import Deadline
from patentdesk.docketing.rules import Rule

_HEADS = ("due", "grace", "number", "task", "rule", "state", "note")


Steps = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One deadline as it is shown; ``rule`` and ``steps`` are for its reason."""

    number: str
    deadline: Deadline
    unconfirmed: bool = False
    rule: Rule | None = None
    steps: Steps = ()


def deadline_table(lines: Iterable[DeadlineLine], words: Words) -> list[str]:
    """Return deadlines as a table."""
    heads = [words(f"cli.docket.{head}") for head in _HEADS]
    return table(heads, [_row(one, words) for one in lines], spare=[_HEADS.index("rule")])


def deadline_reason(line: DeadlineLine, words: Words) -> list[str]:
    """Return a deadline step by step, with what follows if it is missed, what helps then, and what is doubtful."""
    one, rule = line.deadline, line.rule
    head = f"{one.due_date or '—'}  {line.number}  {_task(one, words)}  ({one.rule_id})"
    steps = [f"    {step.get('date') or '':<10}  {told(step, words)}" for step in line.steps]
    notes = [*(law_lines(rule, words) if rule else ()), *_remarks(line, words)]
    return [head, *steps, *(f"    {'':<10}  {note}" for note in notes)]


def deadline_fields(deadline: Deadline, steps: Steps) -> dict[str, object]:
    """Return what a JSON document says about a deadline and its derivation."""
    return {
        "id": deadline.id,
        "rule": deadline.rule_id,
        "task": deadline.task,
        "occurrence": deadline.occurrence,
        "year": deadline.year,
        "trigger_date": deadline.trigger_date,
        "unrolled_date": deadline.unrolled_date,
        "due_date": deadline.due_date,
        "earlier_reading": deadline.earlier_reading,
        "grace_end": deadline.grace_end,
        "roll_verified": deadline.roll_verified,
        "confidence": deadline.confidence,
        "amount_minor": deadline.amount_minor,
        "currency": deadline.currency,
        "problem": deadline.problem,
        "state": deadline.state,
        "steps": list(steps),
    }


def _row(line: DeadlineLine, words: Words) -> list[object]:
    one = line.deadline
    return [
        one.due_date or "—",
        one.grace_end,
        line.number,
        _task(one, words),
        one.rule_id,
        words.code("deadline_state", one.state),
        "; ".join(_remarks(line, words)),
    ]


def _task(deadline: Deadline, words: Words) -> str:
    name = words.code("task", deadline.task)
    return f"{name} ({deadline.year})" if deadline.year is not None else name


def _remarks(line: DeadlineLine, words: Words) -> list[str]:
    one, remarks = line.deadline, []
    if one.problem:
        key = f"problem.{one.problem}"
        remarks.append(words(key) if words.has(key) else one.problem)
    if one.earlier_reading:
        remarks.append(words("cli.docket.earlier", day=one.earlier_reading))
    return [*remarks, *doubts(one, words, line.unconfirmed)]
