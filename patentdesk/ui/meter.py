"""Paint a share as a thin bar with its figure."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from patentdesk.ui.theme import Appearance

_FIGURE_WIDTH = 74
_HEIGHT = 20
_THICK = 6


class Meter(QWidget):
    """A bar from 0 to 1; ``value`` None shows an empty bar."""

    def __init__(self, appearance: Appearance, value: float | None, figure: str, tone: str = "accent") -> None:
        """Show a value with the text of its figure on the right."""
        super().__init__()
        self._appearance = appearance
        self._value = value
        self._figure = figure
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(110)

    def sizeHint(self) -> QSize:
        """Return the height of one line."""
        return QSize(160, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the groove, the bar and the figure."""
        colours = self._appearance.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = max(self.width() - _FIGURE_WIDTH, 10)
        groove = QRectF(0, (self.height() - _THICK) / 2, room, _THICK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(groove, 3, 3)
        if self._value:
            groove.setWidth(max(room * min(self._value, 1.0), _THICK))
            painter.setBrush(colours.tone(self._tone))
            painter.drawRoundedRect(groove, 3, 3)
        painter.setPen(QColor(colours.muted if self._value is None else colours.text))
        place = QRectF(room, 0, self.width() - room, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._figure)
        painter.end()
