"""Show above a table by which columns it is sorted, the strongest first, and change that by a click."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPolygon
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from patentdesk.ui.theme import Appearance

Keys = tuple[tuple[int, bool], ...]
"""(column, descending) pairs, the strongest first."""
_ARROW, _MARGIN = 7, 6
_PADDING = 9
"""Beside a title, as the style sheet has it."""


def pressed(keys: Keys, column: int, *, more: bool) -> Keys:
    """Return the keys after a click on a column.

    A click sorts by this column alone, upwards, downwards, then not at all; with ``more`` the others stay and the
    column is added as the weakest.
    """
    present = dict(keys).get(column)
    following = {None: False, False: True, True: None}[present]
    if not more:
        return () if following is None else ((column, following),)
    if present is None:
        return (*keys, (column, False))
    others = tuple((one, down) for one, down in keys if one != column)
    place = [one for one, _ in keys].index(column)
    return others if following is None else (*others[:place], (column, following), *others[place:])


class SortHeader(QHeaderView):
    """The headers of a table; a click sorts, Shift and a click add a key."""

    keys_wanted = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Sort by nothing at first."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.keys: Keys = ()
        self._appearance = appearance
        self._more = False
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(False)
        self.sectionClicked.connect(self._clicked)

    def show_keys(self, keys: Keys) -> None:
        """Show by what the table is sorted."""
        self.keys = keys
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note whether a key is to be added."""
        self._more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:  # noqa: N803 - Qt's
        """Cut a title that is too long at its end, whichever side it stands at."""
        super().initStyleOptionForIndex(option, logicalIndex)
        model = self.model()
        title = str(model.headerData(logicalIndex, self.orientation()) or "") if model is not None else ""
        room = self.sectionSize(logicalIndex) - 2 * _PADDING
        option.text = option.fontMetrics.elidedText(title, Qt.TextElideMode.ElideRight, room)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's signature
        """Paint a header, and for a key its direction, with its place when there are several."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        place = next((place for place, (one, _) in enumerate(self.keys, 1) if one == logicalIndex), 0)
        if not place:
            return
        colours = self._appearance.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        number = str(place) if len(self.keys) > 1 else ""
        font = QFont(self.font())
        font.setPixelSize(10)
        painter.setFont(font)
        width = _ARROW + _MARGIN + painter.fontMetrics().horizontalAdvance(number) + 4
        ground = QRect(rect.right() - width - 2, rect.top() + 1, width, rect.height() - 3)
        painter.fillRect(ground, colours.tone("raised"))
        self._draw_arrow(painter, ground, descending=self.keys[place - 1][1])
        painter.setPen(colours.tone("accent"))
        painter.drawText(ground.adjusted(_ARROW + 5, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, number)
        painter.restore()

    def _draw_arrow(self, painter: QPainter, ground: QRect, *, descending: bool) -> None:
        left, middle = ground.left() + 3, ground.center().y()
        tip, base = (middle + 3, middle - 2) if descending else (middle - 3, middle + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.colours.tone("accent"))
        painter.drawPolygon(
            QPolygon([QPoint(left, base), QPoint(left + _ARROW, base), QPoint(left + _ARROW // 2, tip)])
        )

    def _clicked(self, column: int) -> None:
        self.keys_wanted.emit(pressed(self.keys, column, more=self._more))
        self._more = False
