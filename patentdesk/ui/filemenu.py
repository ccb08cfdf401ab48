"""Carry out the file menu: new, open, backup, restore, verify."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from patentdesk.core.filenames import PORTFOLIO
from patentdesk.core.problems import Problem
from patentdesk.services import safety
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.session import Session
from patentdesk.ui.settings import COPIES

PATTERN = f"PatentDesk (*{PORTFOLIO})"


class FileMenu(QObject):
    """The commands that concern the portfolio file as a whole; ``bar`` returns the message bar in front."""

    def __init__(self, session: Session, bar: Callable[[], MessageBar]) -> None:
        """Offer the commands."""
        super().__init__()
        self._session = session
        self._say = session.around.tongue
        self._bar = bar
        self.commands: Mapping[str, Callable[[], None]] = {
            "new": self.new,
            "open": self.open,
            "demo": self.demo,
            "backup": self.backup,
            "restore": self.restore,
            "verify": self.verify,
        }

    def new(self) -> None:
        """Create an empty portfolio where the user says."""
        name = self._say("ui.file.new_name")
        path = self._session.dialogs.save_file(self._say("ui.action.new"), f"{name}{PORTFOLIO}", PATTERN)
        if path is not None:
            self._session.create(path)

    def demo(self) -> None:
        """Create a portfolio with invented patents where the user says, to try the program with."""
        name = self._say("ui.file.demo_name")
        path = self._session.dialogs.save_file(self._say("ui.action.demo"), f"{name}{PORTFOLIO}", PATTERN)
        if path is not None:
            self._session.create_demo(path)

    def open(self) -> None:
        """Open the portfolio that the user names."""
        for path in self._session.dialogs.open_files(self._say("ui.action.open"), PATTERN):
            self._session.open(path)

    def backup(self) -> None:
        """Save a copy of the portfolio as it is now."""
        desk = self._session.desk
        if desk is None:
            return
        stamp = f"{desk.file.path.stem} {desk.clock.today().isoformat()}{PORTFOLIO}"
        path = self._session.dialogs.save_file(self._say("ui.action.backup"), stamp, PATTERN)
        if path is not None:
            self._session.look(
                "backup", "ui.job.backup", lambda _progress: safety.backup(desk, path),
                partial(self._copied, path), self._refused, shown=True,
            )  # fmt: skip

    def restore(self) -> None:
        """Put a backup in the portfolio's place, after asking."""
        desk = self._session.desk
        if desk is None:
            return
        paths = self._session.dialogs.open_files(self._say("ui.action.restore"), PATTERN)
        if paths and self._session.dialogs.confirm(
            self._say("ui.action.restore"),
            self._say("ui.restore.question", backup=paths[0].name, file=desk.file.path.name),
            self._say("ui.restore.yes"),
            self._say("ui.cancel"),
        ):
            self._session.restore(paths[0])

    def verify(self) -> None:
        """Check the file and its journal."""
        desk = self._session.desk
        if desk is not None:
            self._session.look(
                "verify", "ui.job.verify", lambda _progress: safety.verify(desk), self._verified, self._refused,
                shown=True,
            )  # fmt: skip

    def _copied(self, path: Path, _result: object) -> None:
        desk, settings = self._session.desk, self._session.around.settings
        if desk is not None:
            copies: dict[str, str] = settings.get(COPIES)
            settings.put(COPIES, {**copies, str(desk.file.path): str(path)})
            self._session.read_state()
        self._bar().show_word("backup", "success", "ui.backup.done", path=str(path))

    def _verified(self, problems: list[Problem]) -> None:
        if problems:
            self._bar().show_problem(problems[0], "verify")
        else:
            self._bar().show_word("verify", "success", "ui.verify.done")
            self._session.note_verified()

    def _refused(self, problem: Problem) -> None:
        self._bar().show_problem(problem)
