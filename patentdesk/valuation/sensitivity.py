"""Show how a value moves: one driver at a time (tornado), and rate against royalty (grid)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from patentdesk.valuation.assumptions import Level, Resolved
from patentdesk.valuation.patent import INPUT_KEYS, Facts, Inputs, compute, value_at


@dataclass(frozen=True, slots=True)
class Swing:
    """The value with one driver at its unfavourable and its favourable end, all others at base."""

    key: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """The distance between the two values."""
        return abs(self.high - self.low)


def drivers(resolved: Resolved) -> list[str]:
    """Return the keys that have a range, in the order of their definitions."""
    rows = resolved.rows
    return [
        key
        for key in resolved.definitions
        if key in INPUT_KEYS and key in rows and (rows[key].low is not None or rows[key].high is not None)
    ]


def tornado(facts: Facts, resolved: Resolved, valued_on: date) -> list[Swing]:
    """Return the swing of every driver with a range, the widest first."""
    swings = [
        Swing(
            key,
            value_at(facts, resolved, valued_on, {key: Level.LOW}),
            value_at(facts, resolved, valued_on, {key: Level.HIGH}),
        )
        for key in drivers(resolved)
    ]
    return sorted(swings, key=lambda swing: swing.width, reverse=True)


def grid(
    facts: Facts, expiry: date, inputs: Inputs, valued_on: date, *, rates: Sequence[float], royalties: Sequence[float]
) -> list[list[float]]:
    """Return the value for each discount rate (rows) and royalty (columns)."""
    return [
        [
            compute(facts, expiry, replace(inputs, discount_rate=rate, royalty=royalty), valued_on)[1].value
            for royalty in royalties
        ]
        for rate in rates
    ]
