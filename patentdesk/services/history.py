"""Undo, redo and show what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import Formatter
from typing import NamedTuple

from patentdesk.core.pausing import fewer_collections
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import MANY, Changes, Desk, Kind
from patentdesk.store.file import Change, Operation

KIND_OF_TABLE: Mapping[str, Kind] = {
    "patents": Kind.PATENTS,
    "families": Kind.PATENTS,
    "parties": Kind.PATENTS,
    "priorities": Kind.PATENTS,
    "classifications": Kind.PATENTS,
    "citations": Kind.PATENTS,
    "provenance": Kind.PATENTS,
    "hand_made": Kind.PATENTS,
    "imported_files": Kind.PATENTS,
    "differences": Kind.PATENTS,
    "column_meanings": Kind.VIEWS,
    "kept_apart": Kind.ORGANISATIONS,
    "organisations": Kind.ORGANISATIONS,
    "aliases": Kind.ORGANISATIONS,
    "events": Kind.EVENTS,
    "encumbrances": Kind.ENCUMBRANCES,
    "consents": Kind.ENCUMBRANCES,
    "deadlines": Kind.DEADLINES,
    "own_rules": Kind.DEADLINES,
    "policies": Kind.DEADLINES,
    "event_checks": Kind.EVENTS,
    "calendar_entries": Kind.DEADLINES,
    "reviews": Kind.REVIEWS,
    "review_items": Kind.REVIEWS,
    "decisions": Kind.DECISIONS,
    "votes": Kind.DECISIONS,
    "answers": Kind.REVIEWS,
    "scenarios": Kind.REVIEWS,
    "instructions": Kind.DECISIONS,
    "own_models": Kind.REVIEWS,
    "valuations": Kind.VALUATIONS,
    "assumptions": Kind.ASSUMPTIONS,
    "assumption_versions": Kind.ASSUMPTIONS,
    "deals": Kind.ASSUMPTIONS,
    "exchange_rates": Kind.ASSUMPTIONS,
    "saved_views": Kind.VIEWS,
    "attachments": Kind.ATTACHMENTS,
}
"""What screens must refresh when a table changed."""

_NUMBERS = "patent_numbers"
"""Argument of a step that ``titles`` adds: the number of the patent that it changed, or of the first and how many."""
_FEW = 200
"""So many changes are looked through for the patents that they are about."""


class Titles(NamedTuple):
    """What the next undo and redo would act upon; None: nothing."""

    undo: Operation | None
    kept: Operation | None
    """What was done last and stays, so that undo passes it over: a signature, or what one rests on."""
    redo: Operation | None


def undo(desk: Desk, operation_id: int | None = None, *, past: bool = True) -> Changes:
    """Undo the latest operation, or a named earlier one; the docket follows the facts that come back.

    Raises Refused: undo_nothing, undo_row_moved, undo_signed_since, signed_kept, file_read_only; undo_past where an
    operation that stays was done later and nobody agreed to go ``past`` it.
    """
    if operation_id is None and not past and (kept := desk.file.kept_since()) is not None:
        raise refuse("undo_past", kept=kept.verb, user=kept.user, at=f"{kept.at:%Y-%m-%d %H:%M}")
    with fewer_collections():
        return _followed(desk, desk.file.undo(operation_id))


def redo(desk: Desk) -> Changes:
    """Do again what was undone last. Raises Refused: redo_nothing, file_read_only."""
    with fewer_collections():
        return _followed(desk, desk.file.redo())


def titles(desk: Desk) -> Titles:
    """Return what undo and redo would act upon, for the menu; of few changes, with the patents that they are about."""
    file = desk.file
    return Titles(*(_numbered(desk, step) for step in (file.undo_title(), file.kept_since(), file.redo_title())))


def titled(words: Words, step: Operation) -> str:
    """Return what a step did, in the words' language; an undo or redo names the step that it acted upon."""
    named = str(step.args.get("verb", "")) if step.reverses is not None else ""
    title = _filled(words, step.verb, step.args)
    title = words.labelled(title, _filled(words, named, step.args)) if named else title
    return words.labelled(title, str(step.args[_NUMBERS])) if _NUMBERS in step.args else title


def journal(desk: Desk, limit: int = 100, before: int | None = None, patent_id: int | None = None) -> list[Operation]:
    """Return journal entries, newest first; page on with ``before`` = the last id seen."""
    return desk.file.journal(limit, before, patent_id)


def details(desk: Desk, operation_id: int, limit: int = 200, patent_id: int | None = None) -> list[Change]:
    """Return the first changed rows of one entry."""
    return desk.file.changes(operation_id, limit, patent_id)


def _numbered(desk: Desk, step: Operation | None) -> Operation | None:
    if step is None or step.change_count > _FEW:
        return step
    ids = desk.file.patents_of(step.id)
    with desk.file.reading() as reader:
        first = reader.select(Patent, id=sorted(ids), limit=1)
    named = number_of(first[0]) if first else ""
    if not named:
        return step
    named += f" … ({len(ids)})" if len(ids) > 1 else ""
    return replace(step, args={**step.args, _NUMBERS: named})


def _followed(desk: Desk, operation: Operation) -> Changes:
    """Let the docket follow what an undo or redo of the operation changed; return what changed."""
    from patentdesk.services.recomputing import follow_last  # noqa: PLC0415 - the engine; the window opens without it

    changed = _changed(desk, operation)
    if not changed.kinds & {Kind.PATENTS, Kind.EVENTS, Kind.ORGANISATIONS} or not follow_last(desk):
        return changed
    return Changes(changed.kinds | {Kind.DEADLINES}, changed.patent_ids)


def _changed(desk: Desk, operation: Operation) -> Changes:
    kinds = {KIND_OF_TABLE[table] for table in desk.file.tables_of(operation.id)}
    return Changes.of(kinds, desk.file.patents_of(operation.id) if operation.change_count <= MANY else ())


def _filled(words: Words, verb: str, args: Mapping[str, object]) -> str:
    key = f"verb.{verb}"
    if not words.has(key):
        return verb.replace("_", " ")
    wanted = {name for _text, name, _spec, _conversion in Formatter().parse(words.entries[key]["en"]) if name}
    return words(key, **{name: args.get(name, "") for name in wanted})
