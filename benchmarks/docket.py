"""Measure the docket: computing alone, recomputing and storing, recomputing when nothing changed, one event.

Usage: python -m benchmarks.docket [PATENTS]      exit status 1 when a budget is broken (they hold for 800 patents)
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from patentdesk.core.clock import FixedClock
from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import facts_of
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services import docket, fees, law
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile

TODAY = date(2026, 1, 5)
BUDGETS_SECONDS = {"compute": 1.0, "first": 2.0, "again": 1.5, "forecast": 2.0, "event": 0.1}


def invented(count: int) -> list[Patent]:
    """Return patents at nine offices, a third pending."""
    chance = random.Random(7)
    patents = []
    for number in range(count):
        office = chance.choice(["CN"] * 8 + ["EP", "US", "JP", "KR", "DE", "GB", "FR", "WO"])
        filing = date(2008, 1, 1) + timedelta(days=chance.randrange(6400))
        grant = filing + timedelta(days=chance.randrange(500, 1500))
        granted = office != "WO" and grant < TODAY and chance.random() < 0.8
        patents.append(
            Patent(
                office=office,
                right_type=RightType.PCT if office == "WO" else RightType.INVENTION,
                application_number=f"{number}",
                filing_date=filing,
                grant_date=grant if granted else None,
                registration_date=grant if granted else None,
                status=Status.GRANTED if granted else Status.PENDING,
                claims_count=10,
            )
        )
    return patents


def timed(name: str, work: Callable[[], object], spent: dict[str, float]) -> None:
    """Run work and note the seconds."""
    start = time.perf_counter()
    work()
    spent[name] = time.perf_counter() - start


def main() -> int:
    """Measure, report, compare with the budgets."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 800
    library = Library(Path(__file__).resolve().parents[1] / "resources")
    patents = invented(count)
    book, calendars = law.rulebook(library), law.calendars(library)
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        clock = FixedClock(TODAY)
        with PortfolioFile.create(Path(folder) / "bench.pdesk", clock=clock, user="bench") as file:
            desk = Desk(file, library, clock, "bench")
            with file.operation("add") as work:
                ids = work.add_all(patents)
            timed("compute", lambda: [compute(facts_of(one), book, calendars, TODAY) for one in patents], spent)
            timed("first", lambda: docket.recompute(desk), spent)
            timed("again", lambda: docket.recompute(desk), spent)
            timed("forecast", lambda: fees.forecast_fees(desk, by="office"), spent)
            timed("event", lambda: docket.record_event(desk, ids[:1], "office_letter", TODAY, period="P2M"), spent)
    over = [name for name, seconds in spent.items() if count <= 800 and seconds > BUDGETS_SECONDS[name]]
    for name, seconds in spent.items():
        sys.stdout.write(f"{name:10} {seconds:8.3f} s{'  over budget' if name in over else ''}\n")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
