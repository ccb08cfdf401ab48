"""Keep the portfolio safe: backups by hand and by schedule, restoring, checking."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from patentdesk.core.clock import Clock
from patentdesk.core.filenames import PORTFOLIO
from patentdesk.core.problems import Problem, Refused
from patentdesk.services.desk import Desk
from patentdesk.store.file import PortfolioFile
from patentdesk.store.file import restore as put_back

_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(rf"(?P<own>.+)-(?P<stamp>\d{{8}}-\d{{6}}){re.escape(PORTFOLIO)}")
_IDENTITY = 12
"""So many digits of the portfolio's identity stand in the names of its backups,"""
_PLACE = 6
"""and so many of its place: a copy that goes its own way elsewhere keeps backups of its own."""
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
    """Write a backup named by portfolio and moment (UTC) into ``folder`` and remove those of it past their time.

    What sorts and counts is written into the portfolio first: after a crash it opens as fast as ever. Earlier backups
    that were named without the portfolio's identity get it. Raises Refused: folder_missing, folder_read_only,
    disk_full; nothing is removed then.
    """
    now = desk.clock.now()
    desk.file.keep_columns()
    target = folder / f"{_here(desk)}-{now.astimezone(UTC):{_STAMP}}{PORTFOLIO}"
    backup(desk, target)
    _adopt(desk, folder)
    for old in outdated(_named(folder, _here(desk)), now):
        old.unlink(missing_ok=True)
    return target


def backups(desk: Desk, folder: Path) -> list[Path]:
    """Return the scheduled backups of the portfolio, wherever it or a copy of it lay then, newest first.

    Those of others of the same name are not its own.
    """
    return _named(folder, _own(desk), f"-[0-9a-f]{{{_PLACE}}}")


def backup_due(desk: Desk, folder: Path, every_hours: int) -> bool:
    """Tell whether the newest scheduled backup is older than this, or missing; not while nothing was done."""
    if not desk.file.identity():
        return False
    present = _named(folder, _here(desk))
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


def _own(desk: Desk) -> str:
    """Return how the names of the portfolio's backups begin: portfolios of one name share the folder."""
    return f"{desk.file.path.stem}-{desk.file.identity()[:_IDENTITY] or 'new'}"


def _here(desk: Desk) -> str:
    place = sha256(str(desk.file.path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_own(desk)}-{place[:_PLACE]}"


def _named(folder: Path, own: str, tail: str = "") -> list[Path]:
    """Return the backups whose names begin so, perhaps with a tail (a pattern) behind, newest first."""
    wanted = re.compile(f"{re.escape(own)}({tail})?")
    found = [path for path in folder.glob(f"*{PORTFOLIO}")
             if (named := _NAME.fullmatch(path.name)) and wanted.fullmatch(named["own"])]  # fmt: skip
    return sorted(found, key=_moment, reverse=True)


def _adopt(desk: Desk, folder: Path) -> None:
    """Put the portfolio's identity into the names of its backups that lack it; the file's content tells whose it is."""
    for path in [*_named(folder, desk.file.path.stem), *_named(folder, _own(desk))]:
        with suppress(Refused, OSError):  # one that cannot be read or renamed stays as it is
            with PortfolioFile.open(path, clock=desk.clock, user=desk.user, read_only=True) as there:
                identity = there.identity()
            target = path.with_name(f"{_here(desk)}-{_moment(path):{_STAMP}}{PORTFOLIO}")
            if identity == desk.file.identity() and not target.exists():
                path.rename(target)


def _moment(path: Path) -> datetime:
    named = _NAME.fullmatch(path.name)
    if named is None:
        raise ValueError(f"{path.name} is not the name of a backup")
    return datetime.strptime(named["stamp"], _STAMP).replace(tzinfo=UTC)
