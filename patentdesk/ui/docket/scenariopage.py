"""Set fee scenarios side by side: what is dropped, what gets a reduction, and what that saves year by year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from patentdesk.charts.catalogue import chart
from patentdesk.charts.data import ScenarioCosts
from patentdesk.core.problems import Problem
from patentdesk.services import scenarios
from patentdesk.services.exchange import REPORTING
from patentdesk.services.scenarios import AS_IS, REDUCTIONS, Change, Outcome, Scenario, SideBySide
from patentdesk.ui import formats
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import SteadyBox, button, label
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_YEARS = 10
_YEAR = "year:"
"""Head of a column of one year."""


@dataclass(frozen=True, slots=True)
class _Line:
    outcome: Outcome
    base: Outcome


class _Model(TableModel):
    """A table whose columns of years are headed by their numbers."""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a column's title."""
        told = super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.DisplayRole and isinstance(told, str) and _YEAR in told:
            return self.columns[section].header.removeprefix(_YEAR)
        return told


class ScenarioPage(Page):
    """The scenarios of one session; the portfolio as it is stands first."""

    def __init__(self, panel: Panel) -> None:
        """Begin with the portfolio as it is."""
        super().__init__(panel.say, "scenario.title")
        self._panel = panel
        self._scenarios: list[Scenario] = []
        self._found: SideBySide | None = None
        self._export = self.tool("ui.export", self.export)
        self.what, self.query = SteadyBox(), QLineEdit()
        self.query.setMinimumWidth(220)
        row = QHBoxLayout()
        row.addWidget(self.what)
        row.addWidget(self.query, 1)
        self._add = button(row, self.add, look="primary")
        self._remove = button(row, self.remove)
        self.query.returnPressed.connect(self.add)
        self.column.addLayout(row)
        self._hint = label("muted")
        self._hint.setWordWrap(True)
        self.column.addWidget(self._hint)
        self.model: TableModel = _Model([], panel.say, panel.around.appearance)
        self.table = self._make_table()
        self.chart = ChartView(panel.session, chart("scenarios"))
        self.column.addWidget(self.table, 2)
        self.column.addWidget(self.chart, 3)
        self.retranslate()

    def enter(self) -> None:
        """Compute the portfolio as it is, and offer to drop what the query selects."""
        current = self._panel.session.picked
        self.query.setText(f"id:{','.join(str(one) for one in current)}" if len(current) > 1 else "")
        self.query.setFocus()
        self.compute()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        chosen = self.what.currentIndex()
        self.what.clear()
        for name in ("drop", *REDUCTIONS):
            self.what.addItem(self.say(f"ui.scenario.{name}"), name)
        self.what.setCurrentIndex(max(chosen, 0))
        self.query.setPlaceholderText(self.say("ui.scenario.query"))
        self.query.setAccessibleName(self.say("ui.scenario.query"))
        self._add.setText(self.say("ui.scenario.add"))
        self._remove.setText(self.say("ui.scenario.remove"))
        self._hint.setText(self.say("ui.scenario.hint"))
        self._tell()

    def add(self) -> None:
        """Set another scenario beside the others."""
        query = self.query.text().strip()
        if not query:
            self._panel.bar.show_word("scenario", "note", "ui.scenario.which")
            return
        what = str(self.what.currentData())
        name = self.say("ui.told", name=self.say(f"ui.scenario.{what}"), value=query)
        self._scenarios.append(Scenario(name, (Change(what, query),)))
        self.compute()

    def remove(self) -> None:
        """Take the scenario under the cursor away."""
        line = self.table.current()
        if line is not None and line.outcome.scenario in self._scenarios:
            self._scenarios.remove(line.outcome.scenario)
            self.compute()

    def compute(self) -> None:
        """Compute all scenarios anew."""
        desk, query, wanted = self._panel.desk, self._panel.session.query, tuple(self._scenarios)
        if desk is not None:
            self._panel.session.look(
                "scenarios", "ui.job.scenarios",
                lambda progress: scenarios.side_by_side(desk, query, wanted, progress=progress), self._take,
                self._refuse, shown=True,
            )  # fmt: skip

    def export(self) -> None:
        """Write the scenarios into a workbook."""
        desk, panel, found = self._panel.desk, self._panel, self._found
        path = panel.session.dialogs.save_file(self.say("ui.export"), f"{self.say('scenario.title')}.xlsx", "*.xlsx")
        if desk is not None and found is not None and path is not None:
            panel.session.look(
                "export.scenarios", "ui.job.export",
                lambda _progress: scenarios.export_scenarios(desk, path, found, self.say.language),
                partial(self._written, str(path)), panel.bar.show_problem, shown=True, query=False,
            )  # fmt: skip

    def _take(self, found: SideBySide) -> None:
        self._found = found
        self._tell()

    def _refuse(self, problem: Problem) -> None:
        self._scenarios = self._scenarios[:-1]
        self._panel.bar.show_problem(problem)

    def _tell(self) -> None:
        found = self._found
        if found is None:
            return
        if len(self.model.columns) == 0:
            self.column.removeWidget(self.table)
            self.table.deleteLater()
            self.model = _Model(_columns(self.say, found.years[:_YEARS]), self.say, self._panel.around.appearance)
            self.table = self._make_table()
            self.column.insertWidget(self.column.indexOf(self.chart), self.table, 2)
        self.model.set_rows(ListRows([_Line(one, found.outcomes[0]) for one in found.outcomes]))
        self.table.go(len(found.outcomes) - 1)
        names = [_name(self.say, one) for one in found.outcomes]
        amounts = [
            (name, year, float(money.amount))
            for name, one in zip(names, found.outcomes, strict=True)
            for year, money in one.by_year.items()
        ]
        self.chart.show_data(ScenarioCosts(REPORTING, names, amounts))
        rates = formats.listed(
            self.say(
                "ui.scenario.rate_p" if one.confidence == "P" else "ui.scenario.rate",
                currency=one.currency,
                rate=one.rate,
                day=formats.day(one.as_of),
            )
            for one in found.rates
        )
        unpriced = found.outcomes[0].unpriced
        told = self.say("ui.scenario.unpriced", n=unpriced) if unpriced else ""
        unrated = formats.listed(found.unrated)
        missing = self.say("scenario.unrated", names=unrated) if unrated else ""
        self.subtitle.setText(formats.listed((found.query or self.say("weekly.all"), REPORTING, rates, told, missing)))
        self._export.setEnabled(True)

    def _make_table(self) -> TableView:
        return TableView("docket.scenarios", self.model, self.say, self._panel.around.settings)

    def _written(self, path: str, n: int) -> None:
        self._panel.bar.show_written(n, path)


def _name(say: Tongue, outcome: Outcome) -> str:
    return say("scenario.as_is") if outcome.scenario.name == AS_IS else outcome.scenario.name


def _saved_tone(line: _Line) -> str:
    return "success" if line.outcome is not line.base else ""


def _columns(say: Tongue, years: tuple[int, ...]) -> list[Column]:
    def year(number: int) -> Column:
        return Column(f"year{number}", f"{_YEAR}{number}",
                      lambda one: f"{one.outcome.by_year[number].amount:,.0f}", 84, right=True)  # fmt: skip

    def saved(one: _Line) -> str:
        if one.outcome is one.base:
            return ""
        return f"{(one.base.total - one.outcome.total).amount:,.0f}"

    return [
        Column("name", "scenario.name", lambda one: _name(say, one.outcome), 230),
        Column("total", "pay.total", lambda one: f"{one.outcome.total.amount:,.0f}", 100, right=True),
        Column("saved", "ui.scenario.saved", saved, 100, right=True, tone=_saved_tone),
        Column("patents", "ui.scenario.patents", lambda one: f"{one.outcome.patents:,}", 76, right=True),
        Column("concerned", "ui.scenario.concerned",
               lambda one: f"{one.outcome.dropped + one.outcome.moved:,}", 92, right=True),
        *(year(number) for number in years),
    ]  # fmt: skip
