"""Move one assumption by a slider and see value and charts follow; nothing is kept until asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from patentdesk.ui.pieces import SteadyBox, SteadySlider, button, label
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.valuecolumns import scope_name, written
from patentdesk.valuation.records import Assumption

STEPS = 200
_WIDEST = "→ 88.8 万 CNY"
"""Room that what comes of it has before anything does."""


class WhatIfBar(QWidget):
    """An assumption, a slider over its range (and half as far again), what comes of it, and what keeping it states."""

    moved = Signal(str, float)
    kept = Signal(str, float)
    reset = Signal()

    def __init__(self, say: Tongue) -> None:
        """Offer nothing until ``offer``."""
        super().__init__()
        self._say = say
        self._rows: dict[str, Assumption] = {}
        self._patent = ""
        self._scopes: Sequence[str] = ("",)
        self._chosen = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 12, 2)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        self._title = label("muted")
        self.key, self.slider, self._figure, self.told = (
            SteadyBox(),
            SteadySlider(Qt.Orientation.Horizontal),
            label(),
            label(),
        )
        self.key.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.key.setMinimumContentsLength(16)
        self.key.setMinimumWidth(110)
        self.slider.setRange(0, STEPS)
        self.slider.setMinimumWidth(80)
        self.told.setMinimumWidth(self.told.fontMetrics().horizontalAdvance(_WIDEST))
        self._title.setBuddy(self.key)
        row.addWidget(self._title)
        row.addWidget(self.key)
        row.addWidget(self.slider, 1)
        row.addWidget(self._figure)
        row.addWidget(self.told)
        self._keep = button(row, self._tell_kept, look="flat")
        self._reset = button(row, self.restore, look="flat")
        self.effect = label("muted")
        self.effect.setWordWrap(True)
        self.effect.setMinimumHeight(self.effect.fontMetrics().height())  # nothing jumps when the slider is moved
        column.addWidget(self.effect)
        self.key.activated.connect(self._place)
        self.slider.valueChanged.connect(self._tell_moved)

    def offer(self, rows: Sequence[Assumption]) -> None:
        """Offer the assumptions of a patent that have a range; the one chosen before stays."""
        before = self.key.currentData()
        self._rows = {row.key: row for row in rows if row.value is not None and self._ends(row)[1] > self._ends(row)[0]}
        self.key.clear()
        for key in self._rows:
            self.key.addItem(self._say.words.code("assumption", key), key)
        self.key.setCurrentIndex(max(self.key.findData(before), 0))
        self.setEnabled(bool(self._rows))
        self._place()

    def speak_for(self, patent: str, scopes: Sequence[str], chosen: int) -> None:
        """Say on which patent a value is tried, and for which of the scopes (broadest first) it would be kept."""
        self._patent, self._scopes, self._chosen = patent, scopes, chosen
        self._tell_effect()

    @property
    def value(self) -> float:
        """Where the slider stands, in the assumption's unit."""
        row = self._rows.get(str(self.key.currentData()))
        if row is None:
            return 0.0
        if self.slider.value() == self._stated(row):
            return row.value or 0.0  # which may lie between two steps
        low, high = self._ends(row)
        return low + (high - low) * self.slider.value() / STEPS

    @property
    def away(self) -> bool:
        """Whether the slider stands elsewhere than what is stated, so that there is something to keep."""
        row = self._rows.get(str(self.key.currentData()))
        return row is not None and self.slider.value() != self._stated(row)

    def restore(self) -> None:
        """Go back to what is stated."""
        self._place()
        self.reset.emit()

    def tell(self, text: str) -> None:
        """Say what comes of it, without moving the slider under the hand that moves it."""
        self.told.setText(text)
        self.told.setMinimumWidth(max(self.told.minimumWidth(), self.told.sizeHint().width()))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._title.setText(self._say("ui.value.what_if"))
        self._keep.setText(self._say("ui.value.what_if_keep"))
        self._reset.setText(self._say("ui.value.what_if_reset"))
        self.slider.setAccessibleName(self._say("ui.value.what_if"))
        for place in range(self.key.count()):
            self.key.setItemText(place, self._say.words.code("assumption", str(self.key.itemData(place))))
        self._tell_effect()

    @staticmethod
    def _ends(row: Assumption) -> tuple[float, float]:
        base = row.value or 0.0
        low = base * 0.5 if row.low is None else row.low
        high = base * 1.5 if row.high is None else row.high
        return min(low, base), max(high, base)

    def _stated(self, row: Assumption) -> int:
        """Return the step of the slider for what is stated."""
        low, high = self._ends(row)
        return round(STEPS * ((row.value or 0.0) - low) / (high - low))

    def _place(self) -> None:
        """Put the slider to the stated value."""
        row = self._rows.get(str(self.key.currentData()))
        self.slider.blockSignals(True)
        if row is not None:
            self.slider.setValue(self._stated(row))
        self.slider.blockSignals(False)
        ends = [written(one, row.unit) for one in self._ends(row)] if row is not None else []
        self._figure.setMinimumWidth(
            max((self._figure.fontMetrics().horizontalAdvance(one) for one in ends), default=0)
        )
        self._write_figure(written(row.value, row.unit) if row else "")
        self.told.setText("")
        self._tell_effect()

    def _write_figure(self, text: str) -> None:
        """Write where the slider stands, whole however narrow the window is."""
        self._figure.setText(text)
        self._figure.setMinimumWidth(max(60, self._figure.minimumWidth(), self._figure.sizeHint().width()))

    def _tell_moved(self, _step: int) -> None:
        row = self._rows.get(str(self.key.currentData()))
        if row is not None:
            self._write_figure(written(self.value, row.unit))
            self._tell_effect()
            self.moved.emit(row.key, self.value)

    def _tell_effect(self) -> None:
        """Say before it is kept what keeping states, for which scope, and whether the patent would follow at all."""
        row = self._rows.get(str(self.key.currentData()))
        for act in (self._keep, self._reset):
            act.setEnabled(self.away)
        if row is None or not self._patent or not self.away:
            self.effect.setText("")
            return
        say, scope = self._say, self._scopes[self._chosen]
        narrower = row.scope in self._scopes[self._chosen + 1 :]
        self.effect.setText(
            say(
                "ui.value.what_if_own" if narrower else "ui.value.what_if_states",
                name=say.words.code("assumption", row.key), value=written(self.value, row.unit),
                scope=scope_name(say, scope), patent=self._patent, before=written(row.value, row.unit),
                source=scope_name(say, row.scope),
            )
        )  # fmt: skip

    def _tell_kept(self) -> None:
        row = self._rows.get(str(self.key.currentData()))
        if row is not None:
            self.kept.emit(row.key, self.value)
