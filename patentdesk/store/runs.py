"""Tell of many rows with ids in a row, added or removed together, by one line of the journal: a run.

A run of added rows keeps no image, as the line of one added row keeps none; a run of removed rows keeps all of them,
packed. Only undo and redo remove in runs; rows that somebody adds have new ids. So a run of added rows can only meet
single lines later, until it is taken back whole.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping

from patentdesk.store import triggers
from patentdesk.store.codec import Stored, UnreadableValueError
from patentdesk.store.connection import driver
from patentdesk.store.content import rows_as_text
from patentdesk.store.rows import in_bulk
from patentdesk.store.schema import BY_TABLE, Mapped
from patentdesk.store.words import folded_numbers_all, spaced_all

LEAST = 100
"""So many rows are worth a run; fewer have a line each, which is quicker to look through."""
SINGLE = frozenset({"decisions"})
"""Tables of which every row has a line of its own: what is signed is looked for by its line."""
Range = tuple[str, int, int]
"""A table and the ids of its rows, from the first to the last."""
_Standing = tuple[int, int | None]
"""The id of a row and the patent that it belongs to."""
EVERY_LINE = (
    "SELECT seq, table_name, row_id, kind FROM changes WHERE until_id IS NULL AND seq > {after} UNION ALL "
    "SELECT seq, tab, id, kind FROM (WITH RECURSIVE each(seq, tab, id, until, kind) AS ("
    "SELECT seq, table_name, row_id, until_id, kind FROM changes WHERE until_id IS NOT NULL AND seq > {after} "
    "UNION ALL SELECT seq, tab, id + 1, until, kind FROM each WHERE id < until) SELECT * FROM each)"
)
"""A query for a line per row behind the line ``after``, as if there were no runs."""
_AT_ONCE = 500
"""So many removed rows are told of by one line: no other thread runs while its image is read."""
_BREAK = b"\n"
"""Stands between the rows of an image; within one it is written as an escape, as JSON demands."""
_LINE = (
    "INSERT INTO changes(operation_id, table_name, row_id, kind, until_id, patents, images) "
    "VALUES ((SELECT operation_id FROM pen), ?, ?, ?, ?, ?, ?)"
)


class Removed(NamedTuple):
    """Rows that a run removed, by id, as they were stored; ``names`` are those of the fields, the id first."""

    names: tuple[str, ...]
    rows: list[list[Any]]

    def by_id(self) -> dict[int, dict[str, Stored]]:
        """Return each row under its id."""
        return {row[0]: dict(zip(self.names, row, strict=True)) for row in self.rows}


def fits(mapped: Mapped, ids: range) -> bool:
    """Tell whether added rows are told of by a run."""
    return len(ids) >= LEAST and mapped.name not in SINGLE


def write_added(connection: Connection, mapped: Mapped, ids: range, patents: Iterable[int]) -> None:
    """Write the line for rows that were added; ``patents`` are the ids of those that they belong to."""
    line = (mapped.name, ids[0], "insert", ids[-1], spans(patents), None)
    driver(connection).execute(_LINE, line)


def remove(connection: Connection, mapped: Mapped, ids: range, *, words: bool) -> None:
    """Remove rows as far as they stand, and write the lines; ``words``: take the words of patents from the index too.

    What other tables hang on a row goes with it as ever, each with a line of its own.
    """
    run = driver(connection).execute
    owner = owner_of(mapped)
    standing = run(f"SELECT id, {owner} FROM {mapped.name} WHERE id BETWEEN ? AND ? ORDER BY id", (ids[0], ids[-1]))
    for stretch in reversed([*_stretches(standing.fetchall())]):  # what takes this back then adds the rows in order
        bounds = (stretch[0][0], stretch[-1][0])
        if words and mapped.name == "patents":
            _take_words(connection, bounds)
        packed = _packed(connection, mapped, range(bounds[0], bounds[1] + 1))
        with in_bulk(connection, mapped.name):
            run(f"DELETE FROM {mapped.name} WHERE id BETWEEN ? AND ?", bounds)
        told = spans(one for _, one in stretch if one is not None)
        run(_LINE, (mapped.name, bounds[0], "delete", bounds[1], told, packed))


def removed(connection: Connection, seq: int) -> Removed:
    """Return the rows that a run removed. Raises UnreadableValueError."""
    query = "SELECT table_name, CAST(images AS BLOB) FROM changes WHERE seq = ?"
    table, packed = driver(connection).execute(query, (seq,)).fetchone()
    try:
        names, *rows = json.loads(b"[%b]" % zlib.decompress(packed).replace(_BREAK, b","))
        if {len(row) for row in rows} != {len(names)}:
            raise ValueError(names)
        return Removed(tuple(names), _with_reals(BY_TABLE[table], names, rows))
    except (zlib.error, ValueError, TypeError, LookupError) as error:  # nothing is there, or other than what was packed
        raise UnreadableValueError(f"changes {seq}: {error}") from error


def owner_of(mapped: Mapped) -> str:
    """Return the field that holds the patent to which a row belongs; 'NULL' where none does."""
    return "id" if mapped.name == "patents" else "patent_id" if "patent_id" in mapped.fields else "NULL"


def spans(ids: Iterable[int]) -> str:
    """Return numbers as JSON: pairs of the first and the last of those that follow each other."""
    found: list[list[int]] = []
    for one in sorted(set(ids)):
        if found and found[-1][1] == one - 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return json.dumps(found, separators=(",", ":"))


def ranges(connection: Connection, where: str, values: Sequence[int] | Mapping[str, int]) -> list[Range]:
    """Return the rows of the runs among the lines that meet a condition; runs that meet are put together."""
    query = f"SELECT table_name, row_id, until_id FROM changes WHERE until_id IS NOT NULL AND ({where}) ORDER BY 1, 2"
    found: list[Range] = []
    for table, low, high in driver(connection).execute(query, values):
        if found and found[-1][0] == table and low <= found[-1][2] + 1:
            found[-1] = (table, found[-1][1], max(high, found[-1][2]))
        else:
            found.append((table, low, high))
    return found


def as_table(name: str) -> str:
    """Return the SQL that makes a table (tab, low, high) of the ranges that a parameter lists."""
    cells = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(3))
    return f"{name}(tab, low, high) AS MATERIALIZED (SELECT {cells} FROM json_each(:{name}))"


def patents_touched(connection: Connection, where: str, values: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield spans of the patents, first and last, to which the runs among the lines that meet a condition belong."""
    query = f"SELECT patents FROM changes WHERE until_id IS NOT NULL AND ({where})"
    for (told,) in driver(connection).execute(query, values):
        yield from map(tuple, json.loads(told))


def operations_about(connection: Connection, patent_id: int) -> list[int]:
    """Return the operations of which a run tells of a patent or what hangs on it."""
    query = (
        "SELECT operation_id, patents FROM changes WHERE until_id IS NOT NULL "
        "AND ? BETWEEN json_extract(patents, '$[0][0]') AND json_extract(patents, '$[#-1][1]')"
    )
    found = driver(connection).execute(query, (patent_id,))
    return sorted({operation for operation, patents in found if tells_of(patents, patent_id)})


def tells_of(patents: str, patent_id: int) -> bool:
    """Tell whether a patent is among those to which a run belongs."""
    return any(low <= patent_id <= high for low, high in json.loads(patents))


def rows(
    connection: Connection, line: RowMapping, limit: int, patent_id: int | None = None
) -> Iterator[tuple[int, dict[str, Stored]]]:
    """Yield the first rows that a run tells of, each with its id: as they were removed, or as they are now.

    A row that was added and does not stand has no values. ``patent_id``: only the rows that belong to the patent.
    """
    mapped, low, high = BY_TABLE[line["table_name"]], line["row_id"], line["until_id"]
    key = "id" if mapped.name == "patents" else "patent_id"
    if line["kind"] == "delete":
        gone = removed(connection, line["seq"]).by_id()
        told = {row_id: row for row_id, row in gone.items() if patent_id in (None, row.get(key))}
    else:
        query = f"SELECT {', '.join(mapped.fields)} FROM {mapped.name} WHERE id BETWEEN ? AND ?"
        owned = "" if patent_id is None else f" AND {key} = {int(patent_id)}"
        there = driver(connection).execute(f"{query}{owned} ORDER BY id LIMIT ?", (low, high, limit))
        told = {row[0]: dict(zip(mapped.fields, row, strict=True)) for row in there}
        if patent_id is None:
            told = {one: told.get(one, {}) for one in range(low, min(high, low + limit - 1) + 1)}
        elif key == "id":
            told = told or {patent_id: {}}
    yield from islice(sorted(told.items()), limit)


def _stretches(standing: Sequence[_Standing]) -> Iterator[Sequence[_Standing]]:
    """Yield rows with ids in a row together, so many as one line holds."""
    start = 0
    for place, (row_id, _) in enumerate(standing):
        behind = place + 1
        if behind - start == _AT_ONCE or behind == len(standing) or standing[behind][0] != row_id + 1:
            yield standing[start:behind]
            start = behind


def _packed(connection: Connection, mapped: Mapped, ids: range) -> bytes:
    text = rows_as_text(connection, mapped.name, ids)
    return zlib.compress(b"%b%b%b" % (json.dumps(mapped.fields).encode(), _BREAK, text), 1)


def _with_reals(mapped: Mapped, names: Sequence[str], rows: list[list[Any]]) -> list[list[Any]]:
    """Return the rows with real numbers for their exact texts."""
    reals = [place for place, name in enumerate(names) if mapped.codecs[name].sql_type == "REAL"]
    for row in rows if reals else ():
        for place in reals:
            row[place] = None if row[place] is None else float(row[place])
    return rows


def _take_words(connection: Connection, bounds: tuple[int, int]) -> None:
    names = list(triggers.SEARCH_COLUMNS)
    texts = driver(connection).execute(triggers.indexed_texts(), bounds).fetchall()
    numbers, *made = index_cells(texts)
    sql = f"INSERT INTO search(search, rowid, {', '.join(names)}) VALUES ('delete', ?{', ?' * len(names)})"
    driver(connection).executemany(sql, zip(numbers, *made, strict=True))


def index_cells(texts: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Return ids and texts, as ``triggers.indexed_texts`` reads them, as columns of the search index."""
    numbers, *columns = zip(*texts, strict=True)
    made = [folded_numbers_all(column) if name == "numbers" else spaced_all(column)
            for name, column in zip(triggers.SEARCH_COLUMNS, columns, strict=True)]  # fmt: skip
    return [numbers, *made]
