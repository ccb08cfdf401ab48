"""Value the selected patents: charts of one, values of all, assumptions that are edited in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.data import Bridge, Step, Swing, Tornado, YearlyValue
from patentdesk.handouts.reading import AssumptionChange
from patentdesk.services import valuing
from patentdesk.services.desk import Kind
from patentdesk.services.valuing import MOST_IN_HANDOUT, Appraised, Sensitivity, Written
from patentdesk.ui import formats
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.models import ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import button, label
from patentdesk.ui.proposal import Offer
from patentdesk.ui.readback import ReadBack, edited_rows, read_handout
from patentdesk.ui.session import Session
from patentdesk.ui.settings import STRIP
from patentdesk.ui.tables import TableView
from patentdesk.ui.valuecolumns import CURRENCY, assumption_columns, scope_name, typed, value_columns
from patentdesk.valuation.patent import NotValued, Valued
from patentdesk.valuation.records import Assumption

_CHARTS = ("bridge", "tornado", "value_years")
_HANDOUT = "*.xlsx"


class ValuationPanel(Panel):
    """Assumptions, results, charts."""

    place = "valuation"
    kinds = frozenset({Kind.ASSUMPTIONS, Kind.PATENTS, Kind.EVENTS, Kind.DEADLINES})

    def __init__(self, session: Session) -> None:
        """Lay the panel out."""
        super().__init__(session)
        self.values: list[Appraised] = []
        self._shared: list[Assumption] = []
        self._moves: Sensitivity | None = None
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
        self.charts = [ChartView(session, chart(one)) for one in _CHARTS]
        self._buttons = {
            "value": button(self.head, self.record, look="flat"),
            "read_handout": button(self.head, self.read_handout, look="flat"),
            "handout": button(self.head, self.write_handout, look="primary"),
        }
        self.set_body(self._body())
        self.commands = {
            "value": self.record, "handout": self.write_handout, "read_handout": self.read_handout,
            "strip": self.toggle_strip, "columns": self.table.choose_columns,
        }  # fmt: skip

    def _body(self) -> QWidget:
        self._strip = QWidget()
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(6, 0, 6, 4)
        row.setSpacing(6)
        for view in self.charts:
            row.addWidget(view)
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 12, 6)
        self._heading, self._hint = label("heading"), label("muted")
        bar.setSpacing(10)
        bar.addWidget(self._heading)
        bar.addWidget(self._hint, 1)
        self._scope_label = label("muted")
        bar.addWidget(self._scope_label)
        bar.addWidget(self.scope)
        column.addLayout(bar)
        column.addWidget(self.sheet, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        for widget in (self._strip, self.table, lower):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([180, 210, 250])
        split.setHandleWidth(1)
        self._strip.setVisible(self.around.settings.get(STRIP))
        return split

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
        self.session.look(
            "values", "ui.job.value", lambda progress: valuing.value_patents(desk, ids, None, progress),
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
        self._tell_total()
        self._fill_scopes()
        self._draw()

    # What can be done

    def record(self) -> None:
        """Store the values that are shown as concluded today."""
        desk, values = self.desk, list(self.values)
        if desk is not None and values:
            self.session.operate(
                "ui.job.record_values", lambda _progress: valuing.record_values(desk, values), self.bar, self._recorded
            )

    def write_handout(self) -> None:
        """Write the workbook with live formulas for the patents that are shown."""
        desk, ids = self.desk, self._ids()
        if desk is None or not ids:
            return
        name = f"{desk.file.path.stem} {desk.clock.today().isoformat()}.xlsx"
        path = self.session.dialogs.save_file(self.say("ui.action.valuation.handout"), name, _HANDOUT)
        if path is not None:
            self.session.look(
                "handout", "ui.job.handout", lambda progress: valuing.write_handout(desk, ids, path, progress),
                self._written, self.bar.show_problem, shown=True,
            )  # fmt: skip

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
        shown = not self._strip.isVisibleTo(self)
        self._strip.setVisible(shown)
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
        self._moves = None
        self._fill_scopes()
        self._show_assumptions()
        self._draw()
        if isinstance(one.outcome, Valued):
            patent_id = one.patent.id
            self.session.look(
                "analysis", "ui.job.value", lambda _progress: valuing.analyse(desk, patent_id), self._take_moves
            )

    def _take_moves(self, moves: Sensitivity | None) -> None:
        self._moves = moves
        self._draw()

    def _fill_scopes(self) -> None:
        chosen = str(self.scope.currentData() or "").partition(":")[0]
        one = self.table.current()
        scopes = [""]
        if one is not None:
            scopes += [f"segment:{one.patent.segment}"] if one.patent.segment else []
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
            reasons = " ".join(self.say.words.problem(one) for one in found.problems)
            self.tell_detail(f"{text} · {reasons}", "warning")
            return
        total, low, high = (
            formats.short_money(int(amount * 100), CURRENCY, self.say.language)
            for amount in (found.value, found.low, found.high)
        )
        self.tell_detail(f"{text} · {self.say('ui.value.total', total=total, low=low, high=high)}")

    def _draw(self) -> None:
        one = self.table.current()
        outcome = one.outcome if one is not None else None
        bridge, years, swings = Bridge(CURRENCY, ()), YearlyValue(CURRENCY, ()), Tornado(CURRENCY, 0.0, ())
        if isinstance(outcome, Valued):
            bridge, years = _bridge(outcome, self.say), _years(outcome)
        if self._moves is not None:
            named = [Swing(self.say.words.code("assumption", one.key), one.low, one.high) for one in self._moves.swings]
            swings = Tornado(CURRENCY, self._moves.base, named)
        for view, data in zip(self.charts, (bridge, swings, years), strict=True):
            view.show_data(data)

    def _ids(self) -> list[int]:
        return [int(one) for one in self.session.ids[:MOST_IN_HANDOUT]]


def _bridge(outcome: Valued, say: Callable[[str], str]) -> Bridge:
    relief = outcome.relief
    return Bridge(
        CURRENCY,
        (
            Step(say("ui.value.royalty"), relief.pv_royalty),
            Step(say("ui.value.fees"), -abs(relief.pv_fees)),
            Step(say("ui.value.tab"), relief.value - relief.before_tab),
            Step(say("ui.column.value"), relief.value, total=True),
        ),
    )


def _years(outcome: Valued) -> YearlyValue:
    years: dict[int, float] = {}
    for line in outcome.relief.lines:
        if line.period.until is not None:
            year = line.period.until.year
            years[year] = years.get(year, 0.0) + line.present_value - abs(line.fee_present_value)
    return YearlyValue(CURRENCY, sorted(years.items()))


def _carried(row: Assumption, scope: str, edited: dict[str, Any]) -> dict[str, Any]:
    """Return what is stated in a narrower scope: the row that applied until now, with what was edited."""
    if row.scope == scope:
        return edited
    return {"value": row.value, "low": row.low, "high": row.high, "text": row.text, **edited}
