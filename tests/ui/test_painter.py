"""Have charts drawn by a process of their own: as here, again after it was lost; nothing waits for one that is gone."""

from __future__ import annotations

import multiprocessing.spawn
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from datetime import date
from multiprocessing import resource_tracker

import pytest

from patentdesk.charts.data import YearlyValue
from patentdesk.charts.request import Request
from patentdesk.ui.painter import LocalPainter, ProcessPainter

ASKED = Request(
    "value_years", YearlyValue("CNY", [(2026, 1.0), (2027, 2.0)]), "zh", "light", date(2026, 11, 22), (300, 200)
)


@pytest.fixture(scope="module")
def painter(library) -> Iterator[ProcessPainter]:
    painter = ProcessPainter(library.words("zh").entries)
    yield painter
    painter.close()


def test_a_process_draws_what_would_be_drawn_here(painter, library) -> None:
    assert painter.paint(ASKED).content == LocalPainter(library.words("zh").entries).paint(ASKED).content


def test_a_process_that_was_lost_is_started_again(painter) -> None:
    before = painter.paint(ASKED)
    (process,) = multiprocessing.active_children()
    os.kill(process.pid, signal.SIGTERM)
    process.join()
    assert painter.paint(ASKED) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that ends at once, such as false")
def test_a_process_that_ends_at_once_is_a_fault_and_nothing_waits_for_it(painter, monkeypatch) -> None:
    painter.close()
    resource_tracker.ensure_running()  # a process of Python's own, begun by the same program
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", os.fsencode(shutil.which("false") or ""))
    with pytest.raises((EOFError, OSError)):
        painter.paint(ASKED)
