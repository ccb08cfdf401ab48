"""Let memory that large arrays held go back to the system at once."""

from __future__ import annotations

import ctypes
import sys

_ARENAS, _MAPPED_FROM, _KEPT_AT_THE_END = -8, -3, -1
"""The parameters M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc's ``mallopt``."""
_MEGABYTE = 1 << 20


def give_back() -> None:
    """Tell glibc not to keep a heap for each thread, nor what arrays of a megabyte and more leave; elsewhere nothing.

    Left alone it raises the bound with the first large array that is freed, and keeps those that follow. It counts for
    threads that start afterwards.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if mallopt is not None:
        mallopt(_ARENAS, 2)
        mallopt(_MAPPED_FROM, _MEGABYTE)
        mallopt(_KEPT_AT_THE_END, 8 * _MEGABYTE)
