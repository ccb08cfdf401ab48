"""Prove that a portfolio file is whole, or say what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, select

from patentdesk.core.problems import Problem, Severity
from patentdesk.store.journal import GENESIS, chained, image
from patentdesk.store.schema import BY_TABLE, OPERATIONS


def check_whole(connection: Connection) -> list[Problem]:
    """Return problems: damage_found, reference_broken, journal_broken, journal_gap, value_changed_outside."""
    return [*_damage(connection), *_references(connection), *_chain(connection), *_rows(connection)]


def _damage(connection: Connection) -> Iterator[Problem]:
    for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars():
        if line != "ok":
            yield Problem("damage_found", Severity.ERROR, args={"detail": str(line)})


def _references(connection: Connection) -> Iterator[Problem]:
    for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        args = {"table": table, "row": row_id or 0, "parent": parent}
        yield Problem("reference_broken", Severity.ERROR, args=args)


def _chain(connection: Connection) -> Iterator[Problem]:
    previous, expected = GENESIS, 1
    for entry in connection.execute(select(OPERATIONS).order_by(OPERATIONS.c.id)).mappings().all():
        if entry["first_change"] != expected:
            yield _broken("journal_gap", entry)
        if chained(connection, entry, previous) != entry["hash"]:
            yield _broken("journal_broken", entry)
        previous, expected = entry["hash"], entry["last_change"] + 1
    last = int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM changes").scalar_one())
    if last != expected - 1:
        yield Problem("journal_gap", Severity.ERROR, args={"operation": 0, "verb": "", "user": "", "at": ""})


def _broken(code: str, entry: RowMapping) -> Problem:
    args = {"operation": entry["id"], "verb": entry["verb"], "user": entry["user"], "at": entry["at"][:16]}
    return Problem(code, Severity.ERROR, args=args)


def _rows(connection: Connection) -> Iterator[Problem]:
    """Compare each row with the last that the journal says of it: there or not, and the values that were set last.

    What an added row held that nobody changed since is not in the journal and cannot be proved by it.
    """
    ask = connection.exec_driver_sql
    ask("CREATE TEMP TABLE IF NOT EXISTS newest (tab TEXT, id INTEGER, seq INTEGER, kind TEXT, PRIMARY KEY (tab, id))")
    ask("DELETE FROM temp.newest")
    ask(  # SQLite takes the other columns from the row that holds the greatest seq
        "INSERT INTO temp.newest SELECT table_name, row_id, max(seq), kind FROM changes GROUP BY table_name, row_id"
    )
    for name, mapped in BY_TABLE.items():
        known = f"SELECT 1 FROM temp.newest j WHERE j.tab = '{name}' AND j.id = t.id AND j.kind <> 'delete'"
        stray = f"SELECT t.id FROM {name} t WHERE NOT EXISTS ({known})"
        gone = f"NOT EXISTS (SELECT 1 FROM {name} t WHERE t.id = j.id)"
        lost = f"SELECT j.id FROM temp.newest j WHERE j.tab = '{name}' AND j.kind <> 'delete' AND {gone}"
        for query in (stray, lost):
            for row_id in ask(query).scalars():
                yield _outside(name, row_id, "id")
        edited = (
            f"SELECT c.after AS journal_after, t.* FROM temp.newest j JOIN changes c ON c.seq = j.seq "
            f"JOIN {name} t ON t.id = j.id WHERE j.tab = '{name}' AND j.kind = 'update'"
        )
        for row in ask(edited).mappings():
            for field, value in image(name, row["journal_after"]).items():
                if field in mapped.fields and row[field] != value:
                    yield _outside(name, row["id"], field)
    ask("DROP TABLE temp.newest")


def _outside(table: str, row_id: int, field: str) -> Problem:
    return Problem("value_changed_outside", Severity.ERROR, args={"table": table, "row": row_id, "field": field})
