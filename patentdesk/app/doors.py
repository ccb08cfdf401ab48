"""Open, create and restore portfolio files for the window. Loaded after the first paint."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from patentdesk.app.context import WindowContext
from patentdesk.core.problems import Refused, refuse
from patentdesk.core.progress import Progress
from patentdesk.services import safety
from patentdesk.services.desk import Desk
from patentdesk.store.file import PortfolioFile
from patentdesk.ui.opening import Doors, Opened
from patentdesk.ui.painter import ProcessPainter


def doors(context: WindowContext) -> Doors:
    """Return the doors of this program; each may raise Refused."""
    return Doors(
        partial(_open, context),
        partial(_create, context),
        partial(_restore, context),
        partial(_demo, context),
        context.backups,
        context.library,
        context.clock,
        ProcessPainter(context.words.entries),
    )


def _open(context: WindowContext, path: Path) -> Opened:
    """Open a portfolio; one that somebody else is writing to is opened for reading, with the reason."""
    try:
        file = PortfolioFile.open(path, clock=context.clock, user=context.user)
    except Refused as refusal:
        if refusal.problem.code not in {"file_in_use", "file_read_only", "file_linked"}:
            raise
        file = PortfolioFile.open(path, clock=context.clock, user=context.user, read_only=True)
        return Opened(_desk(context, file), refusal.problem)
    return Opened(_desk(context, file))


def _create(context: WindowContext, path: Path) -> Opened:
    return Opened(_desk(context, PortfolioFile.create(path, clock=context.clock, user=context.user)))


def _demo(context: WindowContext, path: Path, progress: Progress) -> Opened:
    """Create the demo portfolio; when it is refused or stopped, no half of it stays."""
    from patentdesk.demo.build import build  # noqa: PLC0415 - seldom asked for
    from patentdesk.demo.showcase import show  # noqa: PLC0415 - as above
    from patentdesk.demo.situations import EARLIEST  # noqa: PLC0415 - as above

    today = context.clock.today()
    if today < EARLIEST:
        raise refuse("demo_too_early", day=EARLIEST.isoformat())
    opened = _create(context, path)
    try:
        with TemporaryDirectory() as aside:  # the files that were imported and written out are not wanted here
            built = build(opened.desk, Path(aside) / "files", today, progress)
            show(opened.desk, built, Path(aside), context.words, progress)
    except BaseException:  # also when it was stopped
        opened.desk.file.close()
        path.unlink(missing_ok=True)
        raise
    return opened


def _restore(context: WindowContext, backup: Path, target: Path) -> Opened:
    safety.restore(backup, target, clock=context.clock, user=context.user)
    return _open(context, target)


def _desk(context: WindowContext, file: PortfolioFile) -> Desk:
    return Desk(file, context.library, context.clock, context.user)
