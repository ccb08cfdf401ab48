"""Read from renewal payments what a patent must have brought (renewal models)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnBounds:
    """Bounds of the yearly return; ``upper`` is None when every fee was paid."""

    lower: float
    upper: float | None


def implied_return(fees: Sequence[float], last_paid: int) -> ReturnBounds:
    """Return the bounds that follow from paying the fees of years 1 to ``last_paid`` and no more.

    The owner's return was at least the last fee paid and below the first one refused (returns that do not rise).
    """
    upper = fees[last_paid] if last_paid < len(fees) else None
    return ReturnBounds(fees[last_paid - 1] if last_paid else 0.0, upper)


def worth_keeping(next_year_value: float, annuity: float, handling: float = 0.0) -> bool:
    """Tell whether the value expected of the next year covers its annuity and the cost of handling it."""
    return next_year_value >= annuity + handling
