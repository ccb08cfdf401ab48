"""Write many rows by few statements.

A statement with triggers is a savepoint, and at each savepoint the search index writes down what it holds in memory. So
one statement for hundreds of rows is several times faster than hundreds of statements, and no less safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from sqlalchemy import Connection

from patentdesk.store.codec import Stored
from patentdesk.store.connection import driver

_PARAMETERS = 4_000
"""SQLite takes 32,766 in one statement; more than these make it no faster, and prepared statements are kept."""


def write_rows(connection: Connection, sql: str, rows: Sequence[Sequence[Stored]]) -> None:
    """Run a statement in which ``{rows}`` stands for a list of rows, for all rows, in their order."""
    if not rows:
        return
    mark = f"({', '.join('?' * len(rows[0]))})"
    at_once = _PARAMETERS // len(rows[0])
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        values = tuple(chain.from_iterable(part))
        driver(connection).execute(sql.format(rows=", ".join([mark] * len(part))), values)


@contextmanager
def in_bulk(connection: Connection, table: str) -> Iterator[None]:
    """Let the triggers leave added and removed rows of a table alone, as the caller writes what they would.

    Whatever is raised ends the transaction, and this with it.
    """
    run = driver(connection).execute
    run("UPDATE pen SET in_bulk = ? WHERE operation_id IS NOT NULL", (table,))
    yield
    run("UPDATE pen SET in_bulk = NULL")
