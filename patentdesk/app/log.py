"""Write the program's log into a rotating file.

What belongs to a client (numbers, titles, names, values) is logged at DEBUG only, and DEBUG does not reach the file
unless somebody asks for it.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_NAME = "patentdesk.log"
_BYTES = 1_000_000
_OLDER_FILES = 4
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def start_log(folder: Path) -> RotatingFileHandler:
    """Send every record but those for debugging, and Python's warnings, to the log in ``folder``; return the handler.

    At most five files of one megabyte are kept. The caller closes the handler with ``stop_log``.
    """
    handler = RotatingFileHandler(
        folder / FILE_NAME, maxBytes=_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.INFO)
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(logging.INFO, root.level))
    logging.captureWarnings(True)
    return handler


def stop_log(handler: RotatingFileHandler) -> None:
    """Take the log away again and close its file."""
    logging.captureWarnings(False)
    logging.getLogger().removeHandler(handler)
    handler.close()
