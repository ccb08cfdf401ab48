"""Name by what years are counted and taken apart, and in which bands counts stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """What is counted by its year: the field of the patent, and its name in the query language."""

    field: str
    asked: str


@dataclass(frozen=True, slots=True)
class Group:
    """What years are taken apart by: the chart's name for it, the field, and whether its values are codes."""

    name: str
    field: str
    coded: bool = True


FILED, GRANTED = Event("filing_date", "filed"), Event("grant_date", "granted")
GROUPS = (
    Group("member", "member", coded=False),
    Group("office", "office"),
    Group("segment", "segment"),
    Group("type", "right_type"),
)

Band = tuple[int, int | None]
"""Lowest and highest count, both included; None: no end."""
CITATIONS: Sequence[Band] = ((0, 0), (1, 2), (3, 5), (6, 10), (11, 20), (21, 50), (51, None))
FAMILIES: Sequence[Band] = ((1, 1), (2, 2), (3, 3), (4, 5), (6, 10), (11, 20), (21, None))
