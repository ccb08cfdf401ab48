"""Choose which part of the docket is shown, and how: nearness, work lists, groups, days; list, calendar, timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from patentdesk.services.docket_lines import BUCKETS, GROUPS, UNCONFIRMED
from patentdesk.ui import formats
from patentdesk.ui.buckets import TONES
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.pieces import SteadyBox, retone
from patentdesk.ui.tongue import Tongue

VIEWS = ("list", "calendar", "timeline", "groups")
CHANGED = "changed"
"""The chip of what changed since the user last looked."""
_ALWAYS = frozenset({"", "overdue", "week", "month", "quarter", "later", "blocked"})
_CHIPS = ("", *BUCKETS, "waiting", UNCONFIRMED, CHANGED, "done", "waived")


class Lens(QWidget):
    """The two lines above the docket; the panel reads what was chosen."""

    chosen = Signal()
    view_chosen = Signal(str)

    def __init__(self, say: Tongue) -> None:
        """Show all open deadlines as a list."""
        super().__init__()
        self._say = say
        self.bucket = ""
        self.by = ""
        self.value: str | None = None
        self.first: date | None = None
        self.last: date | None = None
        self.view = "list"
        self._groups: Mapping[str, tuple[int, ...]] = {}
        self._counts: Mapping[str, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 12, 6)
        column.setSpacing(6)
        self._views = self._make_views(column)
        self._chips = self._make_chips(column)

    def _make_views(self, column: QVBoxLayout) -> dict[str, QToolButton]:
        row = QHBoxLayout()
        row.setSpacing(4)
        group = QButtonGroup(self)
        buttons = {}
        for name in VIEWS:
            button = QToolButton()
            button.setCheckable(True)
            button.setChecked(name == self.view)
            button.clicked.connect(partial(self.choose_view, name))
            group.addButton(button)
            row.addWidget(button)
            buttons[name] = button
        row.addStretch(1)
        self._by, self._value = SteadyBox(), SteadyBox()
        self._by.activated.connect(self._choose_by)
        self._value.activated.connect(self._choose_value)
        for box, width in ((self._by, 120), (self._value, 170)):
            box.setMinimumWidth(width)
            box.setMaxVisibleItems(20)
            row.addWidget(box)
        column.addLayout(row)
        return buttons

    def _make_chips(self, column: QVBoxLayout) -> dict[str, QToolButton]:
        row = FlowLayout()
        group = QButtonGroup(self)
        chips = {}
        for name in _CHIPS:
            chip = QToolButton()
            chip.setCheckable(True)
            chip.setChecked(not name)
            chip.setProperty("chip", True)
            chip.clicked.connect(partial(self.choose_bucket, name))
            group.addButton(chip)
            row.addWidget(chip)
            chips[name] = chip
        self._span = QToolButton()
        self._span.setProperty("chip", True)
        self._span.clicked.connect(self.forget_days)
        row.addWidget(self._span)
        column.addLayout(row)
        return chips

    # What was chosen

    def choose_view(self, name: str) -> None:
        """Show the docket another way."""
        self.view = name
        self._views[name].setChecked(True)
        self.view_chosen.emit(name)

    def choose_bucket(self, name: str) -> None:
        """Show the lines of a bucket or of a work list."""
        self.bucket = name
        self._chips[name].setChecked(True)
        self.chosen.emit()

    def choose_group(self, by: str, value: str | None) -> None:
        """Show the lines of one person, member, agency or office."""
        self.by, self.value = by, value
        self._by.setCurrentIndex(max(self._by.findData(by), 0))
        self.chosen.emit()

    def choose_days(self, first: date, last: date) -> None:
        """Show the lines due from one day to another; the same days again take the choice back."""
        if (first, last) == (self.first, self.last):
            self.forget_days()
            return
        self.first, self.last = first, last
        self.chosen.emit()

    def forget_days(self) -> None:
        """Show the lines of all days."""
        self.first = self.last = None
        self.chosen.emit()

    def clear(self) -> None:
        """Show all open deadlines."""
        self.bucket, self.by, self.value, self.first, self.last = "", "", None, None, None
        self._chips[""].setChecked(True)
        self._by.setCurrentIndex(0)

    @property
    def narrows(self) -> bool:
        """Tell whether anything but all open deadlines was chosen."""
        return bool(self.bucket) or self.value is not None or self.first is not None or self.last is not None

    def told(self) -> str:
        """Name what was chosen: the bucket, the group's value, the days."""
        bucket = self._say(f"ui.bucket.{self.bucket or 'all'}")
        group = "" if self.value is None else self._value_text(self.value)
        days = _span_text(self.first, self.last) if self.first is not None or self.last is not None else ""
        return formats.listed((bucket, group, days))

    # What is told

    def tell(self, counts: Mapping[str, int], groups: Mapping[str, tuple[int, ...]], changed: int) -> None:
        """Write the counts of all chips, and the values of the group that was chosen."""
        self._counts = {**counts, CHANGED: changed}
        self._write_chips()
        self._span.setVisible(self.first is not None or self.last is not None)
        self._span.setText(f"{_span_text(self.first, self.last)}  ✕")
        self._groups = groups
        self._fill_values()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for name, button in self._views.items():
            button.setText(self._say(f"ui.docket.view.{name}"))
        self._write_chips()
        chosen = self._by.currentIndex()
        self._by.clear()
        for name in ("", *GROUPS):
            self._by.addItem(self._say(f"ui.docket.by.{name or 'none'}"), name)
        self._by.setCurrentIndex(max(chosen, 0))
        self._by.setAccessibleName(self._say("ui.docket.by"))
        self._value.setAccessibleName(self._say("ui.docket.value"))
        self._span.setToolTip(self._say("ui.docket.all_days"))
        self._fill_values()

    def _write_chips(self) -> None:
        for name, chip in self._chips.items():
            count = self._counts.get(name, 0)
            word = self._say(f"ui.bucket.{name or 'all'}")
            chip.setText(f"{word}  {count:,}")
            chip.setVisible(name in _ALWAYS or count > 0 or name == self.bucket)
            retone(chip, "tone", TONES.get(name, "") if count else "muted")

    def _fill_values(self) -> None:
        self._value.setVisible(bool(self.by))
        self._value.clear()
        self._value.addItem(self._say("ui.docket.every"), None)
        for value, cells in self._groups.items():
            self._value.addItem(f"{self._value_text(value)}  ({sum(cells):,})", value)
        place = self._value.findData(self.value) if self.value is not None else 0
        self._value.setCurrentIndex(max(place, 0))

    def _value_text(self, value: str) -> str:
        name = self._say.words.code("ui.office", value) if self.by == "office" else value
        return name or self._say("weekly.nobody")

    def _choose_by(self) -> None:
        self.choose_group(str(self._by.currentData() or ""), None)

    def _choose_value(self) -> None:
        self.choose_group(self.by, self._value.currentData())


def _span_text(first: date | None, last: date | None) -> str:
    return formats.day(first) if first == last else f"{formats.day(first)} – {formats.day(last)}"
