"""Price the right to launch later with a binomial lattice (real option)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist


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


def launch_option(price: float, cost: float, lattice: Lattice, *, american: bool = True) -> float:
    """Return the value of the right to pay ``cost`` for flows worth ``price`` now (a call)."""
    return _roll_back(price, lattice, lambda value: value - cost, american=american)


def black_scholes(
    price: float, cost: float, *, sigma: float, rate: float, years: float, yield_rate: float = 0.0
) -> float:
    """Return the European call in closed form (Black, Scholes, Merton); rates per year, continuous.

    Without a cost, price, volatility or time the value is the discounted gain, never below 0.
    """
    kept, paid = price * math.exp(-yield_rate * years), cost * math.exp(-rate * years)
    if min(price, cost, sigma, years) <= 0:
        return max(0.0, kept - paid)
    spread = sigma * math.sqrt(years)
    d1 = (math.log(price / cost) + (rate - yield_rate + sigma**2 / 2) * years) / spread
    normal = NormalDist()
    return kept * normal.cdf(d1) - paid * normal.cdf(d1 - spread)


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


def put_option(price: float, strike: float, lattice: Lattice, *, american: bool = True) -> float:
    """Return the value of the right to give the flows away for ``strike`` (a put, such as a sale option)."""
    return _roll_back(price, lattice, lambda value: strike - value, american=american)


def _roll_back(price: float, lattice: Lattice, gain: Callable[[float], float], *, american: bool) -> float:
    def node(step: int, ups: int) -> float:
        return price * float(lattice.up**ups) * float(lattice.down ** (step - ups))

    values = [max(0.0, gain(node(lattice.steps, ups))) for ups in range(lattice.steps + 1)]
    for step in range(lattice.steps - 1, -1, -1):
        waiting = [
            lattice.discount * (lattice.probability * values[ups + 1] + (1 - lattice.probability) * values[ups])
            for ups in range(step + 1)
        ]
        values = [max(held, gain(node(step, ups))) if american else held for ups, held in enumerate(waiting)]
    return values[0]
