"""Rate many patents at once: points by column, then scores under any weights.

Columns are arrays over patents, one per indicator. A million patents with thirty indicators need about 120 MB for the
columns and as much for the points; new weights cost one pass over the points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patentdesk.triage.cohorts import Cohort, Floats, Keys, Level, Reference, compared_with, places_by, reference
from patentdesk.triage.models import Scale, ScaleKind, ScoringModel

Bools = NDArray[np.bool_]
Column = NDArray[np.floating]
Bits = NDArray[np.uint64]
MOST_INDICATORS = 64


@dataclass(frozen=True, slots=True)
class Columns:
    """The readings of patents by indicator id, and the cohort of each patent (``cohorts.key_of``).

    A value is NaN where the reading does not count; for a table scale it is the points of the table (0 ... 100).
    ``inapplicable`` is True where the indicator does not apply, which lowers no coverage; an indicator that it does not
    name applies to all.
    """

    keys: Keys
    values: Mapping[str, Column]
    inapplicable: Mapping[str, Bools]


@dataclass(frozen=True, slots=True)
class Rating:
    """Points of patents: rows are the indicators of the model in their order, 0 where a reading does not count.

    ``known`` and ``applicable`` say for each patent, bit by bit in the same order, what counts and what should.
    """

    points: NDArray[np.float32]
    known: Bits
    applicable: Bits

    def scores(self, weights: Sequence[float]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the score (0 ... 100, NaN when nothing is known) and the coverage (0 ... 1) of each patent."""
        counted = _weight_of(self.known, weights)
        due = _weight_of(self.applicable, weights)
        total = np.asarray(weights, dtype=np.float32) @ self.points
        nothing = np.full_like(total, np.nan)
        score = np.divide(total, counted, out=nothing, where=counted > 0)
        return score, np.divide(counted, due, out=np.zeros_like(total), where=due > 0)

    def of(self, rows: slice | NDArray[np.int64]) -> Rating:
        """Return the rating of some patents, by their places."""
        return Rating(self.points[:, rows], self.known[rows], self.applicable[rows])

    def counts(self) -> Bools:
        """Return which readings count, by patent (row) and indicator."""
        bits = np.uint64(1) << np.arange(self.points.shape[0], dtype=np.uint64)
        return np.not_equal(self.known[:, None] & bits, 0)


def ranking(scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the places of the patents, the best first; equal to two decimals stay in their order, NaN stands last."""
    hundredths = np.where(np.isnan(scores), -1.0, np.clip(scores, 0.0, 100.0) * 100.0)
    return np.argsort((10_000 - np.rint(hundredths)).astype(np.uint16), kind="stable")  # by radix


def _weight_of(bits: Bits, weights: Sequence[float]) -> NDArray[np.float32]:
    """Return the sum of the weights whose bits are set, eight indicators at a time from a table."""
    total = np.zeros(bits.shape, dtype=np.float32)
    for first in range(0, len(weights), 8):
        eight = np.zeros(8)
        eight[: len(weights[first : first + 8])] = weights[first : first + 8]
        table = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little") @ eight
        total += table.astype(np.float32)[(bits >> np.uint64(first)).astype(np.uint8)]
    return total


def rate(model: ScoringModel, columns: Columns, cohort: Cohort | None = None) -> Rating:
    """Turn readings into points by the scales of a model.

    ``cohort`` holds what cap and percentile scales compare with; by default, indicator by indicator, the columns' own
    values. Raises KeyError when a column of the model lacks, ValueError for more than 64 indicators.
    """
    if len(model.indicators) > MOST_INDICATORS:
        raise ValueError(f"model {model.id}: more than {MOST_INDICATORS} indicators")
    groups = list(places_by(columns.keys))
    points = np.zeros((len(model.indicators), columns.keys.size), dtype=np.float32)
    known = np.zeros(columns.keys.size, dtype=np.uint64)
    applicable = np.zeros(columns.keys.size, dtype=np.uint64)
    for place, indicator in enumerate(model.indicators):
        values = columns.values[indicator.id]
        if indicator.scale.kind is ScaleKind.TABLE:
            found = values
        else:
            held = None if cohort is None else cohort.get(indicator.id)
            found = _compared(indicator.scale, values, columns.keys, groups, held)
            found = found if indicator.higher_is_better else 100.0 - found
        counts = ~np.isnan(found)
        points[place, counts] = found[counts]
        bit = np.uint64(1 << place)
        known |= counts * bit
        out = columns.inapplicable.get(indicator.id)
        applicable |= (counts | ~out if out is not None else True) * bit
    return Rating(points, known, applicable)


def _compared(
    scale: Scale, values: Column, keys: Keys, groups: Sequence[tuple[int, NDArray[np.intp]]], held: Reference | None
) -> Column:
    """Return 0 ... 100 for values, each within its cohort; NaN stays NaN."""
    if scale.kind is ScaleKind.LINEAR:
        return normalise(scale, values, np.empty(0)) * 100.0
    known = reference(keys, values) if held is None else held
    found = np.full(values.shape, np.nan, dtype=values.dtype)
    for key, places in groups:
        _, others = compared_with(known, key, scale.smallest_cohort, whole=scale.within == "portfolio")
        found[places] = normalise(scale, values[places], others) * 100.0
    return found


def level_of(scale: Scale, key: int, known: Reference) -> tuple[Level, int]:
    """Return what a value on a scale is compared with and how many values that are."""
    if scale.kind in {ScaleKind.LINEAR, ScaleKind.TABLE}:
        return Level.SCALE, 0
    level, values = compared_with(known, key, scale.smallest_cohort, whole=scale.within == "portfolio")
    return level, int(values.size)


def normalise(scale: Scale, values: Column, cohort: Column) -> Floats:
    """Return values on 0 ... 1 by a linear, cap or percentile scale; NaN stays NaN. ``cohort`` is sorted.

    A cap of 0 (nearly all of the cohort is 0) gives 0 to zero and 1 to anything above.
    """
    if scale.kind is ScaleKind.LINEAR or cohort.size < scale.smallest_cohort:
        return np.clip((values - scale.low) / (scale.high - scale.low), 0.0, 1.0)
    if scale.kind is ScaleKind.CAP:
        cap = _quantile(cohort, scale.quantile)
        return np.clip(values / cap, 0.0, 1.0) if cap > 0 else np.where(np.isnan(values), np.nan, np.sign(values))
    below = np.searchsorted(cohort, values, side="left")
    upto = np.searchsorted(cohort, values, side="right")
    return np.where(np.isnan(values), np.nan, (below + upto) / (2.0 * cohort.size))


def _quantile(ordered: Column, share: float) -> float:
    """Return the linear quantile of sorted values (Excel PERCENTILE.INC)."""
    place = (ordered.size - 1) * share
    low = int(place)
    high = min(low + 1, ordered.size - 1)
    return float(ordered[low]) + (float(ordered[high]) - float(ordered[low])) * (place - low)
