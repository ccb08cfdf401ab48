"""Let another process read some of the rows of a long table, a batch at a time, in the order of all."""

from __future__ import annotations

import pickle
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import NamedTuple

from patentdesk.core.companion import ask, receive
from patentdesk.intake.batches import Batch, read_batch
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.limits import Limits
from patentdesk.intake.packing import pack, unpacked
from patentdesk.intake.reading import ReadRow
from patentdesk.intake.table_rows import TableReader, TableRow

_AT_ONCE = 2
"""So many portions the helper has at most: one that it reads, and one that waits for it."""
_MOST_WAITING = 12
"""So many batches wait at most for one that the helper reads."""
_TURN = 0.0005
"""Seconds after which the thread that speaks with the helper has its turn; it waits for it with the helper idle."""


class Portion(NamedTuple):
    """Rows that are to be read together, and what a portfolio knows of them: digest → patent."""

    rows: Sequence[ReadRow]
    digests: Sequence[int]
    known: Mapping[int, int]


class Helper:
    """The process at the other end of a line, which reads one portion after the other (``answer``)."""

    def __init__(self, line: Connection, vocabulary: Vocabulary, limits: Limits) -> None:
        """Speak through the line in a thread of its own, as the process may still start, or be at work."""
        sys.setswitchinterval(_TURN)
        self._line = line
        self._speaking = ThreadPoolExecutor(1)
        self._asked: deque[Future[bytes]] = deque()
        self._first: tuple[object, ...] = (vocabulary, limits)
        """What it must know before any portion."""

    def take(self, portion: Portion) -> Future[bytes] | None:
        """Give it a portion if it has not enough to do and the portion is worth it; return what will be the answer."""
        while self._asked and self._asked[0].done():
            self._asked.popleft()
        if len(self._asked) >= _AT_ONCE or 2 * len(portion.known) > len(portion.rows):
            return None
        readers = {row.reader if isinstance(row, TableRow) and not row.faults else None for row in portion.rows}
        reader = readers.pop()
        if readers or reader is None:  # rows of several tables, faulty ones, and documents are read here
            return None
        rows = pack([(row.number, row.cells) for row in portion.rows if isinstance(row, TableRow)])
        told = pickle.dumps((reader.manner, rows, portion.digests, portion.known), protocol=pickle.HIGHEST_PROTOCOL)
        self._asked.append(self._speaking.submit(self._ask, told))
        return self._asked[-1]

    def _ask(self, told: bytes) -> bytes:
        if self._first:
            self._line.send(self._first)
            self._first = ()
        return ask(self._line, told)


def read_portions(portions: Iterable[Portion], helper: Helper | None) -> Iterator[Batch]:
    """Read portions, with a helper if there is one, and yield them in their order.

    Raises what reading them raises, and EOFError or ConnectionError when the helper is lost.
    """
    waiting: deque[Batch | Future[bytes]] = deque()
    for portion in portions:
        asked = helper.take(portion) if helper is not None else None
        waiting.append(asked or read_batch(*portion))
        while waiting and (len(waiting) > _MOST_WAITING or not isinstance(waiting[0], Future) or waiting[0].done()):
            yield _batch(waiting.popleft())
    yield from map(_batch, waiting)


def _batch(read: Batch | Future[bytes]) -> Batch:
    if isinstance(read, Batch):
        return read
    told = pickle.loads(read.result())  # made by this program a moment ago
    if isinstance(told, Batch):
        return told
    raise told


def answer(line: Connection, vocabulary: Vocabulary, limits: Limits) -> None:
    """Read the portions that come through a line, and answer each. Raises EOFError when the line is closed."""
    reader: TableReader | None = None
    bound_memory(limits.memory_bytes)
    while True:
        manner, rows, digests, known = receive(line)
        try:
            if reader is None or reader.manner != manner:
                reader = TableReader.elsewhere(manner, vocabulary)
            told: object = read_batch([TableRow(reader, *row) for row in unpacked(rows)], digests, known)
        except Exception as fault:  # noqa: BLE001 - told like an answer: the process that asked raises it
            told = fault
        line.send(told)


def bound_memory(most: int) -> None:
    """Let the system refuse this process more than so many bytes of memory, where it can (not on Windows)."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not everywhere

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
