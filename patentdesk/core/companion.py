"""Start another process of the program, which is spoken to through a connection."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any


class Companion:
    """A process that ends with the program at the latest: whoever reads its line then finds it closed."""

    def __init__(self, work: Callable[..., None], name: str, *lines: Connection) -> None:
        """Start ``work``, a function of a module, in a new interpreter, also in a frozen program.

        It is given its end of the line, and ``lines`` to other companions, which are closed here.
        What it needs is sent through the line: starting would wait for a process that has already ended.
        """
        context = multiprocessing.get_context("spawn")
        self.line, end = context.Pipe()
        self._process = context.Process(target=work, args=(end, *lines), name=name, daemon=True)
        with _out_of_reach():
            self._process.start()
        for given in (end, *lines):
            given.close()

    def end(self, patience: float = 0.0) -> None:
        """Close the line and end the process, which has so many seconds to do so by itself."""
        with suppress(OSError):
            self.line.close()
        if patience:
            self._process.join(patience)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()


def receive(line: Connection) -> Any:  # noqa: ANN401 - whatever was sent
    """Return what comes next through a line. Raises EOFError when it was closed, also in the middle of a message."""
    with _whole():
        return line.recv()


def ask(line: Connection, told: bytes) -> bytes:
    """Send what is packed, and return what is answered to it. Raises EOFError as ``receive``."""
    with _whole():
        line.send_bytes(told)
        return line.recv_bytes()


@contextmanager
def _whole() -> Iterator[None]:
    try:
        yield
    except OSError as cut:
        raise EOFError from cut


@contextmanager
def _out_of_reach() -> Iterator[None]:
    """Start processes that Ctrl+C at a terminal does not reach, where the system has signals to hold back.

    Whoever started them is interrupted too, and ends them; they would tell of it in the middle of being loaded.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # every spawned process needs it; to start it lets the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
