"""Read and change which rows of a table are selected, by ranges: a million of them cost no object each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange
from PySide6.QtWidgets import QTableView


def ranges(view: QTableView) -> list[tuple[int, int]]:
    """Return first and last row of each selected range, from the top."""
    return sorted((one.top(), one.bottom()) for one in view.selectionModel().selection().toList())


def invert(view: QTableView) -> None:
    """Select the rows that are not selected, and no others."""
    turned, free = [], 0
    for top, bottom in ranges(view):
        turned.append((free, top - 1))
        free = max(free, bottom + 1)
    turned.append((free, view.model().rowCount() - 1))
    select(view, [(first, last) for first, last in turned if first <= last])


def select(view: QTableView, wanted: Iterable[tuple[int, int]]) -> None:
    """Select the rows from each first to its last, and no others; the cursor stays."""
    model, chosen = view.model(), QItemSelection()
    for first, last in wanted:
        chosen.append(QItemSelectionRange(model.index(first, 0), model.index(last, model.columnCount() - 1)))
    view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
