"""Test that objects of Qt which nobody reaches any more are destroyed in the window's thread only."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from patentdesk.ui.jobs import Job, Jobs


class Loop:
    """Reaches itself, with an object of Qt; says in which thread it is taken away."""

    def __init__(self, told: list[threading.Thread]) -> None:
        self.told, self.itself, self.of_qt = told, self, QObject()

    def __del__(self) -> None:
        self.told.append(threading.current_thread())


def test_a_job_that_makes_much_takes_nothing_of_the_window_away(qtbot):
    told: list[threading.Thread] = []
    jobs = Jobs()
    for _ in range(3):
        Loop(told)
    kept: list[object] = []
    jobs.start(Job("much", "", lambda _progress: kept.extend([number] for number in range(50_000)), lambda _made: None))
    jobs.wait()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert set(told) == {threading.main_thread()}
    jobs.close()
    assert gc.isenabled()


@pytest.mark.usefixtures("qapp")
def test_what_was_passed_over_is_looked_through_again_at_the_end():
    jobs = Jobs()
    jobs.note_loaded()
    assert gc.get_freeze_count() > 0
    jobs.close()
    assert gc.get_freeze_count() == 0
