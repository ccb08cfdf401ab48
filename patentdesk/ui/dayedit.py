"""Edit a day as people write it, with the signs between its parts or without: a date is never half of another."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDateEdit, QWidget

from patentdesk.core.problems import Refused
from patentdesk.docketing.asking import read_day

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class DayEdit(QDateEdit):
    """An editor of a date; Tab leaves it, as it leaves every other field (arrows go from year to month to day).

    Qt's own goes on by itself behind a part that is full, and once more at the sign that people type there: 2025-12-20
    would become the 12th of the month shown before.
    """

    def __init__(self, value: str) -> None:
        """Show a date written as 2026-01-31."""
        super().__init__()
        self._begun = False
        """A digit of the part under the cursor was typed, and more may follow."""
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setDate(QDate.fromString(value, "yyyy-MM-dd"))
        self.setMinimumWidth(118)

    def event(self, event: QEvent) -> bool:
        """Go to the next or the previous field at Tab, from whatever part of the date."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = event.key() == Qt.Key.Key_Backtab
            if (back or event.key() == Qt.Key.Key_Tab) and not event.modifiers() & _COMMANDS:
                return QWidget.focusNextPrevChild(self, not back)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits into the part under the cursor, and any other sign as the end of a part that was begun."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
            return
        text = event.text()
        typed = bool(text) and text.isprintable() and not event.modifiers() & _COMMANDS
        if typed and self.lineEdit().selectedText() == self.text():
            self.setSelectedSection(QDateEdit.Section.YearSection)
        if typed and not text.isdecimal():
            self._end_part()
            return
        part = self.currentSectionIndex()
        super().keyPressEvent(event)
        self._begun = typed and self.currentSectionIndex() == part

    def _end_part(self) -> None:
        if self._begun and self.currentSectionIndex() + 1 < self.sectionCount():
            self.setSelectedSection(self.sectionAt(self.currentSectionIndex() + 1))
        self._begun = False

    def _paste(self, text: str) -> None:
        """Take a day that was copied elsewhere; any other text changes nothing."""
        try:
            day = read_day(text)
        except (ValueError, Refused):
            return
        self.setDate(QDate(day.year, day.month, day.day))
