"""Have charts drawn: by a process of their own, so that neither drawing nor its libraries hold up the window.

What draws is imported with the first request, so that the window opens without it: hence the names below for its
types.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from patentdesk.core.words import Entry, Words

Request = Any
"""A ``charts.drawing.Request``."""
Drawing = Any
"""A ``charts.drawing.Drawing``."""
_ENDING_SECONDS = 2.0


class Painter(Protocol):
    """Draws; called in one thread only, which is not the window's."""

    def paint(self, request: Request) -> Drawing:
        """Return the drawing of a request."""
        ...

    def close(self) -> None:
        """End; nothing is drawn afterwards."""
        ...


class LocalPainter:
    """Draws in the thread that asks."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        """Take the words of all languages."""
        self._entries = dict(entries)

    def paint(self, request: Request) -> Drawing:
        """Return the drawing of a request."""
        from patentdesk.charts import drawing  # noqa: PLC0415 - see the module

        return drawing.paint(request, Words(request.language, self._entries))

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


class ProcessPainter:
    """Draws in a process of its own, which starts with the first request and again when it was lost."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        """Take the words of all languages; start nothing yet."""
        self._entries = dict(entries)
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def paint(self, request: Request) -> Drawing:
        """Return the drawing of a request; what went wrong there is raised here."""
        try:
            answer = self._ask(request)
        except (EOFError, OSError):
            self.close()
            answer = self._ask(request)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self) -> None:
        """End the process."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            with suppress(OSError):
                line.close()
        if process is not None:
            process.join(_ENDING_SECONDS)
            if process.is_alive():
                process.terminate()

    def _ask(self, request: Request) -> Drawing | BaseException:
        if self._line is None:
            from patentdesk.charts import drawing  # noqa: PLC0415 - see the module

            context = multiprocessing.get_context("spawn")
            line, end = context.Pipe()
            process = context.Process(target=drawing.serve, args=(end,), name="drawing", daemon=True)
            process.start()
            end.close()
            self._line, self._process = line, process
            line.send(self._entries)  # not an argument: starting would wait for a process that has already ended
        self._line.send(request)
        answer: Drawing | BaseException = self._line.recv()
        return answer
