import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlalchemy import Column, Text

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Event, Patent
from patentdesk.store.connection import engine_for
from patentdesk.store.file import PortfolioFile
from patentdesk.store.header import SCHEMA_VERSION
from patentdesk.store.migrations import freeze
from patentdesk.store.migrations.run import STEPS, Step, migrate, upgrade

CLOCK = FixedClock(date(2026, 1, 5))


def schema(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: " ".join(sql.replace("IF NOT EXISTS ", "").split()) for name, sql in rows}


def run(path: Path, steps: Sequence[Step]) -> None:
    engine = engine_for(path, read_only=False)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA foreign_keys = OFF")
        upgrade(connection, path, steps)
    engine.dispose()


def test_the_steps_lead_to_the_present_schema(tmp_path: Path, path: Path, file: PortfolioFile) -> None:
    file.close()
    stepped = tmp_path / "stepped.pdesk"
    stepped.touch()
    run(stepped, STEPS)
    assert len(schema(path)) > 100
    assert schema(stepped) == schema(path)
    assert [step.version for step in STEPS] == list(range(1, SCHEMA_VERSION + 1))
    with PortfolioFile.open(stepped, clock=CLOCK, user="li") as opened:
        with opened.operation("add") as work:
            work.add(Patent())
        assert opened.verify() == []


def test_the_first_step_is_the_frozen_schema() -> None:
    """Before the first release: `python -m patentdesk.store.migrations.freeze` writes it anew."""
    assert Path(freeze.__file__).with_name("step_0001.py").read_text(encoding="utf-8") == freeze.frozen()


def _rebuild_patents(operations: Operations) -> None:
    with operations.batch_alter_table("patents", recreate="always") as batch:
        batch.add_column(Column("colour", Text))


def _lose_events(operations: Operations) -> None:
    operations.execute("DELETE FROM events WHERE id = 1")


def _fill(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        patent_id = work.add(Patent(title="kept"))
        work.add_all([Event(patent_id=patent_id), Event(patent_id=patent_id)])
    file.close()


def test_rebuilding_a_parent_keeps_its_children_and_a_backup(path: Path, file: PortfolioFile) -> None:
    _fill(file)
    kept = migrate(path, CLOCK.now(), (*STEPS, Step(2, _rebuild_patents)))
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM events").fetchone() == (2,)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()
    with PortfolioFile.open(kept, clock=CLOCK, user="li") as backup, backup.reading() as reader:
        assert [patent.title for patent in reader.select(Patent)] == ["kept"]


def test_a_step_that_loses_rows_is_refused_and_the_file_stays(path: Path, file: PortfolioFile) -> None:
    _fill(file)
    with pytest.raises(Refused) as caught:
        migrate(path, CLOCK.now(), (*STEPS, Step(2, _lose_events)))
    assert caught.value.problem.code == "migration_rows"
    assert caught.value.problem.args["table"] == "events"
    with PortfolioFile.open(path, clock=CLOCK, user="li") as again:
        assert again.verify() == []
        with again.reading() as reader:
            assert reader.count(Event) == 2


def test_a_full_file_without_a_version_is_refused_and_stays(path: Path, file: PortfolioFile) -> None:
    file.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        PortfolioFile.open(path, clock=CLOCK, user="li")
    assert caught.value.problem.code == "file_damaged"
    assert path.read_bytes() == before


def test_an_older_file_is_brought_up_to_date_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.pdesk"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 1346652977")
    connection.execute("PRAGMA user_version = 0")
    connection.execute("VACUUM")
    connection.close()
    with pytest.raises(Refused) as caught:
        PortfolioFile.open(path, clock=CLOCK, user="li", read_only=True)
    assert caught.value.problem.code == "file_older"
    with PortfolioFile.open(path, clock=CLOCK, user="li") as file:
        assert file.verify() == []
    assert any("before-update" in item.name for item in tmp_path.iterdir())
