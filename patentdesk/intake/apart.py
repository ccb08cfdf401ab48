"""Have long lists read by a process of its own: the window does not stand still, and no file can take it down.

What the reader of a format needs in memory goes with the process, which ends with the last row, and so does what it
sets down in files, also where it is ended in the middle. It may take so much memory (``Limits.memory_bytes``) where the
system knows how to hold a process to that.
"""

from __future__ import annotations

import os
import signal
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from pathlib import Path

from patentdesk.core.companion import Companion, receive
from patentdesk.core.filenames import legible
from patentdesk.core.pausing import fewer_collections
from patentdesk.core.problems import refuse
from patentdesk.intake.batches import Batch
from patentdesk.intake.delivery import HeaderRow, ListedFile, Order, Receiver, read_files
from patentdesk.intake.files import PACKED
from patentdesk.intake.helping import Helper, bound_memory
from patentdesk.intake.limits import Limits
from patentdesk.intake.standby import stand_by

_ASKED_EACH = 0.1
"""Seconds after which a silent reader's receiver is asked again whether to go on."""


def deliver(order: Order, receiver: Receiver) -> None:
    """Read the files of an order: here if they are small and plain (``Limits.at_hand_bytes``), else in another process.

    Raises what the receiver raises, and Refused: reader_full (it needed more memory than it may have), reader_ended
    (whatever took it down).
    """
    count = _processes(order.paths, order.limits)
    if not count:
        read_files(order, receiver)
        return
    with ExitStack() as ending:
        room = tempfile.TemporaryDirectory(prefix="patentdesk-", ignore_cleanup_errors=True)
        folder, lines = ending.enter_context(room), []
        if count > 1:
            helper = Companion(stand_by, "helping to read")
            ending.callback(helper.end)
            lines.append(helper.line)
        companion = Companion(_serve, "reading", *lines)
        ending.callback(companion.end)
        _listen(companion.line, order, folder, receiver)


def _processes(paths: Sequence[Path], limits: Limits) -> int:
    """Return how many processes read files and folders: none of their own where all is little and nothing is packed.

    A second one helps with plain lists only: the reader of a workbook keeps all cells, and there is no room beside it.
    """
    size, packed = 0, False
    for file in _regular(paths):
        with suppress(OSError), file.open("rb") as stream:  # what cannot be opened is told when it is read
            size += file.stat().st_size
            packed = packed or stream.read(8).startswith(PACKED)
    if size > limits.alone_bytes and not packed and (os.cpu_count() or 1) > 1:
        return 2
    return int(packed or size > limits.at_hand_bytes)


def _regular(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, also those of folders, that can be opened without waiting for somebody."""
    for path in paths:
        for file in path.rglob("*") if os.path.isdir(path) else (path,):  # Path raises for a name that is too long
            with suppress(OSError, ValueError):  # a name that no system takes is a ValueError
                if stat.S_ISREG(file.stat().st_mode):
                    yield file


def _listen(line: Connection, order: Order, folder: str, receiver: Receiver) -> None:
    """Hand over the order and a folder for what is set aside; give the receiver what the reader tells, to its end."""
    opened, step = ", ".join(legible(path.name) for path in order.paths[:1]), (0, 0, "")
    try:
        line.send((order, folder))
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


def _serve(line: Connection, *helping: Connection) -> None:
    """Read the files of the order that comes through the line, and tell through it what they say.

    Through another line some of the rows are given to a process that helps.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is interrupted too, and ends this process
    with suppress(EOFError, ConnectionError):  # nobody listens any more
        order: Order
        order, tempfile.tempdir = receive(line)
        bound_memory(order.limits.memory_bytes)
        sender = _Sender(line)
        helper = Helper(helping[0], order.vocabulary, order.limits) if helping else None
        try:
            with fewer_collections():
                read_files(order, sender, helper)
        except MemoryError:
            line.send(("full", ()))
            return
        except (EOFError, ConnectionError):
            raise
        except Exception as fault:  # noqa: BLE001 - told like an answer: the process that asked raises it
            line.send(("fault", (fault,)))
            return
        line.send(("end", ()))


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
