"""Catch what nobody expected: log it with its trace, and tell the user in the panel in front."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from patentdesk.ui.workbench import Workbench

_log = logging.getLogger(__name__)
_TOLD = 160
"""So much of a fault's first line is told in the window; the log has all of it."""


class Hook:
    """Takes the place of ``sys.excepthook`` while the window is open.

    Every operation is one transaction, so a defect leaves no half-done work behind; the program goes on.
    """

    def __init__(self, bench: Workbench) -> None:
        """Take the place."""
        self._bench = bench
        self._before = sys.excepthook
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Log a fault and tell of it; the user's own interruption ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, fault, trace)
            return
        _log.critical("a defect of the program", exc_info=(kind, fault, trace))
        first = (str(fault).splitlines() or [""])[0][:_TOLD]
        self._bench.tell_defect(f"{kind.__name__}: {first}")

    def release(self) -> None:
        """Give the place back."""
        sys.excepthook = self._before
