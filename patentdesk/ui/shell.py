"""Show the window: at first only a drawing of its frame; ``ui.parts`` replaces it after the first paint.

Until then no widget is made and no text is written, so that no font is loaded; and no enumeration of ``QtCore.Qt`` is
used, whose first use builds all of them. Each of these was measured.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QRect, QSize, Signal
from PySide6.QtGui import QCloseEvent, QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from patentdesk.ui.places import INSPECTOR_WIDTH, MENU_HEIGHT, NAVIGATION_WIDTH, PLACES, TOP_HEIGHT
from patentdesk.ui.settings import INSPECTOR, WINDOW
from patentdesk.ui.surroundings import Surroundings

_START_SIZE = QSize(1280, 800)
_SYSTEM_FRAME = QSize(16, 48)
"""What the system's own frame and title bar may take of the screen around the window."""


def files_in(mime: QMimeData) -> list[Path]:
    """Return the files and folders of what is dragged; none where it is text or lies on the web."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class Shell(QMainWindow):
    """The window, which draws its frame until it has one."""

    painted = Signal()
    """The window has been painted for the first time."""
    closing = Signal()
    dropped = Signal(object)
    """Paths of files and folders that were dropped where no panel takes them."""

    def __init__(self, around: Surroundings) -> None:
        """Take the remembered size; make nothing yet."""
        super().__init__()
        self._around = around
        self._was_painted = False
        self.setAcceptDrops(True)
        kept = around.settings.get(WINDOW)
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(_START_SIZE.boundedTo(self.screen().availableSize() - _SYSTEM_FRAME))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame while it is not there; tell once that the window is on the screen."""
        super().paintEvent(event)
        if self.centralWidget() is None:
            self._draw_frame()
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place and let everybody finish."""
        kept = bytes(self.saveGeometry().toBase64().data()).decode()
        self._around.settings.put(WINDOW, kept)
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of the files that were dropped."""
        event.acceptProposedAction()
        self.dropped.emit(files_in(event.mimeData()))

    def _draw_frame(self) -> None:
        colours = self._around.appearance.colours
        width, height = self.width(), self.height()
        side = INSPECTOR_WIDTH if self._around.settings.get(INSPECTOR) else 0
        below = MENU_HEIGHT + TOP_HEIGHT
        painter = QPainter(self)
        for rect, colour in (
            (QRect(0, 0, width, height), colours.surface),
            (QRect(0, MENU_HEIGHT, NAVIGATION_WIDTH, height), colours.window),
            (QRect(width - side, below, side, height), colours.raised),
            (QRect(0, MENU_HEIGHT - 1, width, 1), colours.line),
            (QRect(NAVIGATION_WIDTH, below - 1, width, 1), colours.line),
            (QRect(NAVIGATION_WIDTH + 12, MENU_HEIGHT + 8, width - NAVIGATION_WIDTH - 360, 34), colours.raised),
            *(
                (QRect(22, MENU_HEIGHT + 62 + 36 * number, 18, 12), colours.line)
                for number in range(len(PLACES))
            ),
            *(
                (QRect(50, MENU_HEIGHT + 62 + 36 * number, 56, 12), colours.line)
                for number in range(len(PLACES))
            ),
        ):  # fmt: skip
            painter.fillRect(rect, QColor(colour))
        painter.end()
