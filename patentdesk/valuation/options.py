"""Price the right to launch later with a binomial lattice (real option)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """One step of a lattice: the price moves up by ``up`` or down by ``down``, up with ``probability``."""

    up: float
    down: float
    probability: float
    """Risk-neutral."""
    discount: float
    """Factor for one step."""
    steps: int


def fixed_lattice(up: float, down: float, rate: float, years: float, *, steps: int, yield_rate: float = 0.0) -> Lattice:
    """Return the lattice with given moves; rates per year, continuous; ``yield_rate`` is the cost of delay."""
    step = years / steps
    probability = (math.exp((rate - yield_rate) * step) - down) / (up - down)
    return Lattice(up=up, down=down, probability=probability, discount=math.exp(-rate * step), steps=steps)


def crr_lattice(sigma: float, rate: float, years: float, *, steps: int, yield_rate: float = 0.0) -> Lattice:
    """Return the Cox-Ross-Rubinstein lattice; ``sigma`` is the volatility per year, above 0."""
    up = math.exp(sigma * math.sqrt(years / steps))
    return fixed_lattice(up, 1 / up, rate, years, steps=steps, yield_rate=yield_rate)


def forward_lattice(sigma: float, rate: float, years: float, *, steps: int, yield_rate: float = 0.0) -> Lattice:
    """Return the forward tree (McDonald), centred on the forward price."""
    step = years / steps
    drift = math.exp((rate - yield_rate) * step)
    move = math.exp(sigma * math.sqrt(step))
    return fixed_lattice(drift * move, drift / move, rate, years, steps=steps, yield_rate=yield_rate)


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """The European option in closed form, with the numbers on the way; ``d1`` is None where it is not defined."""

    call: float
    put: float
    d1: float | None
    d2: float | None


def black_scholes(
    price: float, cost: float, *, sigma: float, rate: float, years: float, yield_rate: float = 0.0
) -> ClosedForm:
    """Return the European call and put (Black, Scholes, Merton); rates per year, continuous.

    Without a cost, price, volatility or time each is the discounted gain, never below 0.
    """
    kept, paid = price * math.exp(-yield_rate * years), cost * math.exp(-rate * years)
    if min(price, cost, sigma, years) <= 0:
        return ClosedForm(max(0.0, kept - paid), max(0.0, paid - kept), None, None)
    spread = sigma * math.sqrt(years)
    d1 = (math.log(price / cost) + (rate - yield_rate + sigma**2 / 2) * years) / spread
    normal = NormalDist()
    call = kept * normal.cdf(d1) - paid * normal.cdf(d1 - spread)
    return ClosedForm(call, call - kept + paid, d1, d1 - spread)


@dataclass(frozen=True, slots=True)
class Perpetual:
    """A right to invest that does not end: its value, and the value of the flows from which investing pays."""

    value: float
    trigger: float
    beta: float


def perpetual_option(price: float, cost: float, *, sigma: float, rate: float, yield_rate: float) -> Perpetual:
    """Return the right to invest at any time, for ever (McDonald, Siegel 1986; Dixit, Pindyck 1994, ch. 5).

    Rates per year, continuous; ``yield_rate`` and ``sigma`` above 0, otherwise nobody would ever invest.
    """
    drift = (rate - yield_rate) / sigma**2 - 0.5
    beta = -drift + math.sqrt(drift**2 + 2 * rate / sigma**2)
    trigger = beta / (beta - 1) * cost
    gain = (trigger - cost) * (price / trigger) ** beta if price < trigger else price - cost
    return Perpetual(gain, trigger, beta)


def exchange_spread(first: float, second: float, correlation: float) -> float:
    """Return the volatility of one risky value in units of another (Margrabe 1978)."""
    return math.sqrt(max(0.0, first**2 + second**2 - 2 * correlation * first * second))


def lattice_values(price: float, cost: float, lattice: Lattice) -> list[list[float]]:
    """Return the value of an American call at every node: by step, then by number of falls."""
    values: list[list[float]] = []
    for step in range(lattice.steps, -1, -1):
        row = []
        for falls in range(step + 1):
            gain = price * float(lattice.up ** (step - falls)) * float(lattice.down**falls) - cost
            waiting = 0.0
            if values:
                rise, fall = values[-1][falls], values[-1][falls + 1]
                waiting = lattice.discount * (lattice.probability * rise + (1 - lattice.probability) * fall)
            row.append(max(gain, waiting))
        values.append(row)
    return values[::-1]


def option_value(price: float, cost: float, lattice: Lattice, *, american: bool, put: bool = False) -> float:
    """Return the value of the right to pay ``cost`` for flows worth ``price`` now, or to give them away for it (put).

    An American right may be used at every step, a European one only at the end.
    """
    sign = -1.0 if put else 1.0
    steps = lattice.steps
    values = np.maximum(0.0, sign * (_prices(price, lattice, steps) - cost))
    for step in range(steps - 1, -1, -1):
        values = lattice.discount * (lattice.probability * values[1:] + (1 - lattice.probability) * values[:-1])
        if american:
            values = np.maximum(values, sign * (_prices(price, lattice, step) - cost))
    return float(values[0])


def _prices(price: float, lattice: Lattice, step: int) -> NDArray[np.float64]:
    """Return the prices after so many steps, from no rise to all rises."""
    ups = np.arange(step + 1)
    return np.asarray(price * lattice.up**ups * lattice.down ** (step - ups), dtype=np.float64)
