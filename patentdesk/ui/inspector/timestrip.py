"""Draw the life of a patent as a strip: what happened below the line, what is due above it, today across both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from patentdesk.ui.theme import Appearance

_HEIGHT, _SIDE, _NEAR = 86, 12, 7


@dataclass(frozen=True, slots=True)
class Moment:
    """One mark on the strip; ``due``: something to be done, else something that happened."""

    day: date
    text: str
    due: bool
    tone: str = ""


class TimeStrip(QWidget):
    """The marks between the first and the last day; the tooltip names those under the pointer."""

    def __init__(self, appearance: Appearance, moments: Sequence[Moment], today: date, words: str) -> None:
        """Take the marks; ``words`` say to assistive technology what the strip shows."""
        super().__init__()
        self._appearance = appearance
        self._moments = sorted(moments, key=lambda one: one.day)
        self._today = today
        days = [today, *(one.day for one in self._moments)]
        first, last = min(days), max(days)
        self._start = date(first.year, 1, 1)
        self._end = date(last.year, 12, 31)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.setAccessibleDescription("; ".join(f"{one.day} {one.text}" for one in self._moments))

    def place(self, day: date) -> float:
        """Return where a day stands."""
        whole = max((self._end - self._start).days, 1)
        return _SIDE + (day - self._start).days / whole * (self.width() - 2 * _SIDE)

    def near(self, x: float) -> list[Moment]:
        """Return the marks under a place."""
        return [one for one in self._moments if abs(self.place(one.day) - x) <= _NEAR]

    def event(self, event: QEvent) -> bool:
        """Name the marks under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.near(event.pos().x())
            QToolTip.showText(event.globalPos(), "\n".join(f"{one.day}  {one.text}" for one in found), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint years, marks and today."""
        colours = self._appearance.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(10)
        painter.setFont(font)
        middle = 40.0
        painter.setPen(QPen(colours.tone("line_strong"), 1.5))
        painter.drawLine(QPointF(_SIDE, middle), QPointF(self.width() - _SIDE, middle))
        self._draw_years(painter, middle)
        now = self.place(self._today)
        painter.setPen(QPen(colours.tone("accent"), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(now, 6), QPointF(now, 62))
        for one in self._moments:
            colour = colours.tone(one.tone or "muted")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            x = self.place(one.day)
            if one.due:
                sign = [QPointF(x, 14), QPointF(x + 5, 20), QPointF(x, 26), QPointF(x - 5, 20)]
                painter.drawPolygon(QPolygonF(sign))
                painter.drawRect(QRectF(x - 0.5, 26, 1, middle - 26))
            else:
                painter.drawEllipse(QPointF(x, 54), 4, 4)
                painter.drawRect(QRectF(x - 0.5, middle, 1, 12))
        painter.end()

    def _draw_years(self, painter: QPainter, middle: float) -> None:
        years = self._end.year - self._start.year + 1
        room = (self.width() - 2 * _SIDE) / years
        step = next(one for one in (1, 2, 5, 10, 20, 50, 200) if room * one >= 36)
        colours = self._appearance.colours
        for year in range(self._start.year, self._end.year + 1):
            x = self.place(date(year, 1, 1))
            painter.setPen(QPen(colours.tone("line_strong"), 1))
            painter.drawLine(QPointF(x, middle - 2), QPointF(x, middle + 2))
            if (year - self._start.year) % step == 0 and x + 26 < self.width():
                painter.setPen(colours.tone("muted"))
                painter.drawText(QPointF(x, _HEIGHT - 8), str(year))
