"""Compute published citation indexes from class counts and cohorts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


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


def category_mean(scores: Mapping[str, float]) -> float | None:
    """Return the mean of the answered factors of one IPscore category; None when none is answered."""
    return None if not scores else sum(scores.values()) / len(scores)
