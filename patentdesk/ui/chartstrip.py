"""Show charts of the selected patents side by side; a click narrows the query."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from patentdesk.charts.catalogue import CHARTS as CATALOGUE
from patentdesk.charts.catalogue import Chart, chart
from patentdesk.services import listing
from patentdesk.services.desk import Desk
from patentdesk.ui.chartdata import SOURCES
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.jobs import Lane
from patentdesk.ui.session import Session
from patentdesk.ui.settings import CHARTS

_MOST = 6
"""Charts side by side in one row at most."""


def offered() -> tuple[Chart, ...]:
    """Return the charts that can be drawn for any selection of patents."""
    return tuple(one for one in CATALOGUE if one.needs or one.id in SOURCES)


class ChartStrip(QWidget):
    """Charts that draw what the query selects, in a grid of so many columns.

    Without ``columns`` they stand in one row, and the user chooses which (remembered; ``chart_ids`` at first).
    """

    left = Signal()

    def __init__(self, session: Session, chart_ids: Sequence[str], columns: int = 0, margin: int = 6) -> None:
        """Lay the charts out."""
        super().__init__()
        self._session = session
        self._columns = columns
        self._first = tuple(chart_ids)
        self.views: list[ChartView] = []
        self._counted: tuple[int, str, tuple[ChartView, ...]] | None = None
        """What was counted last: edition of the portfolio, query and charts."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(margin, 0, margin, margin)
        self._grid.setSpacing(margin)
        self.rearrange()

    def rearrange(self) -> None:
        """Show the charts that are chosen now."""
        known = {one.id for one in offered()}
        chosen = [one for one in self._session.around.settings.get(CHARTS) if one in known][:_MOST]
        self._show(self._first if self._columns or not chosen else chosen)

    def refresh(self) -> None:
        """Count anew for the present query; another order of the same patents changes no count."""
        desk, query = self._session.desk, self._session.query
        wanted = (self._session.edition, query, tuple(self.views))
        if desk is None or wanted == self._counted:
            return
        self._counted = wanted
        for view in self.views:
            source = SOURCES.get(view.chart.id)
            if source is None:
                self._session.look(
                    f"tally:{id(view)}", "ui.job.count", partial(_tally, desk, query, view.chart.needs),
                    view.show_data, lane=Lane.FINDING, rank=2,
                )  # fmt: skip
            else:
                self._session.look(
                    f"tally:{id(view)}", "ui.job.count", partial(source, desk, query), view.show_data, view.show_problem
                )

    def choose(self) -> None:
        """Let the user choose the charts, from a menu."""
        say, menu = self._session.around.tongue, QMenu(self)
        shown = {view.chart.id for view in self.views}
        for one in offered():
            entry: QAction = menu.addAction(say(f"chart.{one.id}"))
            entry.setCheckable(True)
            entry.setChecked(one.id in shown)
            entry.triggered.connect(partial(self._toggle, one.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(12, 12)))

    def take_keyboard(self) -> None:
        """Put the cursor into the first chart."""
        if self.views:
            self.views[0].setFocus()

    def _toggle(self, chart_id: str) -> None:
        shown = [view.chart.id for view in self.views]
        chosen = [one for one in shown if one != chart_id] if chart_id in shown else [*shown, chart_id][-_MOST:]
        if chosen:
            self._session.around.settings.put(CHARTS, chosen)
            self.rearrange()
            self.refresh()

    def _show(self, chart_ids: Sequence[str]) -> None:
        if [view.chart.id for view in self.views] == list(chart_ids):
            return
        for view in self.views:
            self._grid.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.views = [ChartView(self._session, chart(one)) for one in chart_ids]
        per_row = self._columns or len(self.views)
        for number, view in enumerate(self.views):
            view.clicked.connect(self._session.narrow)
            view.left.connect(self.left)
            if not self._columns:
                view.choosing.connect(self.choose)
            self._grid.addWidget(view, number // per_row, number % per_row)


def _tally(desk: Desk, query: str, needs: tuple[tuple[str, ...], ...], _progress: object) -> list[object]:
    return [listing.tally(desk, query, by) for by in needs]
