"""Set aside what was read, a batch at a time, so that a list of any length fits into little memory."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from threading import Lock
from typing import IO, Any, cast

from patentdesk.intake.packing import pack, unpacked
from patentdesk.intake.sheets import Row

_IN_MEMORY = 4 * 2**20
ROWS_AT_ONCE = 500
"""So many rows of a sheet are set aside, read, shown, compared and written together."""


@contextmanager
def as_file(data: bytes) -> Iterator[Path]:
    """Give bytes a file for the length of a block, for a reader that wants a path. Raises OSError."""
    with TemporaryDirectory(prefix="patentdesk-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        yield path


class Spool:
    """A row of batches: in memory while it is small, in a nameless temporary file of the system else."""

    def __init__(self) -> None:
        self._file = cast("IO[bytes]", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - lives with the spool
        weakref.finalize(self, self._file.close)
        self._starts: list[int] = []
        self._end = 0
        self._lock = Lock()

    def __len__(self) -> int:
        """How many batches there are."""
        return len(self._starts)

    def add(self, batch: list[Any]) -> None:
        """Set a batch aside."""
        self.add_packed(pack(batch))

    def add_packed(self, packed: bytes) -> None:
        """Set a batch aside that is packed already."""
        with self._lock:
            self._file.seek(self._end)
            self._starts.append(self._end)
            self._file.write(packed)
            self._end += len(packed)

    def batch(self, number: int) -> list[Any]:
        """Return a batch that was set aside by this program a moment ago."""
        return cast("list[Any]", unpacked(self.packed(number)))

    def packed(self, number: int) -> bytes:
        """Return a batch as it was set aside."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._end
        with self._lock:
            self._file.seek(self._starts[number])
            return self._file.read(end - self._starts[number])

    def batches(self) -> Iterator[list[Any]]:
        """Yield the batches in their order."""
        return (self.batch(number) for number in range(len(self)))


class RowsAside:
    """The rows of a sheet, read once from the file and then from where they were set aside, as often as asked for."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Read the rows; what reading raises is raised here."""
        self._spool = Spool()
        self._count = 0
        remaining = iter(rows)
        while batch := list(islice(remaining, ROWS_AT_ONCE)):
            self._spool.add(batch)
            self._count += len(batch)

    def __len__(self) -> int:
        """How many rows there are."""
        return self._count

    def packed(self) -> Iterator[bytes]:
        """Yield ``ROWS_AT_ONCE`` of them after the other as they were set aside."""
        return map(self._spool.packed, range(len(self._spool)))

    def __iter__(self) -> Iterator[Row]:
        """Read the rows from the first one on."""
        return (row for batch in self._spool.batches() for row in batch)
