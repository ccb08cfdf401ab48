"""Make the small widgets that every panel is built of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


def label(role: str = "", text: str = "") -> QLabel:
    """Return a label in one of the style sheet's roles."""
    made = QLabel(text)
    if role:
        made.setProperty("role", role)
    return made


def button(parent: QHBoxLayout | QVBoxLayout, pressed: Callable[[], None], *, look: str = "") -> QPushButton:
    """Return a button at the end of a layout; ``look`` is '', 'primary', 'flat' or 'link'."""
    made = QPushButton()
    if look:
        made.setProperty(look, True)
    made.clicked.connect(lambda: pressed())
    parent.addWidget(made)
    return made


def rule() -> QFrame:
    """Return a thin line."""
    line = QFrame()
    line.setProperty("rule", True)
    return line


def retone(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and let it be read anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
