"""Take a picture of every panel, for the manual and for tests: no sleeping, the event loop runs until all is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

from patentdesk.ui.places import PLACES
from patentdesk.ui.workbench import Workbench


def settle(bench: Workbench) -> None:
    """Run the event loop until no job, no pending event and no short timer is left; what waits a moment is done now."""
    loop = QEventLoop()
    for _ in range(_ROUNDS):
        bench.session.jobs.wait()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        if bench.session.jobs.idle and not bench.hasten():
            return


_ROUNDS = 10_000


def render(
    bench: Workbench,
    folder: Path,
    *,
    languages: Sequence[str] = ("zh", "en"),
    themes: Sequence[str] = ("light", "dark"),
    size: tuple[int, int] = (1280, 800),
    places: Sequence[str] = PLACES,
) -> list[Path]:
    """Write ``<place>-<language>-<theme>.png`` for every panel; return the files in the order written.

    The window must be shown (offscreen will do). Raises OSError when a picture cannot be written.
    """
    bench.shell.resize(*size)
    written = []
    for language in languages:
        bench.around.tongue.choose(language)
        for theme in themes:
            bench.around.appearance.choose(theme)
            for place in places:
                bench.go(place)
                settle(bench)
                target = folder / f"{place}-{language}-{theme}.png"
                if not bench.shell.grab().save(str(target)):
                    raise OSError(f"the picture {target} could not be written")
                written.append(target)
    return written
