"""Copy a portfolio while it is in use, and put a copy back in its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from patentdesk.core.clock import Clock
from patentdesk.core.problems import refuse
from patentdesk.store.connection import check_file, check_folder, driver, engine_for, sentences, version_of
from patentdesk.store.lock import WriterLock

_PAGES = 2_000


def copy_to(connection: Connection, target: Path) -> None:
    """Write a consistent copy by SQLite's backup, then put it in place atomically.

    Raises Refused: folder_missing, folder_read_only, disk_full (by the caller's ``sentences``).
    """
    check_folder(target)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            driver(connection).backup(copy, pages=_PAGES)
            copy.execute("PRAGMA journal_mode = DELETE")
        put_in_place(part, target)
    except OSError as error:
        raise refuse("folder_read_only", folder=str(target.parent)) from error
    finally:
        part.unlink(missing_ok=True)


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
    there). Raises Refused when the backup is no portfolio, is damaged, or somebody has the target open.
    """
    check_file(backup)
    check_folder(target)
    lock = WriterLock.take(target, user, clock.now())
    part = target.with_name(target.name + ".part")
    try:
        _checked_copy(backup, part)
        kept = _set_aside(target, clock.now())
        put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)
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
    try:
        with closing(sqlite3.connect(target)) as old, closing(sqlite3.connect(kept)) as copy:
            old.backup(copy)
    except sqlite3.Error:  # too damaged for SQLite: keep its bytes
        kept.write_bytes(target.read_bytes())
    for tail in ("-wal", "-shm"):
        target.with_name(target.name + tail).unlink(missing_ok=True)
    return kept
