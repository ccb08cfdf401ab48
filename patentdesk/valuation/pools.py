"""Divide what a pool earns or costs among its members."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np

EXACT_PLAYERS = 12
"""With more players orders of joining are drawn instead of all being counted."""

Worth = Callable[[frozenset[str]], float]


@dataclass(frozen=True, slots=True)
class Shapley:
    """What each player adds on average; ``errors`` are standard errors, None where all orders were counted."""

    shares: Mapping[str, float]
    errors: Mapping[str, float] | None = None


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


def allocate(total_minor: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Return whole minor units by weight that add up to the total exactly.

    Largest remainder; a tie goes to whoever stands first. Weights are taken exactly (as fractions), so that no
    rounding of the computer decides. A negative total is divided as its opposite. Raises ValueError for a negative
    weight and when all are 0.
    """
    exact = {member: Fraction(weight) for member, weight in weights.items()}
    whole = sum(exact.values(), Fraction(0))
    if whole <= 0 or min(exact.values()) < 0:
        raise ValueError("weights must not be negative, and one must be above 0")
    if total_minor < 0:
        return {member: -part for member, part in allocate(-total_minor, weights).items()}
    parts = {member: total_minor * weight / whole for member, weight in exact.items()}
    given = {member: int(part) for member, part in parts.items()}
    left = total_minor - sum(given.values())
    for member in sorted(parts, key=lambda member: parts[member] - given[member], reverse=True)[:left]:
        given[member] += 1
    return given


def shapley(players: Sequence[str], worth: Worth, draws: int = 20_000, seed: int = 1) -> Shapley:
    """Return what each player adds to those who came before, averaged over all orders of joining (Shapley 1953).

    Exact up to ``EXACT_PLAYERS`` players; beyond, ``draws`` orders are drawn from ``seed``.
    """
    if len(players) > EXACT_PLAYERS:
        return _drawn(players, worth, draws, seed)
    n = len(players)
    values = {
        frozenset(group): worth(frozenset(group)) for size in range(n + 1) for group in combinations(players, size)
    }
    chances = [math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n) for size in range(n)]
    shares = dict.fromkeys(players, 0.0)
    for group, value in values.items():
        for player in players:
            if player not in group:
                shares[player] += chances[len(group)] * (values[group | {player}] - value)
    return Shapley(shares)


def _drawn(players: Sequence[str], worth: Worth, draws: int, seed: int) -> Shapley:
    generator = np.random.default_rng(seed)
    added = np.zeros((draws, len(players)))
    for row in added:
        group: frozenset[str] = frozenset()
        reached = worth(group)
        for place in generator.permutation(len(players)):
            group |= {players[place]}
            value = worth(group)
            row[place], reached = value - reached, value
    means, errors = added.mean(axis=0), added.std(axis=0, ddof=1) / draws**0.5
    return Shapley(
        dict(zip(players, map(float, means), strict=True)), dict(zip(players, map(float, errors), strict=True))
    )


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


def holding(worth: float, territory: float, decay: float, age_years: int) -> float:
    """Return what a patent counts for: its worth x the weight of its territory x (1 - decay) ^ age."""
    return worth * territory * float((1 - decay) ** age_years)


def capped(shares: Mapping[str, float], cap: float) -> dict[str, float]:
    """Return shares of which none exceeds the cap; what is cut falls to the others in proportion.

    Raises ValueError when the cap leaves a rest that nobody may take.
    """
    held = dict(shares)
    full: set[str] = set()
    while over := {member for member, share in held.items() if member not in full and share > cap * (1 + 1e-12)}:
        full |= over
        rest = {member: shares[member] for member in held if member not in full and shares[member] > 0}
        left = 1 - cap * len(full)
        if not rest or left < 0:
            raise ValueError("a cap that all members reach leaves a rest to nobody")
        whole = sum(rest.values())
        held = {member: cap if member in full else left * rest.get(member, 0.0) / whole for member in held}
    return held
