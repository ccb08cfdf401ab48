"""Show a portfolio as it was at the end of an earlier day: for reading only, in a copy of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from patentdesk.core.clock import FixedClock
from patentdesk.core.filenames import PORTFOLIO
from patentdesk.core.problems import Refused, refuse
from patentdesk.core.progress import Progress
from patentdesk.services.desk import Desk
from patentdesk.store.file import PortfolioFile
from patentdesk.store.lock import WriterLock
from patentdesk.store.travel import first_moment, travel

_PREFIX = "patentdesk-past-"
_YOUNG_S = 60
_held: dict[Path, WriterLock] = {}
"""The private folders of this program, each with its lock."""


def first_day(desk: Desk) -> date | None:
    """Return the day of the journal's first entry; None while nothing was done."""
    first = first_moment(desk.file)
    return None if first is None else desk.clock.day_of(first)


def as_of(desk: Desk, day: date, folder: Path, progress: Progress | None = None) -> Desk:
    """Return a desk with the portfolio as it was at the end of a day, whose clock stands still on that day.

    The copy is written into the folder; who closes the desk removes it. Raises Cancelled and Refused: travel_future,
    travel_nothing (nothing was recorded at all), travel_too_early (by then), disk_full, folder_read_only.
    """
    if day > desk.clock.today():
        raise refuse("travel_future", date=day.isoformat())
    first = first_day(desk)
    if first is None:
        raise refuse("travel_nothing")
    if day < first:
        raise refuse("travel_too_early", date=day.isoformat(), first=first.isoformat())
    target = folder / f"{desk.file.path.stem} {day.isoformat()}{PORTFOLIO}"
    following = datetime.combine(day + timedelta(days=1), time.min).astimezone()
    travel(desk.file, following, target, progress or Progress())
    clock = FixedClock(day)
    return replace(
        desk, file=PortfolioFile.open(target, clock=clock, user=desk.user, read_only=True), clock=clock, kept={}
    )


def private_folder() -> Path:
    """Make a folder for a copy that nobody else of this machine can read; ``remove_folder`` takes it away.

    As long as this program runs it is locked. Those of programs that were ended before they could remove theirs go.
    Raises Refused: disk_full, folder_read_only.
    """
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    _held[folder] = _lock(folder)
    sweep_folders(folder.stat().st_mtime)
    return folder


def remove_folder(folder: Path) -> None:
    """Remove a private folder with all that is in it."""
    if folder in _held:
        _held.pop(folder).release()
    shutil.rmtree(folder, ignore_errors=True)


def sweep_folders(now: float) -> None:
    """Remove the private folders of programs that no longer run; ``now`` in seconds since 1970.

    One that is younger than a minute stays: its program may not have locked it yet.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, Refused):  # it runs, the folder is another user's, or it goes by itself
            if folder not in _held and not folder.is_symlink() and now - folder.stat().st_mtime > _YOUNG_S:
                _lock(folder).release()
                shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> WriterLock:
    return WriterLock.take(folder / "copy", "", datetime.fromtimestamp(folder.stat().st_mtime).astimezone())


def leave(past: Desk) -> None:
    """Close a desk of the past and remove its copy with its folder."""
    past.file.close()
    remove_folder(past.file.path.parent)


@contextmanager
def visiting(desk: Desk, day: date, progress: Progress | None = None) -> Iterator[Desk]:
    """Yield the desk of a day in a private folder, removed afterwards. Raises as ``as_of`` does."""
    folder = private_folder()
    try:
        past = as_of(desk, day, folder, progress)
        try:
            yield past
        finally:
            past.file.close()
    finally:
        remove_folder(folder)
