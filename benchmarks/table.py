"""Measure the patent table over a long list of ids: show it, jump to its end, scroll, show another list.

Usage: python benchmarks/table.py [--rows 1000000] [--budget-ms 250]

Records are made on demand, as the portfolio file would give them, so only the table itself is measured. Each figure is
the time until the rows that are visible have been painted with their values. Exit status 1 when one is over its budget.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from patentdesk.app import paths
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Patent
from patentdesk.services.library import Library
from patentdesk.ui.columns import patent_columns
from patentdesk.ui.models import PagedRows, TableModel
from patentdesk.ui.settings import Settings
from patentdesk.ui.tables import TableView
from patentdesk.ui.theme import Appearance
from patentdesk.ui.tongue import Tongue

_SCROLLS = 40


class Table:
    """A shown patent table whose records are made when they are asked for."""

    def __init__(self, app: QApplication) -> None:
        """Show an empty table."""
        library = Library(paths.resources())
        tongue = Tongue(library.words("zh"))
        appearance = Appearance(app, library.root / "icons", "light")
        self.model = TableModel(patent_columns(tongue), tongue, appearance)
        self.view = TableView("benchmark", self.model, tongue, Settings(None))
        self.view.resize(1100, 700)
        self.view.show()
        self.rows = PagedRows((), self.fetch)

    def fetch(self, pages: dict[int, np.ndarray]) -> None:
        """Make the records of these pages and hand them over."""
        self.rows.arrive({number: [_patent(int(one)) for one in ids] for number, ids in pages.items()})

    def fill(self, ids: np.ndarray) -> None:
        """Show other ids."""
        self.rows = PagedRows(ids, self.fetch)
        self.model.set_rows(self.rows)
        self.settle()

    def settle(self) -> None:
        """Paint until every visible row has its record."""
        while True:
            self.view.viewport().repaint()
            QCoreApplication.processEvents()
            top, bottom = self.view.rowAt(0), self.view.rowAt(self.view.viewport().height() - 1)
            last = bottom if bottom >= 0 else len(self.rows) - 1
            if all(self.rows.row(row) is not None for row in range(max(top, 0), last + 1)):
                return

    def end(self) -> None:
        """Jump to the last row."""
        self.view.scrollToBottom()
        self.settle()

    def select_last(self) -> None:
        """Put the cursor on the last row."""
        self.view.go(self.model.rowCount() - 1)
        self.settle()

    def scroll(self) -> None:
        """Move down page by page."""
        bar = self.view.verticalScrollBar()
        for _ in range(_SCROLLS):
            bar.setValue(bar.value() + bar.pageStep())
            self.settle()


def _patent(number: int) -> Patent:
    return Patent(
        id=number,
        office="CN",
        publication_number_text=f"CN{number:09d}A",
        title=f"一种用于电动汽车的热管理系统 {number}",
        applicants_text="衡朔电池科技股份有限公司",
        status=Status.GRANTED,
    )


def main() -> int:
    """Measure, print one line for each, and return 1 when one is over its budget."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--budget-ms", type=float, default=250.0)
    given = parser.parse_args()
    app = QApplication([])
    table = Table(app)
    ids = np.arange(1, given.rows + 1, dtype=np.int64)
    table.fill(ids[:1_000])  # fonts and styles are loaded by now
    steps: dict[str, Callable[[], None]] = {
        "show all": lambda: table.fill(ids),
        "jump to the end": table.end,
        "scroll by a page": table.scroll,
        "show another order": lambda: table.fill(ids[::-1]),
        "show a third": lambda: table.fill(ids[::3]),
        "select the last row": table.select_last,
    }
    worst = 0.0
    for name, step in steps.items():
        begun = time.perf_counter()
        step()
        spent = (time.perf_counter() - begun) * 1000 / (_SCROLLS if step == table.scroll else 1)
        worst = max(worst, spent)
        print(f"{name:22} {spent:7.1f} ms")
    print(f"{given.rows:,} rows, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    table.view.close()
    return 0 if worst <= given.budget_ms else 1


if __name__ == "__main__":
    sys.exit(main())
