"""Read by the driver alone what the full reader reads, and nothing of a file that this version does not know."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import DifferenceState, Status
from patentdesk.portfolio.records import Difference, Organisation, Patent
from patentdesk.store.file import PortfolioFile
from patentdesk.store.header import SCHEMA_VERSION
from patentdesk.store.plainreader import read_plainly

RECORDS = [
    Organisation(name="比亚迪"),
    Patent(title="一种电池", status=Status.GRANTED, filing_date=date(2020, 1, 2), claims_count=7, member_id=1),
    Patent(title="b"),
    Deadline(patent_id=1, rule_id="r", due_date=date(2027, 1, 1), verified_at=datetime(2026, 1, 2, tzinfo=UTC)),
    Deadline(patent_id=2, rule_id="r", state=DeadlineState.DONE, hard=False, year=3),
    Difference(patent_id=2, field_name="title", held="b", told="c"),
]


@pytest.fixture
def filled(file: PortfolioFile) -> PortfolioFile:
    with file.operation("fill") as work:
        work.add_all(RECORDS)
    return file


@pytest.mark.parametrize("record", [Organisation, Patent, Deadline, Difference])
def test_records_are_those_that_the_full_reader_gives(filled: PortfolioFile, record: type) -> None:
    with filled.reading() as reader:
        whole = reader.select(record, order=("id",))
    assert whole
    assert read_plainly(filled.path, lambda plain: plain.first(record, 10)) == whole
    assert read_plainly(filled.path, lambda plain: plain.first(record, 1)) == whole[:1]
    assert read_plainly(filled.path, lambda plain: plain.select(record, id=[one.id for one in whole])) == whole


def test_conditions_are_those_of_the_full_reader(filled: PortfolioFile) -> None:
    for asked in ({"patent_id": [2, 1], "state": DeadlineState.DONE}, {"patent_id": []}, {"patent_id": {1}}):
        with filled.reading() as reader:
            whole = reader.select(Deadline, **asked)  # type: ignore[arg-type]
        assert read_plainly(filled.path, lambda plain, asked=asked: plain.select(Deadline, **asked)) == whole  # type: ignore[misc]
    found = read_plainly(filled.path, lambda plain: plain.select(Difference, state=DifferenceState.OPEN))
    assert [one.field_name for one in found or ()] == ["title"]


def test_what_was_written_last_is_read_while_the_writer_has_the_file(filled: PortfolioFile) -> None:
    with filled.operation("edit") as work:
        work.change(Patent, 1, title="neu")
        before = read_plainly(filled.path, lambda plain: plain.first(Patent, 1))
    after = read_plainly(filled.path, lambda plain: plain.first(Patent, 1))
    assert [[one.title for one in found or ()] for found in (before, after)] == [["一种电池"], ["neu"]]


@pytest.mark.parametrize(
    "spoil",
    [
        f"PRAGMA user_version = {SCHEMA_VERSION + 1}",
        f"PRAGMA user_version = {SCHEMA_VERSION - 1}",
        "PRAGMA application_id = 7",
        "UPDATE patents SET filing_date = 'soon' WHERE id = 1",
        "DROP TABLE deadlines",
    ],
)
def test_what_is_not_of_this_version_or_damaged_is_left_to_the_opening(filled: PortfolioFile, spoil: str) -> None:
    filled.close()
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute(spoil)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert read_plainly(filled.path, lambda plain: (plain.first(Patent, 9), plain.first(Deadline, 9))) is None


def test_no_file_no_portfolio_and_a_folder_are_left_to_the_opening(tmp_path: Path) -> None:
    (tmp_path / "text.pdesk").write_text("no portfolio")
    for path in (tmp_path / "missing.pdesk", tmp_path / "text.pdesk", tmp_path):
        assert read_plainly(path, lambda plain: plain.first(Patent, 1)) is None
