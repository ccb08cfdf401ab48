"""Show a table model: dense rows, remembered and pinned columns, groups, several keys, all from the keyboard."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from patentdesk.ui.cells import CellDelegate
from patentdesk.ui.clipping import put_on_clipboard, table_text
from patentdesk.ui.columnchooser import ColumnChooser
from patentdesk.ui.frozen import FrozenColumns
from patentdesk.ui.grouphead import SIGN_ROOM, paint_heads
from patentdesk.ui.grouping import GroupedRows
from patentdesk.ui.models import ROW_ROLE, GroupRow, ListRows, TableModel
from patentdesk.ui.settings import TABLES, Settings
from patentdesk.ui.sorthead import SortHeader, pressed
from patentdesk.ui.tongue import Tongue

Index = QModelIndex | QPersistentModelIndex
Places = NDArray[np.int64]


class TableView(QTableView):
    """A table over a ``TableModel``; ``name`` is where its columns' widths, order and choice are remembered."""

    current_changed = Signal(object)
    """The record under the cursor, or None."""
    picked_changed = Signal()
    opened = Signal(object)
    """The record that was double-clicked or entered."""
    locked = Signal(str)
    """What the column is called (a key of the words) that cannot be edited here and was to be."""
    copy_wanted = Signal()
    """Rows that may not be here are to be copied; the owner fetches them."""
    arranged = Signal()
    """The user chose, moved, pinned or resized columns."""

    def __init__(self, name: str, model: TableModel, tongue: Tongue, settings: Settings) -> None:
        """Show the model."""
        super().__init__()
        self._name = name
        self._model = model
        self._tongue = tongue
        self._settings = settings
        self._head = SortHeader(model.appearance, self)
        self._pinned: list[str] = []
        self._arranging = False
        self._last_column = -1
        """Where the cursor stood last: it stays in its column when other rows come."""
        self.cells = CellDelegate(model.appearance, self)
        self.setHorizontalHeader(self._head)
        self.setModel(model)
        self._dress()
        self.frozen = FrozenColumns(self, model)
        self.arrange(self._settings.get(TABLES).get(self._name, {}))
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().currentColumnChanged.connect(self._note_column)
        for view in (self, self.frozen):
            view.doubleClicked.connect(self._edit_or_open)
        self.frozen.head_pressed.connect(self.fold_at)
        for header in (self._head, self.frozen.header()):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(self.choose_columns)
            header.keys_wanted.connect(model.sort_by)
            model.sorted_by.connect(header.show_keys)
        self._head.sectionResized.connect(self._resized)
        self._head.sectionMoved.connect(self._moved)
        model.appearance.density_changed.connect(self._take_density)

    def records(self) -> list[Any]:
        """Return the selected records that have been fetched, in the order shown."""
        found = (self._model.rows.row(row) for row in self.positions())
        return [record for record in found if record is not None]

    def places(self) -> Places:
        """Return the selected rows' numbers in the order shown; fast for a million of them."""
        parts = [np.arange(top, bottom + 1, dtype=np.int64) for top, bottom in self._ranges()]
        return np.unique(np.concatenate(parts)) if parts else np.array([], np.int64)

    def positions(self) -> list[int]:
        """Return the selected rows' numbers in the order shown."""
        return [int(place) for place in self.places()]

    def current(self) -> Any | None:  # noqa: ANN401
        """Return the record under the cursor."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def move(self, step: int) -> None:  # type: ignore[override]
        """Move the cursor by so many rows."""
        count = self._model.rowCount()
        if count:
            row = min(max(self.currentIndex().row() + step, 0), count - 1)
            self.go(row)

    def go(self, row: int) -> None:
        """Put the cursor on a row and select it alone."""
        shown = self.visible_columns()
        column = self._last_column if self._last_column in shown else shown[0]
        index = self._model.index(row, column)
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, rows)
        self.scrollTo(index)

    def invert(self) -> None:
        """Select the rows that are not selected, and no others."""
        last = self._model.columnCount() - 1
        turned, free = QItemSelection(), 0
        for top, bottom in self._ranges():
            if top > free:
                turned.select(self._model.index(free, 0), self._model.index(top - 1, last))
            free = max(free, bottom + 1)
        if free < self._model.rowCount():
            turned.select(self._model.index(free, 0), self._model.index(self._model.rowCount() - 1, last))
        self.selectionModel().select(turned, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_places(self, places: Places) -> None:
        """Select these rows, given in ascending order, and no others; the cursor stays."""
        last, chosen = self._model.columnCount() - 1, QItemSelection()
        for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(places) else ():
            chosen.append(QItemSelectionRange(self._model.index(int(run[0]), 0), self._model.index(int(run[-1]), last)))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def sort_here(self, *, more: bool) -> None:
        """Sort by the column under the cursor, as a click on its header does; with ``more`` as a further key."""
        if self.currentIndex().isValid():
            self._model.sort_by(pressed(self._model.keys, self.currentIndex().column(), more=more))

    def look_for(self, text: str) -> None:
        """Mark a text wherever it stands in the cells; '' marks nothing."""
        self.cells.looked_for = self.frozen.cells.looked_for = text
        self.viewport().update()
        self.frozen.viewport().update()

    def copy(self) -> None:
        """Put the selected rows with the headers of the visible columns on the clipboard."""
        if isinstance(self._model.rows, ListRows):
            self.copy_records(self.records())
        else:
            self.copy_wanted.emit()

    def copy_records(self, records: list[Any]) -> None:
        """Put records with the headers of the visible columns on the clipboard."""
        if records:
            columns = [self._model.columns[one] for one in self.visible_columns()]
            put_on_clipboard(table_text(columns, records, self._tongue))

    def visible_columns(self) -> list[int]:
        """Return the columns that are shown, from left to right."""
        ordered = (self._head.logicalIndex(place) for place in range(self._model.columnCount()))
        return [one for one in ordered if not self.isColumnHidden(one)]

    def choose_columns(self, *_at: object) -> None:
        """Let the user choose, move, pin and size the columns."""
        ColumnChooser(self, self._tongue, self._model.columns).open()

    # How the columns stand

    def arrangement(self) -> dict[str, object]:
        """Return how the columns stand, as ``arrange`` takes it."""
        columns = self._model.columns
        shown = self.visible_columns()
        return {
            "widths": {columns[number].key: self.columnWidth(number) for number in shown[:-1]},
            "hidden": [one.key for number, one in enumerate(columns) if number not in shown],
            "order": [columns[self._head.logicalIndex(place)].key for place in range(len(columns))],
            "pinned": list(self._pinned),
        }

    def arrange(self, kept: dict[str, object]) -> None:
        """Let the columns stand as they did; {} is how they stand at first."""
        widths, hidden, order, pinned = (kept.get(one) for one in ("widths", "hidden", "order", "pinned"))
        self._arranging = True
        keys = [column.key for column in self._model.columns]
        for number, column in enumerate(self._model.columns):
            width = widths.get(column.key, column.width) if isinstance(widths, dict) else column.width
            known = isinstance(order, list) and column.key in order
            self.setColumnHidden(number, column.key in hidden if isinstance(hidden, list) and known else column.hidden)
            self.setColumnWidth(number, int(width))
        for place, key in enumerate(_in_order(order, keys)):
            self._head.moveSection(self._head.visualIndex(keys.index(key)), place)
        self._pinned = [key for key in pinned if key in keys] if isinstance(pinned, list) else []
        self._pin()
        self._arranging = False

    def rearrange(self, kept: dict[str, object]) -> None:
        """Let the columns stand in another way from now on."""
        self.arrange(kept)
        self._remember()

    # What Qt asks

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the cursor into view when the table appears."""
        super().showEvent(event)
        self.frozen.fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cursor in view when the room changes, unless it had been scrolled away."""
        current = self.currentIndex()
        before = event.oldSize().height()
        seen = before <= 0 or 0 <= self.visualRect(current).top() < before
        super().resizeEvent(event)
        if current.isValid() and seen:
            self.scrollTo(current)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, also from under the pinned columns, and the head of its group if it comes next."""
        rows = self._model.rows
        if isinstance(rows, GroupedRows) and index.row() > 0 and rows.head(index.row() - 1) is not None:
            super().scrollTo(self._model.index(index.row() - 1, index.column()), hint)
        super().scrollTo(index, hint)
        if not index.isValid() or self.frozen.isHidden() or self._model.columns[index.column()].key in self._pinned:
            return
        covered = self.frozen.width() - self.columnViewportPosition(index.column())
        if covered > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - covered)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heads of groups over the cells."""
        super().paintEvent(event)
        paint_heads(self, self._model)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by J and K, edit or open by Enter, fold groups by Left and Right, copy by the system's key.

        A digit or a sign that is no Latin letter begins a new value of the cell; Latin letters are commands.
        """
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_J, Qt.Key.Key_K} and plain:
            self.move(1 if event.key() == Qt.Key.Key_J else -1)
        elif plain and self._fold_by(Qt.Key(event.key())):
            return
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.state() != self.State.EditingState:
            self._edit_or_open()
        elif event.key() == Qt.Key.Key_F2:
            self._edit_or_tell()
        elif plain and _begins_a_value(event.text()):
            self._type_into_cell(event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin a new value with what an input method writes."""
        if event.preeditString() or event.commitString():
            self._type_into_cell(event)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing while typing: letters are commands here, and a search would fetch every row."""

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other rows are selected."""
        super().selectionChanged(selected, deselected)
        self._spread_head()
        self.picked_changed.emit()

    # Groups

    def fold(self, group: int, *, folded: bool) -> None:
        """Fold or unfold a group; the cursor goes to its head."""
        rows = self._model.rows
        if isinstance(rows, GroupedRows):
            self._refold(lambda: rows.fold(group, folded=folded), group)

    def fold_all(self) -> None:
        """Fold all groups, or unfold them when all are folded."""
        rows = self._model.rows
        if isinstance(rows, GroupedRows) and len(rows):
            present = rows.group_at(max(self.currentIndex().row(), 0))
            self._refold(lambda: rows.fold_all(folded=not rows.folded.all()), present)

    def _spread_head(self) -> None:
        """Select the patents of an open group whose head alone is selected, so that they are seen to be meant."""
        rows, row = self._model.rows, self.currentIndex().row()
        if not isinstance(rows, GroupedRows) or row < 0 or self._ranges() != [(row, row)]:
            return
        head = rows.head(row)
        if head is not None and not head.folded:
            self.select_places(np.arange(row, row + 1 + head.count, dtype=np.int64))

    def _refold(self, change: Any, group: int) -> None:  # noqa: ANN401 - a call without arguments
        rows = self._model.rows
        if not isinstance(rows, GroupedRows):
            return
        self._model.beginResetModel()
        change()
        self._model.endResetModel()
        self.go(rows.head_of(group))

    def _fold_by(self, key: Qt.Key) -> bool:
        """Fold the group under the cursor by Left, unfold it by Right, turn it by Space and Enter."""
        rows, row = self._model.rows, self.currentIndex().row()
        if not isinstance(rows, GroupedRows) or row < 0:
            return False
        head = rows.head(row)
        if head is None:
            return False
        wished = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}.get(key)
        if key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            wished = not head.folded
        if wished is None:
            return False
        if wished is not head.folded:
            self.fold(head.number, folded=wished)
        return True

    def fold_at(self, spot: QPoint) -> None:
        """Fold or unfold the group whose sign stands at a spot of the view."""
        rows, row = self._model.rows, self.rowAt(spot.y())
        head = rows.head(row) if isinstance(rows, GroupedRows) and row >= 0 else None
        if head is not None and spot.x() < SIGN_ROOM:
            self.fold(head.number, folded=not head.folded)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold a group by a click on its sign."""
        super().mousePressEvent(event)
        self.fold_at(event.position().toPoint())

    # The rest

    def _ranges(self) -> list[tuple[int, int]]:
        """Return first and last row of each selected range, from the top."""
        return sorted((one.top(), one.bottom()) for one in self.selectionModel().selection().toList())

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # keys and clicks are heard here
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(self.cells)
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(self._model.appearance.row_height)
        self._head.setResizeContentsPrecision(0)
        self._head.setSectionsMovable(True)
        self._head.setHighlightSections(False)
        self._head.setMinimumSectionSize(44)
        self._head.setStretchLastSection(True)

    def _take_density(self) -> None:
        for view in (self, self.frozen):
            view.verticalHeader().setDefaultSectionSize(self._model.appearance.row_height)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _pin(self) -> None:
        """Let the pinned columns stand first, and lie over the others."""
        keys = [column.key for column in self._model.columns]
        numbers = [keys.index(key) for key in self._pinned if not self.isColumnHidden(keys.index(key))]
        for place, number in enumerate(numbers):
            self._head.moveSection(self._head.visualIndex(number), place)
        self.frozen.pin(numbers)

    def _resized(self, column: int, _before: int, width: int) -> None:
        if not self._arranging:
            if not self.frozen.isColumnHidden(column):
                self.frozen.setColumnWidth(column, width)
                self.frozen.fit()
            self._remember()

    def _moved(self, *_sections: int) -> None:
        if not self._arranging:
            self._arranging = True
            self._pin()
            self._arranging = False
            self._remember()

    def _remember(self) -> None:
        tables = self._settings.get(TABLES).copy()
        tables[self._name] = self.arrangement()
        self._settings.put(TABLES, tables)
        self.arranged.emit()

    def _note_column(self, index: QModelIndex) -> None:
        if index.isValid():
            self._last_column = index.column()

    def _tell_current(self, index: QModelIndex) -> None:
        self._spread_head()
        self.current_changed.emit(index.data(ROW_ROLE) if index.isValid() else None)

    def _edit_or_open(self, *_index: QModelIndex) -> None:
        """Edit the cell under the cursor; where it cannot be edited, open its record."""
        if not self._edit():
            self._open()

    def _edit_or_tell(self) -> None:
        """Edit the cell under the cursor, or tell that it cannot be edited."""
        index = self.currentIndex()
        if index.isValid() and not self._edit() and not isinstance(index.data(ROW_ROLE), GroupRow):
            self.locked.emit(self._model.columns[index.column()].header)

    def _edit(self) -> bool:
        """Begin to edit the cell under the cursor, where it is seen; tell whether it can be edited."""
        index = self.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsEditable or isinstance(index.data(ROW_ROLE), GroupRow):
            return False
        view = self if self.frozen.isHidden() or self.frozen.isColumnHidden(index.column()) else self.frozen
        view.edit(index)
        return True

    def _type_into_cell(self, event: QEvent) -> None:
        """Edit the cell under the cursor; what was typed takes the place of its value."""
        if self._edit():
            editor = QApplication.focusWidget()
            if editor is not None and editor is not self:
                QApplication.sendEvent(editor, event)

    def _open(self) -> None:
        record = self.current()
        if record is not None:
            self.opened.emit(record)


def _in_order(order: object, keys: list[str]) -> list[str]:
    """Return all keys: those that stood before in their order, new ones where the program puts them."""
    known = [key for key in order if key in keys] if isinstance(order, list) else []
    for place, key in enumerate(keys):
        if key not in known:
            known.insert(min(place, len(known)), key)
    return known


def _begins_a_value(text: str) -> bool:
    return text.isdigit() or (text.isprintable() and text > "\x7f")


def labelled(view: QWidget, name: str) -> QWidget:
    """Give a widget the name under which assistive technology announces it."""
    view.setAccessibleName(name)
    return view
