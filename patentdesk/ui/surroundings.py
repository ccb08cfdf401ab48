"""Hold what every widget shares: the words, the looks, the icons and what is remembered."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QIcon

from patentdesk.ui.icons import Icons
from patentdesk.ui.settings import Settings
from patentdesk.ui.theme import Appearance
from patentdesk.ui.tongue import Tongue


class Surroundings(NamedTuple):
    """Made once at the program's start. A tuple, because its class is made faster before the first paint."""

    tongue: Tongue
    appearance: Appearance
    icons: Icons
    settings: Settings

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """Return an icon in a colour of the theme in use."""
        return self.icons.icon(name, str(getattr(self.appearance.colours, tone)))
