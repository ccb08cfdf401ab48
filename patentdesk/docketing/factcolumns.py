"""Hold the facts of many patents as columns, for the dockets that follow from dated facts alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patentdesk.docketing.daynumbers import FIRST, Days, Mask
from patentdesk.docketing.facts import FIRST_DAY, NOT_BEFORE_FILING
from patentdesk.portfolio.codes import RightType

UNKNOWN_YEAR = -32_768
Rows = NDArray[np.int64]
SAFE = np.int32(FIRST + 36_525)
"""Stands in the place of a day that is not known, where something must be counted; the result is masked."""


class Kind(NamedTuple):
    """What selects the rules of a patent, beside its dates."""

    office: str
    right_type: RightType
    receiving_office: str
    country: str


@dataclass(frozen=True, slots=True)
class FactColumns:
    """The dated facts of patents, with events that only do what was due; days as in ``daynumbers``.

    ``UNKNOWN_YEAR`` where no paid year is known.
    """

    kinds: tuple[Kind, ...]
    kind: NDArray[np.int32]
    """Place of each patent's kind in ``kinds``."""
    days: Mapping[str, Days]
    """Anchor of ``FACT_FIELDS`` → its day for each patent."""
    paid: NDArray[np.int32]
    dead: Mask
    granted: Mask
    done: Mapping[str, Days] = field(default_factory=dict)
    """Kind of event → the first day of one for each patent."""
    examination: Days | None = None
    """The latest request for examination of each patent; None: of none."""
    in_examination: Mask | None = None
    """Whose status says that they are in examination; None: of none."""

    def __len__(self) -> int:
        return len(self.kind)

    def of_kinds(self) -> list[tuple[Kind, Rows]]:
        """Return the patents of each kind."""
        order = np.argsort(self.kind, kind="stable")
        ends = np.cumsum(np.bincount(self.kind, minlength=len(self.kinds)))
        parts = np.split(order, ends[:-1]) if self.kinds else []
        return [(kind, rows) for kind, rows in zip(self.kinds, parts, strict=True) if len(rows)]


def granted_and_dead(days: Mapping[str, Days], status_granted: Mask, dead: Mask) -> Mask:
    """Return which rights were granted and have not ended (``PatentFacts.granted``)."""
    known: Mask = status_granted | (days["grant"] != 0) | (days["registration"] != 0)
    return known & ~dead


def impossible_rows(days: Mapping[str, Days], today: int) -> Mask:
    """Return which patents have a fact that cannot be true (``facts.impossible``)."""
    filing = days["filing"]
    first = FIRST_DAY.toordinal()
    found: Mask = np.zeros(len(filing), bool)
    for anchor, column in days.items():
        found |= (column != 0) & ((column > today) | (column < first))
        if anchor in NOT_BEFORE_FILING:
            found |= (column != 0) & (column < filing)
    found |= (days["priority"] > filing) & (filing != 0)
    return found
