"""Measure the slider of the valuation panel in the real window: value and charts after a move, and the window's stall.

Usage: python benchmarks/slider.py [--moves 12]      exit status 1 when a budget is broken

A patent with 20,000 trials stands under the cursor; each set of charts is looked at in turn. A move is timed until the
value is written and until every chart that is seen has been painted anew. Beside it stands the floor: the same charts
asked for once more with nothing to be worked out. A heartbeat in the window's thread gives the longest stall of each
move. Budgets hold for the median move; the first of each set is left out, because it makes the charts' canvases.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6 import QtWidgets

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.stall import Bench
from benchmarks.valuation import TODAY, invented
from patentdesk.core.clock import FixedClock
from patentdesk.store.file import PortfolioFile
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.valuing.deck import SETS
from patentdesk.valuation.patent import Valued

PATENTS = 100
VALUE_MS, CHARTS_MS, STALL_MS = 30.0, 150.0, 50.0


def followers(bench: Bench) -> list[ChartView]:
    """Return the charts that are seen and follow the slider; the stored values of the past do not."""
    views = bench.bench.panels["valuation"].deck.views
    return [view for name, view in views.items() if view.isVisible() and name != "value_course"]


def redraw(views: list[ChartView]) -> None:
    """Ask each of the charts to draw itself again."""
    for view in views:
        view.redraw()


def painted(bench: Bench, ask: Callable[[], object]) -> float:
    """Ask for charts; return the milliseconds until every one that is seen was painted anew."""
    views = followers(bench)
    before = {view: view.picture for view in views}
    begun = time.perf_counter()
    ask()
    bench.wait(lambda: all(view.picture is not before[view] for view in views))
    for view in views:
        view.repaint()
    return (time.perf_counter() - begun) * 1000


def measure(bench: Bench, number: int, moves: int) -> list[str]:
    """Move the slider over one set of charts; print a line and return what is over its budget."""
    panel = bench.bench.panels["valuation"]
    slider, deck = panel.what_if.slider, panel.deck
    deck.show_set(number)
    bench.wait(bench.idle)
    bench.rest(0.3)
    values, charts, floors, stalls = [], [], [], []
    for move in range(moves + 1):
        bench.heart.begin()
        seconds: list[float] = []

        def slide(step: int = 20 + 11 * move, seconds: list[float] = seconds) -> None:
            begun = time.perf_counter()
            slider.setValue(step)
            panel.what_if.told.repaint()
            seconds.append(time.perf_counter() - begun)

        charts.append(painted(bench, slide))
        values.append(seconds[0] * 1000)
        bench.wait(bench.idle)
        bench.heart.beat()
        stalls.append(bench.heart.longest)
        floors.append(painted(bench, partial(redraw, followers(bench))))
        bench.wait(bench.idle)
    value, chart, floor, stall = (statistics.median(some[1:]) for some in (values, charts, floors, stalls))
    figures = {"value": (value, VALUE_MS), "charts": (chart, CHARTS_MS), "stall": (stall, STALL_MS)}
    over = [name for name, (figure, limit) in figures.items() if figure > limit]
    sys.stdout.write(
        f"set {number}: value {value:5.1f} ms of {VALUE_MS:g}   charts {chart:6.1f} ms of {CHARTS_MS:g} (worst"
        f" {max(charts[1:]):.0f})   {chart / floor:4.2f} x drawing ({floor:.0f} ms)   stall {stall:4.1f} ms"
        f" of {STALL_MS:g} (worst {max(stalls[1:]):.0f}){'   OVER: ' + ', '.join(over) if over else ''}\n"
    )
    return over


def main() -> int:
    """Open the window over a small portfolio, move the slider, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=12)
    moves = parser.parse_args().moves
    app = QtWidgets.QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "slider.pdesk"
        with PortfolioFile.create(path, clock=FixedClock(TODAY), user="bench") as file, file.operation("add") as work:
            work.add_all(invented(PATENTS))
        bench = Bench(app, path, STALL_MS)
        bench.program.shell.show()
        bench.wait(lambda: getattr(bench.program.furniture, "bench", None) is not None)
        bench.wait(lambda: bool(len(bench.bench.session.ids)) and bench.idle())
        bench.bench.go("valuation")
        panel = bench.bench.panels["valuation"]
        bench.wait(lambda: bool(panel.values) and bench.idle())
        shown = panel.model.rows.records
        panel.table.go(next(place for place, one in enumerate(shown) if isinstance(one.outcome, Valued)))
        bench.wait(bench.idle)
        over = [name for number in range(len(SETS) - 1) for name in measure(bench, number, moves)]
        bench.program.shell.close()
    sys.stdout.write(f"load of the machine {os.getloadavg()[0]:.1f}\n")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
