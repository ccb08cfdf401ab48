"""Show names that may be one organisation, which a person joins or keeps apart, and the further names of members."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout

from patentdesk.services import naming
from patentdesk.services.naming import Suggestion
from patentdesk.ui import formats
from patentdesk.ui.aliasstrip import AliasStrip
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.models import Column, ListRows
from patentdesk.ui.pieces import button
from patentdesk.ui.session import Session
from patentdesk.ui.waitinglist import WaitingList

_SURE = 95


def _columns() -> list[Column]:
    return [
        Column("score", "names.head.score", lambda one: str(one.score), 84, right=True, sort=lambda one: one.score,
               tone=lambda one: "success" if one.score >= _SURE else ""),
        Column("one", "ui.names.stays", lambda one: one.one.name, 270, sort=lambda one: one.one.name),
        Column("one_count", "names.head.count", lambda one: formats.number(one.one_count), 74, right=True,
               sort=lambda one: one.one_count),
        Column("other", "ui.names.joins", lambda one: one.other.name, 270, sort=lambda one: one.other.name),
        Column("other_count", "names.head.count", lambda one: formats.number(one.other_count), 74, right=True,
               sort=lambda one: one.other_count),
        Column("examples", "names.head.example", lambda one: " · ".join(one.examples), 320,
               tip=lambda one: "\n".join(one.examples), tone=lambda _one: "muted"),
    ]  # fmt: skip


class NamesPage(WaitingList):
    """The suggestions, and what can be done with the rows that are selected."""

    def __init__(self, session: Session, bar: MessageBar) -> None:
        """Show nothing until ``refresh``."""
        super().__init__("names", _columns(), session, bar)
        self.swap_button = button(self.row, self.swap, look="flat")
        self.apart_button = button(self.row, self.keep_apart)
        self.join_button = button(self.row, self.join)
        self.aliases = AliasStrip(session, bar)
        around = QVBoxLayout()
        around.setContentsMargins(16, 4, 12, 12)
        around.addWidget(self.aliases)
        self.column.addLayout(around)
        self.for_chosen = [self.swap_button, self.apart_button, self.join_button]

    def refresh(self) -> None:
        """Compare the names of the portfolio."""
        self.aliases.refresh()
        desk = self.session.desk
        if desk is not None:
            self.session.look(
                "names", "ui.job.names", lambda progress: naming.suggestions(desk, progress=progress), self.take,
                shown=True,
            )  # fmt: skip

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.swap_button.setText(self._say("ui.names.swap"))
        self.swap_button.setToolTip(self._say("ui.names.swap_tip"))
        self.apart_button.setText(self._say("ui.names.apart"))
        self.join_button.setText(self._say("ui.names.join"))
        self.aliases.retranslate()
        super().retranslate()

    def swap(self) -> None:
        """Let the other name of the selected pairs be the one that stays."""
        chosen = {id(one) for one in self.table.records()}
        rows = self.model.rows
        if chosen and isinstance(rows, ListRows):
            self.model.set_rows(ListRows([_swapped(one) if id(one) in chosen else one for one in rows.records]))

    def join(self) -> None:
        """Make each selected pair one organisation."""
        desk, pairs = self.session.desk, [(one.one.id, one.other.id) for one in self.table.records()]
        if desk is not None and pairs:
            self.go_on()
            self.session.operate("ui.job.names_join", lambda _progress: naming.join(desk, pairs), self._bar,
                                 lambda _changes: self._done("ui.names.joined", len(pairs)))  # fmt: skip

    def keep_apart(self) -> None:
        """Remember that the selected pairs are not one."""
        desk, pairs = self.session.desk, [(one.one.id, one.other.id) for one in self.table.records()]
        if desk is not None and pairs:
            self.go_on()
            self.session.operate("ui.job.names_apart", lambda _progress: naming.keep_apart(desk, pairs), self._bar,
                                 lambda _changes: self._done("ui.names.kept_apart", len(pairs)))  # fmt: skip

    def _done(self, key: str, number: int) -> None:
        self._bar.show_word("names", "note", key, n=number)
        self.refresh()


def _swapped(pair: Suggestion) -> Suggestion:
    return replace(pair, one=pair.other, other=pair.one, one_count=pair.other_count, other_count=pair.one_count)
