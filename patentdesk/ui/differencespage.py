"""Let a person decide, one by one or by rule, which of two sources is right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QMenu

from patentdesk.portfolio.codes import DifferenceState
from patentdesk.portfolio.numbers import number_of
from patentdesk.services import differences
from patentdesk.services.desk import Changes
from patentdesk.services.differences import RULES, DifferenceItem
from patentdesk.ui import formats
from patentdesk.ui.columns import title_of
from patentdesk.ui.intakecolumns import CODED
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.models import Column
from patentdesk.ui.pieces import button
from patentdesk.ui.session import Session
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.waitinglist import WaitingList


def _columns(say: Tongue) -> list[Column]:
    def text(item: DifferenceItem, value: str) -> str:
        name = item.difference.field_name
        return (say.words.code(name, value) if name in CODED and value else value) or formats.NOTHING

    def held_by(item: DifferenceItem) -> str:
        by_hand = "difference.by_hand" if item.difference.hand_made else "difference.by_earlier"
        return item.held_by or say(by_hand)

    def state(item: DifferenceItem) -> str:
        return say(f"difference_state.{item.difference.state.value}")

    def stands(item: DifferenceItem) -> str:
        return text(item, item.present)

    return [
        Column("state", "difference.head.stands", state, 112,
               sort=lambda one: one.difference.state, dot=True,
               tone=lambda one: "warning" if one.difference.state is DifferenceState.OPEN else "success"),
        Column("number", "difference.head.patent", lambda one: number_of(one.patent), 150,
               sort=lambda one: number_of(one.patent), tip=lambda one: title_of(one.patent, say.language)),
        Column("field", "difference.head.field", lambda one: say(f"field.{one.difference.field_name}"), 110,
               sort=lambda one: one.difference.field_name),
        Column("held", "difference.head.held", lambda one: text(one, one.difference.held), 190,
               sort=lambda one: one.difference.held,
               tone=lambda one: "" if one.present == one.difference.held else "muted"),
        Column("held_by", "difference.head.held_by", held_by, 130, sort=held_by, tone=lambda _one: "muted"),
        Column("told", "difference.head.told", lambda one: text(one, one.difference.told), 190,
               sort=lambda one: one.difference.told,
               tone=lambda one: "" if one.present == one.difference.told else "muted"),
        Column("told_by", "difference.head.told_by", lambda one: one.told_by, 150, sort=lambda one: one.told_by,
               tone=lambda _one: "muted"),
        Column("present", "difference.present", stands, 160, hidden=True),
    ]  # fmt: skip


class DifferencesPage(WaitingList):
    """The list, two buttons for the rows that are selected, and the rules."""

    counted = Signal(int)
    """How many wait for a decision."""

    def __init__(self, session: Session, bar: MessageBar) -> None:
        """Show nothing until ``refresh``."""
        super().__init__("differences", _columns(session.around.tongue), session, bar)
        self._all = QCheckBox()
        self._all.toggled.connect(self.refresh)
        self.table.current_changed.connect(self._point)
        self.row.addWidget(self._all)
        self.rules = button(self.row, self._offer_rules, look="flat")
        self.held = button(self.row, partial(self.decide, DifferenceState.HELD))
        self.told = button(self.row, partial(self.decide, DifferenceState.TOLD))
        self.for_chosen, self.for_all = [self.held, self.told], [self.rules]

    def refresh(self) -> None:
        """Read the differences."""
        desk, state = self.session.desk, None if self._all.isChecked() else DifferenceState.OPEN
        if desk is not None:
            self.session.look("differences", "ui.job.differences",
                              lambda _progress: differences.differences(desk, state=state), self._show)  # fmt: skip

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._all.setText(self._say("ui.differences.all"))
        self.rules.setText(self._say("ui.differences.rules"))
        self.held.setText(self._say("ui.differences.held"))
        self.told.setText(self._say("ui.differences.told"))
        super().retranslate()

    def decide(self, side: DifferenceState) -> None:
        """Let one side stand in the selected rows."""
        desk, ids = self.session.desk, [one.difference.id for one in self.table.records()]
        if desk is not None and ids:
            self.go_on()
            self.session.operate("ui.job.decide_differences",
                                 lambda _progress: differences.decide(desk, ids, side), self._bar)  # fmt: skip

    def decide_by_rule(self, code: str) -> None:
        """Decide all open ones that a rule speaks of."""
        desk = self.session.desk

        def work() -> Changes:
            changes, number = differences.decide_by_rule(desk, code) if desk is not None else (Changes(), 0)
            decided.append(number)
            return changes

        decided: list[int] = []
        if desk is not None:
            self.session.operate("ui.job.decide_differences", lambda _progress: work(), self._bar,
                                 lambda _changes: self._say_decided(decided[0]))  # fmt: skip

    def _say_decided(self, number: int) -> None:
        self._bar.show_word("decided", "note", "ui.differences.decided", n=number)

    def _offer_rules(self) -> None:
        menu = QMenu(self)
        for rule in RULES:
            chosen: Callable[..., None] = partial(self.decide_by_rule, rule.code)
            menu.addAction(self._say(f"difference_rule.{rule.code}")).triggered.connect(lambda _on, run=chosen: run())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.rules.mapToGlobal(self.rules.rect().bottomLeft()))

    def _show(self, found: list[DifferenceItem]) -> None:
        self.take(found)
        self.counted.emit(sum(one.difference.state is DifferenceState.OPEN for one in found))

    def _point(self, item: DifferenceItem | None) -> None:
        if item is not None:
            self.session.point_at(item.patent.id)
