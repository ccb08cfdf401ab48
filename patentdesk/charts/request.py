"""Ask for a chart, and take what was drawn: a request says all that is needed, a drawing is pixels and places.

Whoever asks need not load what draws (``charts.drawing``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from patentdesk.charts.places import Map, Mark
from patentdesk.core.problems import Problem
from patentdesk.core.words import Language

Form = Literal["png", "svg", "pdf"]


@dataclass(frozen=True, slots=True)
class Request:
    """One chart in one size, language and theme. ``size`` is in logical pixels, ``ratio`` device pixels for each."""

    chart_id: str
    data: object
    language: Language
    theme: str
    today: date
    size: tuple[int, int]
    ratio: float = 1.0
    title: bool = True
    hidden: frozenset[str] = frozenset()
    form: Form | None = None
    """Draw the content of a file instead of pixels."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart: pixels (RGBA, from above) or the content of a file, and where everything stands."""

    width: int
    height: int
    content: bytes
    map: Map
    empty: bool
    lacking: Problem | None
    """What the machine lacks for its texts: fonts with Chinese characters."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What answers to the pointer."""
        return tuple(mark for _place, mark in self.map.marks)
