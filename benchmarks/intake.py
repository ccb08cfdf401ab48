"""Time reading and importing a list of 100,000 rows: ``python benchmarks/intake.py [ROWS]``."""

from __future__ import annotations

import csv
import logging
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.numbers import write_application
from patentdesk.services.desk import Desk
from patentdesk.services.importing import apply_import, plan_import
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile

_HEADERS = ["申请号", "公开（公告）号", "名称", "摘要", "申请日", "公开日", "申请人", "发明人", "分类号", "法律状态"]
_ROOT = Path(__file__).resolve().parents[1]
_LOG = logging.getLogger("benchmark")


def write_list(path: Path, rows: int) -> None:
    """Write a Chinese list of invented patents."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADERS)
        for serial in range(rows):
            key = f"{2004 + serial % 20}1{serial:07d}"
            filed = date(2004 + serial % 20, 1, 5) + timedelta(days=serial % 300)
            names = f"企业{serial % 400}有限公司；云麓大学"
            numbers = [f"CN{write_application('CN', key)}", f"CN{100_000_000 + serial}A"]
            texts = [f"一种车用部件 {serial}", "本发明公开了一种车用部件，包括壳体与电芯。" * 8]
            days = [filed, filed + timedelta(days=500)]
            writer.writerow([*numbers, *texts, *days, names, "张三；李四", "H01M10/0525; B60K1/04", "授权"])


def main(rows: int) -> None:
    """Import the list into a new portfolio, and once more; tell the seconds of each step and the peak memory."""
    clock = FixedClock(date(2026, 11, 22))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        write_list(path, rows)
        with PortfolioFile.create(Path(folder) / "p.pdesk", clock=clock, user="benchmark") as file:
            desk = Desk(file, Library(_ROOT / "resources"), clock, "benchmark")
            for again in ("new", "again"):
                begun = time.perf_counter()
                plan = plan_import(desk, [path])
                planned = time.perf_counter()
                apply_import(desk, plan)
                done = time.perf_counter()
                _LOG.info(
                    "%s: plan %.1f s, apply %.1f s, %s", again, planned - begun, done - planned, dict(plan.counts)
                )
    _LOG.info("peak memory %d MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
