"""Read and change which rows of a table are selected, by ranges: a million of them cost no object each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange
from PySide6.QtWidgets import QTableView

Places = NDArray[np.int64]


def ranges(view: QTableView) -> list[tuple[int, int]]:
    """Return first and last row of each selected range, from the top."""
    return sorted((one.top(), one.bottom()) for one in view.selectionModel().selection().toList())


def places(view: QTableView) -> Places:
    """Return the selected rows' numbers in the order shown."""
    parts = [np.arange(top, bottom + 1, dtype=np.int64) for top, bottom in ranges(view)]
    return np.unique(np.concatenate(parts)) if parts else np.array([], np.int64)


def select(view: QTableView, chosen: Places) -> None:
    """Select these rows, given in ascending order, and no others; the cursor stays."""
    runs = np.split(chosen, np.flatnonzero(np.diff(chosen) > 1) + 1) if len(chosen) else []
    _select(view, [(int(run[0]), int(run[-1])) for run in runs])


def invert(view: QTableView) -> None:
    """Select the rows that are not selected, and no others."""
    turned, free = [], 0
    for top, bottom in ranges(view):
        turned.append((free, top - 1))
        free = max(free, bottom + 1)
    turned.append((free, view.model().rowCount() - 1))
    _select(view, [(first, last) for first, last in turned if first <= last])


def _select(view: QTableView, wanted: list[tuple[int, int]]) -> None:
    model, chosen = view.model(), QItemSelection()
    for first, last in wanted:
        chosen.append(QItemSelectionRange(model.index(first, 0), model.index(last, model.columnCount() - 1)))
    view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
