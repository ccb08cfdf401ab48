"""Make the widgets that the docket's pages share: dates, choices that complete, tables over a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDateEdit, QGridLayout, QSplitter, QWidget

from patentdesk.docketing.asking import read_period
from patentdesk.docketing.derivation import period_told
from patentdesk.ui.dayedit import DayEdit
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.pieces import SteadyBox, label, panes
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

CHANNELS = ("", "electronic", "post", "hand", "notice")
PERIODS = ("", "P15D", "P1M", "P2M", "P3M", "P4M", "P6M")


def date_edit(value: date) -> QDateEdit:
    """Return an editor of a date."""
    return DayEdit(value.isoformat())


def day_in(edit: QDateEdit) -> date:
    """Return the date that an editor shows."""
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


class ChoiceBox(SteadyBox):
    """A list of codes by name that is narrowed while typing; ``code`` is None when what was typed is none of them."""

    def __init__(self, *, free: bool = False) -> None:
        """Start empty; ``free`` texts need not stand in the list."""
        super().__init__()
        self.free = free
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def offer(self, choices: Sequence[tuple[str, str]], chosen: str | None = None) -> None:
        """Offer (code, text) pairs; what was chosen stays where it is still offered."""
        before = self.code() if chosen is None else chosen
        self.blockSignals(True)
        self.clear()
        for code, text in choices:
            self.addItem(text, code)
        place = self.findData(before)
        self.setCurrentIndex(max(place, 0))
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)
        self.blockSignals(False)
        self.currentIndexChanged.emit(self.currentIndex())

    def code(self) -> str | None:
        """Return the code of what is written there, with ``free`` the text itself when it is none."""
        text = self.currentText().strip()
        place = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if place >= 0:
            return str(self.itemData(place))
        return text if self.free else None


def channel_choices(say: Tongue) -> list[tuple[str, str]]:
    """Return the ways of service."""
    return [(one, say(f"ui.channel.{one or 'rule'}")) for one in CHANNELS]


def period_choices(say: Tongue) -> list[tuple[str, str]]:
    """Return the usual periods of notices; others are typed."""
    return [(one, period_told(one, say.words) if one else say("ui.period.rule")) for one in PERIODS]


def period_in(box: ChoiceBox) -> str:
    """Return the period in ISO form. Raises Refused not_a_period."""
    code = box.code() or ""
    return code if code in PERIODS else read_period(code)


class Form(QWidget):
    """Titles with editors beneath each other in so many columns."""

    def __init__(self, say: Tongue, columns: int = 2) -> None:
        """Start empty."""
        super().__init__()
        self._say = say
        self._columns = columns
        self._titles: list[tuple[Any, str, QWidget]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._at = 0

    def add(self, title: str, widget: QWidget, *, wide: bool = False) -> None:
        """Add an editor under its title (a key of the words); a wide one takes a whole line."""
        if wide and self._at % self._columns:
            self._at += self._columns - self._at % self._columns
        row, column = divmod(self._at, self._columns)
        span = self._columns if wide else 1
        name = label("muted")
        self._titles.append((name, title, widget))
        self._grid.addWidget(name, 2 * row, column, 1, span)
        self._grid.addWidget(widget, 2 * row + 1, column, 1, span)
        self._at += span

    def retranslate(self) -> None:
        """Write the titles in the language in use."""
        for name, title, widget in self._titles:
            name.setText(self._say(title))
            widget.setAccessibleName(self._say(title))


def over_reason(table: TableView, reason: Leaflet) -> QSplitter:
    """Return a table with the reason of its current line below."""
    split = panes(Qt.Orientation.Vertical, (table, reason), (260, 190))
    split.setStretchFactor(0, 3)
    split.setStretchFactor(1, 2)
    return split
