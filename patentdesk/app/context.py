"""Put the window's surroundings together: what is light at once, what is heavy after the first paint."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6 import QtWidgets

from patentdesk.core.clock import Clock
from patentdesk.core.words import Words
from patentdesk.services.library import Library
from patentdesk.ui import qtwords
from patentdesk.ui.icons import Icons
from patentdesk.ui.settings import DENSITY, LANGUAGE, THEME, Settings
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.theme import Appearance
from patentdesk.ui.tongue import Tongue

LANGUAGES = ("zh", "en")


class WindowContext(NamedTuple):
    """What the window is given by the program's start; ``settings_file`` None remembers nothing."""

    library: Library
    words: Words
    clock: Clock
    user: str
    settings_file: Path | None
    backups: Path
    language: str = ""
    """What was asked for this run alone; '' leaves it to what the user chose, else to the system."""


def surroundings(app: QtWidgets.QApplication, context: WindowContext) -> Surroundings:
    """Return what every widget shares.

    The user's own choice of language and theme goes before the system's, and before both what was asked for this run;
    that is not remembered.
    """
    settings = Settings(context.settings_file)
    tongue = Tongue(context.words)
    chosen = context.language or settings.get(LANGUAGE)
    if chosen in LANGUAGES:
        tongue.choose(chosen)
    qtwords.follow(app, tongue)
    icons = context.library.root / "icons"
    return Surroundings(
        tongue, Appearance(app, icons, settings.get(THEME), settings.get(DENSITY)), Icons(icons), settings
    )
