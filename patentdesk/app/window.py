"""Start the window: the frame is painted first, what is heavy is loaded behind it.

Until the first paint nothing is imported but Qt's widgets and the light parts of ``ui``: no SQLAlchemy, numpy,
matplotlib or openpyxl. Afterwards the database thread imports the services, and the panels move in when it is done.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from patentdesk.app import paths
from patentdesk.app.cli_setting import Setting
from patentdesk.app.context import WindowContext, surroundings
from patentdesk.core.progress import Progress
from patentdesk.ui.jobs import Job, Jobs
from patentdesk.ui.shell import Shell
from patentdesk.ui.surroundings import Surroundings

HEAVY = (
    "patentdesk.services.listing",
    "patentdesk.services.importing",
    "patentdesk.services.docket",
    "patentdesk.services.reviewing",
    "patentdesk.services.valuing",
    "patentdesk.charts.catalogue",
)
"""What the panels need and what takes long to import."""


class Program(QObject):
    """The window and what comes into it after its first paint."""

    furnished = Signal()
    """The panels are in and the portfolio is being opened."""

    def __init__(self, shell: Shell, around: Surroundings, context: WindowContext, portfolio: Path | None) -> None:
        """Wait for the first paint."""
        super().__init__()
        self.shell = shell
        self.jobs = Jobs()
        self.bench: object | None = None
        self._around = around
        self._context = context
        self._portfolio = portfolio
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._load)
        shell.painted.connect(self._later.start)
        shell.closing.connect(self._close)

    def _load(self) -> None:
        """Import what is heavy in the database thread."""
        self.jobs.start(Job("load", "ui.job.load", _import_heavy, self._furnish, query=False))

    def _furnish(self, _done: object) -> None:
        """Let the panels move in and open the portfolio."""
        from patentdesk.app.doors import doors  # noqa: PLC0415 - heavy, so after the first paint
        from patentdesk.ui.dialogs import WindowDialogs  # noqa: PLC0415
        from patentdesk.ui.workbench import Workbench  # noqa: PLC0415

        bench = Workbench(self.shell, self._around, self.jobs, doors(self._context), WindowDialogs(self.shell))
        self.bench = bench
        if self._portfolio is not None:
            bench.session.open(self._portfolio)
        self.furnished.emit()

    def _close(self) -> None:
        if self.bench is None:
            self.jobs.close()


def build_window(app: QtWidgets.QApplication, context: WindowContext, portfolio: Path | None = None) -> Program:
    """Return the program with its window, not yet shown; the panels come after the first paint."""
    around = surroundings(app, context)
    return Program(Shell(around), around, context, portfolio)


def open_window(setting: Setting, portfolio: Path | None = None) -> int:
    """Show the window until it is closed and return the exit status."""
    running = QtWidgets.QApplication.instance()
    app = running if isinstance(running, QtWidgets.QApplication) else QtWidgets.QApplication(sys.argv[:1])
    app.setApplicationName("PatentDesk")
    context = WindowContext(
        setting.library, setting.words, setting.clock, setting.user, paths.settings_file(), paths.backups()
    )
    program = build_window(app, context, portfolio)
    program.shell.show()
    return app.exec()


def _import_heavy(progress: Progress) -> None:
    for done, name in enumerate(HEAVY):
        progress.report(done, len(HEAVY))
        importlib.import_module(name)
