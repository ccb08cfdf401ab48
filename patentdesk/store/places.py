"""Count, merge and order the places of values: arrays with one number for each patent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patentdesk.store.arrays import NONE
from patentdesk.store.codec import Stored
from patentdesk.store.words import sort_key

Places = NDArray[np.int64]
_FARTHEST = 1 << 62
"""Numbers that lie further apart cannot be counted from the first one."""


def narrow(places: NDArray[Any]) -> NDArray[Any]:
    """Return places in as few bytes as they need: they are kept."""
    return places.astype(np.min_scalar_type(int(places.max(initial=0))))


def from_zero(numbers: NDArray[Any]) -> tuple[Places, int, int]:
    """Return numbers counted from 1 (0: not known), the number that 1 stands for, and how many there may be."""
    known = numbers[numbers != NONE]
    if not len(known):
        return np.zeros(len(numbers), np.int64), 0, 1
    low, high = int(known.min()), int(known.max())
    if high - low >= _FARTHEST:  # beyond 64 bits in between: only their order counts
        places = np.searchsorted(np.unique(known), numbers) + 1
        return np.where(numbers == NONE, 0, places), low, high - low + 2
    return np.where(numbers == NONE, 0, numbers.astype(np.int64) - low + 1), low, high - low + 2


def ordered(values: Sequence[Stored]) -> Places:
    """Return the place of each value in their order; 0: not known."""
    keys: list[Any] = [sort_key(value) if isinstance(value, str) else value for value in values]
    order = {key: place for place, key in enumerate(sorted(set(keys) - {None}), 1)}
    return np.array([order.get(key, 0) for key in keys], np.int64)


def merged(places: NDArray[Any], values: Sequence[Stored]) -> tuple[NDArray[Any], list[Stored]]:
    """Let equal values have one place."""
    merged: dict[Stored, int] = {}
    table = np.array([merged.setdefault(value, len(merged)) for value in values], np.int32)
    return table[places], list(merged)


def days_shown(days: range, part: str) -> list[Stored]:
    """Return days as ISO text, or their years."""
    since = (np.array(days, np.int64) - 1).astype("timedelta64[D]")
    shown: list[str] = np.datetime_as_string(np.datetime64("0001-01-01", "D") + since).tolist()
    return [int(day[:4]) for day in shown] if part == "year" else list(shown)


def in_order(row: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    """Return what a row of values and a count is sorted by; what is not known comes first."""
    return [(value is not None, value) for value in row[:-1]]


def order_of(keys: Sequence[Places]) -> Places:
    """Return the order of rows by several keys, the first the strongest, then by row.

    Keys and row are packed into one number each, which numpy sorts several times faster than it sorts indirectly.
    """
    rows = len(keys[0])
    row_bits = rows.bit_length()
    packed, bits = np.zeros(rows, np.int64), 0
    for key in keys:
        key_bits = int(key.max()).bit_length()
        if bits + key_bits + row_bits > 62:
            packed = np.unique(packed, return_inverse=True)[1].astype(np.int64)
            bits = int(packed.max()).bit_length()
        if key_bits + bits + row_bits > 62:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)  # noqa: PLW2901 - the same key, closer
            key_bits = int(key.max()).bit_length()
        packed = (packed << key_bits) | key
        bits += key_bits
    packed = (packed << row_bits) | np.arange(rows)
    packed.sort()
    return packed & ((1 << row_bits) - 1)
