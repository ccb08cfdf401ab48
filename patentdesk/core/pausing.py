"""Put off the search for unreachable objects while much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OFTEN = 200_000
"""So many new objects may gather; Python's own 700 let a long list be looked through again and again."""


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Let Python look for cycles of unreachable objects seldom; everything else is freed at once, as always."""
    before = gc.get_threshold()
    gc.set_threshold(_OFTEN, 50, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
