"""Keep some columns of a table in sight on the left while the others move."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from patentdesk.ui.cells import CellDelegate
from patentdesk.ui.grouphead import paint_heads
from patentdesk.ui.models import TableModel
from patentdesk.ui.sorthead import SortHeader


class FrozenColumns(QTableView):
    """A second view over the pinned columns of a table, laid over its left edge; it follows the table in everything."""

    def __init__(self, table: QTableView, model: TableModel) -> None:
        """Show nothing until columns are pinned."""
        super().__init__(table)
        self._table = table
        self._model = model
        self._pinning = False
        self.fold_at: Callable[[QPoint], bool] = lambda _spot: False
        """Folds the group whose sign stands at a spot of the view; tells whether one does."""
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        self.setHorizontalHeader(SortHeader(model.appearance, self))
        self.cells = CellDelegate(model.appearance, self)
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setProperty("frozen", True)
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.header()
        header.setResizeContentsPrecision(0)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(table.horizontalHeader().minimumSectionSize())
        header.setSectionsMovable(False)
        header.sectionResized.connect(self._resized)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.viewport().installEventFilter(self)
        self.hide()

    def header(self) -> SortHeader:
        """Return the headers of the pinned columns."""
        header = self.horizontalHeader()
        if not isinstance(header, SortHeader):
            raise TypeError("a table sorts by its headers")
        return header

    def pin(self, columns: list[int]) -> None:
        """Keep these columns in sight; none hides the view."""
        self._pinning = True
        for column in range(self._model.columnCount()):
            self.setColumnHidden(column, column not in columns)
        self.verticalHeader().setDefaultSectionSize(self._table.verticalHeader().defaultSectionSize())
        for place, column in enumerate(columns):
            self.header().moveSection(self.header().visualIndex(column), place)
        self._pinning = False
        self.setVisible(bool(columns))
        self.follow()

    def follow(self) -> None:
        """Make the columns as wide as they are in the table."""
        self._pinning = True
        for column in self.shown():
            self.setColumnWidth(column, self._table.columnWidth(column))
        self._pinning = False
        self.fit()

    def fit(self) -> None:
        """Lie over the left edge of the table, as wide as the pinned columns are."""
        if self.isHidden():
            return
        width = sum(self._table.columnWidth(one) for one in self.shown())
        frame = self._table.frameWidth()
        height = self._table.viewport().height() + self._table.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(self._table.horizontalHeader().height())
        self.setGeometry(frame, frame, width + 1, height)
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())

    def shown(self) -> list[int]:
        """Return the pinned columns."""
        return [one for one in range(self._model.columnCount()) if not self.isColumnHidden(one)]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the table's size."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heads of groups over the cells too."""
        super().paintEvent(event)
        paint_heads(self, self._model)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select as in the table; a press on the sign of a group folds it and selects nothing."""
        if not self.fold_at(event.position().toPoint()):
            super().mousePressEvent(event)
        self._table.setFocus()

    def _resized(self, column: int, _before: int, width: int) -> None:
        if width and not self._pinning and self._table.columnWidth(column) != width:
            self._table.setColumnWidth(column, width)
            self.fit()
