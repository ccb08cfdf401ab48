"""Set aside the drafts and changes of an import, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, overload

from patentdesk.core.problems import Source
from patentdesk.intake.aside import Spool
from patentdesk.intake.drafts import Draft
from patentdesk.services.import_values import FieldChange

BATCH = 1_000
"""So many rows are read, compared and written together."""
_place: Callable[[Source], tuple[Any, ...]] = attrgetter(*(item.name for item in fields(Source)))


def pack(draft: Draft) -> tuple[Any, ...]:
    """Return a draft as plain values, which are set aside faster."""
    return _place(draft.source), draft[1:]


def unpack(packed: tuple[Any, ...]) -> Draft:
    """Return the draft again."""
    place, parts = packed
    return Draft(Source(*place), *parts)


Shown = Mapping[str, object] | Sequence[FieldChange]
"""The values of a new patent, or the differences from one that is there."""


@dataclass(slots=True)
class ChangeSpool:
    """The changes of all entries; the batch that was asked for last is kept at hand."""

    _spool: Spool = field(default_factory=Spool)
    _number: int = -1
    _batch: list[Any] = field(default_factory=list)

    def add(self, shown: list[Shown]) -> list[Sequence[FieldChange]]:
        """Set the changes of several entries aside; return what stands for them."""
        number = self._spool.add([one if isinstance(one, dict) else list(map(tuple, one)) for one in shown])
        return [KeptChanges(self, number, place, len(one)) if one else () for place, one in enumerate(shown)]

    def get(self, number: int, place: int) -> list[FieldChange]:
        """Return the changes of one entry."""
        if number != self._number:
            self._batch = self._spool.batch(number)
            self._number = number
        one = self._batch[place]
        if isinstance(one, dict):
            return [FieldChange(name, None, value) for name, value in one.items()]
        return [FieldChange(*change) for change in one]


@dataclass(frozen=True, slots=True, eq=False)
class KeptChanges(Sequence[FieldChange]):
    """The changes of one entry of the preview, fetched when somebody looks at them."""

    spool: ChangeSpool
    number: int
    place: int
    length: int

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, index: int) -> FieldChange: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[FieldChange]: ...

    def __getitem__(self, index: int | slice) -> FieldChange | Sequence[FieldChange]:
        return self.spool.get(self.number, self.place)[index]

    def __iter__(self) -> Iterator[FieldChange]:
        return iter(self.spool.get(self.number, self.place))
