"""Show the key figures of how the portfolio is looked after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.triagedata import Share, Shares
from patentdesk.services import kpi_table, kpis
from patentdesk.services.kpis import Figure
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import panes
from patentdesk.ui.review.lens import Lens
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_TONES = {True: "success", False: "danger", None: ""}


def _columns(say: Tongue) -> list[Column]:
    def cell(place: int) -> Column:
        key = ("name", "value", "of", "target")[place]
        tone = (lambda one: _TONES[kpi_table.meets(one)]) if key == "value" else None
        return Column(
            key, f"kpi.head.{key}", lambda one: kpi_table.row(one, say.words)[place], (330, 120, 170, 100)[place],
            right=place > 0, tone=tone,
        )  # fmt: skip

    return [cell(place) for place in range(4)]


class FiguresLens(Lens):
    """The figures as bars with their targets, and in numbers."""

    name = "figures"
    needs_review = False

    def __init__(self, panel: Panel) -> None:
        """Lay the lens out."""
        super().__init__(panel)
        self.figures: list[Figure] = []
        self.chart = ChartView(self.session, chart("key_figures"))
        self.model = TableModel(_columns(self.say), self.say, self.around.appearance)
        self.table = TableView("key_figures", self.model, self.say, self.around.settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panes(Qt.Orientation.Vertical, (self.chart, self.table), (300, 300)))

    def refresh(self) -> None:
        """Measure."""
        desk = self.desk
        if desk is not None:
            self.session.look(
                "figures", "ui.job.figures", lambda progress: kpis.figures(desk, progress), self._take, shown=True
            )

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.table.setAccessibleName(self.say("ui.triage.lens.figures"))
        self._take(self.figures)

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def _take(self, found: list[Figure]) -> None:
        self.figures = found
        self.model.set_rows(ListRows(found))
        self.chart.show_data(Shares([_share(one, self.say) for one in found if is_share(one)]))


def is_share(one: Figure) -> bool:
    """Tell whether a figure is a share of 0 ... 1."""
    return one.unit not in ("days", "count") and "/" not in one.unit


def _share(one: Figure, say: Tongue) -> Share:
    name, text, *_ = kpi_table.row(one, say.words)
    target = kpi_table.TARGETS[one.id][1] if one.id in kpi_table.TARGETS else None
    return Share(name, one.value, text, target, kpi_table.meets(one))
