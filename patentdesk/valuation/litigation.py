"""Weigh a claim by the chances of each step of a suit."""

from __future__ import annotations

import math
from collections.abc import Sequence


def winning_chance(chances: Sequence[float]) -> float:
    """Return the chance that every step succeeds (valid, enforceable, infringed, ...)."""
    return math.prod(chances)


def expected_award(chances: Sequence[float], damages: float, costs: float = 0.0) -> float:
    """Return the damages weighted by the chance to win, less costs that are certain."""
    return winning_chance(chances) * damages - costs
