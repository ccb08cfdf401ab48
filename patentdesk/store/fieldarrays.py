"""Read a few fields of many records as arrays, for what is worked out of all of them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patentdesk.store.arrays import NONE
from patentdesk.store.connection import driver
from patentdesk.store.reader import Reader
from patentdesk.store.schema import Record, mapped_for

UNKNOWN = NONE
"""Stands for a number that is not known; days that are not known are 0."""
_DAY_ZERO = 1_721_424.5
"""The Julian date of the day before 1 January of the year 1."""


@dataclass(frozen=True, slots=True)
class FieldArrays:
    """Fields of records by id: ``numbers`` holds numbers, flags and days (ordinals), ``texts`` the rest."""

    numbers: Mapping[str, NDArray[np.int64]]
    texts: Mapping[str, Sequence[str]]

    def __len__(self) -> int:
        return len(next(iter(self.numbers.values()))) if self.numbers else len(next(iter(self.texts.values())))


def field_arrays(
    reader: Reader, record: type[Record], fields: Sequence[str], *, ids: Iterable[int] | None = None, by: str = "id"
) -> FieldArrays:
    """Return fields of the records, by id; ``ids`` None: of all, else of those whose field ``by`` is among them."""
    mapped = mapped_for(record)
    shown = [_shown(name, mapped.codecs[name].sql_type == "INTEGER", written=_written(record, name)) for name in fields]
    sql = f"SELECT {', '.join(shown)} FROM {mapped.name}"
    given: tuple[str, ...] = ()
    if ids is not None:
        sql += f" WHERE {by} IN (SELECT value FROM json_each(?))"
        given = (json.dumps([int(one) for one in ids]),)
    rows = driver(reader.connection).execute(f"{sql} ORDER BY id", given).fetchall()
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [() for _ in fields]
    numbers: dict[str, NDArray[np.int64]] = {}
    texts: dict[str, Sequence[str]] = {}
    for name, column in zip(fields, columns, strict=True):
        if _written(record, name):
            texts[name] = column
        else:
            numbers[name] = np.array(column, np.int64)
    return FieldArrays(numbers, texts)


def _written(record: type[Record], name: str) -> bool:
    codec = mapped_for(record).codecs[name]
    return codec.sql_type == "TEXT" and (codec.decode is None or bool(codec.codes))


def _shown(name: str, number: bool, *, written: bool) -> str:
    if number:
        return f"coalesce({name}, {UNKNOWN})"
    if written:
        return f"coalesce({name}, '')"
    return f"coalesce(cast(julianday({name}) - {_DAY_ZERO} AS INTEGER), 0)"
