"""Start the window: the frame is painted first, what is heavy is loaded behind it.

Until the first paint nothing is imported but Qt's widgets and the light parts of ``ui``: no SQLAlchemy, numpy,
matplotlib or openpyxl. ``app.furnishing`` brings the rest.
"""

from __future__ import annotations

import atexit
import importlib
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from patentdesk.app import paths
from patentdesk.app.context import WindowContext, surroundings
from patentdesk.app.machine import Place
from patentdesk.ui.settings import USER, Settings
from patentdesk.ui.shell import Shell
from patentdesk.ui.surroundings import Surroundings

_FRAME = ("patentdesk.portfolio.records", "patentdesk.ui.querybox", "patentdesk.ui.parts")
"""What the frame needs, loaded one after another."""


class Program(QObject):
    """The window, and after its first paint what comes into it."""

    furnished = Signal()
    """The panels are in, and the portfolio is being opened; ``furniture`` is there."""

    def __init__(self, shell: Shell, around: Surroundings, context: WindowContext, portfolio: Path | None) -> None:
        """Wait for the first paint."""
        super().__init__()
        self.shell = shell
        self.furniture: QObject | None = None
        self._around = around
        self._context = context
        self._portfolio = portfolio
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._steps: list[Callable[[], object]] = [
            *(partial(importlib.import_module, name) for name in _FRAME), around.appearance.dress, self._fit_out,
            partial(importlib.import_module, "patentdesk.app.furnishing"), self._furnish,
        ]  # fmt: skip
        self._later.timeout.connect(self._take_step)
        shell.painted.connect(self._later.start)
        shell.closing.connect(self._later.stop)

    def _take_step(self) -> None:
        """Do the next of what makes the frame; events come between the steps, so that the window never stands still."""
        self._steps.pop(0)()
        if self._steps:
            self._later.start()

    def _fit_out(self) -> None:
        from patentdesk.ui.parts import fit_out  # noqa: PLC0415 - loaded by now

        fit_out(self.shell, self._around)

    def _furnish(self) -> None:
        from patentdesk.app.furnishing import Furniture  # noqa: PLC0415 - heavy, so after the frame is there
        from patentdesk.app.memory import give_back  # noqa: PLC0415 - as above

        give_back()
        furniture = Furniture(self.shell, self._around, self._context, self._portfolio)
        furniture.ready.connect(self.furnished)
        self.furniture = furniture


_SWITCH_SECONDS = 0.00005
"""How long another thread may keep the interpreter while the window's thread waits for it; 5 ms unless told."""


def build_window(app: QtWidgets.QApplication, context: WindowContext, portfolio: Path | None = None) -> Program:
    """Return the program with its window, not yet shown; the panels come after the first paint.

    The portfolio is known by its whole path from here on: what is remembered of it must be found from any folder.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    around = surroundings(app, context)
    return Program(Shell(around), around, context, portfolio.absolute() if portfolio is not None else None)


def open_window(place: Place, portfolio: Path | None = None, *, language: str = "", user: str = "") -> int:
    """Show the window until it is closed and return the exit status.

    ``language`` and ``user`` were asked for this run; '' leaves them to the settings.
    """
    running = QtWidgets.QApplication.instance()
    app = running if isinstance(running, QtWidgets.QApplication) else QtWidgets.QApplication(sys.argv[:1])
    app.setApplicationName("PatentDesk")
    settings = paths.settings_file()
    name = user or Settings(settings).get(USER) or place.user
    context = WindowContext(place.library, place.words, place.clock, name, settings, paths.backups(), language)
    program = build_window(app, context, portfolio)
    program.furnished.connect(_begin_log)
    program.shell.show()
    return app.exec()


def _begin_log() -> None:
    from patentdesk.app.log import start_log, stop_log  # noqa: PLC0415 - after the first paint

    folder = paths.logs()
    if os.access(folder, os.W_OK):  # else every record would say on the error channel that it cannot be written
        atexit.register(stop_log, start_log(folder))
