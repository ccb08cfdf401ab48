"""Hold the dockets of many patents as columns, with the problems met and the patents that were left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.problems import Problem, Severity
from patentdesk.docketing.daynumbers import Days, Mask, as_date
from patentdesk.docketing.factcolumns import Kind, Rows
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.rules import Rule

ANCHORS = (*FACT_FIELDS, "priority_or_filing")
"""Facts that set rules going, by their places in the columns."""
NO_YEAR = 0


@dataclass(frozen=True, slots=True)
class DocketColumns:
    """Deadlines as columns, in no particular order; days as in ``daynumbers``, 0 where there is none."""

    rules: tuple[Rule, ...]
    patent: Rows
    """Place of the patent in the facts."""
    rule: NDArray[np.int16]
    trigger: NDArray[np.int8]
    """Place in ``ANCHORS`` of the fact that set the rule going."""
    year: NDArray[np.int16]
    """Patent year of an annuity, else ``NO_YEAR``."""
    start: Days
    unrolled: Days
    due: Days
    earlier: Days
    grace: Days
    verified: Mask
    met: Days
    """Day of a fact that did what was due."""
    met_by: NDArray[np.int8]
    """Place in ``kinds`` of what did it."""
    kinds: tuple[str, ...] = ANCHORS

    def __len__(self) -> int:
        return len(self.patent)

    def where(self, keep: Mask) -> DocketColumns:
        """Return some of the deadlines."""
        columns = {name: getattr(self, name)[keep] for name in self.__slots__ if name not in {"rules", "kinds"}}
        return DocketColumns(rules=self.rules, kinds=self.kinds, **columns)

    def occurrence(self, place: int) -> str:
        """Return what sets a deadline apart from others of the rule, as ``ComputedDeadline`` has it."""
        year = int(self.year[place])
        return f"year:{year}" if year != NO_YEAR else ANCHORS[int(self.trigger[place])]

    def met_kind(self, place: int) -> str:
        """Return the fact or kind of event that did what was due."""
        return self.kinds[int(self.met_by[place])]


@dataclass(frozen=True, slots=True)
class Note:
    """A problem of many patents; ``rule`` and ``days`` where it is about a deadline, ``numbers`` how many wait."""

    code: str
    patents: Rows
    kind: Kind
    rule: Rule | None = None
    days: Days | None = None
    numbers: NDArray[np.int64] | None = None

    def problems(self, ids: Sequence[int] | NDArray[np.int64], most: int) -> Iterable[Problem]:
        """Yield the problem of each patent, at most so many; ``ids``: the ids of all patents."""
        for place, row in enumerate(self.patents[:most].tolist()):
            patent_id = int(ids[row]) or None
            yield self._problem(place, patent_id)

    def _problem(self, place: int, patent_id: int | None) -> Problem:
        if self.code == "payment_unknown":
            return Problem(self.code, Severity.NOTE, field_name="paid_through_year", patent_id=patent_id)
        args: dict[str, str | int] = {}
        field_name = ""
        if self.code == "no_rules_for_office":
            field_name, args = "office", {"office": self.kind.office}
        elif self.code == "country_unknown" and self.numbers is not None:
            field_name, args = "country", {"office": self.kind.office, "n": int(self.numbers[place])}
        elif self.rule is not None and self.days is not None:
            args = {"rule": self.rule.id, "task": self.rule.task, "date": str(as_date(int(self.days[place])))}
        return Problem(self.code, Severity.WARNING, field_name=field_name, args=args, patent_id=patent_id)


@dataclass(frozen=True, slots=True)
class Dockets:
    """The deadlines of many patents, the problems met, and the patents that the engine must compute one by one."""

    deadlines: DocketColumns
    notes: tuple[Note, ...]
    apart: Mask

    def without(self, patents: Mask) -> Dockets:
        """Return the same with more patents apart."""
        apart = self.apart | patents
        return Dockets(self.deadlines.where(~apart[self.deadlines.patent]), tuple(kept_notes(self.notes, apart)), apart)


def kept_notes(notes: Iterable[Note], apart: Mask) -> Iterable[Note]:
    """Yield the notes without the patents that are apart; one that is left without any goes."""
    for note in notes:
        kept = ~apart[note.patents]
        if kept.any():
            days = None if note.days is None else note.days[kept]
            numbers = None if note.numbers is None else note.numbers[kept]
            yield Note(note.code, note.patents[kept], note.kind, note.rule, days, numbers)
