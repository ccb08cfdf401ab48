"""Fold and unfold the groups of a table, by keys and by clicks; what is selected and the cursor's record stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QTableView

from patentdesk.ui import selection
from patentdesk.ui.grouphead import SIGN_ROOM
from patentdesk.ui.models import Foldable, GroupRow, TableModel

if TYPE_CHECKING:  # the first rows are painted before numpy is loaded
    import numpy as np
    from numpy.typing import NDArray


class Folding:
    """The groups of a table, where its rows have any."""

    def __init__(self, view: QTableView, model: TableModel, cell: Callable[[int], QModelIndex]) -> None:
        """Fold nothing at first; ``cell`` gives the cell of a row in the cursor's column."""
        self._view = view
        self._model = model
        self._cell = cell
        self._refolding = False

    def fold(self, group: int, *, folded: bool) -> None:
        """Fold or unfold a group."""
        rows = self._rows()
        if rows is not None:
            self._refold(rows, lambda: rows.fold(group, folded=folded))

    def fold_all(self) -> None:
        """Fold all groups, or unfold them when all are folded."""
        rows = self._rows()
        if rows is not None and len(rows):
            self._refold(rows, lambda: rows.fold_all(folded=not rows.all_folded()))

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

    def fold_at(self, spot: QPoint) -> bool:
        """Fold or unfold the group whose sign stands at a spot of the view; tell whether one does."""
        head = self.head(self._view.rowAt(spot.y()))
        if head is None or spot.x() >= SIGN_ROOM:
            return False
        self.fold(head.number, folded=not head.folded)
        return True

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

    def let_go_selected(self) -> None:
        """Forget what is selected out of sight in folded groups: somebody selected something else."""
        rows = self._rows()
        if rows is not None and not self._refolding:
            rows.hold(None)

    def let_go_cursor(self) -> None:
        """Forget the record for which the head of its folded group stands: the cursor was moved."""
        rows = self._rows()
        if rows is not None and not self._refolding:
            rows.stand(None)

    def restore(self, index: int, chosen: NDArray[np.bool_]) -> None:
        """Put the cursor on a record and select exactly the chosen of all, also those out of sight in folded groups."""
        rows = self._rows()
        if rows is not None:
            self._restore(rows, rows.position_of(index), index, chosen)

    def _refold(self, rows: Foldable, change: Callable[[], None]) -> None:
        from patentdesk.ui.lines import selected_lines  # noqa: PLC0415 - it needs numpy, as above

        row = max(self._view.currentIndex().row(), 0)
        group, record, chosen = rows.group_at(row), rows.record_at(row), rows.chosen_at(selected_lines(self._view))
        self._model.beginResetModel()
        change()
        self._model.endResetModel()
        self._restore(rows, rows.head_of(group) if record is None else rows.position_of(record), record, chosen)

    def _restore(self, rows: Foldable, row: int, record: int | None, chosen: NDArray[np.bool_]) -> None:
        from patentdesk.ui.lines import select_lines  # noqa: PLC0415 - as above

        rows.hold(chosen)
        rows.stand(record)
        self._refolding = True
        cell = self._cell(row)
        self._view.selectionModel().setCurrentIndex(cell, QItemSelectionModel.SelectionFlag.NoUpdate)
        select_lines(self._view, rows.lines_of(chosen))
        self._refolding = False
        self._view.scrollTo(cell)
