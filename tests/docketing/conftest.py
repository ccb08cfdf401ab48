"""Load the law that the program ships, once for all docketing tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from patentdesk.docketing.asking import facts_from_words
from patentdesk.docketing.calendar import Calendars
from patentdesk.docketing.engine import compute
from patentdesk.docketing.results import Docket
from patentdesk.docketing.rules import Rulebook
from patentdesk.docketing.vocabulary import Vocabulary
from patentdesk.services import calculator, law
from patentdesk.services.library import Library

ROOT = Path(__file__).resolve().parents[2]
Ask = Callable[..., Docket]


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(ROOT / "resources")


@pytest.fixture(scope="session")
def rulebook(library: Library) -> Rulebook:
    return law.rulebook(library)


@pytest.fixture(scope="session")
def calendars(library: Library) -> Calendars:
    return law.calendars(library)


@pytest.fixture(scope="session")
def vocabulary(library: Library) -> Vocabulary:
    return calculator.vocabulary(library)


@pytest.fixture(scope="session")
def ask(rulebook: Rulebook, calendars: Calendars, vocabulary: Vocabulary) -> Ask:
    """Return the docket for an office and facts written as words."""

    def docket(office: str, words: str, today: str, right: str = "invention", *, period: str = "", every: bool = False):
        facts = facts_from_words(office, right, words.split(), vocabulary, period=period)
        return compute(facts, rulebook, calendars, date.fromisoformat(today), all_annuities=every)

    return docket
