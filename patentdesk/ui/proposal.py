"""Show what an operation would change before anything is changed; the user takes it, in part or whole, or keeps all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from patentdesk.ui.cells import CellDelegate
from patentdesk.ui.lines import select_lines
from patentdesk.ui.models import ROW_ROLE, Column, ListRows, TableModel
from patentdesk.ui.pieces import button, label
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.tables import TableView

_KIND, _SUBJECT, _NAME, _SIDE, _REASON = 78, 104, 90, 110, 130
"""Least widths, with which all columns are in sight in a small window; the table shares out what is left."""
_SEEN_BEFORE = 6
"""Characters that stay before the place where two values differ."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One change, or a row that cannot be taken (``change`` None) with the reason why."""

    kind: str
    subject: str
    name: str
    before: str
    after: str
    reason: str
    tone: str = ""
    change: object = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed: texts and rows are made anew in every language; ``take`` gets the changes that were chosen.

    ``whole``: all is taken or nothing; otherwise the selected rows are taken.
    """

    title: Callable[[], str]
    rows: Callable[[], Sequence[Proposed]]
    take: Callable[[list[object]], None]
    whole: bool = False


def _columns() -> list[Column]:
    return [
        Column("kind", "ui.proposal.kind", lambda one: one.kind, _KIND, sort=lambda one: one.kind,
               tone=lambda one: one.tone, dot=True),
        Column("subject", "ui.proposal.subject", lambda one: one.subject, _SUBJECT, sort=lambda one: one.subject,
               tip=lambda one: one.subject),
        Column("name", "ui.proposal.name", lambda one: one.name, _NAME, sort=lambda one: one.name,
               tip=lambda one: one.name),
        Column("before", "ui.proposal.before", lambda one: one.before, _SIDE, sort=lambda one: one.before),
        Column("after", "ui.proposal.after", lambda one: one.after, _SIDE, sort=lambda one: one.after),
        Column("reason", "ui.proposal.reason", lambda one: one.reason, _REASON, sort=lambda one: one.reason,
               tip=lambda one: one.reason),
    ]  # fmt: skip


def from_difference(text: str, other: str) -> str:
    """Return a text that has no room from a little before the place where it differs from another."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False)))
    start = same - _SEEN_BEFORE
    return f"…{text[start:]}" if start > 1 else text


class _Sides(CellDelegate):
    """Paints old and new value so that their difference is seen; what has room stands in full."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Begin a text that is too long shortly before the difference."""
        super().initStyleOption(option, index)
        one = index.data(ROW_ROLE)
        if isinstance(one, Proposed) and option.fontMetrics.horizontalAdvance(option.text) > option.rect.width() - 16:
            option.text = from_difference(option.text, one.after if option.text == one.before else one.before)


class Proposal(QWidget):
    """The page of an offer: a sentence, the rows, a button to take and one to keep everything as it is."""

    kept = Signal()

    def __init__(self, around: Surroundings) -> None:
        """Show nothing until ``offer``."""
        super().__init__()
        self._say = around.tongue
        self._offer: Offer | None = None
        self._taken: set[int] = set()
        self.taking = False
        """Whether what was chosen is being carried out."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 12, 10)
        head.setSpacing(8)
        self._title = label("heading")
        self._title.setWordWrap(True)
        head.addWidget(self._title, 1)
        self.keep_button = button(head, self.kept.emit, look="flat")
        self.take_button = button(head, self.take, look="primary")
        column.addLayout(head)
        self.model = TableModel(_columns(), self._say, around.appearance)
        self.table = TableView("proposal", self.model, self._say, around.settings)
        self.table.picked_changed.connect(self._tell)
        painter = _Sides(around.appearance, self.table)
        sides = [place for place, one in enumerate(self.model.columns) if one.key in {"before", "after"}]
        for place in sides:
            self.table.setItemDelegateForColumn(place, painter)
        column.addWidget(self.table, 1)
        self.reason = label("muted")
        self.reason.setWordWrap(True)
        self.reason.setContentsMargins(16, 6, 12, 8)
        column.addWidget(self.reason)
        self.table.current_changed.connect(self._tell_reason)
        self._say.language_changed.connect(self._write)

    def offer(self, offer: Offer) -> None:
        """Show an offer, all of it selected that can be taken."""
        self._offer = offer
        self._taken.clear()
        self._write()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Hand over what is selected; of a whole offer everything."""
        offer, chosen = self._offer, self.chosen()
        if offer is not None and (offer.whole or chosen):
            self.taking = True
            offer.take(chosen)

    def chosen(self) -> list[object]:
        """Return the changes of the selected rows; of a whole offer those of all rows."""
        offer, rows = self._offer, self.model.rows
        records = list(rows.records) if isinstance(rows, ListRows) else []
        if offer is None or not offer.whole:
            records = self.table.records()
        return [one.change for one in records if one.change is not None]

    def strike(self, taken: Collection[object]) -> bool:
        """Leave out the changes that were taken; return whether anything that can be taken is left."""
        self.taking = False
        self._taken.update(id(one) for one in taken)
        self._write()
        return bool(self.chosen())

    def _write(self) -> None:
        offer = self._offer
        if offer is None:
            return
        self._title.setText(offer.title())
        rows = self.model.sorted(
            [one for one in offer.rows() if one.change is None or id(one.change) not in self._taken]
        )
        self.model.set_rows(ListRows(rows))
        if rows:
            self.table.go(0)  # its reason is written in full
        lines = [place for place, one in enumerate(rows) if offer.whole or one.change is not None]
        select_lines(self.table, np.array(lines, np.int64))
        self._tell()

    def _tell_reason(self, one: Proposed | None) -> None:
        """Write the reason of the row under the cursor in full; its column may have no room for it."""
        self.reason.setText("" if one is None else one.reason)

    def _tell(self) -> None:
        offer, count = self._offer, len(self.chosen())
        whole = offer is not None and offer.whole
        self.take_button.setText(self._say("ui.proposal.apply") if whole else self._say("ui.proposal.take", n=count))
        self.take_button.setEnabled(whole or count > 0)
        self.keep_button.setText(self._say("ui.proposal.keep"))
