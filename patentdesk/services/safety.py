"""Keep the portfolio safe: backups by hand and by schedule, restoring, checking."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from patentdesk.core.clock import Clock
from patentdesk.core.problems import Problem
from patentdesk.services.desk import Desk
from patentdesk.store.file import restore as put_back

_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"(?P<stem>.+)-(?P<stamp>\d{8}-\d{6})\.pdesk")
KEEP_HOURS = 24
"""So long every backup is kept,"""
KEEP_DAYS = 30
"""then so long the last of each day,"""
KEEP_YEAR_DAYS = 365
"""then so long the last of each month."""


def backup(desk: Desk, path: Path) -> Path:
    """Write a consistent copy to ``path``, also while others work. Raises Refused when the place takes no file."""
    desk.file.backup(path)
    return path


def scheduled_backup(desk: Desk, folder: Path) -> Path:
    """Write a backup named by portfolio and moment (UTC) into ``folder`` and remove those past their time.

    Raises Refused: folder_missing, folder_read_only, disk_full; nothing is removed then.
    """
    now = desk.clock.now()
    target = folder / f"{desk.file.path.stem}-{now.astimezone(UTC):{_STAMP}}.pdesk"
    backup(desk, target)
    for old in outdated(backups(desk.file.path, folder), now):
        old.unlink(missing_ok=True)
    return target


def backups(portfolio: Path, folder: Path) -> list[Path]:
    """Return the scheduled backups of a portfolio, newest first."""
    found = [path for path in folder.glob("*.pdesk") if _belongs(path, portfolio.stem)]
    return sorted(found, key=_moment, reverse=True)


def backup_due(desk: Desk, folder: Path, every_hours: int) -> bool:
    """Tell whether the newest scheduled backup is older than this, or missing."""
    present = backups(desk.file.path, folder)
    return not present or desk.clock.now() - _moment(present[0]) >= timedelta(hours=every_hours)


def outdated(paths: list[Path], now: datetime) -> list[Path]:
    """Return the backups that may go: all of the last day stay, one a day of a month, one a month of a year."""
    taken: set[str] = set()
    gone: list[Path] = []
    for path in sorted(paths, key=_moment, reverse=True):
        moment = _moment(path)
        age = now - moment
        if age <= timedelta(hours=KEEP_HOURS):
            continue
        if age <= timedelta(days=KEEP_DAYS):
            slot = f"{moment:%Y-%m-%d}"
        elif age <= timedelta(days=KEEP_YEAR_DAYS):
            slot = f"{moment:%Y-%m}"
        else:
            gone.append(path)
            continue
        if slot in taken:
            gone.append(path)
        taken.add(slot)
    return gone


def restore(backup_path: Path, target: Path, *, clock: Clock, user: str) -> Path | None:
    """Put a backup in the place of a closed portfolio; return where the former file was kept.

    Raises Refused when the backup is no whole portfolio or somebody has the target open.
    """
    return put_back(backup_path, target, clock=clock, user=user)


def verify(desk: Desk) -> list[Problem]:
    """Return what is wrong with the portfolio file; an empty list proves it whole."""
    return desk.file.verify()


def _belongs(path: Path, stem: str) -> bool:
    named = _NAME.fullmatch(path.name)
    return named is not None and named["stem"] == stem


def _moment(path: Path) -> datetime:
    named = _NAME.fullmatch(path.name)
    if named is None:
        raise ValueError(f"{path.name} is not the name of a backup")
    return datetime.strptime(named["stamp"], _STAMP).replace(tzinfo=UTC)
