"""Pass signed decisions on to the agencies and note how they were carried out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from patentdesk.services import execution, instructing
from patentdesk.services.desk import Changes
from patentdesk.services.evidence import number_of
from patentdesk.services.instructing import Order
from patentdesk.ui import formats
from patentdesk.ui.columns import title_of
from patentdesk.ui.forms import Field
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import ElidedLabel, button
from patentdesk.ui.review.lens import Lens
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue


def _columns(say: Tongue) -> list[Column]:
    def told(one: Order) -> str:
        return formats.moment(one.told.given_at) if one.told is not None else ""

    def told_by(one: Order) -> str:
        return formats.listed((told(one), one.told.given_by)) if one.told is not None else ""

    return [
        Column("number", "ui.column.number", lambda one: number_of(one.patent), 140,
               sort=lambda one: number_of(one.patent)),
        Column("decision", "ui.column.decision", lambda one: say.words.code("decision", one.decision.code), 110,
               sort=lambda one: one.decision.code),
        Column("agency", "field.agency_id", lambda one: one.agency, 190, sort=lambda one: one.agency),
        Column("due", "ui.column.annuity", lambda one: formats.day(one.act_by), 96, sort=lambda one: one.act_by),
        Column("told", "ui.triage.column.told", told, 130, sort=told, tip=told_by,
               tone=lambda _one: "success"),
        Column("signed", "ui.triage.column.signed", lambda one: one.decision.signed_by, 100,
               sort=lambda one: one.decision.signed_by),
        Column("title", "field.title", lambda one: title_of(one.patent, say.language), 240),
    ]  # fmt: skip


class ExecutionLens(Lens):
    """The signed decisions in force that wait to be carried out, by agency and day."""

    name = "execution"

    def __init__(self, panel: Panel) -> None:
        """Lay the lens out."""
        super().__init__(panel)
        self.found: list[Order] = []
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 12, 6)
        head.setSpacing(8)
        self.count = ElidedLabel("muted")
        head.addWidget(self.count, 1)
        self.buttons = {
            "instruct": button(head, self.instruct, look="primary"),
            "carry_out": button(head, self.carry_out, look="flat"),
        }
        self.model = TableModel(_columns(self.say), self.say, self.around.appearance)
        self.table = TableView("execution", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read what waits."""
        desk, review = self.desk, self.review
        if desk is None or review is None:
            self._take([])
            return
        self.session.look("orders", "ui.job.review", lambda _progress: instructing.orders(desk, review.id), self._take)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        fresh = sum(one.told is None for one in self.found)
        self.count.setText(self.say("ui.triage.orders", n=len(self.found), fresh=fresh))
        for name, control in self.buttons.items():
            control.setText(self.say(f"ui.triage.execution.{name}"))
        self.buttons["instruct"].setEnabled(fresh > 0)
        self.table.setAccessibleName(self.say("ui.triage.lens.execution"))

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def instruct(self) -> None:
        """Write a workbook for each agency into the folder of the file that is named."""
        desk, review = self.desk, self.review
        if desk is None or review is None:
            return
        name = self.say("ui.triage.execution.file")
        chosen = self.session.dialogs.save_file(self.say("ui.triage.execution.instruct"), f"{name}.xlsx", "*.xlsx")
        if chosen is None:
            return
        folder, language = chosen.parent / chosen.stem, self.say.language

        def work(_progress: object) -> tuple[list[Path], Changes]:
            folder.mkdir(exist_ok=True)
            return instructing.instruct(desk, folder, language, review.id)

        self.session.operate("ui.job.instruct", work, self.bar, self._written)

    def carry_out(self) -> None:
        """Ask for the proof that the selected decisions were carried out."""
        desk = self.desk
        ids = [one.decision.id for one in self.table.records()]
        if desk is None or not ids:
            return

        def answer(values: Mapping[str, Any]) -> None:
            self.session.operate(
                "ui.job.carry_out", lambda _progress: execution.carry_out(desk, ids, values["proof"]), self.bar
            )

        fields = [Field("proof", "ui.triage.proof", hint=self.say("ui.triage.proof.hint"), stretch=1)]
        title = self.say("ui.triage.proof.title", n=len(ids))
        self.panel.ask(title, fields, self.say("ui.triage.execution.carry_out"), answer)

    def _written(self, result: tuple[list[Path], Changes]) -> None:
        files, changes = result
        self.bar.show_word(
            "written", "success", "ui.triage.instructed", n=len(changes.patent_ids), files=len(files),
            path=str(files[0].parent),
        )  # fmt: skip

    def _point(self, one: Order | None) -> None:
        if one is not None:
            self.session.point_at(one.patent.id)

    def _take(self, found: list[Order]) -> None:
        self.found = found
        self.model.set_rows(ListRows(self.model.sorted(found)))
        self.retranslate()
