"""Make a copy of a portfolio as it stood after an earlier entry of its journal.

The copy is made by SQLite's backup; then every later line of the journal is taken back in it at once: for each row
only the first later line says whether it stood there, and the images of all later lines together say with which
values. What is left is a whole portfolio, journal and all, that proves itself like any other (``store.check``).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from patentdesk.core.progress import Progress
from patentdesk.store import triggers
from patentdesk.store.backup import sweep
from patentdesk.store.codec import Stored, encode_moment
from patentdesk.store.connection import driver, engine_for, install_triggers, room_to_write, sentences
from patentdesk.store.content import image
from patentdesk.store.file import PortfolioFile
from patentdesk.store.rows import write_rows
from patentdesk.store.runs import EVERY_LINE, removed
from patentdesk.store.schema import BY_TABLE, RECORDS

_PAGES = 4_000
_LINES = 20_000
_Row = tuple[str, int]


def entry_before(connection: Connection, moment: datetime) -> int:
    """Return the number of the last entry that was made before a moment; 0: none was.

    The journal's order counts, not the clock of whoever wrote: what stands behind the first later entry came later.
    """
    at = encode_moment(moment)
    first = "SELECT min(id) FROM operations WHERE at >= ? AND hash <> ''"
    later = connection.exec_driver_sql(first, (at,)).scalar()
    upto = "SELECT coalesce(max(id), 0) FROM operations WHERE hash <> '' AND (? IS NULL OR id < ?)"
    return int(connection.exec_driver_sql(upto, (later, later)).scalar() or 0)


def first_moment(file: PortfolioFile) -> datetime | None:
    """Return when the first entry was made; None while nothing was done."""
    with file.reading() as reader:
        query = "SELECT at FROM operations WHERE hash <> '' ORDER BY id LIMIT 1"
        at = reader.connection.exec_driver_sql(query).scalar()
    return None if at is None else datetime.fromisoformat(at)


def travel(file: PortfolioFile, moment: datetime, target: Path, progress: Progress) -> int:
    """Write the portfolio as it stood just before a moment to a new file; return the number of its last entry.

    Raises Cancelled, and Refused as for any file that is written; nothing is left at the target then.
    """
    try:
        with sentences(target):
            with file.reading() as reader, closing(sqlite3.connect(target, isolation_level=None)) as copy:
                entry = entry_before(reader.connection, moment)

                def told(_status: int, remaining: int, total: int) -> None:
                    progress.report(total - remaining, total, "step.travel_copy")

                driver(reader.connection).backup(copy, pages=_PAGES, progress=told)
                copy.execute("PRAGMA journal_mode = DELETE")
            engine = engine_for(target, read_only=False)
            try:
                with engine.connect() as connection, room_to_write(driver(connection)):
                    _prepare(driver(connection))
                    with connection.begin():
                        _Return(connection, entry, progress).take_back()
            finally:
                engine.dispose()
    except BaseException:
        with suppress(OSError):
            sweep(target)
        raise
    return entry


def _prepare(raw: sqlite3.Connection) -> None:
    """Let the copy be written without the care that a portfolio needs: whoever fails throws it away."""
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA journal_mode = MEMORY")
    raw.execute("PRAGMA temp_store = FILE")


@dataclass(slots=True)
class _Return:
    """The way back in one copy, up to and including the last line of an entry."""

    connection: Connection
    entry: int
    progress: Progress
    lifted: dict[_Row, dict[str, Stored]] = field(default_factory=dict)
    last: int = field(init=False)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        """Find the last line that stays."""
        kept = "SELECT coalesce(max(last_change), 0) FROM operations WHERE id <= ?"
        self.last = int(self._ask(kept, self.entry))
        self.total = int(self._ask("SELECT count(*) FROM changes WHERE seq > ?", self.last))

    def take_back(self) -> None:
        """Take all later lines back, then the later entries themselves."""
        run = self.connection.exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        anew = self._index_anew()
        for name in names:
            if anew or not name.startswith("search_"):
                run(f'DROP TRIGGER "{name}"')
        self._find_first()
        self._remove_added()
        self._lift()
        self._restore()
        if anew:
            run("INSERT INTO search(search) VALUES ('delete-all')")
            run(triggers.fill_search("search"))
        run("DROP TABLE first")
        run("DELETE FROM changes WHERE seq > ?", (self.last,))
        run("DELETE FROM operations WHERE id > ?", (self.entry,))
        self._mark_undone()
        run("DELETE FROM columns WHERE seq > ?", (self.last,))
        run("UPDATE pen SET operation_id = NULL")
        install_triggers(self.connection)
        self.progress.report(self.total, self.total, "step.travel_rows")

    def _ask(self, query: str, *values: object) -> int:
        return int(self.connection.exec_driver_sql(query, values).scalar() or 0)

    def _index_anew(self) -> bool:
        """Tell whether so many patents differ that making the search index anew is shorter than mending it."""
        touched = self._ask(
            f"SELECT count(DISTINCT row_id) FROM ({EVERY_LINE.format(after=self.last)}) WHERE table_name = 'patents'"
        )
        return 2 * touched > self._ask("SELECT count(*) FROM patents")

    def _find_first(self) -> None:
        """Note for each row the first later line: it alone tells whether the row stood there."""
        run = self.connection.exec_driver_sql
        run("CREATE TEMP TABLE first (tab TEXT, id INTEGER, kind TEXT, PRIMARY KEY (tab, id)) WITHOUT ROWID")
        run(  # SQLite takes the kind from the line with the least seq
            "INSERT INTO first SELECT tab, id, kind FROM (SELECT table_name AS tab, row_id AS id, kind, min(seq) "
            f"FROM ({EVERY_LINE.format(after=self.last)}) GROUP BY table_name, row_id)"
        )

    def _remove_added(self) -> None:
        for mapped in RECORDS:
            self.progress.report(0, self.total, "step.travel_rows")
            added = f"SELECT id FROM first WHERE tab = '{mapped.name}' AND kind = 'insert'"
            self.connection.exec_driver_sql(f"DELETE FROM {mapped.name} WHERE id IN ({added})")

    def _lift(self) -> None:
        """Take out the rows whose name or key changed later, so that no row stands in another's way on going back."""
        for mapped in RECORDS:
            keys = sorted({name for spec in mapped.unique for name in spec})
            if not keys:
                continue
            named = " OR ".join(f"instr(before, '\"{name}\":')" for name in keys)
            rows = self.connection.exec_driver_sql(
                f"SELECT * FROM {mapped.name} WHERE id IN (SELECT row_id FROM changes WHERE seq > ? "
                f"AND table_name = '{mapped.name}' AND kind = 'update' AND ({named}))",
                (self.last,),
            )
            found = {(mapped.name, int(row["id"])): dict(row) for row in rows.mappings()}
            self.lifted.update(found)
            listed = json.dumps([row_id for _, row_id in found])
            lift = f"DELETE FROM {mapped.name} WHERE id IN (SELECT value FROM json_each(?))"
            self.connection.exec_driver_sql(lift, (listed,))

    def _restore(self) -> None:
        """Give the rows that stood there their values of then; some were removed since and come back whole."""
        waiting: dict[_Row, dict[str, Stored]] = {}
        for done, (row, older) in enumerate(self._images()):
            waiting[row] = older
            if len(waiting) >= _LINES:
                self.progress.report(done, self.total, "step.travel_rows")
                self._write(waiting)
                waiting.clear()
        self._write(waiting)

    def _images(self) -> Iterator[tuple[_Row, dict[str, Stored]]]:
        """Yield for each row what it was: the values before its first later changes, one dictionary per row."""
        lines = self.connection.exec_driver_sql(
            "SELECT c.table_name, c.row_id, c.kind, c.before, c.seq FROM first f JOIN changes c "
            "ON c.table_name = f.tab AND c.row_id = f.id WHERE c.seq > ? AND c.until_id IS NULL AND f.kind <> 'insert' "
            "ORDER BY c.table_name, c.row_id, c.seq DESC",
            (self.last,),
        )
        gone = _Removed(self.connection, self.last)
        present: _Row | None = None
        older: dict[str, Stored] = {}
        until = 0
        while batch := lines.fetchmany(_LINES):
            for table, row_id, kind, before, seq in batch:
                if (table, row_id) != present:
                    if present is not None:
                        yield present, older
                    present = (table, row_id)
                    until, older = gone.take(present)
                if seq > until > 0:
                    continue
                if kind == "delete":
                    older = image(table, before)
                elif kind == "update":
                    older.update(image(table, before))
        if present is not None:
            yield present, older
        yield from gone.others()

    def _write(self, rows: dict[_Row, dict[str, Stored]]) -> None:
        by_shape: dict[tuple[str, tuple[str, ...]], list[tuple[Stored, ...]]] = {}
        gone = self._gone(rows)
        for (table, row_id), older in rows.items():
            fields = BY_TABLE[table].fields
            names = fields if (table, row_id) in gone else tuple(name for name in fields if name in older)
            whole = {**self.lifted.get((table, row_id), {}), **older, "id": row_id}
            if names:
                by_shape.setdefault((table, names), []).append(
                    tuple(whole.get(name) for name in ("id", *(one for one in names if one != "id")))
                )
        for (table, names), values in by_shape.items():
            others = [name for name in names if name != "id"]
            if len(others) < len(names):
                listed = ", ".join(f'"{name}"' for name in others)
                write_rows(self.connection, f"INSERT INTO {table} (id, {listed}) VALUES {{rows}}", values)
            else:
                settings = ", ".join(f'"{name}" = v.column{place}' for place, name in enumerate(others, 2))
                sql = f"UPDATE {table} SET {settings} FROM (VALUES {{rows}}) AS v WHERE {table}.id = v.column1"
                write_rows(self.connection, sql, values)

    def _gone(self, rows: dict[_Row, dict[str, Stored]]) -> set[_Row]:
        """Return the rows that no longer stand."""
        by_table: dict[str, list[int]] = {}
        for table, row_id in rows:
            by_table.setdefault(table, []).append(row_id)
        found: set[_Row] = set()
        for table, ids in by_table.items():
            present = self.connection.exec_driver_sql(
                f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
            )
            found |= {(table, row_id) for row_id in set(ids) - set(present.scalars())}
        return found

    def _mark_undone(self) -> None:
        """Give the entries that stay the marks that they had, by going through them once more."""
        run = self.connection.exec_driver_sql
        undone: dict[int, int] = {}
        cleared: set[int] = set()
        for number, verb, reverses in run("SELECT id, verb, reverses FROM operations WHERE derived = 0 ORDER BY id"):
            if reverses is None:
                cleared |= set(undone)
            elif verb == "undo":
                undone[reverses] = number
            else:
                undone.pop(reverses, None)
        run("UPDATE operations SET undone_by = NULL, cleared = 0")
        for number, by in undone.items():
            run("UPDATE operations SET undone_by = ?, cleared = ? WHERE id = ?", (by, number in cleared, number))


@dataclass(slots=True)
class _Removed:
    """The rows that later runs removed, each as the first such run holds it."""

    connection: Connection
    last: int
    taken: set[_Row] = field(default_factory=set)
    runs: list[tuple[str, int, int, int]] = field(default_factory=list)
    """Table, ids from the first to the last, and the line; the earliest lines first."""
    page: tuple[int, dict[int, dict[str, Stored]]] = (0, {})

    def __post_init__(self) -> None:
        """Find the runs."""
        query = (
            "SELECT table_name, row_id, until_id, seq FROM changes WHERE until_id IS NOT NULL AND kind = 'delete' "
            "AND seq > ? ORDER BY seq"
        )
        self.runs.extend(driver(self.connection).execute(query, (self.last,)))

    def take(self, row: _Row) -> tuple[int, dict[str, Stored]]:
        """Return the line that removed a row together with others, and the row; 0 and nothing when none did."""
        table, row_id = row
        for name, low, high, seq in self.runs:
            if name == table and low <= row_id <= high and (found := self._rows(seq).get(row_id)) is not None:
                self.taken.add(row)
                return seq, dict(found)
        return 0, {}

    def others(self) -> Iterator[tuple[_Row, dict[str, Stored]]]:
        """Yield the rows that nobody took and that stood there."""
        for table, _, _, seq in self.runs:
            rows = self._rows(seq)
            stood = f"SELECT id FROM first WHERE tab = '{table}' AND kind = 'delete' AND id BETWEEN ? AND ?"
            for (row_id,) in driver(self.connection).execute(stood, (min(rows), max(rows))).fetchall():
                if row_id in rows and (table, row_id) not in self.taken:
                    self.taken.add((table, row_id))
                    yield (table, row_id), rows[row_id]

    def _rows(self, seq: int) -> dict[int, dict[str, Stored]]:
        if self.page[0] != seq:
            rows = removed(self.connection, seq).by_id()
            self.page = (
                seq,
                {row_id: {name: row[name] for name in row if name != "id"} for row_id, row in rows.items()},
            )
        return self.page[1]
