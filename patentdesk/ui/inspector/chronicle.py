"""Write who changed a patent, when, and from what to what, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from patentdesk.services.inspecting import Step
from patentdesk.store.file import Change
from patentdesk.ui import formats
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.pasting import field_title, value_text
from patentdesk.ui.steps import step_title
from patentdesk.ui.tongue import Tongue

_MOST = 14
_UNTOLD = frozenset({"provenance", "hand_made", "imported_files", "aliases", "changes"})
"""Tables that say where values came from, not what they are."""
_TELLING = {
    "events": ("kind", "event_date"),
    "deadlines": ("task", "due_date"),
    "parties": ("role", "name"),
    "encumbrances": ("encumbrance", "counterparty"),
    "decisions": ("decision", "reason"),
    "attachments": ("", "name"),
    "classifications": ("", "symbol"),
    "citations": ("", "number"),
    "priorities": ("", "number"),
    "valuations": ("", "valued_on"),
}
_CODE_OF = {"events": "event", "encumbrances": "encumbrance", "deadlines": "task", "parties": "role",
            "decisions": "decision"}  # fmt: skip
_CODE_FIELD = {"events": "kind", "encumbrances": "kind", "deadlines": "task", "parties": "role", "decisions": "code"}


def write_history(page: Leaflet, say: Tongue, steps: Sequence[Step], organisations: Mapping[str, str]) -> None:
    """Write the journal of one patent, newest first, each entry with its changes before and after."""
    page.begin()
    page.section(say("ui.inspector.history"))
    if not steps:
        page.text(say("ui.inspector.none"), role="muted")
    for step in steps:
        entry = step.operation
        undone = formats.listed((entry.user, say("ui.inspector.undone") if entry.undone else ""))
        page.fact(formats.moment(entry.at), f"{step_title(say, entry)}\n{undone}", tone="muted" if entry.undone else "")
        lines = list(dict.fromkeys(_lines(say, step.changes, organisations)))
        shown = lines[:_MOST]
        if len(lines) > _MOST:
            shown.append(say("ui.inspector.more", n=len(lines) - _MOST))
        if shown:
            page.text("\n".join(shown), role="muted")
    page.finish()


def _lines(say: Tongue, changes: Sequence[Change], organisations: Mapping[str, str]) -> Iterator[str]:
    for change in changes:
        if change.table in _UNTOLD:
            continue
        if change.kind == "update":
            yield from _differences(say, change, organisations)
        else:
            values = change.after if change.kind == "insert" else change.before
            told = say(f"ui.history.{change.kind}", what=say(f"ui.record.{change.table}"))
            named = _named(say, change.table, values)
            yield say("ui.told", name=told, value=named) if named else told


def _differences(say: Tongue, change: Change, organisations: Mapping[str, str]) -> Iterator[str]:
    own = change.table == "patents"
    for name, after in change.after.items():
        if not say.words.has(f"field.{name.removesuffix('_id')}"):
            continue  # what the program works out for itself
        before = change.before.get(name)
        title = (
            field_title(say, name)
            if own
            else formats.listed((say(f"ui.record.{change.table}"), field_title(say, name)))
        )
        pair = [_short(value_text(say, name, value, organisations)) for value in (before, after)]
        yield say("ui.told", name=title, value=" → ".join(pair))


def _named(say: Tongue, table: str, values: Mapping[str, object]) -> str:
    if table not in _TELLING:
        return ""
    told = values.get(_TELLING[table][1])
    code = values.get(_CODE_FIELD.get(table, ""), "")
    name = say.words.code(_CODE_OF[table], str(code)) if table in _CODE_OF and code else ""
    text = formats.day(told) if isinstance(told, date) else str(told or "")
    return _short(formats.listed((name, text)))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
