"""Turn the wheel over what can be chosen: the page may move, the choice stays."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSlider

from patentdesk.ui.places import PLACES


def turned(widget):
    down = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(widget, down)


def test_no_choice_of_any_panel_follows_the_wheel(filled, settled):
    for place in PLACES:
        filled.go(place)
        settled()
    boxes = [box for box in filled.shell.findChildren(QComboBox) if box.count() > 1]
    sliders = filled.shell.findChildren(QSlider)
    assert len(boxes) > 4
    before = [box.currentIndex() for box in boxes], [slider.value() for slider in sliders]
    for widget in (*boxes, *sliders):
        turned(widget)
    assert ([box.currentIndex() for box in boxes], [slider.value() for slider in sliders]) == before
