"""Name what the charts of reviews draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Radar:
    """Shapes over common axes; each value is 0 ... 1, None where nothing is known."""

    axes: Sequence[str]
    shapes: Sequence[tuple[str, Sequence[float | None]]]


@dataclass(frozen=True, slots=True)
class Savings:
    """What each scenario saves by year, in one currency, major units."""

    currency: str
    scenarios: Sequence[tuple[str, Sequence[tuple[int, float]]]]


@dataclass(frozen=True, slots=True)
class Share:
    """One share of 0 ... 1 (None: cannot be measured); ``target`` marks where it should be, ``good`` whether it is."""

    name: str
    value: float | None
    text: str
    target: float | None = None
    good: bool | None = None
    term: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares one below the other."""

    rows: Sequence[Share]
