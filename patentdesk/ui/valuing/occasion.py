"""Choose what a valuation is made for: purpose, basis, valuation date, methods, and the set of assumptions."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QWidget

from patentdesk.services.valuing import BASES, PURPOSES, Method, Occasion, Order
from patentdesk.ui.docket.pieces import date_edit, day_in
from patentdesk.ui.pieces import SteadyBox, label
from patentdesk.ui.tongue import Tongue

_PURPOSE_LENGTH, _BASIS_LENGTH = 14, 12
"""Wide characters that the boxes hold: their longest choices are read whole (a test measures them)."""


class OccasionBar(QWidget):
    """The choices in one row; ``changed`` when another value follows from them.

    ``methods`` is a button of its own: the panel puts it where there is room.
    """

    changed = Signal()

    def __init__(self, say: Tongue, today: date | None) -> None:
        """Begin with management, market value, today, relief from royalty."""
        super().__init__()
        self._say = say
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 4)
        row.setSpacing(6)
        self.purpose, self.basis = SteadyBox(), SteadyBox()
        self.day = date_edit(today or date.today())
        self.methods = QToolButton()
        self.methods.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._chosen: dict[Method, QAction] = {}
        for method in Method:
            action = self._menu.addAction("")
            action.setCheckable(True)
            action.setChecked(method is Method.RELIEF)
            action.setEnabled(method is not Method.RELIEF)
            action.toggled.connect(self._tell)
            self._chosen[method] = action
        self.methods.setMenu(self._menu)
        self._labels = [label("muted") for _ in range(3)]
        for title, control in zip(self._labels, (self.purpose, self.basis, self.day), strict=True):
            title.setBuddy(control)
            row.addWidget(title)
            row.addWidget(control)
        row.addStretch(1)
        for code in PURPOSES:
            self.purpose.addItem("", code)
        for code in BASES:
            self.basis.addItem("", code)
        for box, length in ((self.purpose, _PURPOSE_LENGTH), (self.basis, _BASIS_LENGTH)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(length)
            box.setMinimumWidth(84)
        self.purpose.setCurrentIndex(PURPOSES.index("management"))
        self.day.dateChanged.connect(self._tell)

    @property
    def order(self) -> Order:
        """What is chosen."""
        occasion = Occasion(purpose=str(self.purpose.currentData()), basis=str(self.basis.currentData()))
        return Order(valued_on=day_in(self.day), occasion=occasion, methods=self.chosen)

    @property
    def chosen(self) -> tuple[Method, ...]:
        """The methods; relief from royalty is always one of them."""
        return tuple(method for method, action in self._chosen.items() if action.isChecked())

    def choose(self, methods: tuple[Method, ...]) -> None:
        """Check these methods."""
        for method, action in self._chosen.items():
            action.setChecked(method in methods or method is Method.RELIEF)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for title, name in zip(self._labels, ("purpose", "basis", "day"), strict=True):
            title.setText(self._say(f"ui.value.{name}"))
        for box, kind in ((self.purpose, "purpose"), (self.basis, "basis")):
            for place in range(box.count()):
                box.setItemText(place, self._say.words.code(kind, str(box.itemData(place))))
        for method, action in self._chosen.items():
            action.setText(self._say.words.code("method", method))
        self._count()

    def _tell(self, _value: object = None) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        self.methods.setText(self._say("ui.value.methods_chosen", n=len(self.chosen)))
