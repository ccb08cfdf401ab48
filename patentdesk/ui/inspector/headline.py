"""Show a title on two lines, whatever its length, so that what stands below never moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QShowEvent, QTextLayout
from PySide6.QtWidgets import QLabel

_LINES = 2


class Headline(QLabel):
    """A title on two lines; what does not fit is left out behind an ellipsis, and the tooltip has all of it."""

    def tell(self, title: str) -> None:
        """Show a title."""
        self.setText(title)
        self.setToolTip(title)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for two lines in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._keep_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep room for two lines."""
        super().showEvent(event)
        self._keep_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter, height = QPainter(self), self.fontMetrics().lineSpacing()
        painter.setPen(self.palette().windowText().color())
        for number, line in enumerate(lines_of(self.text(), self.font(), self.width())):
            room = QRect(0, number * height, self.width(), height)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        painter.end()

    def _keep_room(self) -> None:
        self.ensurePolished()
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing())


def lines_of(text: str, font: QFont, width: int) -> list[str]:
    """Return a text broken into at most two lines of a width (pixels); the second is cut with an ellipsis."""
    if not text:
        return []
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    end = first.textStart() + first.textLength()
    layout.endLayout()
    rest = QFontMetrics(font).elidedText(text[end:].strip(), Qt.TextElideMode.ElideRight, width)
    return [text[:end].strip(), rest] if rest else [text[:end].strip()]
