"""Find and run any action by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from patentdesk.ui.actions import Action
from patentdesk.ui.surroundings import Surroundings

_SIZE = (520, 400)
_ID = Qt.ItemDataRole.UserRole


class Palette(QFrame):
    """A list of actions under a line to type in; Enter runs the marked one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, around: Surroundings, actions: Sequence[Action]) -> None:
        """Show the actions that can be run now."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._window = parent
        self._around = around
        self._actions = actions
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        self.line = QLineEdit()
        self.line.setPlaceholderText(around.tongue("ui.palette.placeholder"))
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self._filter("")

    def open(self) -> None:
        """Appear under the middle of the window's top edge."""
        above = self._window
        self.move(above.mapToGlobal(QPoint((above.width() - self.width()) // 2, 90)))
        self.show()
        self.line.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move in the list by the arrow keys and run by Enter while the line keeps the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentItem())
            return True
        return False

    def _filter(self, text: str) -> None:
        self.list.clear()
        words = text.casefold().split()
        for action in self._actions:
            title = self._around.tongue(action.title)
            if all(word in f"{title} {action.id}".casefold() for word in words):
                keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
                item = QListWidgetItem(f"{title}     {keys}" if keys else title, self.list)
                item.setData(_ID, action.id)
                item.setIcon(self._around.icon(action.icon or "command", "muted"))
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            name = str(item.data(_ID))
            self.close()
            self.chosen.emit(name)
