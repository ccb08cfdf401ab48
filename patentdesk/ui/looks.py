"""Change the window's theme, its density and its language, and remember the choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from patentdesk.ui.settings import DENSITY, LANGUAGE, THEME
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.theme import ROW_HEIGHTS


class Looks:
    """The commands that change how the whole window looks and speaks."""

    def __init__(self, around: Surroundings) -> None:
        """Offer the commands."""
        self._around = around
        self.commands: Mapping[str, Callable[[], None]] = {
            "theme": self._other_theme,
            "theme_system": partial(self.take_theme, "system"),
            "density": self._next_density,
            "language": self._other_language,
        }

    def take_theme(self, choice: str) -> None:
        """Draw in a theme, or as the system does ('system')."""
        self._around.settings.put(THEME, choice)
        self._around.appearance.choose(choice)

    def take_density(self, density: str) -> None:
        """Give rows their height."""
        self._around.settings.put(DENSITY, density)
        self._around.appearance.choose_density(density)

    def take_language(self, language: str) -> None:
        """Speak a language."""
        self._around.settings.put(LANGUAGE, language)
        self._around.tongue.choose(language)

    def _other_theme(self) -> None:
        self.take_theme("light" if self._around.appearance.colours.name == "dark" else "dark")

    def _next_density(self) -> None:
        known = list(ROW_HEIGHTS)
        self.take_density(known[(known.index(self._around.appearance.density) + 1) % len(known)])

    def _other_language(self) -> None:
        self.take_language("en" if self._around.tongue.language == "zh" else "zh")
