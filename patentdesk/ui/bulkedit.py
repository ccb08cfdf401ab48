"""Set one field of many patents at once: which, to what, how many that changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from patentdesk.core.problems import Problem
from patentdesk.services import editing
from patentdesk.ui.cells import as_written, choice_editor, chosen, line_editor, readable
from patentdesk.ui.models import Column
from patentdesk.ui.pieces import button, label, retone
from patentdesk.ui.session import Session

_PAUSE_MS = 150
_WIDE = 460


class BulkEdit(QDialog):
    """A field, its new value and a count; nothing is changed before the button says so."""

    sent = Signal(str, str)
    """Field and value."""

    def __init__(self, parent: QWidget, session: Session, ids: Sequence[int], columns: Sequence[Column]) -> None:
        """Offer the fields that can be edited."""
        super().__init__(parent)
        self._session = session
        self._say = session.around.tongue
        self._ids = list(ids)
        self._columns = [column for column in columns if column.edit]
        self._editor: QWidget | None = None
        self._edited: Column | None = None
        """Whose value the editor takes."""
        self._entered = False
        """Whether anybody entered a value: no field is set or emptied by a mere Enter."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say("ui.bulk.title"))
        self.setMinimumWidth(_WIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        column.addWidget(label("title", self._say("ui.bulk.heading", n=len(self._ids))))
        self.field = choice_editor(None, self._fields)
        self.field.setAccessibleName(self._say("ui.bulk.field"))
        column.addWidget(label("muted", self._say("ui.bulk.field")))
        column.addWidget(self.field)
        self.fault = label("muted", self._say("ui.bulk.no_field"))
        self.fault.setProperty("tone", "danger")
        self.fault.hide()
        column.addWidget(self.fault)
        column.addWidget(label("muted", self._say("ui.bulk.value")))
        self._holder = QVBoxLayout()
        column.addLayout(self._holder)
        self.preview = label("muted")
        self.preview.setWordWrap(True)
        self.preview.setMinimumHeight(38)
        column.addWidget(self.preview)
        foot = QHBoxLayout()
        foot.addStretch()
        button(foot, self.reject, look="flat").setText(self._say("ui.cancel"))
        self.send_button = button(foot, self.send, look="primary")
        self.send_button.setText(self._say("ui.bulk.send"))
        self.send_button.setDefault(True)
        column.addLayout(foot)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MS)
        self._rest.timeout.connect(self._ask)
        self.field.currentTextChanged.connect(self._change_field)
        name = self.field.lineEdit()
        if name is not None:
            name.editingFinished.connect(self._rest.start)
        self._change_field()
        self.field.setFocus()

    def value(self) -> str | None:
        """Return the value as the services read it; None while it is none."""
        column = self._column()
        if column is None or self._editor is None or not self._entered:
            return None
        if isinstance(self._editor, QComboBox):
            return chosen(self._editor)
        text = self._editor.text() if isinstance(self._editor, QLineEdit) else ""
        return as_written(text, column.kind) if readable(text, column.kind) else None

    def send(self) -> None:
        """Send field and value, and close."""
        column, value = self._column(), self.value()
        if column is not None and value is not None:
            self.accept()
            self.sent.emit(column.edit, value)

    def choose(self, field: str) -> QWidget | None:
        """Choose a field; return the editor of its value."""
        self.field.setCurrentIndex(self.field.findData(field))
        return self._editor

    def _fields(self) -> list[tuple[str, str]]:
        return [(column.edit, self._say(column.header)) for column in self._columns]

    def _column(self) -> Column | None:
        field = chosen(self.field)
        return next((column for column in self._columns if column.edit == field), None)

    def _change_field(self, *_name: str) -> None:
        """Offer the editor of the field that is named; where the one before has the keyboard, it goes to the new."""
        before, column = self._editor, self._column()
        self._rest.start()
        if before is not None and column is self._edited:
            return
        self._edited, self._entered = column, False
        choices: Callable[[], Sequence[tuple[str, str]]] | None = column.choices if column is not None else None
        if choices is not None:
            box = choice_editor(self, lambda: list(choices()))
            box.setCurrentIndex(-1)
            box.currentTextChanged.connect(self._enter)
            self._editor = box
        else:
            line = line_editor(self, column.kind if column is not None else "")
            line.textChanged.connect(self._enter)
            self._editor = line
        self._editor.setAccessibleName(self._say("ui.bulk.value"))
        self._holder.addWidget(self._editor)
        self._editor.show()  # a layout shows it later only; it takes the keyboard at once
        QWidget.setTabOrder(self.field, self._editor)
        if before is not None:
            if self.focusWidget() is before:
                self._editor.setFocus()
            self._holder.removeWidget(before)
            before.hide()
            before.deleteLater()

    def _unknown(self) -> bool:
        """Tell whether what stands in the field's place cannot become the name of one."""
        name, line = self.field.currentText().strip().casefold(), self.field.lineEdit()
        typing = line is not None and line.hasFocus()
        begun = any(name in title.casefold() for _field, title in self._fields())
        return self._column() is None and not (typing and begun)

    def _enter(self, *_text: str) -> None:
        self._entered = True
        self._rest.start()

    def _ask(self) -> None:
        desk, column, value = self._session.desk, self._column(), self.value()
        self.send_button.setEnabled(column is not None and value is not None)
        self.fault.setVisible(self._unknown())
        if desk is None or column is None or value is None:
            wrong = self._entered and column is not None
            self._tell("ui.bulk.unreadable" if wrong else "ui.bulk.wait", "danger" if wrong else "")
            return
        ids, field = self._ids, column.edit
        self._session.look(
            "bulk preview", "ui.job.find", lambda _progress: editing.would_change(desk, ids, **{field: value}),
            partial(self._take, value), self._refuse,
        )  # fmt: skip

    def _take(self, value: str, count: int) -> None:
        key = "ui.bulk.none" if not count else "ui.bulk.empties" if not value else "ui.bulk.changes"
        self._tell(key, "warning" if count and not value else "", n=count, total=len(self._ids))
        self.send_button.setEnabled(count > 0)

    def _refuse(self, problem: Problem) -> None:
        self.preview.setText(self._say.words.problem(problem))
        retone(self.preview, "tone", "danger")
        self.send_button.setEnabled(False)

    def _tell(self, key: str, tone: str, **args: object) -> None:
        self.preview.setText(self._say(key, **args))
        retone(self.preview, "tone", tone)
