"""Show every shortcut on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from patentdesk.ui import formats
from patentdesk.ui.actions import ACTIONS
from patentdesk.ui.pieces import label
from patentdesk.ui.surroundings import Surroundings

_COLUMNS = 2
_IN_TABLES = (("J / K", "ui.shortcut.move"), ("Enter", "ui.shortcut.open"), ("F2", "ui.shortcut.edit"))


class ShortcutSheet(QDialog):
    """All shortcuts by the place where they are heard; Escape closes it."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Lay the sheet out."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(around.tongue("ui.action.shortcuts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 20)
        column.addWidget(label("title", around.tongue("ui.action.shortcuts")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        column.addLayout(grid)
        entries = [(keys, around.tongue(title)) for keys, title in _IN_TABLES]
        for action in ACTIONS:
            if action.shortcut:
                keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
                title = around.tongue(action.title)
                place = "" if action.scope == "window" else around.tongue(f"ui.place.{action.scope}")
                entries.append((keys, formats.listed((place, title))))
        rows = -(-len(entries) // _COLUMNS)
        for number, (keys, title) in enumerate(entries):
            row, left = number % rows, number // rows * 3
            grid.addWidget(label("heading", keys), row, left)
            grid.addWidget(label("", title), row, left + 1)
            grid.setColumnMinimumWidth(left + 2, 26)
