"""Show the docket as a month: days with their counts and first lines; moved through by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from patentdesk.core.months import month_length, shift_months
from patentdesk.ui.pieces import label
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.tongue import Tongue

WEEKS = 6
_LINE = 16


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day: how many deadlines in each bucket, and the first of them as (tone, text)."""

    counts: Mapping[str, int]
    lines: Sequence[tuple[str, str]] = ()

    @property
    def total(self) -> int:
        """All deadlines of the day."""
        return sum(self.counts.values())


def days_shown(month: date) -> tuple[date, date]:
    """Return the first and the last day of the six weeks, from Monday on, that show a month."""
    first = month.replace(day=1)
    start = first - timedelta(days=first.weekday())
    return start, start + timedelta(days=7 * WEEKS - 1)


class MonthGrid(QWidget):
    """One month with a head to go on and back; the panel fills ``show_days``."""

    month_wanted = Signal(object)
    """The first day of the month that is to be shown."""
    day_chosen = Signal(object)
    """A day that was opened by Enter or a double click."""

    def __init__(self, around: Surroundings, today: date) -> None:
        """Show the month of a day, empty."""
        super().__init__()
        self.month = today.replace(day=1)
        self._say: Tongue = around.tongue
        self.days = _Days(around, today)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 12, 8)
        column.setSpacing(4)
        row = QHBoxLayout()
        self._title = label("heading")
        self._back, self._now, self._on = QToolButton(), QToolButton(), QToolButton()
        self._back.setText("‹")
        self._on.setText("›")
        self._back.clicked.connect(lambda: self.go(shift_months(self.month, -1)))
        self._on.clicked.connect(lambda: self.go(shift_months(self.month, 1)))
        self._now.clicked.connect(lambda: self.go(self.days.today.replace(day=1)))
        row.addWidget(self._title)
        row.addStretch(1)
        for button in (self._back, self._now, self._on):
            row.addWidget(button)
        column.addLayout(row)
        self.days.opened.connect(self.day_chosen)
        self.days.moved_out.connect(self._follow)
        column.addWidget(self.days, 1)
        self.setFocusProxy(self.days)
        self.retranslate()

    def begin(self, today: date) -> None:
        """Show the month of today, with that day chosen."""
        self.days.today = self.days.chosen = today
        self.month = today.replace(day=1)
        self.days.show_month(self.month)
        self.retranslate()

    def go(self, month: date) -> None:
        """Show another month."""
        self.month = month.replace(day=1)
        self.days.show_month(self.month)
        self._write()
        self.month_wanted.emit(self.month)

    def show_days(self, month: date, cells: Mapping[date, DayCell]) -> None:
        """Fill the days of a month, unless another one is shown by now."""
        if month == self.month:
            self.days.fill(cells)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._now.setText(self._say("ui.calendar.today"))
        self._back.setAccessibleName(self._say("ui.calendar.back"))
        self._on.setAccessibleName(self._say("ui.calendar.on"))
        self._write()
        self.days.update()

    def _write(self) -> None:
        self._title.setText(self._say("ui.calendar.month", year=self.month.year, month=self.month.month))

    def _follow(self, day: date) -> None:
        self.month = day.replace(day=1)
        self._write()
        self.month_wanted.emit(self.month)


class _Days(QWidget):
    """The cells: painted, with one chosen day."""

    opened = Signal(object)
    moved_out = Signal(object)
    """The chosen day went into another month."""

    def __init__(self, around: Surroundings, today: date) -> None:
        super().__init__()
        self._around = around
        self.today = today
        self.chosen = today
        self._month = today.replace(day=1)
        self._cells: Mapping[date, DayCell] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(180)

    def show_month(self, month: date) -> None:
        self._month, self._cells = month, {}
        if (self.chosen.year, self.chosen.month) != (month.year, month.month):
            last = month_length(month.year, month.month)
            self.chosen = month.replace(day=min(self.chosen.day, last))
        self.update()

    def fill(self, cells: Mapping[date, DayCell]) -> None:
        self._cells = cells
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
                 Qt.Key.Key_K: -7, Qt.Key.Key_J: 7}  # fmt: skip
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.chosen)
        elif key in steps:
            self._choose(self.chosen + timedelta(days=steps[key]))
        elif key in months:
            there = shift_months(self._month, months[key])
            self._choose(there.replace(day=min(self.chosen.day, month_length(there.year, there.month))))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().x(), event.position().y())
        if day is not None:
            self._choose(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._day_at(event.position().x(), event.position().y()) is not None:
            self.opened.emit(self.chosen)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = self._around.appearance.colours
        head = 20
        wide, high = self.width() / 7, (self.height() - head) / WEEKS
        names = self._around.tongue("ui.calendar.days").split()
        small = QFont(self.font())
        small.setPixelSize(11)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        for place, name in enumerate(names):
            painter.drawText(QRect(int(place * wide), 0, int(wide), head), Qt.AlignmentFlag.AlignCenter, name)
        start, _ = days_shown(self._month)
        for number in range(7 * WEEKS):
            day = start + timedelta(days=number)
            left, top = int((number % 7) * wide), head + int((number // 7) * high)
            right, below = int((number % 7 + 1) * wide), head + int((number // 7 + 1) * high)
            self._paint_day(painter, QRect(left, top, right - left, below - top), day)
        painter.end()

    def _paint_day(self, painter: QPainter, box: QRect, day: date) -> None:
        colours = self._around.appearance.colours
        inside = (day.year, day.month) == (self._month.year, self._month.month)
        rests = day.weekday() >= 5
        painter.fillRect(box, QColor(colours.raised if rests or not inside else colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawRect(box)
        if day == self.chosen:
            painter.fillRect(box.adjusted(1, 1, 0, 0), QColor(colours.accent_soft))
            painter.setPen(QColor(colours.accent if self.hasFocus() else colours.line_strong))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        bold = QFont(painter.font())
        bold.setBold(day == self.today)
        painter.save()
        painter.setFont(bold)
        painter.setPen(QColor(colours.accent if day == self.today else colours.text if inside else colours.muted))
        text = box.adjusted(6, 3, -6, -2)
        painter.drawText(text, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, str(day.day))
        painter.restore()
        cell = self._cells.get(day)
        if cell is not None and cell.total:
            self._paint_lines(painter, text, cell)

    def _paint_lines(self, painter: QPainter, box: QRect, cell: DayCell) -> None:
        """Paint the count at the right, and as many of the lines as there is room for."""
        colours = self._around.appearance.colours
        worst = next((name for name in ("overdue", "grace", "week", "month") if cell.counts.get(name)), "")
        tone = {"overdue": "danger", "grace": "warning", "week": "warning"}.get(worst, "accent")
        painter.setPen(colours.tone(tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, f"{cell.total:,}")
        room = max((box.height() - 17) // _LINE, 0)
        shown = cell.lines[:room]
        metrics = painter.fontMetrics()
        for place, (colour, text) in enumerate(shown):
            painter.setPen(colours.tone(colour or "text"))
            line = QRect(box.left(), box.top() + 16 + place * _LINE, box.width(), _LINE)
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _day_at(self, x: float, y: float) -> date | None:
        head = 20
        if y < head or self.width() == 0 or self.height() <= head:
            return None
        column = min(int(x * 7 / self.width()), 6)
        row = min(int((y - head) * WEEKS / (self.height() - head)), WEEKS - 1)
        return days_shown(self._month)[0] + timedelta(days=row * 7 + column)

    def _choose(self, day: date) -> None:
        self.chosen = day
        if (day.year, day.month) != (self._month.year, self._month.month):
            self.show_month(day.replace(day=1))
            self.moved_out.emit(day)
        self.update()
