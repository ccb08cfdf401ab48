"""Write a quiet note at the right edge of the entries of a list, such as a shortcut or a query."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from patentdesk.ui.theme import Appearance

NOTE = Qt.ItemDataRole.UserRole + 100
"""The note of an entry; '' or nothing: it has none."""
_EDGE, _BEFORE_TEXT = 12, 34


class SideNotes(QStyledItemDelegate):
    """Paints entries with their notes; a long note is cut off before the entry is."""

    def __init__(self, parent: QObject, appearance: Appearance) -> None:
        """Write in the theme's quiet colour."""
        super().__init__(parent)
        self._appearance = appearance

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the entry, then its note."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        note, metrics = str(index.data(NOTE) or ""), shown.fontMetrics
        room = shown.rect.adjusted(_BEFORE_TEXT, 0, -_EDGE, 0)
        own = min(metrics.horizontalAdvance(shown.text), room.width() * 2 // 3)
        note = metrics.elidedText(note, Qt.TextElideMode.ElideRight, room.width() - own - _EDGE)
        taken = metrics.horizontalAdvance(note) + _EDGE if note else 0
        shown.text = metrics.elidedText(shown.text, Qt.TextElideMode.ElideRight, room.width() - taken)
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, shown, painter, option.widget)
        painter.save()
        painter.setPen(self._appearance.colours.tone("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
        painter.restore()
