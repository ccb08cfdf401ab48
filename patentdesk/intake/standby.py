"""Stand by to help another process to read; what reading needs is loaded when there is something to read.

Until then the other one may hold a workbook, and needs the memory.
"""

from __future__ import annotations

import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from patentdesk.core.companion import receive
from patentdesk.core.pausing import fewer_collections


def stand_by(line: Connection) -> None:
    """Wait for somebody who wants help with reading, and help until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is interrupted too, and ends this process
    with suppress(EOFError, ConnectionError), fewer_collections():
        vocabulary, limits = receive(line)
        from patentdesk.intake.helping import answer  # noqa: PLC0415 - as above

        answer(line, vocabulary, limits)
