"""Have charts drawn: by a process of their own, so that neither drawing nor its libraries burden the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from patentdesk.charts.request import Drawing, Request
from patentdesk.charts.serving import serve
from patentdesk.core.companion import Companion
from patentdesk.core.words import Entry, Words

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
        from patentdesk.charts import drawing  # noqa: PLC0415 - the window has it done elsewhere

        return drawing.paint(request, Words(request.language, self._entries))

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


class ProcessPainter:
    """Draws in a process of its own, which starts with the first request and again when it was lost."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        """Take the words of all languages; start nothing yet."""
        self._entries = dict(entries)
        self._companion: Companion | None = None

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
        companion, self._companion = self._companion, None
        if companion is not None:
            companion.end(_ENDING_SECONDS)

    def _ask(self, request: Request) -> Drawing | BaseException:
        if self._companion is None:
            self._companion = Companion(serve, "drawing")
            self._companion.line.send(self._entries)
        self._companion.line.send(request)
        answer: Drawing | BaseException = self._companion.line.recv()
        return answer
