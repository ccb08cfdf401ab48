"""Find a text in the columns that the table shows: mark it, count it, go from one place to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit

from patentdesk.services import listing
from patentdesk.ui.jobs import Lane
from patentdesk.ui.pieces import button, label
from patentdesk.ui.session import Session

_PAUSE_MS = 120


class FindBar(QFrame):
    """A line under the table; Enter goes on, Shift and Enter back, Escape closes it."""

    wanted = Signal(int)
    """The number of the patent, in the order shown, that is to be shown."""
    looked_for = Signal(str)

    def __init__(self, session: Session, columns: Callable[[], list[str]]) -> None:
        """Show nothing until ``begin``; ``columns`` are those that can be seen."""
        super().__init__()
        self._session = session
        self._say = session.around.tongue
        self._columns = columns
        self._ids: Any = np.array([], np.int64)
        self._found: NDArray[np.int64] = np.array([], np.int64)
        self._told: NDArray[np.int64] | None = None
        self._place = -1
        self.setObjectName("findbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(6)
        self._name = label("muted")
        row.addWidget(self._name)
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(360)
        row.addWidget(self.line, 1)
        self.count = QLabel()
        self.count.setMinimumWidth(90)
        row.addWidget(self.count)
        self._back = button(row, lambda: self.step(-1), look="flat")
        self._on = button(row, lambda: self.step(1), look="flat")
        row.addStretch()
        self._close = button(row, self.end, look="flat")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MS)
        self._rest.timeout.connect(self._ask)
        self.line.textChanged.connect(self._rest.start)
        self.retranslate()
        self.hide()

    def begin(self) -> None:
        """Appear, ready to be typed in."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self._rest.start()

    def end(self) -> None:
        """Go away and mark nothing any more."""
        self.hide()
        self.looked_for.emit("")

    def take_ids(self, ids: Any) -> None:  # noqa: ANN401 - numpy array
        """Look in another list from now on."""
        self._ids = ids
        if self.isVisible():
            self._rest.start()

    def step(self, by: int) -> None:
        """Go to the next place, or back; behind the last comes the first."""
        if self.isHidden():
            self.begin()
        elif len(self._found):
            self._place = (self._place + by) % len(self._found)
            self._tell()
            self.wanted.emit(int(self._found[self._place]))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._name.setText(self._say("ui.find"))
        self.line.setAccessibleName(self._say("ui.find"))
        self.line.setPlaceholderText(self._say("ui.find.hint"))
        self._back.setText(self._say("ui.find.back"))
        self._on.setText(self._say("ui.find.on"))
        self._close.setText("✕")
        self._close.setAccessibleName(self._say("ui.dismiss"))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, back by Shift and Enter, close by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        desk, text = self._session.desk, self.line.text().strip()
        self.looked_for.emit(text)
        if desk is None or not text:
            self._take(text, np.array([], np.int64))
            return
        columns, language = self._columns(), self._say.language
        self._session.look(
            "find in page", "ui.job.find", lambda _progress: listing.containing(desk, text, columns, language),
            partial(self._take, text), lane=Lane.WORKING,
        )  # fmt: skip

    def _take(self, text: str, found: NDArray[np.int64]) -> None:
        if text == self.line.text().strip():
            self._found = np.flatnonzero(np.isin(self._ids, found))
            self._place = -1
            self._tell()

    def _tell(self) -> None:
        text, count = self.line.text().strip(), len(self._found)
        if not text:
            self.count.clear()
        elif self._place < 0:
            self.count.setText(self._say("ui.find.count", n=count) if count else self._say("ui.find.none"))
        else:
            self.count.setText(self._say("ui.find.place", place=self._place + 1, n=count))
