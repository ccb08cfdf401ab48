"""Measure the program's start: from launch to the first painted window, beside a bare Qt window in the same run.

Usage: python benchmarks/start.py [--runs 9] [--budget 1.5] [PORTFOLIO.pdesk]
       python benchmarks/start.py --rows PORTFOLIO.pdesk [--runs 9] [--budget 3]

The two are started in turns, each in a process of its own with an empty home folder. The clock runs from just before
the process is started until the window's first paint is finished. Exit status 1 when the median is above ``budget``
times the bare one. ``--rows`` measures until the first rows of the portfolio are painted, beside a bare window with an
empty table.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
HEAVY = frozenset({"sqlalchemy", "alembic", "numpy", "matplotlib", "openpyxl", "xlsxwriter", "holidays"})

# Runs in the measured process: an application that reports its first paint and leaves. The report is an event of high
# priority, so it comes behind the paint itself and before anything that the program has queued.
WATCH = """
import json, os, resource, sys, time
from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and not self.painted and shown(watched):
            self.painted = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
        return False
    def customEvent(self, event):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        loaded = sorted({name.split(".")[0] for name in sys.modules})
        busy = time.process_time()
        print(json.dumps({"painted": time.time(), "busy": busy, "peak_mb": peak, "loaded": loaded}), flush=True)
        os._exit(0)

class Application(QtWidgets.QApplication):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.watch = Watch()
        self.installEventFilter(self.watch)

QtWidgets.QApplication = Application
"""
WINDOW = """
def shown(watched):
    return watched.isWindow()
"""
ROWS = """
def shown(watched):
    table = watched.parent()
    rows = getattr(table.model(), "rows", None) if isinstance(table, QtWidgets.QTableView) else None
    return bool(rows) and rows.row(0) is not None
"""
TABLE = """
def shown(watched):
    return isinstance(watched.parent(), QtWidgets.QTableView)
"""
BARE = """
application = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
window.resize(1280, 800)
window.show()
application.exec()
"""
BARE_TABLE = """
from PySide6 import QtGui
application = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
window.setCentralWidget(QtWidgets.QTableView())
window.centralWidget().setModel(QtGui.QStandardItemModel(0, 12))
window.resize(1280, 800)
window.show()
application.exec()
"""
PROGRAM = """
from patentdesk.app.main import main
main(sys.argv[1:])
"""


class Start(NamedTuple):
    """One measured start: time to the paint, processor time, peak memory and loaded packages at that moment."""

    milliseconds: float
    busy_ms: float
    peak_megabytes: float
    loaded: frozenset[str]


def start_once(code: str, arguments: list[str], compiled: str) -> Start:
    """Start one process and wait for the paint; ``compiled`` is the folder that keeps Python's compiled modules.

    Raises SystemExit when no window was painted.
    """
    with tempfile.TemporaryDirectory() as home:
        around = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "PYTHON"))}
        around |= {"HOME": home, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": compiled}
        around.setdefault("QT_QPA_PLATFORM", "offscreen")
        begun = time.time()
        command = [sys.executable, "-c", WATCH + code, *arguments]
        done = subprocess.run(command, env=around, capture_output=True, text=True, check=False, timeout=60)
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"painted"')]
    if not lines:
        raise SystemExit(f"no window was painted:\n{done.stdout}{done.stderr}")
    report = json.loads(lines[0])
    return Start(
        (report["painted"] - begun) * 1000, report["busy"] * 1000, report["peak_mb"], frozenset(report["loaded"])
    )


def main() -> int:
    """Measure, print one line for each, and return 1 when the start is over its budget."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("portfolio", nargs="*", help="a portfolio to open; none: the empty window")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--budget", type=float)
    parser.add_argument("--rows", action="store_true", help="until the first rows are painted")
    given = parser.parse_args()
    budget = given.budget or (3.0 if given.rows else 1.5)
    bare, program = (TABLE + BARE_TABLE, ROWS + PROGRAM) if given.rows else (WINDOW + BARE, WINDOW + PROGRAM)
    with tempfile.TemporaryDirectory() as compiled:
        starts: dict[str, list[str]] = {bare: [], program: given.portfolio}
        for code, arguments in starts.items():  # the first of each compiles and reads from the disk: not measured
            start_once(code, arguments, compiled)
        runs = [
            [start_once(code, arguments, compiled) for code, arguments in starts.items()] for _ in range(given.runs)
        ]
    medians = []
    for name, measured in zip(("bare window", "patentdesk"), zip(*runs, strict=True), strict=True):
        times = [one.milliseconds for one in measured]
        busy = statistics.median(one.busy_ms for one in measured)
        memory = statistics.median(one.peak_megabytes for one in measured)
        medians.append((statistics.median(times), busy))
        spread = f"{min(times):.0f} to {max(times):.0f}"
        what = "first rows" if given.rows and name == "patentdesk" else "first paint"
        print(f"{name:12} {medians[-1][0]:6.0f} ms to {what} ({spread}), {busy:.0f} at work, {memory:.0f} MB by then")
    print(f"heavy packages loaded before the paint: {sorted(HEAVY & runs[0][1].loaded) or 'none'}")
    ratio, worked = (mine / theirs for mine, theirs in zip(medians[1], medians[0], strict=True))
    print(f"ratio {ratio:.2f}, of processor time {worked:.2f}, of {given.runs} runs each, budget {budget}")
    return 0 if ratio <= budget else 1


if __name__ == "__main__":
    sys.exit(main())
