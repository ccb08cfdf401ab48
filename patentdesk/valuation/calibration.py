"""Judge past ranges by what came: how often it fell inside, how far the middle was off, whether the ranges were honest.

The probability integral transform (PIT) of an outcome is the chance that the past distribution gave to less than it;
over many honest ranges it is spread evenly between 0 and 1. Source: Dawid 1984; Gneiting et al. 2007 (knowledge).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

CLASSES = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """An outcome and the points of the distribution that was stated before it: chance → value."""

    outcome: float
    quantiles: Mapping[float, float]

    @property
    def pit(self) -> float:
        """The chance that was given to less than the outcome: interpolated between points, 0 or 1 beyond them."""
        chances = sorted(self.quantiles)
        values = [self.quantiles[chance] for chance in chances]
        if self.outcome < values[0]:
            return 0.0
        if self.outcome > values[-1]:
            return 1.0
        return float(np.interp(self.outcome, values, chances))

    @property
    def inside(self) -> bool:
        """Whether it fell between P5 and P95, both included."""
        return self.quantiles[0.05] <= self.outcome <= self.quantiles[0.95]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How ranges held: ``inside`` of ``count`` fell between P5 and P95; nine of ten should.

    ``bias``: mean of ln(outcome / P50); above 0 values were too low, None where nothing above 0 can be compared.
    ``pits``: one for each outcome; ``spread``: how many fell into each fifth.
    """

    count: int
    inside: int
    bias: float | None
    pits: tuple[float, ...]
    spread: tuple[int, ...]

    @property
    def share_inside(self) -> float:
        """The part that fell between P5 and P95."""
        return self.inside / self.count


def judge_ranges(found: Sequence[Judged]) -> Calibration:
    """Return how the ranges held. Raises ValueError without an outcome."""
    if not found:
        raise ValueError("nothing to judge")
    pits = tuple(one.pit for one in found)
    logs = [math.log(one.outcome / one.quantiles[0.5]) for one in found if one.outcome > 0 and one.quantiles[0.5] > 0]
    counts, _ = np.histogram(pits, CLASSES, (0.0, 1.0))
    return Calibration(
        count=len(found),
        inside=sum(one.inside for one in found),
        bias=fmean(logs) if logs else None,
        pits=pits,
        spread=tuple(int(one) for one in counts),
    )
