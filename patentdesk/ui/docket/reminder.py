"""Remind at the start and, while the window is open, by an icon in the system's tray."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from patentdesk.services import reminders
from patentdesk.services.reminders import OVERDUE, Reminder
from patentdesk.ui.columns import number_of
from patentdesk.ui.messages import Message, MessageBar
from patentdesk.ui.session import Session
from patentdesk.ui.settings import LEAD_DAYS, MINE_ONLY, REMINDED, TRAY

_EVERY_MS = 3_600_000
_NAMED = 4
_KEPT = 5_000


class Reminding(QObject):
    """Reads what comes near when a portfolio is opened and every hour after that."""

    def __init__(self, session: Session, window: QWidget, bar: Callable[[], MessageBar], icon: QIcon) -> None:
        """Wait for a portfolio; ``bar`` is that of the panel in front."""
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

    def remind(self) -> None:
        """Read what has come near and tell it."""
        desk, settings = self._session.desk, self._session.around.settings
        if desk is None:
            return
        days: list[int] = settings.get(LEAD_DAYS)
        lead, person = tuple(days), desk.user if settings.get(MINE_ONLY) else ""
        self._session.look(
            "reminders", "ui.job.docket",
            lambda _progress: (desk.file.identity(), reminders.reminders(desk, lead, person)), self._take,
        )  # fmt: skip

    def _opened(self) -> None:
        self._fresh = self._session.desk is not None
        if self.tray is not None:
            self.tray.setVisible(self._fresh and self._session.around.settings.get(TRAY))

    def _begin(self) -> None:
        """Tell once, when the portfolio that was opened is on the screen."""
        if self._fresh:
            self.remind()

    def _take(self, found: tuple[str, list[Reminder]]) -> None:
        identity, near = found
        first, self._fresh = self._fresh, False
        if first and near:
            self._tell_in_window(near)
        self._tell_in_tray(identity, near)

    def _tell_in_window(self, near: list[Reminder]) -> None:
        say = self._session.around.tongue
        lead = min((one.stage for one in near if one.stage != OVERDUE), default=0)
        late = sum(one.stage == OVERDUE for one in near)
        week = sum(0 <= one.days_left <= 7 for one in near)
        message = Message(
            "reminder", "warning" if late or week else "note",
            lambda: say("ui.reminders.start", late=late, week=week, n=len(near) - late, lead=lead), "ui.reminders.show",
            self._show_docket,
        )  # fmt: skip
        self._bar().show_message(message)

    def _tell_in_tray(self, identity: str, near: list[Reminder]) -> None:
        """Show what the tray has not shown of this portfolio before."""
        settings = self._session.around.settings
        if self.tray is None or not settings.get(TRAY):
            return
        shown = settings.get(REMINDED)
        known = set(shown.get(identity, []))
        new = [one for one in near if one.key not in known]
        if not new:
            return
        self.tray.showMessage(self._title(len(new)), self.text(new), QSystemTrayIcon.MessageIcon.Information)
        kept = [one.key for one in near][:_KEPT]
        settings.put(REMINDED, {**shown, identity: kept})

    def text(self, near: list[Reminder]) -> str:
        """Return the first reminders, a line each."""
        say = self._session.around.tongue
        lines = []
        for one in near[:_NAMED]:
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
