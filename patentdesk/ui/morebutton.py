"""Offer what is done now and then in a menu at the end of a panel's head."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QPushButton

from patentdesk.ui.panel import Panel


class MoreButton(QPushButton):
    """A flat button whose menu carries out commands of the panel (words ``ui.action.<place>.<name>``)."""

    def __init__(self, panel: Panel, word: str, names: Sequence[str]) -> None:
        """Stand at the end of the head, called ``word``; '' among the names divides them."""
        super().__init__()
        self._panel, self._word, self._names = panel, word, names
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setProperty("flat", True)
        self.setProperty("more", True)  # its word ends in the arrow
        panel.head.addWidget(self)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        panel = self._panel
        self.setText(panel.say(self._word))
        self._menu.clear()
        for name in self._names:
            if name:
                self._menu.addAction(panel.say(f"ui.action.{panel.place}.{name}"), panel.commands[name])
            else:
                self._menu.addSeparator()
