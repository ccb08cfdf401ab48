"""Gather the rows of an import and hand them out again by patent, a batch at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from patentdesk.intake.aside import Spool
from patentdesk.intake.drafts import Draft
from patentdesk.intake.merging import Groups, Merged, merged
from patentdesk.services.import_spool import pack, unpack


@dataclass(frozen=True, slots=True)
class Group:
    """The rows that speak of one patent. ``places`` are theirs in the import, ``leader`` the group's own number."""

    leader: int
    places: tuple[int, ...]
    merged: Merged


@dataclass(slots=True)
class Gathered:
    """The rows that an import has to compare; which of them belong together is known once all were added."""

    groups: Groups = field(default_factory=Groups)
    members: set[str] = field(default_factory=set)
    """The names of the alliance members that occur."""
    _spool: Spool = field(default_factory=Spool)

    def add(self, batch: Sequence[tuple[int, Draft]]) -> None:
        """Add drafts with their places in the import."""
        kept = []
        for place, draft in batch:
            if draft.member:
                self.members.add(draft.member)
            kept.append((self.groups.add(draft), place, pack(draft)))
        if kept:
            self._spool.add(kept)

    def batches(self, without: Collection[int] = ()) -> Iterator[list[Group]]:
        """Yield the groups in the order in which they become complete; those ``without`` are left out."""
        sizes = self.groups.sizes()
        waiting: dict[int, list[tuple[int, Draft]]] = {}
        for batch in self._spool.batches():
            ready = []
            for number, place, packed in batch:
                leader = self.groups.lead(number)
                if leader in without:
                    continue
                size = sizes.get(leader, 1)
                if size == 1:
                    ready.append(Group(leader, (place,), merged((unpack(packed),))))
                    continue
                rows = waiting.setdefault(leader, [])
                rows.append((place, unpack(packed)))
                if len(rows) == size:
                    del waiting[leader]
                    places, drafts = zip(*rows, strict=True)
                    ready.append(Group(leader, places, merged(drafts)))
            yield ready
