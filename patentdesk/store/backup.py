"""Copy a portfolio while it is in use, and put a copy back in its place."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from patentdesk.core.clock import Clock
from patentdesk.core.filenames import PORTFOLIO
from patentdesk.core.problems import Refused, refuse
from patentdesk.store.connection import check_file, check_folder, driver, engine_for, sentences, version_of
from patentdesk.store.lock import WriterLock
from patentdesk.store.schema import OPERATIONS

_PAGES = 2_000
_TAILS = ("", "-journal", "-wal", "-shm")
"""What SQLite may leave beside a file, and the file itself."""


def copy_to(connection: Connection, target: Path) -> None:
    """Write a consistent copy by SQLite's backup, then put it in place atomically.

    What an interrupted copy to the same place left behind is removed. Raises Refused: folder_missing, folder_read_only,
    disk_full (also by the caller's ``sentences``).
    """
    check_folder(target)
    part = target.with_name(target.name + ".part")
    try:
        sweep(part)
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            driver(connection).backup(copy, pages=_PAGES)
            copy.execute("PRAGMA journal_mode = DELETE")
        put_in_place(part, target)
    except OSError as error:
        raise _no_place(error, target) from error
    finally:
        with suppress(OSError):
            sweep(part)


def check_target(connection: Connection, source: Path, target: Path) -> None:
    """Refuse a place where a backup of ``source`` would replace anything but an earlier state of the same portfolio.

    Raises Refused: backup_suffix, file_is_folder, backup_itself, file_not_portfolio, backup_other (the file there holds
    work that the portfolio does not have), and what reading it may bring.
    """
    if target.suffix.lower() != PORTFOLIO:
        raise refuse("backup_suffix", file=target.name, suffix=PORTFOLIO)
    check_folder(target)
    if target.is_dir():
        raise refuse("file_is_folder", file=str(target))
    if not target.exists():
        return
    if source.exists() and target.samefile(source):
        raise refuse("backup_itself", file=str(target))
    check_file(target)
    newest = select(OPERATIONS.c.id, OPERATIONS.c.hash).order_by(OPERATIONS.c.id.desc()).limit(1)
    engine = engine_for(target, read_only=True)
    try:
        with sentences(target, reading=True), engine.connect() as there:
            version_of(there, target)
            last = there.execute(newest).first()
    finally:
        engine.dispose()
    if last is not None:
        same = select(OPERATIONS.c.hash).where(OPERATIONS.c.id == last.id)
        if connection.execute(same).scalar() != last.hash:
            raise refuse("backup_other", file=str(target))


def check_sound(connection: Connection, path: Path) -> None:
    """Raise Refused 'backup_damaged' when SQLite finds the file damaged: a copy would replace good backups in time."""
    with sentences(path, reading=True):
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise refuse("backup_damaged", file=str(path))


def sweep(file: Path) -> None:
    """Remove a file and what SQLite may have left beside it."""
    for tail in _TAILS:
        file.with_name(file.name + tail).unlink(missing_ok=True)


def _no_place(error: OSError, target: Path) -> Refused:
    if error.errno == errno.ENOSPC:
        return refuse("disk_full", file=str(target))
    return refuse("folder_read_only", folder=str(target.parent))


def put_in_place(part: Path, target: Path) -> None:
    """Flush a finished file to the disk and let it take the target's name in one step."""
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(part, target)
    with suppress(OSError):  # Windows cannot open folders; the rename is durable there
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def restore(backup: Path, target: Path, *, clock: Clock, user: str) -> Path | None:
    """Put a backup in the place of a portfolio that nobody has open.

    What stood there is kept beside it as ``<name>.before-restore-<moment>``; its path is returned (None: nothing stood
    there). A symbolic link stays one: the file that it leads to is replaced. Raises Refused when the backup is no
    portfolio, is damaged or is the target itself, somebody has the target open, or the place takes no file.
    """
    target = target.resolve()
    check_file(backup)
    if backup.resolve() == target:
        raise refuse("backup_is_target", file=str(backup))
    check_folder(target)
    with suppress(OSError):  # a name that is too long, which the lock refuses
        if target.exists() and not target.is_file():
            raise refuse("file_not_portfolio", file=str(target))
    lock = WriterLock.take(target, user, clock.now())
    part = target.with_name(target.name + ".restore")
    try:
        sweep(part)
        for left in target.parent.glob(f"{target.name}.before-restore-*.part*"):
            left.unlink(missing_ok=True)
        _checked_copy(backup, part)
        kept = _set_aside(target, clock.now())
        put_in_place(part, target)
    except OSError as error:
        raise _no_place(error, target) from error
    finally:
        with suppress(OSError):
            sweep(part)
        lock.release()
    return kept


def _checked_copy(backup: Path, part: Path) -> None:
    engine = engine_for(backup, read_only=True)
    try:
        with sentences(backup), engine.connect() as connection:
            version_of(connection, backup)
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise refuse("file_damaged", file=str(backup))
            copy_to(connection, part)
    finally:
        engine.dispose()


def _set_aside(target: Path, at: datetime) -> Path | None:
    """Copy what stands at the target, with what is still in its log, to a name of its own."""
    if not target.exists():
        return None
    stem = f"{target.name}.before-restore-{at:%Y%m%d-%H%M%S}"
    kept = target.with_name(stem)
    count = 1
    while kept.exists():
        count += 1
        kept = target.with_name(f"{stem}-{count}")
    part = kept.with_name(kept.name + ".part")
    try:
        try:
            with closing(sqlite3.connect(target)) as old, closing(sqlite3.connect(part)) as copy:
                old.backup(copy)
        except sqlite3.Error:  # too damaged for SQLite: keep its bytes
            part.write_bytes(target.read_bytes())
        put_in_place(part, kept)
    finally:
        with suppress(OSError):
            sweep(part)
    for tail in ("-wal", "-shm"):
        target.with_name(target.name + tail).unlink(missing_ok=True)
    return kept
