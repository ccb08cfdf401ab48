"""Add many rows at once: their lines in the journal and their words in the search index follow by one statement each.

They are the same words that the triggers write for rows added one by one, and the same lines or a run of them (see
``store.runs``). Meanwhile the pen says so, in the same transaction; a statement without the pen is refused as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection

from patentdesk.store import triggers
from patentdesk.store.codec import Codec, Stored, encode_json
from patentdesk.store.connection import driver
from patentdesk.store.rows import in_bulk, write_rows
from patentdesk.store.runs import fits, index_cells, owners_of, write_added
from patentdesk.store.schema import Mapped


def add_rows(connection: Connection, mapped: Mapped, fields: Sequence[str], rows: Sequence[Sequence[object]]) -> range:
    """Store rows of values of these fields; return their ids. All other fields are as SQL has them: not known."""
    if not rows:
        return range(0)
    names = ", ".join(f'"{name}"' for name in fields)
    with in_bulk(connection, mapped.name):
        write_rows(connection, f"INSERT INTO {mapped.name} ({names}) VALUES {{rows}}", _stored(mapped, fields, rows))
        ask = driver(connection).execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (mapped.name,))
        (last,) = ask.fetchone()
        ids = range(last - len(rows) + 1, last + 1)
    _follow(connection, mapped, ids, owners_of(mapped, fields, rows, ids))
    return ids


def put_back(connection: Connection, mapped: Mapped, fields: Sequence[str], rows: Sequence[Sequence[Stored]]) -> None:
    """Store rows that were removed, each with the fields that it had as they were stored, the id first.

    Rows whose ids have gaps between them are written one by one, as their triggers do.
    """
    in_order = sorted(rows, key=itemgetter(0))
    first, last = (cast("int", row[0]) for row in (in_order[0], in_order[-1]))
    names = ", ".join(f'"{name}"' for name in fields)
    sql = f"INSERT INTO {mapped.name} ({names}) VALUES {{rows}}"
    if last - first + 1 != len(in_order):
        write_rows(connection, sql, in_order)
        return
    ids = range(first, last + 1)
    with in_bulk(connection, mapped.name):
        write_rows(connection, sql, in_order)
    _follow(connection, mapped, ids, owners_of(mapped, fields, rows, ids))


def _follow(connection: Connection, mapped: Mapped, ids: range, owners: Iterable[int]) -> None:
    """Write what the triggers write of added rows, which belong to these patents."""
    if fits(mapped, ids):
        write_added(connection, mapped, ids, owners)
    else:
        driver(connection).execute(triggers.bulk_lines(mapped), (ids[0], ids[-1]))
    if mapped.name == "patents":
        _index(connection, ids)


def _stored(mapped: Mapped, fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[tuple[Stored, ...]]:
    """Return the rows as they are stored; each different value of a field is translated once."""
    codecs = [mapped.codecs[name] for name in fields]
    columns = [_translated(codec, column) for codec, column in zip(codecs, zip(*rows, strict=True), strict=True)]
    return list(zip(*columns, strict=True))


def _translated(codec: Codec, values: Iterable[Any]) -> Iterable[Stored]:
    if codec.encode is None:
        return values
    if codec.encode is encode_json:
        return ["{}" if value == {} else codec.store(value) for value in values]  # nearly all that stand there
    known = {value: codec.store(value) for value in set(values)}
    return [known[value] for value in values]


def _index(connection: Connection, ids: range) -> None:
    texts = driver(connection).execute(triggers.indexed_texts(), (ids[0], ids[-1])).fetchall()
    names = list(triggers.SEARCH_COLUMNS)
    sql = f"INSERT INTO search(rowid, {', '.join(names)}) VALUES (?{', ?' * len(names)})"
    driver(connection).executemany(sql, zip(*index_cells(texts), strict=True))
