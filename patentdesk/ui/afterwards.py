"""Say in a panel's bar what became of an operation, after everybody was told what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from patentdesk.core.problems import Problem
from patentdesk.ui.messages import MessageBar


class Afterwards(QObject):
    """What follows an operation: lives until its result came back."""

    def __init__(
        self,
        bar: MessageBar,
        told: Callable[[object], None],
        untold: Callable[[], None],
        then: Callable[[Any], None] | None,
    ) -> None:
        """``told`` takes the result, ``untold`` is called where nothing was changed; ``then`` is whoever asked."""
        super().__init__()
        self._bar, self._told, self._untold, self._then = bar, told, untold, then

    def done(self, result: object) -> None:
        """Tell everybody what changed, then whoever asked."""
        self._bar.clear("problem")
        self._told(result)
        if self._then is not None:
            self._then(result)

    def failed(self, problem: Problem) -> None:
        """Say why nothing was changed."""
        self._bar.show_problem(problem)
        self._untold()

    def cancelled(self) -> None:
        """Say that nothing was changed."""
        self._bar.show_word("problem", "note", "ui.cancelled")
