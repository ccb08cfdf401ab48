"""Hold one field of all patents as a numpy array, and bring it up to date for the few patents that were touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patentdesk.store.codec import Stored
from patentdesk.store.words import SORT_BYTES

Array = NDArray[Any]
Ids = NDArray[np.int64]
Rows = NDArray[np.int64]
NONE = -(1 << 31)
"""Stands for "not known" in a column of numbers: the lowest of 32 bits."""

_PIECE = 1 << 16
"""Characters that are read as numbers at once: in about a millisecond."""
KeysOf = Callable[[Sequence[int]], Sequence[bytes]]
"""Returns the sort keys of the patents with these ids, as they are now."""


class Shape(StrEnum):
    """How the values of a field are kept."""

    NUMBERS = "numbers"
    """As they are, in 32 bits where all fit; days are counted from 1 January of the year 1."""
    CODES = "codes"
    """As places in the list of values that occur; for fields with few different values."""
    RANKS = "ranks"
    """As places in the sorted order of texts; for fields whose values mostly differ."""
    FLAGS = "flags"
    """As yes or no."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field of the patents with ``ids`` (ascending), as it stood after the line ``seq`` of the journal.

    Nothing in it ever changes: whoever holds a column may go on reading it while others make the next one.
    """

    shape: Shape
    seq: int
    ids: Ids
    data: Array
    values: tuple[Stored, ...] = ()
    """What the codes stand for."""


def numbers_in(joined: str | None) -> Ids:
    """Return the numbers of a text with commas between them, as SQLite joins them; None has none.

    They are read piece by piece: numpy lets no other thread run meanwhile, and the window's would be held up.
    """
    pieces: list[Ids] = []
    start, joined = 0, joined or ""
    while start < len(joined):
        end = joined.find(",", start + _PIECE)
        end = len(joined) if end < 0 else end
        pieces.append(np.fromstring(joined[start:end], np.int64, sep=","))
        start = end + 1
    return np.concatenate(pieces) if pieces else np.array([], np.int64)


def rows_of(ids: Ids, wanted: Ids) -> Rows:
    """Return the places of ids in an ascending array that holds them all."""
    if len(ids) and int(ids[-1]) - int(ids[0]) + 1 == len(ids):
        rows: Rows = wanted - ids[0]
        return rows
    return np.searchsorted(ids, wanted)


def within(ids: Ids, wanted: Ids) -> Ids:
    """Return those of the ascending ``wanted`` that stand in ascending ids, without looking at all of these."""
    places = np.searchsorted(ids, wanted)
    there = places < len(ids)
    there[there] = ids[places[there]] == wanted[there]
    return wanted[there]


def same_ids(ids: Ids, touched: Ids, present: Ids) -> Ids:
    """Return the ids after some were touched, of which ``present`` are there now; the same array when none moved."""
    there = within(ids, touched)
    if np.array_equal(there, present):
        return ids
    gone, fresh = (np.setdiff1d(one, other, assume_unique=True) for one, other in ((there, present), (present, there)))
    kept = np.delete(ids, np.searchsorted(ids, gone))
    return np.insert(kept, np.searchsorted(kept, fresh), fresh)


def empty(shape: Shape, ids: Ids, seq: int) -> Column:
    """Return a column in which nothing is known."""
    kinds = {Shape.NUMBERS: np.int32, Shape.CODES: np.uint8, Shape.RANKS: np.int32, Shape.FLAGS: np.bool_}
    fill = NONE if shape is Shape.NUMBERS else 0
    values = (None,) if shape is Shape.CODES else ()
    return Column(shape, seq, ids, np.full(len(ids), fill, kinds[shape]), values)


def moved(column: Column, ids: Ids) -> Column:
    """Return the column for another set of ids; new ones are not known yet."""
    if ids is column.ids:
        return column
    made = empty(column.shape, ids, column.seq)
    data = made.data.astype(column.data.dtype)
    common = min(len(ids), len(column.ids))
    new: slice | NDArray[np.bool_] = slice(common, None)
    if np.array_equal(ids[:common], column.ids[:common]):  # what came or went stands at the end
        data[:common] = column.data[:common]
    else:
        kept, new = np.isin(column.ids, ids, assume_unique=True), ~np.isin(ids, column.ids, assume_unique=True)
        data[rows_of(ids, column.ids[kept])] = column.data[kept]
    values = column.values or made.values
    if column.shape is Shape.CODES and None in values:
        data[new] = values.index(None)
    return replace(column, ids=ids, data=data, values=values)


def numbered(column: Column, rows: Rows, numbers: NDArray[np.int64]) -> Column:
    """Return the column with these numbers, or flags, at these rows."""
    wide = column.shape is Shape.NUMBERS and not NONE <= numbers.min(initial=0) <= numbers.max(initial=0) < -NONE
    data = column.data.astype(np.int64 if wide else column.data.dtype)  # astype copies
    data[rows] = numbers
    return replace(column, data=data)


def coded(column: Column, rows: Rows, batches: Iterable[Sequence[Stored]]) -> Column:
    """Return the column with these values at these rows; new values are put at the end of the list."""
    places = {value: place for place, value in enumerate(column.values)}
    codes = [
        np.fromiter((places.setdefault(value, len(places)) for value in batch), np.int32, len(batch))
        for batch in batches
    ]
    data = column.data.astype(_smallest(len(places)))  # astype copies
    data[rows] = np.concatenate(codes) if codes else []
    return replace(column, data=data, values=tuple(places))


def _smallest(count: int) -> type[np.uint8 | np.uint16 | np.int32]:
    return np.uint8 if count <= 1 << 8 else np.uint16 if count <= 1 << 16 else np.int32


def ranked(column: Column, batches: Iterable[Sequence[bytes]]) -> Column:
    """Return the column with the ranks of all keys, which come in the order of the ids; equal keys have one rank."""
    keys = np.empty(len(column.ids), f"S{SORT_BYTES}")
    place = 0
    for batch in batches:
        keys[place : place + len(batch)] = batch
        place += len(batch)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    data = np.empty(len(keys), np.int32)
    data[order] = np.cumsum(np.concatenate([[False], keys[1:] != keys[:-1]])[: len(keys)])
    return replace(column, data=data)


def reranked(column: Column, rows: Rows, keys: Sequence[bytes], keys_of: KeysOf) -> Column:
    """Return the column with new keys at some rows.

    Each different key is looked for by bisection among the other rows, all at once: some twenty questions to the file.
    A key that stands nowhere gets a rank of its own, and all higher ranks move up.
    """
    others = np.ones(len(column.ids), bool)
    others[rows] = False
    holder = np.full(int(column.data.max(initial=0)) + 1, -1, np.int64)
    holder[column.data[others]] = column.ids[others]
    ranks = np.flatnonzero(holder >= 0)
    wanted = sorted(set(keys))
    places, found = _bisect(wanted, holder[ranks], keys_of)
    new = np.array([not known for known in found], bool)
    at = np.append(ranks, len(holder))[places]
    steps = np.bincount(at[new], minlength=len(holder) + 1)
    data = (column.data + np.cumsum(steps)[column.data]).astype(np.int32)
    target = at + np.cumsum(steps)[at] - _left(at, new)
    rank = dict(zip(wanted, target.tolist(), strict=True))
    data[rows] = [rank[key] for key in keys]
    return replace(column, data=data)


def _left(at: NDArray[np.int64], new: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many steps up at its place a key does not take itself: those of the new keys that stand above it."""
    order = np.arange(len(at))
    last = np.searchsorted(at, at, side="right")
    above = np.concatenate([[0], np.cumsum(new)])
    return np.where(new, above[last] - above[order], 0)


def _bisect(wanted: Sequence[bytes], holders: Ids, keys_of: KeysOf) -> tuple[Rows, list[bool]]:
    """Return for each key how many holders have a lower one, and whether the next has this very key."""
    low, high = np.zeros(len(wanted), np.int64), np.full(len(wanted), len(holders), np.int64)
    while (open_ones := np.flatnonzero(low < high)).size:
        middle = (low[open_ones] + high[open_ones]) // 2
        keys = keys_of(holders[middle].tolist())
        lower = np.array([key < wanted[one] for key, one in zip(keys, open_ones.tolist(), strict=True)], bool)
        low[open_ones[lower]] = middle[lower] + 1
        high[open_ones[~lower]] = middle[~lower]
    within = np.flatnonzero(low < len(holders))
    next_keys = dict(zip(within.tolist(), keys_of(holders[low[within]].tolist()), strict=True))
    return low, [next_keys.get(place) == key for place, key in enumerate(wanted)]
