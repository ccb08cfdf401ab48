"""Turn what a valuation found into what its charts draw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from patentdesk.charts.data import Bridge, RateGrid, Step, Swing, Tornado, YearlyValue
from patentdesk.charts.valuedata import Bubble, Bubbles, Course, Past, Ranged, Ranges, Settling, Spread
from patentdesk.portfolio.numbers import number_of
from patentdesk.services.valuation_history import Point
from patentdesk.services.valuing import Appraised, Sensitivity
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.valuecolumns import CURRENCY
from patentdesk.valuation.patent import Valued
from patentdesk.valuation.simulation import Simulation, convergence

CLASSES = 32
EMPTY: dict[str, object] = {
    "bridge": Bridge(CURRENCY, ()), "value_years": YearlyValue(CURRENCY, ()), "tornado": Tornado(CURRENCY, 0.0, ()),
    "distribution": Spread(CURRENCY, (), ()), "value_cases": Ranges(CURRENCY, ()),
    "convergence": Settling(CURRENCY, ()),
    "methods": Ranges(CURRENCY, ()), "rates": RateGrid(CURRENCY, (), (), ()), "value_course": Course(CURRENCY, ()),
}  # fmt: skip
"""What the charts of one patent draw when it has no schedule."""


def of_outcome(say: Tongue, outcome: Valued) -> dict[str, object]:
    """Return bridge, years and scenarios of one patent."""
    relief = outcome.relief
    steps = (
        Step(say("ui.value.royalty"), relief.pv_royalty),
        Step(say("ui.value.fees"), -abs(relief.pv_fees)),
        Step(say("ui.value.tab"), relief.value - relief.before_tab),
        Step(say("ui.column.value"), relief.value, total=True),
    )
    years: dict[int, float] = {}
    for line in relief.lines:
        if line.period.until is not None:
            year = line.period.until.year
            years[year] = years.get(year, 0.0) + line.present_value - abs(line.fee_present_value)
    cases = (("low", outcome.low), ("base", outcome.value), ("high", outcome.high))
    rows = tuple(Ranged(say(f"ui.column.{name}"), 0.0, value, value) for name, value in cases)
    return {
        "bridge": Bridge(CURRENCY, steps),
        "value_years": YearlyValue(CURRENCY, sorted(years.items())),
        "value_cases": Ranges(CURRENCY, rows),
    }


def of_methods(say: Tongue, one: Appraised) -> Ranges:
    """Return the values by method that there are."""
    rows = [
        Ranged(say.words.code("method", found.method), found.low or 0.0, found.value, found.high or 0.0)
        for found in one.methods
        if found.value is not None
    ]
    return Ranges(CURRENCY, rows)


def of_moves(say: Tongue, moves: Sensitivity) -> dict[str, object]:
    """Return tornado and grid of one patent."""
    swings = [Swing(say.words.code("assumption", one.key), one.low, one.high) for one in moves.swings]
    middle = len(moves.rates) // 2, len(moves.royalties) // 2
    grid = RateGrid(CURRENCY, moves.rates, moves.royalties, moves.values, base=middle)
    return {"tornado": Tornado(CURRENCY, moves.base, swings), "rates": grid}


def of_simulation(found: Simulation) -> dict[str, object]:
    """Return distribution and convergence of a simulation."""
    ends = found.summary
    counts, edges = np.histogram(found.values, CLASSES, (float(found.values.min()), float(found.values.max()) or 1.0))
    spread = Spread(CURRENCY, tuple(map(float, edges)), tuple(map(int, counts)), ends.p5, ends.p50, ends.p95)
    points = [(one.trials, one.mean, one.standard_error) for one in convergence(found.values)]
    return {"distribution": spread, "convergence": Settling(CURRENCY, points)}


def of_portfolio(values: Sequence[Appraised]) -> Bubbles:
    """Return value, risk and fees of all patents that have a value."""
    return Bubbles(
        CURRENCY,
        [
            Bubble(
                one.patent.id, number_of(one.patent), one.outcome.value,
                (one.outcome.high - one.outcome.low) / one.outcome.value, one.outcome.relief.pv_fees,
            )
            for one in values
            if isinstance(one.outcome, Valued) and one.outcome.value > 0
        ],
    )  # fmt: skip


def of_history(say: Tongue, points: Sequence[Point]) -> Course:
    """Return the stored values of one patent."""
    return Course(
        CURRENCY,
        [
            Past(one.valued_on, say.words.code("method", one.method), one.value if one.low is None else one.low,
                 one.value, one.value if one.high is None else one.high)
            for one in points
        ],
    )  # fmt: skip
