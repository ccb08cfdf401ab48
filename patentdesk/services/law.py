"""Give the rule book, the calendars and the fee schedules that the program ships, and a member's own rules."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import cast

from patentdesk.core.problems import refuse
from patentdesk.docketing.calendar import Calendars, read_calendars
from patentdesk.docketing.fees import FeeSchedules, read_fees
from patentdesk.docketing.rulefile import read_rulebook, with_own_rules
from patentdesk.docketing.rules import Rulebook
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library

_SERVICE = "rules/service.csv"
_OWN = "own_rules"


def rulebook(library: Library) -> Rulebook:
    """Return the rules of all offices. Raises ValueError when a data file contradicts itself."""
    return library.load("rulebook", _read_rulebook)


def rules_of(desk: Desk) -> Rulebook:
    """Return the rules that a portfolio goes by: the shipped ones with those of the file of own rules beside it.

    ``alliance.pdesk`` takes ``alliance.rules.csv``. Raises Refused 'own_rules_wrong' when that contradicts itself.
    """
    path = desk.file.path.with_suffix(".rules.csv")
    if not path.is_file():
        return rulebook(desk.library)
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:8]
    kept = desk.kept.get(_OWN)
    if isinstance(kept, Rulebook) and kept.version.endswith(digest):
        return kept
    official = rulebook(desk.library)
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        book = with_own_rules(official, path.name, rows, f"{official.version}+{digest}")
    except (ValueError, csv.Error) as fault:
        raise refuse("own_rules_wrong", file=path.name, fault=str(fault)) from fault
    desk.kept[_OWN] = book
    return book


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
    return read_rulebook(files, library.rows(_SERVICE), classes, pack["version"])


def _read_calendars(library: Library) -> Calendars:
    heads = library.rows("calendars/calendars.csv")
    return read_calendars(heads, {head["days"]: library.rows(f"calendars/{head['days']}.csv") for head in heads})


def _read_fees(library: Library) -> FeeSchedules:
    return read_fees({name: library.rows(name) for name in library.names("fees", ".csv")})
