"""Say in the middle of a table why it shows no rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QTableView


class TableNote(QLabel):
    """A sentence, with a link that may be pressed, over a table without rows; '' is no sentence."""

    def __init__(self, table: QTableView) -> None:
        """Say nothing."""
        super().__init__(table.viewport())
        self._room = table.viewport()
        self.setProperty("role", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what the link does has a key of its own, named in the sentence
        self._room.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._fill()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._fill()
        return False

    def _fill(self) -> None:
        self.setGeometry(self._room.rect().adjusted(24, 0, -24, 0))
