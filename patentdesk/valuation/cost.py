"""Value a patent by what it would cost to have it again, less what it has lost (成本法)."""

from __future__ import annotations

import math
from collections.abc import Sequence


def depreciated_cost(cost: float, index: float, profit: float, losses: Sequence[float]) -> float:
    """Return cost today with the developer's profit, less the kinds of obsolescence (multiplied, not added)."""
    return cost * index * (1 + profit) * math.prod(1 - loss for loss in losses)


def multiplied_cost(
    material: float, capital: float, labour: float, *, multiplier: float, risk: float, profit: float
) -> float:
    """Return the replacement cost by multipliers (倍加系数法): (C + K + V x a) / (1 - risk) x (1 + return).

    Creative labour counts ``multiplier`` times; the failures that a success paid for are in 1 / (1 - risk).
    """
    return (material + capital + labour * multiplier) / (1 - risk) * (1 + profit)


def worn_share(used: float, remaining: float) -> float:
    """Return the part of the life that is used up (贬值率); 1 when nothing is left.

    Raises ValueError without a life.
    """
    if used + remaining <= 0:
        raise ValueError("a life of no years cannot be used up")
    return used / (used + remaining)


def lost_licence_floor(cost: float, capacity_share: float, lost: float) -> float:
    """Return the least fee for a licence (最低收费额): cost x the licensee's share of use + PV of what is lost."""
    return cost * capacity_share + lost
