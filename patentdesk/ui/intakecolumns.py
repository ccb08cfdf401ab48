"""List the columns of the import's preview and of its problems."""

from __future__ import annotations

from patentdesk.core.problems import Problem, Severity
from patentdesk.services.import_entries import Outcome
from patentdesk.ui import formats
from patentdesk.ui.models import Column
from patentdesk.ui.tongue import Tongue

OUTCOME_TONES = {
    Outcome.ADDED: "success",
    Outcome.CHANGED: "accent",
    Outcome.SAME: "muted",
    Outcome.MERGED: "muted",
    Outcome.CONFLICT: "warning",
    Outcome.REJECTED: "danger",
}
_NUMBERS = frozenset({"application_number", "publication_number"})
"""Fields whose plain name is that of their key."""
_SEVERITY_TONES = {Severity.ERROR: "danger", Severity.WARNING: "warning", Severity.NOTE: "muted"}


def problem_columns(say: Tongue) -> list[Column]:
    """Return the columns of the list of problems: place, what, remedy."""
    return [
        Column("severity", "ui.column.severity", lambda one: say(f"ui.severity.{one.severity}"), 84,
               sort=lambda one: one.severity, tone=lambda one: _SEVERITY_TONES[one.severity], dot=True),
        Column("file", "ui.column.file", lambda one: one.source.file, 160, sort=lambda one: one.source.file),
        Column("sheet", "ui.column.sheet", lambda one: one.source.sheet, 90, sort=lambda one: one.source.sheet,
               hidden=True),
        Column("row", "ui.column.row", lambda one: formats.number(one.source.row), 56, right=True,
               sort=lambda one: one.source.row),
        Column("column", "ui.column.column", lambda one: one.source.column, 130, sort=lambda one: one.source.column),
        Column("what", "ui.column.what", lambda one: sentence(say, one), 520, sort=lambda one: one.code),
    ]  # fmt: skip


def field_name(say: Tongue, field: str) -> str:
    """Return what a field of an import is called."""
    written = f"field.{field}_text" if field in _NUMBERS else ""
    keys = (written, f"field.{field}", f"import_field.{field}")
    known = next((key for key in keys if say.words.has(key)), "")
    return say(known) if known else field


def sentence(say: Tongue, problem: Problem) -> str:
    """Return the sentence and the remedy without the place, which has columns of its own; a whole sheet is named."""
    sentence = say(f"problem.{problem.code}", **problem.args)
    if problem.source.sheet and problem.source.row is None:
        sentence = f"{say('ui.intake.of_sheet', sheet=problem.source.sheet)} {sentence}"
    remedy = f"remedy.{problem.code}"
    return f"{sentence} {say(remedy, **problem.args)}" if say.words.has(remedy) else sentence
