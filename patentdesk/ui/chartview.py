"""Show one chart: drawn in the drawing thread, painted as a picture, answering to the pointer and the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEvent, QMetaMethod, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from patentdesk.charts.catalogue import Chart
from patentdesk.charts.places import Map, Mark, Place
from patentdesk.charts.request import Drawing, Form, Request
from patentdesk.core.problems import Problem
from patentdesk.core.progress import Progress
from patentdesk.ui.jobs import Job, Lane
from patentdesk.ui.messages import Message, MessageBar
from patentdesk.ui.painter import Painter
from patentdesk.ui.panel import Panel
from patentdesk.ui.session import Session

_DPI = 100.0
_SETTLE_MS = 90
"""How long a size must stand before the chart is drawn for it; until then the old picture is shown scaled."""
_SAVE_SIZE = (1400, 900)
_SAVE_DPI = 200.0
_FORMS: dict[str, Form] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class _Drawn:
    drawing: Drawing
    image: QImage

    @property
    def map(self) -> Map:
        return self.drawing.map


class ChartView(QWidget):
    """One chart of the catalogue; ``clicked`` carries the query term of the bar or cell that was clicked.

    A click on the legend switches what it names off and on again. With the keyboard: arrows go from bar to bar, Enter
    clicks, digits switch the entries of the legend, Ctrl+C copies, the menu key offers to save.
    """

    clicked = Signal(str)
    choosing = Signal()
    """Other charts are to be chosen."""
    left = Signal()
    """The keyboard goes back to the panel."""
    focused = Signal(QWidget)

    def __init__(self, session: Session, chart: Chart, *, title: bool = True) -> None:
        """Show nothing until ``show_data``."""
        super().__init__()
        self._session = session
        self.chart = chart
        self._title = title
        self._key = f"draw:{next(_numbers)}"
        self._data: object = None
        self._has_data = False
        self._drawn: _Drawn | None = None
        self._problem: Problem | None = None
        self._stale = False
        """Whether it must be drawn when it is seen."""
        self._hidden: frozenset[str] = frozenset()
        self._cursor = -1
        """The mark under the keyboard's cursor; -1: none."""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.redraw)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(QSize(140, 110))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        session.around.tongue.language_changed.connect(self._speak)
        session.around.appearance.restyled.connect(self.redraw)

    @property
    def picture(self) -> Drawing | None:
        """What is shown now."""
        return self._drawn.drawing if self._drawn is not None else None

    def show_data(self, data: object) -> None:
        """Draw other data."""
        self._data, self._problem = data, None
        self._has_data = True
        self.redraw()

    def show_problem(self, problem: Problem) -> None:
        """Say why there is nothing to draw."""
        self._problem, self._drawn, self._has_data = problem, None, False
        self.update()

    def redraw(self) -> None:
        """Draw the chart for the present size, language and theme, once somebody sees it."""
        desk = self._session.desk
        self._stale = True
        if not self._has_data or desk is None or self.visibleRegion().isEmpty():
            self.update()  # whoever scrolls it into view paints it, which draws it
            return
        self._stale = False
        self._settle.stop()
        around, painter = self._session.around, self._session.painter
        request = Request(
            self.chart.id, self._data, around.tongue.language, around.appearance.colours.name, desk.clock.today(),
            (self.width(), self.height()), self.devicePixelRatioF(), self._title, self._hidden,
        )  # fmt: skip
        work = partial(_paint, painter, request)
        self._session.jobs.start(Job(self._key, "ui.job.draw", work, self._take, lane=Lane.DRAWING, shown=False))
        self.setAccessibleName(around.tongue(f"chart.{self.chart.id}"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew once the size stands still."""
        super().resizeEvent(event)
        if self._drawn is None:
            self.redraw()
        else:
            self._settle.start(_SETTLE_MS)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was asked for while nobody saw it."""
        super().showEvent(event)
        self.redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture; while a new one is being drawn, the old one in the new size."""
        if self._stale and not self._settle.isActive():
            self._settle.start(0)
        if self._drawn is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(QPoint(0, 0), self.size()), self._drawn.image)
            self._paint_cursor(painter)
            painter.end()
        else:
            self._paint_words()

    def _paint_words(self) -> None:
        """Name the chart that is to come, or say why there is none."""
        say, painter = self._session.around.tongue, QPainter(self)
        told = say(f"chart.{self.chart.id}")
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        if self._problem is not None:
            told += f"\n\n{say.words.problem(self._problem)}"
            flags = Qt.AlignmentFlag.AlignCenter
        painter.setPen(self._session.around.appearance.colours.tone("muted"))
        painter.drawText(self.rect().adjusted(12, 10, -12, -10), flags | Qt.TextFlag.TextWordWrap, told)
        painter.end()

    def mark_at(self, place: QPointF) -> Mark | None:
        """Return what stands at a place of the widget."""
        return self._drawn.map.mark_at(*self._in_picture(place)) if self._drawn is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer, and whether it can be clicked."""
        mark, entry = self.mark_at(event.position()), self._entry_at(event.position())
        clickable = bool(entry or (mark and mark.term))
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), mark.text if mark else "", self)

    def leaveEvent(self, event: QEvent) -> None:
        """Say nothing any more."""
        super().leaveEvent(event)
        QToolTip.hideText()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Filter by what was clicked; switch what the legend names."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        entry, mark = self._entry_at(event.position()), self.mark_at(event.position())
        if entry:
            self.switch(entry)
        elif mark is not None and mark.term:
            self.clicked.emit(mark.term)

    def switch(self, name: str) -> None:
        """Leave out what the legend calls so, or draw it again."""
        self._hidden ^= {name}
        self.redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar and click; switch the legend by its numbers; copy; leave."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(key)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif step is not None:
            self._go(step)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            mark = self._current()
            if mark is not None and mark[1].term:
                self.clicked.emit(mark[1].term)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self._drawn is not None:
            for _place, name in self._drawn.map.legend[key - Qt.Key.Key_1 :][:1]:
                self.switch(name)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the cursor is."""
        super().focusInEvent(event)
        self.focused.emit(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the cursor away."""
        super().focusOutEvent(event)
        self.update()

    def _go(self, step: int) -> None:
        if self._drawn is None or not self._drawn.map.marks:
            return
        count = len(self._drawn.map.marks)
        self._cursor = (self._cursor + step) % count if self._cursor >= 0 else (0 if step > 0 else count - 1)
        mark = self._current()
        if mark is not None:
            box = self._on_screen(mark[0])
            QToolTip.showText(self.mapToGlobal(box.center().toPoint()), mark[1].text, self)
        self.update()

    def _current(self) -> tuple[Place, Mark] | None:
        if self._drawn is None or not 0 <= self._cursor < len(self._drawn.map.marks):
            return None
        return self._drawn.map.marks[self._cursor]

    def _paint_cursor(self, painter: QPainter) -> None:
        if not self.hasFocus():
            return
        painter.setPen(QPen(self._session.around.appearance.colours.tone("accent"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        mark = self._current()
        if mark is not None:
            painter.setPen(QPen(self._session.around.appearance.colours.tone("text"), 2))
            painter.drawRect(self._on_screen(mark[0]).adjusted(-1, -1, 1, 1))

    def _in_picture(self, place: QPointF) -> tuple[float, float]:
        """Return a place of the widget in the picture's pixels, which are counted from below."""
        image = self._drawn.image if self._drawn is not None else QImage(1, 1, QImage.Format.Format_RGBA8888)
        x = place.x() * image.width() / max(self.width(), 1)
        return x, (self.height() - place.y()) * image.height() / max(self.height(), 1)

    def _on_screen(self, place: Place) -> QRectF:
        """Return a place of the picture in the widget, within its frame."""
        image = self._drawn.image if self._drawn is not None else QImage(1, 1, QImage.Format.Format_RGBA8888)
        across, up = self.width() / max(image.width(), 1), self.height() / max(image.height(), 1)
        near = self._drawn.map.near if self._drawn is not None and place.left == place.right else 0.0
        box = QRectF(
            (place.left - near) * across, self.height() - (place.top + near) * up,
            (place.right - place.left + 2 * near) * across, (place.top - place.bottom + 2 * near) * up,
        )  # fmt: skip
        return box.intersected(QRectF(self.rect()).adjusted(3, 3, -3, -3))

    def _entry_at(self, place: QPointF) -> str:
        return self._drawn.map.entry_at(*self._in_picture(place)) if self._drawn is not None else ""

    def _speak(self) -> None:
        """Draw in another language; what was switched off by its name is there again."""
        self._hidden = frozenset()
        self.redraw()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and to save the picture."""
        if self._drawn is None:
            return
        say = self._session.around.tongue
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say("ui.chart.copy"), self.copy)
        menu.addAction(say("ui.chart.save"), self.save)
        if self.isSignalConnected(QMetaMethod.fromSignal(self.choosing)):
            menu.addAction(say("ui.action.charts"), self.choosing.emit)
        menu.popup(event.globalPos() if self.rect().contains(event.pos()) else self.mapToGlobal(QPoint(12, 12)))

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        if self._drawn is not None:
            QGuiApplication.clipboard().setImage(self._drawn.image)
            if (bar := self._bar()) is not None:
                bar.show_word("chart", "success", "ui.chart.copied", chart=self.accessibleName())

    def save(self) -> None:
        """Save the chart as PNG, SVG or PDF where the user says."""
        desk, around = self._session.desk, self._session.around
        if desk is None:
            return
        name = around.tongue(f"chart.{self.chart.id}")
        path = self._session.dialogs.save_file(around.tongue("ui.chart.save"), f"{name}.png", "*.png;;*.svg;;*.pdf")
        if path is None:
            return
        request = Request(
            self.chart.id, self._data, around.tongue.language, "light", desk.clock.today(),
            (_SAVE_SIZE[0] // 2, _SAVE_SIZE[1] // 2), _SAVE_DPI / _DPI, True, self._hidden,
            _FORMS.get(path.suffix.lower(), "png"),
        )  # fmt: skip
        work = partial(_save, self._session.painter, request, path)
        self._session.jobs.start(
            Job("save_chart", "ui.job.draw", work, self._saved, self._tell, lane=Lane.DRAWING, query=False)
        )

    def _take(self, drawn: _Drawn) -> None:
        self._drawn = drawn
        self._cursor = min(self._cursor, len(drawn.map.marks) - 1)
        self.update()
        self._tell_lacking(drawn.drawing.lacking)

    def _tell_lacking(self, lacking: Problem | None) -> None:
        """Say once what the machine lacks to write the charts' texts."""
        bar, words = self._bar(), self._session.around.tongue.words
        if lacking is not None and bar is not None and lacking.code not in self._session.told:
            self._session.told.add(lacking.code)
            bar.show_message(Message(lacking.code, "note", lambda: words.problem(lacking)))

    def _saved(self, path: Path) -> None:
        if (bar := self._bar()) is not None:
            bar.show_word("chart", "success", "ui.chart.saved", path=str(path))

    def _tell(self, problem: Problem) -> None:
        if (bar := self._bar()) is not None:
            bar.show_problem(problem, "chart")

    def _bar(self) -> MessageBar | None:
        """Return where the panel that the chart stands in tells what happened."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, Panel):
            above = above.parentWidget()
        return above.bar if above is not None else None


def _paint(painter: Painter, request: Request, _progress: Progress) -> _Drawn:
    made = painter.paint(request)
    image = QImage(made.content, made.width, made.height, 4 * made.width, QImage.Format.Format_RGBA8888).copy()
    return _Drawn(replace(made, content=b""), image)


def _save(painter: Painter, request: Request, path: Path, _progress: Progress) -> Path:
    from patentdesk.handouts.table import replace_file  # noqa: PLC0415 - what writes workbooks is not loaded for a chart

    content = painter.paint(request).content
    replace_file(path, lambda part: part.write_bytes(content), tuple(_FORMS))
    return path
