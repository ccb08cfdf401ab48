"""Tell what pasted rows would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from patentdesk.services.pasting import Pasted
from patentdesk.ui import formats
from patentdesk.ui.proposal import Proposed
from patentdesk.ui.tongue import Tongue

_NAMED = {"member_id": "member", "agency_id": "agency"}


def tell_pasted(say: Tongue, found: Pasted) -> str:
    """Return how many values differ."""
    return say("ui.paste.title", rows=found.rows, changes=len(found.changes), same=found.same)


def pasted_rows(say: Tongue, found: Pasted, organisations: Mapping[str, str]) -> Sequence[Proposed]:
    """Return a row for each value that cannot be taken, with its reason, then one for each that changes."""
    changes = [
        Proposed(
            say("ui.paste.changed"), one.number, field_title(say, one.field_name),
            value_text(say, one.field_name, one.before, organisations),
            value_text(say, one.field_name, one.after, organisations), "", "accent", one,
        )
        for one in found.changes
    ]  # fmt: skip
    refused = [
        Proposed(
            say("ui.paste.refused"), str(problem.args.get("number", "")),
            field_title(say, problem.field_name) if problem.field_name else problem.source.column, "",
            str(problem.args.get("value", "")), say.words.problem(problem), "warning",
        )
        for problem in found.problems
    ]  # fmt: skip
    return [*refused, *changes]


def field_title(say: Tongue, name: str) -> str:
    """Return the title of a field of a patent."""
    return say(f"field.{_NAMED.get(name, name)}")


def value_text(say: Tongue, name: str, value: object, organisations: Mapping[str, str]) -> str:
    """Return a value of a field as people read it."""
    if value is None or value == "":
        return formats.NOTHING
    if name in _NAMED:
        return organisations.get(str(value), str(value))
    if isinstance(value, date):
        return formats.day(value)
    return say.words.code(name, str(value))
