"""Give work that takes the whole panel a page of its own: a title, tools, and a button back; Escape leaves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from patentdesk.ui.pieces import ElidedLabel, button, label
from patentdesk.ui.tongue import Tongue


class Page(QWidget):
    """A page overrides ``retranslate`` (and calls it) and, where it reads something, ``enter``."""

    left = Signal()
    of_desk = True
    """Whether it works on the open portfolio, and is left when another one is opened."""

    def __init__(self, say: Tongue, title: str) -> None:
        """Lay out the head; ``title`` is a key of the words."""
        super().__init__()
        self.say = say
        self._title_key = title
        self._buttons: list[tuple[QPushButton, str]] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 4, 12, 10)
        self.column.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(6)
        self.back = button(self.head, self.left.emit, look="flat")
        self._title = label("heading")
        self.subtitle = ElidedLabel("muted")
        self.head.addWidget(self._title)
        self.head.addWidget(self.subtitle, 1)
        self.column.addLayout(self.head)
        say.language_changed.connect(self.retranslate)

    def enter(self) -> None:
        """Come into view: take the keyboard, read what is shown."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def tool(self, word: str, pressed: Callable[[], None], *, look: str = "") -> QPushButton:
        """Put a button at the end of the head; ``word`` is a key of the words."""
        made = button(self.head, pressed, look=look)
        made.setText(self.say(word))
        self._buttons.append((made, word))
        return made

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._title.setText(self.say(self._title_key))
        self.back.setText(self.say("ui.page.back"))
        for control, word in self._buttons:
            control.setText(self.say(word))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
