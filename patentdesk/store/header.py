"""Tell a portfolio by its first bytes, and name it to SQLite. Loads nothing: the first rows are read by this alone."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

APPLICATION_ID = 0x50444B31
"""'PDK1' in the file's header: says that a SQLite file is a portfolio."""
SCHEMA_VERSION = 1
"""Kept in ``PRAGMA user_version``; the number of the newest migration."""
MAGIC = b"SQLite format 3\x00"
_VERSION_AT, _APPLICATION_AT, _BYTES = 60, 68, 72
"""Where SQLite keeps the two numbers (https://www.sqlite.org/fileformat.html, 1.3), most significant byte first."""


def is_present(path: Path) -> bool:
    """Tell whether a file is a portfolio of this very version. Raises OSError when it cannot be read."""
    with path.open("rb") as stream:
        start = stream.read(_BYTES)
    numbers = (int.from_bytes(start[at : at + 4], "big") for at in (_APPLICATION_AT, _VERSION_AT))
    return start.startswith(MAGIC) and tuple(numbers) == (APPLICATION_ID, SCHEMA_VERSION)


def uri(path: Path, *, read_only: bool) -> str:
    """Return how SQLite is asked to open a file that is there."""
    path = path.resolve()  # SQLite keeps the log beside the file itself, not beside a symbolic link
    name = f"file:{quote(os.fsencode(path.as_posix()))}"  # a name may hold bytes of another encoding
    if not read_only:
        return name + "?mode=rw"
    # SQLite cannot read a WAL database in a folder that takes no shared-memory file; without a log it is unchanging
    log = path.with_name(path.name + "-wal")
    still = not log.exists() and not _takes_files(path.parent)
    return name + ("?mode=ro&immutable=1" if still else "?mode=ro")


def _takes_files(folder: Path) -> bool:
    return os.access(folder, os.W_OK)
