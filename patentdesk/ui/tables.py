"""Show a table model: dense rows, remembered columns, copying with headers, moving by J and K."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from patentdesk.ui.models import ROW_ROLE, TONE_ROLE, TableModel
from patentdesk.ui.settings import TABLES, Settings
from patentdesk.ui.tongue import Tongue

ROW_HEIGHT = 30
COPY_LIMIT = 20_000
"""Rows copied at most; whoever wants more exports the list."""
_DOT = 7


class DotDelegate(QStyledItemDelegate):
    """Paints a coloured dot before the text of cells that carry a tone."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell, the dot in its left margin."""
        colour = index.data(TONE_ROLE)
        if not isinstance(colour, QColor):
            super().paint(painter, option, index)
            return
        shifted = QStyleOptionViewItem(option)
        self.initStyleOption(shifted, index)
        shifted.text = "\u2003" + shifted.text
        widget = option.widget
        widget.style().drawControl(widget.style().ControlElement.CE_ItemViewItem, shifted, painter, widget)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(rect.left() + 9, rect.center().y() - _DOT // 2, _DOT, _DOT)
        painter.restore()


class TableView(QTableView):
    """A table over a ``TableModel``; ``name`` is where its columns' widths, order and choice are remembered."""

    current_changed = Signal(object)
    """The record under the cursor, or None."""
    picked_changed = Signal()
    opened = Signal(object)
    """The record that was double-clicked or entered."""

    def __init__(self, name: str, model: TableModel, tongue: Tongue, settings: Settings) -> None:
        """Show the model."""
        super().__init__()
        self._name = name
        self._model = model
        self._tongue = tongue
        self._settings = settings
        self._menus: list[Any] = []
        self.setModel(model)
        self._dress()
        self._arrange()
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.doubleClicked.connect(self._open)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.choose_columns)
        header.sectionResized.connect(self._remember)
        header.sectionMoved.connect(self._remember)

    def records(self) -> list[Any]:
        """Return the selected records that have been fetched, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self._model.rows.row(row) for row in rows)
        return [record for record in found if record is not None]

    def positions(self) -> list[int]:
        """Return the selected rows' numbers in the order shown."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

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
        """Put the cursor on a row and select it."""
        column = max(self.currentIndex().column(), 0)
        self.setCurrentIndex(self._model.index(row, column))
        self.selectRow(row)

    def copy(self) -> int:
        """Put the selected rows with the headers of the visible columns on the clipboard; return how many."""
        columns = self.visible_columns()
        head = "\t".join(self._tongue(self._model.columns[one].header) for one in columns)
        records = self.records()[:COPY_LIMIT]
        lines = [
            "\t".join(" ".join(self._model.columns[one].text(record).split()) for one in columns) for record in records
        ]
        if lines:
            QGuiApplication.clipboard().setText("\n".join([head, *lines]))
        return len(lines)

    def visible_columns(self) -> list[int]:
        """Return the columns that are shown, from left to right."""
        header = self.horizontalHeader()
        ordered = (header.logicalIndex(place) for place in range(self._model.columnCount()))
        return [one for one in ordered if not self.isColumnHidden(one)]

    def choose_columns(self, at: QPoint | None = None) -> None:
        """Offer all columns with a tick for those that are shown."""
        menu = QMenu(self)
        for number, column in enumerate(self._model.columns):
            action = menu.addAction(self._tongue(column.header))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setData(number)
        menu.triggered.connect(self._toggle_column)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.horizontalHeader().mapToGlobal(at if at is not None else QPoint(0, 0)))

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the cursor into view when the table appears."""
        super().showEvent(event)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by J and K, open by Enter, copy by the system's key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_J and not event.modifiers():
            self.move(1)
        elif event.key() == Qt.Key.Key_K and not event.modifiers():
            self.move(-1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.state() != self.State.EditingState:
            self._open()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing while typing: letters are commands here, and a search would fetch every row."""

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other rows are selected."""
        super().selectionChanged(selected, deselected)
        self.picked_changed.emit()

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(DotDelegate(self))
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(0)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(44)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _arrange(self) -> None:
        kept = self._settings.get(TABLES).get(self._name, {})
        widths, hidden, order = (kept.get(one) for one in ("widths", "hidden", "order"))
        for number, column in enumerate(self._model.columns):
            width = widths.get(column.key, column.width) if isinstance(widths, dict) else column.width
            self.setColumnWidth(number, int(width))
            self.setColumnHidden(number, column.key in hidden if isinstance(hidden, list) else column.hidden)
        keys = [column.key for column in self._model.columns]
        header = self.horizontalHeader()
        for place, key in enumerate(order if isinstance(order, list) else []):
            if key in keys:
                header.moveSection(header.visualIndex(keys.index(key)), place)

    def _remember(self) -> None:
        header = self.horizontalHeader()
        columns = self._model.columns
        shown = [number for number in range(len(columns)) if not self.isColumnHidden(number)]
        kept: dict[str, object] = {
            "widths": {columns[number].key: self.columnWidth(number) for number in shown[:-1]},
            "hidden": [one.key for number, one in enumerate(columns) if number not in shown],
            "order": [columns[header.logicalIndex(place)].key for place in range(len(columns))],
        }
        tables = self._settings.get(TABLES).copy()
        tables[self._name] = kept
        self._settings.put(TABLES, tables)

    def _toggle_column(self, action: Any) -> None:  # noqa: ANN401 - QAction
        number = int(action.data())
        if action.isChecked() or len(self.visible_columns()) > 1:
            self.setColumnHidden(number, not action.isChecked())
            self._remember()

    def _tell_current(self, index: QModelIndex) -> None:
        self.current_changed.emit(index.data(ROW_ROLE) if index.isValid() else None)

    def _open(self, *_index: QModelIndex) -> None:
        record = self.current()
        if record is not None:
            self.opened.emit(record)


def labelled(view: QWidget, name: str) -> QWidget:
    """Give a widget the name under which assistive technology announces it."""
    view.setAccessibleName(name)
    return view
