"""Show the portfolio as it was on an earlier day, with a banner that says so and a way back."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QObject, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from patentdesk.services import travelling
from patentdesk.services.desk import Desk
from patentdesk.ui import formats
from patentdesk.ui.dayedit import DayEdit
from patentdesk.ui.jobs import Job
from patentdesk.ui.pieces import button, label, retone
from patentdesk.ui.session import Session


class TimeTravel(QObject):
    """Goes to a day and comes back; ``banner`` stands over the panels meanwhile."""

    def __init__(self, window: QWidget, session: Session) -> None:
        """Show the present."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._say = session.around.tongue
        self.banner = QFrame()
        self.banner.setObjectName("asof")
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(10)
        self._text = QLabel()
        row.addWidget(self._text)
        row.addStretch()
        self._other = button(row, self.ask, look="flat")
        self._back = button(row, self.come_back, look="primary")
        self.banner.hide()
        session.desk_changed.connect(self.tell)
        self._say.language_changed.connect(self.tell)

    def ask(self) -> None:
        """Ask for the day."""
        desk = self._session.present or self._session.desk
        if desk is not None:
            DayDialog(self._window, self, desk).open()

    def go(self, day: date) -> None:
        """Show the portfolio as it was at the end of a day; why that cannot be is told where openings are told."""
        session = self._session
        present = session.present or session.desk
        if present is not None:
            session.jobs.start(
                Job("travel", "ui.job.travel", partial(session.files.visit, present, day), self._arrive,
                    session.open_refused.emit, query=False)
            )  # fmt: skip

    def come_back(self) -> None:
        """Show the present again, once nothing reads the past any more."""
        files = self._session.files
        self._session.jobs.start(
            Job("leave", "ui.job.travel", lambda _progress: files.leave(), self._left, query=False, shown=False)
        )

    def tell(self) -> None:
        """Say which day is shown; nothing while it is the present."""
        desk, present = self._session.desk, self._session.present
        self.banner.setVisible(present is not None)
        if desk is None or present is None:
            return
        name, day = Path(present.file.path).stem, formats.day(desk.clock.today())
        self._text.setText(self._say("ui.travel.banner", name=name, date=day))
        self._other.setText(self._say("ui.travel.other"))
        self._back.setText(self._say("ui.travel.back"))

    def _arrive(self, past: Desk) -> None:
        session = self._session
        if session.files.holds(past):  # no other day or portfolio was asked for meanwhile
            session.show_desk(past, session.present or session.desk)

    def _left(self, _done: None) -> None:
        if self._session.present is not None:
            self._session.show_desk(self._session.present, None)


class DayDialog(QDialog):
    """A day between the journal's first and today."""

    def __init__(self, parent: QWidget, travel: TimeTravel, desk: Desk) -> None:
        """Propose yesterday."""
        super().__init__(parent)
        self._travel = travel
        say = travel._say
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("ui.travel.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(label("title", say("ui.travel.title")))
        text = label("muted", say("ui.travel.text"))
        text.setWordWrap(True)
        text.setMinimumWidth(380)
        column.addWidget(text)
        today = desk.clock.today()
        first = travelling.first_day(desk) or today
        self._first, self._last = _qdate(first), _qdate(today)
        self.day = DayEdit(max(self._last.addDays(-1), self._first).toString("yyyy-MM-dd"))
        self.day.setAccessibleName(say("ui.travel.title"))
        column.addWidget(self.day)
        self.told = label("muted", say("ui.travel.range", first=formats.day(first), last=formats.day(today)))
        column.addWidget(self.told)
        foot = QHBoxLayout()
        foot.addStretch()
        button(foot, self.reject, look="flat").setText(say("ui.cancel"))
        self.go_button = button(foot, self.go, look="primary")
        self.go_button.setText(say("ui.travel.go"))
        self.go_button.setDefault(True)
        column.addLayout(foot)
        self.day.dateChanged.connect(self._check)
        self.day.setFocus()

    def go(self) -> None:
        """Go to the day."""
        chosen = self.day.date()
        if self._check(chosen):
            self.accept()
            self._travel.go(date(chosen.year(), chosen.month(), chosen.day()))

    def _check(self, chosen: QDate) -> bool:
        """Tell whether there is something to show of a day; a day out of reach is seen to be one."""
        within = self._first <= chosen <= self._last
        self.go_button.setEnabled(within)
        retone(self.told, "tone", "" if within else "danger")
        return within


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
