"""Give the window its colours: one light and one dark set, a palette and a style sheet made of them."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from patentdesk.ui.stylesheet import SHEET

FONT_FAMILIES = (
    "Segoe UI",
    "Microsoft YaHei UI",
    "Helvetica Neue",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Noto Sans",
    "DejaVu Sans",
)
FONT_PIXELS = 13
"""Height of the text in logical pixels; Qt scales it by the screen's device pixel ratio."""
ROW_HEIGHTS = {"compact": 24, "normal": 30, "roomy": 38}
"""Density → height of a table's row in logical pixels."""


class Colours(NamedTuple):
    """One set of colours by purpose; text on its ground has a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3)."""

    name: str
    window: str
    surface: str
    raised: str
    line: str
    line_strong: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    hover: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str

    def tone(self, name: str) -> QColor:
        """Return the text colour of a tone ('danger', 'warning', 'success', 'accent', 'muted' or '' for plain)."""
        return QColor(str(getattr(self, name or "text")))

    def soft(self, name: str) -> QColor:
        """Return the ground of a tone."""
        return QColor(str(getattr(self, f"{name}_soft", self.hover)))


LIGHT = Colours(
    name="light",
    window="#f3f4f7",
    surface="#ffffff",
    raised="#fafbfc",
    line="#e2e5ea",
    line_strong="#c3c9d3",
    text="#1b2230",
    muted="#5a6475",
    accent="#1f5fbf",
    on_accent="#ffffff",
    accent_soft="#e1ecfb",
    hover="#eceff4",
    danger="#b3261e",
    danger_soft="#fbe9e7",
    warning="#8a5300",
    warning_soft="#fdf2dc",
    success="#1c6b3f",
    success_soft="#e3f4ea",
)
DARK = Colours(
    name="dark",
    window="#16191f",
    surface="#1d2128",
    raised="#232831",
    line="#313845",
    line_strong="#4a5362",
    text="#e7eaf0",
    muted="#a0a9b8",
    accent="#7fb0ff",
    on_accent="#0d1420",
    accent_soft="#263a5a",
    hover="#2a303b",
    danger="#ff8f85",
    danger_soft="#43231f",
    warning="#f0b85a",
    warning_soft="#40321a",
    success="#7fd3a0",
    success_soft="#1f3a2b",
)


def palette(colours: Colours) -> QPalette:
    """Return Qt's palette for a set of colours, for what the style sheet does not paint."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent_soft,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
    }
    for which, value in pairs.items():
        made.setColor(which, QColor(value))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.line_strong))
    return made


def sheet(colours: Colours, icons: Path) -> str:
    """Return the style sheet with the colours and the folder of the icons filled in."""
    return Template(SHEET).substitute(colours._asdict(), icons=icons.as_posix())


class Appearance(QObject):
    """The theme in use: it follows the system until the user chooses 'light' or 'dark'."""

    restyled = Signal()
    density_changed = Signal()

    def __init__(self, app: QApplication, icons: Path, choice: str = "system", density: str = "normal") -> None:
        """Choose the colours; ``choice`` is 'system', 'light' or 'dark'. Nothing is dressed before ``dress``."""
        super().__init__()
        self._app = app
        self._icons = icons
        self.choice = choice
        self.density = density
        self._system_dark = _is_dark(app.palette())
        self.colours = DARK if self._wants_dark() else LIGHT
        self._is_on = False

    def dress(self) -> None:
        """Give the application its font, its style and its colours, and follow the system from now on; once only."""
        if self._is_on:
            return
        self._is_on = True
        if not self._app.styleSheet():
            font = QFont()
            font.setFamilies(list(FONT_FAMILIES))
            font.setPixelSize(FONT_PIXELS)
            self._app.setFont(font)
            if self._app.style().objectName() != "fusion":
                self._app.setStyle("Fusion")
        self._dress()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: str) -> None:
        """Take another choice and dress the application anew."""
        self.choice = choice
        self._dress()
        self.restyled.emit()

    @property
    def row_height(self) -> int:
        """Height of a table's row in logical pixels."""
        return ROW_HEIGHTS.get(self.density, ROW_HEIGHTS["normal"])

    def choose_density(self, density: str) -> None:
        """Let tables stand closer or wider."""
        self.density = density
        self.density_changed.emit()

    def _dress(self) -> None:
        self.colours = DARK if self._wants_dark() else LIGHT
        wanted = sheet(self.colours, self._icons)
        if self._app.styleSheet() != wanted:  # a style sheet is set anew for every widget, also when it is the same
            self._app.setPalette(palette(self.colours))
            self._app.setStyleSheet(wanted)

    def _wants_dark(self) -> bool:
        return self._system_dark if self.choice == "system" else self.choice == "dark"

    def _follow_system(self, scheme: object) -> None:
        self._system_dark = getattr(scheme, "name", "") == "Dark"
        if self.choice == "system":
            self._dress()
            self.restyled.emit()


def _is_dark(system: QPalette) -> bool:
    """Tell whether the system's own palette is a dark one."""
    return system.window().color().lightness() < system.windowText().color().lightness()
