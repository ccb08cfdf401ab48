"""Prove that a portfolio file is whole, or say what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, select

from patentdesk.core.problems import Problem, Severity
from patentdesk.store.journal import GENESIS, chained
from patentdesk.store.schema import OPERATIONS


def check_whole(connection: Connection) -> list[Problem]:
    """Return problems: file_damaged, reference_broken, journal_broken, journal_gap, operation_unfinished."""
    return [*_damage(connection), *_references(connection), *_chain(connection)]


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
