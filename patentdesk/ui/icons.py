"""Draw the program's icons in the colour that the theme asks for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZE = 18
"""Side of an icon in logical pixels."""
_RATIOS = (1, 2)


class Icons:
    """The folder of line icons; each is one SVG file whose lines are ``currentColor``."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; files are read when first asked for."""
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._made: dict[tuple[str, str], QIcon] = {}

    def icon(self, name: str, colour: str) -> QIcon:
        """Return the icon in a colour such as '#1b2230'. Raises OSError when the installation lacks it."""
        if (name, colour) not in self._made:
            made = QIcon()
            for ratio in _RATIOS:
                made.addPixmap(self._pixmap(name, colour, ratio))
            self._made[name, colour] = made
        return self._made[name, colour]

    def _pixmap(self, name: str, colour: str, ratio: int) -> QPixmap:
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        drawing = self._sources[name].replace("currentColor", QColor(colour).name())
        pixmap = QPixmap(SIZE * ratio, SIZE * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, SIZE * ratio, SIZE * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
