"""Open, read, change and undo in one portfolio file (``.pdesk``)."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from patentdesk.core.clock import Clock
from patentdesk.core.problems import Problem, Refused, refuse
from patentdesk.store import journal, undoing
from patentdesk.store.arrays import NONE, Ids
from patentdesk.store.backup import check_sound, check_target, copy_to, restore
from patentdesk.store.check import check_whole
from patentdesk.store.columns import Columns, position
from patentdesk.store.connection import (
    beside,
    check_file,
    check_folder,
    check_one_name,
    driver,
    engine_for,
    room_to_write,
    sentences,
    sweep_log,
    version_of,
    write_new,
)
from patentdesk.store.header import SCHEMA_VERSION
from patentdesk.store.journal import Change, Operation
from patentdesk.store.lock import WriterLock
from patentdesk.store.reader import Between, Reader
from patentdesk.store.work import Work

__all__ = ["NONE", "Between", "Change", "Ids", "Operation", "PortfolioFile", "Reader", "Work", "restore"]

_MANY = 100_000
"""After so many changed rows what SQLite keeps of them in memory is given back."""


@dataclass(slots=True)
class PortfolioFile:
    """One open portfolio: one writer at a time, any number of readers, each with a consistent snapshot.

    Operations of several threads wait for each other; a read sees the state before or after an operation, never inside.
    """

    path: Path
    read_only: bool
    _clock: Clock
    _user: str
    _engine: Engine
    _lock: WriterLock | None
    _opened: os.stat_result
    """What the path named when it was opened."""
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _writer_thread: int | None = None
    _columns: Columns = field(default_factory=Columns)
    _behind: bool = False
    """Whether the file itself lacks what only its log holds as yet."""
    _closed: bool = False

    @classmethod
    def create(cls, path: Path, *, clock: Clock, user: str) -> PortfolioFile:
        """Write an empty portfolio and open it. Raises Refused when the file exists or cannot be written."""
        check_folder(path)
        write_new(path)
        return cls.open(path, clock=clock, user=user)

    @classmethod
    def open(cls, path: Path, *, clock: Clock, user: str, read_only: bool = False) -> PortfolioFile:
        """Open a portfolio; an older one is backed up and brought up to date.

        Raises Refused: file_missing, folder_missing, file_is_folder, file_not_portfolio, file_newer, file_damaged,
        file_in_use (with user, host, since; open it read_only then), file_read_only, file_linked, file_older (read_only
        only).
        """
        check_file(path)
        if not read_only:
            check_one_name(path)
        lock = None if read_only else WriterLock.take(path, user, clock.now())
        clean = not beside(path, "-wal").exists()
        engine = engine_for(path, read_only=read_only)
        try:
            with sentences(path, reading=True), engine.connect() as connection:
                version = version_of(connection, path)
                if not read_only:
                    _make_sure_writable(connection)
            if version < SCHEMA_VERSION:
                if read_only:
                    raise refuse("file_older", file=str(path))
                engine.dispose()
                from patentdesk.store.migrations.run import migrate  # noqa: PLC0415 - Alembic takes 0.4 s to import

                migrate(path, clock.now())
            opened = path.stat()
        except BaseException:
            engine.dispose()
            if clean:
                sweep_log(path)
            if lock is not None:
                lock.release()
            raise
        return cls(path, read_only, clock, user, engine, lock, opened)

    def sign_as(self, user: str) -> None:
        """Let another name stand in the journal from the next operation on."""
        self._user = user

    def close(self) -> None:
        """Close the file and give the right to write back; a second call does nothing, any other is refused then."""
        self._closed = True
        try:
            if self._lock is not None and self._lock.handle >= 0:
                with suppress(DBAPIError, sqlite3.Error):  # all is stored; the next opening does what is left undone
                    self._tidy()
        finally:
            self._engine.dispose()
            if self._lock is not None:
                self._lock.release()
        if self.read_only:
            sweep_log(self.path)

    def _tidy(self) -> None:
        with self._engine.connect() as connection:
            if self._columns.worth_saving(position(driver(connection))):
                connection.rollback()
                self._save_columns(connection)
            driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def __enter__(self) -> PortfolioFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Yield a reader of the present state; what others write is not seen. Raises Refused 'file_closed'."""
        with sentences(self.path, reading=True), self._connect() as connection, connection.begin():
            connection.exec_driver_sql("SELECT id FROM pen")  # the snapshot is taken by the first read
            yield Reader(connection, self._clock.today(), self._columns, self._another)
        if self._behind:
            self._bring_forward()

    @contextmanager
    def operation(self, verb: str, **args: object) -> Iterator[Work]:
        """Yield the work of one operation: one transaction and one journal entry, both undone by any exception.

        Nothing is journalled when nothing changed. Raises Refused 'file_read_only', 'file_closed' and what the disk
        may bring.
        """
        with self._entry(verb, args, None) as work:
            yield work

    @contextmanager
    def derivation(self, verb: str, **args: object) -> Iterator[Work]:
        """Yield the work of an operation that nobody did: it follows from what people did, such as a recomputation.

        As ``operation``, but undo and redo pass it over, and it goes with what it was derived from.
        """
        with self._entry(verb, args, None, derived=True) as work:
            yield work

    def undo(self, operation_id: int | None = None) -> Operation:
        """Undo the latest operation, or a named earlier one whose rows nobody touched since; return what was undone.

        What a signed decision rests on is passed over: it stays. Raises Refused: undo_nothing, undo_row_moved (with who
        and what), undo_signed_since (the same), signed_kept.
        """
        target = self._ask(undoing.next_undo) if operation_id is None else self._undoable(operation_id)
        if target is None:
            self._check_unsigned(self._ask(undoing.latest_holding))
            raise refuse("undo_nothing")
        with self._entry("undo", {"operation": target.id, "verb": target.verb}, target.id) as work:
            undoing.undo(work.connection, target, work.operation_id)
        return target

    def redo(self) -> Operation:
        """Do again what was undone last; return it. Raises Refused 'redo_nothing', also after new work."""
        target = self._ask(undoing.next_redo)
        if target is None:
            raise refuse("redo_nothing")
        with self._entry("redo", {"operation": target.id, "verb": target.verb}, target.id) as work:
            undoing.redo(work.connection, target)
        return target

    def undo_title(self) -> Operation | None:
        """Return what undo would undo."""
        return self._ask(undoing.next_undo)

    def kept_since(self) -> Operation | None:
        """Return what was done last where undo passes it over; None: undo takes the last operation back, or nothing."""
        with self.reading() as reader:
            target, last = undoing.next_undo(reader.connection), undoing.latest(reader.connection)
        return None if target is None or last is None or last.id == target.id else last

    def redo_title(self) -> Operation | None:
        """Return what redo would do again."""
        return self._ask(undoing.next_redo)

    def journal(self, limit: int = 100, before: int | None = None, patent_id: int | None = None) -> list[Operation]:
        """Return entries, newest first; page on with ``before`` = the last id seen."""
        with self.reading() as reader:
            return journal.operations(reader.connection, limit, before, patent_id)

    def changes(self, operation_id: int, limit: int = 200, patent_id: int | None = None) -> list[Change]:
        """Return the first changed rows of one entry, with what they were before and after."""
        with self.reading() as reader:
            return journal.changes(reader.connection, operation_id, limit, patent_id)

    def patents_of(self, operation_id: int) -> set[int]:
        """Return the ids of the patents that an entry changed, or of which it changed what hangs on them."""
        with self.reading() as reader:
            return journal.patents_of(reader.connection, operation_id)

    def tables_of(self, operation_id: int) -> list[str]:
        """Return the names of the tables that an entry changed."""
        with self.reading() as reader:
            return journal.tables(reader.connection, operation_id)

    def backup(self, target: Path) -> None:
        """Write a consistent copy, also while others write.

        It replaces nothing but an earlier state of this portfolio that nobody has open. Raises Refused: backup_suffix,
        backup_itself, backup_other, backup_damaged (this portfolio is), file_in_use, folder_missing, folder_read_only,
        disk_full.
        """
        target = target.resolve()
        with self._connect() as connection:
            check_target(connection, self.path, target)
            check_sound(connection, self.path)
            lock = WriterLock.take(target, self._user, self._clock.now())
            try:
                with sentences(target):
                    copy_to(connection, target)
            finally:
                lock.release()

    def verify(self) -> list[Problem]:
        """Return what is wrong with the file: damage, broken references, a journal that is not whole."""
        with self.reading() as reader:
            return check_whole(reader.connection)

    def seal(self) -> tuple[int, str]:
        """Return number and hash of the journal's latest entry; whoever noted them can tell a journal made anew."""
        with self.reading() as reader:
            return journal.seal(reader.connection)

    def identity(self) -> str:
        """Return what tells this portfolio from others wherever it lies, and its backups share; '' while it is new."""
        with self.reading() as reader:
            return journal.identity(reader.connection)

    def keep_columns(self) -> None:
        """Write the columns that sort, filter and count into the file, up to date, so that the next opening has them.

        Closing does so too when much would be lost. They are a cache: without them the next session makes them again.
        """
        if not self.read_only:
            with sentences(self.path), self._connect() as connection:
                self._save_columns(connection)

    def _save_columns(self, connection: Connection) -> None:
        raw = driver(connection)
        with self._writing, connection.execution_options(begin="BEGIN IMMEDIATE").begin():
            self._columns.save(raw, position(raw))

    def _connect(self) -> Connection:
        """Return a connection. Raises Refused 'file_closed': the right to write may be another's by now."""
        if self._closed:
            raise refuse("file_closed", file=str(self.path))
        return self._engine.connect()

    @contextmanager
    def _another(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that reads the present state at the side of a reader."""
        with self._connect() as connection, connection.begin():
            yield driver(connection)

    def _ask(self, question: Callable[[Connection], Operation | None]) -> Operation | None:
        with self.reading() as reader:
            return question(reader.connection)

    def _undoable(self, operation_id: int) -> Operation | None:
        found = self._ask(lambda connection: journal.operation(connection, operation_id))
        if found is not None and found.sealed:
            raise refuse("signed_kept", file=str(self.path))
        self._check_unsigned(found)
        return None if found is None or found.undone or found.reverses is not None else found

    def _check_unsigned(self, target: Operation | None) -> None:
        """Raise Refused 'undo_signed_since' when a signed decision rests on an operation."""
        signed = None if target is None else self._ask(lambda there: undoing.signed_since(there, target.id))
        if target is not None and signed is not None:
            raise undoing.resting(target, signed)

    @contextmanager
    def _entry(
        self, verb: str, args: dict[str, object], reverses: int | None, *, derived: bool = False
    ) -> Iterator[Work]:
        if self.read_only:
            raise refuse("file_read_only", file=str(self.path))
        if self._writer_thread == threading.get_ident():
            raise RuntimeError(f"operation {verb} inside another operation of the same thread")
        with self._writing, sentences(self.path), self._connect() as plain, room_to_write(driver(plain)):
            self._check_still_there()
            self._writer_thread = threading.get_ident()
            try:
                connection = plain.execution_options(begin="BEGIN IMMEDIATE")
                before = driver(plain).total_changes
                with connection.begin() as transaction:
                    operation_id = journal.begin(
                        connection,
                        at=self._clock.now(),
                        user=self._user,
                        verb=verb,
                        args=args,
                        reverses=reverses,
                        derived=derived,
                    )
                    work = Work(connection, self._clock.today(), operation_id=operation_id, args=dict(args))
                    yield work
                    if not journal.finish(connection, operation_id, work.args):
                        transaction.rollback()
                    self._check_still_there()
                if driver(plain).total_changes - before > _MANY:
                    driver(plain).execute("PRAGMA shrink_memory")
            finally:
                self._writer_thread = None
        self._bring_forward()

    def _bring_forward(self) -> None:
        """Write into the file what its log holds, so that a copy of the file alone is whole.

        A reader of an earlier state holds that up; what is left is written when the next reader has ended. Nobody waits
        and nothing fails: all of it is stored in the log already.
        """
        with suppress(DBAPIError, sqlite3.Error, Refused), self._connect() as connection:
            _busy, held, written = driver(connection).execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._behind = written < held

    def _check_still_there(self) -> None:
        """Raise Refused 'file_moved' when the path no longer names the file that was opened: nobody would find it."""
        try:
            there = os.path.samestat(self.path.stat(), self._opened)
        except OSError:
            there = False
        if not there:
            raise refuse("file_moved", file=str(self.path))


def _make_sure_writable(connection: Connection) -> None:
    connection.rollback()  # pragmas of the journal mode work outside transactions only
    raw = driver(connection)
    if raw.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise refuse("file_read_only", file=str(raw.execute("PRAGMA database_list").fetchone()[2]))
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("ROLLBACK")
