"""Build small forms from lists of fields; a form opens inside its panel, not over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from patentdesk.ui.dayedit import DayEdit
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.pieces import SteadyBox, button, label
from patentdesk.ui.tongue import Tongue

_WIDE, _NARROW = 300, 110


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``kind`` is 'text', 'date' or 'choice'; ``choices`` pairs values with the texts shown.

    A text with choices is completed by their texts.

    ``optional`` fields may stay empty; texts with a ``stretch`` are wide.
    """

    name: str
    title: str
    kind: str = "text"
    choices: Sequence[tuple[str, str]] = ()
    value: str = ""
    optional: bool = False
    hint: str = ""
    stretch: int = 0


class FormBar(QFrame):
    """A row of fields with a button that sends them and one that closes the form; Escape closes it too."""

    sent = Signal(object)
    """The values by name: texts, and dates for date fields (None when empty)."""
    closed = Signal()

    def __init__(self, say: Tongue) -> None:
        """Show nothing until ``open``."""
        super().__init__()
        self._say = say
        self._fields: list[tuple[Field, QWidget]] = []
        self.setProperty("message", "note")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        self._title = label("heading")
        self._title.setWordWrap(True)
        column.addWidget(self._title)
        self._row = FlowLayout(10)
        column.addLayout(self._row)
        self._send: QPushButton | None = None
        self.hide()

    def open(self, title: str, fields: Sequence[Field], send: str) -> None:
        """Ask for these fields."""
        self._empty()
        self._title.setText(title)
        for field in fields:
            widget = _editor(field)
            widget.setAccessibleName(self._title_of(field))
            self._row.addWidget(_under(self._title_of(field), widget))
            self._fields.append((field, widget))
            if isinstance(widget, QLineEdit):
                widget.textChanged.connect(self._check)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        self._send = button(row, self.send, look="primary")
        self._send.setText(send)
        button(row, self.close_form, look="flat").setText(self._say("ui.cancel"))
        self._row.addWidget(_under(" ", buttons))
        self._check()
        self.show()
        if self._fields:
            self._fields[0][1].setFocus()

    def _title_of(self, field: Field) -> str:
        """Return the word that a field's title names; a name of a person or company stands for itself."""
        return self._say(field.title) if self._say.words.has(field.title) else field.title

    def values(self) -> Mapping[str, str | date | None]:
        """Return what was entered, by name."""
        return {field.name: _value(widget) for field, widget in self._fields}

    def send(self) -> None:
        """Send the fields, once all that are needed are there."""
        if self._check():
            values = self.values()
            self.close_form()
            self.sent.emit(values)

    def close_form(self) -> None:
        """Go away."""
        self.hide()
        self._empty()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send by Enter, close by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.send()
        else:
            super().keyPressEvent(event)

    def _check(self) -> bool:
        whole = all(field.optional or field.kind == "choice" or _value(widget) for field, widget in self._fields)
        if self._send is not None:
            self._send.setEnabled(whole)
        return whole

    def _empty(self) -> None:
        self._fields = []
        self._send = None
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _under(title: str, widget: QWidget) -> QWidget:
    """Return a widget with its title above it."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(3)
    box.addWidget(label("muted", title))
    box.addWidget(widget)
    return holder


def _editor(field: Field) -> QWidget:
    if field.kind == "choice":
        box = SteadyBox()
        for value, text in field.choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(field.value), 0))
        box.setMaxVisibleItems(18)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(_WIDE)
        return box
    if field.kind == "date":
        return DayEdit(field.value)
    line = QLineEdit(field.value)
    line.setPlaceholderText(field.hint)
    line.setMinimumWidth(_WIDE if field.stretch else _NARROW)
    if field.choices:
        completer = QCompleter([text for _value, text in field.choices], line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(completer)
    return line


def _value(widget: QWidget) -> str | date | None:
    if isinstance(widget, QComboBox):
        return str(widget.currentData())
    if isinstance(widget, QDateEdit):
        chosen = widget.date()
        return date(chosen.year(), chosen.month(), chosen.day())
    return widget.text().strip() if isinstance(widget, QLineEdit) else None
