"""Keep the journal: who did what when, every row before and after, chained by SHA-256; undo and redo from it.

A line for an added row keeps no image, for the row is its own; instead the entry holds a digest of all rows that it
added, table by table, as they stood when it was closed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, or_, select, update

from patentdesk.core.problems import Refused, refuse
from patentdesk.store.adding import put_back
from patentdesk.store.codec import Stored, UnreadableValueError, encode_json, encode_moment
from patentdesk.store.connection import driver
from patentdesk.store.rows import write_rows
from patentdesk.store.schema import BY_TABLE, CHANGES, OPERATIONS, PEN

_PAGE = 5_000
_ROWS_AT_ONCE = 1_000
"""So many whole rows are written out at once, with their abstracts; lines are short beside them."""
_GROUPED_AT_ONCE = 100_000
"""So many lines are grouped at once: SQLite sorts them in memory for it."""
_LINES_AS_TEXT = (
    "SELECT group_concat(line, char(10)) FROM (SELECT printf('%d,%d,%Q,%d,%Q,%Q,%Q,%Q', seq, operation_id, table_name, "
    "row_id, kind, patent_id, before, after) AS line FROM changes WHERE seq BETWEEN ? AND ? ORDER BY seq)"
)
"""Each line by itself: numbers, and texts in quotation marks that are doubled inside; what is missing is NULL."""
GENESIS = "0" * 64
"""What the first operation is chained to."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the journal; ``reverses`` names the operation that an undo or redo acted upon."""

    id: int
    at: datetime
    user: str
    verb: str
    args: Mapping[str, object]
    change_count: int
    reverses: int | None = None
    undone: bool = False
    sealed: bool = False
    """A signed decision is part of it: it cannot be undone."""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed row: ``kind`` is insert, update or delete; only the fields that changed, in the record's terms."""

    table: str
    row_id: int
    kind: str
    patent_id: int | None
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


def begin(
    connection: Connection,
    *,
    at: datetime,
    user: str,
    verb: str,
    args: Mapping[str, object],
    reverses: int | None = None,
    derived: bool = False,
) -> int:
    """Open an entry and take up the pen; return its id. The caller has begun the transaction."""
    values = {
        "at": encode_moment(at),
        "user": user,
        "verb": verb,
        "args": encode_json(args),
        "reverses": reverses,
        "derived": int(derived),
        "first_change": _last_change(connection) + 1,
        "last_change": 0,
        "content": "",
        "hash": "",
    }
    operation_id = int(connection.execute(insert(OPERATIONS).values(values)).lastrowid)
    connection.execute(update(PEN).values(operation_id=operation_id))
    return operation_id


def finish(connection: Connection, operation_id: int, args: Mapping[str, object]) -> bool:
    """Close the entry, chain it and lay down the pen; return False when no row was changed.

    On False the caller rolls the transaction back, so that nothing of the entry stays.
    """
    last = _last_change(connection)
    entry = _entry(connection, operation_id)
    if last < entry["first_change"]:
        return False
    connection.execute(
        update(OPERATIONS)
        .where(OPERATIONS.c.id == operation_id)
        .values(
            last_change=last,
            args=encode_json(args),
            content=encode_json(_content(connection, entry["first_change"], last)),
            sealed=_seals(connection, entry["first_change"]),
        )
    )
    if entry["reverses"] is None and not entry["derived"]:
        connection.execute(
            update(OPERATIONS).where(OPERATIONS.c.undone_by.is_not(None), OPERATIONS.c.cleared == 0).values(cleared=1)
        )
    link = chained(connection, _entry(connection, operation_id), previous_hash(connection, operation_id))
    connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == operation_id).values(hash=link))
    connection.execute(update(PEN).values(operation_id=None))
    return True


def latest(connection: Connection) -> int:
    """Return the number of the latest finished entry; 0 when there is none."""
    query = select(func.max(OPERATIONS.c.id)).where(OPERATIONS.c.hash != "")
    return int(connection.execute(query).scalar() or 0)


def identity(connection: Connection) -> str:
    """Return the hash of the first finished entry, shared by all states of one portfolio; '' while none is."""
    query = select(OPERATIONS.c.hash).where(OPERATIONS.c.hash != "").order_by(OPERATIONS.c.id).limit(1)
    return str(connection.execute(query).scalar() or "")


def touched_since(
    connection: Connection, operation_id: int, tables: Sequence[str], fields: Collection[str] = ()
) -> set[int]:
    """Return the patents of which rows of these tables were changed after an entry; it need not exist any more.

    With ``fields``, a changed row of the patents themselves counts only where one of these was changed.
    """
    last = select(func.coalesce(func.max(OPERATIONS.c.last_change), 0)).where(OPERATIONS.c.id <= operation_id)
    query = select(CHANGES.c.patent_id).distinct().where(
        CHANGES.c.seq > last.scalar_subquery(), CHANGES.c.table_name.in_(tables), CHANGES.c.patent_id.is_not(None)
    )  # fmt: skip
    if fields:
        key = func.json_each(CHANGES.c.after).table_valued("key").c.key
        told = select(key).where(key.in_(sorted(fields))).correlate(CHANGES).exists()
        query = query.where(or_(CHANGES.c.table_name != "patents", CHANGES.c.kind != "update", told))
    return set(connection.execute(query).scalars())


def previous_hash(connection: Connection, operation_id: int) -> str:
    """Return the hash of the entry before this one."""
    query = select(OPERATIONS.c.hash).where(OPERATIONS.c.id < operation_id).order_by(OPERATIONS.c.id.desc()).limit(1)
    return connection.execute(query).scalar() or GENESIS


def chained(connection: Connection, entry: RowMapping, previous: str) -> str:
    """Return SHA-256 over the previous hash, the entry and all its lines."""
    names = ("id", "at", "user", "verb", "args", "reverses", "first_change", "last_change", "content")
    digest = hashlib.sha256(previous.encode())
    digest.update(encode_json([entry[name] for name in names]).encode())
    for low in range(entry["first_change"], entry["last_change"] + 1, _PAGE):
        bounds = (low, min(low + _PAGE - 1, entry["last_change"]))
        (text,) = driver(connection).execute(_LINES_AS_TEXT, bounds).fetchone()
        digest.update((text or "").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def added(connection: Connection, first: int, last: int) -> dict[str, Sequence[int]]:
    """Return the ids of the rows, by table and in order, that these lines added and left standing."""
    ask = driver(connection).execute
    query = (
        "SELECT table_name, min(row_id), max(row_id), count(*), sum(kind = 'delete') FROM changes "
        "WHERE seq BETWEEN ? AND ? AND kind <> 'update' GROUP BY table_name"
    )
    counted: dict[str, tuple[int, int, int, int]] = {}
    for start in range(first, last + 1, _GROUPED_AT_ONCE):
        for table, *part in ask(query, (start, min(start + _GROUPED_AT_ONCE - 1, last))):
            low, high, count, deleted = counted.get(table, (part[0], part[1], 0, 0))
            counted[table] = min(low, part[0]), max(high, part[1]), count + part[2], deleted + part[3]
    found: dict[str, Sequence[int]] = {}
    for table, (low, high, count, deleted) in sorted(counted.items()):
        if not deleted and high - low + 1 == count:  # a run, as additions are
            found[table] = range(low, high + 1)
        elif deleted < count:
            standing: dict[int, bool] = {}
            lines = "SELECT row_id, kind = 'insert' FROM changes WHERE seq BETWEEN ? AND ? AND table_name = ? "
            standing.update(ask(lines + "AND kind <> 'update' ORDER BY seq", (first, last, table)))
            found[table] = sorted(row_id for row_id, stands in standing.items() if stands)
    return {table: ids for table, ids in found.items() if ids}


def stored_rows(connection: Connection, table: str, ids: Sequence[int]) -> Iterator[tuple[Stored, ...]]:
    """Yield the present rows with these ids as they are stored, by id, each in the order of the record's fields."""
    names = ", ".join(f'"{name}"' for name in BY_TABLE[table].fields)
    for page in pages(ids):
        yield from _asked(connection, f"SELECT {names} FROM {table} WHERE id {{}} ORDER BY id", page)


def rows_as_text(connection: Connection, table: str, ids: Sequence[int]) -> str:
    """Return the present rows with these ids, by id, as ``row_as_text`` has them, each on one line."""
    mapped = BY_TABLE[table]
    cells = [f'exact("{name}")' if mapped.codecs[name].sql_type == "REAL" else f'"{name}"' for name in mapped.fields]
    line = f"printf('{','.join(['%Q'] * len(cells))}', {', '.join(cells)})"
    query = f"SELECT group_concat(line, char(10)) FROM (SELECT {line} AS line FROM {table} WHERE id {{}} ORDER BY id)"
    ((text,),) = _asked(connection, query, ids)
    return text or ""


def row_as_text(row: Sequence[Stored]) -> str:
    """Return a row as SQLite writes it: each value in quotation marks that are doubled inside, or NULL.

    A text ends at a NUL sign, as it does for SQLite's own functions.
    """
    return ",".join("NULL" if value is None else _quoted(value) for value in row)


def _quoted(value: str | float) -> str:
    text = value.partition("\0")[0] if isinstance(value, str) else repr(value)
    return "'" + text.replace("'", "''") + "'"


def pages(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the ids, so many together as are read at once."""
    return (ids[start : start + _ROWS_AT_ONCE] for start in range(0, len(ids), _ROWS_AT_ONCE))


def _asked(connection: Connection, query: str, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query about some ids, for which ``{}`` stands in it."""
    if len(ids) and ids[-1] - ids[0] + 1 == len(ids):  # a run, as additions are
        return driver(connection).execute(query.format("BETWEEN ? AND ?"), (ids[0], ids[-1]))
    return driver(connection).execute(query.format("IN (SELECT value FROM json_each(?))"), (json.dumps([*ids]),))


def digest_of(texts: Iterable[str]) -> str:
    """Return SHA-256 over the texts of pages of rows."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(f"{text}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _content(connection: Connection, first: int, last: int) -> dict[str, str]:
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


def undo(connection: Connection, target: Operation, operation_id: int) -> None:
    """Apply the inverse of the target under the running operation.

    Raises Refused 'undo_row_moved' when a later operation that still holds touched one of its rows.
    """
    _refuse_if_moved(connection, target)
    entry = _entry(connection, target.id)
    _invert(connection, entry)
    _refuse_if_more(connection, entry, operation_id)
    connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == target.id).values(undone_by=operation_id))


def redo(connection: Connection, target: Operation) -> None:
    """Apply the inverse of the target's undoing under the running operation."""
    undoing = _entry(connection, target.id)["undone_by"]
    _invert(connection, _entry(connection, undoing))
    connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == target.id).values(undone_by=None))


def next_undo(connection: Connection) -> Operation | None:
    """Return the latest operation that holds and can be undone: no signed decision rests on it."""
    query = (
        select(OPERATIONS)
        .where(OPERATIONS.c.undone_by.is_(None), OPERATIONS.c.reverses.is_(None), OPERATIONS.c.sealed == 0)
        .where(OPERATIONS.c.derived == 0)
        .order_by(OPERATIONS.c.id.desc())
    )
    for row in connection.execute(query).mappings():
        if not signed_since(connection, row["id"]):
            return _operation(row)
    return None


def signed_since(connection: Connection, operation_id: int) -> Operation | None:
    """Return the sealed operation that rests on this one, which then stays for ever; None: there is none.

    A signing rests on what set the rows that it changed, and on what added their patent.
    """
    later = select(OPERATIONS.c.id).where(OPERATIONS.c.sealed == 1, OPERATIONS.c.id > operation_id).limit(1)
    if connection.execute(later).first() is None:
        return None
    entry = _entry(connection, operation_id)
    query = (
        "WITH sealed AS MATERIALIZED (SELECT s.table_name, s.row_id, s.patent_id, o.id AS signing FROM operations o "
        "JOIN changes s ON s.seq BETWEEN o.first_change AND o.last_change WHERE o.sealed = 1 AND o.id > :id), "
        "touched AS MATERIALIZED (SELECT table_name, row_id, max(signing) AS signing FROM sealed GROUP BY 1, 2 "
        "UNION ALL SELECT 'patents added', patent_id, max(signing) FROM sealed WHERE patent_id IS NOT NULL GROUP BY 2) "
        "SELECT t.signing FROM changes c JOIN touched t ON t.row_id = c.row_id AND t.table_name IN "
        "(c.table_name, CASE WHEN c.kind = 'insert' THEN c.table_name || ' added' END) "
        "WHERE c.seq BETWEEN :first AND :last AND (c.table_name = 'patents' OR c.table_name IN "
        "(SELECT table_name FROM touched)) LIMIT 1"
    )
    bounds = {"id": operation_id, "first": entry["first_change"], "last": entry["last_change"]}
    signing = connection.exec_driver_sql(query, bounds).scalar()
    return None if signing is None else operation(connection, int(signing))


def seal(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the latest finished entry: who noted them can tell a journal made anew."""
    finished = select(OPERATIONS.c.id, OPERATIONS.c.hash).where(OPERATIONS.c.hash != "")
    found = connection.execute(finished.order_by(OPERATIONS.c.id.desc()).limit(1)).first()
    return (0, GENESIS) if found is None else (found.id, found.hash)


def next_redo(connection: Connection) -> Operation | None:
    """Return the operation that was undone last, unless new work has been done since."""
    query = (
        select(OPERATIONS)
        .where(OPERATIONS.c.undone_by.is_not(None), OPERATIONS.c.cleared == 0)
        .order_by(OPERATIONS.c.undone_by.desc())
    )
    return _one(connection, query.limit(1))


def latest_holding(connection: Connection) -> Operation | None:
    """Return the latest operation that holds and is not sealed, whether or not it can be undone."""
    query = select(OPERATIONS).where(
        OPERATIONS.c.undone_by.is_(None), OPERATIONS.c.reverses.is_(None), OPERATIONS.c.sealed == 0,
        OPERATIONS.c.derived == 0,
    )  # fmt: skip
    return _one(connection, query.order_by(OPERATIONS.c.id.desc()).limit(1))


def resting(target: Operation, signed: Operation) -> Refused:
    """Return the refusal to undo an operation that a signed decision rests on."""
    at = f"{signed.at:%Y-%m-%d %H:%M}"
    return refuse("undo_signed_since", undoing=target.verb, user=signed.user, verb=signed.verb, at=at)


def operation(connection: Connection, operation_id: int) -> Operation | None:
    """Return one entry."""
    return _one(connection, select(OPERATIONS).where(OPERATIONS.c.id == operation_id))


def operations(
    connection: Connection, limit: int, before: int | None = None, patent_id: int | None = None
) -> list[Operation]:
    """Return entries, newest first: those under the id ``before``, those that touched a patent or what hangs on it."""
    query = select(OPERATIONS).order_by(OPERATIONS.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(OPERATIONS.c.id < before)
    if patent_id is not None:
        query = query.where(OPERATIONS.c.id.in_(select(CHANGES.c.operation_id).where(CHANGES.c.patent_id == patent_id)))
    return [_operation(row) for row in connection.execute(query).mappings()]


def changes(connection: Connection, operation_id: int, limit: int, patent_id: int | None = None) -> list[Change]:
    """Return the first changes of an operation; an added row is shown with its present values, if it still stands."""
    entry = _entry(connection, operation_id)
    query = (
        select(CHANGES)
        .where(CHANGES.c.seq.between(entry["first_change"], entry["last_change"]))
        .order_by(CHANGES.c.seq)
        .limit(limit)
    )
    if patent_id is not None:
        query = query.where(CHANGES.c.patent_id == patent_id)
    return [_change(connection, row) for row in connection.execute(query).mappings().all()]


def tables(connection: Connection, operation_id: int) -> list[str]:
    """Return the names of the tables that an operation changed."""
    entry = _entry(connection, operation_id)
    within = CHANGES.c.seq.between(entry["first_change"], entry["last_change"])
    return list(connection.execute(select(CHANGES.c.table_name).where(within).distinct()).scalars())


def _one(connection: Connection, query: object) -> Operation | None:
    row = connection.execute(query).mappings().first()  # type: ignore[call-overload]
    return None if row is None else _operation(row)


def _operation(row: RowMapping) -> Operation:
    return Operation(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        user=row["user"],
        verb=row["verb"],
        args=_args(row["args"]),
        change_count=row["last_change"] - row["first_change"] + 1,
        reverses=row["reverses"],
        undone=row["undone_by"] is not None,
        sealed=bool(row["sealed"]),
    )


def _args(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UnreadableValueError(f"operations: {error}") from error
    if not isinstance(found, dict):
        raise UnreadableValueError(f"operations: {text!r}")
    return found


def _change(connection: Connection, row: RowMapping) -> Change:
    table, row_id = row["table_name"], row["row_id"]
    after = _loaded(table, row["after"])
    if row["kind"] == "insert":
        mapped = BY_TABLE[table]
        present = connection.execute(select(mapped.table).where(mapped.table.c.id == row_id)).mappings().first()
        after = {} if present is None else {name: mapped.codecs[name].load(present[name]) for name in mapped.fields}
    return Change(table, row_id, row["kind"], row["patent_id"], _loaded(table, row["before"]), after)


def _loaded(table: str, text: str | None) -> dict[str, object]:
    codecs = BY_TABLE[table].codecs
    return {name: codecs[name].load(value) for name, value in image(table, text).items()}


def image(table: str, text: str | None) -> dict[str, Stored]:
    """Return the stored values of an image; real numbers come back from their exact text."""
    if text is None:
        return {}
    codecs = BY_TABLE[table].codecs
    return {
        name: float(value) if codecs[name].sql_type == "REAL" and value is not None else value
        for name, value in json.loads(text).items()
    }


def _entry(connection: Connection, operation_id: int) -> RowMapping:
    return connection.execute(select(OPERATIONS).where(OPERATIONS.c.id == operation_id)).mappings().one()


def _last_change(connection: Connection) -> int:
    return connection.execute(select(func.max(CHANGES.c.seq))).scalar() or 0


def _seals(connection: Connection, first: int) -> int:
    query = (
        "SELECT EXISTS (SELECT 1 FROM decisions d JOIN changes c ON c.row_id = d.id WHERE c.seq >= ? "
        "AND c.table_name = 'decisions' AND d.signed_at IS NOT NULL "
        "AND (c.kind = 'insert' OR json_extract(c.after, '$.signed_at') IS NOT NULL))"
    )
    return int(connection.exec_driver_sql(query, (first,)).scalar() or 0)


def _refuse_if_moved(connection: Connection, target: Operation) -> None:
    query = (
        "SELECT o.id, o.user, o.verb, o.at FROM changes l JOIN operations o ON o.id = l.operation_id "
        "WHERE l.seq > :last AND o.undone_by IS NULL AND o.reverses IS NULL AND o.derived = 0 "
        "AND (l.table_name, l.row_id) IN "
        "(SELECT table_name, row_id FROM changes WHERE seq BETWEEN :first AND :last) ORDER BY o.id DESC LIMIT 1"
    )
    entry = _entry(connection, target.id)
    bounds = {"first": entry["first_change"], "last": entry["last_change"]}
    later = connection.exec_driver_sql(query, bounds).mappings().first()
    if later is not None:
        raise moved(target, later["user"], later["verb"], later["at"])


def moved(target: Operation, user: str, verb: str, at: str) -> Refused:
    """Return the refusal to undo an operation whose rows somebody changed since."""
    return refuse("undo_row_moved", undoing=target.verb, user=user, verb=verb, at=at[:16].replace("T", " "))


def _refuse_if_more(connection: Connection, entry: RowMapping, operation_id: int) -> None:
    """Refuse when the inverse reached rows beyond the operation's own, such as what was hung on an added patent.

    Rows that only derived operations touched go with what they were derived from.
    """
    query = (
        "WITH reached AS (SELECT table_name, row_id FROM changes "
        "WHERE seq >= (SELECT first_change FROM operations WHERE id = ?) "
        "EXCEPT SELECT table_name, row_id FROM changes WHERE seq BETWEEN ? AND ?), "
        "made AS (SELECT c.table_name, c.row_id FROM operations o "
        "JOIN changes c ON c.seq BETWEEN o.first_change AND o.last_change WHERE o.derived = 1 AND o.id > ?), "
        "kept AS (SELECT c.table_name, c.row_id FROM operations o "
        "JOIN changes c ON c.seq BETWEEN o.first_change AND o.last_change "
        "WHERE o.derived = 0 AND o.reverses IS NULL AND o.undone_by IS NULL AND o.id > ? AND o.id < ?) "
        "SELECT table_name, row_id FROM reached WHERE (table_name, row_id) NOT IN (SELECT * FROM made) "
        "OR (table_name, row_id) IN (SELECT * FROM kept) LIMIT 1"
    )
    bounds = (operation_id, entry["first_change"], entry["last_change"], entry["id"], entry["id"], operation_id)
    beyond = connection.exec_driver_sql(query, bounds).first()
    if beyond is not None:
        last = (
            "SELECT o.user, o.verb, o.at FROM changes c JOIN operations o ON o.id = c.operation_id "
            "WHERE c.table_name = ? AND c.row_id = ? AND o.id < ? ORDER BY c.seq DESC LIMIT 1"
        )
        who = connection.exec_driver_sql(last, (*beyond, operation_id)).one()
        raise moved(_operation(entry), who.user, who.verb, who.at)


def _invert(connection: Connection, entry: RowMapping) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for page in _pages_backwards(connection, entry["first_change"], entry["last_change"]):
        for (table, kind), lines in groupby(page, key=lambda line: (line["table_name"], line["kind"])):
            ids_and_images = [(line["row_id"], image(table, line["before"])) for line in lines]
            if kind == "insert":
                listed = json.dumps([row_id for row_id, _ in ids_and_images])
                sql = f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
                connection.exec_driver_sql(sql, (listed,))
            elif kind == "delete":
                _bring_back(connection, table, ids_and_images)
            else:
                _restore(connection, table, ids_and_images)


def _bring_back(connection: Connection, table: str, ids_and_images: list[tuple[int, dict[str, Stored]]]) -> None:
    fields = BY_TABLE[table].fields[1:]
    rows = [(row_id, *(stored.get(name) for name in fields)) for row_id, stored in ids_and_images]
    put_back(connection, BY_TABLE[table], rows)


def _restore(connection: Connection, table: str, ids_and_images: list[tuple[int, dict[str, Stored]]]) -> None:
    """Give rows their former values, the latest change first.

    Changes of names and keys are taken back one by one, as they were made: at no moment two rows have the same one,
    though they may have changed theirs with each other.
    """
    keys = {name for spec in BY_TABLE[table].unique for name in spec}
    for names, group in groupby(ids_and_images, key=lambda pair: tuple(pair[1])):
        if keys.intersection(names):
            settings = ", ".join(f'"{name}" = ?' for name in names)
            rows = [(*stored.values(), row_id) for row_id, stored in group]
            driver(connection).executemany(f"UPDATE {table} SET {settings} WHERE id = ?", rows)
            continue
        earliest = {row_id: (row_id, *stored.values()) for row_id, stored in group}  # a row may have changed twice
        settings = ", ".join(f'"{name}" = v.column{place}' for place, name in enumerate(names, 2))
        sql = f"UPDATE {table} SET {settings} FROM (VALUES {{rows}}) AS v WHERE {table}.id = v.column1"
        write_rows(connection, sql, list(earliest.values()))


def _pages_backwards(connection: Connection, first: int, last: int) -> Iterator[list[RowMapping]]:
    while last >= first:
        low = max(first, last - _PAGE + 1)
        query = select(CHANGES).where(CHANGES.c.seq.between(low, last)).order_by(CHANGES.c.seq.desc())
        yield list(connection.execute(query).mappings())
        last = low - 1
