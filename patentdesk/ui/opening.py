"""Name what the window needs from outside to open, create and restore portfolios."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from patentdesk.core.clock import Clock
from patentdesk.core.problems import Problem
from patentdesk.core.progress import Progress
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.ui.painter import Painter


@dataclass(frozen=True, slots=True)
class Opened:
    """A portfolio that was opened; ``problem`` says why it can only be read, when it can only be read."""

    desk: Desk
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Doors:
    """How a portfolio file is opened, created and restored; called in the database thread. Each may raise Refused.

    ``demo`` creates a portfolio with invented patents, to try the program with.
    """

    open: Callable[[Path], Opened]
    create: Callable[[Path], Opened]
    restore: Callable[[Path, Path], Opened]
    demo: Callable[[Path, Progress], Opened]
    backups: Path
    """Folder of the automatic backups."""
    library: Library | None = None
    """The program's resources, for what needs no portfolio."""
    clock: Clock | None = None
    painter: Painter | None = None
    """What draws charts; None: the thread that asks."""
