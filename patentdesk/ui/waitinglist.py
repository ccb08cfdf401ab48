"""Show a list of what waits for a person's decision, with buttons above it for the rows that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from patentdesk.ui.messages import MessageBar
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.pieces import label
from patentdesk.ui.session import Session
from patentdesk.ui.tables import TableView


class WaitingList(QWidget):
    """The list, or a sentence where nothing waits; ``row`` takes the buttons of a page.

    The words are ``ui.<name>.count`` (n, chosen) and ``ui.<name>.none``.
    """

    def __init__(self, name: str, columns: list[Column], session: Session, bar: MessageBar) -> None:
        """Show nothing until ``take``."""
        super().__init__()
        self.session = session
        self._name = name
        self._say = session.around.tongue
        self._bar = bar
        self._told = label("muted")
        self.model = TableModel(columns, self._say, session.around.appearance)
        self.table = TableView(name, self.model, self._say, session.around.settings)
        self.table.picked_changed.connect(self.tell)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(16, 8, 12, 8)
        self.row.setSpacing(8)
        self.row.addWidget(self._told, 1)
        self.for_chosen: list[QPushButton] = []
        """Buttons that ask for selected rows."""
        self.for_all: list[QPushButton] = []
        """Buttons that ask for a row."""
        self._goes_on: int | None = None
        """Where the selection goes on once what is decided has left the list."""
        self._taking = False
        """Rows are on their way; a button that is switched off meanwhile would hand the keyboard on."""
        self._none = label("muted")
        self._none.setWordWrap(True)
        self._none.setContentsMargins(16, 8, 16, 8)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._none)
        self._pages.addWidget(self.table)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.row)
        self.column.addWidget(self._pages, 1)

    def take(self, found: Sequence[Any]) -> None:
        """Show what was found, in the order of the table; after a decision the next row is selected."""
        place, self._goes_on = self._goes_on, None
        self._taking = True
        self.model.set_rows(ListRows(self.model.sorted(found)))
        if place is not None and found:
            self.table.selectRow(min(place, len(found) - 1))
        self._taking = False
        self._pages.setCurrentIndex(1 if found else 0)
        self.tell()

    def go_on(self) -> None:
        """Let the row that follows the selected ones be the next one."""
        self._goes_on = min(self.table.positions(), default=None)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._none.setText(self._say(f"ui.{self._name}.none"))
        self.tell()

    def tell(self) -> None:
        """Say how many there are and how many are selected; let the buttons follow."""
        if self._taking:
            return
        number, chosen = self.model.rowCount(), len(self.table.positions())
        self._told.setText(self._say(f"ui.{self._name}.count", n=number, chosen=chosen) if number else "")
        for buttons, ready in ((self.for_chosen, chosen), (self.for_all, number)):
            for one in buttons:
                one.setEnabled(ready > 0 and self.session.writable)
