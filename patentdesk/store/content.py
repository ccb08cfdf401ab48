"""Write rows out as text, and take digests of those that an entry of the journal added.

A line for an added row keeps no image, for the row is its own; instead the entry holds a digest of all rows that it
added, table by table, as they stood when it was closed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping

from patentdesk.store.codec import Stored
from patentdesk.store.connection import driver
from patentdesk.store.schema import BY_TABLE

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ROWS_AT_ONCE = 1_000
"""So many whole rows are written out at once, with their abstracts; lines are short beside them."""
_GROUPED_AT_ONCE = 100_000
"""So many lines are grouped at once: SQLite sorts them in memory for it."""


def added(connection: Connection, first: int, last: int) -> dict[str, Sequence[int]]:
    """Return the ids of the rows, by table and in order, that these lines added and left standing."""
    ask = driver(connection).execute
    query = (
        "SELECT table_name, min(row_id), max(coalesce(until_id, row_id)), "
        "sum(coalesce(until_id, row_id) - row_id + 1), sum(kind = 'delete') FROM changes "
        "WHERE seq BETWEEN ? AND ? AND kind <> 'update' GROUP BY table_name"
    )
    counted: dict[str, tuple[int, int, int, int]] = {}
    for start in range(first, last + 1, _GROUPED_AT_ONCE):
        for table, *part in ask(query, (start, min(start + _GROUPED_AT_ONCE - 1, last))):
            low, high, count, deleted = counted.get(table, (part[0], part[1], 0, 0))
            counted[table] = min(low, part[0]), max(high, part[1]), count + part[2], deleted + part[3]
    found: dict[str, Sequence[int]] = {}
    for table, (low, high, count, deleted) in sorted(counted.items()):
        found[table] = range(low, high + 1)
        if deleted or high - low + 1 != count:  # no lasting additions in a row, as most are
            found[table] = _standing(connection, table, first, last)
    return {table: ids for table, ids in found.items() if ids}


def _standing(connection: Connection, table: str, first: int, last: int) -> list[int]:
    lines = (
        "SELECT row_id, coalesce(until_id, row_id), kind = 'insert' FROM changes "
        "WHERE seq BETWEEN ? AND ? AND table_name = ? AND kind <> 'update' ORDER BY seq"
    )
    standing: dict[int, bool] = {}
    for low, high, added in driver(connection).execute(lines, (first, last, table)):
        standing.update(dict.fromkeys(range(low, high + 1), bool(added)))
    return sorted(row_id for row_id, stands in standing.items() if stands)


def stored_rows(connection: Connection, table: str, ids: Sequence[int]) -> Iterator[tuple[Stored, ...]]:
    """Yield the present rows with these ids as they are stored, by id, each in the order of the record's fields."""
    names = ", ".join(f'"{name}"' for name in BY_TABLE[table].fields)
    for page in pages(ids):
        yield from _asked(connection, f"SELECT {names} FROM {table} WHERE id {{}} ORDER BY id", page)


def rows_as_text(connection: Connection, table: str, ids: Sequence[int]) -> bytes:
    """Return the present rows with these ids, by id, as ``row_as_text`` has them, each on one line, in UTF-8."""
    mapped = BY_TABLE[table]
    cells = [f'exact("{name}")' if mapped.codecs[name].sql_type == "REAL" else f'"{name}"' for name in mapped.fields]
    line = f"json_array({', '.join(cells)})"
    joined = "CAST(group_concat(line, char(10)) AS BLOB)"
    query = f"SELECT {joined} FROM (SELECT {line} AS line FROM {table} WHERE id {{}} ORDER BY id)"
    ((text,),) = _asked(connection, query, ids)
    return text or b""


def row_as_text(row: Sequence[Stored]) -> bytes:
    """Return a row as SQLite writes it in JSON, in UTF-8; real numbers as their exact text."""
    text = _JSON([repr(value) if isinstance(value, float) else value for value in row])
    return text.encode("utf-8", "surrogatepass")


def pages(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the ids, so many together as are read at once."""
    return (ids[start : start + _ROWS_AT_ONCE] for start in range(0, len(ids), _ROWS_AT_ONCE))


def _asked(connection: Connection, query: str, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query about some ids, for which ``{}`` stands in it."""
    if len(ids) and ids[-1] - ids[0] + 1 == len(ids):  # a run, as additions are
        return driver(connection).execute(query.format("BETWEEN ? AND ?"), (ids[0], ids[-1]))
    return driver(connection).execute(query.format("IN (SELECT value FROM json_each(?))"), (json.dumps([*ids]),))


def digest_of(texts: Iterable[bytes]) -> str:
    """Return SHA-256 over the texts of pages of rows."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text)
        digest.update(b"\n")
    return digest.hexdigest()


def content_added(connection: Connection, first: int, last: int) -> dict[str, str]:
    """Return the digests of the rows that these lines added and left standing, by table."""
    tables = added(connection, first, last)
    return {
        table: digest_of(rows_as_text(connection, table, page) for page in pages(ids)) for table, ids in tables.items()
    }


def content_of(entry: RowMapping) -> dict[str, str]:
    """Return the digests of the rows that an entry added, by table; none when they cannot be read."""
    try:
        held = json.loads(entry["content"])
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def image(table: str, text: str | None) -> dict[str, Stored]:
    """Return the stored values of an image; real numbers come back from their exact text."""
    if text is None:
        return {}
    codecs = BY_TABLE[table].codecs
    return {
        name: float(value) if codecs[name].sql_type == "REAL" and value is not None else value
        for name, value in json.loads(text).items()
    }
