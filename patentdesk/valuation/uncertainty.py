"""Draw from distributions and sum up what thousands of trials give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float64]
TRIALS = 20_000


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """A range with its most likely value: low <= mode <= high."""

    low: float
    mode: float
    high: float

    @property
    def pert_mean(self) -> float:
        """Mean of the beta-PERT distribution with lambda 4."""
        return (self.low + 4 * self.mode + self.high) / 6

    @property
    def pert_deviation_classic(self) -> float:
        """The textbook deviation (high - low) / 6, used in project planning only."""
        return (self.high - self.low) / 6

    @property
    def pert_variance(self) -> float:
        """The exact variance (mean - low)(high - mean) / 7."""
        return (self.pert_mean - self.low) * (self.high - self.pert_mean) / 7

    @property
    def triangular_mean(self) -> float:
        """Mean of the triangular distribution."""
        return (self.low + self.mode + self.high) / 3


def draw_pert(generator: np.random.Generator, point: ThreePoint, trials: int) -> Draws:
    """Return draws of the beta-PERT distribution (lambda 4); all equal when the range is empty."""
    width = point.high - point.low
    if width == 0:
        return np.full(trials, point.mode)
    alpha = 1 + 4 * (point.mode - point.low) / width
    beta = 1 + 4 * (point.high - point.mode) / width
    return point.low + width * generator.beta(alpha, beta, trials)


def draw_triangular(generator: np.random.Generator, point: ThreePoint, trials: int) -> Draws:
    """Return draws of the triangular distribution; all equal when the range is empty."""
    if point.high == point.low:
        return np.full(trials, point.mode)
    return generator.triangular(point.low, point.mode, point.high, trials)


def quartiles(numbers: Sequence[float]) -> tuple[float, float, float, float, float]:
    """Return least, first quartile, median, third quartile and greatest (linear, as QUARTILE.INC).

    Raises ValueError without a number.
    """
    if not numbers:
        raise ValueError("quartiles need a number")
    least, first, middle, third, most = (float(point) for point in np.percentile(numbers, [0, 25, 50, 75, 100]))
    return least, first, middle, third, most


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """What a simulation gave, with the seed that repeats it."""

    mean: float
    deviation: float
    standard_error: float
    p5: float
    p10: float
    p50: float
    p90: float
    p95: float
    below: float
    """Chance of a value below the cost to keep."""
    trials: int
    seed: int


def summarise(values: Draws, seed: int, threshold: float = 0.0) -> Distribution:
    """Return mean, deviation, standard error and percentiles (linear, as PERCENTILE.INC) of simulated values."""
    p5, p10, p50, p90, p95 = (float(point) for point in np.percentile(values, [5, 10, 50, 90, 95]))
    deviation = float(values.std(ddof=1))
    return Distribution(
        mean=float(values.mean()),
        deviation=deviation,
        standard_error=deviation / len(values) ** 0.5,
        p5=p5,
        p10=p10,
        p50=p50,
        p90=p90,
        p95=p95,
        below=float((values < threshold).mean()),
        trials=len(values),
        seed=seed,
    )
