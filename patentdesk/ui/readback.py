"""Tell what came back from colleagues: numbers changed in a handout, decisions filled into a review sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from patentdesk.core.problems import Problem
from patentdesk.handouts.reading import EditedHandout
from patentdesk.portfolio.numbers import number_of
from patentdesk.services import valuing
from patentdesk.services.assumption_sets import ReadSet
from patentdesk.services.desk import Desk
from patentdesk.services.review_sheets import SheetReading
from patentdesk.triage.records import Decision
from patentdesk.ui.proposal import Proposed
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.valuecolumns import scope_name, source_text, written


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What an edited handout says, and the units of the assumptions."""

    handout: EditedHandout
    units: Mapping[str, str]


def read_handout(desk: Desk, path: Path, _progress: object = None) -> ReadBack:
    """Read an edited handout; nothing is changed. Raises Refused handout_unreadable and its like."""
    units = {row.key: row.unit for row in valuing.assumptions(desk, "")}
    return ReadBack(valuing.read_handout(desk, path), units)


def edited_rows(say: Tongue, found: ReadBack) -> Sequence[Proposed]:
    """Return one row for each changed number, old and new, then what could not be read."""
    changed = [
        Proposed(
            say("ui.proposal.changed"), scope_name(say, one.scope),
            f"{say.words.code('assumption', one.key)} · {say(f'ui.column.{_COLUMNS[one.part]}')}",
            written(one.old, found.units.get(one.key, "")), written(one.new, found.units.get(one.key, "")),
            _place(say, one.source.sheet, one.source.row), "accent", one,
        )
        for one in found.handout.changes
    ]  # fmt: skip
    return [*changed, *(_problem(say, one) for one in found.handout.problems)]


def sheet_rows(say: Tongue, reading: SheetReading) -> Sequence[Proposed]:
    """Return one row for each decision that the sheet would change, then the rows not taken with the reason."""
    changed = [
        Proposed(
            say("ui.proposal.changed"), number_of(one.patent), one.choice.reason, _decided(say, one.before),
            say.words.code("decision", one.choice.code), _place(say, "", one.row), "accent", one,
        )
        for one in reading.changes
    ]  # fmt: skip
    return [*changed, *(_problem(say, one) for one in reading.problems)]


def set_rows(say: Tongue, read: ReadSet) -> Sequence[Proposed]:
    """Return one row for each assumption that a sheet would change, old and new, then what could not be read."""
    changed = []
    for row in read.rows:
        found = [one for one in read.differences if (one.key, one.scope) == (row.key, row.scope)]
        fields = ", ".join(say.words.code("assumption_field", one.field) for one in found)
        before, after = (
            " · ".join(_said(say, side, row.unit) for side in sides if side is not None)
            for sides in zip(*((one.before, one.after) for one in found), strict=True)
        )
        changed.append(
            Proposed(
                say("ui.proposal.changed"), scope_name(say, row.scope), say.words.code("assumption", row.key),
                before, after, fields, "accent", row,
            )
        )  # fmt: skip
    return [*changed, *(_left(say, one) for one in read.problems)]


def _left(say: Tongue, problem: Problem) -> Proposed:
    made = _problem(say, problem)
    return replace(made, subject=made.name, name=say.words.code("assumption", str(problem.args.get("key", ""))))


def _said(say: Tongue, value: object, unit: str) -> str:
    return written(value, unit) if isinstance(value, float) else source_text(say, str(value))


_COLUMNS = {"value": "base", "low": "low", "high": "high"}


def _decided(say: Tongue, decision: Decision | None) -> str:
    return say.words.code("decision", decision.code) if decision is not None else ""


def _place(say: Tongue, sheet: str | None, row: int | None) -> str:
    """Name a row; the sheet of assumptions, whose name is written in both languages, in the one in use."""
    both = say.words.both("handout.sheet.assumptions").replace("\n", " ")
    named = say("handout.sheet.assumptions") if sheet == both else sheet or ""
    return " ".join(part for part in (named, say("ui.proposal.row", row=row) if row else "") if part)


def _problem(say: Tongue, problem: Problem) -> Proposed:
    place = _place(say, problem.source.sheet, problem.source.row) if problem.source is not None else ""
    return Proposed(say("ui.proposal.not_taken"), "", place, "", "", say.words.problem(problem), "warning")
