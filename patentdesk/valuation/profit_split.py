"""Find the share of a profit that is owed to a technology (利润分成率)."""

from __future__ import annotations

from collections.abc import Sequence


def split_by_investment(
    technology_cost: float, technology_return: float, enterprise_cost: float, enterprise_return: float
) -> float:
    """Return the share by equivalent investment (约当投资量法): Cp(1+mp) / (Cp(1+mp) + Ce(1+me)); 0 of 0."""
    technology = technology_cost * (1 + technology_return)
    whole = technology + enterprise_cost * (1 + enterprise_return)
    return technology / whole if whole > 0 else 0.0


def split_by_score(floor: float, ceiling: float, score: float) -> float:
    """Return the share K = m + (n - m) x score, the score between 0 and 1."""
    return floor + (ceiling - floor) * score


def weighted_score(scores: Sequence[float], weights: Sequence[float]) -> float:
    """Return the weighted mean of scores. Raises ValueError when the weights add up to nothing."""
    if sum(weights) <= 0:
        raise ValueError("weights that add up to nothing weigh nothing")
    return sum(score * weight for score, weight in zip(scores, weights, strict=True)) / sum(weights)
