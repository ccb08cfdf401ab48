"""Measure finding, sorting and counting over a large portfolio, beside the floor that numpy and SQLite set.

Usage: python benchmarks/desk.py [--patents 1000000] [--runs 5] [--folder DIR] [--edit]

The portfolio is built once and kept in the folder (the system's folder for temporary files unless told); its columns
are made while it is built. Every figure is the median of some runs, each worked out anew, in a process that has only
opened the file: the time of the processor, and beside it that of the clock. Exit status 1 when a budget is exceeded.
``--edit`` also measures bulk edits of 50,000 patents and their undo.
"""

from __future__ import annotations

import argparse
import dataclasses
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import deskdata
from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.records import Patent
from patentdesk.services import editing, history, listing
from patentdesk.services.counting import facets
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.connection import driver
from patentdesk.store.file import PortfolioFile
from patentdesk.store.triggers import SEARCH_COLUMNS

CLOCK = FixedClock(date(2026, 1, 5))
PAGE = 20_000
MEMORY_MB = 400
SORTS = (
    "title", "title_en", "office", "status", "right_type", "segment", "filing_date", "priority_date",
    "publication_date", "grant_date", "expires", "due", "member", "agency", "applicant", "inventor", "responsible",
    "product", "application_number", "publication_number", "ipc_main", "claims", "cited", "family_size",
    "paid_through_year",
)  # fmt: skip
"""The 25 columns of the list."""
FIELDS = tuple(field.name for field in dataclasses.fields(Patent) if field.name != "id")
FILTERS = (
    "status:granted filed:2015..2020 office:CN,EP",
    "member:比亚迪 segment:battery -status:lapsed family>3",
    "due<90d is:alive",
    "due:2026-02..2026-03",
    "电池 status:granted filed>=2018 -office:US",
)
WORDS = ("电", "热", "电池", "热管理", "batt", "battery", "cooling plate", "20191", "applicant:比亚迪")
_SEARCH_MS = 120
"""Of processor time: two look through the index, which leaves 60 by the clock."""
INDEX = 1.2
TALLIES = (("office",), ("office", "status"), ("filing_date.year", "status"), ("member", "segment"), ("expires.year",))


def build(path: Path, count: int) -> None:
    """Write the portfolio and make its columns."""
    begun = time.perf_counter()
    file = PortfolioFile.create(path, clock=CLOCK, user="bench")
    with file.operation("fill") as work:
        work.add_all(deskdata.organisations())
        for first in range(1, count + 1, PAGE):
            made = deskdata.patents(first, min(PAGE, count + 1 - first))
            work.add_values(Patent, FIELDS, [[getattr(one, name) for name in FIELDS] for one in made])
        work.add_all(deskdata.deadlines(iter(range(1, count + 1))))
    filled = time.perf_counter()
    desk = Desk(file, Library(ROOT / "resources"), CLOCK, "bench")
    for name in SORTS:
        listing.find(desk, "", name)
    facets(desk, "kind:a is:overdue")
    file.close()
    print(f"built in {filled - begun:.0f} s, columns made in {time.perf_counter() - filled:.0f} s, {_megabytes(path)}")


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:,.0f} MB"


class Bench:
    """Runs and reports."""

    def __init__(self, desk: Desk, runs: int) -> None:
        self._desk = desk
        self._runs = runs
        self.slow: list[str] = []

    def medians(self, work: Callable[[], object]) -> tuple[float, float]:
        """Return the median times of the work in milliseconds, by the clock and by the processor.

        The first run does not count, and no answer is remembered from one run to the next.
        """
        work()
        times: list[tuple[float, float]] = []
        for _ in range(self._runs):
            self._forget()
            begun, busy = time.perf_counter(), time.process_time()
            work()
            times.append((time.perf_counter() - begun, time.process_time() - busy))
        spent, worked = zip(*times, strict=True)
        return statistics.median(spent) * 1000, statistics.median(worked) * 1000

    def floor(self, work: Callable[[], object]) -> float:
        """Return what the bare work takes of the processor, in milliseconds."""
        return self.medians(work)[1]

    def report(self, what: str, budget: float, floor: float, work: Callable[[], object]) -> None:
        """Measure and print one figure; the budget is one of the processor, so that it holds on a busy machine too."""
        clock, busy = self.medians(work)
        over = "  OVER" if busy > budget else ""
        ratio = f"{busy / floor:6.1f} x floor {floor:6.1f}" if floor else ""
        print(f"{what:56} {busy:8.1f} ms  budget {budget:4.0f}  {ratio}  by the clock {clock:.0f}{over}", flush=True)
        if over:
            self.slow.append(what)

    def _forget(self) -> None:
        """Let every query be answered anew; columns and their orders stay."""
        answers = self._desk.file._columns._answers
        for key in [key for key, found in answers.items() if getattr(found, "dtype", None) == np.bool_]:
            del answers[key]


def figures(desk: Desk, bench: Bench) -> None:
    """Measure everything that only reads."""
    count = len(listing.find(desk, ""))
    chance = np.random.default_rng(1)
    packed = chance.permutation(count) << 20 | np.arange(count)
    sorting = bench.floor(lambda: np.sort(packed))
    masking = bench.floor(lambda: np.flatnonzero((packed > count) & (packed % 2 == 0)))
    counting = bench.floor(lambda: np.bincount(packed & 15))
    for name in SORTS:
        bench.report(f"sort by {name}", 100, sorting, lambda name=name: listing.find(desk, "", name))  # type: ignore[misc]
    bench.report("sort by 3 columns", 100, sorting, lambda: listing.find(desk, "", "status, -filing_date, title"))
    for text in FILTERS:
        bench.report(f"filter {text}", 70, masking, lambda text=text: listing.find(desk, text))  # type: ignore[misc]
    for text in WORDS:
        floor = bench.floor(lambda text=text: _bare_search(desk, text))  # type: ignore[misc]
        found = len(listing.find(desk, text))
        what = f"search {text}: {found:,}"
        bench.report(what, _SEARCH_MS, floor, lambda text=text: listing.find(desk, text))  # type: ignore[misc]
    bench.report("all facets", 50, counting, lambda: facets(desk, ""))
    bench.report("all facets of a filter", 50, counting, lambda: facets(desk, "filed:2015..2020"))
    for by in TALLIES:
        bench.report(f"tally {' x '.join(by)}", 30, counting, lambda by=by: listing.tally(desk, "", by))  # type: ignore[misc]
    ids = listing.find(desk, "", "title")[count // 2 :][:128]
    floor = bench.floor(lambda: _bare_rows(desk, ids.tolist()))
    bench.report("128 whole rows by id", 4, floor, lambda: listing.patents(desk, ids))
    bench.report("edit one title, sort by title again", 200, sorting, lambda: _edit_and_sort(desk))


def index_ratio(desk: Desk) -> float:
    """Return how many bytes the search index takes for each byte of the text that it covers."""
    fields = [field for held in SEARCH_COLUMNS.values() for field in held]
    covered = " + ".join(f"sum(length(cast(coalesce({field}, '') AS BLOB)))" for field in fields)
    with desk.file.reading() as reader:
        raw = driver(reader.connection)
        text = raw.execute(f"SELECT {covered} FROM patents").fetchone()[0]
        return float(raw.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%'").fetchone()[0] / text)


def _bare_search(desk: Desk, text: str) -> int:
    """Count what the index alone finds for the words."""
    words = text.rpartition(":")[2]
    phrase = f'"{words if words.isascii() else " ".join(words)}" *' if words.isascii() else f'"{" ".join(words)}"'
    with desk.file.reading() as reader:
        raw = driver(reader.connection)
        return int(raw.execute("SELECT count(*) FROM search WHERE search MATCH ?", (phrase,)).fetchone()[0])


def _bare_rows(desk: Desk, ids: list[int]) -> int:
    with desk.file.reading() as reader:
        raw = driver(reader.connection)
        marks = ", ".join("?" * len(ids))
        return len(raw.execute(f"SELECT * FROM patents WHERE id IN ({marks})", ids).fetchall())


def _edit_and_sort(desk: Desk, titles: Iterator[int] = iter(range(10**9))) -> None:  # noqa: B008 - counts on through all runs
    with desk.file.operation("edit") as work:
        work.change(Patent, 77, title=f"一种新的标题 {next(titles)}")
    listing.find(desk, "", "title")


def charts(desk: Desk, bench: Bench) -> None:
    """Measure the charts beside the list for a query: counting and drawing each in the size that it has there."""
    from patentdesk.charts.catalogue import chart  # noqa: PLC0415 - drawn where the window draws: in another process
    from patentdesk.charts.drawing import paint  # noqa: PLC0415 - as above
    from patentdesk.charts.request import Request  # noqa: PLC0415 - as above

    words = desk.library.words("zh")
    for name in ("status", "filings", "offices", "ipc"):

        def draw(name: str = name) -> None:
            data = [listing.tally(desk, "office:CN", by) for by in chart(name).needs]
            paint(Request(name, data, "zh", "light", CLOCK.today(), (205, 190)), words)

        bench.report(f"chart {name} of a query", 150, 0, draw)


def edits(desk: Desk) -> None:
    """Measure a bulk edit and its undo."""
    ids = listing.find(desk, "", "filing_date")[:50_000].tolist()
    for what, work in (
        ("edit the person of 50,000", lambda: editing.edit_patents(desk, ids, responsible="新人")),
        ("sort by it", lambda: listing.find(desk, "", "responsible")),
        ("undo", lambda: history.undo(desk)),
        ("sort by it", lambda: listing.find(desk, "", "responsible")),
        ("edit the note of 50,000", lambda: editing.edit_patents(desk, ids, note="核对")),
        ("undo", lambda: history.undo(desk)),
    ):
        begun = time.perf_counter()
        work()
        print(f"{what:56} {(time.perf_counter() - begun) * 1000:8.0f} ms", flush=True)


def main() -> int:
    """Build the portfolio where it is missing, then measure; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patents", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--edit", action="store_true")
    parser.add_argument("--build", action="store_true", help="only build")
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    path: Path = told.folder / f"patentdesk-bench-{told.patents}.pdesk"
    if told.build:
        build(path, told.patents)
        return 0
    if not path.exists():
        subprocess.run([*sys.orig_argv, "--build"], check=True)  # so that its memory does not count here
    begun = time.perf_counter()
    with PortfolioFile.open(path, clock=CLOCK, user="bench") as file:
        desk = Desk(file, Library(ROOT / "resources"), CLOCK, "bench")
        first = listing.patents(desk, listing.find(desk, "", "-filing_date")[:128])
        opened = (time.perf_counter() - begun) * 1000
        print(f"open, sort and read {len(first)} rows {opened:.0f} ms, {_megabytes(path)}")
        bench = Bench(desk, told.runs)
        figures(desk, bench)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:.0f} MB, budget {MEMORY_MB}{'  OVER' if peak > MEMORY_MB else ''}")
        charts(desk, bench)
        ratio = index_ratio(desk)
        print(f"search index {ratio:.2f} of the text it covers, budget {INDEX}{'  OVER' if ratio > INDEX else ''}")
        if told.edit:
            edits(desk)
    return 1 if bench.slow or peak > MEMORY_MB or ratio > INDEX else 0


if __name__ == "__main__":
    sys.exit(main())
