"""Measure scoring of large portfolios and the drawing of every chart; prints one line per measure.

Run as ``python benchmarks/triage.py [P.pdesk]`` from the checkout; with a portfolio that file alone is measured.
Budgets: 1,000 patents scored in 0.15 s; a million rated
by thirty indicators in 20 s and ranked anew in 0.3 s; a chart of 640 x 360 pixels laid out and drawn in 0.25 s, off the
GUI thread (the first one of a run loads fonts and is not counted).
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from patentdesk.charts.catalogue import chart
from patentdesk.charts.drawing import draw
from patentdesk.charts.sheet import new_figure
from patentdesk.charts.theme import LIGHT
from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.codes import Segment, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services.cases import case_of
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import kept_cohort
from patentdesk.services.library import Library
from patentdesk.services.ranking import rate_selection
from patentdesk.store.file import PortfolioFile
from patentdesk.triage.facts import AnnuityDue, PatentFacts, digest
from patentdesk.triage.models import Scale, ScaleKind, ScoringModel, read_model
from patentdesk.triage.rating import Columns, ranking, rate
from patentdesk.triage.scoring import score

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 22)
_MOST_MB = 600


def measure(name: str, work: Callable[[], object], budget: float) -> bool:
    """Print the best time of five; return whether it is within the budget in seconds."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    best = min(times)
    sys.stdout.write(f"{name:<34} {best * 1000:8.1f} ms   budget {budget * 1000:6.0f} ms\n")
    return best <= budget


def patents(count: int) -> list[PatentFacts]:
    """Return invented patents, every tenth without citations."""
    dice = random.Random(1)
    base = PatentFacts(
        office="CN",
        status=Status.GRANTED,
        filing_date=date(2016, 1, 1),
        publication_date=date(2017, 7, 1),
        grant_date=date(2019, 1, 1),
        term_end=date(2036, 1, 1),
        family_offices=("CN", "US"),
        segment=Segment.DRIVE,
        owners=("A",),
        annuity=AnnuityDue(year=12, due_date=date(2027, 1, 1), amount_minor=400_000, currency="CNY"),
    )
    return [
        replace(base, cited_by_count=None if n % 10 == 0 else dice.randint(0, 40), claims_count=dice.randint(1, 20))
        for n in range(count)
    ]


def million(model: ScoringModel) -> tuple[ScoringModel, Columns]:
    """Return thirty indicators of a million invented patents of 25 years and 35 fields, a fifth of it unknown."""
    count, dice = 1_000_000, np.random.default_rng(1)
    kinds = (ScaleKind.PERCENTILE, ScaleKind.CAP, ScaleKind.LINEAR)
    indicators = tuple(
        replace(model.indicators[0], id=f"i{n}", weight=n + 1.0, scale=Scale(kinds[n % 3], 0, 20)) for n in range(30)
    )
    keys = dice.integers(2000, 2025, count) * 100 + dice.integers(1, 36, count)
    values = {}
    for one in indicators:
        values[one.id] = dice.poisson(5, count).astype(np.float32)
        values[one.id][dice.random(count) < 0.2] = np.nan
    return replace(model, indicators=indicators), Columns(keys.astype(np.int32), values, {})


def portfolio(path: Path) -> bool:
    """Rate all patents of a file by thirty indicators and show cases one after the other; CPU time and memory peak.

    The floor is the time that SQLite needs to count the same rows once more, measured in this run.
    """
    library, clock = Library(ROOT / "resources"), FixedClock(TODAY)
    with PortfolioFile.open(path, clock=clock, user="benchmark", read_only=True) as file:
        desk = Desk(file, library, clock, "benchmark")
        with desk.file.reading() as reader:
            floor = spent(lambda: reader.count(Patent))
        rated, took = [], []
        took.append(spent(lambda: rated.append(rate_selection(desk, "", "broad"))))
        anew = spent(lambda: rated[0].ranked({"citations": 9.0}))
        kept_cohort(desk)
        ids = [int(one) for one in rated[0].ids[:: max(len(rated[0].ids) // 12, 1)]]
        cases = sorted(spent(partial(case_of, desk, one)) for one in ids)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        (f"rate {len(rated[0].ids):,} x 30 from the file", took[0], 20.0),
        ("new ranking", anew, 0.3),
        ("next case (median)", cases[len(cases) // 2], 0.1),
    ]
    for name, seconds, budget in lines:
        ratio = seconds / max(floor, 1e-9)
        sys.stdout.write(
            f"{name:<34} {seconds * 1000:8.1f} ms CPU   budget {budget * 1000:6.0f} ms   {ratio:.1f} floors\n"
        )
    sys.stdout.write(f"{'memory peak':<34} {peak:8.0f} MB       budget {_MOST_MB:6} MB\n")
    return all(seconds <= budget for _, seconds, budget in lines) and peak <= _MOST_MB


def spent(work: Callable[[], object]) -> float:
    """Return the CPU time of some work in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Run all measures; return 1 when one is over its budget. With a file as argument, measure that file alone."""
    if len(sys.argv) > 1:
        return 0 if portfolio(Path(sys.argv[1])) else 1
    library = Library(ROOT / "resources")
    model = read_model(json.loads(library.text("triage/models/alliance.json")))
    some = patents(1_000)
    many = patents(20_000)
    words = library.words("zh")
    years = [(year, 10 + year % 7) for year in range(2000, 2027)]
    cells = [(s.value, f"成员 {m}", 3 + m) for s in Segment for m in range(20)]
    bars = [(f"申请人 {n}", 200 - n) for n in range(60)]
    drawings = {"filings": [years, years], "segment_member": [cells], "applicants": [bars]}

    def drawing(name: str) -> Callable[[], object]:
        def work() -> None:
            figure = new_figure(640, 360)
            draw(figure, chart(name), drawings[name], words=words, theme=LIGHT, today=TODAY)
            figure.canvas.draw()

        return work

    drawing("filings")()
    large, cells_of = million(model)
    start = time.perf_counter()
    rating = rate(large, cells_of)
    rated = time.perf_counter() - start
    sys.stdout.write(f"{'rate 1,000,000 patents x 30':<34} {rated * 1000:8.1f} ms   budget  20000 ms\n")
    weights = [one.weight for one in large.indicators]
    within = [
        rated <= 20.0,
        measure("new ranking of 1,000,000", lambda: ranking(rating.scores(weights)[0]), 0.3),
        measure("score 1,000 patents", lambda: score(model, some, TODAY), 0.15),
        measure("score 20,000 patents", lambda: score(model, many, TODAY), 3.0),
        measure("digest of 1,000 patents", lambda: [digest(one) for one in some], 0.15),
        *(measure(f"draw {name}", drawing(name), 0.25) for name in drawings),
    ]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
