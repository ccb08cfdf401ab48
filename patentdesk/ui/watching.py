"""Tell at the start that the watched folder holds lists that nobody imported into this portfolio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from patentdesk.services import watching
from patentdesk.services.watching import Found
from patentdesk.ui.jobs import Lane
from patentdesk.ui.messages import Message, MessageBar
from patentdesk.ui.session import Session
from patentdesk.ui.settings import PASSED, WATCHED


class Watching(QObject):
    """Looks into the watched folder once for each portfolio that is opened."""

    def __init__(self, session: Session, parent: QObject, bar: Callable[[], MessageBar]) -> None:
        """Look for what is open, else wait for a portfolio; ``bar`` is that of the panel in front."""
        super().__init__(parent)
        self._session = session
        self._bar = bar
        session.desk_changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        session, settings = self._session, self._session.around.settings
        desk, folder = session.desk, settings.get(WATCHED)
        self._bar().clear("watched")
        if desk is not None and folder and session.writable:
            passed = settings.get(PASSED)
            session.look("watched", "ui.job.watch",
                         lambda _progress: watching.new_files(desk, Path(folder), passed), self._tell,
                         lane=Lane.WORKING)  # fmt: skip

    def _tell(self, found: Sequence[Found]) -> None:
        say = self._session.around.tongue
        if found:
            self._bar().show_message(
                Message("watched", "note", lambda: say("ui.watch.start", n=len(found)), "ui.watch.look",
                        partial(self._session.place_wanted.emit, "intake"))
            )  # fmt: skip
