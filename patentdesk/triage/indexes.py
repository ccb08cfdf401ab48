"""Compute published indexes from plain inputs: diversity of classes, h-type, cohorts, market coverage, scores."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import sqrt

import numpy as np

from patentdesk.triage.cohorts import Floats
from patentdesk.triage.models import Scale, ScaleKind
from patentdesk.triage.rating import normalise

_LEVELS = (80.0, 60.0, 40.0, 20.0)


def diversity(class_counts: Mapping[str, float]) -> float | None:
    """Return 1 - sum of squared shares: generality over citing, originality over cited patents' classes.

    Herfindahl form of Hall, Jaffe and Trajtenberg (2001). None without any count.
    """
    total = sum(class_counts.values())
    return None if total <= 0 else 1.0 - sum((count / total) ** 2 for count in class_counts.values())


def unbiased_diversity(class_counts: Mapping[str, float]) -> float | None:
    """Return the index freed from its small-number bias, times N / (N - 1) (Hall); None for N under 2."""
    total = sum(class_counts.values())
    index = diversity(class_counts)
    return None if index is None or total < 2 else index * total / (total - 1)


def fractional_diversity(patents: Sequence[Mapping[str, float]]) -> float | None:
    """Return 1 - sum over classes of the squared mean of each patent's share of the class.

    Every citing (cited) patent weighs the same, however many classes it has: T_ji / T_i of Squicciarini, Dernis and
    Criscuolo (2013). Patents without classes are left out; None when none is left.
    """
    known = [classes for classes in patents if sum(classes.values()) > 0]
    if not known:
        return None
    means: dict[str, float] = {}
    for classes in known:
        total = sum(classes.values())
        for name, count in classes.items():
            means[name] = means.get(name, 0.0) + count / total / len(known)
    return 1.0 - sum(mean**2 for mean in means.values())


def radicalness(own_classes: Collection[str], cited_counts: Mapping[str, float]) -> float | None:
    """Return the share of cited-class counts outside the patent's own classes (Shane 2001; OECD 2013)."""
    total = sum(cited_counts.values())
    outside = sum(count for name, count in cited_counts.items() if name not in own_classes)
    return None if total <= 0 else outside / total


def relative_citation(citations: float, cohort_mean: float) -> float | None:
    """Return citations over the mean of the same age, field and office; None when the cohort has no citations."""
    return None if cohort_mean <= 0 else citations / cohort_mean


def market_coverage(active_offices: Collection[str], market_size: Mapping[str, float], unit: str = "US") -> float:
    """Return the family's markets in units of one market (gross national income). Raises KeyError for others."""
    return sum(market_size[office] for office in active_offices) / market_size[unit]


def patent_asset_index(families: Sequence[tuple[float, float]]) -> float:
    """Return the sum of technology relevance times market coverage; an inactive family has coverage 0."""
    return sum(relevance * coverage for relevance, coverage in families)


def mean_score(scores: Mapping[str, float]) -> float | None:
    """Return the mean of the answered factors of one IPscore category; None when none is answered."""
    return None if not scores else sum(scores.values()) / len(scores)


def h_index(citations: Sequence[float]) -> int:
    """Return the largest h such that h patents have h citations or more each (Hirsch 2005)."""
    ordered = sorted(citations, reverse=True)
    return sum(count >= place for place, count in enumerate(ordered, start=1))


def g_index(citations: Sequence[float]) -> int:
    """Return the largest g, at most the number of patents, such that the g most cited ones have g² together (Egghe)."""
    total, found = 0.0, 0
    for place, count in enumerate(sorted(citations, reverse=True), start=1):
        total += count
        if total >= place**2:
            found = place
    return found


def h2_index(citations: Sequence[float]) -> int:
    """Return the largest k such that k patents have k² citations or more each (Kosmulski 2006)."""
    ordered = sorted(citations, reverse=True)
    return sum(count >= place**2 for place, count in enumerate(ordered, start=1))


def h_type(citations: Sequence[float], years: float | None = None) -> dict[str, float | None]:
    """Return the h-type indexes together.

    hg: root of h times g (Alonso 2010); A: mean of the h core (Jin 2006); R: root of the core's sum (Jin 2007); e: root
    of what the core has beyond h² (Zhang 2009); m: h over the years since the first (Hirsch 2005).
    """
    h, g = h_index(citations), g_index(citations)
    core = float(sum(sorted(citations, reverse=True)[:h]))
    return {
        "h": h,
        "g": g,
        "h2": h2_index(citations),
        "hg": sqrt(h * g),
        "h_core": core,
        "a": core / h if h else None,
        "r": sqrt(core),
        "e": sqrt(core - h * h),
        "m": h / years if years else None,
    }


def cap_of(cohort: Sequence[float], quantile: float) -> float:
    """Return a cohort's quantile by linear interpolation (Excel PERCENTILE.INC)."""
    return float(np.quantile(np.array(cohort, dtype=np.float64), quantile))


def capped(value: float, cohort: Sequence[float], quantile: float = 0.98) -> float:
    """Return a value over the cohort's quantile, 0 ... 1 (OECD 2013; which quantile is not verified)."""
    return float(_normalised(ScaleKind.CAP, value, cohort, quantile)[0])


def percentile(value: float, cohort: Sequence[float]) -> float:
    """Return the mid-rank of a value within its cohort, 0 ... 1: those below and half of the equal ones."""
    return float(_normalised(ScaleKind.PERCENTILE, value, cohort, 0.98)[0])


def _normalised(kind: ScaleKind, value: float, cohort: Sequence[float], quantile: float) -> Floats:
    scale = Scale(kind, 0, 1, quantile=quantile, smallest_cohort=1)
    return normalise(scale, np.array([value], dtype=np.float64), np.sort(np.array(cohort, dtype=np.float64)))


def over_largest(value: float, largest: float) -> float | None:
    """Return a value over the largest of its cohort, at most 1 (OECD patent scope and family size); None for 0."""
    return None if largest <= 0 else min(value / largest, 1.0)


def grant_lag_index(lag: float, longest: float) -> float | None:
    """Return 1 less the time to grant over the longest of the cohort (OECD 2013); None for a cohort without lags."""
    return None if longest <= 0 else 1.0 - lag / longest


def quality_index(parts: Mapping[str, float | None], wanted: Sequence[str]) -> tuple[float | None, float]:
    """Return the mean of the normalised parts and the share of them that is known (OECD quality index 4 and 6)."""
    known = [value for name in wanted if (value := parts.get(name)) is not None]
    return (sum(known) / len(known) if known else None), len(known) / len(wanted)


def weighted_score(scores: Mapping[str, float | None], weights: Mapping[str, float]) -> tuple[float | None, float]:
    """Return the mean weighted over what is known, and the share of the weight that is known.

    Missing scores lower the coverage, never the score. Raises ValueError without any weight.
    """
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("weights")
    known = {name: value for name in weights if (value := scores.get(name)) is not None}
    counted = sum(weights[name] for name in known)
    value = sum(weights[name] * value for name, value in known.items()) / counted if counted > 0 else None
    return value, counted / total


def grade_of_five(score: float) -> int:
    """Return the level of a score of 0 ... 100: 1 over 80, then 60 ... 80, 40 ... 60, 20 ... 40, 5 under 20.

    Local grading standard; secondary. A score on a border belongs to the level that it begins: 80 to the second, 60 to
    the second, 40 to the third, 20 to the fourth.
    """
    first, *rest = _LEVELS
    if score > first:
        return 1
    return 2 + sum(score < lowest for lowest in rest)
