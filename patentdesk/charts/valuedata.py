"""Name what the charts of uncertain, compared and past values draw; amounts in major units of one currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Spread:
    """How often simulated values fell between neighbouring edges, and the points of the distribution."""

    currency: str
    edges: Sequence[float]
    counts: Sequence[int]
    p5: float = 0.0
    p50: float = 0.0
    p95: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranged:
    """A value with its range: a method, a scenario or a version."""

    name: str
    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class Ranges:
    """Values side by side."""

    currency: str
    rows: Sequence[Ranged]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One patent: its value, its risk ((P95 - P5) / P50 or the like) and what keeping it costs."""

    patent_id: int
    name: str
    value: float
    risk: float
    cost: float


@dataclass(frozen=True, slots=True)
class Bubbles:
    """The patents of a portfolio."""

    currency: str
    patents: Sequence[Bubble]


@dataclass(frozen=True, slots=True)
class Settling:
    """Mean and standard error of a simulation after so many trials."""

    currency: str
    points: Sequence[tuple[int, float, float]]


@dataclass(frozen=True, slots=True)
class Past:
    """One stored value of a patent; ``name`` is its method."""

    day: date
    name: str
    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class Course:
    """The stored values of a patent by day."""

    currency: str
    points: Sequence[Past]
