"""Show the first rows of a portfolio where the list will stand, while what works on them is still being loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from patentdesk.services.firstpage import Row
from patentdesk.ui.columns import patent_columns
from patentdesk.ui.models import WAITING, Column, ListRows, TableModel
from patentdesk.ui.pieces import below_charts, button, head_row, label
from patentdesk.ui.settings import STRIP
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.tables import TableView


class FirstPage(QWidget):
    """Lies over the stage, as large as it and deaf to pointer and keyboard, with the table where the panel has it.

    What is not known so early is shown as on its way, as rows are that are being fetched.
    """

    def __init__(self, stage: QWidget, around: Surroundings, rows: Sequence[Row], today: date) -> None:
        """Lie ready to cover the stage."""
        super().__init__(stage)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("stage")  # the style sheet gives both the same ground
        self._stage = stage
        beside = {patent.id: stated for patent, stated in rows}
        columns = patent_columns(around.tongue, lambda patent: beside[patent.id], lambda: today)
        model = TableModel([_early(one) for one in columns], around.tongue, around.appearance)
        self.table = TableView("portfolio", model, around.tongue, around.settings)
        model.set_rows(ListRows([patent for patent, _ in rows]))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out(around)
        stage.installEventFilter(self)
        self.resize(stage.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the stage's size."""
        if watched is self._stage and event.type() == QEvent.Type.Resize:
            self.resize(self._stage.size())
        return False

    def _lay_out(self, around: Surroundings) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = head_row()
        head.addWidget(label("title", around.tongue("ui.place.portfolio")), 1)
        button(head, look="flat").setText(around.tongue("ui.columns"))
        column.addLayout(head)
        column.addWidget(below_charts(self.table, shown=around.settings.get(STRIP)), 1)


def _early(column: Column) -> Column:
    """Return a column as it can be told of the first rows: without the signs, which vetoes belong to."""
    return column if column.marks is None else replace(column, text=lambda _patent: WAITING, marks=None, tip=None)
