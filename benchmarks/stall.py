"""Measure how long the window stands still: a heartbeat in the real window over a large portfolio, while it is used.

Usage: python benchmarks/stall.py [--patents 1000000] [--folder DIR] [--budget 50] [--edit]

The portfolio is that of ``benchmarks/desk.py`` (made there when it is missing). A timer of the window's thread beats
every 5 ms; the longest gap between two beats is the stall of a phase. Beside it stands the most processor time
that the window's thread spent between two beats: where the gap is much longer, it waited for the machine or for another
thread.
The first line is the floor: the same window doing nothing. Python's modules are compiled before, as they are where the
program is installed. Charts are drawn one behind another: beside the time until all show a new query stands the longest
that one of them took. ``--edit`` also changes 50,000 patents, undoes that, and imports a list. Exit status 1 when a
stall is over the budget, or a figure over its own.
"""

from __future__ import annotations

import argparse
import gc
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.compiled import begin_compiled
from patentdesk.app import paths
from patentdesk.app.context import WindowContext
from patentdesk.app.machine import MachineClock
from patentdesk.app.window import build_window
from patentdesk.services.library import Library

BEAT_MS = 5
TYPED = ("电", "车", "电池", "热管理", "battery", "cooling plate", "status:granted office:CN")
MEMORY_MB = 400
CHART_MS = 150


class Heart(QObject):
    """Beats in the window's thread and remembers the longest gap, and the most work between two beats."""

    def __init__(self) -> None:
        """Begin to beat."""
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start(BEAT_MS)
        self.begin()

    def begin(self) -> None:
        """Forget what was before."""
        self._last, self._busy = time.perf_counter(), time.thread_time()
        self.longest, self.worked = 0.0, 0.0

    def beat(self) -> None:
        """Note the time since the last beat."""
        now, busy = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.worked = max(self.worked, (busy - self._busy) * 1000)
        self._last, self._busy = now, busy


class Bench:
    """The program's window over a portfolio, and what is done in it."""

    def __init__(self, app: QtWidgets.QApplication, portfolio: Path, budget: float) -> None:
        """Open the window; the clock runs from here."""
        self.app = app
        self.heart = Heart()
        self.budget = budget
        self.over: list[str] = []
        library = Library(paths.resources())
        backups = portfolio.parent / "backups"  # kept between runs, so that not every run begins with a backup
        backups.mkdir(exist_ok=True)
        context = WindowContext(library, library.words("zh"), MachineClock(), "bench", None, backups)
        self.program = build_window(app, context, portfolio)
        self.program.furnished.connect(self.heart.beat)

    @property
    def bench(self):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a Workbench, imported after the first paint
        """The furnished window."""
        return self.program.furniture.bench  # type: ignore[union-attr]

    def wait(self, done: Callable[[], bool], seconds: float = 120.0) -> None:
        """Let the window live until something is so."""
        until = time.perf_counter() + seconds
        while not done():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() > until:
                raise SystemExit("the window did not come to rest")

    def rest(self, seconds: float) -> None:
        """Let the window live for a while."""
        until = time.perf_counter() + seconds
        self.wait(lambda: time.perf_counter() > until, seconds + 10)

    def idle(self) -> bool:
        """Tell whether nothing is being worked on."""
        return bool(self.bench.session.jobs.idle) and not self.bench.resting()

    def shown(self, query: str) -> bool:
        """Tell whether the rows of a query stand in the table."""
        panel, session = self.bench.panels["portfolio"], self.bench.session
        if session.query != query or len(panel.model.rows) != len(session.ids):
            return False
        bottom = panel.table.rowAt(panel.table.viewport().height() - 1)
        top = max(panel.table.rowAt(0), 0)
        rows = panel.model.rowCount()
        return not rows or all(
            panel.model.rows.row(row) is not None for row in (top, bottom if bottom >= 0 else rows - 1)
        )

    def phase(self, name: str, work: Callable[[], object], done: Callable[[], bool], limit: float = 0.0) -> float:
        """Do something, wait until it is done and all is quiet, report; return the time until it was done."""
        gc.collect()
        self.heart.begin()
        begun = time.perf_counter()
        work()
        self.wait(done)
        spent = (time.perf_counter() - begun) * 1000
        self.wait(self.idle)
        self.rest(0.1)
        self.heart.beat()
        slow = (self.heart.longest > self.budget) + 2 * (0 < limit < spent)
        told = ("", "  STALL", "  SLOW", "  STALL SLOW")[slow]
        budget = f"of {limit:4.0f}" if limit else "       "
        print(
            f"{name:44} done {spent:8.0f} ms {budget}   longest stall {self.heart.longest:6.1f} ms"
            f" (at work {self.heart.worked:5.1f} at most){told}",
            flush=True,
        )
        if slow:
            self.over.append(name)
        return spent


def open_program(bench: Bench) -> None:
    """Open the window and the portfolio until its first rows are painted."""
    bench.phase(
        "open the program and the portfolio",
        bench.program.shell.show,
        lambda: bench.program.furniture is not None and getattr(bench.program.furniture, "bench", None) is not None
        and bool(len(bench.bench.session.ids)) and bench.shown(""),
    )  # fmt: skip


def use(bench: Bench) -> None:
    """Do what people do all day."""
    window, session = bench.bench, bench.bench.session
    panel, line = window.panels["portfolio"], window.parts.top.query
    bench.phase("nothing (the floor)", lambda: bench.rest(2), bench.idle)
    for text in TYPED:
        line.setFocus()
        line.clear()
        bench.wait(bench.idle)
        line.insert(text[:-1])
        bench.rest(0.2)
        bench.wait(bench.idle)
        bench.phase(
            f"type the last character of {text}", partial(line.insert, text[-1]), partial(bench.shown, text), 100
        )
    session.ask("")
    bench.wait(bench.idle)
    long = "battery pack"
    bench.phase("type 12 characters in a row", partial(_type, bench, line, long), partial(bench.shown, long))
    session.ask("")
    bench.wait(bench.idle)
    names = [column.key for column in panel.model.columns]
    for key in ("title", "filing_date", "status"):
        _sort(bench, key, names.index(key))
    session.order(())
    bench.wait(bench.idle)
    bench.phase("filter", lambda: session.ask("status:granted filed:2015..2020"),
                lambda: bench.shown("status:granted filed:2015..2020"), 170)  # fmt: skip
    session.ask("")
    bench.wait(bench.idle)
    bench.phase("jump to the end", panel.table.scrollToBottom, lambda: bench.shown(""), 160)
    tree = window.facets.tree
    first = tree.topLevelItem(0).child(0)
    chosen = first.data(0, Qt.ItemDataRole.UserRole)
    bench.phase("choose a facet", lambda: tree.chosen.emit(*chosen, _only()), bench.idle)
    session.ask("")
    bench.wait(bench.idle)
    charts(bench, panel.strip)
    session.ask("")
    bench.wait(bench.idle)
    bench.phase("go to the overview", lambda: window.go("overview"), bench.idle)
    bench.phase("narrow the overview's charts", lambda: session.ask("status:granted"), bench.idle)
    session.ask("")
    bench.wait(bench.idle)
    window.go("portfolio")
    bench.wait(bench.idle)


def charts(bench: Bench, strip: QtWidgets.QWidget) -> None:
    """Ask a new query and note when each chart of the list shows it."""
    before = {view: view.picture for view in strip.views}  # type: ignore[attr-defined]
    shown: dict[object, float] = {}

    def drawn() -> bool:
        for view, old in before.items():
            if view.picture is not old:
                shown.setdefault(view, time.perf_counter())
        return len(shown) == len(before)

    begun = time.perf_counter()
    bench.phase("draw the charts of a new query", lambda: bench.bench.session.ask("office:CN"), drawn)
    moments = sorted(shown.values())
    steps = [(later - sooner) * 1000 for sooner, later in zip([begun, *moments], moments, strict=False)]
    over = "  SLOW" if max(steps) > CHART_MS else ""
    print(f"  {len(steps)} charts, the longest took {max(steps):.0f} ms of {CHART_MS} each{over}", flush=True)
    if over:
        bench.over.append("charts")


def _sort(bench: Bench, name: str, column: int) -> None:
    table = bench.bench.panels["portfolio"].table
    begin = partial(table.sortByColumn, column, Qt.SortOrder.DescendingOrder)
    bench.phase(f"sort by {name}", begin, lambda: bench.idle() and bench.shown(""), 300)


def _only() -> object:
    from patentdesk.portfolio.clauses import How  # noqa: PLC0415 - not before the first paint

    return How.ONLY


def _type(bench: Bench, line: QtWidgets.QLineEdit, text: str) -> None:
    for character in text:
        QTest.keyClicks(line, character)
        bench.rest(0.09)


def change(bench: Bench, scratch: Path) -> None:
    """Change 50,000 patents, undo it, import a list."""
    from benchmarks import deskdata  # noqa: PLC0415 - not before the first paint
    from patentdesk.services import editing  # noqa: PLC0415
    from patentdesk.ui import steps  # noqa: PLC0415

    window, session = bench.bench, bench.bench.session
    panel, desk = window.panels["portfolio"], session.desk
    ids = session.ids[:50_000].tolist()
    edit = partial(editing.edit_patents, desk, ids, responsible="新人")
    begin = partial(session.operate, "ui.job.edit", lambda _progress: edit(), panel.bar)
    bench.phase("edit 50,000 patents", begin, bench.idle, 3000)
    bench.phase("undo it", partial(steps.undo, session, panel.bar), bench.idle, 3000)
    path = scratch / "list.csv"
    rows = (
        f"{one.publication_number_text},{one.title},{one.filing_date},{one.ipc_main}"
        for one in deskdata.patents(5_000_000, 2_000)
    )
    path.write_text("公开号,标题,申请日,IPC\n" + "\n".join(rows), encoding="utf-8-sig")
    window.go("intake")
    intake = window.panels["intake"]
    bench.phase("preview a list of 2,000", lambda: intake.take_files([path]), bench.idle)
    bench.phase("import it", intake.apply, bench.idle)
    bench.phase("undo the import", partial(steps.undo, session, panel.bar), bench.idle)


def main() -> int:
    """Measure, print one line for each phase, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patents", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--budget", type=float, default=50.0)
    parser.add_argument("--edit", action="store_true")
    told = parser.parse_args()
    begin_compiled()
    portfolio = told.folder / f"patentdesk-bench-{told.patents}.pdesk"
    if not portfolio.exists():
        desk = [sys.executable, str(ROOT / "benchmarks/desk.py"), "--build", "--patents", str(told.patents)]
        subprocess.run([*desk, "--folder", str(told.folder)], check=True)
    scratch = Path(tempfile.mkdtemp())
    app = QtWidgets.QApplication([])
    bench = Bench(app, portfolio, told.budget)
    try:
        open_program(bench)
        use(bench)
        if told.edit:
            change(bench, scratch)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:.0f} MB, budget {MEMORY_MB}{'  OVER' if peak > MEMORY_MB else ''}")
    finally:
        bench.program.shell.close()
        shutil.rmtree(scratch, ignore_errors=True)
    return 1 if bench.over or peak > MEMORY_MB else 0


if __name__ == "__main__":
    sys.exit(main())
