"""Keep the rows of an import as they were delivered, and hand them out again by patent, a batch at a time."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from patentdesk.core.problems import Source
from patentdesk.intake.aside import Spool
from patentdesk.intake.batches import Batch, unpack
from patentdesk.intake.drafts import Draft
from patentdesk.intake.merging import Groups, Merged, merged

Told = Draft | tuple[str, str]
"""What a row says; of one that was known, its number and title."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows that speak of one patent. ``places`` are theirs in the import, ``leader`` the group's own number."""

    leader: int
    places: tuple[int, ...]
    merged: Merged


@dataclass(slots=True)
class Gathered:
    """The rows of an import; which of them belong together is known once all were added.

    A row's place is its number in the import, from 0. Where it stands is kept at hand, what it says is set aside.
    """

    groups: Groups = field(default_factory=Groups)
    members: set[str] = field(default_factory=set)
    """The names of the alliance members that occur."""
    sheets: list[tuple[str, str]] = field(default_factory=list)
    """File and sheet of rows, each once."""
    sheet_of: array[int] = field(default_factory=lambda: array("i"))
    """Of each row the place of file and sheet in ``sheets``."""
    _numbers: array[int] = field(default_factory=lambda: array("i"))
    """Of each row its number in the sheet."""
    _grouped: array[int] = field(default_factory=lambda: array("i"))
    """Of each row its number among ``groups``; -1: it says nothing to be compared."""
    _starts: list[int] = field(default_factory=list)
    """The place of the first row of each batch."""
    _spool: Spool = field(default_factory=Spool)
    _last: tuple[int, list[Told]] = (-1, [])

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._numbers)

    def add(self, file: str, batch: Batch) -> list[int]:
        """Add rows of a file; return the number of each among the groups, -1 for those that are not compared."""
        self.members |= batch.members
        self._starts.append(len(self))
        for sheet in batch.sheets:
            if not self.sheets or self.sheets[-1] != (file, sheet):
                self.sheets.append((file, sheet))
            self.sheet_of.append(len(self.sheets) - 1)
        numbers = [self.groups.add(keys) if keys else -1 for keys in batch.keys]
        self._numbers.extend(batch.numbers)
        self._grouped.extend(numbers)
        self._spool.add_packed(batch.packed)
        return numbers

    def source(self, place: int) -> Source:
        """Return where a row stands."""
        return Source(*self.sheets[self.sheet_of[place]], self._numbers[place])

    def place(self, source: Source) -> int | None:
        """Return the place of the row that stands there; None if there is none."""
        place = -1
        with suppress(ValueError):  # no further row has this number
            while source.row is not None:
                place = self._numbers.index(source.row, place + 1)
                if self.sheets[self.sheet_of[place]] == (source.file, source.sheet):
                    return place
        return None

    def told(self, place: int) -> Told:
        """Return what a row says; rows near one another are asked for together."""
        number = bisect_right(self._starts, place) - 1
        last = self._last  # another thread may ask for another batch meanwhile
        if last[0] != number:
            last = self._last = (number, self._batch(number))
        return last[1][place - self._starts[number]]

    def batches(self, wanted: Callable[[int], bool]) -> Iterator[list[Group]]:
        """Yield the groups in the order in which they become complete, of those whose leader is wanted."""
        sizes = self.groups.sizes()
        waiting: dict[int, list[tuple[int, Draft]]] = {}
        for batch, start in enumerate(self._starts):
            leaders = self._leaders(batch)
            if not any(leader >= 0 and wanted(leader) for leader in leaders):
                continue
            ready = []
            for place, (leader, draft) in enumerate(zip(leaders, self._batch(batch), strict=True), start=start):
                if leader < 0 or not isinstance(draft, Draft) or not wanted(leader):
                    continue
                size = sizes.get(leader, 1)
                if size == 1:
                    ready.append(Group(leader, (place,), merged((draft,))))
                    continue
                rows = waiting.setdefault(leader, [])
                rows.append((place, draft))
                if len(rows) == size:
                    del waiting[leader]
                    places, drafts = zip(*rows, strict=True)
                    ready.append(Group(leader, places, merged(drafts)))
            yield ready

    def _end(self, batch: int) -> int:
        return self._starts[batch + 1] if batch + 1 < len(self._starts) else len(self)

    def _leaders(self, batch: int) -> list[int]:
        numbers = self._grouped[self._starts[batch] : self._end(batch)]
        return [self.groups.lead(number) if number >= 0 else -1 for number in numbers]

    def _batch(self, batch: int) -> list[Told]:
        start, end = self._starts[batch], self._end(batch)
        file = self.sheets[self.sheet_of[start]][0]
        sheets = [self.sheets[at][1] for at in self.sheet_of[start:end]]
        return unpack(self._spool.packed(batch), file, sheets, self._numbers[start:end])
