"""Answer requests for charts in a process of their own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection

from patentdesk.charts.request import Drawing
from patentdesk.core.words import Entry, Words


def serve(connection: Connection) -> None:
    """Answer requests that come through a connection behind the words, until it is closed; a fault is an answer.

    What draws is loaded here, and so not where the function is merely named to start the process.
    """
    from patentdesk.charts.drawing import paint  # noqa: PLC0415 - see above

    spoken: dict[str, Words] = {}
    with suppress(EOFError, OSError):  # closed, also in the middle of a message: nobody listens any more
        entries: Mapping[str, Entry] = connection.recv()
        while True:
            request = connection.recv()
            words = spoken.setdefault(request.language, Words(request.language, dict(entries)))
            try:
                answer: Drawing | BaseException = paint(request, words)
            except Exception as fault:  # noqa: BLE001 - sent like an answer: the process that asked raises it
                answer = fault
            connection.send(answer)
