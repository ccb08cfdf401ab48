"""Put off the search for unreachable objects while much is made that stays."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_OFTEN = 200_000
"""So many new objects may gather; Python's own 700 let a long list be looked through again and again."""
_LOCK = threading.Lock()
_BEFORE: list[tuple[int, int, int]] = []
"""The thresholds that each of those found that are at it: the first found those to come back to."""


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Let Python look for cycles of unreachable objects seldom; everything else is freed at once, as always.

    Several threads may ask for it at once; when the last of them is through, all is as before the first.
    """
    with _LOCK:
        _BEFORE.append(gc.get_threshold())
        gc.set_threshold(_OFTEN, 50, 1_000)
    try:
        yield
    finally:
        with _LOCK:
            before = _BEFORE[0]
            _BEFORE.pop()
            if not _BEFORE:
                gc.set_threshold(*before)
