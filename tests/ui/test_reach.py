"""Test that nothing of the window needs the mouse or the eyes: names, and where the keyboard goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from patentdesk.ui.places import PLACES

_CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QScrollArea, QTabBar)


def nameless(top):
    """Return the controls in sight that take the keyboard and are announced by no name."""
    found = []
    for one in top.findChildren(QWidget):
        if isinstance(one, _CONTROLS) and one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            inside = isinstance(one.parent(), QComboBox | QAbstractSpinBox)
            if not inside and not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name).strip():
                found.append((type(one).__name__, type(one.parent()).__name__))
    return found


@pytest.mark.usefixtures("reviewed")
def test_every_control_of_a_place_has_a_name(filled, settled):
    found = {}
    for place in PLACES:
        filled.go(place)
        settled()
        found[place] = nameless(filled.shell)
    assert {place: controls for place, controls in found.items() if controls} == {}


@pytest.mark.parametrize("action", ["query_form", "columns", "shortcuts", "preferences", "portfolio.bulk", "palette"])
def test_every_control_of_a_dialog_has_a_name_and_the_keyboard_is_in_one(filled, settled, action):
    settled()
    filled.panels["portfolio"].table.go(0)
    before = set(QApplication.topLevelWidgets())
    filled.run(action)
    settled()
    opened = [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible() and one.isWindow()]
    dialog = opened[0] if opened else filled.shell
    assert nameless(dialog) == []
    front = dialog.focusWidget()
    assert front is not None
    assert action == "shortcuts" or not isinstance(front, QScrollArea), "the first thing to be filled in is ready"
    for one in opened:
        one.close()
    settled()
