"""List the columns of the docket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from patentdesk.docketing.lawtext import proof_told
from patentdesk.docketing.records import OPEN_STATES, DeadlineState
from patentdesk.portfolio.numbers import number_of
from patentdesk.services.docket import DocketItem
from patentdesk.ui import formats
from patentdesk.ui.buckets import TONES, bucket_of
from patentdesk.ui.columns import title_of
from patentdesk.ui.docket.nearness import fee_text, fee_tip, left_text, left_tip
from patentdesk.ui.models import Column
from patentdesk.ui.tongue import Tongue


def docket_columns(say: Tongue, today: Callable[[], date | None]) -> list[Column]:
    """Return the columns of the docket; ``today`` is asked whenever a cell is painted. The services sort."""

    def tone(item: DocketItem) -> str:
        now, one = today(), item.deadline
        if one.state not in OPEN_STATES:
            return "muted" if one.state is DeadlineState.WAIVED else "success"
        return TONES.get(bucket_of(one, now), "accent") if now is not None else ""

    def due_text(item: DocketItem) -> str:
        one = item.deadline
        if one.due_date is None:
            return say(f"ui.blocked.{bool(one.problem)}")
        both = f" / ▸{one.earlier_reading:%m-%d}" if one.earlier_reading else ""
        return formats.day(one.due_date) + both

    def mark(item: DocketItem) -> str:
        one = item.deadline
        return say.words.code("confidence", one.confidence) + ("" if one.roll_verified else " ?")

    def state(item: DocketItem) -> str:
        return state_text(say, item)

    return [
        Column("due", "ui.column.due", due_text, 148, sort_field="due", tone=tone, dot=True,
               tip=lambda one: _span(say, one)),
        Column("left", "ui.column.left", lambda one: left_text(say, one.deadline, today()), 76, right=True,
               sort_field="left", tone=tone, tip=lambda one: left_tip(say, one.deadline, today())),
        Column("done", "ui.column.done", lambda one: formats.day(one.deadline.done_date), 92, hidden=True,
               sort_field="done"),
        Column("grace", "ui.column.grace", lambda one: formats.day(one.deadline.grace_end), 92, sort_field="grace"),
        Column("task", "ui.column.task", lambda one: task_text(say, one), 200, sort_field="task"),
        Column("number", "ui.column.number", lambda one: number_of(one.patent), 140,
               sort_field="number"),
        Column("title", "field.title", lambda one: title_of(one.patent, say.language), 190, sort_field="title"),
        Column("office", "field.office", lambda one: one.patent.office, 54, sort_field="office"),
        Column("fee", "ui.column.fee", lambda one: fee_text(one, today()), 96, right=True, sort_field="fee",
               tip=lambda one: fee_tip(say, one, today())),
        Column("state", "ui.column.state", state, 126, sort_field="state",
               tip=lambda one: _closing(say, one), tone=lambda one: "warning" if one.unconfirmed else ""),
        Column("responsible", "field.responsible", _people, 96, sort_field="responsible"),
        Column("hard", "ui.column.hard", lambda one: say(f"ui.hard.{one.deadline.hard}"), 80, hidden=True,
               sort_field="hard"),
        Column("mark", "ui.column.mark", mark, 124, sort_field="mark",
               tone=lambda one: "" if one.deadline.confidence == "primary" else "warning"),
    ]  # fmt: skip


def task_text(say: Tongue, item: DocketItem) -> str:
    """Return what is to be done, with the patent year of an annuity and the office of a step elsewhere."""
    name = say.words.code("task", item.deadline.task)
    year = item.deadline.year
    elsewhere = _other_office(item.deadline.rule_id, item.patent.office)
    if elsewhere:
        name = f"{name} → {elsewhere}"
    return f"{name} · {say('ui.patent_year', year=year)}" if year else name


def state_text(say: Tongue, item: DocketItem) -> str:
    """Return the state; of a closed deadline the day and whether a second person saw it; whether one is confirmed."""
    if item.unconfirmed:
        return say("ui.docket.unconfirmed")
    name = say.words.code("deadline_state", item.deadline.state)
    seen = "✓" if item.deadline.verified_by else ""
    return " ".join(filter(None, (name, formats.day(item.deadline.done_date), seen)))


def _people(item: DocketItem) -> str:
    first = item.deadline.responsible or item.patent.responsible
    return f"{first} / {item.deadline.deputy}" if item.deadline.deputy else first


def _closing(say: Tongue, item: DocketItem) -> str:
    one = item.deadline
    if one.state is DeadlineState.DONE:
        by = say("ui.docket.closed_by", user=one.closed_by) if one.closed_by else ""
        seen = say("ui.docket.verified_by", user=one.verified_by) if one.verified_by else ""
        return formats.listed((formats.day(one.done_date), proof_told(one.proof, say.words), by, seen))
    if item.unconfirmed:
        return say("ui.docket.unconfirmed.tip")
    return one.waived_reason or state_text(say, item)


def _other_office(rule_id: str, office: str) -> str:
    """Return the office of a step elsewhere, such as the CN of WO-DO-CN; '' for a step at the patent's own office."""
    last = rule_id.rsplit("-", 1)[-1]
    return last if "-DO-" in rule_id and last != office else ""


def _span(say: Tongue, item: DocketItem) -> str:
    one = item.deadline
    if one.due_date is None:
        return say(f"problem.{one.problem}") if one.problem and say.words.has(f"problem.{one.problem}") else one.problem
    earlier = say("ui.docket.counted", day=formats.day(one.earlier_reading)) if one.earlier_reading else ""
    grace = say("ui.docket.grace_until", day=formats.day(one.grace_end)) if one.grace_end else ""
    return formats.listed((formats.day(one.due_date), earlier, grace, one.rule_id))
