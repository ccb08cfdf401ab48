"""Tell at the start that the watched folder holds lists that nobody imported into this portfolio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from patentdesk.services import watching
from patentdesk.services.watching import Look, Seen
from patentdesk.ui.jobs import Lane
from patentdesk.ui.messages import Message, MessageBar
from patentdesk.ui.session import Session
from patentdesk.ui.settings import PASSED, WATCHED

SOON_MS = 3_000
"""After which a file that is being written is looked at again."""


class Watching(QObject):
    """Looks into the watched folder once for each portfolio that is opened."""

    def __init__(self, session: Session, parent: QObject, bar: Callable[[], MessageBar]) -> None:
        """Look for what is open, else wait for a portfolio; ``bar`` is that of the panel in front."""
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._seen: Mapping[Path, Seen] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._look)
        session.desk_changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        session, settings, seen = self._session, self._session.around.settings, self._seen
        desk, folder = session.desk, settings.get(WATCHED)
        self._bar().clear("watched")
        self._soon.stop()
        if desk is not None and folder and session.writable:
            passed = settings.get(PASSED)
            session.look("watched", "ui.job.watch",
                         lambda progress: watching.look(desk, Path(folder), passed, seen, progress), self._tell,
                         lane=Lane.WORKING)  # fmt: skip

    def _tell(self, look: Look) -> None:
        """Tell what is there now, or else what is once it was written."""
        say, n, folder = self._session.around.tongue, len(look.found), self._session.around.settings.get(WATCHED)
        self._seen = look.seen
        if look.writing and not n:
            self._soon.start()
        if n or look.missing:
            text = (lambda: say("ui.watch.unreachable", folder=folder)) if look.missing else (
                lambda: say("ui.watch.start", n=n))  # fmt: skip
            self._bar().show_message(
                Message("watched", "warning" if look.missing else "note", text, "ui.watch.look",
                        partial(self._session.place_wanted.emit, "intake"))
            )  # fmt: skip
