"""A date becomes what was typed, however it was typed; nothing of it lands in the next field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from patentdesk.ui.dayedit import DayEdit


@pytest.fixture
def fields(qtbot):
    made = QWidget()
    column = QVBoxLayout(made)
    for one in (DayEdit("2026-11-23"), QLineEdit()):
        column.addWidget(one)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.findChild(DayEdit).setFocus(Qt.FocusReason.TabFocusReason)
    return made


def write(fields, text):
    for sign in text:
        wanted = QApplication.focusWidget() or fields.findChild(DayEdit)
        QApplication.sendEvent(wanted, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign))
    return fields.findChild(DayEdit).text()


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("before", ["2026-11-23", "2024-02-29", "2026-01-31"])
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-12-20", "2025-12-20"),
        ("20251220", "2025-12-20"),
        ("2025/1/5", "2025-01-05"),
        ("2025.01.05", "2025-01-05"),
        ("2025年2月3日", "2025-02-03"),
        ("2027-10-31", "2027-10-31"),
        ("2028-02-29", "2028-02-29"),
    ],
)
def test_a_date_becomes_what_was_typed(fields, before, whole, typed, day):
    editor = fields.findChild(DayEdit)
    editor.setDate(editor.date().fromString(before, "yyyy-MM-dd"))
    editor.setSelectedSection(DayEdit.Section.YearSection)
    if whole:
        editor.selectAll()
    assert write(fields, typed) == day
    assert fields.findChildren(QLineEdit)[-1].text() == ""


def test_tab_leaves_a_date_from_its_year(fields):
    editor = fields.findChild(DayEdit)
    editor.setSelectedSection(DayEdit.Section.YearSection)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not editor
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is editor


def test_a_day_copied_elsewhere_is_taken_and_other_texts_are_not(fields):
    editor = fields.findChild(DayEdit)
    for copied, day in [("2025年12月20日", "2025-12-20"), ("CN110000001A", "2025-12-20"), ("2025-02-30", "2025-12-20")]:
        QGuiApplication.clipboard().setText(copied)
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert editor.text() == day
