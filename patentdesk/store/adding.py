"""Add many rows at once: their lines in the journal and their words in the search index follow by one statement each.

They are the same lines and words that the triggers write for rows added one by one. Meanwhile the pen says so, in the
same transaction; a statement without the pen is refused as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection

from patentdesk.store import triggers
from patentdesk.store.codec import Codec, Stored, encode_json
from patentdesk.store.connection import driver
from patentdesk.store.rows import write_rows
from patentdesk.store.schema import Mapped
from patentdesk.store.words import folded_numbers, spaced_all


def add_rows(connection: Connection, mapped: Mapped, fields: Sequence[str], rows: Sequence[Sequence[object]]) -> range:
    """Store rows of values of these fields; return their ids. All other fields are as SQL has them: not known."""
    if not rows:
        return range(0)
    names = ", ".join(f'"{name}"' for name in fields)
    with _in_bulk(connection):
        write_rows(connection, f"INSERT INTO {mapped.name} ({names}) VALUES {{rows}}", _stored(mapped, fields, rows))
        ask = driver(connection).execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (mapped.name,))
        (last,) = ask.fetchone()
        ids = range(last - len(rows) + 1, last + 1)
        _follow(connection, mapped, ids)
    return ids


def put_back(connection: Connection, mapped: Mapped, rows: Sequence[tuple[Stored, ...]]) -> None:
    """Store rows that were removed, each with all its fields as they were stored, the id first.

    Rows whose ids have gaps between them are written one by one, as their triggers do.
    """
    in_order = sorted(rows, key=itemgetter(0))
    first, last = (cast("int", row[0]) for row in (in_order[0], in_order[-1]))
    names = ", ".join(f'"{name}"' for name in mapped.fields)
    sql = f"INSERT INTO {mapped.name} ({names}) VALUES {{rows}}"
    if last - first + 1 != len(in_order):
        write_rows(connection, sql, in_order)
        return
    with _in_bulk(connection):
        write_rows(connection, sql, in_order)
        _follow(connection, mapped, range(first, last + 1))


@contextmanager
def _in_bulk(connection: Connection) -> Iterator[None]:
    """Let the triggers leave added rows alone. Whatever is raised ends the transaction, and this with it."""
    run = driver(connection).execute
    run("UPDATE pen SET in_bulk = 1 WHERE operation_id IS NOT NULL")
    yield
    run("UPDATE pen SET in_bulk = 0")


def _follow(connection: Connection, mapped: Mapped, ids: range) -> None:
    """Write what the triggers write of added rows."""
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
        return [codec.store(value) for value in values]
    known = {value: codec.store(value) for value in set(values)}
    return [known[value] for value in values]


def _index(connection: Connection, ids: range) -> None:
    texts = driver(connection).execute(triggers.indexed_texts(), (ids[0], ids[-1])).fetchall()
    numbers, *columns = zip(*texts, strict=True)
    names = list(triggers.SEARCH_COLUMNS)
    made = [[folded_numbers(text) for text in column] if name == "numbers" else spaced_all(column)
            for name, column in zip(names, columns, strict=True)]  # fmt: skip
    sql = f"INSERT INTO search(rowid, {', '.join(names)}) VALUES (?{', ?' * len(names)})"
    driver(connection).executemany(sql, zip(numbers, *made, strict=True))
