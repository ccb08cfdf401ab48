"""Divide what a pool earns or costs among its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def proportional_shares(counts: Mapping[str, float]) -> dict[str, float]:
    """Return each member's share of the total count or points. Raises ValueError when the total is 0."""
    total = sum(counts.values())
    if total <= 0:
        raise ValueError("nothing to divide by: every count is 0")
    return {member: count / total for member, count in counts.items()}


def points(tiers: Mapping[str, Sequence[tuple[float, float]]]) -> dict[str, float]:
    """Return each member's points: the sum of weight x count over its tiers."""
    return {member: sum(weight * count for weight, count in rows) for member, rows in tiers.items()}


def net_pool(rate: float, units: float, administration: float) -> float:
    """Return the income to divide: rate per unit x units, less the administrator's share."""
    return rate * units * (1 - administration)


def payouts(amount: float, shares: Mapping[str, float]) -> dict[str, float]:
    """Return each member's part of the amount, unrounded."""
    return {member: amount * share for member, share in shares.items()}


def round_to_total(parts: Mapping[str, float], total_minor: int) -> dict[str, int]:
    """Return whole minor units that add up to the total (largest remainder; ties in the mapping's order)."""
    whole = {member: int(part // 1) for member, part in parts.items()}
    left = total_minor - sum(whole.values())
    by_remainder = sorted(parts, key=lambda member: parts[member] - whole[member], reverse=True)
    for member in by_remainder[:left]:
        whole[member] += 1
    return whole


def airport_shapley(costs: Sequence[float]) -> list[float]:
    """Return the Shapley value of sharing one facility: each step of cost is split by those who need it."""
    order = sorted(range(len(costs)), key=lambda index: costs[index])
    parts = [0.0] * len(costs)
    paid, reached = 0.0, 0.0
    for rank, index in enumerate(order):
        paid += (costs[index] - reached) / (len(costs) - rank)
        reached = costs[index]
        parts[index] = paid
    return parts
