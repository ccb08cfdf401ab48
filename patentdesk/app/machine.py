"""Ask the machine what only it knows: the time, the user, the language, and where the program's resources lie."""

from __future__ import annotations

import getpass
import locale
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

from patentdesk.app import paths
from patentdesk.core.clock import Clock
from patentdesk.core.words import Language, Words
from patentdesk.services.library import Library


@dataclass(frozen=True, slots=True)
class Place:
    """What a run of the program works with, whether a window or a verb of the command line."""

    library: Library
    words: Words
    clock: Clock
    user: str


@dataclass(frozen=True, slots=True)
class MachineClock:
    """The clock of the machine and its time zone; ``day`` asks questions as of another day.

    The moment is always the machine's: what the journal and a signature say of the time cannot be chosen.
    """

    day: date | None = None

    def now(self) -> datetime:
        """Return the present moment (UTC)."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the day asked for, otherwise the calendar date at the machine's place."""
        return self.day or self.day_of(self.now())

    def day_of(self, moment: datetime) -> date:
        """Return the calendar date at the machine's place of a moment with its time zone."""
        return moment.astimezone().date()


def here() -> Place:
    """Return the place as the machine has it, in the system's language."""
    library = open_library()
    return Place(library, library.words(system_language()), MachineClock(), user_name())


def open_library() -> Library:
    """Return the resources that the program ships."""
    return Library(paths.resources())


def system_language() -> Language:
    """Return Chinese where the system speaks Chinese, else English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if (named or locale.getlocale()[0] or "").casefold().startswith(("zh", "chinese")) else "en"


def user_name() -> str:
    """Return the name of the account."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return "unknown"
