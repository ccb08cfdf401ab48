"""Give the rule book, the calendars and the fee schedules that the program ships."""

from __future__ import annotations

from typing import cast

from patentdesk.docketing.calendar import Calendars, read_calendars
from patentdesk.docketing.fees import FeeSchedules, read_fees
from patentdesk.docketing.rulefile import read_rulebook
from patentdesk.docketing.rules import Rulebook
from patentdesk.services.library import Library

_SERVICE = "rules/service.csv"


def rulebook(library: Library) -> Rulebook:
    """Return the rules of all offices. Raises ValueError when a data file contradicts itself."""
    return library.load("rulebook", _read_rulebook)


def calendars(library: Library) -> Calendars:
    """Return the office calendars. Raises ValueError when a data file cannot be read."""
    return library.load("calendars", _read_calendars)


def fees(library: Library) -> FeeSchedules:
    """Return the fee schedules. Raises ValueError when a data file cannot be read."""
    return library.load("fees", _read_fees)


def _read_rulebook(library: Library) -> Rulebook:
    names = [name for name in library.names("rules", ".csv") if name != _SERVICE]
    classes = cast("dict[str, str]", library.json("rules/events.json"))
    return read_rulebook({name: library.rows(name) for name in names}, library.rows(_SERVICE), classes)


def _read_calendars(library: Library) -> Calendars:
    heads = library.rows("calendars/calendars.csv")
    return read_calendars(heads, {head["days"]: library.rows(f"calendars/{head['days']}.csv") for head in heads})


def _read_fees(library: Library) -> FeeSchedules:
    return read_fees({name: library.rows(name) for name in library.names("fees", ".csv")})
