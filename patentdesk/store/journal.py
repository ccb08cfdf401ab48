"""Keep the journal: who did what when, every row before and after, chained by SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, or_, select, update

from patentdesk.store import runs
from patentdesk.store.codec import UnreadableValueError, encode_json, encode_moment
from patentdesk.store.connection import driver
from patentdesk.store.content import content_added, image
from patentdesk.store.schema import BY_TABLE, CHANGES, OPERATIONS, PEN

_PAGE = 5_000
_LINES_AS_TEXT = (
    "SELECT group_concat(line, char(10)) FROM (SELECT printf('%d,%d,%Q,%d,%Q,%Q,%Q,%Q', seq, operation_id, table_name, "
    "row_id, kind, patent_id, before, after) || CASE WHEN coalesce(until_id, patents, images) IS NULL THEN '' ELSE "
    "printf(',%d,%Q,%Q', until_id, CASE length(patents) WHEN length(CAST(patents AS BLOB)) THEN patents ELSE "
    "hex(patents) END, length(images)) END AS line "
    "FROM changes WHERE seq BETWEEN ? AND ? ORDER BY seq)"
)
"""Each line by itself: numbers, and texts in quotation marks that are doubled inside; what is missing is NULL.

A text in quotation marks ends at a NUL sign. So one among the patents is written otherwise; an image is JSON, which
cannot be read with anything behind it.
"""
_IMAGES = "SELECT CAST(images AS BLOB) FROM changes WHERE seq BETWEEN ? AND ? AND images IS NOT NULL ORDER BY seq"
_IN_RUNS = (
    select(func.coalesce(func.sum(CHANGES.c.until_id - CHANGES.c.row_id), 0))
    .where(CHANGES.c.operation_id == OPERATIONS.c.id, CHANGES.c.until_id.is_not(None))
    .scalar_subquery()
)
ENTRIES = select(OPERATIONS, (OPERATIONS.c.last_change - OPERATIONS.c.first_change + 1 + _IN_RUNS).label("rows"))
"""The entries, each with the number of rows that it changed."""
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
    entry = entry_of(connection, operation_id)
    if last < entry["first_change"]:
        return False
    connection.execute(
        update(OPERATIONS)
        .where(OPERATIONS.c.id == operation_id)
        .values(
            last_change=last,
            args=encode_json(args),
            content=encode_json(content_added(connection, entry["first_change"], last)),
            sealed=_seals(connection, entry["first_change"]),
        )
    )
    if entry["reverses"] is None and not entry["derived"]:
        connection.execute(
            update(OPERATIONS).where(OPERATIONS.c.undone_by.is_not(None), OPERATIONS.c.cleared == 0).values(cleared=1)
        )
    link = chained(connection, entry_of(connection, operation_id), previous_hash(connection, operation_id))
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
    found = set(connection.execute(query).scalars())
    bound = connection.execute(last).scalar_one()
    named = ", ".join(f"'{table}'" for table in tables)
    for low, high in runs.patents_touched(connection, f"seq > ? AND table_name IN ({named})", (bound,)):
        found.update(range(low, high + 1))
    return found


def previous_hash(connection: Connection, operation_id: int) -> str:
    """Return the hash of the entry before this one."""
    query = select(OPERATIONS.c.hash).where(OPERATIONS.c.id < operation_id).order_by(OPERATIONS.c.id.desc()).limit(1)
    return connection.execute(query).scalar() or GENESIS


def chained(connection: Connection, entry: RowMapping, previous: str) -> str:
    """Return SHA-256 over the previous hash, the entry and all its lines."""
    names = ("id", "at", "user", "verb", "args", "reverses", "first_change", "last_change", "content")
    digest = hashlib.sha256(previous.encode())
    marks = ["derived"] if entry["derived"] else []
    digest.update(encode_json([*(entry[name] for name in names), *marks]).encode())
    for low in range(entry["first_change"], entry["last_change"] + 1, _PAGE):
        bounds = (low, min(low + _PAGE - 1, entry["last_change"]))
        (text,) = driver(connection).execute(_LINES_AS_TEXT, bounds).fetchone()
        digest.update((text or "").encode("utf-8", "surrogatepass"))
        for (images,) in driver(connection).execute(_IMAGES, bounds):
            digest.update(images)
    return digest.hexdigest()


def seal(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the latest finished entry: who noted them can tell a journal made anew."""
    finished = select(OPERATIONS.c.id, OPERATIONS.c.hash).where(OPERATIONS.c.hash != "")
    found = connection.execute(finished.order_by(OPERATIONS.c.id.desc()).limit(1)).first()
    return (0, GENESIS) if found is None else (found.id, found.hash)


def operation(connection: Connection, operation_id: int) -> Operation | None:
    """Return one entry."""
    return first_of(connection, ENTRIES.where(OPERATIONS.c.id == operation_id))


def operations(
    connection: Connection, limit: int, before: int | None = None, patent_id: int | None = None
) -> list[Operation]:
    """Return entries, newest first: those under the id ``before``, those that touched a patent or what hangs on it."""
    query = ENTRIES.order_by(OPERATIONS.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(OPERATIONS.c.id < before)
    if patent_id is not None:
        singly = select(CHANGES.c.operation_id).where(CHANGES.c.patent_id == patent_id)
        together = runs.operations_about(connection, patent_id)
        query = query.where(or_(OPERATIONS.c.id.in_(singly), OPERATIONS.c.id.in_(together)))
    return [as_operation(row) for row in connection.execute(query).mappings()]


def operations_on(connection: Connection, table: str, after: int, limit: int) -> list[Operation]:
    """Return the entries above the id ``after`` that changed rows of a table, newest first."""
    last = select(func.coalesce(func.max(OPERATIONS.c.last_change), 0)).where(OPERATIONS.c.id <= after)
    about = select(CHANGES.c.operation_id).where(CHANGES.c.seq > last.scalar_subquery(), CHANGES.c.table_name == table)
    query = ENTRIES.where(OPERATIONS.c.id.in_(about)).order_by(OPERATIONS.c.id.desc()).limit(limit)
    return [as_operation(row) for row in connection.execute(query).mappings()]


def added_by(connection: Connection, table: str, row_id: int, patent_id: int) -> str:
    """Return who first added a row that hangs on a patent; '' when the journal does not tell."""
    added = select(CHANGES.c.operation_id).where(CHANGES.c.table_name == table, CHANGES.c.kind == "insert")
    singly = added.where(CHANGES.c.patent_id == patent_id, CHANGES.c.row_id == row_id)
    together = added.where(CHANGES.c.row_id <= row_id, CHANGES.c.until_id >= row_id)
    told = or_(OPERATIONS.c.id.in_(singly), OPERATIONS.c.id.in_(together))
    query = select(OPERATIONS.c.user).where(told).order_by(OPERATIONS.c.id).limit(1)
    return str(connection.execute(query).scalar() or "")


def count_changes(connection: Connection, operation_id: int, table: str) -> int:
    """Return how many rows of a table an operation changed."""
    rows = func.sum(func.coalesce(CHANGES.c.until_id, CHANGES.c.row_id) - CHANGES.c.row_id + 1)
    query = select(func.coalesce(rows, 0)).where(_within(connection, operation_id), CHANGES.c.table_name == table)
    return int(connection.execute(query).scalar_one())


def changes(
    connection: Connection, operation_id: int, limit: int, patent_id: int | None = None, table: str = ""
) -> list[Change]:
    """Return the first changes of an operation; an added row is shown with its present values, if it still stands.

    ``table``: of its rows only. Whose row it was is not known of one that was added together with others and does not
    stand.
    """
    query = select(CHANGES).where(_within(connection, operation_id))
    if patent_id is not None:
        query = query.where(or_(CHANGES.c.patent_id == patent_id, CHANGES.c.until_id.is_not(None)))
    if table:
        query = query.where(CHANGES.c.table_name == table)
    found: list[Change] = []
    for row in connection.execute(query.order_by(CHANGES.c.seq)).mappings():
        if row["until_id"] is None:
            found.append(_change(connection, row))
        else:
            found.extend(_in_run(connection, row, limit - len(found), patent_id))
        if len(found) >= limit:
            break
    return found


def patents_of(connection: Connection, operation_id: int) -> set[int]:
    """Return the ids of the patents that an operation changed, or of which it changed what hangs on them."""
    entry = entry_of(connection, operation_id)
    bounds = (entry["first_change"], entry["last_change"])
    query = select(CHANGES.c.patent_id).distinct().where(CHANGES.c.seq.between(*bounds))
    found = set(connection.execute(query).scalars())
    for low, high in runs.patents_touched(connection, "seq BETWEEN ? AND ?", bounds):
        found.update(range(low, high + 1))
    return found - {None}


def tables(connection: Connection, operation_id: int) -> list[str]:
    """Return the names of the tables that an operation changed."""
    query = select(CHANGES.c.table_name).where(_within(connection, operation_id)).distinct()
    return list(connection.execute(query).scalars())


def first_of(connection: Connection, query: object) -> Operation | None:
    """Return the first entry that a query finds."""
    row = connection.execute(query).mappings().first()  # type: ignore[call-overload]
    return None if row is None else as_operation(row)


def as_operation(row: RowMapping) -> Operation:
    """Return an entry as others see it."""
    return Operation(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        user=row["user"],
        verb=row["verb"],
        args=_args(row["args"]),
        change_count=row["rows"],
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


def _in_run(connection: Connection, row: RowMapping, limit: int, patent_id: int | None) -> Iterator[Change]:
    """Yield the first changes that a run tells of."""
    table, kind = row["table_name"], row["kind"]
    codecs = BY_TABLE[table].codecs
    if patent_id is not None and not runs.tells_of(row["patents"], patent_id):
        return
    for row_id, stored in runs.rows(connection, row, limit, patent_id):
        values = {name: codecs[name].load(value) for name, value in stored.items()}
        owner = row_id if table == "patents" else cast("int | None", stored.get("patent_id"))
        shown = {"before": {name: value for name, value in values.items() if name != "id"}} if kind == "delete" else {
            "after": values}  # fmt: skip
        yield Change(table, row_id, kind, owner, **shown)


def _loaded(table: str, text: str | None) -> dict[str, object]:
    codecs = BY_TABLE[table].codecs
    return {name: codecs[name].load(value) for name, value in image(table, text).items()}


def entry_of(connection: Connection, operation_id: int) -> RowMapping:
    """Return an entry as it is stored."""
    return connection.execute(ENTRIES.where(OPERATIONS.c.id == operation_id)).mappings().one()


def _within(connection: Connection, operation_id: int) -> ColumnElement[bool]:
    """Return the condition that a line belongs to an operation."""
    entry = entry_of(connection, operation_id)
    return CHANGES.c.seq.between(entry["first_change"], entry["last_change"])


def _last_change(connection: Connection) -> int:
    return connection.execute(select(func.max(CHANGES.c.seq))).scalar() or 0


def _seals(connection: Connection, first: int) -> int:
    query = (
        "SELECT EXISTS (SELECT 1 FROM decisions d JOIN changes c ON c.row_id = d.id WHERE c.seq >= ? "
        "AND c.table_name = 'decisions' AND d.signed_at IS NOT NULL "
        "AND (c.kind = 'insert' OR json_extract(c.after, '$.signed_at') IS NOT NULL))"
    )
    return int(connection.exec_driver_sql(query, (first,)).scalar() or 0)
