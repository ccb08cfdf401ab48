"""Report how far long work has come and let it be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event


class Cancelled(Exception):  # noqa: N818 - the user's wish, not a defect
    """The user cancelled the work; the operation that was running is rolled back."""


def _silent(_done: int, _total: int, _phrase: str) -> None:
    """Take a report and show it nowhere."""


@dataclass(slots=True)
class Progress:
    """Passed to long work: it reports steps and asks whether it should stop.

    ``report(done, total, phrase)``: ``phrase`` is a key in ``resources/words``; total 0 means unknown.
    """

    show: Callable[[int, int, str], None] = _silent
    _stop: Event = field(default_factory=Event)

    def report(self, done: int, total: int = 0, phrase: str = "") -> None:
        """Show a step. Raises Cancelled when the user asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self.show(done, total, phrase)

    def cancel(self) -> None:
        """Ask the work to stop at its next report; callable from any thread."""
        self._stop.set()
