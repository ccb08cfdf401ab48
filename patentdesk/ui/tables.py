"""Show a table model: dense rows, remembered and pinned columns, groups, several keys, all from the keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
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
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from patentdesk.ui import selection
from patentdesk.ui.arranging import Arranging
from patentdesk.ui.cells import CellDelegate
from patentdesk.ui.clipping import put_on_clipboard, table_text
from patentdesk.ui.columnchooser import ColumnChooser
from patentdesk.ui.folding import Folding
from patentdesk.ui.grouphead import paint_heads
from patentdesk.ui.models import ROW_ROLE, GroupRow, ListRows, TableModel
from patentdesk.ui.settings import Settings
from patentdesk.ui.sorthead import SortHeader, pressed
from patentdesk.ui.tongue import Tongue

Index = QModelIndex | QPersistentModelIndex


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

    def __init__(self, name: str, model: TableModel, tongue: Tongue, settings: Settings) -> None:
        """Show the model."""
        super().__init__()
        self._model = model
        self._tongue = tongue
        self._head = SortHeader(model.appearance, self)
        self._last_column = -1
        """Where the cursor stood last: it stays in its column when other rows come."""
        self.cells = CellDelegate(model.appearance, self)
        self.groups = Folding(self, model, self.cell)
        self.setHorizontalHeader(self._head)
        self.setModel(model)
        self._dress()
        self.columns = Arranging(name, self, self._head, model, settings)
        self.frozen = self.columns.frozen
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().currentColumnChanged.connect(self._note_column)
        for view in (self, self.frozen):
            view.doubleClicked.connect(self._edit_or_open)
        self.frozen.fold_at = self.groups.fold_at
        for header in (self._head, self.frozen.header()):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(self.choose_columns)
            header.keys_wanted.connect(model.sort_by)
            model.sorted_by.connect(header.show_keys)
        model.appearance.density_changed.connect(self._take_density)
        self._seeking = -1
        """The row, not fetched yet, in which the cursor shall go to the text; -1 for none."""
        model.dataChanged.connect(self._go_on_to_text)

    def records(self) -> list[Any]:
        """Return the selected records that have been fetched, in the order shown."""
        found = (self._model.rows.row(row) for row in self.positions())
        return [record for record in found if record is not None]

    def positions(self) -> list[int]:
        """Return the selected rows' numbers in the order shown."""
        return [row for top, bottom in selection.ranges(self) for row in range(top, bottom + 1)]

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
        index = self.cell(row)
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, rows)
        self.scrollTo(index)

    def cell(self, row: int) -> QModelIndex:
        """Return the cell of a row that stands in the column of the cursor."""
        shown = self.columns.shown()
        return self._model.index(row, self._last_column if self._last_column in shown else shown[0])

    def start_over(self) -> None:
        """Put the cursor in the first column when rows come next."""
        self._last_column = -1
        self.horizontalScrollBar().setValue(0)

    def sort_here(self, *, more: bool) -> None:
        """Sort by the column under the cursor, as a click on its header does; with ``more`` as a further key."""
        if self.currentIndex().isValid():
            self._model.sort_by(pressed(self._model.keys, self.currentIndex().column(), more=more))

    def look_for(self, text: str) -> None:
        """Mark a text wherever it stands in the cells; '' marks nothing."""
        self.cells.looked_for = self.frozen.cells.looked_for = text
        self.viewport().update()
        self.frozen.viewport().update()

    def go_to_text(self) -> None:
        """Put the cursor on the first cell of its row where the text that is marked stands, once the row is there."""
        row, text = self.currentIndex().row(), self.cells.looked_for.casefold()
        self._seeking = row if self.current() is None else -1
        cells = (self._model.index(row, column) for column in self.columns.shown())
        found = next((cell for cell in cells if text in str(cell.data() or "").casefold()), None)
        if text and found is not None:
            self.setCurrentIndex(found)

    def copy(self) -> None:
        """Put the selected rows with the headers of the visible columns on the clipboard."""
        if isinstance(self._model.rows, ListRows):
            self.copy_records(self.records())
        else:
            self.copy_wanted.emit()

    def copy_records(self, records: list[Any]) -> None:
        """Put records with the headers of the visible columns on the clipboard."""
        if records:
            columns = [self._model.columns[one] for one in self.columns.shown()]
            put_on_clipboard(table_text(columns, records, self._tongue))

    def choose_columns(self, *_at: object) -> None:
        """Let the user choose, move, pin and size the columns."""
        ColumnChooser(self.window(), self.columns, self._tongue, self._model.columns).open()

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
        if event.oldSize().width() != event.size().width():
            self.columns.fit()
        if current.isValid() and seen:
            self.scrollTo(current)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, also from under the pinned columns, and the head of its group if it comes next."""
        if self.groups.head(index.row() - 1) is not None:
            super().scrollTo(self._model.index(index.row() - 1, index.column()), hint)
        super().scrollTo(index, hint)
        if not index.isValid() or self.frozen.isHidden() or self.columns.pins(index.column()):
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
        elif plain and self.groups.fold_by(Qt.Key(event.key())):
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
        self.groups.let_go_selected()
        self.groups.spread_head()
        self.picked_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold a group by a click on its sign, which selects nothing."""
        if not self.groups.fold_at(event.position().toPoint()):
            super().mousePressEvent(event)

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

    def _take_density(self) -> None:
        for view in (self, self.frozen):
            view.verticalHeader().setDefaultSectionSize(self._model.appearance.row_height)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _go_on_to_text(self) -> None:
        if self._seeking >= 0 and self.current() is not None:
            here, self._seeking = self._seeking == self.currentIndex().row(), -1
            if here:
                self.go_to_text()

    def _note_column(self, index: QModelIndex) -> None:
        if index.isValid():
            self._last_column = index.column()

    def _tell_current(self, index: QModelIndex) -> None:
        self.groups.let_go_cursor()
        self.groups.spread_head()
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


def _begins_a_value(text: str) -> bool:
    return text.isdigit() or (text.isprintable() and text > "\x7f")
