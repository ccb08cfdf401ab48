"""Add many rows at once: their lines in the journal and their words in the search index follow by one statement each.

They are the same words that the triggers write for rows added one by one, and the same lines or a run of them (see
``store.runs``). Meanwhile the pen says so, in the same transaction; a statement without the pen is refused as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection

from patentdesk.store import triggers
from patentdesk.store.codec import Codec, Stored, encode_json
from patentdesk.store.connection import driver
from patentdesk.store.rows import in_bulk, write_rows
from patentdesk.store.runs import fits, index_cells, owner_of, write_added
from patentdesk.store.schema import Mapped


def add_rows(connection: Connection, mapped: Mapped, fields: Sequence[str], rows: Sequence[Sequence[object]]) -> range:
    """Store rows of values of these fields; return their ids. All other fields are as SQL has them: not known."""
    if not rows:
        return range(0)
    codecs = mapped.codecs
    columns = {
        name: _translated(codecs[name], column) for name, column in zip(fields, zip(*rows, strict=True), strict=True)
    }
    with in_bulk(connection, mapped.name):
        _insert(connection, mapped, columns)
        ask = driver(connection).execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (mapped.name,))
        (last,) = ask.fetchone()
        ids = range(last - len(rows) + 1, last + 1)
    _follow(connection, mapped, ids, columns)
    return ids


def put_back(connection: Connection, mapped: Mapped, fields: Sequence[str], rows: Sequence[Sequence[Stored]]) -> None:
    """Store rows that were removed, each with the fields that it had as they were stored, the id first.

    Rows whose ids have gaps between them are written one by one, as their triggers do.
    """
    in_order = sorted(rows, key=itemgetter(0))
    first, last = (cast("int", row[0]) for row in (in_order[0], in_order[-1]))
    columns = dict(zip(fields, zip(*in_order, strict=True), strict=True))
    if last - first + 1 != len(in_order):
        _insert(connection, mapped, columns)
        return
    with in_bulk(connection, mapped.name):
        _insert(connection, mapped, columns)
    _follow(connection, mapped, range(first, last + 1), columns)


def _insert(connection: Connection, mapped: Mapped, columns: Mapping[str, Sequence[Stored]]) -> None:
    """Insert rows as they are stored, given field by field.

    A field of which nothing is known in any row is left to SQL, which has the same defaults: a list fills half the
    fields of a patent.
    """
    told = {name: values for name, values in columns.items() if not _unknown(mapped.codecs[name], values)}
    told = told or dict([next(iter(columns.items()))])
    names = ", ".join(f'"{name}"' for name in told)
    sql = f"INSERT INTO {mapped.name} ({names}) VALUES {{rows}}"
    write_rows(connection, sql, list(zip(*told.values(), strict=True)))


def _unknown(codec: Codec, values: Sequence[Stored]) -> bool:
    """Tell whether no value of a field differs from its default in SQL."""
    default = None if codec.default is None else codec.default.strip("'")
    return (default is not None or codec.nullable) and values.count(default) == len(values)


def _follow(connection: Connection, mapped: Mapped, ids: range, columns: Mapping[str, Sequence[Stored]]) -> None:
    """Write what the triggers write of added rows."""
    if fits(mapped, ids):
        owner = owner_of(mapped)
        told = ids if owner == "id" else {*columns.get(owner, ())} - {None}
        write_added(connection, mapped, ids, cast("Iterable[int]", told))
    else:
        driver(connection).execute(triggers.bulk_lines(mapped), (ids[0], ids[-1]))
    if mapped.name == "patents":
        _index(connection, ids)


def _translated(codec: Codec, values: Sequence[Any]) -> Sequence[Stored]:
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
