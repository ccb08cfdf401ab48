"""Measure the valuation: values with their docket and fees, tornado and grid, simulation, the handout.

Beside budgets in seconds of computing (they hold for 100 patents, the slider for one) two measures are compared in
the same run: simulating 1,000
patents with 10,000 trials over 20 years against the bare numpy arithmetic of that size, and writing the handout of 500
patents by every method against XlsxWriter writing as many bare cells.

Usage: python benchmarks/valuation.py [PATENTS]      exit status 1 when a budget is broken
"""

from __future__ import annotations

import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from patentdesk.charts.data import Swing, Tornado
from patentdesk.charts.drawing import paint
from patentdesk.charts.request import Request
from patentdesk.charts.valuedata import Ranged, Ranges, Spread
from patentdesk.core.clock import FixedClock
from patentdesk.handouts.valuation.writer import write_valuation_handout
from patentdesk.portfolio.codes import Segment, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services import valuing
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.services.valuation_handout import handout_of
from patentdesk.store.file import PortfolioFile
from patentdesk.valuation.assumptions import Definition, Resolved
from patentdesk.valuation.methods import Method
from patentdesk.valuation.patent import INPUT_KEYS, Facts, Valued, value_patent
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.simulation import Trial, simulate_many

TODAY = date(2026, 6, 30)
STATED = {
    "profit_margin": 0.08, "split_technology_cost": 3e6, "split_technology_return": 4.0, "split_enterprise_cost": 2e7,
    "split_enterprise_return": 0.125, "split_floor": 0.1, "split_ceiling": 0.3, "split_score": 0.75,
    "price_premium": 0.01, "cost_saving": 0.005, "volume_gain": 0.1, "contributory_charge": 0.05, "without_sales": 0.8,
    "without_margin": 0.05, "loss_chance": 0.9, "market_multiple": 0.02, "cost_spent": 2e6, "cost_index": 1.1,
    "developer_profit": 0.15, "obsolete_functional": 0.1, "obsolete_technological": 0.2, "obsolete_economic": 0.05,
    "launch_cost": 5e5, "risk_free": 0.025, "build_up_cost": 4e5, "p_enforce": 0.6, "enforcement_cost": 3e5,
    "renewal_return": 2e4, "cost_material": 4e5, "cost_capital": 3e5, "cost_labour": 8e5, "labour_multiplier": 2.0,
    "failure_risk": 0.3, "cost_return": 0.2, "licence_share": 0.3, "licence_lost": 1e5,
}  # fmt: skip
"""What the methods need beside the shipped assumptions."""
MANY, TRIALS, YEARS = 1_000, 10_000, 20
HANDOUT_PATENTS = 500
MOST_TIMES_BARE_ARITHMETIC, MOST_MEGABYTES, MOST_TIMES_BARE_CELLS = 1.3, 300, 3.0
RANGES = {"royalty_rate": (0.01, 0.02, 0.04), "revenue": (5e7, 1e8, 2e8), "discount_rate": (0.12, 0.15, 0.2)}
FIXED = {
    "revenue_growth": 0.02, "reading_share": 1.0, "reading_decay": 0.0, "reading_steady": 3.0, "allocation_share": 0.2,
    "tax_rate": 0.25, "tab_life": 10.0, "economic_life": 25.0,
}  # fmt: skip
BUDGETS_SECONDS = {"value": 1.0, "look": 0.3, "slider": 0.15, "handout": 10.0}


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


def charged(name: str, work: Callable[[], object], spent: dict[str, float]) -> None:
    """Run work and note the seconds of computing, which other programs on the machine do not lengthen."""
    start = time.process_time()
    work()
    spent[name] = time.process_time() - start


def slid(desk: Desk, patent_id: int) -> Callable[[], None]:
    """Return one move of the slider: value, sensitivity, 20,000 trials, and the three charts drawn and painted."""
    (one,) = valuing.value_patents(desk, [patent_id])
    words = desk.library.words("zh")

    def move() -> None:
        found = valuing.look_into(one, TODAY, "royalty_rate", 0.03)
        if found.simulation is None or found.moves is None:
            raise TypeError("the benchmark's patent must have a value")
        ends = found.simulation.summary
        counts, edges = np.histogram(found.simulation.values, 32)
        spread = Spread("CNY", tuple(map(float, edges)), tuple(map(int, counts)), ends.p5, ends.p50, ends.p95)
        swings = [Swing(swing.key, swing.low, swing.high) for swing in found.moves.swings]
        rows = [Ranged(name, 0.0, value, value) for name, value in (("low", ends.p5), ("high", ends.p95))]
        pictures = (
            ("distribution", spread), ("tornado", Tornado("CNY", found.moves.base, swings)),
            ("value_cases", Ranges("CNY", rows)),
        )  # fmt: skip
        for name, data in pictures:
            paint(Request(name, data, "zh", "light", TODAY, (300, 190)), words)

    return move


def one_case() -> tuple[Valued, Resolved]:
    """Return a patent with 20 years to live and three drawn drivers."""
    rows = {key: Assumption(key=key, value=base, low=low, high=high) for key, (low, base, high) in RANGES.items()}
    rows |= {key: Assumption(key=key, value=value) for key, value in FIXED.items()}
    definitions = {
        key: Definition(key=key, unit="", minimum=-1e15, maximum=1e15, required=key in rows) for key in INPUT_KEYS
    }
    resolved = Resolved(rows, definitions)
    end = date(TODAY.year + YEARS, 12, 31)
    outcome = value_patent(Facts(patent_id=1, status=Status.GRANTED, expiry=end), resolved, date(TODAY.year, 12, 31))
    if not isinstance(outcome, Valued):
        raise TypeError("the benchmark's patent must have a value")
    return outcome, resolved


def simulated() -> None:
    """Simulate the patents with the program's engine."""
    outcome, resolved = one_case()
    simulate_many([Trial(outcome, resolved, seed) for seed in range(MANY)], date(TODAY.year, 12, 31), TRIALS)


def state_inputs(desk: Desk) -> None:
    """State what the other methods need."""
    for key, value in STATED.items():
        valuing.set_assumption(desk, key, value=value)


def bare_arithmetic() -> None:
    """Do the same draws, years, mean and percentiles in plain numpy, one patent after the other."""
    for seed in range(MANY):
        generator = np.random.default_rng(seed)
        royalty, sales, rate = (
            low + width * generator.beta(1 + 4 * (base - low) / width, 1 + 4 * (high - base) / width, TRIALS)
            for low, base, high in RANGES.values()
            for width in (high - low,)
        )
        value = np.zeros(TRIALS)
        for year in range(YEARS):
            value += sales * 1.02**year * royalty * 0.2 * 0.75 * (1 + rate) ** -(year + 0.5)
        value.mean(), value.std(), np.percentile(value, [5, 10, 50, 90, 95])


def cells_of(path: Path) -> int:
    """Return how many cells with content a workbook has."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(archive.read(name).count(b"<v>") for name in names)


def bare_cells(count: int) -> None:
    """Write as many bare numbers with XlsxWriter."""
    book = xlsxwriter.Workbook(io.BytesIO())
    sheet = book.add_worksheet()
    for number in range(count):
        sheet.write_number(number // 30, number % 30, 1.5)
    book.close()


def compared(folder: Path, desk: Desk, ids: list[int]) -> int:
    """Measure what is compared within this run; returns how many limits are broken."""
    spent: dict[str, float] = {}
    timed("arithmetic", bare_arithmetic, spent)
    timed("simulated", simulated, spent)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    path = folder / "many.xlsx"
    state_inputs(desk)
    methods = tuple(Method)
    handout = replace(handout_of(desk, valuing.value_patents(desk, ids, methods=methods), TODAY), methods=methods)
    timed("book", lambda: write_valuation_handout(handout, path), spent)
    count = cells_of(path)
    timed("cells", lambda: bare_cells(count), spent)
    rows = (
        ("simulation ÷ bare arithmetic", spent["simulated"] / spent["arithmetic"], MOST_TIMES_BARE_ARITHMETIC),
        ("megabytes after simulation", megabytes, MOST_MEGABYTES),
        ("handout ÷ bare cells", spent["book"] / spent["cells"], MOST_TIMES_BARE_CELLS),
    )
    for name, figure, limit in rows:
        sys.stdout.write(f"{name:30} {figure:8.2f} of {limit:g}{'  over' if figure > limit else ''}\n")
    sys.stdout.write(f"{spent} · {count} cells\n")
    return sum(figure > limit for _, figure, limit in rows)


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
        charged("value", lambda: valuing.value_patents(desk, ids), spent)
        (one,) = valuing.value_patents(desk, ids[:1])
        charged("look", lambda: valuing.look_into(one, TODAY), spent)
        moves = slid(desk, int(ids[0]))
        moves()
        charged("slider", moves, spent)
        charged("handout", lambda: valuing.write_handout(desk, ids, Path(folder) / "value.xlsx"), spent)
        with file.operation("add") as work:
            more = work.add_all(invented(HANDOUT_PATENTS))
        broken = compared(Path(folder), desk, list(more))
    over = [name for name, seconds in spent.items() if count <= 100 and seconds > BUDGETS_SECONDS[name]]
    for name, seconds in spent.items():
        sys.stdout.write(f"{name:10} {seconds:8.3f} s{'  over budget' if name in over else ''}\n")
    return 1 if over or broken else 0


if __name__ == "__main__":
    sys.exit(main())
