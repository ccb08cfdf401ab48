"""Simulate values: every driver with a range is drawn, the schedule is that of the base case."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

import numpy as np

from patentdesk.core.months import shift_months
from patentdesk.valuation.assumptions import Resolved
from patentdesk.valuation.conventions import NO_RATE
from patentdesk.valuation.dependence import (
    DEFAULT_RANK_CORRELATIONS,
    SAME_FAMILY,
    correlated,
    correlation_matrix,
    linear_from_rank,
    reorder,
    repaired,
)
from patentdesk.valuation.patent import INPUT_KEYS, Facts, Valued
from patentdesk.valuation.periods import DAYS_PER_YEAR
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.sales import PRICE, SALES, UNITS, parts_of
from patentdesk.valuation.uncertainty import TRIALS, Distribution, Draws, Shape, ThreePoint, draw, summarise

_CHECKPOINTS = 20
"""So many points of the course of a simulation are drawn."""
LONGEST_MONTHS = 480
"""Forty years: no right lives longer."""
WORKERS = 2
"""Threads of a simulation of many patents; numpy lets them run at the same time."""
AHEAD = 16
"""Patents that are simulated before the first of them is taken."""
_Taken = TypeVar("_Taken")


@dataclass(frozen=True, slots=True)
class Simulation:
    """The trial values of one patent and their summary; ``repaired``: stated correlations contradicted each other."""

    values: Draws
    summary: Distribution
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Mean and standard error after so many trials, to see a simulation settle."""

    trials: int
    mean: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class Trial:
    """One patent to simulate."""

    outcome: Valued
    resolved: Resolved
    seed: int


def simulate(
    outcome: Valued,
    resolved: Resolved,
    valued_on: date,
    seed: int,
    trials: int = TRIALS,
    *,
    rank_correlations: Mapping[tuple[str, str], float] = DEFAULT_RANK_CORRELATIONS,
) -> Simulation:
    """Return trial values: each range by its own distribution, joined by a Gaussian copula; the seed repeats them."""
    generator = np.random.default_rng(seed)
    drawn = {name: _constant(getattr(outcome.inputs, name), name) for name in INPUT_KEYS.values()}
    parts = parts_of(resolved.rows) or ()
    drawn |= {row.key: np.asarray(row.value, dtype=np.float64) for row in parts}
    ranges = _ranges(outcome, resolved, parts)
    for key, (point, shape) in ranges.items():
        drawn[_name(key)] = draw(generator, point, shape, trials)
    mended = _join(generator, drawn, list(ranges), rank_correlations)
    if parts:
        drawn[INPUT_KEYS[SALES]] = drawn[UNITS] * drawn[PRICE]
    values = np.broadcast_to(_values(outcome.facts, drawn, outcome.inputs.convention.offset, valued_on), (trials,))
    return Simulation(values, summarise(values, seed, outcome.relief.pv_fees), mended)


def simulate_each(
    cases: Sequence[Trial], valued_on: date, take: Callable[[Simulation], _Taken], trials: int = TRIALS
) -> Iterator[_Taken]:
    """Give what ``take`` makes of the simulation of each patent, in their order, whatever the number of threads."""

    def one(case: Trial) -> _Taken:
        return take(simulate(case.outcome, case.resolved, valued_on, case.seed, trials))

    with ThreadPoolExecutor(WORKERS) as pool:
        for start in range(0, len(cases), AHEAD):
            yield from pool.map(one, cases[start : start + AHEAD])


def simulate_many(cases: Sequence[Trial], valued_on: date, trials: int = TRIALS) -> list[Distribution]:
    """Return the summary of each patent, in their order."""
    return list(simulate_each(cases, valued_on, lambda found: found.summary, trials))


def simulate_together(
    cases: Sequence[Trial], families: Sequence[Hashable], valued_on: date, seed: int, trials: int = TRIALS
) -> Simulation:
    """Return trial values of the sum: patents of one family move together, all others on their own.

    ``families`` names the family of each case (None: none). Within a family the ranks of the values correlate by
    ``SAME_FAMILY``; means add up whatever the dependence, so there is no discount for diversification. The trials of
    ``AHEAD`` patents at most are held at a time.
    """
    generator = np.random.default_rng(seed)
    linear = linear_from_rank(SAME_FAMILY)
    common: dict[Hashable, Draws] = {}
    total = np.zeros(trials)
    drawn = simulate_each(cases, valued_on, lambda found: found.values, trials)
    for values, family in zip(drawn, families, strict=True):
        own = generator.standard_normal(trials)
        if family is not None:
            if family not in common:
                common[family] = generator.standard_normal(trials)
            own = linear**0.5 * common[family] + (1 - linear) ** 0.5 * own
            total += reorder(values[None, :], own[None, :])[0]
        else:
            total += values
    fees = sum(case.outcome.relief.pv_fees for case in cases)
    return Simulation(total, summarise(total, seed, fees))


def convergence(values: Draws) -> list[Checkpoint]:
    """Return running mean and standard error at evenly spaced numbers of trials, the last being all of them."""
    ends = np.unique(np.linspace(len(values) / _CHECKPOINTS, len(values), _CHECKPOINTS).astype(int))
    ends = ends[ends > 1]
    sums, squares = np.cumsum(values)[ends - 1], np.cumsum(values * values)[ends - 1]
    means = sums / ends
    variances = np.maximum(0.0, (squares - ends * means**2) / (ends - 1))
    return [
        Checkpoint(int(count), float(mean), float((variance / count) ** 0.5))
        for count, mean, variance in zip(ends, means, variances, strict=True)
    ]


def _constant(base: float | None, name: str) -> Draws:
    if base is None:
        base = np.inf if name == "contract_years" else 1.0
    return np.asarray(base, dtype=np.float64)


def _name(key: str) -> str:
    """Return the name under which an assumption is drawn: its field of ``Inputs``, or itself where it is a part."""
    return INPUT_KEYS.get(key, key)


def _ranges(outcome: Valued, resolved: Resolved, parts: Sequence[Assumption]) -> dict[str, tuple[ThreePoint, Shape]]:
    """Return the drivers that are drawn, by key: those with a range, and chances that happen or not.

    ``parts``, units and price, are drawn in the place of the sales that they make up.
    """
    found: dict[str, tuple[ThreePoint, Shape]] = {}
    bases = {key: getattr(outcome.inputs, name) for key, name in INPUT_KEYS.items() if not (parts and key == SALES)}
    for key, base in (bases | {row.key: row.value for row in parts}).items():
        row = resolved.rows.get(key)
        if base is None or row is None:
            continue
        low, high = base if row.low is None else row.low, base if row.high is None else row.high
        point, shape = ThreePoint(min(low, base), base, max(high, base)), Shape(row.distribution or Shape.PERT)
        drawn = point.high > point.low and shape is not Shape.FIXED
        if drawn or (shape is Shape.DISCRETE and 0 < base < 1):
            found[key] = point, shape
    return found


def _join(
    generator: np.random.Generator,
    drawn: dict[str, Draws],
    keys: Sequence[str],
    ranks: Mapping[tuple[str, str], float],
) -> bool:
    """Make the drawn inputs depend on each other; returns whether the correlations had to be repaired."""
    joined = [key for key in keys if any(key in pair and set(pair) <= set(keys) for pair in ranks)]
    if not joined:
        return False
    matrix, mended = repaired(correlation_matrix(joined, ranks))
    rows = correlated(generator, np.stack([drawn[_name(key)] for key in joined]), matrix)
    for key, row in zip(joined, rows, strict=True):
        drawn[_name(key)] = row
    return mended


def _life_days(facts: Facts, drawn: Mapping[str, Draws], valued_on: date) -> Draws:
    """Return the days of life of each trial, in whole months as ``life.after_years`` counts them."""
    if facts.expiry is None:
        raise ValueError("a patent without expiry has no life to simulate")
    legal = (facts.expiry - valued_on).days
    shortest = np.minimum(drawn["economic_years"], drawn["contract_years"])
    months = np.minimum(np.floor(12 * shortest + 0.5), LONGEST_MONTHS).astype(int)
    return np.asarray(np.minimum(_month_days(valued_on)[months], legal), dtype=np.float64)


@lru_cache(maxsize=4)
def _month_days(valued_on: date) -> Draws:
    """Return the days from the valuation date to the same day so many months later."""
    days = [(shift_months(valued_on, months) - valued_on).days for months in range(LONGEST_MONTHS + 1)]
    return np.array(days, dtype=np.float64)


def _values(facts: Facts, drawn: Mapping[str, Draws], offset: float, valued_on: date) -> Draws:
    """Return the value of each trial: one exponential per period carries growth, decay and discount together."""
    life = _life_days(facts, drawn, valued_on)
    growth, decay = np.log1p(drawn["growth"]), np.log1p(-drawn["decay"])
    discount, steady = np.log1p(drawn["discount_rate"]), drawn["steady_years"]
    first = drawn["sales"] * drawn["share"] * drawn["royalty"] * drawn["allocation"] * drawn["p_valid"] * drawn["p_use"]
    flows, fees = np.zeros(life.shape), np.zeros(life.shape)
    shortest, last, day = float(life.min()), int(life.max()), 0
    while day < last:
        year = (valued_on + timedelta(days=day + 1)).year
        slice_end = (date(year, 12, 31) - valued_on).days
        whole = slice_end <= shortest
        start = day if whole else np.minimum(day, life)
        end = slice_end if whole else np.minimum(slice_end, life)
        power = -((start + offset * (end - start)) / DAYS_PER_YEAR) * discount
        for fee in facts.fees:
            due = (fee.due - valued_on).days
            if day < due <= slice_end:
                fees = fees + fee.amount * np.exp(power) * (due <= end)
        middle = (start + end) / 2 / DAYS_PER_YEAR
        power = power + (middle - 0.5) * growth + np.maximum(0.0, middle - steady) * decay
        flows = flows + np.exp(power) * ((end - start) / (366 if calendar.isleap(year) else 365))
        day = slice_end
    before = (1 - drawn["tax"]) * (first * flows - fees)
    return np.asarray(np.maximum(before, 0.0) / (1 - _shield(drawn, offset)))


def _shield(drawn: Mapping[str, Draws], offset: float) -> Draws:
    rate, years = drawn["discount_rate"], drawn["tab_years"]
    none = np.abs(rate) < NO_RATE
    safe_rate, safe_years = np.where(none, 1.0, rate), np.where(years == 0, 1.0, years)
    annuity = np.where(none, years, -np.expm1(-years * np.log1p(rate)) / safe_rate)
    return np.asarray(drawn["tax"] / safe_years * annuity * (1 + rate) ** (1 - offset))
