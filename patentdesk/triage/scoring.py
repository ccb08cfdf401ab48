"""Score patents by a model: what is missing lowers the coverage, never the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from patentdesk.triage.facts import PatentFacts
from patentdesk.triage.indicators import MEASURES, Reading, State
from patentdesk.triage.models import Indicator, Scale, ScaleKind, ScoringModel
from patentdesk.triage.records import Grade

Floats = NDArray[np.float64]
Cohort = Mapping[str, Floats]
"""Known values by indicator id that cap and percentile scales compare with."""


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's share in a score: its reading, its points (0 ... 100) and what it adds to the score.

    ``points`` is None when the reading does not count; ``contribution`` is then 0. Contributions add up to the score.
    """

    indicator: str
    reading: Reading
    points: float | None
    weight: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Score:
    """A score of 0 ... 100 (None when nothing is known) with its coverage (0 ... 1), grade and parts."""

    value: float | None
    coverage: float
    grade: Grade
    parts: tuple[Part, ...]


def score(model: ScoringModel, patents: Sequence[PatentFacts], on: date, cohort: Cohort | None = None) -> list[Score]:
    """Score patents on a day, in their order.

    The cohort defaults, indicator by indicator, to the known values among the patents given.
    """
    if not patents:
        return []
    readings = [[MEASURES[indicator.id](facts, on) for facts in patents] for indicator in model.indicators]
    points = np.array(
        [
            _points(indicator, column, None if cohort is None else cohort.get(indicator.id))
            for indicator, column in zip(model.indicators, readings, strict=True)
        ]
    )
    weights = np.array([indicator.weight for indicator in model.indicators])
    counted = ~np.isnan(points)
    applicable = np.array([[reading.state is not State.NOT_APPLICABLE for reading in column] for column in readings])
    known_weight = weights @ counted
    total_weight = weights @ applicable
    shares = np.where(counted, points, 0.0) * weights[:, None] / np.where(known_weight > 0, known_weight, 1.0)
    coverage = known_weight / np.where(total_weight > 0, total_weight, 1.0)
    return [
        _one(model, [column[i] for column in readings], points[:, i], shares[:, i], float(coverage[i]))
        for i in range(len(patents))
    ]


def _one(model: ScoringModel, readings: list[Reading], points: Floats, shares: Floats, coverage: float) -> Score:
    value = float(shares.sum()) if coverage > 0 else None
    parts = tuple(
        Part(indicator.id, reading, None if np.isnan(point) else float(point), indicator.weight, float(share))
        for indicator, reading, point, share in zip(model.indicators, readings, points, shares, strict=True)
    )
    return Score(value, coverage, model.grade(value, coverage), parts)


def _points(indicator: Indicator, column: list[Reading], cohort: Floats | None) -> Floats:
    """Return 0 ... 100 per reading, NaN where the reading does not count."""
    if indicator.scale.kind is ScaleKind.TABLE:
        return _from_table(indicator.scale, column)
    values = np.array([_number(reading) for reading in column])
    known = values[~np.isnan(values)] if cohort is None else cohort
    points = normalise(indicator.scale, values, known) * 100.0
    return points if indicator.higher_is_better else 100.0 - points


def _number(reading: Reading) -> float:
    return float(reading.value) if reading.state is State.KNOWN and reading.value is not None else np.nan


def _from_table(scale: Scale, column: list[Reading]) -> Floats:
    table = scale.table or {}
    return np.array(
        [table.get(str(reading.value), scale.other) if reading.state is State.KNOWN else np.nan for reading in column],
        dtype=np.float64,
    )


def normalise(scale: Scale, values: Floats, cohort: Floats) -> Floats:
    """Return values on 0 ... 1 by a linear, cap or percentile scale; NaN stays NaN.

    A cap of 0 (nearly all of the cohort is 0) gives 0 to zero and 1 to anything above.
    """
    if scale.kind is ScaleKind.LINEAR or cohort.size < scale.smallest_cohort:
        return np.clip((values - scale.low) / (scale.high - scale.low), 0.0, 1.0)
    if scale.kind is ScaleKind.CAP:
        cap = float(np.quantile(cohort, scale.quantile, method="linear"))
        return np.clip(values / cap, 0.0, 1.0) if cap > 0 else np.where(np.isnan(values), np.nan, np.sign(values))
    ordered = np.sort(cohort)
    below = np.searchsorted(ordered, values, side="left")
    upto = np.searchsorted(ordered, values, side="right")
    return np.where(np.isnan(values), np.nan, (below + upto) / (2.0 * cohort.size))
