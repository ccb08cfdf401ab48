"""Value the selected patents: charts of one, values of all, assumptions that are edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from patentdesk.portfolio.numbers import number_of
from patentdesk.services import valuing
from patentdesk.services.desk import Changes, Kind
from patentdesk.services.valuing import MOST_IN_HANDOUT, Appraised
from patentdesk.ui import formats
from patentdesk.ui.messages import Message
from patentdesk.ui.models import ListRows, TableModel
from patentdesk.ui.morebutton import MoreButton
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import ElidedLabel, SteadyBox, label
from patentdesk.ui.session import Session
from patentdesk.ui.settings import STRIP
from patentdesk.ui.tables import TableView
from patentdesk.ui.valuecolumns import CURRENCY, assumption_columns, scope_name, typed, value_columns, written
from patentdesk.ui.valuing import pictures
from patentdesk.ui.valuing.dealspage import DealsPage
from patentdesk.ui.valuing.deck import ChartDeck
from patentdesk.ui.valuing.handouts import Handouts
from patentdesk.ui.valuing.historypage import HistoryPage
from patentdesk.ui.valuing.looking import Looking
from patentdesk.ui.valuing.occasion import OccasionBar
from patentdesk.ui.valuing.poolpage import PoolPage
from patentdesk.ui.valuing.presets import PresetsButton
from patentdesk.ui.valuing.ratespage import RatesPage
from patentdesk.ui.valuing.setspage import InheritancePage, SetsPage
from patentdesk.ui.valuing.whatif import WhatIfBar
from patentdesk.ui.valuing.worthpage import WorthPage
from patentdesk.valuation.assumptions import product_key, product_scope
from patentdesk.valuation.patent import NotValued, Valued
from patentdesk.valuation.records import Assumption

_NOW_AND_THEN = (
    "read_handout", "handout_cover", "pages", "", "inherited", "sets", "deals", "rates", "history", "pool", "", "worth",
)  # fmt: skip


class ValuationPanel(Panel):
    """Assumptions, results, charts."""

    place = "valuation"
    kinds = frozenset({Kind.ASSUMPTIONS, Kind.PATENTS, Kind.EVENTS, Kind.DEADLINES})
    empty_word = "unfound"

    def __init__(self, session: Session, stage: QWidget) -> None:
        """Lay the panel out."""
        super().__init__(session, stage)
        self.values: list[Appraised] = []
        self._shared: list[Assumption] = []
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
        self.scope = SteadyBox()
        self.scope.setMinimumWidth(110)
        self.scope.activated.connect(self._choose_scope)
        self._scope_kind = "patent"  # what the user sees change, until another scope is chosen
        self.presets = PresetsButton(self.say)
        self.presets.chosen.connect(self._take_preset)
        self.occasion = OccasionBar(self.say, session.today())
        self.occasion.changed.connect(self.refresh)
        self.what_if = WhatIfBar(self.say)
        self.what_if.kept.connect(self._keep_moved)
        self.deck = ChartDeck(session)
        self.deck.clicked.connect(session.narrow)
        self.looking = Looking(session, self.deck, self.what_if, lambda: self.occasion.order.valued_on)
        self.handouts = Handouts(self, self.occasion, self._ids)
        self.head.addWidget(self.occasion.methods)
        self.add_button("value", self.record)
        self.add_button("handout", self.handouts.write, look="primary")
        self.more = MoreButton(self, "ui.value.more", _NOW_AND_THEN)
        self._lay_out()
        self.commands = {
            "value": self.record, "handout": self.handouts.write, "read_handout": self.handouts.read,
            "handout_cover": self.handouts.write_with_cover, "pages": self.handouts.write_pages,
            "worth": lambda: self.open_page(WorthPage(self)), "rates": lambda: self.open_page(RatesPage(self)),
            "deals": lambda: self.open_page(DealsPage(self)), "sets": lambda: self.open_page(SetsPage(self)),
            "history": lambda: self.open_page(HistoryPage(self)), "pool": lambda: self.open_page(PoolPage(self)),
            "inherited": self.show_inheritance,
            "strip": self.toggle_strip, "columns": self.table.choose_columns,
        }  # fmt: skip

    def _lay_out(self) -> None:
        """Set charts, table and assumptions below each other, outside first."""
        body, lower = QWidget(), QWidget()
        self.set_body(body)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.occasion)
        split = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(split, 1)
        self.deck.setMinimumHeight(180)  # lower ones cannot be read
        self.table.setMinimumHeight(92)  # two patents and their head: messages below take room from here
        self.sheet.setMinimumHeight(66)
        for widget in (self.deck, self.table, lower):
            split.addWidget(widget)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.what_if)
        bar = QHBoxLayout()
        column.addLayout(bar)
        bar.setContentsMargins(16, 4, 12, 4)
        self._heading, self._hint = label("heading"), ElidedLabel("muted")
        bar.setSpacing(10)
        bar.addWidget(self._heading)
        bar.addWidget(self._hint, 1)
        self._scope_label = label("muted")
        self._scope_label.setBuddy(self.scope)
        bar.addWidget(self.presets)
        bar.addWidget(self._scope_label)
        bar.addWidget(self.scope)
        column.addWidget(self.sheet, 1)
        for place, share in enumerate((2, 3, 3)):  # a tall window gives room to charts and assumptions too
            split.setStretchFactor(place, share)
        split.setSizes([198, 200, 180])
        split.setHandleWidth(1)
        self.deck.setVisible(self.around.settings.get(STRIP))

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
        self.presets.offer(valuing.presets(desk))
        order = self.occasion.order
        self.session.look(
            "values", "ui.job.value",
            lambda progress: valuing.value_patents(desk, ids, order.valued_on, progress, methods=order.methods),
            self._take_values, self.bar.show_problem, shown=True,
        )  # fmt: skip
        self.session.look(
            "assumptions", "ui.job.value", lambda _progress: valuing.assumptions(desk), self._take_assumptions
        )

    def begin(self) -> None:
        """Take back the query that no patent answers."""
        self.session.ask("")

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.more.retranslate()
        self._heading.setText(self.say("ui.value.assumptions"))
        self._hint.setText(self.say("ui.value.hint"))
        self._scope_label.setText(self.say("ui.value.for"))
        self.table.setAccessibleName(self.say("ui.place.valuation"))
        self.sheet.setAccessibleName(self.say("ui.value.assumptions"))
        for part in (self.occasion, self.what_if, self.deck, self.presets):
            part.retranslate()
        self._tell_total()
        self._fill_scopes()
        self.looking.retranslate()

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

    def show_inheritance(self) -> None:
        """Show every assumption that speaks for the patent under the cursor."""
        one = self.table.current()
        if one is not None:
            self.open_page(InheritancePage(self, one.patent.id, number_of(one.patent)))

    def toggle_strip(self) -> None:
        """Show or fold the charts away."""
        shown = not self.deck.isVisibleTo(self)
        self.deck.setVisible(shown)
        self.around.settings.put(STRIP, shown)

    # Answers

    def _edit(self, row: Assumption, field: str, text: str) -> None:
        try:
            value = typed(text, field, row.unit)
        except ValueError:
            self.bar.show_word("problem", "error", "ui.value.no_number", text=text)
            return
        self._state(row.key, {field: value})

    def _state(self, key: str, values: Mapping[str, Any], *, scale: bool = False) -> None:
        """State an assumption for the scope that changes apply to; of the patent pointed at, if there is one."""
        desk, one, scope = self.desk, self.table.current(), str(self.scope.currentData() or "")
        if desk is None:
            return
        following = valuing.reached(self.values, key, scope)

        def work(_progress: object) -> Changes:
            if one is None:
                return valuing.set_assumption(desk, key, scope, **values)
            return valuing.restate(desk, one.patent.id, key, scope, scale=scale, **values)

        self.session.operate(
            "ui.job.assumption", work, self.bar, lambda _changes: self._stated(key, scope, one, following)
        )

    def _take_preset(self, key: str, name: str) -> None:
        """State a shipped row for the scope that changes apply to."""
        if self.desk is not None:
            self._state(key, valuing.preset_values(self.desk, key, name))

    def _stated(self, key: str, scope: str, one: Appraised | None, following: Sequence[Appraised]) -> None:
        """Say how many patents follow what was stated, and whether the one pointed at does."""
        say, n, all_shown = self.say, len(following), len(self.values)
        row = one.resolved.rows.get(key) if one is not None and one not in following else None

        def text() -> str:
            name = say.words.code("assumption", key)
            told = say("ui.value.stated", name=name, scope=scope_name(say, scope), n=n, all=all_shown)
            if one is None or row is None:
                return told
            before, source = written(row.value, row.unit), scope_name(say, row.scope)
            left = say("ui.value.stated_left", patent=number_of(one.patent), before=before, source=source)
            return f"{told} {left}"

        self.bar.show_message(Message("stated", "success" if row is None else "warning", text))

    def _recorded(self, _changes: object) -> None:
        count = sum(not isinstance(one.outcome, NotValued) for one in self.values)
        self.bar.show_word("recorded", "success", "ui.value.recorded", n=count)

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
        if one is None or self.desk is None:
            self.looking.at(None)
            return
        self.session.point_at(one.patent.id)
        self._fill_scopes()
        self._show_assumptions()
        self.looking.at(one)

    def _keep_moved(self, key: str, value: float) -> None:
        """State what the slider shows, for the scope that changes apply to."""
        if self.table.current() is not None:
            self._state(key, {"value": value}, scale=True)

    def _stack_text(self) -> str:
        """Ask for the share of a product's royalty while it is only a placeholder; '' when it is stated."""
        told = [problem for one in self.values for problem in one.outcome.problems]
        asked = [problem for problem in told if problem.code == "stack_placeholder"]
        return self.say("ui.value.stack", n=len(asked), share=asked[0].args["share"]) if asked else ""

    def _fill_scopes(self) -> None:
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
        kept = [place for place, scope in enumerate(scopes) if scope.partition(":")[0] == self._scope_kind]
        self.scope.setCurrentIndex(kept[0] if kept else 0)
        self._tell_scope()

    def _choose_scope(self) -> None:
        """Let changes apply to what the user chose, for the patents pointed at after this one too."""
        self._scope_kind = str(self.scope.currentData() or "").partition(":")[0]
        self._show_assumptions()
        self._tell_scope()

    def _tell_scope(self) -> None:
        """Say at the slider on which patent it is tried, and for what it would be kept."""
        one = self.table.current()
        scopes = [str(self.scope.itemData(place)) for place in range(self.scope.count())]
        self.what_if.speak_for("" if one is None else number_of(one.patent), scopes, self.scope.currentIndex())

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
