"""Read from renewal payments what a patent must have brought, and when to stop paying (renewal models)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class ReturnBounds:
    """Bounds of the yearly return; ``upper`` is None when every fee was paid."""

    lower: float
    upper: float | None


@dataclass(frozen=True, slots=True)
class Renewal:
    """The value of the right at each age if kept only while that pays, and the last age that is paid for (0: none)."""

    values: tuple[float, ...]
    last_kept: int


def implied_return(fees: Sequence[float], last_paid: int) -> ReturnBounds:
    """Return the bounds that follow from paying the fees of years 1 to ``last_paid`` and no more.

    The owner's return was at least the last fee paid and below the first one refused (returns that do not rise).
    """
    upper = fees[last_paid] if last_paid < len(fees) else None
    return ReturnBounds(fees[last_paid - 1] if last_paid else 0.0, upper)


def worth_keeping(next_year_value: float, annuity: float, handling: float = 0.0) -> bool:
    """Tell whether the value expected of the next year covers its annuity and the cost of handling it."""
    return next_year_value >= annuity + handling


def renewal_value(returns: Sequence[float], fees: Sequence[float], rate: float) -> Renewal:
    """Return V(a) = max(0, r_a - c_a + V(a+1) / (1 + rate)) for every age (Pakes 1986, returns known).

    Return and fee of an age count at its beginning.
    """
    values = [0.0]
    for earned, fee in zip(reversed(returns), reversed(fees), strict=True):
        values.append(max(0.0, earned - fee + values[-1] / (1 + rate)))
    found = tuple(reversed(values[1:]))
    stopped = next((age for age, value in enumerate(found) if value <= 0), len(found))
    return Renewal(found, stopped)


def decaying_returns(first: float, decay: float, ages: int) -> list[float]:
    """Return r_a = r_1 (1 - decay)^(a - 1) for ages 1 to ``ages`` (Schankerman, Pakes 1986)."""
    return [first * (1 - decay) ** index for index in range(ages)]


def least_first_return(fees: Sequence[float], decay: float) -> list[float]:
    """Return for each age the least first return that makes paying its fee worth while: c_a / (1 - decay)^(a - 1)."""
    return [fee / (1 - decay) ** index for index, fee in enumerate(fees)]


def share_renewed(thresholds: Sequence[float], mu: float, sigma: float) -> list[float]:
    """Return the share of patents that pay each fee when first returns are lognormal (mu, sigma of the logarithm).

    A patent that stopped does not come back: the greatest threshold so far counts.
    """
    shares, highest = [], 0.0
    for threshold in thresholds:
        highest = max(highest, threshold)
        shares.append(1.0 if highest <= 0 else 1 - NormalDist(mu, sigma).cdf(math.log(highest)))
    return shares
