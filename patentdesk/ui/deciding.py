"""Take a decision in two keys, D and its letter; a third, a digit, gives a reason where one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from patentdesk.triage.decisions import DecisionRule
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.pieces import label, retone
from patentdesk.ui.tongue import Tongue


class DecisionKeys(QFrame):
    """The decisions with their letters. ``arm`` takes the keyboard; the next letter decides, Escape gives it back.

    A decision that needs a reason offers its usual ones with digits: the digit decides; 0 asks for words.
    """

    chosen = Signal(object, str)
    """The rule of the decision that was chosen, and the reason ('' none given)."""
    words_wanted = Signal(object)
    """The rule of a decision whose reason shall be written."""
    left = Signal()
    """The keyboard was given back without a decision."""

    def __init__(self, say: Tongue) -> None:
        """Show no decisions until ``set_rules``."""
        super().__init__()
        self._say = say
        self._rules: list[DecisionRule] = []
        self._buttons: list[tuple[DecisionRule, QPushButton]] = []
        self._pending: DecisionRule | None = None
        self._barred = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("decide")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.setSpacing(10)
        self._hint: QLabel = label("muted")
        self._reason = QLineEdit()
        head.addWidget(self._hint)
        head.addWidget(self._reason, 1)
        column.addLayout(head)
        self._keys = FlowLayout(5)
        column.addLayout(self._keys)
        self._usual = FlowLayout(5)
        self._usual_buttons: list[QPushButton] = []
        column.addLayout(self._usual)

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

    def bar(self, vetoes: Sequence[str]) -> None:
        """Show that the right cannot be given up, and why; '' sentences free it again."""
        self._barred = bool(vetoes)
        for rule, key in self._buttons:
            if rule.vetoable:
                retone(key, "barred", self._barred)
                key.setToolTip("\n".join(vetoes))

    def reason(self) -> str:
        """Return the reason that was typed."""
        return self._reason.text().strip()

    def clear(self) -> None:
        """Empty the reason."""
        self._reason.clear()
        self._wait_for(None)

    def arm(self) -> None:
        """Wait for a letter."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        key = "ui.triage.armed" if self.hasFocus() else "ui.triage.keys"
        if self._pending is not None:
            key = "ui.triage.reason_digit"
        self._hint.setText(self._say(key))
        self._reason.setPlaceholderText(self._say("ui.triage.reason.hint"))
        self._reason.setAccessibleName(self._say("ui.triage.reason"))
        for rule, button in self._buttons:
            button.setText(f"{rule.key}  {self._say.words.code('decision', rule.code)}")

    def event(self, event: QEvent) -> bool:
        """Keep letters and digits for the decision while it waits for them: they are commands elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by the letter, or give the reason by the digit."""
        text = event.text().upper()
        if event.key() == Qt.Key.Key_Escape:
            self._wait_for(None)
            self.left.emit()
            return
        if self._pending is not None and text.isdigit():
            self._take_digit(self._pending, int(text))
            return
        for rule in self._rules:
            if text and rule.key == text:
                self._choose(rule)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that a letter decides now."""
        super().focusInEvent(event)
        self._show_armed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that letters are commands again."""
        super().focusOutEvent(event)
        self._show_armed()

    def _means(self, event: QKeyEvent) -> bool:
        text = event.text().upper()
        digit = self._pending is not None and text.isdigit()
        return bool(text) and not event.modifiers() and (digit or any(rule.key == text for rule in self._rules))

    def _show_armed(self) -> None:
        retone(self, "active", self.hasFocus())
        self.retranslate()

    def _choose(self, rule: DecisionRule) -> None:
        said = self.reason()
        if rule.needs_reason and not said and not (rule.vetoable and self._barred):
            self._wait_for(rule)
            self.arm()
        else:
            self.chosen.emit(rule, said)

    def _click_digit(self, digit: int) -> None:
        if self._pending is not None:
            self._take_digit(self._pending, digit)

    def _take_digit(self, rule: DecisionRule, digit: int) -> None:
        if digit == 0:
            self._wait_for(None)
            self.words_wanted.emit(rule)
        elif digit <= len(rule.reasons):
            self._wait_for(None)
            self.chosen.emit(rule, self._say(f"decision_reason.{rule.reasons[digit - 1]}"))

    def _wait_for(self, rule: DecisionRule | None) -> None:
        """Offer the usual reasons of a decision in place of the decisions; None: the decisions again."""
        self._pending = rule
        for old in self._usual_buttons:
            old.hide()
            old.deleteLater()
        while self._usual.takeAt(0) is not None:
            pass
        self._usual_buttons = []
        for number, name in enumerate([] if rule is None else [*rule.reasons, ""], start=1):
            digit = number if name else 0
            text = self._say(f"decision_reason.{name}") if name else self._say("ui.triage.other_reason")
            made = QPushButton(f"{digit}  {text}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setProperty("key", True)
            made.clicked.connect(partial(self._click_digit, digit))
            self._usual.addWidget(made)
            self._usual_buttons.append(made)
        for _rule, key in self._buttons:
            key.setVisible(rule is None)
        self.retranslate()
