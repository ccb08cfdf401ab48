"""Load what is heavy in the database thread, then let the panels move into the window."""

from __future__ import annotations

import importlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from patentdesk.app.context import WindowContext
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
    "patentdesk.charts.fonts",
    "patentdesk.app.doors",
    "patentdesk.app.hook",
    "patentdesk.ui.workbench",
)
"""What the panels need and what takes long to import."""


class Furniture(QObject):
    """Jobs, and once they are loaded the workbench."""

    ready = Signal()

    def __init__(self, shell: Shell, around: Surroundings, context: WindowContext, portfolio: Path | None) -> None:
        """Begin to load."""
        super().__init__()
        self.shell = shell
        self.jobs = Jobs()
        self.bench: QObject | None = None
        """The ``ui.workbench.Workbench``, None while loading."""
        self._around = around
        self._context = context
        self._portfolio = portfolio
        shell.closing.connect(self._close)
        self.jobs.start(Job("load", "ui.job.load", _import_heavy, self._move_in, query=False))

    def _move_in(self, _loaded: None) -> None:
        from patentdesk.app.doors import doors  # noqa: PLC0415 - loaded by now
        from patentdesk.app.hook import Hook  # noqa: PLC0415
        from patentdesk.charts.fonts import missing  # noqa: PLC0415
        from patentdesk.ui.dialogs import WindowDialogs  # noqa: PLC0415
        from patentdesk.ui.messages import Message  # noqa: PLC0415
        from patentdesk.ui.workbench import Workbench  # noqa: PLC0415

        dialogs = WindowDialogs(self.shell)
        bench = Workbench(self.shell, self._around, self.jobs, doors(self._context), dialogs)
        self.bench = bench
        hook = Hook(bench)
        self.shell.closing.connect(hook.release)
        lacking, tongue = missing(), self._around.tongue
        if lacking is not None:
            told = Message("fonts", "note", lambda: tongue.words.problem(lacking))
            bench.panels[bench.place].bar.show_message(told)
        if self._portfolio is not None:
            bench.session.open(self._portfolio)
        self.ready.emit()

    def _close(self) -> None:
        if self.bench is None:
            self.jobs.close()


def _import_heavy(progress: Progress) -> None:
    for done, name in enumerate(HEAVY):
        progress.report(done, len(HEAVY))
        importlib.import_module(name)
