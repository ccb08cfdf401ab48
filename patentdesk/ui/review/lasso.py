"""Let a line drawn around points of a chart select them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from patentdesk.charts.places import Map
from patentdesk.ui.chartview import ChartView

_FEWEST = 3
_FAR = 6.0
"""Pixels that the pointer must move before a click becomes a line."""


def inside(picture: Map, outline: list[tuple[float, float]]) -> list[str]:
    """Return the terms of the points inside a line, both in display pixels from below left."""
    if len(outline) < _FEWEST:
        return []
    line = QPolygonF([QPointF(*corner) for corner in outline])
    points = [(place, mark) for place, mark in picture.marks if place.left == place.right and mark.term]
    return [
        mark.term
        for place, mark in points
        if line.containsPoint(QPointF(place.left, place.bottom), Qt.FillRule.OddEvenFill)
    ]


class LassoChart(ChartView):
    """A chart of points: drag a line around some of them."""

    caught = Signal(object)
    """The query terms of the points inside the line."""

    _line: list[QPointF] | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a line."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._line = [event.position()]
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on; without a line, tell what is under the pointer."""
        if self._line is None:
            super().mouseMoveEvent(event)
            return
        self._line.append(event.position())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what the line encloses; a mere click is a click."""
        line, self._line = self._line or [], None
        self.update()
        reach = max((abs(at.x() - line[0].x()) + abs(at.y() - line[0].y()) for at in line), default=0.0)
        if reach < _FAR:
            super().mouseReleaseEvent(event)
        elif self.picture is not None:
            picture = self.picture
            across, up = picture.width / max(self.width(), 1), picture.height / max(self.height(), 1)
            self.caught.emit(inside(picture.map, [(at.x() * across, (self.height() - at.y()) * up) for at in line]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line over the picture."""
        super().paintEvent(event)
        if self._line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._session.around.appearance.colours.accent)
        painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine))
        colour.setAlpha(28)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(self._line))
        painter.end()
