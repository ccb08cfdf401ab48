"""Build a scoring model from its data: which indicators count, how, and what follows from the grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from patentdesk.triage.indicators import MEASURES
from patentdesk.triage.records import DecisionCode, Grade

Plain = Mapping[str, Any]
"""Parsed JSON; the constructors below check it and raise ValueError or KeyError."""

COST_BANDS = ("low", "medium", "high", "unknown")


class ScaleKind(StrEnum):
    """How a value becomes 0 to 100."""

    LINEAR = "linear"
    CAP = "cap"
    PERCENTILE = "percentile"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Scale:
    """The way from a value to 0 ... 100.

    ``linear``: from ``low`` (0) to ``high`` (100), cut off outside. ``cap``: value over the cohort's ``quantile``
    (linear interpolation, Excel PERCENTILE.INC), at most 100; ``percentile``: mid-rank within the cohort. A cohort
    under ``smallest_cohort`` widens to the field, then the portfolio; both fall back to ``low`` and ``high`` at last.
    ``table``: by code, ``other`` for all others.
    """

    kind: ScaleKind
    low: float = 0.0
    high: float = 1.0
    quantile: float = 0.98
    smallest_cohort: int = 10
    table: Mapping[str, float] | None = None
    other: float = 0.0
    within: str = "cohort"
    """'cohort': filing year and technology field (see ``cohorts``); 'portfolio': all patents alike."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator in a model; ``weight`` 0 shows it without counting it, ``higher_is_better`` gives the direction."""

    id: str
    weight: float
    scale: Scale
    higher_is_better: bool
    source: str
    confidence: str
    axis: str = "opportunity"
    """'opportunity', or 'risk' for an indicator whose lack endangers the right rather than makes it less useful."""


HEAVIEST = 1_000_000.0
"""What a weight may be at most, so that weighted sums stay numbers."""


@dataclass(frozen=True, slots=True)
class ScoringModel:
    """Indicators with weights, grade bands (lowest score of each), and decisions by grade and cost band."""

    id: str
    version: str
    indicators: tuple[Indicator, ...]
    bands: tuple[tuple[Grade, float], ...]
    minimum_coverage: float
    cost_limits: Mapping[str, tuple[Decimal, Decimal]]
    recommendations: Mapping[tuple[Grade, str], DecisionCode]

    def grade(self, score: float | None, coverage: float) -> Grade:
        """Return the grade of a score; withheld without a score or under the minimum coverage."""
        if score is None or coverage < self.minimum_coverage:
            return Grade.WITHHELD
        return next(grade for grade, lowest in self.bands if score >= lowest)

    def cost_band(self, amount: Decimal | None, currency: str) -> str:
        """Return 'low', 'medium' or 'high' for a yearly cost; 'unknown' without amount or limits in its currency."""
        limits = self.cost_limits.get(currency)
        if amount is None or limits is None:
            return "unknown"
        low, high = limits
        return "low" if amount <= low else "medium" if amount <= high else "high"


def read_model(plain: Plain) -> ScoringModel:
    """Build a model from parsed data. Raises ValueError when the data cannot be a model, KeyError when a part lacks."""
    indicators = tuple(_read_indicator(entry) for entry in plain["indicators"])
    ids = [indicator.id for indicator in indicators]
    unknown = set(ids) - set(MEASURES)
    if unknown or len(set(ids)) != len(ids):
        raise ValueError(f"model {plain['id']}: unknown or repeated indicators {sorted(unknown) or sorted(ids)}")
    if sum(indicator.weight for indicator in indicators) <= 0:
        raise ValueError(f"model {plain['id']}: no indicator has a weight")
    bands = tuple((Grade(grade), float(lowest)) for grade, lowest in plain["bands"].items())
    if bands[-1][1] != 0 or [lowest for _, lowest in bands] != sorted((b for _, b in bands), reverse=True):
        raise ValueError(f"model {plain['id']}: bands must fall to 0")
    return ScoringModel(
        id=str(plain["id"]),
        version=str(plain["version"]),
        indicators=indicators,
        bands=bands,
        minimum_coverage=float(plain["minimum_coverage"]),
        cost_limits={
            currency: (Decimal(str(low)), Decimal(str(high))) for currency, (low, high) in plain["cost_limits"].items()
        },
        recommendations={
            (grade, band): DecisionCode(plain["recommendations"][grade.value][band])
            for grade, _ in bands
            for band in COST_BANDS
        },
    )


def _read_indicator(plain: Plain) -> Indicator:
    weight = float(plain["weight"])
    if not 0 <= weight <= HEAVIEST:  # nor what is no number
        raise ValueError(f"indicator {plain['id']}: weight {weight}")
    return Indicator(
        id=str(plain["id"]),
        weight=weight,
        scale=_read_scale(plain["id"], plain["scale"]),
        higher_is_better=plain["direction"] == "higher",
        source=str(plain["source"]),
        confidence=str(plain["confidence"]),
        axis=_axis(plain),
    )


def _axis(plain: Plain) -> str:
    axis = str(plain.get("axis", "opportunity"))
    if axis not in {"opportunity", "risk"}:
        raise ValueError(f"indicator {plain['id']}: axis {axis}")
    return axis


def _read_scale(indicator: str, plain: Plain) -> Scale:
    scale = Scale(**{**plain, "kind": ScaleKind(plain["kind"])})
    if scale.within not in {"cohort", "portfolio"}:
        raise ValueError(f"indicator {indicator}: within what? {scale.within}")
    if scale.kind is ScaleKind.TABLE and not scale.table:
        raise ValueError(f"indicator {indicator}: a table scale needs its table")
    if scale.kind is not ScaleKind.TABLE and not scale.low < scale.high:
        raise ValueError(f"indicator {indicator}: low must be under high")
    return scale
