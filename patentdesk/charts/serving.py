"""Answer requests for charts in a process of their own."""

from __future__ import annotations

from collections.abc import Mapping
from multiprocessing.connection import Connection

from patentdesk.charts.request import Drawing
from patentdesk.core.words import Entry, Words


def serve(connection: Connection) -> None:
    """Answer requests that come through a connection behind the words, until it is closed; a fault is an answer.

    What draws is loaded here, and so not where the function is merely named to start the process.
    """
    from patentdesk.charts.drawing import paint  # noqa: PLC0415 - see above

    spoken: dict[str, Words] = {}
    try:
        entries: Mapping[str, Entry] = connection.recv()
    except EOFError:
        return
    while True:
        try:
            request = connection.recv()
        except EOFError:
            return
        words = spoken.setdefault(request.language, Words(request.language, dict(entries)))
        try:
            answer: Drawing | BaseException = paint(request, words)
        except Exception as fault:  # noqa: BLE001 - sent like an answer: the process that asked raises it
            answer = fault
        connection.send(answer)
