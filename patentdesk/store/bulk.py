"""Read a few fields of all records of a kind as arrays: what a table of a million lines is sorted and counted by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, select

from patentdesk.store.arrays import Ids, numbers_in
from patentdesk.store.codec import Codec
from patentdesk.store.connection import driver
from patentdesk.store.finding import compiled
from patentdesk.store.reader import Reader, condition
from patentdesk.store.schema import Record, mapped_for

_DAY_ZERO = 1_721_424.5
"""The Julian date of the day before 1 January of the year 1."""
_BETWEEN = "\x1f"
_TOGETHER = 5
"""Fields that are read in one pass: more of them would hold more text at once."""
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Coded:
    """A text field as places in the list of its values."""

    places: NDArray[np.int64]
    values: tuple[str, ...]


def numbers(
    reader: Reader,
    record: type[Record],
    fields: Sequence[str],
    patent_ids: Ids | None = None,
    where: Mapping[str, object] = _NOTHING,
) -> dict[str, Ids]:
    """Return fields of the records, by id: numbers as they are, days counted from 1 January of the year 1, yes as 1.

    What is not known is 0; of a text only whether there is any. ``patent_ids`` None: of all patents; ``where``: only
    the records that meet these conditions (see Reader).
    """
    codecs = mapped_for(record).codecs
    made: dict[str, Ids] = {}
    for start in range(0, len(fields), _TOGETHER):
        some = fields[start : start + _TOGETHER]
        chosen = ", ".join(f"{_number(name, codecs[name])} AS c{place}" for place, name in enumerate(some))
        joined = ", ".join(f"group_concat(c{place})" for place in range(len(some)))
        found = list(_read(reader, record, (chosen, joined), patent_ids, where))[::-1]
        made |= {name: numbers_in(found.pop()) for name in some}  # what was read is let go as it is taken in
    return made


def _number(name: str, codec: Codec) -> str:
    if codec.sql_type == "INTEGER":
        return f"coalesce({name}, 0)"
    if codec.written:
        return f"{name} <> ''"
    return f"coalesce(cast(julianday({name}) - {_DAY_ZERO} AS INTEGER), 0)"


def texts(
    reader: Reader,
    record: type[Record],
    fields: Sequence[str],
    patent_ids: Ids | None = None,
    where: Mapping[str, object] = _NOTHING,
) -> dict[str, list[str]]:
    """Return text fields of the records that ``numbers`` would return, by id."""
    return dict(_texts(reader, record, fields, patent_ids, where))


def coded_texts(reader: Reader, record: type[Record], fields: Sequence[str]) -> dict[str, Coded]:
    """Return text fields of all records as ``coded`` returns what ``texts`` finds, but hold the texts of one only."""
    return {name: coded(values) for name, values in _texts(reader, record, fields, None, _NOTHING)}


def _texts(
    reader: Reader,
    record: type[Record],
    fields: Sequence[str],
    patent_ids: Ids | None,
    where: Mapping[str, object],
) -> Iterator[tuple[str, list[str]]]:
    chosen = ", ".join(f"replace({name}, char(31), ' ') AS c{place}" for place, name in enumerate(fields))
    joined = ", ".join(f"count(c{place}), group_concat(c{place}, char(31))" for place in range(len(fields)))
    found = _read(reader, record, (chosen, joined), patent_ids, where)
    for name, count, joint in zip(fields, found[::2], found[1::2], strict=True):
        yield name, joint.split(_BETWEEN) if count else []


def coded(values: Sequence[str], known: Sequence[str] = ()) -> Coded:
    """Return texts as places in the list of those that occur, which begins with ``known``."""
    places = {value: place for place, value in enumerate(known)}
    found = np.fromiter((places.setdefault(value, len(places)) for value in values), np.int64, len(values))
    return Coded(found, tuple(places))


def _read(
    reader: Reader, record: type[Record], shown: tuple[str, str], patent_ids: Ids | None, where: Mapping[str, object]
) -> tuple[Any, ...]:
    chosen, joined = shown
    table = mapped_for(record).name
    limits: list[str] = []
    given: list[Any] = []
    if patent_ids is not None:
        limits.append("patent_id IN (SELECT value FROM json_each(?))")
        given.append(f"[{','.join(map(str, patent_ids.tolist()))}]")
    if where:
        sql, values = compiled(_meeting(record, where))
        limits.append(f"id IN ({sql})")
        given += values
    within = f" WHERE {' AND '.join(limits)}" if limits else ""
    sql = f"WITH found AS (SELECT {chosen} FROM {table}{within} ORDER BY id) SELECT {joined} FROM found"
    row: tuple[Any, ...] = driver(reader.connection).execute(sql, given).fetchone()
    return row


def _meeting(record: type[Record], where: Mapping[str, object]) -> Select[Any]:
    mapped = mapped_for(record)
    conditions = [condition(mapped.table.c[name], mapped.codecs[name], value) for name, value in where.items()]
    return select(mapped.table.c.id).where(*conditions)


def joined_columns(old: Mapping[str, Ids], keep: NDArray[np.bool_], new: Mapping[str, Ids]) -> dict[str, Ids]:
    """Return the kept rows followed by new ones, field by field."""
    return {name: np.concatenate((column[keep], new[name])) for name, column in old.items()}
