"""Group patents by filing year and technology field, so that like is compared with like.

OECD indicators are always read within a cohort of filing year and WIPO field (Squicciarini, Dernis, Criscuolo 2013). In
a small cohort the field over all years stands in, then the whole portfolio, then the fixed ends of the scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Keys = NDArray[np.int32]
Reference = Mapping[int, Floats]
"""Sorted known values of one indicator: by cohort key, by field (key below 100), and of all under ``EVERYTHING``."""
Cohort = Mapping[str, Reference]
"""A reference by indicator id."""
EVERYTHING = -1
_BY_YEAR = 100


class Level(StrEnum):
    """What a value was compared with."""

    COHORT = "cohort"
    FIELD = "field"
    PORTFOLIO = "portfolio"
    SCALE = "scale"
    """Fixed ends, a table, or too few patents to compare with."""


def key_of(filing_date: date | None, technology: int | None) -> int:
    """Return the cohort of a filing date and a technology field; 0 stands for what is not known."""
    return (filing_date.year if filing_date else 0) * _BY_YEAR + (technology or 0)


def reference(keys: Keys, values: NDArray[np.floating]) -> Reference:
    """Sort the known values of one indicator by cohort, by field and altogether; NaN is not known."""
    known = ~np.isnan(values)
    by_value = np.argsort(values[known])
    ordered, of_cohort = values[known][by_value], keys[known][by_value]
    found: dict[int, Floats] = {EVERYTHING: ordered}
    found.update(_split(of_cohort % _BY_YEAR, ordered))
    found.update((key, part) for key, part in _split(of_cohort, ordered) if key >= _BY_YEAR)
    return found


def _split(keys: Keys, ordered: Floats) -> Iterator[tuple[int, Floats]]:
    for key, places in places_by(keys):
        yield key, ordered[places]


def places_by(keys: Keys) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield each key with the places where it stands, in ascending order."""
    if not keys.size:
        return
    counts = np.bincount(keys)
    names = np.flatnonzero(counts)
    code_of = np.zeros(counts.size, dtype=np.uint16 if names.size <= np.iinfo(np.uint16).max else np.int64)
    code_of[names] = np.arange(names.size)
    places = np.argsort(code_of[keys], kind="stable")  # short integers are sorted by radix
    ends = np.cumsum(counts[names])
    for name, part in zip(names, np.split(places, ends[:-1]), strict=True):
        yield int(name), part


def compared_with(known: Reference, key: int, smallest: int, *, whole: bool = False) -> tuple[Level, Floats]:
    """Return the narrowest group that has at least ``smallest`` values; with ``whole`` only the portfolio will do."""
    levels = ((Level.COHORT, key), (Level.FIELD, key % _BY_YEAR), (Level.PORTFOLIO, EVERYTHING))
    for level, name in levels[2:] if whole else levels:
        values = known.get(name)
        if values is not None and values.size >= smallest and (level is not Level.COHORT or key >= _BY_YEAR):
            return level, values
    return Level.SCALE, np.empty(0)
