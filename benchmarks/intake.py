# ruff: noqa: E501 - a row of the invented list stands on few lines
"""Time the import of a list of 25 columns beside a bare floor, and of the same list once more.

``python benchmarks/intake.py [ROWS] [csv|xlsx]``. The floor reads the file (csv module with typing, or calamine),
writes the rows with ``executemany`` and builds a bare FTS5 index of the same text. The import reads the list in a
process of its own: its processor time counts, and the peak of memory is that of both together. Ends with status 1 over
a budget, in processor time or by the clock on the wall.
"""

from __future__ import annotations

import csv
import logging
import multiprocessing
import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import xlsxwriter
from python_calamine import CalamineWorkbook

_ROOT = Path(__file__).resolve().parents[1]
_LOG = logging.getLogger("benchmark")
_HEADERS = [
    "申请号", "公开（公告）号", "名称", "摘要", "申请日", "公开日", "申请人", "发明人", "IPC分类号", "法律状态", "主分类号",
    "专利类型", "受理局", "代理机构", "优先权号", "权利要求数量", "被引用专利数量", "引用专利数量", "简单同族个数", "负责人",
    "产品", "备注", "标签", "内部评分", "内部编号",
]  # fmt: skip
_DATES = (4, 5)
_COUNTS = (15, 16, 17, 18)
_TEXTS = (2, 3, 6, 7)
_FIRST, _AGAIN = 1.5, 0.5
"""Budgets: the first import in floors, the second in first imports."""
_MEMORY_MB = {"csv": 300, "xlsx": 400}


def rows(count: int) -> Iterator[list[str]]:
    """Yield the rows of a Chinese list of invented patents."""
    from patentdesk.portfolio.numbers import write_application  # noqa: PLC0415 - only the process that writes the list

    for serial in range(count):
        year = 2004 + serial % 20
        filed = date(year, 1, 5) + timedelta(days=serial % 300)
        number = write_application("CN", f"{year}1{serial:07d}")
        yield [
            f"CN{number}", f"CN{100_000_000 + serial}A", f"一种车用部件及其装配方法 {serial}",
            "本发明公开了一种车用部件，包括壳体与电芯。" * 8, filed.isoformat(), (filed + timedelta(days=500)).isoformat(),
            f"企业{serial % 400}有限公司；云麓大学", f"张{serial % 90}；李四", "H01M10/0525; B60K1/04", "授权", "H01M10/0525",
            "发明", "中国", f"代理{serial % 30}有限公司", f"US 62/{serial % 900 + 100},{serial % 1000:03d} 2003-02-01",
            str(serial % 20 + 1), str(serial % 50), str(serial % 9), str(serial % 5 + 1), "王工", f"产品{serial % 12}",
            "", "车", "A+", f"N-{serial:07d}",
        ]  # fmt: skip


def write_list(path: Path, count: int) -> None:
    """Write the list as CSV or as a workbook."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_HEADERS, *rows(count)])
        return
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate([_HEADERS, *rows(count)]):
        sheet.write_row(place, 0, row)
    book.close()


class Seconds(NamedTuple):
    """Of the processors, children included, and of the clock on the wall."""

    processor: float
    wall: float

    def __sub__(self, before: Seconds) -> Seconds:
        return Seconds(self.processor - before.processor, self.wall - before.wall)

    def __str__(self) -> str:
        return f"{self.processor:.1f} s ({self.wall:.1f} s by the clock)"


def now() -> Seconds:
    """Return what was used until now."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Seconds(time.process_time() + children.ru_utime + children.ru_stime, time.perf_counter())


def floor(path: Path, target: Path) -> Seconds:
    """Return the seconds of reading, typing, writing and indexing the list with nothing in between."""
    from patentdesk.store.words import spaced  # noqa: PLC0415

    begun = now()
    with sqlite3.connect(target) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute(f"CREATE TABLE list (id INTEGER PRIMARY KEY, {', '.join(f'c{n}' for n in range(len(_HEADERS)))})")
        base.execute("CREATE VIRTUAL TABLE search USING fts5(a, b, c, d, content='')")
        base.executemany(f"INSERT INTO list VALUES (NULL{', ?' * len(_HEADERS)})", map(_typed, _read(path)))
        texts = base.execute(f"SELECT id, {', '.join(f'c{n}' for n in _TEXTS)} FROM list")
        base.executemany("INSERT INTO search(rowid, a, b, c, d) VALUES (?, ?, ?, ?, ?)",
                         ((row[0], *map(spaced, row[1:])) for row in texts))  # fmt: skip
    return now() - begun


def _read(path: Path) -> Iterator[list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            yield from reader
        return
    made = CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()
    next(made)
    for row in made:
        yield [str(cell) for cell in row]


def _typed(row: list[str]) -> list[str | int]:
    typed: list[str | int] = [*row]
    for place in _DATES:
        typed[place] = date.fromisoformat(row[place]).isoformat()
    for place in _COUNTS:
        typed[place] = int(row[place])
    return typed


def imported(path: Path, folder: Path) -> tuple[Seconds, Seconds, int]:
    """Return the seconds of the first and the second import into a new portfolio, and the peak of the first in MB.

    Undoing and redoing the first one is told, without a budget.
    """
    from patentdesk.core.clock import FixedClock  # noqa: PLC0415
    from patentdesk.services import history  # noqa: PLC0415
    from patentdesk.services.desk import Desk  # noqa: PLC0415
    from patentdesk.services.importing import apply_import, plan_import  # noqa: PLC0415
    from patentdesk.services.library import Library  # noqa: PLC0415
    from patentdesk.store.file import PortfolioFile  # noqa: PLC0415

    clock = FixedClock(date(2026, 11, 22))
    seconds, peaks = [], []
    memory = Memory()
    Thread(target=memory.watch, daemon=True).start()
    with PortfolioFile.create(folder / "p.pdesk", clock=clock, user="benchmark") as file:
        desk = Desk(file, Library(_ROOT / "resources"), clock, "benchmark")
        for _ in range(2):
            begun = now()
            plan = plan_import(desk, [path])
            planned = now()
            changed = bool(apply_import(desk, plan))
            done = now()
            seconds.append(done - begun)
            _LOG.info("plan %s, apply %s, peak %d MB, of the readers %d, of all together %d; %d rows, changes: %s",
                      planned - begun, done - planned, _peak(), memory.reader, memory.both, plan.read, changed)  # fmt: skip
            del plan
            peaks.append(max(memory.both, _peak()))
        begun = now()
        history.undo(desk)
        undone = now()
        history.redo(desk)
        _LOG.info("undo %s, redo %s, peak %d MB", undone - begun, now() - undone, _peak())
    return seconds[0], seconds[1], peaks[0]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@dataclass(slots=True)
class Memory:
    """The most that the reading processes held, and all together, in MB; looked at every 20 ms.

    Pages of libraries that several have in use count in parts. What the system keeps of a child's peak would be that
    of the program which it was split off from.
    """

    reader: int = 0
    both: int = 0

    def watch(self) -> None:
        """Look on until the program ends."""
        while True:
            held = sum(_held(child.pid or 0) for child in multiprocessing.active_children())
            self.reader = max(self.reader, held)
            self.both = max(self.both, held + _held(os.getpid()))
            time.sleep(0.02)


def _held(process: int) -> int:
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:  # it has ended meanwhile
        return 0
    found = re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)
    return int(found.group(1)) // 1024 if found else 0


def _measure(count: int, kind: str) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / f"list.{kind}"
        subprocess.run([sys.executable, __file__, str(count), "write", str(path)], check=True)
        bare = subprocess.run(
            [sys.executable, __file__, str(count), "floor", str(path)], check=True, capture_output=True
        )
        least = Seconds(*map(float, bare.stdout.split()))
        alone = [sys.executable, __file__, str(count), "import", str(path)]
        told = subprocess.run(alone, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        first, again = Seconds(*map(float, told[:2])), Seconds(*map(float, told[2:4]))
        peak = int(told[4])
    floors = [ours / bare for ours, bare in zip(first, least, strict=True)]
    parts = [ours / before for ours, before in zip(again, first, strict=True)]
    _LOG.info("%s, %d rows: floor %s, first import %s: %.1f floors (%.1f by the clock), again %s: %.2f of the first, %d MB",
              kind, count, least, first, *floors, again, parts[0], peak)  # fmt: skip
    return 1 if max(floors) > _FIRST or max(parts) > _AGAIN or peak > _MEMORY_MB[kind] else 0


def main(arguments: list[str]) -> int:
    """Run one part in a process of its own, or measure all."""
    count = int(arguments[0]) if arguments else 100_000
    kind = arguments[1] if len(arguments) > 1 else "csv"
    if kind == "write":
        write_list(Path(arguments[2]), count)
    elif kind == "floor":
        sys.stdout.write("{} {}".format(*floor(Path(arguments[2]), Path(arguments[2]).with_suffix(".floor"))))
    elif kind == "import":
        first, again, peak = imported(Path(arguments[2]), Path(arguments[2]).parent)
        sys.stdout.write(f"{first.processor} {first.wall} {again.processor} {again.wall} {peak}")
    else:
        return _measure(count, kind)
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.path.insert(0, str(_ROOT))
    sys.exit(main(sys.argv[1:]))
