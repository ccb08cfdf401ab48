"""List the columns of the docket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from patentdesk.services.docket import DocketItem
from patentdesk.ui import formats
from patentdesk.ui.buckets import TONES, bucket_of
from patentdesk.ui.columns import number_of, title_of
from patentdesk.ui.models import Column
from patentdesk.ui.tongue import Tongue


def docket_columns(say: Tongue, today: Callable[[], date | None]) -> list[Column]:
    """Return the columns of the docket; ``today`` is asked whenever a cell is painted."""

    def days_left(item: DocketItem) -> int | None:
        now, due = today(), item.deadline.due_date
        return (due - now).days if now is not None and due is not None else None

    def tone(item: DocketItem) -> str:
        now = today()
        return TONES.get(bucket_of(item.deadline, now), "accent") if now is not None else ""

    def due_text(item: DocketItem) -> str:
        one = item.deadline
        return formats.day(one.due_date) if one.due_date is not None else say(f"ui.blocked.{bool(one.problem)}")

    def task(item: DocketItem) -> str:
        name = say.words.code("task", item.deadline.task)
        year = item.deadline.year
        elsewhere = _other_office(item.deadline.rule_id, item.patent.office)
        if elsewhere:
            name = f"{name} → {elsewhere}"
        return f"{name} · {say('ui.patent_year', year=year)}" if year else name

    def mark(item: DocketItem) -> str:
        one = item.deadline
        return say.words.code("confidence", one.confidence) + ("" if one.roll_verified else " ?")

    return [
        Column(
            "due", "ui.column.due", due_text, 118, sort=lambda one: one.deadline.due_date, tone=tone, dot=True,
            tip=lambda one: _span(say, one),
        ),
        Column(
            "left", "ui.column.left", lambda one: formats.number(days_left(one)), 62, right=True, sort=days_left,
            tone=tone,
        ),
        Column("task", "ui.column.task", task, 230, sort=task),
        Column("number", "field.publication_number_text", lambda one: number_of(one.patent), 150,
               sort=lambda one: number_of(one.patent)),
        Column("title", "field.title", lambda one: title_of(one.patent, say.language), 220,
               sort=lambda one: title_of(one.patent, say.language)),
        Column("office", "field.office", lambda one: one.patent.office, 60, sort=lambda one: one.patent.office),
        Column(
            "grace", "ui.column.grace", lambda one: formats.day(one.deadline.grace_end), 96,
            sort=lambda one: one.deadline.grace_end,
        ),
        Column(
            "fee", "ui.column.fee", lambda one: formats.money(one.deadline.amount_minor, one.deadline.currency), 100,
            right=True, sort=lambda one: one.deadline.amount_minor,
        ),
        Column("state", "ui.column.state", lambda one: say.words.code("deadline_state", one.deadline.state), 80,
               sort=lambda one: one.deadline.state),
        Column("responsible", "field.responsible", lambda one: one.deadline.responsible or one.patent.responsible, 90,
               sort=lambda one: one.deadline.responsible or one.patent.responsible),
        Column("hard", "ui.column.hard", lambda one: say(f"ui.hard.{one.deadline.hard}"), 80, hidden=True,
               sort=lambda one: one.deadline.hard),
        Column("mark", "ui.column.mark", mark, 96, sort=mark,
               tone=lambda one: "" if one.deadline.confidence == "primary" else "warning"),
    ]  # fmt: skip


def _other_office(rule_id: str, office: str) -> str:
    """Return the office of a step elsewhere, such as the CN of WO-DO-CN; '' for a step at the patent's own office."""
    last = rule_id.rsplit("-", 1)[-1]
    return last if "-DO-" in rule_id and last != office else ""


def _span(say: Tongue, item: DocketItem) -> str:
    one = item.deadline
    if one.due_date is None:
        return say(f"problem.{one.problem}") if one.problem and say.words.has(f"problem.{one.problem}") else one.problem
    grace = say("ui.docket.grace_until", day=formats.day(one.grace_end)) if one.grace_end else ""
    return formats.listed((formats.day(one.due_date), grace, one.rule_id))
