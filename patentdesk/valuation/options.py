"""Price the right to launch later with a binomial lattice (real option)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


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
