"""Score patents by a model: what is missing lowers the coverage, never the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from patentdesk.triage.cohorts import Cohort, Level, key_of, reference
from patentdesk.triage.facts import PatentFacts
from patentdesk.triage.indicators import MEASURES, Reading, State
from patentdesk.triage.models import Indicator, ScaleKind, ScoringModel
from patentdesk.triage.rating import Columns, level_of, rate
from patentdesk.triage.records import Grade


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's share in a score: its reading, its points (0 ... 100) and what it adds to the score.

    ``points`` is None when the reading does not count; ``contribution`` is then 0. Contributions add up to the score.
    ``compared`` says with what the value was compared, and ``among`` with how many known values.
    """

    indicator: str
    reading: Reading
    points: float | None
    weight: float
    contribution: float
    compared: Level = Level.SCALE
    among: int = 0


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
    columns = columns_of(model, patents, readings)
    given = cohort or {}
    lacking = [one.id for one in model.indicators if one.id not in given]
    compared = {**given, **{name: reference(columns.keys, columns.values[name]) for name in lacking}}
    rating = rate(model, columns, compared)
    known = rating.counts()
    weights = np.array([indicator.weight for indicator in model.indicators])
    coverage = rating.scores([indicator.weight for indicator in model.indicators])[1]
    levels = [
        {int(key): level_of(one.scale, int(key), compared[one.id]) for key in np.unique(columns.keys)}
        for one in model.indicators
    ]
    found = []
    for place, key in enumerate(columns.keys.tolist()):
        counted = float(weights @ known[place])
        parts = [
            _part(
                indicator,
                column[place],
                float(points[place]) if counts else None,
                counted,
                level[key],
            )
            for indicator, column, points, counts, level in zip(
                model.indicators, readings, rating.points, known[place], levels, strict=True
            )
        ]
        value = sum(part.contribution for part in parts) if counted > 0 else None
        found.append(Score(value, float(coverage[place]), model.grade(value, float(coverage[place])), tuple(parts)))
    return found


def columns_of(model: ScoringModel, patents: Sequence[PatentFacts], readings: Sequence[Sequence[Reading]]) -> Columns:
    """Return readings (one row per indicator of the model) as columns."""
    named = list(zip(model.indicators, readings, strict=True))
    return Columns(
        keys=np.array([key_of(facts.filing_date, facts.technology) for facts in patents], dtype=np.int32),
        values={
            indicator.id: np.array([_number(indicator, one) for one in column], dtype=np.float32)
            for indicator, column in named
        },
        inapplicable={
            indicator.id: np.array([one.state is State.NOT_APPLICABLE for one in column], dtype=bool)
            for indicator, column in named
        },
    )


def _number(indicator: Indicator, reading: Reading) -> float:
    if reading.state is not State.KNOWN or reading.value is None:
        return float("nan")
    if indicator.scale.kind is ScaleKind.TABLE:
        return (indicator.scale.table or {}).get(str(reading.value), indicator.scale.other)
    return float(reading.value)


def _part(
    indicator: Indicator, reading: Reading, points: float | None, counted: float, compared: tuple[Level, int]
) -> Part:
    share = 0.0 if points is None or counted <= 0 else points * indicator.weight / counted
    return Part(indicator.id, reading, points, indicator.weight, share, *compared)
