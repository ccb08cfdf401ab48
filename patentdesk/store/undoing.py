"""Undo and redo operations of the journal by taking their lines back, or say why they stay."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, RowMapping, select, update

from patentdesk.core.problems import Refused, refuse
from patentdesk.store import runs, triggers
from patentdesk.store.adding import put_back
from patentdesk.store.codec import Stored
from patentdesk.store.connection import driver
from patentdesk.store.content import image
from patentdesk.store.journal import ENTRIES, Operation, as_operation, entry_of, first_of, operation
from patentdesk.store.rows import write_rows
from patentdesk.store.schema import BY_TABLE, CHANGES, OPERATIONS, RECORDS

_PAGE = 5_000
_HOLDING = ENTRIES.where(OPERATIONS.c.undone_by.is_(None), OPERATIONS.c.reverses.is_(None), OPERATIONS.c.derived == 0)


def undo(connection: Connection, target: Operation, operation_id: int) -> None:
    """Apply the inverse of the target under the running operation.

    Raises Refused 'undo_row_moved' when a later operation that still holds touched one of its rows, or when what its
    rows refer to was removed since.
    """
    _refuse_if_moved(connection, target)
    entry = entry_of(connection, target.id)
    _invert(connection, entry)
    _refuse_if_more(connection, entry, operation_id)
    _refuse_if_bereft(connection, entry, operation_id)
    connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == target.id).values(undone_by=operation_id))


def redo(connection: Connection, target: Operation) -> None:
    """Apply the inverse of the target's undoing under the running operation."""
    undoing = entry_of(connection, target.id)["undone_by"]
    _invert(connection, entry_of(connection, undoing))
    connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == target.id).values(undone_by=None))


def next_undo(connection: Connection) -> Operation | None:
    """Return the latest operation that holds and can be undone: no signed decision rests on it."""
    query = _HOLDING.where(OPERATIONS.c.sealed == 0).order_by(OPERATIONS.c.id.desc())
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
        "UNION ALL SELECT 'patents added', patent_id, max(signing) FROM sealed WHERE patent_id IS NOT NULL "
        "GROUP BY 2), "
        f"{runs.as_table('own')} "
        "SELECT t.signing FROM changes c JOIN touched t ON t.row_id = c.row_id AND t.table_name IN "
        "(c.table_name, CASE WHEN c.kind = 'insert' THEN c.table_name || ' added' END) "
        "WHERE c.seq BETWEEN :first AND :last AND c.until_id IS NULL AND (c.table_name = 'patents' OR c.table_name IN "
        "(SELECT table_name FROM touched)) UNION ALL "
        "SELECT t.signing FROM own o JOIN touched t ON t.row_id BETWEEN o.low AND o.high "
        "AND t.table_name IN (o.tab, o.tab || ' added') LIMIT 1"
    )
    bounds = {"id": operation_id, **_bounds(connection, entry)}
    signing = connection.exec_driver_sql(query, bounds).scalar()
    return None if signing is None else operation(connection, int(signing))


def next_redo(connection: Connection) -> Operation | None:
    """Return the operation that was undone last, unless new work has been done since."""
    query = ENTRIES.where(OPERATIONS.c.undone_by.is_not(None), OPERATIONS.c.cleared == 0).order_by(
        OPERATIONS.c.undone_by.desc()
    )
    return first_of(connection, query.limit(1))


def latest(connection: Connection) -> Operation | None:
    """Return the latest operation that holds, whether or not it can be undone."""
    return first_of(connection, _HOLDING.order_by(OPERATIONS.c.id.desc()).limit(1))


def latest_holding(connection: Connection) -> Operation | None:
    """Return the latest operation that holds and is not sealed, whether or not it can be undone."""
    query = _HOLDING.where(OPERATIONS.c.sealed == 0)
    return first_of(connection, query.order_by(OPERATIONS.c.id.desc()).limit(1))


def resting(target: Operation, signed: Operation) -> Refused:
    """Return the refusal to undo an operation that a signed decision rests on."""
    at = f"{signed.at:%Y-%m-%d %H:%M}"
    return refuse("undo_signed_since", undoing=target.verb, user=signed.user, verb=signed.verb, at=at)


def _bounds(connection: Connection, entry: RowMapping) -> dict[str, int | str]:
    """Return the first and the last line of an entry, and the rows of its runs."""
    first, last = entry["first_change"], entry["last_change"]
    own = runs.ranges(connection, "seq BETWEEN ? AND ?", (first, last))
    return {"first": first, "last": last, "own": json.dumps(own)}


def _refuse_if_moved(connection: Connection, target: Operation) -> None:
    query = (
        f"WITH {runs.as_table('own')} "
        "SELECT o.id, o.user, o.verb, o.at FROM changes l JOIN operations o ON o.id = l.operation_id "
        "WHERE l.seq > :last AND o.undone_by IS NULL AND o.reverses IS NULL AND o.derived = 0 AND l.until_id IS NULL "
        "AND ((l.table_name, l.row_id) IN "
        "(SELECT table_name, row_id FROM changes WHERE seq BETWEEN :first AND :last AND until_id IS NULL) "
        f"OR {_within('l', 'own')}) ORDER BY o.id DESC LIMIT 1"
    )
    bounds = _bounds(connection, entry_of(connection, target.id))
    later = connection.exec_driver_sql(query, bounds).mappings().first()
    if later is not None:
        raise moved(target, later["user"], later["verb"], later["at"])


def _within(line: str, ranges: str) -> str:
    """Return the SQL that asks whether the row of a line is one of some ranges."""
    return (
        f"EXISTS (SELECT 1 FROM {ranges} r WHERE r.tab = {line}.table_name AND {line}.row_id BETWEEN r.low AND r.high)"
    )


def moved(target: Operation, user: str, verb: str, at: str) -> Refused:
    """Return the refusal to undo an operation whose rows somebody changed since."""
    return refuse("undo_row_moved", undoing=target.verb, user=user, verb=verb, at=at[:16].replace("T", " "))


def _refuse_if_more(connection: Connection, entry: RowMapping, operation_id: int) -> None:
    """Refuse when the inverse reached rows beyond the operation's own, such as what was hung on an added patent.

    Rows that only derived operations touched go with what they were derived from.
    """
    of_derived = "SELECT id FROM operations WHERE derived = 1 AND id > :target"
    of_holding = (
        "SELECT id FROM operations WHERE derived = 0 AND reverses IS NULL AND undone_by IS NULL "
        "AND id > :target AND id < :present"
    )
    query = (
        f"WITH {runs.as_table('own')}, {runs.as_table('made')}, {runs.as_table('kept')}, "
        "reached AS (SELECT table_name, row_id FROM changes WHERE until_id IS NULL "
        "AND seq >= (SELECT first_change FROM operations WHERE id = :present) "
        "EXCEPT SELECT table_name, row_id FROM changes WHERE seq BETWEEN :first AND :last), "
        f"made_singly AS (SELECT table_name, row_id FROM changes WHERE operation_id IN ({of_derived})), "
        f"kept_singly AS (SELECT table_name, row_id FROM changes WHERE operation_id IN ({of_holding})) "
        f"SELECT table_name, row_id FROM reached l WHERE NOT {_within('l', 'own')} AND "
        f"(((table_name, row_id) NOT IN (SELECT * FROM made_singly) AND NOT {_within('l', 'made')}) "
        f"OR (table_name, row_id) IN (SELECT * FROM kept_singly) OR {_within('l', 'kept')}) LIMIT 1"
    )
    ends = {"target": entry["id"], "present": operation_id}
    derived = runs.ranges(connection, f"operation_id IN ({of_derived})", ends)
    holding = runs.ranges(connection, f"operation_id IN ({of_holding})", ends)
    bounds = {**ends, **_bounds(connection, entry), "made": json.dumps(derived), "kept": json.dumps(holding)}
    beyond = connection.exec_driver_sql(query, bounds).first()
    if beyond is not None:
        raise _moved_last(connection, entry, operation_id, *beyond)


def _refuse_if_bereft(connection: Connection, entry: RowMapping, operation_id: int) -> None:
    """Refuse when a row that came back, or got its former value, refers to one that was removed since."""
    parents = ", ".join(sorted({f"'{parent}'" for mapped in RECORDS for parent, _ in mapped.references.values()}))
    later = f"seq > :last AND operation_id < :present AND kind = 'delete' AND table_name IN ({parents})"
    bounds = {"last": entry["last_change"], "present": operation_id}
    singly = f"SELECT table_name, row_id, row_id FROM changes WHERE {later} AND until_id IS NULL"
    removed = [*map(tuple, connection.exec_driver_sql(singly, bounds)), *runs.ranges(connection, later, bounds)]
    by_table = {table: json.dumps([one for one in removed if one[0] == table]) for table in {one[0] for one in removed}}
    for mapped in RECORDS:
        for name, (parent, _) in mapped.references.items():
            if parent not in by_table:
                continue
            query = (
                f'WITH {runs.as_table("gone")} SELECT c."{name}" FROM gone CROSS JOIN {mapped.name} c '
                f'ON c."{name}" BETWEEN gone.low AND gone.high '
                f'WHERE NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = c."{name}") LIMIT 1'
            )
            missing = connection.exec_driver_sql(query, {"gone": by_table[parent]}).scalar()
            if missing is not None:
                raise _moved_last(connection, entry, operation_id, parent, int(missing))


def _moved_last(connection: Connection, entry: RowMapping, operation_id: int, table: str, row_id: int) -> Refused:
    """Return the refusal that names who touched a row last before the running operation."""
    last = (
        "SELECT o.user, o.verb, o.at FROM changes c JOIN operations o ON o.id = c.operation_id "
        "WHERE c.table_name = ? AND ? BETWEEN c.row_id AND coalesce(c.until_id, c.row_id) AND o.id < ? "
        "ORDER BY c.seq DESC LIMIT 1"
    )
    who = connection.exec_driver_sql(last, (table, row_id, operation_id)).one()
    return moved(as_operation(entry), who.user, who.verb, who.at)


def _invert(connection: Connection, entry: RowMapping) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    anew = _index_anew(connection, entry)
    for page in _pages_backwards(connection, entry["first_change"], entry["last_change"]):
        for (table, kind, until), group in groupby(page, key=itemgetter("table_name", "kind", "until_id")):
            lines = list(group)
            if until is not None:
                _invert_run(connection, lines, words=not anew)
                continue
            ids_and_images = [(line["row_id"], image(table, line["before"])) for line in lines]
            if kind == "insert":
                listed = json.dumps([row_id for row_id, _ in ids_and_images])
                sql = f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
                connection.exec_driver_sql(sql, (listed,))
            elif kind == "delete":
                _bring_back(connection, table, ids_and_images)
            else:
                _restore(connection, table, ids_and_images)
    if anew:
        connection.exec_driver_sql("INSERT INTO search(search) VALUES ('delete-all')")
        connection.exec_driver_sql(triggers.fill_search("search"))


def _invert_run(connection: Connection, lines: Sequence[RowMapping], *, words: bool) -> None:
    for line in lines:
        mapped = BY_TABLE[line["table_name"]]
        if line["kind"] == "insert":
            runs.remove(connection, mapped, range(line["row_id"], line["until_id"] + 1), words=words)
        else:
            put_back(connection, mapped, *runs.removed(connection, line["seq"]))


def _index_anew(connection: Connection, entry: RowMapping) -> bool:
    """Tell whether so many patents are taken away that making the search index anew is shorter than mending it."""
    added = "seq BETWEEN ? AND ? AND kind = 'insert' AND table_name = 'patents'"
    found = runs.ranges(connection, added, (entry["first_change"], entry["last_change"]))
    count = sum(high - low + 1 for _, low, high in found)
    return count > 0 and 2 * count > int(connection.exec_driver_sql("SELECT count(*) FROM patents").scalar_one())


def _bring_back(connection: Connection, table: str, ids_and_images: list[tuple[int, dict[str, Stored]]]) -> None:
    mapped = BY_TABLE[table]
    rows = [(row_id, *(stored.get(name) for name in mapped.fields[1:])) for row_id, stored in ids_and_images]
    put_back(connection, mapped, mapped.fields, rows)


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
    """Yield the lines, the last one first, without the rows that runs removed: those are read one run at a time."""
    told = [column for column in CHANGES.c if column.name != "images"]
    while last >= first:
        low = max(first, last - _PAGE + 1)
        query = select(*told).where(CHANGES.c.seq.between(low, last)).order_by(CHANGES.c.seq.desc())
        yield list(connection.execute(query).mappings())
        last = low - 1
