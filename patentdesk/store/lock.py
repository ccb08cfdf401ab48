"""Let one process at a time write to a portfolio, and say who it is.

The file ``<portfolio>.lock`` is locked through the operating system, which frees it when the process dies in whatever
way; its text tells who holds it. It lies beside the file itself, whatever symbolic links lead there.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from patentdesk.core.problems import refuse

_FAR = 1 << 30
"""The locked byte on Windows lies behind the text, which can so be read by others."""


@dataclass(slots=True)
class WriterLock:
    """The right to write to one portfolio; held until ``release``."""

    path: Path
    handle: int

    @classmethod
    def take(cls, portfolio: Path, user: str, at: datetime) -> WriterLock:
        """Lock a portfolio.

        Raises Refused: file_in_use (with user, host and since) when another process holds it, folder_read_only,
        disk_full.
        """
        real = portfolio.resolve()
        path = real.with_name(real.name + ".lock")
        while True:
            try:
                handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            except OSError as error:
                if error.errno == errno.ENOSPC:
                    raise refuse("disk_full", file=str(portfolio)) from error
                raise refuse("folder_read_only", folder=str(path.parent)) from error
            if not _lock(handle):
                holder = _holder(handle)
                os.close(handle)
                raise refuse("file_in_use", file=portfolio.name, **holder)
            if _is_at(handle, path):
                break
            os.close(handle)  # the holder before us removed the file between our opening and locking it
        about = {"user": user or getpass.getuser(), "host": socket.gethostname(), "pid": os.getpid()}
        text = json.dumps({**about, "since": at.isoformat(timespec="seconds")}, ensure_ascii=False)
        with suppress(OSError):  # on a full disk the lock holds all the same; others then see no name
            os.ftruncate(handle, 0)
            os.write(handle, text.encode())
        return cls(path, handle)

    def release(self) -> None:
        """Give the right back and remove the lock file; a second call does nothing."""
        if self.handle < 0:
            return
        if sys.platform != "win32":
            with suppress(OSError):
                self.path.unlink()
        os.close(self.handle)
        self.handle = -1


def _holder(handle: int) -> dict[str, str]:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        about = json.loads(os.read(handle, 4096).decode())
    except (ValueError, RecursionError):
        about = None
    told = about if isinstance(about, dict) else {}  # any other program may have written there
    holder = {key: str(told.get(key, "?")) for key in ("user", "host", "since")}
    with suppress(ValueError):  # what is no moment stays as it was found
        holder["since"] = f"{datetime.fromisoformat(holder['since']).astimezone():%Y-%m-%d %H:%M}"
    return holder


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
