"""Show charts of the selected patents side by side; a click narrows the query."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.services import listing
from patentdesk.services.desk import Desk
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.session import Session


class ChartStrip(QWidget):
    """Charts that draw tallies of the query, in a grid of so many columns."""

    def __init__(self, session: Session, chart_ids: Sequence[str], columns: int = 0, margin: int = 6) -> None:
        """Lay the charts out, in one row unless ``columns`` says otherwise."""
        super().__init__()
        self._session = session
        self.views = [ChartView(session, chart(one)) for one in chart_ids]
        grid = QGridLayout(self)
        grid.setContentsMargins(margin, 0, margin, margin)
        grid.setSpacing(margin)
        per_row = columns or len(self.views)
        for number, view in enumerate(self.views):
            view.clicked.connect(session.narrow)
            grid.addWidget(view, number // per_row, number % per_row)

    def refresh(self) -> None:
        """Count anew for the present query."""
        desk, query = self._session.desk, self._session.query
        if desk is None:
            return
        for view in self.views:
            self._session.look(
                f"tally:{id(view)}", "ui.job.count", partial(_tally, desk, query, view.chart.needs), view.show_data
            )


def _tally(desk: Desk, query: str, needs: tuple[tuple[str, ...], ...], _progress: object) -> list[object]:
    return [listing.tally(desk, query, by) for by in needs]
