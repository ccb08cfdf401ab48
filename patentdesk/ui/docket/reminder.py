"""Remind at the start and, while the window is open, by an icon in the system's tray."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from patentdesk.portfolio.numbers import number_of
from patentdesk.services import reminders
from patentdesk.services.desk import Desk
from patentdesk.services.reminders import Near, Reminder
from patentdesk.ui.jobs import Lane
from patentdesk.ui.messages import Message, MessageBar
from patentdesk.ui.session import Session
from patentdesk.ui.settings import LEAD_DAYS, MINE_ONLY, REMINDED, TRAY

_EVERY_MS = 3_600_000
_NAMED = 4
_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class _Found:
    """What has come near in a portfolio; ``new`` counts what was not told before, ``named`` are the first of it."""

    identity: str
    near: Near
    new: int
    named: Sequence[Reminder]


def _come_near(desk: Desk, lead: Sequence[int], person: str, shown: Mapping[str, Collection[str]]) -> _Found:
    """Return what came near; ``shown`` tells what was told before, by portfolio."""
    identity = desk.file.identity()
    told = frozenset(shown.get(identity, ()))
    near = reminders.near(desk, lead, person)
    new = [row for row, key in enumerate(near.keys(_KEPT)) if key not in told]
    return _Found(identity, near, len(new), reminders.named(desk, near, new[:_NAMED]))


class Reminding(QObject):
    """Reads what comes near when a portfolio is opened and every hour after that."""

    def __init__(self, session: Session, window: QWidget, bar: Callable[[], MessageBar], icon: QIcon) -> None:
        """Remind of what is open, else wait for a portfolio; ``bar`` is that of the panel in front."""
        super().__init__(window)
        self._session = session
        self._window = window
        self._bar = bar
        self._fresh = False
        self.tray: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.tray = QSystemTrayIcon(icon, window)
            self.tray.activated.connect(self._show_window)
            self.tray.messageClicked.connect(self._show_docket)
        self._hourly = QTimer(self)
        self._hourly.setInterval(_EVERY_MS)
        self._hourly.timeout.connect(self.remind)
        self._hourly.start()
        session.desk_changed.connect(self._opened)
        session.found.connect(self._begin)
        self._opened()
        if session.desk is not None and len(session.ids):
            self._begin()

    def remind(self) -> None:
        """Read what has come near and tell it; nothing while an earlier day is shown."""
        self._fit_tray()
        desk, settings = self._session.desk, self._session.around.settings
        if desk is None or self._session.present is not None:
            return
        days: list[int] = settings.get(LEAD_DAYS)
        lead, person = tuple(days), desk.user if settings.get(MINE_ONLY) else ""
        shown: dict[str, list[str]] = settings.get(REMINDED)
        self._session.look(
            "reminders", "ui.job.docket", lambda _progress: _come_near(desk, lead, person, shown), self._take,
            lane=Lane.WORKING,
        )  # fmt: skip

    def _opened(self) -> None:
        self._fresh = self._session.desk is not None
        self._bar().clear("reminder")
        self._fit_tray()

    def _fit_tray(self) -> None:
        """Show the icon where it is wished and a portfolio is open: without an icon no message is shown."""
        if self.tray is not None:
            self.tray.setVisible(self._session.desk is not None and self._session.around.settings.get(TRAY))

    def _begin(self) -> None:
        """Tell once, when the portfolio that was opened is on the screen."""
        if self._fresh:
            self.remind()

    def _take(self, found: _Found) -> None:
        first, self._fresh = self._fresh, False
        if first and len(found.near):
            self._tell_in_window(found.near)
        self._tell_in_tray(found)

    def _tell_in_window(self, near: Near) -> None:
        say = self._session.around.tongue
        late, week, coming, lead = near.late, near.week, len(near) - near.late, near.lead
        message = Message(
            "reminder", "warning" if late or week else "note",
            lambda: say("ui.reminders.start", late=late, week=week, n=coming, lead=lead), "ui.reminders.show",
            self._show_docket,
        )  # fmt: skip
        self._bar().show_message(message)

    def _tell_in_tray(self, found: _Found) -> None:
        """Show what the tray has not shown of this portfolio before."""
        settings = self._session.around.settings
        if self.tray is None or not settings.get(TRAY) or not found.new:
            return
        self.tray.showMessage(self._title(found.new), self.text(found.named), QSystemTrayIcon.MessageIcon.Information)
        shown: dict[str, list[str]] = settings.get(REMINDED)
        settings.put(REMINDED, {**shown, found.identity: found.near.keys(_KEPT)})

    def text(self, near: Sequence[Reminder]) -> str:
        """Return reminders, a line each."""
        say = self._session.around.tongue
        lines = []
        for one in near:
            word = "ui.reminders.late" if one.days_left < 0 else "ui.reminders.left"
            what = say.words.code("task", one.item.deadline.task)
            lines.append(say(word, number=number_of(one.item.patent), task=what, n=abs(one.days_left)))
        return "\n".join(lines)

    def _title(self, n: int) -> str:
        return self._session.around.tongue("ui.reminders.tray_title", n=n)

    def _show_window(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _show_docket(self) -> None:
        self._show_window()
        self._bar().clear("reminder")
        self._session.place_wanted.emit("docket")
