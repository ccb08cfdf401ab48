"""Fold and unfold the groups of a table, by keys and by clicks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView

from patentdesk.ui import selection
from patentdesk.ui.grouphead import SIGN_ROOM
from patentdesk.ui.models import Foldable, GroupRow, TableModel


class Folding:
    """The groups of a table, where its rows have any; ``go`` puts the cursor on a row."""

    def __init__(self, view: QTableView, model: TableModel, go: Callable[[int], None]) -> None:
        """Fold nothing at first."""
        self._view = view
        self._model = model
        self._go = go

    def fold(self, group: int, *, folded: bool) -> None:
        """Fold or unfold a group; the cursor goes to its head."""
        rows = self._rows()
        if rows is not None:
            self._refold(rows, lambda: rows.fold(group, folded=folded), group)

    def fold_all(self) -> None:
        """Fold all groups, or unfold them when all are folded."""
        rows = self._rows()
        if rows is not None and len(rows):
            present = rows.group_at(max(self._view.currentIndex().row(), 0))
            self._refold(rows, lambda: rows.fold_all(folded=not rows.all_folded()), present)

    def fold_by(self, key: Qt.Key) -> bool:
        """Fold the group under the cursor by Left, unfold it by Right, turn it by Space and Enter; tell if it did."""
        head = self.head(self._view.currentIndex().row())
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
        head = self.head(self._view.rowAt(spot.y()))
        if head is not None and spot.x() < SIGN_ROOM:
            self.fold(head.number, folded=not head.folded)

    def spread_head(self) -> None:
        """Select the patents of an open group whose head alone is selected, so that they are seen to be meant."""
        row = self._view.currentIndex().row()
        head = self.head(row)
        if head is not None and not head.folded and selection.ranges(self._view) == [(row, row)]:
            selection.select(self._view, [(row, row + head.count)])

    def head(self, row: int) -> GroupRow | None:
        """Return the head that stands in a row; None where none does."""
        rows = self._rows()
        return rows.head(row) if rows is not None and 0 <= row < len(rows) else None

    def _rows(self) -> Foldable | None:
        return self._model.rows if isinstance(self._model.rows, Foldable) else None

    def _refold(self, rows: Foldable, change: Callable[[], None], group: int) -> None:
        self._model.beginResetModel()
        change()
        self._model.endResetModel()
        self._go(rows.head_of(group))
