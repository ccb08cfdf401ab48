"""Let the user choose the columns of a table: which, in which order, how wide, which stay in sight."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from patentdesk.ui.models import Column
from patentdesk.ui.pieces import button, label
from patentdesk.ui.tongue import Tongue

_KEY = Qt.ItemDataRole.UserRole
_SIZE = (470, 560)
_NARROWEST, _WIDEST = 44, 900


class Arranged(Protocol):
    """A table whose columns can be arranged."""

    def arrangement(self) -> dict[str, object]:
        """Return how the columns stand."""
        ...

    def rearrange(self, kept: dict[str, object]) -> None:
        """Let the columns stand in another way."""
        ...


class ColumnChooser(QDialog):
    """A list of all columns; whatever is changed shows in the table at once. Space ticks, Alt and arrows move."""

    def __init__(self, window: QWidget, table: Arranged, say: Tongue, columns: Sequence[Column]) -> None:
        """Show the columns as they stand."""
        super().__init__(window)
        self._table = table
        self._say = say
        self._columns = {column.key: column for column in columns}
        self._filling = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("ui.columns"))
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("title", say("ui.columns")))
        hint = label("muted", say("ui.columns.hint"))
        hint.setWordWrap(True)
        column.addWidget(hint)
        middle = QHBoxLayout()
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setAccessibleName(say("ui.columns"))
        middle.addWidget(self.list, 1)
        middle.addLayout(self._side())
        column.addLayout(middle, 1)
        foot = QHBoxLayout()
        button(foot, self.reset, look="flat").setText(say("ui.columns.reset"))
        foot.addStretch()
        done = button(foot, self.accept, look="primary")
        done.setText(say("ui.done"))
        done.setAutoDefault(False)
        column.addLayout(foot)
        self._fill(table.arrangement())
        self.list.itemChanged.connect(self._apply)
        self.list.model().rowsMoved.connect(self._apply)
        self.list.currentItemChanged.connect(self._tell)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.move_by, step))
        self.list.setCurrentRow(0)
        self._tell()
        self.list.setFocus()

    def move_by(self, step: int) -> None:
        """Move the marked column up or down."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            self._filling = True
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)
            self._filling = False
            self._apply()

    def pin(self) -> None:
        """Keep the marked column in sight on the left, or no longer."""
        item = self.list.currentItem()
        if item is not None:
            key = str(item.data(_KEY))
            pinned = self._pinned()
            kept = self._read()
            kept["pinned"] = [one for one in pinned if one != key] if key in pinned else [*pinned, key]
            self._put(kept, key)

    def reset(self) -> None:
        """Let the columns stand as they do at first."""
        self._put({}, "")

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(6)
        for word, step in (("ui.columns.up", -1), ("ui.columns.down", 1)):
            made = button(side, partial(self.move_by, step))
            made.setText(self._say(word))
            made.setAutoDefault(False)
        self.pin_button = button(side, self.pin)
        self.pin_button.setAutoDefault(False)
        side.addSpacing(8)
        title = QLabel(self._say("ui.columns.width"))
        title.setProperty("role", "muted")
        side.addWidget(title)
        self.width_box = QSpinBox()
        self.width_box.setRange(_NARROWEST, _WIDEST)
        self.width_box.setSingleStep(10)
        self.width_box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.width_box.setMinimumWidth(72)
        self.width_box.lineEdit().setTextMargins(8, 0, 0, 0)
        self.width_box.setAccessibleName(self._say("ui.columns.width"))
        self.width_box.valueChanged.connect(self._widen)
        side.addWidget(self.width_box)
        side.addStretch()
        return side

    def _fill(self, kept: dict[str, object]) -> None:
        self._filling = True
        self.list.clear()
        order, hidden = kept.get("order"), kept.get("hidden")
        for key in order if isinstance(order, list) else []:
            name = self._say(self._columns[key].header)
            pinned = self._say("ui.columns.pinned", name=name)
            item = QListWidgetItem(pinned if key in self._pinned() else name, self.list)
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            shown = not (isinstance(hidden, list) and key in hidden)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self._filling = False

    def _pinned(self) -> list[str]:
        pinned = self._table.arrangement().get("pinned")
        return [str(one) for one in pinned] if isinstance(pinned, list) else []

    def _read(self) -> dict[str, object]:
        items = [self.list.item(row) for row in range(self.list.count())]
        unticked = Qt.CheckState.Unchecked
        hidden = [str(one.data(_KEY)) for one in items if one.checkState() == unticked]
        if len(hidden) == len(items):
            hidden = hidden[1:]
        order = [str(one.data(_KEY)) for one in items]
        return {**self._table.arrangement(), "order": order, "hidden": hidden}

    def _apply(self, *_what: object) -> None:
        if not self._filling:
            self._table.rearrange(self._read())

    def _put(self, kept: dict[str, object], key: str) -> None:
        self._table.rearrange(kept)
        self._fill(self._table.arrangement())
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_KEY) == key]
        self.list.setCurrentRow(rows[0] if rows else 0)

    def _widen(self, width: int) -> None:
        item = self.list.currentItem()
        if item is not None and not self._filling:
            kept = self._table.arrangement()
            widths = kept.get("widths")
            changed = {**(widths if isinstance(widths, dict) else {}), str(item.data(_KEY)): width}
            self._table.rearrange({**kept, "widths": changed})

    def _tell(self, *_items: object) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        key = str(item.data(_KEY))
        widths = self._table.arrangement().get("widths")
        self._filling = True
        known = widths.get(key) if isinstance(widths, dict) else None
        self.width_box.setValue(int(known or self._columns[key].width))
        self._filling = False
        self.pin_button.setText(self._say("ui.columns.unpin" if key in self._pinned() else "ui.columns.pin"))
