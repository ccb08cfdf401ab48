"""Know what the database thread has open: a portfolio, perhaps with a copy of an earlier day. What makes way is closed.

All of it is asked for in that thread, where one job follows the other: what the window shows may be a step behind.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

from patentdesk.core.problems import Refused
from patentdesk.core.progress import Cancelled, Progress
from patentdesk.services import travelling
from patentdesk.services.desk import Desk
from patentdesk.ui.opening import Opened


class OpenFiles:
    """The portfolio and the copy that are open; ``alone`` waits for those who read them, as ``Jobs.alone``."""

    def __init__(self, alone: Callable[[], AbstractContextManager[None]]) -> None:
        """Begin with nothing."""
        self._alone = alone
        self._present: Desk | None = None
        self._past: Desk | None = None

    def holds(self, desk: Desk) -> bool:
        """Tell whether a desk is still open: in the window's thread, whether what comes back came in time."""
        return desk is self._present or desk is self._past

    def open(self, door: Callable[[], Opened]) -> Opened:
        """Open a portfolio in place of what is open; copies of programs that no longer run are swept away.

        Raises Refused, as the door does; all stays then.
        """
        opened = door()
        with self._alone():
            self.close()
        self._present = opened.desk
        if opened.desk is not None:
            travelling.sweep_folders(opened.desk.clock.now().timestamp())
        return opened

    def restore(self, put_back: Callable[[], Opened], reopen: Callable[[], Opened]) -> Opened:
        """Close what is open, put a backup in its place and open that; when it is refused, open what was there.

        Raises Refused when that cannot be opened again either: nothing is open then.
        """
        with self._alone():
            self.close()
            try:
                opened = put_back()
            except Refused as refusal:
                opened = replace(reopen(), problem=refusal.problem)
        self._present = opened.desk
        return opened

    def visit(self, present: Desk, day: date, progress: Progress) -> Desk:
        """Return the portfolio as it was at the end of a day, a copy in place of that of another day.

        Raises Cancelled, also when another portfolio is open by now, and Refused, as ``travelling.as_of``.
        """
        if self._present is None or self._present.file is not present.file:
            raise Cancelled
        folder = travelling.private_folder()
        try:
            past = travelling.as_of(present, day, folder, progress)
        except BaseException:
            travelling.remove_folder(folder)
            raise
        self.leave()
        self._past = past
        return past

    def leave(self) -> None:
        """Remove the copy of an earlier day, once nothing reads it any more."""
        if self._past is not None:
            with self._alone():
                self._close_past()

    def close(self) -> None:
        """Close all that is open; nobody may read it any more."""
        self._close_past()
        if self._present is not None:
            self._present.file.close()
            self._present = None

    def _close_past(self) -> None:
        if self._past is not None:
            travelling.leave(self._past)
            self._past = None
