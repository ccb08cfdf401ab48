"""Word deadlines for the command line: a table, or each with its derivation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.docketing.citations import written
from patentdesk.docketing.records import Deadline

_HEADS = ("due", "grace", "number", "task", "rule", "state", "note")


Steps = Sequence[Mapping[str, object]]


def deadline_lines(
    pairs: Sequence[tuple[str, Deadline]], words: Words, steps: Mapping[str, Steps] | None = None
) -> list[str]:
    """Return the lines for (number, deadline) pairs, as a table or, with the ``steps`` by uid, step by step."""
    if steps is not None:
        return [line for number, one in pairs for line in (*_explained(number, one, steps[one.uid], words), "")]
    rows = [_row(number, deadline, words) for number, deadline in pairs]
    return table([words(f"cli.docket.{head}") for head in _HEADS], rows)


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


def step_text(step: Mapping[str, object], words: Words) -> str:
    """Return one step of a derivation as a sentence with the law behind it."""
    code, args = str(step.get("code", "")), step.get("args")
    named = {key: words.code(key, str(value)) for key, value in args.items()} if isinstance(args, Mapping) else {}
    key = f"step.{code}"
    text = words(key, **named) if words.has(key) else " ".join((code, *named.values()))
    citation = written(str(step.get("citation") or ""), words.language)
    return f"{text}  [{citation}]" if citation else text


def _row(number: str, deadline: Deadline, words: Words) -> list[object]:
    return [
        deadline.due_date or "—",
        deadline.grace_end,
        number,
        _task(deadline, words),
        deadline.rule_id,
        words.code("deadline_state", deadline.state),
        "; ".join(_remarks(deadline, words)),
    ]


def _explained(number: str, deadline: Deadline, steps: Steps, words: Words) -> list[str]:
    head = f"{deadline.due_date or '—'}  {number}  {_task(deadline, words)}  ({deadline.rule_id})"
    lines = [f"    {step.get('date') or '':<10}  {step_text(step, words)}" for step in steps]
    return [head, *lines, *(f"    {'':<10}  {remark}" for remark in _remarks(deadline, words))]


def _task(deadline: Deadline, words: Words) -> str:
    name = words.code("task", deadline.task)
    return f"{name} ({deadline.year})" if deadline.year is not None else name


def _remarks(deadline: Deadline, words: Words) -> list[str]:
    remarks = []
    if deadline.problem:
        key = f"problem.{deadline.problem}"
        remarks.append(words(key) if words.has(key) else deadline.problem)
    if deadline.earlier_reading:
        remarks.append(words("cli.docket.earlier", day=deadline.earlier_reading))
    if not deadline.roll_verified:
        remarks.append(words("cli.docket.unverified"))
    return remarks
