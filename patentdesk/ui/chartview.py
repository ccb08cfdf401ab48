"""Show one chart: drawn in the drawing thread, painted as a picture, answering to the pointer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from patentdesk.charts.catalogue import Chart, draw
from patentdesk.charts.sheet import Mark, Picture, hit_test, new_figure, render
from patentdesk.charts.theme import THEMES, Theme
from patentdesk.core.progress import Progress
from patentdesk.core.words import Words
from patentdesk.ui.jobs import Job, Lane
from patentdesk.ui.session import Session

_DPI = 100.0
_SETTLE_MS = 90
"""How long a size must stand before the chart is drawn for it; until then the old picture is shown scaled."""
_SAVE_SIZE = (1400, 900)
_SAVE_DPI = 200.0
_FORMS: dict[str, Literal["png", "svg", "pdf"]] = {".svg": "svg", ".pdf": "pdf"}
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class _Request:
    chart: Chart
    data: object
    words: Words
    theme: Theme
    today: date
    size: tuple[int, int]
    ratio: float
    title: bool

    def picture(self) -> Picture:
        """Draw the chart in device pixels."""
        width, height = (max(int(side * self.ratio), 40) for side in self.size)
        figure = new_figure(width, height, _DPI * self.ratio)
        return draw(
            figure, self.chart, self.data, words=self.words, theme=self.theme, today=self.today, title=self.title
        )


@dataclass(frozen=True, slots=True)
class _Drawn:
    picture: Picture
    image: QImage


class ChartView(QWidget):
    """One chart of the catalogue; ``clicked`` carries the query term of the bar or cell that was clicked."""

    clicked = Signal(str)

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
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.redraw)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(QSize(160, 110))
        session.around.tongue.language_changed.connect(self.redraw)
        session.around.appearance.restyled.connect(self.redraw)

    @property
    def picture(self) -> Picture | None:
        """What is shown now."""
        return self._drawn.picture if self._drawn is not None else None

    def show_data(self, data: object) -> None:
        """Draw other data."""
        self._data = data
        self._has_data = True
        self.redraw()

    def redraw(self) -> None:
        """Draw the chart for the present size, language and theme, while somebody sees it."""
        desk = self._session.desk
        if not self._has_data or desk is None or not self.isVisible():
            return
        self._settle.stop()
        around = self._session.around
        request = _Request(
            self.chart, self._data, around.tongue.words, THEMES[around.appearance.colours.name], desk.clock.today(),
            (self.width(), self.height()), self.devicePixelRatioF(), self._title,
        )  # fmt: skip
        work: Callable[[Progress], _Drawn] = lambda _progress: _paint(request)  # noqa: E731
        self._session.jobs.start(Job(self._key, "ui.job.draw", work, self._take, lane=Lane.DRAWING, shown=False))
        self.setAccessibleName(around.tongue(f"chart.{self.chart.id}"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew once the size stands still."""
        super().resizeEvent(event)
        if self._drawn is None:
            self.redraw()
        else:
            self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was asked for while nobody saw it."""
        super().showEvent(event)
        self.redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture; while a new one is being drawn, the old one in the new size."""
        if self._drawn is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(QPoint(0, 0), self.size()), self._drawn.image)
            painter.end()

    def mark_at(self, place: QPointF) -> Mark | None:
        """Return what stands at a place of the widget."""
        if self._drawn is None:
            return None
        image = self._drawn.image
        x = place.x() * image.width() / max(self.width(), 1)
        y = (self.height() - place.y()) * image.height() / max(self.height(), 1)
        return hit_test(self._drawn.picture, x, y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer, and whether it can be clicked."""
        mark = self.mark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark and mark.term else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), mark.text if mark else "", self)

    def leaveEvent(self, event: QEvent) -> None:
        """Say nothing any more."""
        super().leaveEvent(event)
        QToolTip.hideText()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Filter by what was clicked."""
        mark = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and mark is not None and mark.term:
            self.clicked.emit(mark.term)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and to save the picture."""
        if self._drawn is None:
            return
        say = self._session.around.tongue
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say("ui.chart.copy"), self.copy)
        menu.addAction(say("ui.chart.save"), self.save)
        menu.popup(event.globalPos())

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        if self._drawn is not None:
            QGuiApplication.clipboard().setImage(self._drawn.image)

    def save(self) -> None:
        """Save the chart as PNG, SVG or PDF where the user says."""
        desk, around = self._session.desk, self._session.around
        if desk is None:
            return
        name = around.tongue(f"chart.{self.chart.id}")
        path = self._session.dialogs.save_file(around.tongue("ui.chart.save"), f"{name}.png", "*.png;;*.svg;;*.pdf")
        if path is None:
            return
        request = _Request(
            self.chart, self._data, around.tongue.words, THEMES["light"], desk.clock.today(),
            (_SAVE_SIZE[0] // 2, _SAVE_SIZE[1] // 2), _SAVE_DPI / _DPI, True,
        )  # fmt: skip
        work = partial(_save, request, path)
        self._session.jobs.start(Job("save_chart", "ui.job.draw", work, self._saved, lane=Lane.DRAWING, query=False))

    def _take(self, drawn: _Drawn) -> None:
        self._drawn = drawn
        self.update()

    def _saved(self, _path: Path) -> None:
        """The file is there; nothing on the screen changes."""


def _paint(request: _Request) -> _Drawn:
    picture = request.picture()
    canvas = picture.figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        raise TypeError("charts draw into memory")
    canvas.draw()
    width, height = canvas.get_width_height()
    pixels = bytes(canvas.buffer_rgba())
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    return _Drawn(picture, image)


def _save(request: _Request, path: Path, _progress: Progress) -> Path:
    content = render(request.picture(), _FORMS.get(path.suffix.lower(), "png"))
    draft = path.with_name(path.name + ".part")
    draft.write_bytes(content)
    draft.replace(path)
    return path
