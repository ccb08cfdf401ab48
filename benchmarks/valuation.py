"""Measure the valuation: values with their docket and fees, tornado and grid, simulation, the handout.

Usage: python -m benchmarks.valuation [PATENTS]      exit status 1 when a budget is broken (they hold for 100 patents)
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.codes import Segment, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services import valuing
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile

TODAY = date(2026, 6, 30)
BUDGETS_SECONDS = {"value": 1.0, "analyse": 0.3, "simulate": 0.5, "handout": 10.0}


def invented(count: int) -> list[Patent]:
    """Return granted Chinese inventions of all segments."""
    segments = list(Segment)
    return [
        Patent(
            office="CN",
            application_number=f"2019{number:08d}",
            filing_date=date(2014, 1, 1) + timedelta(days=29 * number % 3600),
            grant_date=date(2017, 6, 1) + timedelta(days=29 * number % 3600),
            status=Status.GRANTED,
            segment=segments[number % len(segments)],
        )
        for number in range(count)
    ]


def timed(name: str, work: Callable[[], object], spent: dict[str, float]) -> None:
    """Run work and note the seconds."""
    start = time.perf_counter()
    work()
    spent[name] = time.perf_counter() - start


def main() -> int:
    """Measure, report, compare with the budgets."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    library = Library(Path(__file__).resolve().parents[1] / "resources")
    clock = FixedClock(TODAY)
    spent: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        PortfolioFile.create(Path(folder) / "bench.pdesk", clock=clock, user="bench") as file,
    ):
        desk = Desk(file, library, clock, "bench")
        with file.operation("add") as work:
            ids = work.add_all(invented(count))
        valuing.value_patents(desk, ids[:1])
        timed("value", lambda: valuing.value_patents(desk, ids), spent)
        timed("analyse", lambda: valuing.analyse(desk, ids[0]), spent)
        timed("simulate", lambda: valuing.simulate_value(desk, ids[0]), spent)
        timed("handout", lambda: valuing.write_handout(desk, ids, Path(folder) / "value.xlsx"), spent)
    over = [name for name, seconds in spent.items() if count <= 100 and seconds > BUDGETS_SECONDS[name]]
    for name, seconds in spent.items():
        sys.stdout.write(f"{name:10} {seconds:8.3f} s{'  over budget' if name in over else ''}\n")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
