"""Measure the docket: every open date, what is stored of it, one fact, 10,000 patents, the list, the fees.

Usage: python benchmarks/docket.py [PATENTS [FOLDER]]      exit status 1 when a budget is broken

The peer is a bare loop that only adds months to as many dates with python-dateutil, in the same run, on the same
machine; of more than 500,000 dates it does so many and the time is scaled. CPU seconds, and the memory peak.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from patentdesk.core.clock import FixedClock
from patentdesk.core.progress import Progress
from patentdesk.docketing.bulkfees import price_all
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import docket, docket_lines, fees, law
from patentdesk.services.desk import Desk
from patentdesk.services.docket_lines import Wish
from patentdesk.services.docket_pages import PAGE, read_page
from patentdesk.services.library import Library
from patentdesk.services.recomputing import basis_of
from patentdesk.store.file import PortfolioFile

TODAY = date(2026, 1, 5)
OFFICES = ["CN"] * 8 + ["EP", "US", "JP", "KR", "DE", "GB", "FR", "WO"]
FIELDS = ("uid", "office", "right_type", "application_number", "filing_date", "grant_date", "registration_date",
          "status", "claims_count")  # fmt: skip
PEER_DATES = 500_000
BUDGETS = {
    "every open date / peer": 0.5,
    "memory peak, MB": 600,
    "one fact, ms": 50,
    "10,000 patents, s": 1,
    "list shown, ms a million": 300,
    "list filtered, ms a million": 100,
}


def invented(count: int) -> Iterator[tuple[object, ...]]:
    """Yield patents at nine offices, a third pending, as values of FIELDS."""
    chance = random.Random(7)
    for number in range(count):
        office = chance.choice(OFFICES)
        filing = date(2014, 1, 1) + timedelta(days=chance.randrange(4_300))
        grant = filing + timedelta(days=chance.randrange(500, 1_500))
        granted = office != "WO" and grant < TODAY and chance.random() < 0.8
        day = grant if granted else None
        right = RightType.PCT if office == "WO" else RightType.INVENTION
        status = Status.GRANTED if granted else Status.PENDING
        yield f"{number:032x}", office, right, f"{number}", filing, day, day, status, 10


def spent(work: Callable[[], object]) -> float:
    """Return the CPU seconds of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peer_seconds(dates: int) -> float:
    """Return what adding months to so many dates takes with python-dateutil."""
    chance = random.Random(3)
    some = min(dates, PEER_DATES)
    days = [date(2014, 1, 1) + timedelta(days=chance.randrange(4_300)) for _ in range(some)]
    months = [chance.randrange(1, 240) for _ in range(some)]

    def add() -> None:
        for day, number in zip(days, months, strict=True):
            day + relativedelta(months=number)

    return spent(add) * dates / some


def every_open_date(desk: Desk) -> int:
    """Compute and price every open date of all patents from the file; return how many."""
    progress, found = Progress(), 0
    with desk.file.reading() as reader:
        basis, ids = basis_of(desk, reader), reader.column(Patent, "id")
        for start in range(0, len(ids), PAGE):
            progress.report(start, len(ids), "phrase.docket_compute")
            page = read_page(reader, ids[start : start + PAGE], basis)
            dockets = page.dockets(basis, all_annuities=True)
            price_all(dockets.deadlines, page.facts, page.priceable, law.fees(desk.library))
            found += len(dockets.deadlines)
    return found


def peak() -> float:
    """Return the memory peak of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(file: PortfolioFile, count: int) -> None:
    """Write the patents, some at a time."""
    rows = invented(count)
    for start in range(0, count, 50_000):
        with file.operation("add") as work:
            work.add_values(Patent, FIELDS, [next(rows) for _ in range(min(50_000, count - start))])


def measure(desk: Desk, count: int) -> Iterator[tuple[str, float]]:
    """Yield each figure by its name."""
    law.rules_of(desk), law.calendars(desk.library), law.fees(desk.library)
    yield "memory before, MB", peak()
    found: list[int] = []
    seconds = spent(lambda: found.append(every_open_date(desk)))
    yield "open dates", found[0]
    yield "every open date, s", seconds
    peer = peer_seconds(found[0])
    yield "peer, s", peer
    if count >= 10_000:
        yield "every open date / peer", seconds / peer
    yield "fees of ten years, s", spent(lambda: fees.forecast(desk, by="office"))
    yield "memory peak, MB", peak()
    yield "stored the first time, s", spent(lambda: docket.recompute(desk))
    yield "memory stored, MB", peak()
    desk.kept.clear()
    yield "compared again, s", spent(lambda: docket.recompute(desk))
    yield "nothing changed, ms", 1_000 * spent(lambda: docket.recompute(desk))
    with desk.file.reading() as reader:
        ids = reader.column(Patent, "id")
    yield "10,000 patents, s", spent(lambda: docket.recompute(desk, ids[:10_000]))
    yield (
        "one fact, ms",
        1_000
        * spent(lambda: docket.record(desk, ids[:1], Event(kind="office_letter", event_date=TODAY, period="P2M"))),
    )
    yield "list made, s", spent(lambda: docket_lines.view(desk, Wish()))
    with desk.file.reading() as reader:
        thousands = reader.count(Deadline) / 1_000
    yield "lines", 1_000 * thousands
    million = 1_000_000 / max(thousands, 1_000)
    shown = spent(lambda: docket_lines.items(desk, docket_lines.view(desk, Wish()).ids[:60]))
    yield "list shown, ms a million", million * shown
    yield "list filtered, ms a million", million * spent(lambda: docket_lines.view(desk, Wish(bucket="month")))
    yield "memory at the end, MB", peak()


def main() -> int:
    """Measure, report, compare with the budgets."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    library = Library(Path(__file__).resolve().parents[1] / "resources")
    clock, broken = FixedClock(TODAY), False
    with (
        tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder,
        PortfolioFile.create(Path(folder) / "bench.pdesk", clock=clock, user="bench") as file,
    ):
        fill(file, count)
        for name, figure in measure(Desk(file, library, clock, "bench"), count):
            over = figure > BUDGETS.get(name, figure)
            broken |= over
            print(f"{name:28} {figure:14,.3f}{'  over budget' if over else ''}", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
