"""Load what the list needs away from the window, let the panels move in, and load all else behind the rows."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from patentdesk.app.context import WindowContext
from patentdesk.core.progress import Progress
from patentdesk.ui.jobs import Job, Jobs, Lane
from patentdesk.ui.parts import fit_out
from patentdesk.ui.settings import GROUPING, RECENT
from patentdesk.ui.shell import Shell
from patentdesk.ui.surroundings import Surroundings

_TURN_MS = 1
"""Until the next piece of work: other events come between. Qt would do what waits no time at all in the same turn."""
_DRAWN_MS = 500
"""Until the first charts are drawn."""
PAGE = ("patentdesk.services.firstpage", "patentdesk.ui.firstpage")
"""What the first rows need, which are painted before all else is loaded."""
ROWS = 64
"""So many rows are read for that; no screen shows more at once."""
FIRST = (
    "numpy.ma",  # numpy.unique asks for it when it is first called, which would be in the window's thread
    "patentdesk.services.listing",
    "patentdesk.app.doors",
    "patentdesk.app.hook",
    "patentdesk.ui.workbench",
    "patentdesk.ui.panels.portfolio",
)
"""What the list needs."""
NEXT = (
    "patentdesk.ui.inspector.view",
    "patentdesk.ui.docket.reminder",
)
"""What stands beside the list."""
LATER = (
    "patentdesk.ui.listacts",
    "patentdesk.ui.chartstrip",
    "patentdesk.ui.panels.docket",
    "patentdesk.ui.panels.overview",
    "patentdesk.ui.panels.intake",
    "patentdesk.ui.panels.triage",
    "patentdesk.ui.panels.valuation",
)
"""What the other panels need: loaded before anybody is likely to go there."""


class Furniture(QObject):
    """Jobs, and once they are loaded the workbench."""

    ready = Signal()

    def __init__(self, shell: Shell, around: Surroundings, context: WindowContext, portfolio: Path | None) -> None:
        """Begin to load."""
        super().__init__()
        self.shell = shell
        self.jobs = Jobs()
        self.bench: Any = None
        """The ``ui.workbench.Workbench``, whose module is loaded late; None while loading."""
        self._closed = False
        self._page: QWidget | None = None
        """The first rows, until the list has its own."""
        self._around = around
        self._context = context
        self._portfolio = portfolio
        shell.closing.connect(self._close)
        if portfolio is None or around.settings.get(GROUPING):
            self._load_first()
        else:
            self.jobs.start(
                Job("load.page", "ui.job.load", partial(_first_rows, portfolio), self._show_page, query=False)
            )

    def _show_page(self, rows: Sequence[Any]) -> None:
        if rows:
            from patentdesk.ui.firstpage import FirstPage  # noqa: PLC0415 - loaded by now

            stage = fit_out(self.shell, self._around).stage
            self._page = FirstPage(stage, self._around, rows, self._context.clock.today())
        self._soon(self._paint_page)

    def _paint_page(self) -> None:
        if self._page is not None:
            self._page.show()
            self._page.repaint()  # now, not in turns with what is loaded next
        self._load_first()

    def _load_first(self) -> None:
        self.jobs.start(Job("load", "ui.job.load", partial(_import, FIRST), self._move_in, query=False))

    def _move_in(self, _loaded: None) -> None:
        from patentdesk.app.doors import doors  # noqa: PLC0415 - loaded by now
        from patentdesk.app.hook import Hook  # noqa: PLC0415
        from patentdesk.ui.dialogs import WindowDialogs, usual_folder  # noqa: PLC0415
        from patentdesk.ui.workbench import Workbench  # noqa: PLC0415

        self.jobs.note_loaded()
        recent: list[str] = self._around.settings.get(RECENT)
        dialogs = WindowDialogs(self.shell, self._around.tongue, usual_folder(recent))
        bench = Workbench(self.shell, self._around, self.jobs, doors(self._context), dialogs)
        self.bench = bench
        hook = Hook(bench)
        self.shell.closing.connect(hook.release)
        self._soon(self._make_list)  # it takes as long to make as the rest

    def _make_list(self) -> None:
        _made = self.bench.panels["portfolio"]
        self._soon(self._begin)  # as above

    def _begin(self) -> None:
        self.bench.go("portfolio")
        self._soon(self._open)  # as above

    def _open(self) -> None:
        bench = self.bench
        if self._portfolio is not None:
            bench.session.listed.connect(self._wait_for_rows, Qt.ConnectionType.SingleShotConnection)
            bench.session.open_refused.connect(self._wait_for_rows, Qt.ConnectionType.SingleShotConnection)
            bench.parts.stage.currentChanged.connect(self._uncover)
            bench.panels["portfolio"].model.modelReset.connect(self._uncover_rows)
            bench.session.open(self._portfolio)
        else:
            self._load_next()
        self.ready.emit()

    def _wait_for_rows(self, _refused: object = None) -> None:
        """Load more once the rows are painted: they are read in the lane of this job, before it."""
        self.jobs.behind(Lane.FINDING, 2, self._leave_rows)

    def _leave_rows(self) -> None:
        self._uncover()
        self._soon(self._load_next)

    def _uncover_rows(self) -> None:
        """Let the list be painted once, with its own rows."""
        if len(self.bench.panels["portfolio"].model.rows):
            self._uncover()

    def _uncover(self, *_what: object) -> None:
        """Take the first rows away: the list has its own, or something else is to be seen."""
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
            self._page = None

    def _load_next(self) -> None:
        self._load(NEXT, self._stand_beside, rank=2)

    def _stand_beside(self) -> None:
        _made = self.bench.inspector
        self._soon(self._load_rest)

    def _load_rest(self) -> None:
        self.bench.complete()
        self._soon(self._load_others, _DRAWN_MS)

    def _load_others(self) -> None:
        for name in LATER:
            self._load((name,), lambda: None, rank=3)

    def _load(self, names: Sequence[str], then: Callable[[], None], *, rank: int) -> None:
        """Load in the lane that finds and counts: while both worked, the window's thread would wait for two."""

        def loaded(_loaded: None) -> None:
            self.jobs.note_loaded()
            then()

        self.jobs.start(
            Job(
                "load", "ui.job.load", partial(_import, names), loaded, query=False, lane=Lane.FINDING, rank=rank,
                shown=False,
            )
        )  # fmt: skip

    def _soon(self, step: Callable[[], None], wait_ms: int = _TURN_MS) -> None:
        """Go on in another turn, unless the window is closed meanwhile."""

        def go_on() -> None:
            if not self._closed:
                step()

        QTimer.singleShot(wait_ms, self, go_on)

    def _close(self) -> None:
        self._closed = True
        if self.bench is None:
            self.jobs.close()


def _first_rows(portfolio: Path, progress: Progress) -> Sequence[Any]:
    _import(PAGE, progress)
    from patentdesk.services.firstpage import first_page  # noqa: PLC0415 - loaded by now

    return first_page(portfolio, ROWS)


def _import(names: Sequence[str], progress: Progress) -> None:
    for done, name in enumerate(names):
        progress.report(done, len(names))
        importlib.import_module(name)
