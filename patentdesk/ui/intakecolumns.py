"""List the columns of the import's preview and of its problems."""

from __future__ import annotations

from collections.abc import Mapping

from patentdesk.core.problems import Problem, Severity
from patentdesk.services.import_entries import Outcome
from patentdesk.services.import_values import FieldChange
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
CODED = frozenset({"status", "right_type", "segment"})
"""Fields whose values are codes."""
_VALUES = frozenset({"incoming", "present"})
"""Arguments of problems that are values of their field."""
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
    name = problem.field_name
    args = {key: _value(say, name, value) if key in _VALUES else value for key, value in problem.args.items()}
    sentence = say(f"problem.{problem.code}", **args)
    if problem.source.sheet and problem.source.row is None:
        sentence = f"{say('ui.intake.of_sheet', sheet=problem.source.sheet)} {sentence}"
    remedy = f"remedy.{problem.code}"
    return f"{sentence} {say(remedy, **args)}" if say.words.has(remedy) else sentence


def counted(say: Tongue, counts: Mapping[str, int]) -> str:
    """Return how many rows have each outcome."""
    return formats.listed(f"{say(f'outcome.{one}')} {counts[one]:,}" for one in Outcome if counts.get(one))


def change_title(say: Tongue, change: FieldChange) -> str:
    """Return what the field of a change is called."""
    return field_name(say, change.field_name.removesuffix("_id"))


def change_told(say: Tongue, change: FieldChange) -> str:
    """Return a value before and after; of an organisation only that it is another, as it is known by its number."""
    if change.field_name.endswith("_id"):
        return say("ui.grid.other")
    if change.added:
        return f"+ {change.after}"
    before, after = (_value(say, change.field_name, one) for one in (change.before, change.after))
    return say("ui.grid.change", before=before, after=after)


def _value(say: Tongue, field: str, value: object) -> str:
    """Return a value as people read it."""
    if value in {None, ""}:
        return formats.NOTHING
    return say.words.code(field, str(value)) if field in CODED else str(value)
