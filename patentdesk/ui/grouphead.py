"""Paint the heads of groups across a whole table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPolygon
from PySide6.QtWidgets import QTableView

from patentdesk.ui import formats
from patentdesk.ui.models import Foldable, TableModel

_SIDE, SIGN_ROOM = 14, 30
"""Where the sign stands, and how much room it has before the text."""
_BEFORE_COUNT = 12


def paint_heads(view: QTableView, model: TableModel) -> None:
    """Paint the heads that are in sight; in every view of a table they begin at its left edge."""
    rows = model.rows
    if not isinstance(rows, Foldable) or not len(rows):
        return
    first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    last = len(rows) - 1 if last < 0 else last
    colours = model.appearance.colours
    painter = QPainter(view.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = view.font()
    font.setBold(True)
    table = view.parent() if view.property("frozen") else view  # a label goes on from the pinned columns
    across = table.viewport().width() if isinstance(table, QTableView) else 0
    for position in range(max(first, 0), last + 1):
        head = rows.head(position)
        if head is None:
            continue
        top, height = view.rowViewportPosition(position), view.rowHeight(position)
        ground = QRect(0, top, view.viewport().width(), height - 1)
        selected = view.selectionModel().isRowSelected(position, view.rootIndex())
        painter.fillRect(ground, colours.soft("accent") if selected else colours.tone("raised"))
        painter.setPen(colours.tone("line"))
        painter.drawLine(ground.left(), ground.bottom() + 1, ground.right(), ground.bottom() + 1)
        if view.currentIndex().row() == position and (view.hasFocus() or view.property("frozen")):
            painter.setPen(colours.tone("accent"))
            painter.drawLine(ground.left(), ground.bottom(), ground.right(), ground.bottom())
            painter.drawLine(ground.left(), ground.top(), ground.right(), ground.top())
        painter.setPen(colours.tone("muted"))
        _draw_sign(painter, ground, folded=head.folded)
        painter.setPen(colours.tone("text"))
        painter.setFont(font)
        count = formats.number(head.count)
        room = QRect(SIGN_ROOM, ground.top(), across - SIGN_ROOM, ground.height())
        most = room.width() - _BEFORE_COUNT - view.fontMetrics().horizontalAdvance(count) - _SIDE
        label = painter.fontMetrics().elidedText(head.label, Qt.TextElideMode.ElideRight, most)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, label)
        taken = painter.fontMetrics().horizontalAdvance(label) + _BEFORE_COUNT
        painter.setPen(colours.tone("muted"))
        painter.setFont(view.font())
        painter.drawText(room.adjusted(taken, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, count)
    painter.end()


def _draw_sign(painter: QPainter, ground: QRect, *, folded: bool) -> None:
    left, middle = _SIDE, ground.center().y()
    painter.drawPolyline(
        QPolygon([QPoint(left, middle - 4), QPoint(left + 4, middle), QPoint(left, middle + 4)])
        if folded
        else QPolygon([QPoint(left - 2, middle - 2), QPoint(left + 2, middle + 2), QPoint(left + 6, middle - 2)])
    )
