"""Show what happened in a bar inside the panel that it concerns: never a box that stops the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from patentdesk.core.problems import Problem
from patentdesk.ui.tongue import Tongue

SUCCESS_SECONDS = 8
MOST = 2
"""So many messages stand at once; an older note or success makes room for a new one, a fault does not."""


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: ``kind`` is 'note', 'success', 'warning' or 'error'; ``action`` an optional remedy to press.

    ``name`` is what it is shown and cleared by; a panel shows one message of a name at a time.
    """

    name: str
    kind: str
    text: Callable[[], str]
    action_title: str = ""
    action: Callable[[], None] | None = None
    lasting: bool = False
    """A success that stays until it is dismissed: what was written and where."""

    @property
    def passing(self) -> bool:
        """Whether it goes by itself."""
        return self.kind == "success" and not self.lasting


class MessageBar(QFrame):
    """The messages of one panel, newest below."""

    emptied = Signal()

    def __init__(self, tongue: Tongue) -> None:
        """Show nothing."""
        super().__init__()
        self._tongue = tongue
        self._shown: dict[str, tuple[Message, _Line]] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 6, 12, 6)
        self._lines.setSpacing(6)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SUCCESS_SECONDS * 1000)
        self._timer.timeout.connect(self._expire)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # as high as its lines are folded
        self.hide()
        tongue.language_changed.connect(self._retranslate)

    def show_message(self, message: Message) -> None:
        """Show a message in place of the one of the same name and of an earlier success, which goes by itself too."""
        self.clear(message.name)
        for name, (shown, _line) in list(self._shown.items()):
            if shown.passing:
                self.clear(name)
        mild = [name for name, (shown, _line) in self._shown.items() if shown.kind in {"note", "success"}]
        for name in mild[: max(len(self._shown) + 1 - MOST, 0)]:
            self.clear(name)
        line = _Line(message, self._tongue)
        line.closed.connect(self._close)
        self._shown[message.name] = (message, line)
        self._lines.addWidget(line)
        self.show()
        if message.passing:
            self._timer.start()

    def show_word(self, name: str, kind: str, key: str, **args: object) -> None:
        """Show the sentence of a key."""
        self.show_message(Message(name, kind, lambda: self._tongue(key, **args)))

    def show_written(self, rows: int, path: Path | str) -> None:
        """Tell that rows were written, and where, until it is dismissed: whoever looked away finds the file."""
        text = partial(self._tongue, "ui.exported", n=rows, path=str(path))
        self.show_message(Message("exported", "success", text, lasting=True))

    def show_problem(self, problem: Problem, name: str = "problem") -> None:
        """Show why something was refused."""
        self.show_message(Message(name, "error", lambda: self._tongue.words.problem(problem)))

    def clear(self, name: str, *_told: object) -> None:
        """Take the message of this name away; whatever a signal tells with it is left aside."""
        found = self._shown.pop(name, None)
        if found is not None:
            self._lines.removeWidget(found[1])
            found[1].deleteLater()
            if not self._shown:
                self.hide()
                self.emptied.emit()

    def clear_all(self) -> None:
        """Take all messages away."""
        for name in list(self._shown):
            self.clear(name)

    def texts(self) -> list[str]:
        """Return the sentences that are shown."""
        return [message.text() for message, _line in self._shown.values()]

    def _close(self, name: str) -> None:
        self.clear(name)

    def _expire(self) -> None:
        for name, (message, _line) in list(self._shown.items()):
            if message.passing:
                self.clear(name)

    def _retranslate(self) -> None:
        for message, line in self._shown.values():
            line.tell(message)


class _Line(QFrame):
    closed = Signal(str)

    def __init__(self, message: Message, tongue: Tongue) -> None:
        super().__init__()
        self._message = message
        self._tongue = tongue
        self.setProperty("message", message.kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setProperty("tone", {"error": "danger", "note": ""}.get(message.kind, message.kind))
        row.addWidget(self._text, 1)
        self._action = _flat(row)
        self._action.setVisible(message.action is not None)
        self._action.clicked.connect(self._act)
        self._copy = _flat(row)
        self._copy.setVisible(message.kind in {"error", "warning"})
        self._copy.clicked.connect(self._copy_text)
        self._dismiss = _flat(row)
        self._dismiss.clicked.connect(self._dismissed)
        self.tell(message)

    def tell(self, message: Message) -> None:
        """Write the sentence in the language in use."""
        self._text.setText(message.text())
        self._action.setText(self._tongue(message.action_title) if message.action_title else "")
        self._copy.setText(self._tongue("ui.copy"))
        self._dismiss.setText("✕")
        self._dismiss.setAccessibleName(self._tongue("ui.dismiss"))

    def _act(self) -> None:
        if self._message.action is not None:
            self._message.action()

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())

    def _dismissed(self) -> None:
        self.closed.emit(self._message.name)


def _flat(row: QHBoxLayout) -> QPushButton:
    button = QPushButton()
    button.setProperty("flat", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where the work is
    row.addWidget(button)
    return button


_BESIDE = 48
"""Room at the sides of a sentence, so that it reads as one."""


class EmptyState(QWidget):
    """A helpful sentence and a button, or some, where a panel has nothing to show."""

    pressed = Signal()
    other_pressed = Signal(int)
    """One of the further buttons, counted from 0."""

    def __init__(self) -> None:
        """Show nothing until ``tell``."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(_BESIDE, 0, _BESIDE, 0)
        column.addStretch(2)
        self._title = _centred(column, "title")
        self._text = _centred(column, "subtitle")
        self._button = QPushButton()
        self._button.setProperty("primary", True)
        self._button.clicked.connect(self.pressed)
        self.setFocusProxy(self._button)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._button)
        self._others = (QPushButton(), QPushButton())
        for place, other in enumerate(self._others):
            other.clicked.connect(partial(self._press_other, place))
            other.hide()
            row.addWidget(other)
        row.addStretch()
        column.addSpacing(10)
        column.addLayout(row)
        column.addStretch(3)

    def tell(self, title: str, text: str, button: str = "") -> None:
        """Show a title, a sentence and, unless empty, a button."""
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def _press_other(self, place: int, _checked: bool = False) -> None:
        self.other_pressed.emit(place)

    def offer_others(self, *buttons: str) -> None:
        """Show up to two further buttons beside the first, and no others."""
        for place, other in enumerate(self._others):
            other.setText(buttons[place] if place < len(buttons) else "")
            other.setVisible(place < len(buttons))


def _centred(column: QVBoxLayout, role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(label)
    return label
