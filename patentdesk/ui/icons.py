"""Draw the program's icons in the colour that the theme asks for."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImageReader, QPixmap

SIZE = 18
"""Side of an icon in logical pixels."""


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
            for ratio in sorted({1, math.ceil(QGuiApplication.primaryScreen().devicePixelRatio())}):
                made.addPixmap(self._pixmap(name, colour, ratio))
            self._made[name, colour] = made
        return self._made[name, colour]

    def _pixmap(self, name: str, colour: str, ratio: int) -> QPixmap:
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        drawing = self._sources[name].replace("currentColor", QColor(colour).name())
        buffer = QBuffer()
        buffer.setData(QByteArray(drawing.encode()))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, QByteArray(b"svg"))  # importing QtSvg would delay the first paint
        reader.setScaledSize(QSize(SIZE * ratio, SIZE * ratio))
        pixmap = QPixmap.fromImageReader(reader)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
