"""Lay facts out in a narrow column: sections, name and value, lines of a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from patentdesk.ui import formats
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.pieces import label, rule

_NAME_WIDTH = 106


class Leaflet(QScrollArea):
    """A column that scrolls; ``begin`` empties it, the other functions add to its end, ``finish`` shows it."""

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._begin_sheet()

    def begin(self) -> None:
        """Start an empty column; the old one stays visible until ``finish``."""
        self._begin_sheet()

    def finish(self) -> None:
        """Show what was added since ``begin``, from its top."""
        self._grid.setRowStretch(self._row, 1)
        self.setWidget(self._sheet)

    def section(self, title: str) -> None:
        """Begin a section."""
        if self._row:
            self._grid.setRowMinimumHeight(self._row, 8)
            self._row += 1
        self._grid.addWidget(label("section", title), self._row, 0, 1, 3)
        self._grid.addWidget(rule(), self._row + 1, 0, 1, 3)
        self._row += 2

    def fact(
        self, name: str, value: str, *, tip: str = "", tone: str = "", always: bool = True, mark: str = ""
    ) -> None:
        """Add a name with its value; one that is not known shows a dash, or nothing unless ``always``.

        ``mark`` stands small at the end of the row, such as the number of a note.
        """
        if not value and not always:
            return
        left = label("muted", name)
        left.setFixedWidth(_NAME_WIDTH)
        left.setWordWrap(True)
        left.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        right = label("", value or formats.NOTHING)
        right.setWordWrap(True)
        right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        right.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        right.setTextFormat(Qt.TextFormat.PlainText)
        right.setProperty("tone", tone if value else "muted")
        if tip:
            for one in (left, right):
                one.setToolTip(tip)
        self._grid.addWidget(left, self._row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(right, self._row, 1, Qt.AlignmentFlag.AlignTop)
        if mark:
            noted = label("muted", mark)
            noted.setToolTip(tip)
            self._grid.addWidget(noted, self._row, 2, Qt.AlignmentFlag.AlignTop)
        self._row += 1

    def meter(self, name: str, widget: QWidget, *, tip: str = "") -> None:
        """Add a name with a widget as its value."""
        left = label("muted", name)
        left.setFixedWidth(_NAME_WIDTH)
        left.setWordWrap(True)
        left.setToolTip(tip)
        widget.setToolTip(tip)
        self._grid.addWidget(left, self._row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(widget, self._row, 1)
        self._row += 1

    def text(self, text: str, *, role: str = "", tone: str = "", tip: str = "") -> None:
        """Add a paragraph over the whole width."""
        made = label(role, text)
        made.setWordWrap(True)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        if tone:
            made.setProperty("tone", tone)
        if tip:
            made.setToolTip(tip)
        self.widget_row(made)

    def buttons(self, *pairs: tuple[str, Callable[[], None]]) -> None:
        """Add a row of things to do, each a text and what happens when it is pressed."""
        holder = QWidget()
        row = FlowLayout(4)
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        for text, pressed in pairs:
            made = QPushButton(text)
            made.setProperty("link", True)
            made.clicked.connect(lambda _checked, pressed=pressed: pressed())
            row.addWidget(made)
        self.widget_row(holder)

    def widget_row(self, widget: QWidget) -> None:
        """Add any widget over the whole width."""
        self._grid.addWidget(widget, self._row, 0, 1, 3)
        self._row += 1

    def _begin_sheet(self) -> None:
        self._sheet = QWidget()
        outer = QVBoxLayout(self._sheet)
        outer.setContentsMargins(14, 12, 8, 14)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        outer.addLayout(self._grid)
        self._row = 0
