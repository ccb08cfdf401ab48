"""Turn the selected ranges of a table into the numbers of its lines, and back, without an object per line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QTableView

from patentdesk.ui import selection

Lines = NDArray[np.int64]


def selected_lines(view: QTableView) -> Lines:
    """Return the selected lines in the order shown."""
    parts = [np.arange(top, bottom + 1, dtype=np.int64) for top, bottom in selection.ranges(view)]
    return np.unique(np.concatenate(parts)) if parts else np.array([], np.int64)


def select_lines(view: QTableView, chosen: Lines) -> None:
    """Select these lines, given in ascending order, and no others; the cursor stays."""
    runs = np.split(chosen, np.flatnonzero(np.diff(chosen) > 1) + 1) if len(chosen) else []
    selection.select(view, [(int(run[0]), int(run[-1])) for run in runs])
