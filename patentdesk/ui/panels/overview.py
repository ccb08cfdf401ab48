"""Show the selection at a glance: headline figures over six charts that narrow the query when clicked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from patentdesk.portfolio.codes import DEAD, Status
from patentdesk.services import listing
from patentdesk.services.desk import Desk
from patentdesk.ui import formats
from patentdesk.ui.buckets import Buckets, count_buckets
from patentdesk.ui.chartstrip import ChartStrip
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import label
from patentdesk.ui.session import Session

_CHARTS = ("status", "filings", "offices", "segment_member", "members", "ages")
_FIGURES = ("patents", "alive", "granted", "overdue", "month", "quarter")


@dataclass(frozen=True, slots=True)
class _Glance:
    patents: int
    alive: int
    granted: int
    buckets: Buckets


class OverviewPanel(Panel):
    """Headline figures and charts."""

    place = "overview"

    def __init__(self, session: Session) -> None:
        """Lay the panel out."""
        super().__init__(session)
        self._figures = {name: (label("figure"), label("muted")) for name in _FIGURES}
        self.strip = ChartStrip(session, _CHARTS, columns=3, margin=10)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 2, 10, 4)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.setContentsMargins(0, 0, 0, 8)
        for figure, name in self._figures.values():
            card = QFrame()
            card.setProperty("card", True)
            inside = QVBoxLayout(card)
            inside.setContentsMargins(14, 9, 14, 10)
            inside.setSpacing(1)
            inside.addWidget(name)
            inside.addWidget(figure)
            row.addWidget(card)
        column.addLayout(row)
        column.addWidget(self.strip, 1)
        self.set_body(body)

    def refresh(self) -> None:
        """Count anew."""
        desk, query = self.desk, self.session.query
        self.show_body(desk is not None and (len(self.session.ids) > 0 or bool(query)))
        if desk is None:
            return
        self.strip.refresh()
        self.session.look("glance", "ui.job.count", lambda _progress: _glance(desk, query), self._take)

    def fill(self) -> None:
        """Go and import, or open a file."""
        self.session.place_wanted.emit("intake" if self.desk is not None else "open")

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        for name, (_figure, title) in self._figures.items():
            title.setText(self.say(f"ui.figure.{name}"))
        key = "ui.empty.portfolio" if self.desk is not None else "ui.empty.no_file"
        self.empty.tell(self.say(f"{key}.title"), self.say(f"{key}.text"), self.say(f"{key}.button"))
        self.subtitle.setText(self.session.query or (self.say("ui.whole") if self.desk is not None else ""))

    def _take(self, glance: _Glance) -> None:
        values = {
            "patents": glance.patents,
            "alive": glance.alive,
            "granted": glance.granted,
            "overdue": glance.buckets.counts["overdue"],
            "month": glance.buckets.within("week", "month"),
            "quarter": glance.buckets.within("week", "month", "quarter"),
        }
        for name, value in values.items():
            figure = self._figures[name][0]
            figure.setText(formats.number(value))
            figure.setProperty("tone", "danger" if name == "overdue" and value else "")
            figure.style().unpolish(figure)
            figure.style().polish(figure)
        self.subtitle.setText(self.session.query or self.say("ui.whole"))


def _glance(desk: Desk, query: str) -> _Glance:
    counts = {str(status): count for status, count in listing.tally(desk, query, ("status",))}
    dead = {str(status) for status in DEAD}
    return _Glance(
        sum(counts.values()),
        sum(count for status, count in counts.items() if status not in dead),
        counts.get(str(Status.GRANTED), 0),
        count_buckets(desk, query),
    )
