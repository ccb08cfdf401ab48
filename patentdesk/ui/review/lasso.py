"""Let a line drawn around points of a chart select them."""

from __future__ import annotations

from matplotlib.path import Path as Outline
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from patentdesk.charts.sheet import Picture
from patentdesk.ui.chartview import ChartView

_FEWEST = 3
_FAR = 6.0
"""Pixels that the pointer must move before a click becomes a line."""


def inside(picture: Picture, outline: list[tuple[float, float]]) -> list[str]:
    """Return the terms of the points inside a line, both in display pixels from below left."""
    points = [mark for mark in picture.marks if mark.left == mark.right and mark.bottom == mark.top and mark.term]
    if len(outline) < _FEWEST or not points:
        return []
    at = picture.axes.transData.transform([(mark.left, mark.bottom) for mark in points])
    return [mark.term for mark, found in zip(points, Outline(outline).contains_points(at), strict=True) if found]


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
            width, height = self.picture.figure.canvas.get_width_height()
            across, up = width / max(self.width(), 1), height / max(self.height(), 1)
            self.caught.emit(inside(self.picture, [(at.x() * across, (self.height() - at.y()) * up) for at in line]))

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
