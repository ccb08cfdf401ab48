"""Review patents: a list on the left, all evidence about one on the right, a decision in two keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.data import Scored, Scores
from patentdesk.services import evidence, review_sheets, reviewing
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.evidence import Evidence
from patentdesk.services.review_sheets import SheetChange, SheetReading
from patentdesk.services.reviewing import ReviewLine
from patentdesk.triage.decisions import DecisionRule
from patentdesk.triage.records import Review
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.columns import number_of, title_of
from patentdesk.ui.deciding import DecisionKeys
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.models import ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import button
from patentdesk.ui.proposal import Offer
from patentdesk.ui.readback import sheet_rows
from patentdesk.ui.reviewcolumns import review_columns
from patentdesk.ui.reviewforms import create_fields, defer_fields
from patentdesk.ui.session import Session
from patentdesk.ui.settings import STRIP
from patentdesk.ui.tables import TableView
from patentdesk.ui.verdict import write_verdict


@dataclass(frozen=True, slots=True)
class _Read:
    reviews: list[Review]
    review_id: int | None
    lines: list[ReviewLine]


class TriagePanel(Panel):
    """One review."""

    place = "triage"
    kinds = frozenset({Kind.REVIEWS, Kind.DECISIONS, Kind.PATENTS, Kind.ENCUMBRANCES, Kind.DEADLINES})

    def __init__(self, session: Session) -> None:
        """Lay the panel out."""
        super().__init__(session)
        self.review_id: int | None = None
        self.lines: list[ReviewLine] = []
        self._evidence: Evidence | None = None
        self.choice = QComboBox()
        self.choice.setMinimumWidth(230)
        self.choice.activated.connect(self._choose)
        self.head.insertWidget(2, self.choice)
        self.model = TableModel(review_columns(self.say), self.say, self.around.appearance)
        self.table = TableView("triage", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.table.opened.connect(self._open)
        self.chart = ChartView(session, chart("scores"))
        self.chart.clicked.connect(session.narrow)
        self.page = Leaflet()
        self.keys = DecisionKeys(self.say)
        self.keys.chosen.connect(self._decide)
        self._buttons = {
            "create": button(self.head, self.create_review, look="flat"),
            "sign": button(self.head, self.sign, look="flat"),
            "write_sheet": button(self.head, self.write_sheet, look="flat"),
            "read_sheet": button(self.head, self.read_sheet, look="flat"),
        }
        self.set_body(self._body())
        self.commands = {
            "create": self.create_review, "decide": self.keys.arm, "sign": self.sign, "write_sheet": self.write_sheet,
            "read_sheet": self.read_sheet, "strip": self.toggle_strip, "columns": self.table.choose_columns,
        }  # fmt: skip

    def _body(self) -> QWidget:
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.chart)
        left.addWidget(self.table)
        left.setStretchFactor(1, 1)
        left.setSizes([150, 450])
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self.keys)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([440, 340])
        split.setChildrenCollapsible(False)
        left.setMinimumWidth(300)
        for one in (left, split):
            one.setHandleWidth(1)
        self.chart.setVisible(self.around.settings.get(STRIP))
        return split

    def refresh(self) -> None:
        """Read the reviews and the lines of the one that is shown."""
        desk, review_id = self.desk, self.review_id
        if desk is None:
            self._take(_Read([], None, []))
            return
        self.keys.set_rules(list(evidence.decision_rules(desk.library).values()))
        self.session.look("review", "ui.job.review", lambda _progress: _read(desk, review_id), self._take)

    def fill(self) -> None:
        """Offer what a program without reviews needs."""
        if self.desk is None:
            self.session.place_wanted.emit("open")
        elif self.session.state.total == 0:
            self.session.place_wanted.emit("intake")
        else:
            self.create_review()

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        for name, control in self._buttons.items():
            control.setText(self.say(f"ui.action.triage.{name}"))
        self.table.setAccessibleName(self.say("ui.place.triage"))
        self.keys.retranslate()
        key = "ui.empty.no_file" if self.desk is None else "ui.empty.triage"
        if self.desk is not None and self.session.state.total == 0:
            key = "ui.empty.portfolio"
        self.empty.tell(self.say(f"{key}.title"), self.say(f"{key}.text"), self.say(f"{key}.button"))
        self._tell_count()
        self._write()

    # What can be done

    def create_review(self) -> None:
        """Ask what a new review shall hold, and create it."""
        desk, query = self.desk, self.session.query
        if desk is None:
            return

        def answer(values: Mapping[str, Any]) -> None:
            months = int(values["months"]) if values["months"] else None
            self.session.operate(
                "ui.job.create_review",
                lambda progress: reviewing.create_review(
                    desk, values["name"], query_text=query, months=months, progress=progress
                ),
                self.bar,
                self._created,
            )

        fields = create_fields(self.say, desk.clock.today())
        self.ask(self.say("ui.triage.create.title"), fields, self.say("ui.triage.create.send"), answer)

    def sign(self) -> None:
        """Sign the decisions of the selected lines, after asking: a signed decision cannot be changed."""
        desk = self.desk
        ids = [
            line.decision.id
            for line in self.table.records()
            if line.decision is not None and line.decision.signed_at is None
        ]
        if desk is None or not ids:
            self.bar.show_word("sign", "note", "ui.triage.sign.none")
        elif self.session.dialogs.confirm(
            self.say("ui.action.triage.sign"), self.say("ui.triage.sign.question", n=len(ids), name=desk.user),
            self.say("ui.triage.sign.yes"), self.say("ui.cancel"),
        ):  # fmt: skip
            self.session.operate("ui.job.sign", lambda _progress: reviewing.sign(desk, ids), self.bar)

    def write_sheet(self) -> None:
        """Write the review into a workbook for colleagues without the program."""
        desk, review_id = self.desk, self.review_id
        if desk is None or review_id is None:
            return
        name = self.choice.currentText()
        path = self.session.dialogs.save_file(self.say("ui.action.triage.write_sheet"), f"{name}.xlsx", "*.xlsx")
        if path is not None:
            self.session.look(
                "sheet", "ui.job.sheet",
                lambda _progress: review_sheets.write_sheet(desk, review_id, path, self.say.language),
                partial(self._written, str(path)), self.bar.show_problem, shown=True,
            )  # fmt: skip

    def read_sheet(self) -> None:
        """Read decisions back from a review workbook."""
        desk = self.desk
        if desk is None:
            return
        for path in self.session.dialogs.open_files(self.say("ui.action.triage.read_sheet"), "*.xlsx"):
            self.session.look(
                "read_sheet", "ui.job.sheet", partial(_read_sheet, desk, path), self._propose,
                self.bar.show_problem, shown=True,
            )  # fmt: skip

    def toggle_strip(self) -> None:
        """Show or fold the chart away."""
        shown = not self.chart.isVisibleTo(self)
        self.chart.setVisible(shown)
        self.around.settings.put(STRIP, shown)

    # Answers

    def _decide(self, rule: DecisionRule) -> None:
        desk = self.desk
        ids = [line.patent.id for line in self.table.records()]
        if desk is None or not ids:
            return
        if rule.needs_reason or rule.needs_date:
            fields = defer_fields(rule, desk.clock.today())
            title = self.say("ui.triage.defer.title", decision=self.say.words.code("decision", rule.code))
            self.ask(title, fields, self.say("ui.triage.defer.send"), partial(self._carry_out, rule, ids))
        else:
            self._carry_out(rule, ids, {"reason": self.keys.reason()})

    def _carry_out(self, rule: DecisionRule, ids: list[int], values: Mapping[str, Any]) -> None:
        desk, review_id = self.desk, self.review_id
        if desk is not None:
            self.session.operate(
                "ui.job.decide",
                lambda _progress: reviewing.decide(desk, ids, rule.code, review_id=review_id, **values),
                self.bar,
                partial(self._decided, self.table.positions()),
            )

    def _decided(self, rows: list[int], _changes: object) -> None:
        self.keys.clear()
        if rows:
            following = min(rows[-1] + 1, self.model.rowCount() - 1)
            self.session.point_at(self.model.rows.row(following).patent.id)  # type: ignore[union-attr]
        self.table.setFocus()

    def _created(self, review: Review) -> None:
        self.review_id = review.id
        self.refresh()

    def _written(self, path: str, _result: object) -> None:
        self.bar.show_word("written", "success", "ui.written", path=path)

    def _propose(self, reading: SheetReading) -> None:
        if not reading.changes and not reading.problems:
            self.bar.show_word("read", "note", "ui.triage.sheet.same", n=reading.unchanged)
            return
        counts = {"n": len(reading.changes), "same": reading.unchanged, "problems": len(reading.problems)}
        self.propose(
            Offer(
                lambda: self.say("ui.triage.sheet.title", **counts), lambda: sheet_rows(self.say, reading),
                partial(self._accept, reading),
            )
        )  # fmt: skip

    def _accept(self, reading: SheetReading, chosen: list[object]) -> None:
        desk = self.desk
        changes = tuple(one for one in chosen if isinstance(one, SheetChange))
        if desk is not None:
            self.session.operate(
                "ui.job.sheet", lambda _progress: review_sheets.apply_sheet(desk, replace(reading, changes=changes)),
                self.bar, partial(self._accepted, changes),
            )  # fmt: skip

    def _accepted(self, changes: tuple[SheetChange, ...], _result: object) -> None:
        self.settle_offer(changes)
        self.bar.show_word("read", "success", "ui.triage.sheet.done", n=len(changes))

    def _choose(self) -> None:
        self.review_id = self.choice.currentData()
        self.refresh()

    def _take(self, read: _Read) -> None:
        self.review_id = read.review_id
        self.choice.clear()
        for review in read.reviews:
            self.choice.addItem(review.name or _name_of(review), review.id)
        self.choice.setCurrentIndex(max(self.choice.findData(read.review_id), 0))
        self.choice.setVisible(bool(read.reviews))
        self.show_body(bool(read.reviews))
        chosen = {int(one) for one in self.session.ids} if self.session.query else None
        self.lines = [one for one in read.lines if chosen is None or one.patent.id in chosen]
        self.model.set_rows(ListRows(self.model.sorted(self.lines)))
        self.chart.show_data(_scores(self.lines, self.say.language))
        self.retranslate()
        shown = list(self.model.rows.records) if isinstance(self.model.rows, ListRows) else []
        rows = [number for number, one in enumerate(shown) if one.patent.id == self.session.current]
        if shown:
            self.table.go(rows[0] if rows else 0)

    def _tell_count(self) -> None:
        decided = sum(one.decision is not None for one in self.lines)
        text = self.say("ui.triage.count", n=len(self.lines), decided=decided) if self.review_id is not None else ""
        self.tell_detail(text)

    def _point(self, line: ReviewLine | None) -> None:
        desk = self.desk
        if line is None or desk is None:
            return
        patent_id = line.patent.id
        self.session.point_at(patent_id)
        self.session.look(
            "evidence", "ui.job.review", lambda _progress: evidence.evidence(desk, patent_id), self._take_evidence
        )

    def _open(self, _line: ReviewLine) -> None:
        self.session.inspector_wanted.emit()

    def _take_evidence(self, found: Evidence) -> None:
        self._evidence = found
        self._write()

    def _write(self) -> None:
        if self._evidence is not None:
            write_verdict(self.page, self.around, self._evidence)


def _name_of(review: Review) -> str:

    return review.created_on.isoformat() if review.created_on is not None else str(review.id)


def _read(desk: Desk, review_id: int | None) -> _Read:
    found = reviewing.reviews(desk)
    known = [one.id for one in found]
    shown = review_id if review_id in known else (known[0] if known else None)
    return _Read(found, shown, reviewing.items(desk, shown) if shown is not None else [])


def _read_sheet(desk: Desk, path: Path, _progress: object) -> SheetReading:
    return review_sheets.read_sheet(desk, path)


def _scores(lines: list[ReviewLine], language: str) -> Scores:
    return Scores(
        [
            Scored(
                line.patent.id, number_of(line.patent), line.item.score, line.item.grade.value,
                title=title_of(line.patent, language),
            )
            for line in lines
        ]
    )  # fmt: skip
