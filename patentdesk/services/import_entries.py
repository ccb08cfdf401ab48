"""Tell of each row of an import what becomes of it, as far as somebody asks."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, overload

from patentdesk.core.problems import Problem, Source
from patentdesk.intake.aside import Spool
from patentdesk.intake.drafts import Draft
from patentdesk.intake.merging import merged
from patentdesk.portfolio.classification import SegmentTaxonomy
from patentdesk.services.import_compare import new_target
from patentdesk.services.import_gather import Gathered
from patentdesk.services.import_values import FieldChange


class Outcome(StrEnum):
    """What becomes of one row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    """A person's value stands against the row's; the row's is kept beside it. Other values are taken."""
    MERGED = "merged"
    """The row speaks of the patent of an earlier row in this import, and was taken together with it."""
    REJECTED = "rejected"


OUTCOMES = tuple(Outcome)
_NUMBERS = {outcome: number for number, outcome in enumerate(OUTCOMES)}
_SHOWN = ("publication_number_text", "application_number_text", "grant_number", "external_id")


class ImportEntry(NamedTuple):
    """One row of the preview."""

    source: Source
    outcome: Outcome
    number: str
    title: str
    patent_id: int | None = None
    """The patent that is there already; None for a new one."""
    changes: Sequence[FieldChange] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Entries(Sequence[ImportEntry]):
    """The entries of all rows, made when they are asked for; of each only its outcome is kept at hand."""

    gathered: Gathered
    taxonomy: SegmentTaxonomy
    problems: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    """Place of a row → what is wrong with it."""
    outcomes: bytearray = field(default_factory=bytearray)
    """For each row the number of its outcome in ``OUTCOMES``."""
    _patents: array[int] = field(default_factory=lambda: array("q"))
    """For each row the id of the patent that is there already; 0: none."""
    _changes: Spool = field(default_factory=Spool)
    _changed_in: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Place of a row whose changes were set aside → number of the batch and place in it."""
    _last: tuple[int, list[Sequence[FieldChange]]] = (-1, [])

    def expect(self, outcomes: Sequence[Outcome], known: Mapping[int, int]) -> None:
        """Add rows with what becomes of them unless ``decide`` says otherwise; ``known``: place among them → patent."""
        start = len(self.outcomes)
        self.outcomes.extend(_NUMBERS[outcome] for outcome in outcomes)
        self._patents.extend([0] * len(outcomes))
        for place, patent_id in known.items():
            self._patents[start + place] = patent_id

    def decide(self, place: int, outcome: Outcome, patent_id: int | None, problems: tuple[Problem, ...]) -> None:
        """Say what becomes of a row that was compared with the portfolio."""
        self.outcomes[place] = _NUMBERS[outcome]
        self._patents[place] = patent_id or 0
        if problems:
            self.problems[place] = problems

    def keep_changes(self, changes: Mapping[int, Sequence[FieldChange]]) -> None:
        """Set the changes of rows that were compared together aside."""
        self._changed_in.update((place, (len(self._changes), at)) for at, place in enumerate(changes))
        self._changes.add([list(map(tuple, one)) for one in changes.values()])

    def places(self, outcome: Outcome) -> Collection[int]:
        """Return the places of the rows with an outcome."""
        number = _NUMBERS[outcome]
        return [place for place, own in enumerate(self.outcomes) if own == number]

    def __len__(self) -> int:
        return len(self.outcomes)

    @overload
    def __getitem__(self, index: int) -> ImportEntry: ...

    @overload
    def __getitem__(self, index: slice) -> list[ImportEntry]: ...

    def __getitem__(self, index: int | slice) -> ImportEntry | list[ImportEntry]:
        """Return the entry of a row, or those of some."""
        if isinstance(index, slice):
            return [self._entry(place) for place in range(len(self))[index]]
        return self._entry(range(len(self))[index])

    def __iter__(self) -> Iterator[ImportEntry]:
        return map(self._entry, range(len(self)))

    def _entry(self, place: int) -> ImportEntry:
        told = self.gathered.told(place)
        outcome = OUTCOMES[self.outcomes[place]]
        number, title = (number_of(told), str(told.values.get("title", ""))) if isinstance(told, Draft) else told
        return ImportEntry(
            self.gathered.source(place), outcome, number, title, self._patents[place] or None,
            self._changes_of(place, told if outcome is Outcome.ADDED else None), self.problems.get(place, ()),
        )  # fmt: skip

    def _changes_of(self, place: int, new: Draft | tuple[str, str] | None) -> Sequence[FieldChange]:
        """Return the changes of a row; those of a ``new`` patent that a single row tells of follow from the row."""
        if place in self._changed_in:
            number, at = self._changed_in[place]
            last = self._last  # another thread may ask for another batch meanwhile
            if last[0] != number:
                changes = self._changes.batch(number)
                last = self._last = (number, [tuple(FieldChange(*change) for change in one) for one in changes])
            return last[1][at]
        return new_target(merged((new,)), self.taxonomy).changes if isinstance(new, Draft) else ()


def number_of(draft: Draft) -> str:
    """Return the number by which a row is shown."""
    return next((str(draft.values[name]) for name in _SHOWN if draft.values.get(name)), "")
