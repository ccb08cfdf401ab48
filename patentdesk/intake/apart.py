"""Have long lists read by a process of its own: the window does not stand still, and no file can take it down.

What the reader of a format needs in memory goes with the process, which ends with the last row. It may take so much
(``Limits.memory_bytes``) where the system knows how to hold a process to that.
"""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from patentdesk.core.companion import Companion, receive
from patentdesk.core.filenames import legible
from patentdesk.core.pausing import fewer_collections
from patentdesk.core.problems import refuse
from patentdesk.intake.delivery import Batch, HeaderRow, ListedFile, Order, Receiver, read_files
from patentdesk.intake.files import PACKED

_ASKED_EACH = 0.1
"""Seconds after which a silent reader's receiver is asked again whether to go on."""


def deliver(order: Order, receiver: Receiver) -> None:
    """Read the files of an order: here if they are small and plain (``Limits.at_hand_bytes``), else in another process.

    Raises what the receiver raises, and Refused: reader_full (it needed more memory than it may have), reader_ended
    (whatever took it down).
    """
    if _is_light(order.paths, order.limits.at_hand_bytes):
        read_files(order, receiver)
        return
    companion = Companion(_serve, "reading")
    try:
        _listen(companion.line, order, receiver)
    finally:
        companion.end()


def _is_light(paths: Sequence[Path], most: int) -> bool:
    """Tell whether files and folders have together no more than so many bytes, and nothing packed among them."""
    size = 0
    for file in _regular(paths):
        with suppress(OSError), file.open("rb") as stream:  # what cannot be opened is told when it is read
            size += file.stat().st_size
            if size > most or stream.read(8).startswith(PACKED):
                return False
    return True


def _regular(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, also those of folders, that can be opened without waiting for somebody."""
    for path in paths:
        for file in path.rglob("*") if os.path.isdir(path) else (path,):  # Path raises for a name that is too long
            with suppress(OSError, ValueError):  # a name that no system takes is a ValueError
                if stat.S_ISREG(file.stat().st_mode):
                    yield file


def _listen(line: Connection, order: Order, receiver: Receiver) -> None:
    """Hand the order over, and give the receiver what the reader tells, until it says that this was all."""
    opened, step = ", ".join(legible(path.name) for path in order.paths[:1]), (0, 0, "")
    try:
        line.send(order)
        while True:
            while not line.poll(_ASKED_EACH):
                receiver.report(*step)
            name, told = receive(line)
            if name == "end":
                return
            if name == "fault":
                raise told[0]
            if name == "full":
                raise refuse("reader_full", file=opened, limit=order.limits.memory_bytes >> 20)
            if name == "open":
                opened = told[0]
            elif name == "report":
                step = told
            answer = getattr(receiver, name)(*told)
            if name == "know":
                line.send(answer)
    except (EOFError, ConnectionError):
        raise refuse("reader_ended", file=opened) from None


def _serve(line: Connection) -> None:
    """Read the files of the order that comes through the line, and tell through it what they say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is interrupted too, and ends this process
    with suppress(EOFError, ConnectionError):  # nobody listens any more
        order: Order = receive(line)
        _bound_memory(order.limits.memory_bytes)
        sender = _Sender(line)
        try:
            with fewer_collections():
                read_files(order, sender)
        except MemoryError:
            line.send(("full", ()))
            return
        except (EOFError, ConnectionError):
            raise
        except Exception as fault:  # noqa: BLE001 - told like an answer: the process that asked raises it
            line.send(("fault", (fault,)))
            return
        line.send(("end", ()))


def _bound_memory(most: int) -> None:
    """Let the system refuse this process more than so many bytes of memory, where it can (not on Windows)."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not everywhere

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


class _Sender:
    """A receiver that sends all that it is given through a line."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def open(self, name: str, place: int, count: int) -> None:
        self._line.send(("open", (name, place, count)))

    def begin(self, file: ListedFile) -> None:
        self._line.send(("begin", (file,)))

    def know(self, digests: Sequence[int]) -> Mapping[int, int]:
        self._line.send(("know", (digests,)))
        known: Mapping[int, int] = self._line.recv()
        return known

    def take(self, batch: Batch) -> None:
        self._line.send(("take", (batch,)))

    def show(self, table: int, packed: bytes) -> None:
        self._line.send(("show", (table, packed)))

    def suggest(self, headers: HeaderRow) -> None:
        self._line.send(("suggest", (headers,)))

    def report(self, done: int, total: int, phrase: str) -> None:
        self._line.send(("report", (done, total, phrase)))
