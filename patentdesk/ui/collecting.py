"""Let Python look for unreachable objects in the window's thread only.

Python looks for them in whichever thread makes one object too many. Objects of Qt that are found by another thread
than their own are destroyed there: it then holds locks of Qt and waits for Python's, the window's the other way round.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EACH_MS = 200
_SELDOM = 100
"""So many searches of the middle generation come before one through all objects, which takes longest."""


class Collector(QObject):
    """Looks now and then, as much as Python's own thresholds call for, from its making until ``end``."""

    def __init__(self, parent: QObject) -> None:
        """Take the search over from Python; to be made in the window's thread."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EACH_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Look through the oldest generation of objects whose turn it is."""
        young, middle, old = gc.get_count()
        often, seldom, _never = gc.get_threshold()
        if old > _SELDOM:
            gc.collect(2)
        elif middle > seldom:
            gc.collect(1)
        elif young > often:
            gc.collect(0)

    def pass_over(self) -> None:
        """Look no more through what is there by now: what was loaded stays, and there is much."""
        gc.freeze()

    def end(self) -> None:
        """Give the search back to Python, when no other thread is left."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
