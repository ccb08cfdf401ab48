"""Hold what one call of the command line works with: language, clock, user, resources, voice."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from patentdesk.app.argument_words import misfit
from patentdesk.app.machine import MachineClock, Place, system_language, user_name
from patentdesk.app.output import Voice
from patentdesk.core.problems import Problem, Refused, Severity, refuse
from patentdesk.core.words import Language, Words
from patentdesk.docketing.asking import read_day
from patentdesk.services.library import Library

DONE, PROBLEMS, WRONG_USE, UNUSABLE, STOPPED = 0, 1, 2, 3, 130
"""Exit statuses: done; done with problems listed; wrong use; the file cannot be used; stopped by the user."""
MOST = 1_000_000_000
_MOST_ID = 2**63 - 1


class Verb(Protocol):
    """What a module under ``app/verbs`` offers."""

    def declare(self, parser: argparse.ArgumentParser, words: Words) -> None:
        """Add the verb's arguments."""
        ...

    def run(self, arguments: argparse.Namespace, setting: Setting) -> int:
        """Carry the verb out and return the exit status. Raises Refused for what cannot be done as asked."""
        ...


@dataclass(frozen=True, slots=True)
class Setting(Place):
    """The surroundings of one call of the command line."""

    voice: Voice

    def status(self, problems: list[Problem]) -> int:
        """Return the exit status for work that is done: notes do not count as problems."""
        return PROBLEMS if any(problem.severity is not Severity.NOTE for problem in problems) else DONE


def add_common(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the options that every verb and every action of a verb takes; what is not given is not set."""
    group = parser.add_argument_group(words("cli.common"))
    absent = argparse.SUPPRESS
    group.add_argument("--json", action="store_true", default=absent, help=words("cli.opt.json"))
    group.add_argument("--lang", choices=("zh", "en"), default=absent, help=words("cli.opt.lang"))
    group.add_argument("--user", metavar="NAME", default=absent, help=words("cli.opt.user"))
    group.add_argument("--today", type=a_date, metavar="DATE", default=absent, help=words("cli.opt.today"))


def make_setting(arguments: argparse.Namespace, library: Library) -> Setting:
    """Return the surroundings that the common options ask for."""
    today: date | None = getattr(arguments, "today", None)
    language: Language = getattr(arguments, "lang", None) or system_language()
    words = library.words(language)
    return Setting(
        library=library,
        words=words,
        clock=MachineClock(today),
        user=getattr(arguments, "user", None) or user_name(),
        voice=Voice(words, as_json=getattr(arguments, "json", False)),
    )


def a_count(text: str) -> int:
    """Read how many: 0 to 1,000,000,000. Raises argparse.ArgumentTypeError for anything else."""
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > MOST:
        raise misfit(text, f"0 … {MOST:,}")
    return int(text)


def make_folder(folder: Path) -> None:
    """Make a folder that is missing. Raises Refused: folder_is_file, folder_read_only."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise refuse("folder_is_file", folder=str(folder)) from error
    except (OSError, ValueError) as error:
        raise refuse("folder_read_only", folder=str(folder.parent)) from error


def there(file: Path) -> Path:
    """Return a file that is to be read. Raises Refused 'input_gone' where there is none of that name."""
    if not os.path.lexists(file):
        raise refuse("input_gone", file=str(file))
    return file


def stated_in(file: Path) -> dict[str, Any]:
    """Return the inputs that a JSON file states by their names. Raises Refused: input_gone, worth_file."""
    try:
        return dict(json.loads(there(file).read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, TypeError, RecursionError) as fault:
        raise refuse("worth_file", name=str(file)) from fault


def ending(file: Path, known: str) -> Path:
    """Return a file that is to be written so that it can be read back. Raises Refused 'export_format' for others."""
    if file.suffix.lower() != known:
        raise refuse("export_format", file=file.name, known=known)
    return file


def an_id(text: str) -> int:
    """Read the number of a record as lists show it: 1 to 2**63 - 1. Raises argparse.ArgumentTypeError for others."""
    if not (text.isascii() and text.isdigit()) or len(text) > 19 or not 1 <= int(text) <= _MOST_ID:
        raise misfit(text, "1, 2, 3 …")
    return int(text)


def a_date(text: str) -> date:
    """Read a day written year first, such as 2026-11-22, between 1850 and 2200.

    Raises argparse.ArgumentTypeError for anything else.
    """
    try:
        return read_day(text)
    except (ValueError, Refused):
        raise misfit(text, "2026-11-22 (1850 … 2200)") from None
