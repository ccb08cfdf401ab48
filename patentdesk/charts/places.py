"""Say where what answers to the pointer stands in a drawn chart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that answers to the pointer: a box in the axes' data coordinates, or a point when its sides are 0.

    ``term`` is the query term that a click means ('' when there is none), ``text`` what the pointer is told.
    """

    left: float
    right: float
    bottom: float
    top: float
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark or an entry of the legend stands, in display pixels with the origin bottom left.

    The sides of a point are the same.
    """

    left: float
    right: float
    bottom: float
    top: float

    def distance(self, x: float, y: float, near: float) -> float | None:
        """Return how well a point meets this place, the smaller the better; None: not at all."""
        if self.left == self.right and self.bottom == self.top:
            away = float(((x - self.left) ** 2 + (y - self.bottom) ** 2) ** 0.5)
            return away - 1e6 if away <= near else None
        within = self.left <= x <= self.right and self.bottom <= y <= self.top
        return (self.right - self.left) * (self.top - self.bottom) if within else None


@dataclass(frozen=True, slots=True)
class Map:
    """A drawn picture as the pointer meets it: marks and entries of the legend with their places."""

    marks: tuple[tuple[Place, Mark], ...]
    legend: tuple[tuple[Place, str], ...]
    near: float

    def mark_at(self, x: float, y: float) -> Mark | None:
        """Return the mark under a place; of several the smallest."""
        met = [(size, mark) for place, mark in self.marks if (size := place.distance(x, y, self.near)) is not None]
        return min(met, key=lambda one: one[0])[1] if met else None

    def entry_at(self, x: float, y: float) -> str:
        """Return the name of the legend under a place; '' when there is none."""
        return next((name for place, name in self.legend if place.distance(x, y, 0) is not None), "")
