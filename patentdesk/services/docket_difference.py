"""Describe how a computed docket differs from the stored one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from patentdesk.core.problems import Problem
from patentdesk.docketing.records import Deadline
from patentdesk.services.docket_pages import Basis

NAMED = 10_000
"""So many entries of a difference are named; beyond that only counted."""


@dataclass(frozen=True, slots=True)
class DifferenceItem:
    """One deadline that is not as it was: its dates before and after, and why (words ``difference.<reason>``)."""

    patent_id: int
    rule_id: str
    occurrence: str
    task: str
    before: date | None
    after: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last comparison of all patents was made from, up to which entry of the journal, and its problems."""

    basis: Basis
    operation: int
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class DocketDifference:
    """What a recomputation found against the stored docket.

    ``new``, ``moved``, ``gone`` and ``met`` name the deadlines; ``refreshed`` counts those whose dates stayed but whose
    fee or confidence changed, ``unchanged`` the rest. ``counts`` holds the full numbers, which go on where the lists
    stop (10,000 entries).
    """

    new: list[DifferenceItem] = field(default_factory=list)
    moved: list[DifferenceItem] = field(default_factory=list)
    gone: list[DifferenceItem] = field(default_factory=list)
    met: list[DifferenceItem] = field(default_factory=list)
    refreshed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("new", "moved", "gone", "met"), 0))
    by_law: bool = False
    """Compared under another law than the docket was made under: what moved, moved for that."""
    memory: Memory | None = field(default=None, repr=False, compare=False)
    """What ``recomputing.remember`` keeps once the operation that stored all this has ended well."""

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.refreshed or any(self.counts.values()))

    def add(self, kind: str, item: DifferenceItem) -> None:
        """Count an entry and name it while there is room."""
        self.counts[kind] += 1
        named: list[DifferenceItem] = getattr(self, kind)
        if len(named) < NAMED:
            named.append(item)

    def capacity(self, kind: str) -> int:
        """Return how many more entries are named."""
        return NAMED - len(getattr(self, kind))

    @property
    def room(self) -> int:
        """How many more problems are named."""
        return max(NAMED - len(self.problems), 0)


@dataclass(slots=True)
class Overlay:
    """What a recomputation would store, kept in memory beside the file: how the docket stands without being written."""

    added: list[Deadline] = field(default_factory=list)
    changed: dict[int, dict[str, object]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)

    def over(self, stored: Iterable[Deadline]) -> list[Deadline]:
        """Return the deadlines as they would be stored; new ones have no id."""
        kept = (one for one in stored if one.id not in self.removed)
        now = [replace(one, **self.changed[one.id]) if one.id in self.changed else one for one in kept]  # type: ignore[arg-type]
        return now + self.added
