"""Prove that a portfolio file is whole, or say what is wrong with it.

What is proved: the file's pages, its references and constraints; that every stored value can be read; that the journal
is one unbroken chain whose lines and rows are those of the time (``store.past``); what undo and redo may take; that the
search index says what the patents say; that the triggers, which keep all this, are the program's own. What no file can
prove by itself is that nobody made the whole chain anew: that shows against the number and hash of an earlier entry
that was noted elsewhere (``PortfolioFile.seal``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.exc import DBAPIError

from patentdesk.core.problems import Problem, Severity
from patentdesk.store import attachments, triggers
from patentdesk.store.codec import UnreadableValueError
from patentdesk.store.connection import driver
from patentdesk.store.journal import GENESIS, chained
from patentdesk.store.past import Past, about
from patentdesk.store.runs import EVERY_LINE
from patentdesk.store.schema import BY_TABLE, OPERATIONS, RECORDS

_NAMED = 20
"""So many rows of one kind of fault are named for each table."""


def check_whole(connection: Connection) -> list[Problem]:
    """Return what is wrong; an empty list proves the file whole.

    Problems: damage_found, reference_broken, value_unreadable, journal_broken, journal_gap, journal_end, row_stray,
    row_missing, value_changed_outside, rows_changed_outside, seal_wrong, undo_state_wrong, search_index_wrong,
    triggers_wrong, content_changed, content_missing.
    """
    checks = (
        *(_damage, _references, _values, _chain, _rows, _past, _undo_state, _search_index, _triggers),
        attachments.unfit,
    )
    return [problem for check in checks for problem in _carefully(check, connection)]


def _carefully(check: Callable[[Connection], Iterator[Problem]], connection: Connection) -> Iterator[Problem]:
    """Yield what a check finds; where the damage keeps it from reading on, that is what it found."""
    try:
        yield from check(connection)
    except (DBAPIError, sqlite3.Error, UnreadableValueError, ValueError) as error:
        detail = str(getattr(error, "orig", None) or error)
        yield Problem("damage_found", Severity.ERROR, args={"detail": detail})


def _damage(connection: Connection) -> Iterator[Problem]:
    for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars():
        if line != "ok":
            yield Problem("damage_found", Severity.ERROR, args={"detail": str(line)})


def _references(connection: Connection) -> Iterator[Problem]:
    for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        args = {"table": table, "row": row_id or 0, "parent": parent}
        yield Problem("reference_broken", Severity.ERROR, args=args)


def _values(connection: Connection) -> Iterator[Problem]:
    """Try to read each value that occurs in fields of days, moments, codes and structures."""
    for mapped in RECORDS:
        for name, codec in mapped.codecs.items():
            if codec.decode is None:
                continue
            query = f'SELECT "{name}", min(id) FROM {mapped.name} WHERE "{name}" IS NOT NULL GROUP BY "{name}"'
            for value, row_id in driver(connection).execute(query):
                try:
                    codec.load(value)
                except UnreadableValueError:
                    args = {"table": mapped.name, "row": row_id, "field": name, "value": str(value)[:40]}
                    yield Problem("value_unreadable", Severity.ERROR, args=args)


def _entries(connection: Connection) -> list[RowMapping]:
    return list(connection.execute(select(OPERATIONS).order_by(OPERATIONS.c.id)).mappings())


def _chain(connection: Connection) -> Iterator[Problem]:
    previous, expected = GENESIS, 1
    for entry in _entries(connection):
        if entry["first_change"] != expected:
            yield about("journal_gap", entry)
        if chained(connection, entry, previous) != entry["hash"]:
            yield about("journal_broken", entry)
        previous, expected = entry["hash"], entry["last_change"] + 1
    last = int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM changes").scalar_one())
    if last != expected - 1:
        yield Problem("journal_end", Severity.ERROR, args={"n": last - expected + 1})


def _rows(connection: Connection) -> Iterator[Problem]:
    """Compare which rows there are with those that the journal says there are."""
    ask, every = connection.exec_driver_sql, EVERY_LINE.format(after=0)
    ask("CREATE TEMP TABLE IF NOT EXISTS newest (tab TEXT, id INTEGER, seq INTEGER, kind TEXT, PRIMARY KEY (tab, id))")
    ask("DELETE FROM temp.newest")
    ask(  # SQLite takes the other columns from the row that holds the greatest seq
        f"INSERT INTO temp.newest SELECT table_name, row_id, max(seq), kind FROM ({every}) GROUP BY table_name, row_id"
    )
    for name in BY_TABLE:
        known = f"SELECT 1 FROM temp.newest j WHERE j.tab = '{name}' AND j.id = t.id AND j.kind <> 'delete'"
        stray = f"SELECT t.id FROM {name} t WHERE NOT EXISTS ({known}) LIMIT {_NAMED}"
        gone = f"NOT EXISTS (SELECT 1 FROM {name} t WHERE t.id = j.id)"
        missing = f"SELECT j.id FROM temp.newest j WHERE j.tab = '{name}' AND j.kind <> 'delete' AND {gone}"
        for code, query in (("row_stray", stray), ("row_missing", f"{missing} LIMIT {_NAMED}")):
            for row_id in ask(query).scalars():
                yield Problem(code, Severity.ERROR, args={"table": name, "row": row_id})
    ask("DROP TABLE temp.newest")


def _past(connection: Connection) -> Iterator[Problem]:
    past = Past(connection)
    for entry in reversed(_entries(connection)):
        yield from past.unfit(entry)


def _undo_state(connection: Connection) -> Iterator[Problem]:
    """Repeat what undo, redo and new work did to the entries' marks, and compare."""
    undone: dict[int, int] = {}
    cleared: set[int] = set()
    entries = _entries(connection)
    for entry in entries:
        if entry["derived"]:
            continue
        if entry["reverses"] is None:
            cleared |= set(undone)
        elif entry["verb"] == "undo":
            undone[entry["reverses"]] = entry["id"]
        else:
            undone.pop(entry["reverses"], None)
    for entry in entries:
        if entry["undone_by"] != undone.get(entry["id"]) or bool(entry["cleared"]) != (entry["id"] in cleared):
            yield about("undo_state_wrong", entry)


def _search_index(connection: Connection) -> Iterator[Problem]:
    """Make the index anew beside the stored one, and compare how often each word stands in each column."""
    raw = driver(connection)
    raw.execute(triggers.search_table("temp.fresh"))
    try:
        raw.execute(triggers.fill_search("temp.fresh"))
        raw.execute("CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab(temp, fresh, col)")
        raw.execute("CREATE VIRTUAL TABLE temp.stored_words USING fts5vocab(main, search, col)")
        pairs = (("fresh", "stored"), ("stored", "fresh"))
        differs = any(
            raw.execute(f"SELECT * FROM {one}_words EXCEPT SELECT * FROM {other}_words LIMIT 1").fetchone()
            for one, other in pairs
        )
    finally:
        for name in ("fresh_words", "stored_words", "fresh"):
            raw.execute(f"DROP TABLE IF EXISTS temp.{name}")
    if differs:
        yield Problem("search_index_wrong", Severity.ERROR)


def _triggers(connection: Connection) -> Iterator[Problem]:
    found = set(connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'").scalars())
    n = len(found ^ set(triggers.statements()))
    if n:
        yield Problem("triggers_wrong", Severity.ERROR, args={"n": n})
