"""Show patents in groups that fold, without an object per row: places are worked out from where groups start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from patentdesk.ui.models import GroupRow, PagedRows

Places = NDArray[np.int64]


class GroupedRows(QObject):
    """The rows of a table in groups, each under a head; ``label`` names a group by its number and its first record."""

    arrived = Signal(int, int)
    """First and last row that can be painted now."""

    def __init__(
        self, inner: PagedRows, starts: Places, label: Callable[[int, Any], str], folded: NDArray[np.bool_]
    ) -> None:
        """Take the rows and where each group starts; ``folded`` tells for each group whether it shows its head only."""
        super().__init__()
        self.inner = inner
        self.starts = starts
        self.sizes: Places = np.diff(np.append(starts, len(inner)))
        self.folded = folded
        self._label = label
        self._held: NDArray[np.bool_] | None = None
        self._here: int | None = None
        self._ends: Places = self._worked_out()
        inner.arrived.connect(self._pass_on)

    def __len__(self) -> int:
        """Return how many rows are shown, heads included."""
        return int(self._ends[-1]) if len(self._ends) else 0

    def row(self, position: int) -> Any | None:  # noqa: ANN401 - a head or a record
        """Return the head or the record at a position, None while it is being fetched."""
        group, offset = self._at(position)
        if offset:
            return self.inner.row(int(self.starts[group]) + offset - 1)
        return self.head(position)

    def head(self, position: int) -> GroupRow | None:
        """Return the head at a position; None where a record stands."""
        group, offset = self._at(position)
        if offset:
            return None
        first = self.inner.row(int(self.starts[group]))
        return GroupRow(group, self._label(group, first), int(self.sizes[group]), bool(self.folded[group]))

    def fold(self, group: int, *, folded: bool) -> None:
        """Fold or unfold a group; whoever shows the rows is told by the caller."""
        self.folded[group] = folded
        self._ends = self._worked_out()

    def fold_all(self, *, folded: bool) -> None:
        """Fold or unfold all groups."""
        self.folded[:] = folded
        self._ends = self._worked_out()

    def all_folded(self) -> bool:
        """Tell whether every group is folded."""
        return bool(self.folded.all())

    def group_at(self, position: int) -> int:
        """Return the group to which a position belongs."""
        return self._at(position)[0]

    def head_of(self, group: int) -> int:
        """Return the position of a group's head."""
        return int(self._ends[group - 1]) if group else 0

    def position_of(self, index: int) -> int:
        """Return where the record with an index among all records stands; in a folded group its head."""
        group = int(np.searchsorted(self.starts, index, "right")) - 1
        head = self.head_of(group)
        return head if self.folded[group] else head + 1 + index - int(self.starts[group])

    def lines_of(self, chosen: NDArray[np.bool_]) -> Places:
        """Return on which lines the chosen of all records stand; a folded group's head only if all of it is chosen."""
        groups = np.repeat(np.arange(len(self.starts)), self.sizes)
        heads = np.concatenate(([0], self._ends[:-1]))
        indexes = np.flatnonzero(chosen & ~self.folded[groups])
        own = groups[indexes]
        whole = np.add.reduceat(chosen, self.starts, dtype=np.int64) == self.sizes if len(self.starts) else self.folded
        lines: Places = np.concatenate((heads[own] + 1 + indexes - self.starts[own], heads[whole]))
        return np.sort(lines)

    def index_at(self, position: int) -> int:
        """Return which of all records stands at a position; for a head the first of its group, or the cursor's."""
        record = self.record_at(position)
        return int(self.starts[self._at(position)[0]]) if record is None else record

    def record_at(self, position: int) -> int | None:
        """Return which of all records stands at a position; None for a head that stands for its group."""
        group, offset = self._at(position)
        if offset:
            return int(self.starts[group]) + offset - 1
        here = self._here
        inside = here is not None and 0 <= here - int(self.starts[group]) < int(self.sizes[group])
        return here if inside and self.folded[group] else None

    def stand(self, index: int | None) -> None:
        """Let the head of its folded group stand for one record alone, the cursor's."""
        self._here = index

    def hold(self, chosen: NDArray[np.bool_] | None) -> None:
        """Keep what is chosen of folded groups, which have no lines for it; None: nothing."""
        self._held = chosen

    def ids_at(self, positions: Places) -> Places:
        """Return the ids that are chosen when these positions are selected, in the order shown, each once."""
        ids: Places = self.inner.ids[self.chosen_at(positions)]
        return ids

    def chosen_at(self, positions: Places) -> NDArray[np.bool_]:
        """Return for each of all records whether it is chosen when these positions are selected.

        The head of a folded group stands for its patents; where they have lines of their own, it stands for none.
        """
        groups = np.searchsorted(self._ends, positions, "right")
        offsets = positions - np.concatenate(([0], self._ends))[groups]
        chosen = np.zeros(len(self.inner), bool)
        chosen[self.starts[groups[offsets > 0]] + offsets[offsets > 0] - 1] = True
        for group in groups[(offsets == 0) & self.folded[groups]].tolist():
            chosen[int(self.starts[group]) : int(self.starts[group] + self.sizes[group])] = True
        if self._held is not None:
            chosen |= self._held & np.repeat(self.folded, self.sizes)
        return chosen

    def _at(self, position: int) -> tuple[int, int]:
        """Return the group of a position and the place in it; 0 is its head."""
        group = int(np.searchsorted(self._ends, position, "right"))
        return group, position - self.head_of(group)

    def _worked_out(self) -> Places:
        ends: Places = np.cumsum(np.where(self.folded, 1, 1 + self.sizes))
        return ends

    def _pass_on(self, first: int, last: int) -> None:
        if len(self.starts):
            self.arrived.emit(self.position_of(first), self.position_of(last))
