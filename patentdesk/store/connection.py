"""Open the SQLite file behind a portfolio: what every connection needs, and what makes a file ours."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from patentdesk.core.problems import Refused, refuse
from patentdesk.store import triggers
from patentdesk.store.codec import UnreadableValueError
from patentdesk.store.header import APPLICATION_ID, MAGIC, SCHEMA_VERSION, uri
from patentdesk.store.schema import METADATA
from patentdesk.store.words import exact, folded_numbers, has_value, sort_key, spaced

BUSY_MS = 10_000
_READING_KB, _WRITING_KB = 4_000, 16_000
"""How much of the file a connection keeps in memory. To find and show reads hardly any page twice in a row."""


def engine_for(path: Path, *, read_only: bool) -> Engine:
    """Return an engine whose connections know our functions and pragmas; nothing is opened yet."""
    address = uri(path, read_only=read_only)

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _prepare(raw, read_only=read_only)
        except BaseException:
            raw.close()
            raise
        return raw

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _prepare(raw: sqlite3.Connection, *, read_only: bool) -> None:
    """Set the pragmas and functions.

    synchronous = FULL: a finished operation survives a power cut, not only the end of the process; measured, it costs
    0.4 ms per operation, and an operation is what a person does.
    """
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    raw.execute("PRAGMA foreign_keys = ON")
    if raw.execute("PRAGMA foreign_keys").fetchone() != (1,):
        raise RuntimeError("this SQLite cannot enforce foreign keys")
    raw.execute("PRAGMA trusted_schema = ON")
    raw.execute("PRAGMA temp_store = MEMORY")
    raw.execute(f"PRAGMA cache_size = -{_READING_KB}")
    raw.execute("PRAGMA secure_delete = OFF")  # what is removed stays in the journal: to blank its place hides nothing
    if not read_only:
        raw.execute("PRAGMA synchronous = FULL")
    for function in (spaced, folded_numbers, exact, sort_key):
        raw.create_function(function.__name__, 1, function, deterministic=True)
    raw.create_function(has_value.__name__, 3, has_value, deterministic=True)


@contextmanager
def room_to_write(raw: sqlite3.Connection) -> Iterator[None]:
    """Let a connection keep more in memory while it writes: a page that has no room there may be written twice."""
    raw.execute(f"PRAGMA cache_size = -{_WRITING_KB}")
    try:
        yield
    finally:
        with suppress(sqlite3.Error):  # what ended the writing is told, not what follows from it
            raw.execute(f"PRAGMA cache_size = -{_READING_KB}")


def sweep_log(path: Path) -> None:
    """Let SQLite take away the empty log and the shared memory that reading alone left beside a portfolio.

    Only the last connection takes them away, and only one that may write; nothing is written. Where that cannot be,
    they stay and do no harm. On a disk without room for the shared memory a connection that has the file to itself
    needs none; while it has, nobody else uses what lies there.
    """
    with suppress(OSError, sqlite3.Error):
        if beside(path, "-wal").stat().st_size:
            return
        place = uri(path, read_only=False)
        try:
            with closing(sqlite3.connect(place, uri=True)) as raw:
                raw.execute("SELECT id FROM pen").fetchone()
        except sqlite3.OperationalError:
            with closing(sqlite3.connect(place, uri=True, timeout=0)) as alone:
                alone.execute("PRAGMA locking_mode = EXCLUSIVE")
                alone.execute("SELECT id FROM pen").fetchone()
                beside(path, "-shm").unlink(missing_ok=True)


def beside(path: Path, ending: str) -> Path:
    """Return a file that SQLite keeps beside a database, under the name of the database itself, not of a link."""
    path = path.resolve()
    return path.with_name(path.name + ending)


def write_new(path: Path) -> None:
    """Write an empty portfolio. Raises Refused when the place exists, is missing or takes no file."""
    check_folder(path)
    try:
        if path.exists():
            raise refuse("file_exists", file=str(path))
        path.touch(exist_ok=False)
    except OSError as error:
        raise refuse("folder_read_only", folder=str(path.parent)) from error
    engine = engine_for(path, read_only=False)
    try:
        with engine.connect() as connection, sentences(path):
            raw = driver(connection)
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            raw.execute("PRAGMA journal_mode = WAL")
            with connection.begin():
                METADATA.create_all(connection)
                connection.exec_driver_sql(triggers.SEARCH_TABLE)
                install_triggers(connection)
                connection.exec_driver_sql("INSERT INTO pen (id, operation_id) VALUES (1, NULL)")
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except BaseException:
        engine.dispose()
        path.unlink(missing_ok=True)
        raise
    engine.dispose()


def install_triggers(connection: Connection) -> None:
    """Make all triggers anew from the present records."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for statement in triggers.statements():
        connection.exec_driver_sql(statement)


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the sqlite3 connection under a SQLAlchemy connection, for backup and for pragmas outside transactions."""
    raw: Any = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("not a sqlite3 connection")
    return raw


def check_folder(path: Path) -> None:
    """Raise Refused 'folder_missing' when the folder of a file does not exist."""
    try:
        there = path.parent.is_dir()
    except OSError:  # a name that is too long
        there = False
    if not there:
        raise refuse("folder_missing", folder=str(path.parent))


def check_file(path: Path) -> None:
    """Raise Refused when the path is no file or its first bytes are not those of an SQLite file."""
    check_folder(path)
    try:
        if path.is_dir():
            raise refuse("file_is_folder", file=str(path))
        if not path.exists():
            raise refuse("file_missing", file=str(path))
        with path.open("rb") as stream:
            start = stream.read(len(MAGIC))
    except OSError as error:
        raise refuse("file_unreadable", file=str(path)) from error
    if start != MAGIC:
        raise refuse("file_not_portfolio", file=str(path))


def check_one_name(path: Path) -> None:
    """Raise Refused 'file_linked' for a file with a second name (hard link): each name would have its own lock."""
    if path.stat().st_nlink > 1:
        raise refuse("file_linked", file=str(path))


def version_of(connection: Connection, path: Path) -> int:
    """Return the schema version. Raises Refused for a database of another program, of a newer version, or of none."""
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise refuse("file_not_portfolio", file=str(path))
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if version > SCHEMA_VERSION:
        raise refuse("file_newer", file=str(path), version=version, known=SCHEMA_VERSION)
    tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
    if version < 1 and connection.exec_driver_sql(tables).scalar():
        raise refuse("file_damaged", file=str(path))
    return version


_SENTENCES = (
    ("database or disk is full", "disk_full"),
    ("disk i/o error", "disk_error"),
    ("could not decode to utf-8", "file_damaged"),
    ("readonly database", "file_read_only"),
    ("read-only", "file_read_only"),
    ("is locked", "file_busy"),
    ("malformed", "file_damaged"),
    ("not a database", "file_not_portfolio"),
    ("unable to open", "file_unreadable"),
    ("decision_signed", "signed_kept"),
)
"""Part of SQLite's message → problem code: faults of the surroundings, as against faults of ours."""


_ROOM = 1 << 16
"""Bytes without which a disk is full: SQLite keeps 32 KB beside the file, and tells of an error where it gets none."""
_ONLY_READ = {"disk_full": "disk_full_read", "disk_error": "disk_error_read"}
"""Code → the code that says it where nothing was to be stored: SQLite needs room beside the file even to read it."""


def as_refusal(error: Exception, path: Path, *, reading: bool = False) -> Refused | None:
    """Return the refusal for a driver's error that comes from the surroundings; None for a defect of the program."""
    message = str(error).lower()
    for part, code in _SENTENCES:
        if part in message:
            told = "disk_full" if code == "disk_error" and _full(path) else code
            return refuse(_ONLY_READ.get(told, told) if reading else told, file=str(path))
    return None


def _full(path: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < _ROOM
    return False


@contextmanager
def sentences(path: Path, *, reading: bool = False) -> Iterator[None]:
    """Turn driver errors that come from the surroundings, and values that cannot be read, into Refused.

    ``reading``: nothing was to be stored, so nothing can have been lost. All other errors are let through.
    """
    try:
        yield
    except UnreadableValueError as error:
        raise refuse("file_value_damaged", file=str(path), detail=str(error)) from error
    except (DBAPIError, sqlite3.Error) as error:
        refusal = as_refusal(getattr(error, "orig", None) or error, path, reading=reading)
        if refusal is None:
            raise
        raise refusal from error
