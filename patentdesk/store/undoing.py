"""Undo and redo operations of the journal by taking their lines back, or say why they stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, RowMapping, select, update

from patentdesk.core.problems import Refused, refuse
from patentdesk.store.adding import put_back
from patentdesk.store.codec import Stored
from patentdesk.store.connection import driver
from patentdesk.store.content import image
from patentdesk.store.journal import Operation, as_operation, entry_of, first_of, operation
from patentdesk.store.rows import write_rows
from patentdesk.store.schema import BY_TABLE, CHANGES, OPERATIONS

_PAGE = 5_000


def undo(connection: Connection, target: Operation, operation_id: int) -> None:
    """Apply the inverse of the target under the running operation.

    Raises Refused 'undo_row_moved' when a later operation that still holds touched one of its rows.
    """
    _refuse_if_moved(connection, target)
    entry = entry_of(connection, target.id)
    _invert(connection, entry)
    _refuse_if_more(connection, entry, operation_id)
    connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == target.id).values(undone_by=operation_id))


def redo(connection: Connection, target: Operation) -> None:
    """Apply the inverse of the target's undoing under the running operation."""
    undoing = entry_of(connection, target.id)["undone_by"]
    _invert(connection, entry_of(connection, undoing))
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
            return as_operation(row)
    return None


def signed_since(connection: Connection, operation_id: int) -> Operation | None:
    """Return the sealed operation that rests on this one, which then stays for ever; None: there is none.

    A signing rests on what set the rows that it changed, and on what added their patent.
    """
    later = select(OPERATIONS.c.id).where(OPERATIONS.c.sealed == 1, OPERATIONS.c.id > operation_id).limit(1)
    if connection.execute(later).first() is None:
        return None
    entry = entry_of(connection, operation_id)
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


def next_redo(connection: Connection) -> Operation | None:
    """Return the operation that was undone last, unless new work has been done since."""
    query = (
        select(OPERATIONS)
        .where(OPERATIONS.c.undone_by.is_not(None), OPERATIONS.c.cleared == 0)
        .order_by(OPERATIONS.c.undone_by.desc())
    )
    return first_of(connection, query.limit(1))


def latest_holding(connection: Connection) -> Operation | None:
    """Return the latest operation that holds and is not sealed, whether or not it can be undone."""
    query = select(OPERATIONS).where(
        OPERATIONS.c.undone_by.is_(None), OPERATIONS.c.reverses.is_(None), OPERATIONS.c.sealed == 0,
        OPERATIONS.c.derived == 0,
    )  # fmt: skip
    return first_of(connection, query.order_by(OPERATIONS.c.id.desc()).limit(1))


def resting(target: Operation, signed: Operation) -> Refused:
    """Return the refusal to undo an operation that a signed decision rests on."""
    at = f"{signed.at:%Y-%m-%d %H:%M}"
    return refuse("undo_signed_since", undoing=target.verb, user=signed.user, verb=signed.verb, at=at)


def _refuse_if_moved(connection: Connection, target: Operation) -> None:
    query = (
        "SELECT o.id, o.user, o.verb, o.at FROM changes l JOIN operations o ON o.id = l.operation_id "
        "WHERE l.seq > :last AND o.undone_by IS NULL AND o.reverses IS NULL AND o.derived = 0 "
        "AND (l.table_name, l.row_id) IN "
        "(SELECT table_name, row_id FROM changes WHERE seq BETWEEN :first AND :last) ORDER BY o.id DESC LIMIT 1"
    )
    entry = entry_of(connection, target.id)
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
        raise moved(as_operation(entry), who.user, who.verb, who.at)


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
