"""Measure the portfolio file beside bare SQLite: `python benchmarks/store.py [patents]` (20,000 unless told).

Processor seconds. The floor writes the same patents with sqlite3 alone: one table, no index, no journal, no search.
"""

from __future__ import annotations

import dataclasses
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Event, Patent
from patentdesk.store.file import PortfolioFile

STATUSES = list(Status)
QUERIES = ("", "电池", "热管理 filed:2015..2020", "status:granted -office:CN", "due<90d", "is:co-owned", "2019101")


@contextmanager
def measured(what: str, count: int) -> Iterator[None]:
    """Say how long a step took and how many rows a second that is."""
    begun = time.process_time()
    yield
    seconds = time.process_time() - begun
    sys.stdout.write(f"{what:34} {seconds * 1000:10.1f} ms {count / seconds:12,.0f} /s\n")


def patents(count: int) -> list[Patent]:
    """Return patents with titles and abstracts of ordinary length."""
    return [
        Patent(
            title=f"一种电动汽车动力电池热管理系统及其控制方法 {number}",
            abstract="本发明公开了一种电动汽车动力电池热管理系统及其控制方法，包括液冷板。" * 4,
            office=("CN", "US", "EP", "JP")[number % 4],
            application_number=f"20191{number:07d}",
            filing_date=date(2000 + number % 25, 1 + number % 12, 1 + number % 28),
            status=STATUSES[number % len(STATUSES)],
            applicants_text="比亚迪股份有限公司",
        )
        for number in range(count)
    ]


def floor(made: list[Patent], target: Path) -> float:
    """Return the seconds of writing the patents with nothing in between."""
    names = [field.name for field in dataclasses.fields(Patent)]
    rows = [[None if value is None else str(value) for value in dataclasses.astuple(one)] for one in made]
    begun = time.process_time()
    with sqlite3.connect(target) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute(f"CREATE TABLE patents ({', '.join(names)})")
        base.executemany(f"INSERT INTO patents VALUES ({', '.join('?' * len(names))})", rows)
    return time.process_time() - begun


def main(count: int) -> None:
    """Fill a portfolio, search it, edit it, undo and verify."""
    clock = FixedClock(date(2026, 1, 5))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.pdesk"
        with measured("create", 1):
            file = PortfolioFile.create(path, clock=clock, user="bench")
        made = patents(count)
        least = floor(made, Path(folder) / "floor")
        begun = time.process_time()
        with measured("add patents, with search index", count), file.operation("fill") as work:
            ids = work.add_all(made)
        added = time.process_time() - begun
        events = [Event(patent_id=i, kind="filing", event_date=date(2020, 1, 1)) for i in ids for _ in range(4)]
        with measured("add events", len(events)), file.operation("fill") as work:
            work.add_all(events)
        for query in QUERIES:
            with measured(f"find {query!r}", count), file.reading() as reader:
                reader.find(parse(query), (("filing_date", True),))
        with measured("tally office x status", count), file.reading() as reader:
            reader.tally(parse(""), ("office", "status"))
        with measured("edit all", count), file.operation("edit") as work:
            work.change_many(Patent, ids, responsible="王")
        with measured("undo the edit", count):
            file.undo()
        with measured("undo the events", len(events)):
            file.undo()
        with measured("redo the events", len(events)):
            file.redo()
        with measured("one edit", 1), file.operation("edit") as work:
            work.change(Patent, ids[0], title="新")
        with measured("verify", count):
            problems = file.verify()
        with measured("backup", count):
            file.backup(Path(folder) / "copy.pdesk")
        file.close()
        with measured("open", 1):
            PortfolioFile.open(path, clock=clock, user="bench").close()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"adding: {added / least:.1f} floors of {least * 1000:.0f} ms; peak {peak} MB\n")
        sys.stdout.write(f"{path.stat().st_size / 1e6:.0f} MB, problems: {len(problems)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
