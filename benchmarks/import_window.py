"""Measure how long the window stands still while a long list is planned, looked through, applied, and called off.

Usage: python benchmarks/import_window.py [--rows 100000] [--budget 50]

A new portfolio with a few patents takes a list of 25 columns in the real window; the heartbeat is that of ``stall.py``.
A plan and an import are called off in their middle: the file must then say of every patent what it said before, its
journal too, and prove whole. Exit status 1 when a stall is over the budget or the file is not as it was.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.intake import write_list
from benchmarks.stall import Bench
from patentdesk.app.machine import MachineClock
from patentdesk.portfolio.records import Patent
from patentdesk.store.file import PortfolioFile

_THERE = 500


def make(path: Path) -> None:
    """Make the portfolio that the list comes into."""
    with PortfolioFile.create(path, clock=MachineClock(), user="bench") as file, file.operation("add") as work:
        work.add_all(
            Patent(office="US", application_number=f"15{serial:06d}", title="there") for serial in range(_THERE)
        )


def content(bench: Bench) -> tuple[object, ...]:
    """Return what the file says: its patents, the journal's last entry and hash, and what is wrong with it."""
    file = bench.bench.session.desk.file
    with file.reading() as reader:
        return reader.select(Patent, order=("id",)), reader.seal(), [problem.code for problem in file.verify()]


def use(bench: Bench, path: Path) -> list[str]:
    """Plan, look through, call off, apply and take back; return what went wrong."""
    from patentdesk.ui import steps  # noqa: PLC0415 - not before the first paint

    window, wrong = bench.bench, list[str]()
    window.go("intake")
    bench.wait(bench.idle)
    intake = window.panels["intake"]
    session = window.session
    bench.phase("nothing (the floor)", lambda: bench.rest(2), bench.idle)
    before = content(bench)
    bench.phase(
        "plan, called off in the middle", lambda: _halfway(bench, lambda: intake.take_files([path])), bench.idle
    )
    wrong += ["a plan that was called off left its mark"] * (content(bench) != before)
    bench.phase("plan", lambda: intake.take_files([path]), lambda: bench.idle() and intake.plan is not None)
    wrong += ["a plan wrote"] * (content(bench) != before)
    view = intake.sheet.grid.view
    bench.phase("look through the preview by the bar", lambda: _drag(bench, view), bench.idle)
    bench.phase("look through the preview by the keyboard", lambda: _keys(bench, view), bench.idle)
    for name in ("added", "rejected", ""):
        bench.phase(f"choose rows: {name or 'all'}", partial(intake.sheet.choose_outcome, name), bench.idle)
    bench.phase("import, called off in the middle", lambda: _halfway(bench, intake.apply), bench.idle)
    wrong += ["an import that was called off left its mark"] * (content(bench) != before)
    if intake.plan is None:
        bench.phase("plan", lambda: intake.take_files([path]), lambda: bench.idle() and intake.plan is not None)
    bench.phase("import", intake.apply, lambda: bench.idle() and len(session.ids) > _THERE)
    bench.phase("undo the import", partial(steps.undo, session, intake.bar), bench.idle)
    patents, _, problems = content(bench)
    wrong += ["undo did not take the import back"] * ((patents, problems) != (before[0], []))
    return wrong


def _halfway(bench: Bench, begin: Callable[[], object]) -> None:
    """Begin a job and call it off at half of its way."""
    jobs = bench.bench.session.jobs
    begin()

    def half() -> bool:
        counts = [ticket.reporter.count for ticket in jobs.shown()[:1]]
        return any(0 < total <= 2 * done for done, total, _ in counts)

    bench.wait(lambda: half() or bench.idle())
    jobs.cancel_shown()


def _drag(bench: Bench, view: QtWidgets.QTableView) -> None:
    bar = view.verticalScrollBar()
    for step in range(101):
        bar.setValue(bar.maximum() * step // 100)
        bench.rest(0.02)


def _keys(bench: Bench, view: QtWidgets.QTableView) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    for key in (*[Qt.Key.Key_PageUp] * 40, Qt.Key.Key_End, *[Qt.Key.Key_Right] * 30, *[Qt.Key.Key_PageDown] * 20):
        QTest.keyClick(view, key)
        bench.rest(0.01)


def main() -> int:
    """Measure, print one line for each phase, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--budget", type=float, default=50.0)
    told = parser.parse_args()
    scratch = Path(tempfile.mkdtemp())
    portfolio, path = scratch / "bench.pdesk", scratch / "list.csv"
    make(portfolio)
    write_list(path, told.rows)
    app = QtWidgets.QApplication([])
    bench = Bench(app, portfolio, told.budget)
    begun = time.perf_counter()
    try:
        bench.program.shell.show()
        bench.wait(lambda: getattr(bench.program.furniture, "bench", None) is not None and bench.idle())
        wrong = use(bench, path)
    finally:
        bench.program.shell.close()
        shutil.rmtree(scratch, ignore_errors=True)
    for one in wrong:
        print(one)
    print(f"{time.perf_counter() - begun:.0f} s")
    return 1 if bench.over or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
