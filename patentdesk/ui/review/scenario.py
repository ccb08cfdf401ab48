"""Compare what different choices of patents to drop would mean, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.terms import term
from patentdesk.charts.triagedata import Savings, Share, Shares
from patentdesk.services import consequences, drop_scenarios
from patentdesk.services.consequences import Loss, Outlook
from patentdesk.services.drop_scenarios import Compared
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.forms import Field
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import ElidedLabel, SteadyBox, button, panes
from patentdesk.ui.review.lens import Lens
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_SIDES = ("segments", "offices", "members")
_MOST = 12


@dataclass(frozen=True, slots=True)
class _Measure:
    """One row: what is compared, and its text for each scenario."""

    name: str
    texts: Sequence[str]


class _NamedColumns(TableModel):
    """A table whose columns after the first are named by people."""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a scenario's name as it stands."""
        named = orientation == Qt.Orientation.Horizontal and 0 < section < len(self.columns)
        if named and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header
        return super().headerData(section, orientation, role)


class ScenarioLens(Lens):
    """A column for each scenario, savings by year as columns, coverage lost as bars."""

    name = "scenarios"

    def __init__(self, panel: Panel) -> None:
        """Lay the lens out."""
        super().__init__(panel)
        self.found: list[Compared] = []
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 12, 6)
        head.setSpacing(8)
        self.hint = ElidedLabel("muted")
        head.addWidget(self.hint, 1)
        self.shown = SteadyBox()
        self.shown.activated.connect(self._draw)
        head.addWidget(self.shown)
        self.buttons = {
            "save": button(head, self.save, look="primary"),
            "save_picked": button(head, self.save_picked, look="flat"),
            "remove": button(head, self.remove, look="flat"),
        }
        self.savings = ChartView(self.session, chart("savings"))
        self.lost = ChartView(self.session, chart("coverage_lost"))
        self.lost.clicked.connect(self.session.narrow)
        self.model: TableModel = _NamedColumns([], self.say, self.around.appearance)
        self.holder = QWidget()
        self._inside = QVBoxLayout(self.holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.table: TableView | None = None
        charts = panes(Qt.Orientation.Horizontal, (self.savings, self.lost))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(panes(Qt.Orientation.Vertical, (self.holder, charts), (300, 300)), 1)

    def refresh(self) -> None:
        """Gather the outlook and answer for every scenario from it."""
        desk, review = self.desk, self.review
        if desk is None or review is None:
            self._take([])
            return

        def work(progress: Any) -> list[Compared]:  # noqa: ANN401 - Progress
            outlook: Outlook = consequences.outlook_of_review(desk, review.id, progress=progress)
            return drop_scenarios.compare(desk, review.id, outlook)

        self.session.look("scenarios", "ui.job.outlook", work, self._take, shown=True)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.hint.setText(self.say("ui.triage.scenario.hint"))
        for name, control in self.buttons.items():
            control.setText(self.say(f"ui.triage.scenario.{name}"))
        self._show()

    def save(self) -> None:
        """Keep what is decided now under a name."""
        self._save(None)

    def save_picked(self) -> None:
        """Keep what is decided to be dropped now and what is selected as well under a name."""
        if self.found:
            self._save(sorted({*self.found[0].dropped, *self.session.picked}))

    def remove(self) -> None:
        """Forget the scenario that is shown."""
        desk, review, chosen = self.desk, self.review, self._chosen()
        if desk is None or review is None or chosen is None or chosen.scenario is None:
            self.bar.show_word("scenario", "note", "ui.triage.scenario.own_only")
            return
        self.session.operate(
            "ui.job.scenario", lambda _progress: drop_scenarios.remove_scenario(desk, review.id, chosen.name), self.bar
        )

    def _save(self, dropped: Sequence[int] | None) -> None:
        desk, review = self.desk, self.review
        if desk is None or review is None:
            return

        def answer(values: Mapping[str, Any]) -> None:
            self.session.operate(
                "ui.job.scenario",
                lambda _progress: drop_scenarios.save_scenario(desk, review.id, values["name"], dropped), self.bar,
            )  # fmt: skip

        number = sum(one.scenario is not None for one in self.found) + 1
        fields = [Field("name", "ui.triage.name", value=self.say("ui.triage.scenario.name", n=number), stretch=1)]
        self.panel.ask(self.say("ui.triage.scenario.title"), fields, self.say("ui.save"), answer)

    def _take(self, found: list[Compared]) -> None:
        self.found = found
        self._show()

    def _show(self) -> None:
        names = [_name(one, self.say) for one in self.found]
        place = max(self.shown.currentIndex(), 0)
        self.shown.clear()
        self.shown.addItems(names)
        self.shown.setCurrentIndex(min(place, len(names) - 1))
        self.shown.setVisible(bool(names))
        self._tabulate(names)
        self._draw()

    def _tabulate(self, names: Sequence[str]) -> None:
        """Make a table with a column for each scenario."""
        if self.table is not None:
            self._inside.removeWidget(self.table)
            self.table.deleteLater()
        columns = [Column("name", "ui.triage.scenario.measure", lambda one: one.name, 200)]
        columns += [Column(f"scenario{place}", name, _cell(place), 150, right=True) for place, name in enumerate(names)]
        columns.append(Column("rest", "", lambda _one: "", 20))
        self.model = _NamedColumns(columns, self.say, self.around.appearance)
        self.table = TableView("scenarios", self.model, self.say, self.around.settings)
        self.table.setAccessibleName(self.say("ui.triage.lens.scenarios"))
        self.model.set_rows(ListRows(_measures(self.found, self.say)))
        self._inside.addWidget(self.table)

    def _draw(self) -> None:
        currencies = [saving.amount.currency for one in self.found for saving in one.consequences.savings]
        currency = max(set(currencies), key=currencies.count) if currencies else "CNY"
        self.savings.show_data(
            Savings(currency, [(_name(one, self.say), _by_year(one, currency)) for one in self.found])
        )
        chosen = self._chosen()
        lost = [] if chosen is None else [
            (loss, side.removesuffix("s")) for side in _SIDES for loss in getattr(chosen.consequences, side)
        ]  # fmt: skip
        rows = [_lost(loss, side, self.say) for loss, side in lost]
        self.lost.show_data(Shares(sorted(rows, key=lambda one: -(one.value or 0))[:_MOST]))

    def _chosen(self) -> Compared | None:
        place = self.shown.currentIndex()
        return self.found[place] if 0 <= place < len(self.found) else None


def _cell(place: int) -> Callable[[_Measure], str]:
    return lambda one: one.texts[place] if place < len(one.texts) else ""


def _name(one: Compared, say: Tongue) -> str:
    return say(f"scenario.{one.name}") if one.scenario is None else one.name


def _by_year(one: Compared, currency: str) -> list[tuple[int, float]]:
    return [
        (saving.year, float(saving.amount.amount))
        for saving in one.consequences.savings
        if saving.amount.currency == currency
    ]


def _lost(loss: Loss, side: str, say: Tongue) -> Share:
    name = say.words.code(side, loss.name) if loss.name else "–"
    return Share(name, loss.share, f"{loss.dropped} / {loss.before}", term=term(side, loss.name))


def _measures(found: Sequence[Compared], say: Tongue) -> list[_Measure]:
    """Return the rows of the comparison: counts, savings by currency, what is lost."""

    def row(key: str, text: Callable[[Compared], str]) -> _Measure:
        return _Measure(say(f"ui.triage.scenario.row.{key}"), [text(one) for one in found])

    currencies = sorted({saving.amount.currency for one in found for saving in one.consequences.savings})
    rows = [row("dropped", lambda one: str(one.consequences.dropped))]
    rows += [
        _Measure(say("ui.triage.scenario.row.saved", currency=currency), [_saved(one, currency) for one in found])
        for currency in currencies
    ]
    return [
        *rows,
        row("unpriced", lambda one: str(one.consequences.unpriced)),
        row("emptied", lambda one: _listed(one, say)),
        row("members", lambda one: str(len(one.consequences.members))),
        row("worst_member", lambda one: _worst(one.consequences.members, "member", say)),
        row("worst_segment", lambda one: _worst(one.consequences.segments, "segment", say)),
        row("worst_office", lambda one: _worst(one.consequences.offices, "office", say)),
    ]  # fmt: skip


def _saved(one: Compared, currency: str) -> str:
    amounts = [saving.amount for saving in one.consequences.savings if saving.amount.currency == currency]
    return f"{sum(amount.amount for amount in amounts):,}" if amounts else "0"


def _worst(losses: Sequence[Loss], side: str, say: Tongue) -> str:
    if not losses:
        return "–"
    first = losses[0]
    return f"{say.words.code(side, first.name) or '–'} {first.dropped}/{first.before}"


def _listed(one: Compared, say: Tongue) -> str:
    names = [f"{say.words.code('segment', a) or '–'} {b}" for a, b in one.consequences.emptied]
    return f"{len(names)}: {', '.join(names[:3])}" if names else "0"
