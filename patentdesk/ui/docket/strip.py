"""Put a chart over a table, as long as the table keeps enough room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

HEIGHT = 130
ROOM = 380
"""The chart is shown only where both together have this much height: a tall message leaves the list readable."""
LEAST = 150


class StripOver(QWidget):
    """A chart above a table. It places both itself: a layout does not follow what is shown while it is carried out."""

    def __init__(self, chart: QWidget, table: QWidget) -> None:
        """Take both in."""
        super().__init__()
        self._chart = chart
        self._table = table
        self._wanted = False
        for widget in (chart, table):
            widget.setParent(self)
        chart.hide()
        self.setMinimumHeight(LEAST)

    def want(self, wanted: bool) -> None:
        """Show the chart where there is room, or never."""
        self._wanted = wanted
        self._place()

    def sizeHint(self) -> QSize:
        """Ask for the room of both."""
        return QSize(400, ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show or fold the chart away as the room is."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        shown = self._wanted and self.height() >= ROOM
        top = HEIGHT if shown else 0
        self._chart.setVisible(shown)
        self._chart.setGeometry(0, 0, self.width(), HEIGHT)
        self._table.setGeometry(0, top, self.width(), max(self.height() - top, 0))
