"""Put a chart over a table, as long as the table keeps enough room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

HEIGHT = 130
ROOM = 380
"""The chart is shown only where both together have this much height: a tall message leaves the list readable."""


class StripOver(QWidget):
    """A chart above a table."""

    def __init__(self, chart: QWidget, table: QWidget) -> None:
        """Lay both out."""
        super().__init__()
        self._chart = chart
        self._wanted = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        chart.setFixedHeight(HEIGHT)
        chart.hide()
        table.setMinimumHeight(150)
        column.addWidget(chart)
        column.addWidget(table, 1)

    def want(self, wanted: bool) -> None:
        """Show the chart where there is room, or never."""
        self._wanted = wanted
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show or fold the chart away as the room is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._chart.setVisible(self._wanted and self.height() >= ROOM)
