"""Show a family across offices: one row for each office, in it its patents with their states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent
from patentdesk.ui.columns import status_tone, title_of
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.pieces import label
from patentdesk.ui.tongue import Tongue


class FamilyMatrix(QWidget):
    """Offices with their patents as buttons; one is pressed to go to it."""

    def __init__(self, say: Tongue, own: Patent, others: Sequence[Patent], chosen: Callable[[int], None]) -> None:
        """Lay the rows out, the patent's own office first."""
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        members = [own, *sorted(others, key=number_of)]
        offices = [own.office, *sorted({one.office for one in others} - {own.office})]
        for row, office in enumerate(offices):
            grid.addWidget(label("heading", office or "–"), row, 0)
            cells = QWidget()
            flow = FlowLayout(4)
            flow.setContentsMargins(0, 0, 0, 0)
            cells.setLayout(flow)
            for patent in members:
                if patent.office == office:
                    flow.addWidget(_cell(say, patent, patent.id == own.id, chosen))
            grid.addWidget(cells, row, 1)


def _cell(say: Tongue, patent: Patent, own: bool, chosen: Callable[[int], None]) -> QPushButton:
    made = QPushButton(f"{number_of(patent)}\n{say.words.code('status', patent.status)}")
    made.setProperty("member", True)
    made.setProperty("tone", status_tone(patent.status) or "text")
    made.setProperty("own", own)
    made.setToolTip(title_of(patent, say.language))
    made.setEnabled(not own)
    made.clicked.connect(partial(_go, chosen, patent.id))
    return made


def _go(chosen: Callable[[int], None], patent_id: int, *_checked: bool) -> None:
    chosen(patent_id)
