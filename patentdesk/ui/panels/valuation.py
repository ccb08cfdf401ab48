"""Value the selected patents: charts of one, values of all, assumptions that are edited in place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from patentdesk.handouts.reading import AssumptionChange
from patentdesk.services import valuation_history, valuing
from patentdesk.services.desk import Kind
from patentdesk.services.valuation_history import Point
from patentdesk.services.valuation_pages import write_trading_pages
from patentdesk.services.valuing import MOST_IN_HANDOUT, Appraised, WhatIf, Written
from patentdesk.ui import formats
from patentdesk.ui.columns import number_of
from patentdesk.ui.jobs import Lane
from patentdesk.ui.models import ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import button, label
from patentdesk.ui.proposal import Offer
from patentdesk.ui.readback import ReadBack, edited_rows, read_handout
from patentdesk.ui.session import Session
from patentdesk.ui.settings import STRIP
from patentdesk.ui.tables import TableView
from patentdesk.ui.valuecolumns import CURRENCY, assumption_columns, scope_name, typed, value_columns
from patentdesk.ui.valuing import pictures
from patentdesk.ui.valuing.dealspage import DealsPage
from patentdesk.ui.valuing.deck import ChartDeck
from patentdesk.ui.valuing.historypage import HistoryPage
from patentdesk.ui.valuing.occasion import OccasionBar
from patentdesk.ui.valuing.ratespage import RatesPage
from patentdesk.ui.valuing.setspage import InheritancePage, SetsPage
from patentdesk.ui.valuing.whatif import WhatIfBar
from patentdesk.ui.valuing.worthpage import WorthPage
from patentdesk.valuation.assumptions import product_key, product_scope
from patentdesk.valuation.patent import INPUT_KEYS, NotValued, Valued
from patentdesk.valuation.records import Assumption

_HANDOUT, _PAGES = "*.xlsx", "*.pdf"


class ValuationPanel(Panel):
    """Assumptions, results, charts."""

    place = "valuation"
    kinds = frozenset({Kind.ASSUMPTIONS, Kind.PATENTS, Kind.EVENTS, Kind.DEADLINES})

    def __init__(self, session: Session) -> None:
        """Lay the panel out."""
        super().__init__(session)
        self.values: list[Appraised] = []
        self._shared: list[Assumption] = []
        self._past: list[Point] = []
        self._moving = 0
        """Number of the newest request of the slider; the answers to older ones are dropped."""
        self.model = TableModel(value_columns(self.say), self.say, self.around.appearance)
        self.table = TableView("values", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.table.opened.connect(lambda _one: self.session.inspector_wanted.emit())
        self.assumptions = TableModel(assumption_columns(self.say), self.say, self.around.appearance)
        self.assumptions.edited.connect(self._edit)
        self.sheet = TableView("assumptions", self.assumptions, self.say, self.around.settings)
        self.sheet.setEditTriggers(
            TableView.EditTrigger.DoubleClicked
            | TableView.EditTrigger.EditKeyPressed
            | TableView.EditTrigger.AnyKeyPressed
        )
        self.scope = QComboBox()
        self.scope.setMinimumWidth(160)
        self.scope.activated.connect(self._show_assumptions)
        self.occasion = OccasionBar(self.say, session.today())
        self.occasion.changed.connect(self.refresh)
        self.what_if = WhatIfBar(self.say)
        self.what_if.moved.connect(self._move)
        self.what_if.reset.connect(self._look_again)
        self.what_if.kept.connect(self._keep_moved)
        self.deck = ChartDeck(session)
        self.deck.clicked.connect(session.narrow)
        self._buttons = {
            "value": button(self.head, self.record, look="flat"),
            "read_handout": button(self.head, self.read_handout, look="flat"),
            "handout": button(self.head, self.write_handout, look="primary"),
        }
        self.set_body(self._body())
        self.commands = {
            "value": self.record, "handout": self.write_handout, "read_handout": self.read_handout,
            "handout_cover": self.write_with_cover, "pages": self.write_pages,
            "worth": lambda: self.open_page(WorthPage(self)), "rates": lambda: self.open_page(RatesPage(self)),
            "deals": lambda: self.open_page(DealsPage(self)), "sets": lambda: self.open_page(SetsPage(self)),
            "history": lambda: self.open_page(HistoryPage(self)), "inherited": self.show_inheritance,
            "strip": self.toggle_strip, "columns": self.table.choose_columns,
        }  # fmt: skip

    def _body(self) -> QWidget:
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.what_if)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 4, 12, 4)
        self._heading, self._hint = label("heading"), label("muted")
        bar.setSpacing(10)
        bar.addWidget(self._heading)
        bar.addWidget(self._hint, 1)
        self._scope_label = label("muted")
        bar.addWidget(self._scope_label)
        bar.addWidget(self.scope)
        column.addLayout(bar)
        column.addWidget(self.sheet, 1)
        self.table.setMinimumHeight(124)
        self.sheet.setMinimumHeight(96)
        split = QSplitter(Qt.Orientation.Vertical)
        for widget in (self.deck, self.table, lower):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([180, 190, 240])
        split.setHandleWidth(1)
        self.deck.setVisible(self.around.settings.get(STRIP))
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.occasion)
        whole.addWidget(split, 1)
        return body

    def refresh(self) -> None:
        """Value the patents of the query, at most ``MOST_IN_HANDOUT`` of them; nothing is stored."""
        desk, ids = self.desk, self._ids()
        self.show_body(desk is not None and bool(ids))
        if desk is None:
            return
        if len(self.session.ids) > MOST_IN_HANDOUT:
            self.bar.show_word("many", "note", "ui.value.many", n=MOST_IN_HANDOUT)
        else:
            self.bar.clear("many")
        order = self.occasion.order
        self.session.look(
            "values", "ui.job.value",
            lambda progress: valuing.value_patents(desk, ids, order.valued_on, progress, methods=order.methods),
            self._take_values, self.bar.show_problem, shown=True,
        )  # fmt: skip
        self.session.look(
            "assumptions", "ui.job.value", lambda _progress: valuing.assumptions(desk), self._take_assumptions
        )

    def fill(self) -> None:
        """Go and import, or open a file."""
        self.session.place_wanted.emit("intake" if self.desk is not None else "open")

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        for name, control in self._buttons.items():
            control.setText(self.say(f"ui.action.valuation.{name}"))
        self._heading.setText(self.say("ui.value.assumptions"))
        self._hint.setText(self.say("ui.value.hint"))
        self._scope_label.setText(self.say("ui.value.for"))
        self.table.setAccessibleName(self.say("ui.place.valuation"))
        self.sheet.setAccessibleName(self.say("ui.value.assumptions"))
        key = "ui.empty.portfolio" if self.desk is not None else "ui.empty.no_file"
        self.empty.tell(self.say(f"{key}.title"), self.say(f"{key}.text"), self.say(f"{key}.button"))
        for part in (self.occasion, self.what_if, self.deck):
            part.retranslate()
        self._tell_total()
        self._fill_scopes()
        self._look_again()
        self._take_past(self._past)

    # What can be done

    def record(self) -> None:
        """Store the values that are shown as concluded today."""
        desk, values, order = self.desk, list(self.values), self.occasion.order
        if desk is not None and values:
            self.session.operate(
                "ui.job.record_values",
                lambda progress: valuing.record_values(desk, values, order.valued_on, order.occasion, progress),
                self.bar, self._recorded,
            )  # fmt: skip

    def write_handout(self, cover: Path | None = None) -> None:
        """Write the workbook with live formulas for the patents that are shown, by every method chosen."""
        desk, ids = self.desk, self._ids()
        if desk is None or not ids:
            return
        order = replace(self.occasion.order, cover=cover)
        name = f"{desk.file.path.stem} {desk.clock.today().isoformat()}.xlsx"
        path = self.session.dialogs.save_file(self.say("ui.action.valuation.handout"), name, _HANDOUT)
        if path is not None:
            self.session.look(
                "handout", "ui.job.handout", lambda progress: valuing.write_handout(desk, ids, path, progress, order),
                self._written, self.bar.show_problem, shown=True,
            )  # fmt: skip

    def write_with_cover(self) -> None:
        """Choose a member's own cover template, then write the workbook with the filled cover beside it."""
        for cover in self.session.dialogs.open_files(self.say("ui.action.valuation.handout_cover"), _HANDOUT):
            self.write_handout(cover)

    def write_pages(self) -> None:
        """Write one page for each patent that is shown, as PDF."""
        desk, ids, order, language = self.desk, self._ids(), self.occasion.order, self.say.language
        if desk is None or not ids:
            return
        name = f"{desk.file.path.stem} {desk.clock.today().isoformat()}.pdf"
        path = self.session.dialogs.save_file(self.say("ui.action.valuation.pages"), name, _PAGES)
        if path is not None:
            self.session.look(
                "pages", "ui.job.handout",
                lambda progress: write_trading_pages(
                    desk, ids, path, language=language, order=order, progress=progress
                ),
                lambda n: self.bar.show_word("written", "success", "page.written", n=n, file=str(path)),
                self.bar.show_problem, shown=True,
            )  # fmt: skip

    def show_inheritance(self) -> None:
        """Show every assumption that speaks for the patent under the cursor."""
        one = self.table.current()
        if one is not None:
            self.open_page(InheritancePage(self, one.patent.id, number_of(one.patent)))

    def read_handout(self) -> None:
        """Take the assumptions that were changed in a handout."""
        desk = self.desk
        if desk is None:
            return
        for path in self.session.dialogs.open_files(self.say("ui.action.valuation.read_handout"), _HANDOUT):
            self.session.look(
                "read_handout", "ui.job.handout", partial(read_handout, desk, path), self._propose,
                self.bar.show_problem, shown=True,
            )  # fmt: skip

    def toggle_strip(self) -> None:
        """Show or fold the charts away."""
        shown = not self.deck.isVisibleTo(self)
        self.deck.setVisible(shown)
        self.around.settings.put(STRIP, shown)

    # Answers

    def _edit(self, row: Assumption, field: str, text: str) -> None:
        desk, scope = self.desk, str(self.scope.currentData() or "")
        try:
            value = typed(text, field, row.unit)
        except ValueError:
            self.bar.show_word("problem", "error", "ui.value.no_number", text=text)
            return
        if desk is not None:
            self.session.operate(
                "ui.job.assumption",
                lambda _progress: valuing.set_assumption(desk, row.key, scope, **_carried(row, scope, {field: value})),
                self.bar,
            )

    def _recorded(self, _changes: object) -> None:
        count = sum(not isinstance(one.outcome, NotValued) for one in self.values)
        self.bar.show_word("recorded", "success", "ui.value.recorded", n=count)

    def _written(self, done: Written) -> None:
        self.bar.show_word(
            "written", "success", "ui.value.written", valued=done.valued, ended=done.ended, left=done.not_valued,
            path=str(done.path),
        )  # fmt: skip

    def _propose(self, edited: ReadBack) -> None:
        found = edited.handout
        if not found.changes and not found.problems:
            self.bar.show_word("taken", "note", "ui.value.same")
            return
        count = len(found.changes)
        self.propose(
            Offer(lambda: self.say("ui.value.changes", n=count), lambda: edited_rows(self.say, edited), self._accept)
        )

    def _accept(self, chosen: list[object]) -> None:
        desk = self.desk
        changes = [one for one in chosen if isinstance(one, AssumptionChange)]
        if desk is not None:
            self.session.operate(
                "ui.job.assumption", lambda _progress: valuing.accept(desk, changes), self.bar,
                partial(self._taken, changes),
            )  # fmt: skip

    def _taken(self, changes: list[AssumptionChange], _result: object) -> None:
        self.settle_offer(changes)
        self.bar.show_word("taken", "success", "ui.value.taken", n=len(changes))

    def _take_values(self, values: list[Appraised]) -> None:
        self.values = values
        self.model.set_rows(ListRows(self.model.sorted(values)))
        self._tell_total()
        self.deck.show_data({"bubbles": pictures.of_portfolio(values)})
        shown = self.model.rows
        records = shown.records if isinstance(shown, ListRows) else []
        rows = [number for number, one in enumerate(records) if one.patent.id == self.session.current]
        first = next((number for number, one in enumerate(records) if isinstance(one.outcome, Valued)), 0)
        if records:
            self.table.go(rows[0] if rows else first)

    def _take_assumptions(self, rows: list[Assumption]) -> None:
        self._shared = [row for row in rows if not row.scope]
        self._show_assumptions()

    def _point(self, one: Appraised | None) -> None:
        desk = self.desk
        if one is None or desk is None:
            return
        self.session.point_at(one.patent.id)
        self._fill_scopes()
        self._show_assumptions()
        rows = one.resolved.rows
        self.what_if.offer([rows[key] for key in INPUT_KEYS if key in rows] if isinstance(one.outcome, Valued) else [])
        self._look_again()
        patent_id = one.patent.id
        self.session.look(
            "past", "ui.job.value", lambda _progress: valuation_history.history(desk, [patent_id]).get(patent_id, []),
            self._take_past,
        )  # fmt: skip

    def _look_again(self) -> None:
        """Draw the charts of the patent under the cursor as it is stated."""
        self._look_into("", 0.0)

    def _move(self, key: str, value: float) -> None:
        self._look_into(key, value)

    def _look_into(self, key: str, value: float) -> None:
        one, day = self.table.current(), self.occasion.order.valued_on
        if one is None or day is None or not isinstance(one.outcome, Valued):
            self.deck.show_data(pictures.EMPTY)
            return
        self._moving += 1
        number = self._moving
        self.session.look(
            "analysis", "ui.job.value", lambda _progress: valuing.look_into(one, day, key, value),
            lambda found: self._take_look(found, number, moved=bool(key)), lane=Lane.READING, rank=0,
        )  # fmt: skip

    def _take_look(self, found: WhatIf, number: int, *, moved: bool) -> None:
        outcome = found.appraised.outcome
        if number != self._moving or not isinstance(outcome, Valued):
            return
        data = pictures.of_outcome(self.say, outcome)
        data["methods"] = pictures.of_methods(self.say, found.appraised)
        if found.moves is not None:
            data |= pictures.of_moves(self.say, found.moves)
        if found.simulation is not None:
            data |= pictures.of_simulation(found.simulation)
        self.deck.show_data(data)
        text = formats.short_money(int(outcome.value * 100), CURRENCY, self.say.language)
        self.what_if.tell(self.say("ui.value.what_if_gives", value=text) if moved else "")

    def _keep_moved(self, key: str, value: float) -> None:
        """State what the slider shows for the scope that changes apply to."""
        one, desk, scope = self.table.current(), self.desk, str(self.scope.currentData() or "")
        if one is None or desk is None:
            return
        row = one.resolved.rows[key]
        low, high = (None if end is None else side(end, value) for end, side in ((row.low, min), (row.high, max)))
        stated = _carried(row, scope, {"value": value, "low": low, "high": high})
        self.session.operate(
            "ui.job.assumption", lambda _progress: valuing.set_assumption(desk, key, scope, **stated), self.bar
        )

    def _take_past(self, points: list[Point]) -> None:
        self._past = points
        self.deck.show_data({"value_course": pictures.of_history(self.say, points)})

    def _stack_text(self) -> str:
        """Ask for the share of a product's royalty while it is only a placeholder; '' when it is stated."""
        told = [problem for one in self.values for problem in one.outcome.problems]
        asked = [problem for problem in told if problem.code == "stack_placeholder"]
        return self.say("ui.value.stack", n=len(asked), share=asked[0].args["share"]) if asked else ""

    def _fill_scopes(self) -> None:
        chosen = str(self.scope.currentData() or "").partition(":")[0]
        one = self.table.current()
        scopes = [""]
        if one is not None:
            scopes += [f"segment:{one.patent.segment}"] if one.patent.segment else []
            scopes += [f"member:{one.patent.member_id}"] if one.patent.member_id else []
            scopes += [product_scope(one.patent.product)] if product_key(one.patent.product) else []
            scopes.append(f"patent:{one.patent.id}")
        self.scope.clear()
        for scope in scopes:
            self.scope.addItem(scope_name(self.say, scope), scope)
        kept = [place for place, scope in enumerate(scopes) if scope.partition(":")[0] == chosen]
        self.scope.setCurrentIndex(kept[0] if kept else 0)

    def _show_assumptions(self) -> None:
        one, scope = self.table.current(), str(self.scope.currentData() or "")
        rows = self._shared
        if scope and one is not None:
            rows = [one.resolved.rows.get(row.key, row) for row in self._shared]
        self.assumptions.set_rows(ListRows(self.assumptions.sorted(rows)))

    def _tell_total(self) -> None:
        valued = [one.outcome for one in self.values if isinstance(one.outcome, Valued)]
        if self.desk is None or not self.values:
            self.tell_detail("")
            return
        found = valuing.totals(self.values)
        text = self.say("ui.value.valued", n=len(valued), all=len(self.values))
        if not found.may_be_added:
            reasons = " ".join((*(self.say.words.problem(one) for one in found.problems), self._stack_text()))
            self.tell_detail(f"{text} · {reasons}", "warning")
            return
        total, low, high = (
            formats.short_money(int(amount * 100), CURRENCY, self.say.language)
            for amount in (found.value, found.low, found.high)
        )
        text = f"{text} · {self.say('ui.value.total', total=total, low=low, high=high)}"
        asked = self._stack_text()
        self.tell_detail(f"{text} {asked}".strip(), "warning" if asked else "")

    def _ids(self) -> list[int]:
        return [int(one) for one in self.session.ids[:MOST_IN_HANDOUT]]


def _carried(row: Assumption, scope: str, edited: dict[str, Any]) -> dict[str, Any]:
    """Return what is stated in a narrower scope: the row that applied until now, with what was edited."""
    if row.scope == scope:
        return edited
    return {"value": row.value, "low": row.low, "high": row.high, "text": row.text, **edited}
