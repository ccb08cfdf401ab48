"""Simulate the value of one patent: every driver with a range is drawn, the schedule is that of the base case."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from patentdesk.valuation.assumptions import Resolved
from patentdesk.valuation.conventions import NO_RATE
from patentdesk.valuation.life import add_months
from patentdesk.valuation.patent import INPUT_KEYS, Facts, Valued
from patentdesk.valuation.periods import DAYS_PER_YEAR
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.uncertainty import TRIALS, Distribution, Draws, ThreePoint, draw_pert, summarise


@dataclass(frozen=True, slots=True)
class Simulation:
    """The trial values of one patent and their summary."""

    values: Draws
    summary: Distribution


def simulate(outcome: Valued, resolved: Resolved, valued_on: date, seed: int, trials: int = TRIALS) -> Simulation:
    """Return trial values, each driver drawn independently from its PERT range (lambda 4); the seed repeats them."""
    generator = np.random.default_rng(seed)
    drawn = {
        name: _draw(generator, name, getattr(outcome.inputs, name), resolved.rows.get(key), trials)
        for key, name in INPUT_KEYS.items()
    }
    values = _values(outcome.facts, drawn, outcome.inputs.convention.offset, valued_on)
    return Simulation(values, summarise(values, seed, outcome.relief.pv_fees))


def _draw(generator: np.random.Generator, name: str, base: float | None, row: Assumption | None, trials: int) -> Draws:
    if base is None or row is None:
        return np.full(trials, np.inf if name == "contract_years" else 1.0)
    low = base if row.low is None else row.low
    high = base if row.high is None else row.high
    return draw_pert(generator, ThreePoint(low, base, high), trials)


def _life_days(facts: Facts, drawn: dict[str, Draws], valued_on: date) -> Draws:
    """Return the days of life of each trial, in whole months as ``life.after_years`` counts them."""
    if facts.expiry is None:
        raise ValueError("a patent without expiry has no life to simulate")
    legal = (facts.expiry - valued_on).days
    horizon = legal // 28 + 2
    days = np.array([(add_months(valued_on, months) - valued_on).days for months in range(horizon + 1)], dtype=float)
    shortest = np.minimum(drawn["economic_years"], drawn["contract_years"])
    months = np.minimum(np.floor(12 * shortest + 0.5), horizon).astype(int)
    return np.asarray(np.minimum(days[months], legal), dtype=np.float64)


def _values(facts: Facts, drawn: dict[str, Draws], offset: float, valued_on: date) -> Draws:
    life = _life_days(facts, drawn, valued_on)
    keep = 1 - drawn["tax"]
    chance = drawn["p_valid"] * drawn["p_use"]
    before = np.zeros_like(life)
    day, last, index = 0, int(life.max()), 0
    while day < last:
        year = (valued_on + timedelta(days=day + 1)).year
        slice_end = (date(year, 12, 31) - valued_on).days
        start, end = np.minimum(day, life), np.minimum(slice_end, life)
        fraction = (end - start) / (366 if calendar.isleap(year) else 365)
        sales = drawn["sales"] * (1 + drawn["growth"]) ** index * fraction
        share = drawn["share"] * (1 - drawn["decay"]) ** np.maximum(0.0, index - drawn["steady_years"])
        royalty = sales * share * drawn["royalty"] * drawn["allocation"] * chance
        for fee in facts.fees:
            due = (fee.due - valued_on).days
            royalty = royalty - np.where((start < due) & (due <= end), fee.amount, 0.0)
        time = (start + offset * (end - start)) / DAYS_PER_YEAR
        before += keep * royalty * (1 + drawn["discount_rate"]) ** -time
        day, index = slice_end, index + 1
    return np.asarray(np.maximum(before, 0.0) / (1 - _shield(drawn, offset)))


def _shield(drawn: dict[str, Draws], offset: float) -> Draws:
    rate, years = drawn["discount_rate"], drawn["tab_years"]
    none = np.abs(rate) < NO_RATE
    safe_rate, safe_years = np.where(none, 1.0, rate), np.where(years == 0, 1.0, years)
    annuity = np.where(none, years, (1 - (1 + rate) ** -years) / safe_rate)
    return np.asarray(drawn["tax"] / safe_years * annuity * (1 + rate) ** (1 - offset))
