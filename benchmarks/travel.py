"""Measure going back in time, grouping and what stands beside the rows of the table, beside what SQLite needs at least.

Usage: python benchmarks/travel.py [--patents 1000000] [--folder DIR]

The portfolio is built anew: patents first, then a month of work (50,000 edited, 20,000 added, 5,000 removed). The floor
of going back is the bare copy of the file, as SQLite's backup makes it; the floor of grouping is finding in the same
order. Times are processor time of this process, so that others on the machine count little.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import deskdata
from patentdesk.core.clock import FixedClock
from patentdesk.core.progress import Progress
from patentdesk.portfolio.records import Patent
from patentdesk.services import listing, travelling
from patentdesk.services.beside import beside
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile

BEGUN, NOW = FixedClock(date(2026, 1, 5)), FixedClock(date(2026, 2, 5))
PAGE = 20_000


def build(path: Path, count: int) -> None:
    """Write the portfolio in January and work on it in February."""
    with PortfolioFile.create(path, clock=BEGUN, user="bench") as file, file.operation("fill") as work:
        work.add_all(deskdata.organisations())
        for first in range(1, count + 1, PAGE):
            work.add_all(deskdata.patents(first, min(PAGE, count + 1 - first)))
    with PortfolioFile.open(path, clock=NOW, user="bench") as file, file.operation("month") as work:
        work.change_many(Patent, range(1, count // 20 + 1), responsible="Wang", title="a new title")
        work.add_all(deskdata.patents(count + 1, count // 50))
        work.remove(Patent, range(count - count // 200, count))


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a piece of work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def bare_copy(path: Path, target: Path) -> None:
    """Copy a file as SQLite's backup does."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patents", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=told.folder) as name:
        folder = Path(name)
        print(f"built in {seconds(lambda: build(folder / 'b.pdesk', told.patents)):.0f} s", flush=True)
        floor = seconds(lambda: bare_copy(folder / "b.pdesk", folder / "copy.pdesk"))
        with PortfolioFile.open(folder / "b.pdesk", clock=NOW, user="bench") as file:
            desk = Desk(file, Library(ROOT / "resources"), NOW, "bench")
            past: list[Desk] = []
            spent = seconds(lambda: past.append(travelling.as_of(desk, date(2026, 1, 31), folder, Progress())))
            print(
                f"going back a month {spent:8.1f} s   {spent / max(floor, 0.01):5.1f} x the bare copy ({floor:.1f} s)"
            )
            found = len(listing.find(past[0], ""))
            print(f"patents then {found:,}, now {len(listing.find(desk, '')):,}")
            past[0].file.close()
            listing.find(desk, "", "status, filing_date")
            for by in listing.GROUPINGS:
                listing.grouped(desk, "", (), by)
                bare = seconds(lambda by=by: listing.find(desk, "", by))  # type: ignore[misc]
                took = seconds(lambda by=by: listing.grouped(desk, "", (), by))  # type: ignore[misc]
                print(f"group by {by:12} {took * 1000:8.0f} ms  {took / max(bare, 0.001):5.1f} x sorting by it")
            ids = listing.find(desk, "", "title")[:128]
            rows = listing.patents(desk, ids)
            beside(desk, rows)
            one = seconds(lambda: [listing.patents(desk, ids) for _ in range(20)]) / 20
            marks = seconds(lambda: [beside(desk, rows) for _ in range(20)]) / 20
            print(f"128 rows {one * 1000:.1f} ms, what stands beside them {marks * 1000:.1f} ms  {marks / one:.1f} x")
            took = seconds(lambda: listing.containing(desk, "电池", ["title", "applicants_text"], "zh"))
            print(f"find in the page {took * 1000:.0f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
