"""Complete what is typed into the query box, word by word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

_MANY = 12


class QueryBox(QObject):
    """Turns the frame's line into the query box; emits ``asked`` when Enter is pressed or the line is emptied.

    ``set_choices`` takes what may be typed: field names ending in ':' and complete conditions such as 'office:CN'.
    """

    asked = Signal(str)

    def __init__(self, line: QLineEdit) -> None:
        """Attach to the line."""
        super().__init__(line)
        self._line = line
        self._choices: list[str] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(line)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._insert)
        line.textEdited.connect(self._suggest)
        line.textChanged.connect(self._emptied)
        line.returnPressed.connect(self._ask)
        line.installEventFilter(self)

    def set_choices(self, choices: list[str]) -> None:
        """Offer these from now on."""
        self._choices = choices

    def show_query(self, query: str) -> None:
        """Write a query that was chosen elsewhere."""
        if self._line.text() != query:
            self._line.setText(query)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Leave the line by Escape."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._line.clearFocus()
            return True
        return False

    def suggestions(self, text: str) -> list[str]:
        """Return what completes the last word of a text."""
        word = text.rsplit(" ", 1)[-1].lstrip("(-").casefold()
        if not word:
            return []
        starts = [one for one in self._choices if one.casefold().startswith(word) and one.casefold() != word]
        return starts[:_MANY]

    def _suggest(self, text: str) -> None:
        found = self.suggestions(text[: self._line.cursorPosition()])
        self._model.setStringList(found)
        popup = self._completer.popup()
        if found:
            self._completer.complete()
        elif popup is not None:
            popup.hide()

    def _insert(self, choice: str) -> None:
        text, cursor = self._line.text(), self._line.cursorPosition()
        start = text.rfind(" ", 0, cursor) + 1
        while start < cursor and text[start] in "(-":
            start += 1
        self._line.setText(text[:start] + choice + text[cursor:])
        self._line.setCursorPosition(start + len(choice))

    def _ask(self) -> None:
        popup = self._completer.popup()
        if popup is None or not popup.isVisible():
            self.asked.emit(self._line.text().strip())

    def _emptied(self, text: str) -> None:
        if not text and self._line.hasFocus():
            self.asked.emit("")
