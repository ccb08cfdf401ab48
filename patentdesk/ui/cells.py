"""Paint the cells of tables, and edit them: dots, marks, what is looked for, an editor for each kind of value."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from patentdesk.portfolio.dates import read_date
from patentdesk.ui.models import MARKS_ROLE, TONE_ROLE, TableModel
from patentdesk.ui.pieces import SteadyBox, retone
from patentdesk.ui.theme import Appearance

Index = QModelIndex | QPersistentModelIndex
_DOT = 7
_LEFT = 8
"""Room between a cell's edge and its text."""
_BADGE, _BETWEEN = 18, 4
_KIND = "kind"
"""Property of an editor: the kind of value that it takes."""
_TOLD = "told"
"""Property of an editor: what is said of a text that is no such value."""
_KEYS_DONE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


def readable(text: str, kind: str) -> bool:
    """Tell whether a text can be read as a value of a kind ('', 'date', 'number'); an empty one always can."""
    if not text.strip() or not kind:
        return True
    if kind == "date":
        return read_date(text).day is not None
    return text.strip().isdigit()


def as_written(text: str, kind: str) -> str:
    """Return a typed text as the services read it: dates as 2026-03-31; what cannot be read stays as it is."""
    day = read_date(text).day if kind == "date" and text.strip() else None
    return day.isoformat() if day is not None else text.strip()


def line_editor(parent: QWidget | None, kind: str) -> QLineEdit:
    """Return a line that shows while it is typed in whether its text can be read."""
    line = QLineEdit(parent)
    line.setProperty(_KIND, kind)
    if kind == "date":
        line.setPlaceholderText("2026-03-31")
    line.textChanged.connect(lambda text: retone(line, "invalid", not readable(text, kind)))
    return line


def choice_editor(parent: QWidget | None, choices: Callable[[], list[tuple[str, str]]]) -> QComboBox:
    """Return a list of choices in which one types a part of what is wanted."""
    box = SteadyBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setMaxVisibleItems(18)
    for value, text in choices():
        box.addItem(text, value)
    completer = QCompleter(box.model(), box)
    box.setCompleter(completer)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return box


def chosen(box: QComboBox) -> str | None:
    """Return the value of what stands in the box; None when it is none of the choices."""
    place = box.findText(box.currentText().strip(), Qt.MatchFlag.MatchFixedString)
    return str(box.itemData(place)) if place >= 0 else None


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of a ``TableModel``."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        """Highlight nothing at first."""
        super().__init__(parent)
        self._appearance = appearance
        self.looked_for = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell with its dot, its marks, and what is looked for on a ground of its own."""
        self._paint_cell(painter, option, index)
        view = option.widget
        if isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index:
            painter.save()
            painter.setPen(self._appearance.colours.tone("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -2))
            painter.restore()

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colour, marks = index.data(TONE_ROLE), index.data(MARKS_ROLE)
        if marks is None and not isinstance(colour, QColor) and not self.looked_for:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text = shown.text
        if marks is not None:
            shown.text = ""
        elif isinstance(colour, QColor):
            shown.text = "\u2003" + text
        widget = option.widget
        painter.save()
        if self.looked_for and marks is None:
            self._highlight(painter, option.rect, shown)
        painter.restore()
        widget.style().drawControl(widget.style().ControlElement.CE_ItemViewItem, shown, painter, widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marks is not None:
            self._draw_marks(painter, option.rect, marks)
        elif isinstance(colour, QColor):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(option.rect.left() + 9, option.rect.center().y() - _DOT // 2, _DOT, _DOT)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor for the column's kind of value."""
        model = _model(index)
        column = model.columns[index.column()]
        if column.choices is not None:
            choices = column.choices
            made: QWidget = choice_editor(parent, lambda: list(choices()))
        else:
            made = line_editor(parent, column.kind)
        kind = "choice" if column.choices is not None else column.kind
        made.setProperty(_TOLD, model.tongue(f"ui.cell.{kind}") if kind else "")
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the present value, all of it selected."""
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
            line = editor.lineEdit()
            if line is not None:
                line.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep an editor open whose text is no value of the column, and say at its place what it takes."""
        done = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _KEYS_DONE
        if done and isinstance(editor, QWidget) and not _takes(editor):
            place = editor.mapToGlobal(QPoint(0, editor.height() // 2))
            QToolTip.showText(place, str(editor.property(_TOLD)), editor)
            return True
        return super().eventFilter(editor, event)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was entered; what is left for another place and is no value is not taken."""
        if isinstance(editor, QComboBox):
            value = chosen(editor)
            if value is not None:
                model.setData(index, value)
        elif isinstance(editor, QLineEdit) and _takes(editor):
            model.setData(index, as_written(editor.text(), _model(index).columns[index.column()].kind))

    def _draw_marks(self, painter: QPainter, rect: QRect, marks: list[tuple[str, str]]) -> None:
        font = painter.font()
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        left, top = rect.left() + _LEFT - 2, rect.center().y() - _BADGE // 2 + 1
        for text, tone in marks:
            badge = QRect(left, top, _BADGE, _BADGE - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._appearance.colours.soft(tone))
            painter.drawRoundedRect(badge, 4, 4)
            painter.setPen(self._appearance.colours.tone(tone))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
            left += _BADGE + _BETWEEN

    def _highlight(self, painter: QPainter, rect: QRect, shown: QStyleOptionViewItem) -> None:
        """Lay a ground under each place where the text looked for stands; what is cut off is not marked."""
        low, wanted = shown.text.lower(), self.looked_for.lower()
        metrics = QFontMetrics(shown.font)
        right = bool(shown.displayAlignment & Qt.AlignmentFlag.AlignRight)
        start = rect.right() - _LEFT - metrics.horizontalAdvance(shown.text) if right else rect.left() + _LEFT
        painter.setClipRect(rect)
        found = low.find(wanted)
        while found >= 0:
            before = metrics.horizontalAdvance(shown.text[:found])
            width = metrics.horizontalAdvance(shown.text[found : found + len(wanted)])
            ground = QRect(start + before, rect.center().y() - 9, width, 19)
            painter.fillRect(ground, self._appearance.colours.soft("warning"))
            painter.setPen(self._appearance.colours.tone("warning"))
            painter.drawLine(ground.bottomLeft(), ground.bottomRight())
            found = low.find(wanted, found + len(wanted))


def _takes(editor: QWidget) -> bool:
    """Tell whether what stands in an editor is a value of its column."""
    if isinstance(editor, QComboBox):
        return chosen(editor) is not None
    return not isinstance(editor, QLineEdit) or readable(editor.text(), str(editor.property(_KIND) or ""))


def _model(index: Index) -> TableModel:
    model = index.model()
    if not isinstance(model, TableModel):
        raise TypeError("the cells of tables stand in a TableModel")
    return model
