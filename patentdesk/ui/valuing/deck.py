"""Show the charts of a valuation in sets: one row of charts at a time, chosen by name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.session import Session

SETS: Mapping[str, tuple[str, ...]] = {
    "value": ("bridge", "tornado"),
    "risk": ("distribution", "convergence"),
    "cases": ("value_cases", "rates"),
    "methods": ("methods",),
    "years": ("value_years", "value_course"),
    "portfolio": ("bubbles",),
}
"""Name of a set (``ui.value.set.<name>``) → its charts. A chart is drawn only while its set is seen.

Two stand side by side: three cannot be read in a window of 1280 pixels with both panes beside.
"""


class ChartDeck(QWidget):
    """The charts; ``clicked`` carries the query term of what was clicked."""

    clicked = Signal(str)

    def __init__(self, session: Session) -> None:
        """Show the first set."""
        super().__init__()
        self._say = session.around.tongue
        self.views: dict[str, ChartView] = {}
        self._names: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 6, 4)
        column.setSpacing(2)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 0, 6, 0)
        bar.setSpacing(4)
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        for number, (name, charts) in enumerate(SETS.items()):
            self._names[name] = self._button(number)
            bar.addWidget(self._names[name])
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            for one in charts:
                view = ChartView(session, chart(one))
                view.clicked.connect(self.clicked)
                self.views[one] = view
                line.addWidget(view)
            self._stack.addWidget(row)
        bar.addStretch(1)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        self._group.idClicked.connect(self.show_set)

    def _button(self, number: int) -> QToolButton:
        made = QToolButton()
        made.setProperty("chip", True)
        made.setCheckable(True)
        made.setChecked(number == 0)
        self._group.addButton(made, number)
        return made

    def show_set(self, number: int) -> None:
        """Show the set of this number."""
        self._stack.setCurrentIndex(number)
        button = self._group.button(number)
        if button is not None:
            button.setChecked(True)

    def show_data(self, data: Mapping[str, object]) -> None:
        """Draw charts anew; those that are not named stay as they are."""
        for name, one in data.items():
            self.views[name].show_data(one)

    def retranslate(self) -> None:
        """Write the names of the sets."""
        for name, control in self._names.items():
            control.setText(self._say(f"ui.value.set.{name}"))
