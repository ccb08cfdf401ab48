"""Show the selection at a glance: headline figures over all charts of the portfolio; each narrows the query."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from patentdesk.services import docket_lines, listing
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.docket_lines import Wish
from patentdesk.ui import formats
from patentdesk.ui.cards import Card, CardRow
from patentdesk.ui.chartstrip import ChartStrip, offered
from patentdesk.ui.jobs import Lane
from patentdesk.ui.panel import Panel
from patentdesk.ui.session import Session

_FIRST = ("status", "filings", "offices", "segment_member", "members", "ages", "expiry", "ipc", "applicants")
"""The charts that stand above; all others follow."""
_COLUMNS = 3
_CHART_HEIGHT = 232
FIGURES: Mapping[str, str] = {
    "patents": "",
    "alive": "is:alive",
    "granted": "status:granted",
}
"""Headline figure of patents → the condition that it counts, and that a click adds to the query."""
DUE: Mapping[str, str] = {"overdue": "danger", "grace": "warning", "week": "", "month": "", "quarter": ""}
"""Headline figure that counts the deadlines of a bucket of the docket, and that a click shows there → its tone."""
_CARDS = (*FIGURES, *DUE)


class OverviewPanel(Panel):
    """Headline figures and charts."""

    place = "overview"
    kinds = frozenset({Kind.PATENTS, Kind.ORGANISATIONS, Kind.DEADLINES})

    def __init__(self, session: Session, stage: QWidget) -> None:
        """Lay the panel out."""
        super().__init__(session, stage)
        self.cards = {name: Card() for name in _CARDS}
        self._counts: dict[str, int] = {}
        known = [one.id for one in offered()]
        charts = [*_FIRST, *(one for one in known if one not in _FIRST)]
        self.strip = ChartStrip(session, charts, columns=_COLUMNS, margin=10)
        self.strip.setMinimumHeight(-(-len(charts) // _COLUMNS) * _CHART_HEIGHT)
        self.strip.left.connect(self._leave)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 2, 0, 4)
        for name, card in self.cards.items():
            card.clicked.connect(partial(self._choose, name))
        self._row = CardRow(list(self.cards.values()))
        self._row.setContentsMargins(0, 0, 10, 8)
        column.addWidget(self._row)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.strip)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(area, 1)
        for view in self.strip.views:
            view.focused.connect(area.ensureWidgetVisible)
        self.set_body(body)

    def refresh(self) -> None:
        """Count anew."""
        desk, query = self.desk, self.session.query
        self.show_body(desk is not None and (len(self.session.ids) > 0 or bool(query)))
        if desk is None:
            return
        self.strip.refresh()
        self.session.look(
            "glance", "ui.job.count", lambda _progress: _glance(desk, query), self._take, lane=Lane.FINDING
        )
        self.session.look("due", "ui.job.docket", lambda _progress: _due(desk, query), self._take)

    def main_view(self) -> QWidget:
        """Return the first figure."""
        return self.cards["patents"]

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.subtitle.setText(self.session.query or (self.say("ui.whole") if self.desk is not None else ""))
        self._write()

    def _choose(self, name: str) -> None:
        if name in DUE:
            self.session.show_bucket(name)
        elif FIGURES[name]:
            self.session.narrow(FIGURES[name])
        else:
            self.session.place_wanted.emit("portfolio")

    def _leave(self) -> None:
        self.main_view().setFocus()

    def _take(self, counts: dict[str, int]) -> None:
        self._counts = {**self._counts, **counts}
        self.subtitle.setText(self.session.query or self.say("ui.whole"))
        self._write()

    def _write(self) -> None:
        for name, card in self.cards.items():
            count = self._counts.get(name)
            tone = DUE.get(name, "") if count else ""
            unit = self.say("ui.figure.unit.deadlines" if name in DUE else "ui.figure.unit.patents")
            card.tell(self.say(f"ui.figure.{name}"), formats.number(count), unit, tone)
        self._row.arrange()


def _glance(desk: Desk, query: str) -> dict[str, int]:
    """Count the patents of the query that meet each figure's condition as well."""
    whole = f"({query})" if query else ""
    return {name: len(listing.find(desk, f"{whole} {asked}".strip())) for name, asked in FIGURES.items()}


def _due(desk: Desk, query: str) -> dict[str, int]:
    """Count the deadlines of the query's patents that are late or near, as the docket does."""
    counts = docket_lines.view(desk, Wish(query, bucket="overdue")).counts
    return {name: counts.get(name, 0) for name in DUE}
