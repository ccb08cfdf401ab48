"""List the columns of a review."""

from __future__ import annotations

from patentdesk.portfolio.numbers import number_of
from patentdesk.services.reviewing import ReviewLine
from patentdesk.triage.records import Grade
from patentdesk.ui import formats
from patentdesk.ui.columns import title_of
from patentdesk.ui.models import Column
from patentdesk.ui.tongue import Tongue

GRADE_TONES = {Grade.A: "success", Grade.B: "accent", Grade.C: "warning", Grade.D: "danger", Grade.WITHHELD: "muted"}


def review_columns(say: Tongue) -> list[Column]:
    """Return the columns of a review's list."""

    def decision(line: ReviewLine) -> str:
        if line.decision is None:
            return ""
        signed = " ✓" if line.decision.signed_at is not None else ""
        return say.words.code("decision", line.decision.code) + signed

    def advice(line: ReviewLine) -> str:
        return say.words.code("decision", line.item.recommendation) if line.item.recommendation else ""

    def vetoes(line: ReviewLine) -> str:
        return formats.listed((say.words.code("veto_short", one) for one in line.item.vetoes), ", ")

    def mark(line: ReviewLine) -> str:
        return say.words.code("mark", line.item.mark) if line.item.mark else ""

    def decided(line: ReviewLine) -> str:
        return f"✓ {say.words.code('decision', line.decision.code)}" if line.decision is not None else ""

    def code(line: ReviewLine) -> str:
        return formats.listed((line.decision.code, decision(line))) if line.decision is not None else ""

    return [
        Column("decided", "ui.triage.column.decided", decided, 68, sort=decided, tip=code,
               tone=lambda one: "success" if one.decision is not None and one.decision.signed_at else "accent"),
        Column("number", "ui.column.number", lambda one: number_of(one.patent), 110,
               sort=lambda one: number_of(one.patent)),
        Column("grade", "ui.column.grade", lambda one: say.words.code("grade", one.item.grade), 84,
               sort=lambda one: one.item.grade, tone=lambda one: GRADE_TONES[one.item.grade], dot=True),
        Column("score", "ui.column.score", lambda one: formats.number(one.item.score, 1), 56, right=True,
               sort=lambda one: one.item.score),
        Column("title", "field.title", lambda one: title_of(one.patent, say.language), 210,
               sort=lambda one: title_of(one.patent, say.language)),
        Column("due", "ui.column.annuity", lambda one: formats.day(one.item.due_date), 94,
               sort=lambda one: one.item.due_date),
        Column("advice", "ui.column.advice", advice, 96, sort=advice),
        Column("decision", "ui.column.decision", decision, 106, sort=decision,
               tone=lambda one: "success" if one.decision is not None and one.decision.signed_at else "accent"),
        Column("vetoes", "ui.column.vetoes", vetoes, 110, sort=vetoes, tone=lambda _one: "warning"),
        Column("assignee", "ui.column.assignee", lambda one: one.item.assignee, 100,
               sort=lambda one: one.item.assignee),
        Column("mark", "ui.triage.column.mark", lambda one: formats.listed((mark(one), one.item.note)), 90, sort=mark,
               tone=lambda _one: "warning"),
        Column("coverage", "ui.column.coverage", lambda one: formats.percent(one.item.coverage), 70, right=True,
               sort=lambda one: one.item.coverage, hidden=True),
    ]  # fmt: skip
