"""Make the small widgets that every panel is built of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

CHARTS_AND_LIST = (190, 500)
"""Of the height: for a strip of charts, and for what stands under it."""


class ElidedLabel(QLabel):
    """A line of text that is cut with an ellipsis where there is no room; the tooltip shows the whole."""

    def __init__(self, role: str) -> None:
        """Start empty, in one of the style sheet's roles."""
        super().__init__()
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def event(self, event: QEvent) -> bool:
        """Show the whole where a part is cut when the pointer asks for it."""
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip(self.text() if self._shown() != self.text() else "")
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.contentsRect(), aligned, self._shown())
        painter.end()

    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)


def head_row() -> QHBoxLayout:
    """Return the row at the head of a panel: its title, then buttons."""
    row = QHBoxLayout()
    row.setContentsMargins(16, 10, 12, 8)
    row.setSpacing(6)
    return row


def below_charts(below: QWidget, *, shown: bool) -> QSplitter:
    """Return what stands under a strip of charts, with the room for these; they come into it later, as its first."""
    split = QSplitter(Qt.Orientation.Vertical)
    room = QWidget()
    room.setVisible(shown)
    split.addWidget(room)
    split.addWidget(below)
    split.setStretchFactor(1, 1)
    split.setHandleWidth(1)
    split.setSizes(CHARTS_AND_LIST)
    return split


def label(role: str = "", text: str = "") -> QLabel:
    """Return a label in one of the style sheet's roles."""
    made = QLabel(text)
    if role:
        made.setProperty("role", role)
    return made


def button(
    parent: QHBoxLayout | QVBoxLayout, pressed: Callable[[], None] | None = None, *, look: str = ""
) -> QPushButton:
    """Return a button at the end of a layout; ``look`` is '', 'primary', 'flat' or 'link'."""
    made = QPushButton()
    if look:
        made.setProperty(look, True)
    if pressed is not None:
        made.clicked.connect(lambda _checked: pressed())
    parent.addWidget(made)
    return made


def rule() -> QFrame:
    """Return a thin line."""
    line = QFrame()
    line.setProperty("rule", True)
    return line


def retone(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and let it be read anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def panes(orientation: Qt.Orientation, parts: Sequence[QWidget], sizes: Sequence[int] = ()) -> QSplitter:
    """Return widgets side by side or one above the other, a thin handle between them; none can be squeezed away."""
    split = QSplitter(orientation)
    for part in parts:
        split.addWidget(part)
    if sizes:
        split.setSizes(list(sizes))
    split.setHandleWidth(1)
    split.setChildrenCollapsible(False)
    return split


class SteadyBox(QComboBox):
    """A choice that the wheel passes over: who scrolls the page below the pointer changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()


class SteadySlider(QSlider):
    """A slider that the wheel passes over."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()


def choice_box(letters: int) -> QComboBox:
    """Return a box of choices as wide as so many letters, however long the choices are."""
    box = SteadyBox()
    box.setMinimumContentsLength(letters)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
