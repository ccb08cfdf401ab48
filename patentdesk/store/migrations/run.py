"""Run the migrations that a portfolio lacks, each in a transaction of its own, after a backup.

The steps are modules of this package, listed in ``STEPS``; they are imported like any other module, so that a frozen
program finds them. A step gets Alembic's operations and writes its own SQL; it imports nothing of the present schema.
Foreign keys are off meanwhile (a rebuilt parent table would delete its children by cascade), rows are counted before
and after, references are checked at the end. Triggers are made anew from the present schema after the last step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from patentdesk.core.problems import refuse
from patentdesk.store import triggers
from patentdesk.store.backup import copy_to
from patentdesk.store.connection import driver, engine_for, install_triggers, room_to_write, sentences
from patentdesk.store.header import APPLICATION_ID
from patentdesk.store.migrations import step_0001


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: it brings a file to ``version`` and may change the row counts of the tables it names."""

    version: int
    upgrade: Callable[[Operations], None]
    recounts: frozenset[str] = frozenset()


STEPS: tuple[Step, ...] = (Step(1, step_0001.upgrade),)


def migrate(path: Path, at: datetime, steps: Sequence[Step] = STEPS) -> Path:
    """Bring a portfolio up to date; return the backup that was made before.

    Raises Refused 'migration_rows' or 'reference_broken' when a step would lose something; the file is then as it was.
    """
    engine = engine_for(path, read_only=False)
    kept = path.with_name(f"{path.stem}.before-update-{at:%Y%m%d-%H%M%S}{path.suffix}")
    try:
        with sentences(path), engine.connect() as connection, room_to_write(driver(connection)):
            copy_to(connection, kept)
            driver(connection).execute("PRAGMA foreign_keys = OFF")
            upgrade(connection, path, steps)
            driver(connection).execute("PRAGMA foreign_keys = ON")
    finally:
        engine.dispose()
    return kept


def upgrade(connection: Connection, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Run the steps that the file lacks in one transaction; foreign keys must be off."""
    if driver(connection).execute("PRAGMA foreign_keys").fetchone() != (0,):
        raise RuntimeError("foreign keys must be off while migrating")
    with connection.begin():
        present = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
        _drop_triggers(connection)
        for step in steps:
            if step.version > present:
                _run(connection, path, step)
        connection.exec_driver_sql(triggers.SEARCH_TABLE)
        install_triggers(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise refuse("reference_broken", table=broken[0], row=broken[1] or 0, parent=broken[2])
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _run(connection: Connection, path: Path, step: Step) -> None:
    before = _counts(connection)
    step.upgrade(Operations(MigrationContext.configure(connection)))
    after = _counts(connection)
    for table, count in before.items():
        if table not in step.recounts and after.get(table) != count:
            raise refuse("migration_rows", file=str(path), table=table, before=count, after=after.get(table, 0))
    connection.exec_driver_sql(f"PRAGMA user_version = {step.version}")


def _counts(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"
    ).scalars()
    return {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()) for name in names.all()
    }


def _drop_triggers(connection: Connection) -> None:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
