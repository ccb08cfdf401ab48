"""Give the rule book, the calendars and the fee schedules that the program ships, and a member's own rules."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import cast

from patentdesk.core.problems import refuse
from patentdesk.docketing.calendar import Calendars, read_calendars
from patentdesk.docketing.fees import FeeSchedules, read_fees
from patentdesk.docketing.records import OwnRule
from patentdesk.docketing.rulefile import read_rulebook, with_own_rules
from patentdesk.docketing.rules import Rulebook
from patentdesk.portfolio.statuses import StatusVocabulary
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library

_SERVICE = "rules/service.csv"
_OWN = "own_rules"


def rulebook(library: Library) -> Rulebook:
    """Return the rules of all offices. Raises ValueError when a data file contradicts itself."""
    return library.load("rulebook", _read_rulebook)


def rules_of(desk: Desk) -> Rulebook:
    """Return the rules that a portfolio goes by: the shipped ones with its own, if it has any.

    Raises Refused 'own_rules_wrong' when its own rules do not fit the shipped ones (any more).
    """
    with desk.file.reading() as reader:
        own = reader.select(OwnRule)
    if not own:
        return rulebook(desk.library)
    kept = desk.kept.get(_OWN)
    if isinstance(kept, Rulebook) and kept.version == _version(desk.library, own):
        return kept
    book = rules_with(desk.library, own)
    desk.kept[_OWN] = book
    return book


def rules_with(library: Library, own: Sequence[OwnRule]) -> Rulebook:
    """Return the shipped rules with rules of one's own. Raises Refused 'own_rules_wrong' when they contradict."""
    rows = [{**one.content, "id": one.rule_id, "reason": one.reason} for one in own]
    try:
        return with_own_rules(rulebook(library), "", rows, _version(library, own))
    except ValueError as fault:
        raise refuse("own_rules_wrong", fault=str(fault).removeprefix(", ")) from fault


def _version(library: Library, own: Sequence[OwnRule]) -> str:
    said = json.dumps([[one.rule_id, dict(one.content), one.reason] for one in own], sort_keys=True)
    return f"{rulebook(library).version}+{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def calendars(library: Library) -> Calendars:
    """Return the office calendars. Raises ValueError when a data file cannot be read."""
    return library.load("calendars", _read_calendars)


def fees(library: Library) -> FeeSchedules:
    """Return the fee schedules. Raises ValueError when a data file cannot be read."""
    return library.load("fees", _read_fees)


def _read_rulebook(library: Library) -> Rulebook:
    names = [name for name in library.names("rules", ".csv") if name != _SERVICE]
    classes = cast("dict[str, str]", library.json("rules/events.json"))
    pack = cast("dict[str, str]", library.json("rules/pack.json"))
    files = {name: library.rows(name) for name in names}
    statuses = StatusVocabulary.of(cast("dict[str, list[str]]", library.json("intake/statuses.json")))
    return read_rulebook(files, library.rows(_SERVICE), classes, pack["version"], statuses)


def _read_calendars(library: Library) -> Calendars:
    heads = library.rows("calendars/calendars.csv")
    return read_calendars(heads, {head["days"]: library.rows(f"calendars/{head['days']}.csv") for head in heads})


def _read_fees(library: Library) -> FeeSchedules:
    return read_fees({name: library.rows(name) for name in library.names("fees", ".csv")})
