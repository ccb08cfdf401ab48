"""Choose a shipped assumption by its name: discount rates by stage, reduced tax."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from patentdesk.ui.tongue import Tongue
from patentdesk.ui.valuecolumns import source_text, written
from patentdesk.valuation.records import Assumption

Presets = Mapping[str, Mapping[str, Assumption]]


class PresetsButton(QToolButton):
    """A button with a menu: under each assumption its presets with value, range and, as a tip, reason and source."""

    chosen = Signal(str, str)
    """Key of the assumption, name of the preset."""

    def __init__(self, say: Tongue) -> None:
        """Offer nothing until ``offer``."""
        super().__init__()
        self._say = say
        self._presets: Presets = {}
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self.setEnabled(False)

    def offer(self, presets: Presets) -> None:
        """Fill the menu."""
        if presets != self._presets:
            self._presets = presets
            self.retranslate()
        self.setEnabled(bool(presets))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setText(self._say("ui.value.presets"))
        self.setToolTip(self._say("ui.value.presets_tip"))
        self._menu.clear()
        for key, named in self._presets.items():
            self._menu.addAction(self._say.words.code("assumption", key)).setEnabled(False)
            for name, row in named.items():
                self._add(key, name, row)

    def _add(self, key: str, name: str, row: Assumption) -> None:
        value, low, high = (written(one, row.unit) for one in (row.value, row.low, row.high))
        ranged = f" ({low} – {high})" if low != high else ""
        action = self._menu.addAction(
            "    " + self._say("ui.told", name=self._say.words.code("preset", name), value=value + ranged)
        )
        action.setToolTip("\n".join(source_text(self._say, text) for text in (row.text, row.source)))
        action.triggered.connect(lambda: self.chosen.emit(key, name))
