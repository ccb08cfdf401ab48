"""Value patents, keep the values, and look into one; with it, all that a valuation is worked through (``__all__``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np

import patentdesk
from patentdesk.core.identifiers import new_uid
from patentdesk.core.money import Money
from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.portfolio.records import Patent
from patentdesk.services.appraising import (
    DEFAULT_SET,
    Appraised,
    totals,
    value_patents,
)
from patentdesk.services.assuming import (
    accept,
    assumptions,
    preset_values,
    presets,
    reached,
    restate,
    set_assumption,
    take_preset,
)
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.presence import first_missing
from patentdesk.services.stacks import Total
from patentdesk.services.valuation_handout import (
    MOST_IN_HANDOUT,
    Occasion,
    Order,
    Written,
    hand_out,
    read_handout,
    seed_of,
    simulated_sum,
    write_handout,
)
from patentdesk.valuation.assumptions import Resolved
from patentdesk.valuation.methods import Method, MethodValue, by_methods
from patentdesk.valuation.patent import Ended, NotValued, Valued, value_patent
from patentdesk.valuation.records import Valuation
from patentdesk.valuation.sales import PRICE, SALES, UNITS, parts_of, sales_rows
from patentdesk.valuation.sensitivity import Swing, grid, tornado
from patentdesk.valuation.simulation import Simulation, Trial, simulate, simulate_each

__all__ = [
    "BASES", "DEFAULT_SET", "MOST_IN_HANDOUT", "PURPOSES", "Appraised", "Method", "MethodValue", "Occasion",
    "Order", "Sensitivity", "Total", "WhatIf", "Written", "accept", "assumptions", "hand_out", "look_into",
    "preset_values", "presets", "reached", "read_handout", "record_values", "restate", "set_assumption", "simulate_sum",
    "take_preset", "totals", "value_patents", "write_handout",
]  # fmt: skip
RATE_STEPS = (-0.04, -0.02, 0.0, 0.02, 0.04)
ROYALTY_FACTORS = (0.5, 0.75, 1.0, 1.5, 2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How the value of one patent moves: swings, widest first, and values by rate (rows) and royalty (columns)."""

    base: float
    swings: tuple[Swing, ...]
    rates: tuple[float, ...]
    royalties: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]


PURPOSES = ("licence", "finance", "reporting", "enforcement", "management", "other")
"""Scenes of GB/T 42748-2023: licence and transfer, finance, financial reporting, remedy, management, other."""
BASES = ("market", "investment", "fair", "liquidation", "in_use")
"""Bases of value (价值类型)."""
KEPT_CHANCES = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
"""Points of the simulated distribution that a stored value keeps."""


def record_values(
    desk: Desk,
    appraised: Sequence[Appraised],
    valued_on: date | None = None,
    occasion: Occasion | None = None,
    progress: Progress | None = None,
) -> Changes:
    """Store the values of every chosen method with inputs and distribution; what has no value is left out.

    Raises Cancelled, and Refused: valuation_occasion (a purpose or basis that is not known), patent_unknown (one is
    gone by now).
    """
    day, made_for, shown = valued_on or desk.clock.today(), occasion or Occasion(), progress or Progress()
    if made_for.purpose not in PURPOSES or made_for.basis not in BASES:
        known = ", ".join((*PURPOSES, *BASES))
        raise refuse("valuation_occasion", text=f"{made_for.purpose}, {made_for.basis}", known=known)
    records = _records(desk, appraised, day, made_for, shown)
    with desk.file.operation("record_values", n=len(records)) as work:
        if (gone := first_missing(work, Patent, (record.patent_id for record in records))) is not None:
            raise refuse("patent_unknown", patent=gone)
        work.add_all(records)
    return Changes.of([Kind.VALUATIONS] if records else [], [record.patent_id for record in records])


def _records(
    desk: Desk, appraised: Sequence[Appraised], valued_on: date, occasion: Occasion, progress: Progress
) -> list[Valuation]:
    """Return what is stored: one record for each method of a living right, one for a right that is over."""
    drawn = simulate_each(_trials(appraised), valued_on, _distribution)
    records: list[Valuation] = []
    for number, one in enumerate(appraised):
        progress.report(number, len(appraised), "progress.valuing")
        outcome = one.outcome
        if isinstance(outcome, NotValued):
            continue
        record = Valuation(
            patent_id=one.patent.id, valued_on=valued_on, made_at=desk.clock.now(), method=Method.RELIEF.value,
            basis=occasion.basis, purpose=occasion.purpose, currency="CNY", engine_version=patentdesk.__version__,
            inputs={"user": desk.user}, warnings=tuple(problem.code for problem in outcome.problems),
        )  # fmt: skip
        if isinstance(outcome, Ended):
            records.append(replace(record, results={"reason": outcome.reason.value}))
            continue
        spread = {"seed": seed_of(one.patent), **next(drawn)}
        records += [_by_method(record, outcome, found, spread) for found in one.methods if found.value is not None]
    return records


def _trials(appraised: Sequence[Appraised]) -> list[Trial]:
    return [
        Trial(one.outcome, one.resolved, seed_of(one.patent)) for one in appraised if isinstance(one.outcome, Valued)
    ]


def _distribution(found: Simulation) -> dict[str, object]:
    """Return the points of a simulated distribution that a stored value keeps."""
    points = np.quantile(found.values, KEPT_CHANCES)
    kept = {str(chance): float(point) for chance, point in zip(KEPT_CHANCES, points, strict=True)}
    return {"trials": len(found.values), "quantiles": kept}


def _by_method(record: Valuation, outcome: Valued, found: MethodValue, drawn: Mapping[str, object]) -> Valuation:
    relief = outcome.relief
    results: dict[str, object] = {"life_end": outcome.life.end.isoformat(), "limit": outcome.life.limit.value}
    if found.method is Method.RELIEF:
        results |= {
            "pv_royalty": relief.pv_royalty, "pv_fees": relief.pv_fees, "before_tab": relief.before_tab,
            "tab": relief.tab, **drawn,
        }  # fmt: skip
    elif found.rate is not None:
        results["benefit_rate"] = found.rate
    return replace(
        record,
        uid=new_uid(),
        method=found.method.value,
        value_minor=_minor(found.value or 0.0),
        low_minor=_minor(found.low or 0.0),
        high_minor=_minor(found.high or 0.0),
        inputs={**record.inputs, **asdict(outcome.inputs)},
        results=results,
    )


def _minor(amount: float) -> int:
    return Money.of(f"{amount:.6f}", "CNY").minor


def _sensitivity(one: Appraised, day: date) -> Sensitivity | None:
    outcome = one.outcome
    if not isinstance(outcome, Valued) or outcome.facts.expiry is None:
        return None
    rates = tuple(outcome.inputs.discount_rate + step for step in RATE_STEPS)
    royalties = tuple(outcome.inputs.royalty * factor for factor in ROYALTY_FACTORS)
    values = grid(outcome.facts, outcome.facts.expiry, outcome.inputs, day, rates=rates, royalties=royalties)
    return Sensitivity(
        base=outcome.value,
        swings=tuple(tornado(outcome.facts, one.resolved, day)),
        rates=rates,
        royalties=royalties,
        values=tuple(tuple(row) for row in values),
    )


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one changed assumption makes of one patent; the rest is as it was."""

    appraised: Appraised
    moves: Sensitivity | None
    simulation: Simulation | None


def look_into(one: Appraised, valued_on: date, key: str = "", value: float = 0.0) -> WhatIf:
    """Return sensitivity and simulation of a patent, with one assumption moved where ``key`` names it.

    Pure: nothing is read or stored. The other methods follow too.
    """
    resolved = one.resolved
    if key:
        resolved = _moved(resolved, key, value)
        outcome = value_patent(one.outcome.facts, resolved, valued_on)
        methods = tuple(found.method for found in one.methods)
        one = Appraised(one.patent, outcome, resolved, by_methods(methods, outcome, resolved, valued_on))
    simulated = None
    if isinstance(one.outcome, Valued):
        simulated = simulate(one.outcome, resolved, valued_on, seed_of(one.patent))
    return WhatIf(one, _sensitivity(one, valued_on), simulated)


def value_with(one: Appraised, valued_on: date, key: str, value: float) -> Valued | Ended | NotValued:
    """Return the value of a patent with one assumption moved, and nothing else: in less than a millisecond."""
    return value_patent(one.outcome.facts, _moved(one.resolved, key, value), valued_on)


def _moved(resolved: Resolved, key: str, value: float) -> Resolved:
    row = resolved.rows[key]
    low = None if row.low is None else min(row.low, value)
    high = None if row.high is None else max(row.high, value)
    moved = replace(row, set_name="", value=value, low=low, high=high)
    rows = {**resolved.rows, key: moved}
    if parts_of(resolved.rows) is not None and key in {UNITS, PRICE}:
        (rows[SALES],) = sales_rows([rows[UNITS], rows[PRICE]])
    return Resolved(rows, resolved.definitions)


def simulate_sum(desk: Desk, appraised: Sequence[Appraised], valued_on: date | None = None) -> Simulation | None:
    """Return the simulated sum of the values, patents of one family moving together; None when none has a value.

    Where values may not be added (see ``totals``) the sum says nothing either: ask that first.
    """
    return simulated_sum(appraised, valued_on or desk.clock.today())
