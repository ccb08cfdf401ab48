"""Draw the program's icons in the colour that the theme asks for."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

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
        size = f'width="{SIZE * ratio}" height="{SIZE * ratio}" viewBox='
        drawing = self._sources[name].replace("currentColor", colour).replace("viewBox=", size, 1)
        pixmap = QPixmap()
        pixmap.loadFromData(drawing.encode(), "svg")  # importing QtSvg instead would delay the first paint
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
