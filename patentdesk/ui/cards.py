"""Show headline figures on cards that stand side by side, in two rows where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from patentdesk.ui.pieces import label, retone

_GAP = 5


class Card(QPushButton):
    """One headline figure; never narrower than what stands on it."""

    def __init__(self) -> None:
        """Show no figure yet."""
        super().__init__()
        self.setProperty("card", True)
        self.title, self.figure, self.unit = label("small"), label("figure"), label("small")
        self._inside = inside = QVBoxLayout(self)
        inside.setContentsMargins(7, 9, 2, 10)
        inside.setSpacing(1)
        for one in (self.title, self.figure, self.unit):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(one)

    def tell(self, title: str, figure: str, unit: str, tone: str = "") -> None:
        """Show a figure under its name, and what it counts."""
        self.title.setText(title)
        self.figure.setText(figure)
        self.unit.setText(unit)
        self.setAccessibleName(f"{title}: {figure} {unit}")
        retone(self.figure, "tone", tone)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of what stands on the card: a button knows only its own text."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of what stands on the card, with some air behind it."""
        return self._inside.totalMinimumSize() + QSize(5, 0)


class CardRow(QWidget):
    """Cards in one row, or in two when one would cut a figure off."""

    def __init__(self, cards: Sequence[Card]) -> None:
        """Take the cards over, in their order."""
        super().__init__()
        self._cards = list(cards)
        self._half = -(-len(self._cards) // 2)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.arrange()

    def arrange(self) -> None:
        """Choose one row or two for the figures and the width there are now."""
        columns = len(self._cards) if self._width(self._cards) <= self.contentsRect().width() else self._half
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // columns, at % columns)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return the width of two rows, so that a row of all cards may become too narrow."""
        rows = self._cards[: self._half], self._cards[self._half :]
        around = self.width() - self.contentsRect().width()
        return QSize(max(self._width(row) for row in rows) + around, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew."""
        super().resizeEvent(event)
        self.arrange()

    def _width(self, cards: Sequence[Card]) -> int:
        return sum(card.minimumSizeHint().width() for card in cards) + _GAP * (len(cards) - 1)
