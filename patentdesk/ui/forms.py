"""Build small forms from lists of fields; a form opens inside its panel, not over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from patentdesk.ui.pieces import button, label
from patentdesk.ui.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``kind`` is 'text', 'date' or 'choice'; ``choices`` pairs values with the texts shown.

    ``optional`` fields may stay empty; a date that may stay empty is typed as text (2026-11-22).
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
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        column.addLayout(self._row)
        self._send: QPushButton | None = None
        self.hide()

    def open(self, title: str, fields: Sequence[Field], send: str) -> None:
        """Ask for these fields."""
        self._empty()
        self._title.setText(title)
        for field in fields:
            box = QVBoxLayout()
            box.setSpacing(3)
            box.addWidget(label("muted", self._say(field.title)))
            widget = _editor(field)
            widget.setAccessibleName(self._say(field.title))
            box.addWidget(widget)
            self._row.addLayout(box, field.stretch)
            self._fields.append((field, widget))
            if isinstance(widget, QLineEdit):
                widget.textChanged.connect(self._check)
        buttons = QHBoxLayout()
        self._send = button(buttons, self.send, look="primary")
        self._send.setText(send)
        button(buttons, self.close_form, look="flat").setText(self._say("ui.cancel"))
        box = QVBoxLayout()
        box.addWidget(label("muted", " "))
        box.addLayout(buttons)
        self._row.addLayout(box)
        if not any(field.stretch for field in fields):
            self._row.addStretch()
        self._check()
        self.show()
        if self._fields:
            self._fields[0][1].setFocus()

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
        whole = all(_value(widget) or field.optional for field, widget in self._fields)
        if self._send is not None:
            self._send.setEnabled(whole)
        return whole

    def _empty(self) -> None:
        self._fields = []
        self._send = None
        _clear(self._row)


def _clear(layout: QHBoxLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, (QHBoxLayout, QVBoxLayout)):
            _clear(inner)
            inner.deleteLater()


def _editor(field: Field) -> QWidget:
    if field.kind == "choice":
        box = QComboBox()
        for value, text in field.choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(field.value), 0))
        box.setMaxVisibleItems(18)
        return box
    if field.kind == "date":
        edit = QDateEdit()
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setCalendarPopup(True)
        edit.setDate(QDate.fromString(field.value, "yyyy-MM-dd"))
        edit.setMinimumWidth(118)
        return edit
    line = QLineEdit(field.value)
    line.setPlaceholderText(field.hint)
    line.setMinimumWidth(110)
    return line


def _value(widget: QWidget) -> str | date | None:
    if isinstance(widget, QComboBox):
        return str(widget.currentData())
    if isinstance(widget, QDateEdit):
        chosen = widget.date()
        return date(chosen.year(), chosen.month(), chosen.day())
    return widget.text().strip() if isinstance(widget, QLineEdit) else None
