"""Check that the resources are read once, also when two threads ask at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from patentdesk.services.library import Library


def test_two_threads_that_ask_at_once_get_the_same_thing(tmp_path):
    library, both = Library(tmp_path), Barrier(2)

    def build(_library: Library) -> object:
        with suppress(BrokenBarrierError):  # a second builder would come here too
            both.wait(0.2)
        return object()

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda _: library.load("thing", build), range(2))
    assert first is second


def test_what_is_built_may_ask_for_other_things(tmp_path):
    library = Library(tmp_path)
    assert library.load("outer", lambda one: one.load("inner", lambda _: 1) + 1) == 2
