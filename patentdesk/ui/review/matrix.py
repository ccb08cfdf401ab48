"""See the patents of a review in two matrices and as profiles; a line drawn around points selects them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.data import Scored, Scores
from patentdesk.charts.terms import any_term
from patentdesk.charts.triagedata import Radar
from patentdesk.services.evidence import number_of
from patentdesk.services.exchange import REPORTING
from patentdesk.services.positions import Position, positions
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.columns import title_of
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import ElidedLabel, button, panes
from patentdesk.ui.review.lasso import LassoChart
from patentdesk.ui.review.lens import Lens

_SHAPES = 3
"""Profiles that can be told apart in one radar."""
_AXES = 8


class MatrixLens(Lens):
    """Opportunity and risk, value and cost, and the profiles of the patents selected."""

    name = "matrix"

    def __init__(self, panel: Panel) -> None:
        """Lay the lens out."""
        super().__init__(panel)
        self.positions: list[Position] = []
        self.caught: list[int] = []
        self.risk = LassoChart(self.session, chart("opportunity_risk"))
        self.cost = LassoChart(self.session, chart("value_cost"))
        self.radar = ChartView(self.session, chart("radar"))
        for one in (self.risk, self.cost):
            one.caught.connect(self._catch)
            one.clicked.connect(self._click)
        self.hint = ElidedLabel("muted")
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 12, 6)
        head.addWidget(self.hint, 1)
        self.decide = button(head, self._decide, look="primary")
        self.narrow = button(head, self._narrow, look="flat")
        above = panes(Qt.Orientation.Horizontal, (self.risk, self.cost))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(panes(Qt.Orientation.Vertical, (above, self.radar), (360, 250)), 1)

    def refresh(self) -> None:
        """Place the patents of the review."""
        desk, review = self.desk, self.review
        if desk is None or review is None:
            self._take([])
            return
        self.session.look("positions", "ui.job.review", lambda _progress: positions(desk, review.id), self._take)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        count = len(self.caught)
        self.hint.setText(self.say("ui.triage.lasso.caught", n=count) if count else self.say("ui.triage.lasso.hint"))
        self.decide.setText(self.say("ui.triage.lasso.decide"))
        self.narrow.setText(self.say("ui.triage.lasso.narrow"))
        for one in (self.decide, self.narrow):
            one.setEnabled(bool(count))
        self._draw()

    def main_view(self) -> QWidget:
        """Return the matrix."""
        return self.risk

    def _take(self, found: list[Position]) -> None:
        shown = {line.patent.id for line in self.state.lines}
        self.positions = [one for one in found if one.line.patent.id in shown]
        self.caught = [one for one in self.caught if one in shown]
        data = Scores([_scored(one, self.say.language) for one in self.positions], REPORTING)
        self.risk.show_data(data)
        self.cost.show_data(data)
        self.retranslate()

    def _catch(self, terms: list[str]) -> None:
        self.caught = [int(one.partition(":")[2]) for one in terms]
        self.session.pick(tuple(self.caught))
        self.retranslate()

    def _click(self, term: str) -> None:
        patent_id = int(term.partition(":")[2])
        self.session.point_at(patent_id)
        self._catch([term])

    def _draw(self) -> None:
        """Draw the profiles of the first patents selected; with none, of the whole review."""
        wanted = [one for one in self.positions if one.line.patent.id in self.caught][:_SHAPES]
        self.radar.show_data(radar_of(self.say.words.code, wanted or self.positions, whole=not wanted,
                                      name=self.say("ui.triage.whole_review")))  # fmt: skip

    def _decide(self) -> None:
        self.session.pick(tuple(self.caught))
        self.panel.commands["decide_selection"]()

    def _narrow(self) -> None:
        self.session.narrow(any_term("id", self.caught))


def _scored(one: Position, language: str) -> Scored:
    line = one.line
    return Scored(
        line.patent.id,
        number_of(line.patent),
        line.item.score,
        line.item.grade.value,
        cost=float(one.cost.amount) if one.cost is not None else None,
        title=title_of(line.patent, language),
        value=float(one.value.amount) if one.value is not None else None,
        opportunity=one.opportunity,
        risk=one.risk,
    )


def radar_of(code: Callable[[str, str], str], found: Sequence[Position], *, whole: bool, name: str) -> Radar:
    """Return the points of the weightiest indicators; of many patents together, their means."""
    parts = [{str(part["indicator"]): part for part in one.line.item.evidence if "indicator" in part} for one in found]
    weights = {key: float(str(part["weight"])) for one in parts for key, part in one.items()}
    axes = sorted(weights, key=lambda key: -weights[key])[:_AXES]
    values = [[_points(one.get(key)) for key in axes] for one in parts]
    if whole:
        known = [[value for value in column if value is not None] for column in zip(*values, strict=True)]
        shapes = [(name, [sum(some) / len(some) if some else None for some in known])]
    else:
        shapes = [(number_of(one.line.patent), row) for one, row in zip(found, values, strict=True)]
    return Radar([code("indicator", key) for key in axes], shapes)


def _points(part: object) -> float | None:
    points = part.get("points") if isinstance(part, dict) else None
    return points / 100 if isinstance(points, int | float) else None
