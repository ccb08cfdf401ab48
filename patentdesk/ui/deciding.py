"""Take a decision in two keys: D, then the letter of the decision."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout

from patentdesk.triage.decisions import DecisionRule
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.pieces import label, retone
from patentdesk.ui.tongue import Tongue


class DecisionKeys(QFrame):
    """The decisions with their letters. ``arm`` takes the keyboard; the next letter decides, Escape gives it back."""

    chosen = Signal(object)
    """The rule of the decision that was chosen."""

    def __init__(self, say: Tongue) -> None:
        """Show no decisions until ``set_rules``."""
        super().__init__()
        self._say = say
        self._rules: list[DecisionRule] = []
        self._buttons: list[tuple[DecisionRule, QPushButton]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("decide")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 11)
        column.setSpacing(7)
        self._hint: QLabel = label("muted")
        self._reason = QLineEdit()
        self._keys = FlowLayout(5)
        column.addWidget(self._hint)
        column.addLayout(self._keys)
        column.addWidget(self._reason)

    def set_rules(self, rules: list[DecisionRule]) -> None:
        """Offer these decisions."""
        if rules == self._rules:
            return
        self._rules = rules
        for rule in rules:
            key = QPushButton()
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setProperty("key", True)
            key.clicked.connect(partial(self._choose, rule))
            self._keys.addWidget(key)
            self._buttons.append((rule, key))
        self.retranslate()

    def reason(self) -> str:
        """Return the reason that was typed."""
        return self._reason.text().strip()

    def clear(self) -> None:
        """Empty the reason."""
        self._reason.clear()

    def arm(self) -> None:
        """Wait for a letter."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._hint.setText(self._say("ui.triage.armed" if self.hasFocus() else "ui.triage.keys"))
        self._reason.setPlaceholderText(self._say("ui.triage.reason.hint"))
        self._reason.setAccessibleName(self._say("ui.triage.reason"))
        for rule, key in self._buttons:
            key.setText(f"{rule.key}  {self._say.words.code('decision', rule.code)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by the letter."""
        letter = event.text().upper()
        for rule in self._rules:
            if letter and rule.key == letter:
                self._choose(rule)
                return
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that a letter decides now."""
        super().focusInEvent(event)
        self._show_armed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that letters are commands again."""
        super().focusOutEvent(event)
        self._show_armed()

    def _show_armed(self) -> None:
        retone(self, "active", self.hasFocus())
        self.retranslate()

    def _choose(self, rule: DecisionRule) -> None:
        self.chosen.emit(rule)
