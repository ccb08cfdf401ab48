"""Bring before the committee only what is an exception; vote, decide, sign, write the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from patentdesk.core.money import Money
from patentdesk.services import committee, minutes, reviewing
from patentdesk.services.committee import ExceptionLine
from patentdesk.services.evidence import decision_rules, number_of
from patentdesk.services.exchange import REPORTING
from patentdesk.triage.decisions import DecisionRule
from patentdesk.ui import formats
from patentdesk.ui.columns import title_of
from patentdesk.ui.deciding import DecisionKeys
from patentdesk.ui.forms import Field
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import ElidedLabel, button, label
from patentdesk.ui.review.lens import Lens
from patentdesk.ui.reviewforms import next_look
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue


def _columns(say: Tongue) -> list[Column]:

    def votes(one: ExceptionLine) -> str:
        return formats.listed(
            say("ui.told", name=vote.voter, value=say.words.code("decision", vote.code)) for vote in one.votes
        )

    def why(one: ExceptionLine) -> str:
        vetoes = [say.words.code("veto_short", veto) for veto in one.line.item.vetoes]
        return formats.listed([*(say.words.code("exceptional", reason) for reason in one.reasons), *vetoes])

    def decided(one: ExceptionLine) -> str:
        decision = one.line.decision
        if decision is None:
            return ""
        return say.words.code("decision", decision.code) + (" ✓" if decision.signed_at is not None else "")

    return [
        Column("number", "ui.column.number", lambda one: number_of(one.line.patent), 140,
               sort=lambda one: number_of(one.line.patent)),
        Column("why", "ui.triage.column.why", why, 220, sort=why, tone=lambda _one: "warning", tip=why),
        Column("advice", "ui.column.advice", lambda one: say.words.code("decision", one.line.item.recommendation), 86),
        Column("decision", "ui.column.decision", decided, 96, sort=decided,
               tone=lambda one: "success" if one.line.decision and one.line.decision.signed_at else "accent"),
        Column("votes", "ui.triage.votes", votes, 190, sort=lambda one: -len(one.votes), tip=votes,
               tone=lambda one: "danger" if one.count.split else ""),
        Column("value", "ui.triage.value", lambda one: str(one.value or ""), 132, right=True,
               sort=lambda one: one.value.minor if one.value else None),
        Column("title", "field.title", lambda one: title_of(one.line.patent, say.language), 240),
    ]  # fmt: skip


class CommitteeLens(Lens):
    """The exceptions of a review with their votes; V and a letter vote, D and a letter decide."""

    name = "committee"

    def __init__(self, panel: Panel) -> None:
        """Lay the lens out."""
        super().__init__(panel)
        self.found: list[ExceptionLine] = []
        self._voting = False
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 12, 6)
        head.setSpacing(8)
        self.count = ElidedLabel("muted")
        head.addWidget(self.count, 1)
        self.limit_name = label("muted")
        self.threshold = QLineEdit()
        self.threshold.setMaximumWidth(130)
        self.threshold.editingFinished.connect(self.refresh)
        head.addWidget(self.limit_name)
        head.addWidget(self.threshold)
        self.buttons = {
            "vote": button(head, self.vote, look="primary"),
            "withdraw": button(head, self.withdraw, look="flat"),
            "minutes": button(head, self.write_minutes, look="flat"),
        }
        self.model = TableModel(_columns(self.say), self.say, self.around.appearance)
        self.table = TableView("committee", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.keys = DecisionKeys(self.say)
        self.keys.chosen.connect(self._choose)
        self.keys.words_wanted.connect(self._ask_words)
        self.keys.left.connect(self.table.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.keys)

    def refresh(self) -> None:
        """Find the exceptions."""
        desk, review, limit = self.desk, self.review, self._limit()
        if desk is None or review is None:
            self._take([])
            return
        self.keys.set_rules(list(decision_rules(desk.library).values()))
        self.session.look(
            "exceptions", "ui.job.review", lambda _progress: committee.exceptions(desk, review.id, limit), self._take
        )

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.count.setText(self.say("ui.triage.exceptions", n=len(self.found)))
        self.limit_name.setText(self.say("ui.triage.threshold"))
        self.threshold.setPlaceholderText(f"500,000 {REPORTING}")
        self.threshold.setAccessibleName(self.say("ui.triage.threshold"))
        for name, control in self.buttons.items():
            control.setText(self.say(f"ui.triage.committee.{name}"))
        self.table.setAccessibleName(self.say("ui.triage.lens.committee"))
        self.keys.retranslate()

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def vote(self) -> None:
        """Wait for the letter of a vote."""
        self._voting = True
        self.bar.show_word("vote", "note", "ui.triage.vote.armed", voter=self.desk.user if self.desk else "")
        self.keys.arm()

    def arm(self) -> None:
        """Wait for the letter of a decision."""
        self._voting = False
        self.keys.arm()

    def withdraw(self) -> None:
        """Take the user's votes about the selected patents back."""
        desk, review, ids = self.desk, self.review, self._ids()
        if desk is not None and review is not None and ids:
            self.session.operate(
                "ui.job.vote", lambda _progress: committee.withdraw_vote(desk, review.id, ids), self.bar
            )

    def picked_lines(self) -> list[reviewing.ReviewLine]:
        """Return the lines that are selected."""
        return [one.line for one in self.table.records()]

    def write_minutes(self) -> None:
        """Write the minutes as a workbook or as a page to be printed."""
        desk, review, limit = self.desk, self.review, self._limit()
        if desk is None or review is None:
            return
        name = self.say("ui.triage.minutes.file", name=review.name)
        title = self.say("ui.triage.committee.minutes")
        path = self.session.dialogs.save_file(title, f"{name}.xlsx", "*.xlsx;;*.html")
        if path is not None:
            self.session.look(
                "minutes", "ui.job.minutes",
                lambda _progress: minutes.write_minutes(desk, review.id, path, self.say.language, threshold=limit),
                lambda _count: self.bar.show_word("written", "success", "ui.written", path=str(path)),
                self.bar.show_problem, shown=True,
            )  # fmt: skip

    def _choose(self, rule: DecisionRule, reason: str) -> None:
        desk = self.desk
        values: dict[str, Any] = {"reason": reason}
        if desk is not None and rule.needs_date and not self._voting:
            values["review_on"] = next_look(desk.clock.today())
        self._carry_out(rule, self._ids(), values)

    def _ask_words(self, rule: DecisionRule) -> None:
        title = self.say("ui.triage.defer.title", decision=self.say.words.code("decision", rule.code))
        fields = [Field("reason", "ui.triage.reason", stretch=1)]
        send = self.say("ui.triage.defer.send")
        self.panel.ask(title, fields, send, lambda values: self._choose(rule, values["reason"]))

    def _carry_out(self, rule: DecisionRule, ids: list[int], values: Mapping[str, Any]) -> None:
        desk, review = self.desk, self.review
        if desk is None or review is None or not ids:
            return
        if self._voting:
            work = partial(committee.vote, desk, review.id, ids, rule.code, values["reason"])
            self.session.operate("ui.job.vote", lambda _progress: work(), self.bar, self._done)
        else:
            decide = partial(reviewing.decide, desk, ids, rule.code, review_id=review.id, **values)
            self.session.operate("ui.job.decide", lambda _progress: decide(), self.bar, self._done)

    def _done(self, _changes: object) -> None:
        self.keys.clear()
        self.bar.clear("vote")
        self._voting = False
        self.table.move(1)
        self.table.setFocus()

    def _ids(self) -> list[int]:
        return [one.line.patent.id for one in self.table.records()]

    def _point(self, one: ExceptionLine | None) -> None:
        if one is not None:
            self.session.point_at(one.line.patent.id)

    def _take(self, found: list[ExceptionLine]) -> None:
        shown = {line.patent.id for line in self.state.lines}
        self.found = [one for one in found if one.line.patent.id in shown]
        self.model.set_rows(ListRows(self.model.sorted(self.found)))
        self.retranslate()
        listed = list(self.model.rows.records) if isinstance(self.model.rows, ListRows) else []
        rows = [place for place, one in enumerate(listed) if one.line.patent.id == self.session.current]
        if listed:
            self.table.go(rows[0] if rows else 0)

    def _limit(self) -> Money | None:
        """Return the threshold that was typed, in the reporting currency; None for none."""
        text = self.threshold.text().replace(",", "").replace("，", "").removesuffix(REPORTING).strip()
        try:
            return Money.of(Decimal(text), REPORTING) if text else None
        except InvalidOperation:
            return None
