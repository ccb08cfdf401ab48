"""The binding of Qt that the lock names keeps count of what it hands around."""

import sys

from PySide6.QtCore import QObject, Signal

TIMES = 100
_HELD = [True] * 10 * TIMES  # so that a binding that loses references fails this test and does not end the process


class Sender(QObject):
    told = Signal(object)
    switched = Signal(bool)

    def take(self, value: object) -> None:
        assert value is True


def test_an_emitted_value_keeps_its_references() -> None:
    """PySide6 6.12.0 under Python 3.11 loses one with every emission, until the process is aborted."""
    sender = Sender()
    for signal in (sender.told, sender.switched):
        signal.connect(sender.take)
        before = sys.getrefcount(True)
        for _ in range(TIMES):
            signal.emit(True)
        assert abs(sys.getrefcount(True) - before) < TIMES // 2
