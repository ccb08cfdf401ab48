"""Take the query as it is typed: results follow each character, words are completed, faults shown at their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QListView

from patentdesk.core.problems import Problem
from patentdesk.portfolio.fields import Field
from patentdesk.portfolio.query import BEGUN
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.vocabulary import Choice, begun_condition, code_choices, finished, matching

_BELOW = 4
"""Pixels between the line and its list."""
_MANY = 12
_TEXT = Qt.ItemDataRole.UserRole
_NUMBER = re.compile(r"([A-Za-z]{2})?[\s.]*\d[\d\s.,/-]{3,}[\dXx]\s*([A-Za-z]\d?)?")
"""A patent number in some written form; its kind code begins no word that could be completed."""
_SHORT = re.compile(rf"(?:^|[\s(])-?[A-Za-z0-9]{{1,{BEGUN - 1}}}$")
"""One or two letters with nothing behind: a word of their own, or the beginning of one."""
_PAUSE_MS = 400
"""What may be the beginning of a word is looked for when no more is typed for so long."""
_KEYS_OUT = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class QueryLine(QLineEdit):
    """The line of the query box; it underlines what could not be read and says why below."""

    def __init__(self) -> None:
        """Show no fault."""
        super().__init__()
        self._fault: tuple[int, int] | None = None
        self._colour = QColor()
        self._note = QLabel()
        self._note.setObjectName("fault")
        self._note.hide()

    def show_fault(self, problem: Problem | None, sentence: str, colour: QColor) -> None:
        """Underline the place that a problem names; None: all is well."""
        self._fault = None if problem is None else fault_place(problem, self.text())
        self._colour = colour
        self._note.setText(sentence)
        self._place_note()
        self.update()

    @property
    def fault(self) -> tuple[int, int] | None:
        """First and last place (excluded) of what is underlined."""
        return self._fault

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text and the line under its fault."""
        super().paintEvent(event)
        if self._fault is None:
            return
        left, right = (self._x_of(place) for place in self._fault)
        painter = QPainter(self)
        painter.setPen(QPen(self._colour, 1.6, Qt.PenStyle.DotLine))
        y = self.height() - 7
        painter.drawLine(left, y, max(right, left + 6), y)
        painter.end()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the sentence away while something else is worked on."""
        super().focusOutEvent(event)
        self._note.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the sentence again."""
        super().focusInEvent(event)
        self._place_note()

    def _x_of(self, place: int) -> int:
        """Return where a character begins; the line may be scrolled, so it is measured from the cursor."""
        metrics, text = self.fontMetrics(), self.text()
        before = metrics.horizontalAdvance(text[:place]) - metrics.horizontalAdvance(text[: self.cursorPosition()])
        return min(max(self.cursorRect().center().x() + before, 6), self.width() - 8)

    def _place_note(self) -> None:
        if self._fault is None or not self._note.text() or not self.hasFocus():
            self._note.hide()
            return
        window = self.window()
        if self._note.parent() is not window:
            self._note.setParent(window)
        self._note.adjustSize()
        place = self.mapTo(window, QPoint(self.width() - self._note.width(), -self._note.height() - 2))
        if place.y() < 0:  # no menus stand above
            place = self.mapTo(window, QPoint(self._x_of(self._fault[0]), self.height() + 3))
        self._note.move(max(min(place.x(), window.width() - self._note.width() - 8), 8), place.y())
        self._note.show()
        self._note.raise_()


def fault_place(problem: Problem, text: str) -> tuple[int, int]:
    """Return first and last place (excluded) of the part of a text that a problem speaks of; without a place: all."""
    position, near = problem.args.get("position"), str(problem.args.get("near", ""))
    if not isinstance(position, int):
        return 0, len(text)
    start = min(max(position - 1, 0), len(text))
    if near and text[start:].startswith(near):
        return start, start + len(near)
    if near and text[:start].endswith(near):
        return start - len(near), start
    return (start, len(text)) if start < len(text) else (max(start - 1, 0), start)


class QueryBox(QObject):
    """Turns a line into the query box.

    ``set_choices`` takes what may be typed; values of fields are asked for by ``values_wanted(field, begun)`` and given
    by ``offer_values``. ``recent`` returns what was asked before.
    """

    asked = Signal(str)
    """Enter was pressed, or the line was emptied."""
    tried = Signal(str)
    """The text as it is being typed."""
    given_up = Signal()
    """Escape: what was typed is not wanted."""
    left = Signal()
    """The keyboard goes back to the panel."""
    values_wanted = Signal(str, str)

    def __init__(self, line: QueryLine, say: Tongue, recent: Callable[[], Sequence[Choice]]) -> None:
        """Attach to the line."""
        super().__init__(line)
        self._line = line
        self._say = say
        self._recent = recent
        self._choices: list[Choice] = []
        self._whole = False
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._popup.setObjectName("suggestions")
        self._completer.setWidget(line)
        self._completer.setCompletionRole(_TEXT)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MANY + 2)
        self._completer.activated.connect(self._insert)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._suggest)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._try)
        line.textEdited.connect(self._follow)
        line.textChanged.connect(self._emptied)
        line.returnPressed.connect(self._ask)
        line.installEventFilter(self)
        self._popup.installEventFilter(self)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on."""
        self._choices = list(choices)

    def show_query(self, query: str) -> None:
        """Write a query that was chosen elsewhere; the cursor of one that is being typed stays where it is."""
        self._pause.stop()
        if self._line.text().strip() != query:
            self._line.setText(query)

    def show_recent(self) -> None:
        """Open the list of what was asked before."""
        self._line.setFocus()
        self._whole = True
        self._offer(self._recent())

    @property
    def offering(self) -> bool:
        """Whether completions of what is typed are shown."""
        return self._popup.isVisible() and not self._whole

    def offer_values(self, field: str, begun: str, values: Sequence[str]) -> None:
        """Show values that were asked for, if they still fit what is typed."""
        word = self._word()
        condition = begun_condition(word)
        if condition is not None and (condition[0].name, condition[2]) == (field, begun) and self._line.hasFocus():
            found = [Choice(finished(condition[1], value), value) for value in values]
            self._offer([one for one in found if one.text != word])  # Enter asks what is complete

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave by Escape, open the recent queries by Down, take the first completion by Tab."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, popup = Qt.Key(event.key()), self._popup
        if watched is popup:
            return key in {Qt.Key.Key_Tab, *_KEYS_OUT} and self._take(key)
        if key == Qt.Key.Key_Escape:
            self._pause.stop()
            self.given_up.emit()
            self.left.emit()
            return True
        if key == Qt.Key.Key_Down and not popup.isVisible():
            self.show_recent()
            return True
        return False

    def suggestions(self, word: str) -> list[Choice]:
        """Return what completes a word, as far as it is known without asking the portfolio."""
        word = word.lstrip("(-")
        condition = begun_condition(word)
        if condition is None:
            return matching(self._choices, word, _MANY) if word else []
        field, before, begun = condition
        known = code_choices(self._say, field, begun)[:_MANY]
        return [Choice(finished(before, one.text), one.meaning) for one in known]

    def _follow(self, text: str) -> None:
        if _SHORT.search(text):
            self._pause.start()
        else:
            self._try()
        self._later.start()

    def _try(self) -> None:
        self._pause.stop()
        self.tried.emit(self._line.text().strip())

    def _suggest(self) -> None:
        self._whole = False
        word = self._word()
        found = [] if _NUMBER.fullmatch(self._line.text().strip()) else self.suggestions(word)
        self._offer(found)
        condition = begun_condition(word.lstrip("(-"))
        if condition is not None and not found and _has_values(condition[0]):
            self.values_wanted.emit(condition[0].name, condition[2])

    def _offer(self, choices: Sequence[Choice]) -> None:
        self._model.clear()
        for choice in choices:
            meaning = f"    {choice.meaning}" if choice.meaning not in choice.text else ""
            item = QStandardItem(choice.text + meaning)
            item.setData(choice.text, _TEXT)
            self._model.appendRow(item)
        if choices and self._line.hasFocus():
            self._completer.complete(self._line.rect().adjusted(0, 0, 0, _BELOW))
        else:
            self._popup.hide()

    def _word(self) -> str:
        """Return the word that ends at the cursor; blanks in quotation marks belong to it."""
        before = self._line.text()[: self._line.cursorPosition()]
        return before[self._word_start(before) :]

    def _word_start(self, before: str) -> int:
        quoted, start = False, 0
        for place, character in enumerate(before):
            if character == '"':
                quoted = not quoted
            elif character == " " and not quoted:
                start = place + 1
        while start < len(before) and before[start] in "(-":
            start += 1
        return start

    def _insert(self, choice: str) -> None:
        text, cursor = self._line.text(), self._line.cursorPosition()
        if self._whole:
            self._line.setText(choice)
            self.asked.emit(choice)
            return
        start = self._word_start(text[:cursor])
        self._line.setText(text[:start] + choice + text[cursor:])
        self._line.setCursorPosition(start + len(choice))
        self._follow(self._line.text())

    def _take(self, key: Qt.Key) -> bool:
        """Take the marked completion, by Tab also the first; Enter without a mark asks the query as it stands."""
        index = self._popup.currentIndex()
        if not index.isValid() and key == Qt.Key.Key_Tab:
            index = self._popup.model().index(0, 0)
        self._popup.hide()
        if index.isValid():
            self._insert(str(index.data(_TEXT)))
        else:
            self._ask()
        return True

    def _ask(self) -> None:
        self._later.stop()
        self._pause.stop()
        self._popup.hide()
        self.asked.emit(self._line.text().strip())
        if self._line.fault is None:
            self.left.emit()

    def _emptied(self, text: str) -> None:
        if not text and self._line.hasFocus():
            self.asked.emit("")


def _has_values(field: Field) -> bool:
    return field.kind.value in {"text", "code"}
