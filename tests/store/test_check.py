import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.records import Patent
from patentdesk.store.file import PortfolioFile
from patentdesk.triage.records import Decision
from patentdesk.valuation.records import Assumption

pytestmark = pytest.mark.usefixtures("least")

CLOCK = FixedClock(date(2026, 1, 5))
New = Callable[..., PortfolioFile]


def tamper(path: Path, *statements: str) -> None:
    """Change the file behind the program's back: triggers taken away, and put back afterwards."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()


@pytest.fixture(scope="module")
def history(least: None, new: New, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 - one for each
    """Return a portfolio in which much was done and undone, made once; each test spoils a copy of its own."""
    path = tmp_path_factory.mktemp("history") / "history.pdesk"
    with new(path) as file:
        with file.operation("add") as work:
            patent_id = work.add(Patent(title="a"))
            work.add(Assumption(key="rate", value=0.1 + 0.2))
        with file.operation("edit", why="typo") as work:
            work.change(Patent, patent_id, title="b", note="new")
        with file.operation("edit") as work:
            work.change(Patent, patent_id, title="c")
        with file.operation("more") as work:
            gone = work.add(Patent())
        with file.operation("decide") as work:
            decision_id = work.add(Decision(patent_id=patent_id, reason="cheap"))
        with file.operation("sign") as work:
            work.change(Decision, decision_id, signed_by="chen", signed_at=datetime(2026, 1, 5, tzinfo=UTC))
        with file.operation("edit") as work:
            work.change(Patent, gone, title="d")
        file.undo()
        with file.operation("drop") as work:
            work.remove(Patent, [gone])
        file.undo()
        assert file.verify() == []
    return path


EMPTY_INDEX = "INSERT INTO search(search) VALUES ('delete-all')"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE operations SET user = 'nobody' WHERE id = 1", "journal_broken"),
        ("UPDATE operations SET args = '{}' WHERE id = 2", "journal_broken"),
        ("UPDATE operations SET content = '{}' WHERE id = 1", "rows_changed_outside"),
        ("UPDATE operations SET content = 'x' WHERE id = 1", "journal_broken"),
        ('UPDATE changes SET before = \'{"title":"zzz"}\' WHERE operation_id = 2', "journal_broken"),
        ("DELETE FROM changes WHERE operation_id = 1", "journal_broken"),
        ("DELETE FROM operations WHERE id = 2", "journal_gap"),
        ("DELETE FROM operations WHERE id = (SELECT max(id) FROM operations)", "journal_end"),
        ("UPDATE patents SET title = 'secretly' WHERE id = 1", "value_changed_outside"),
        ("UPDATE patents SET note = 'secretly' WHERE id = 1", "value_changed_outside"),
        ("UPDATE patents SET note = 'secretly' WHERE id = 2", "rows_changed_outside"),
        ("UPDATE patents SET office = 'CN' WHERE id = 1", "rows_changed_outside"),
        ("UPDATE decisions SET reason = 'other'", "rows_changed_outside"),
        ("UPDATE decisions SET signed_by = 'other'", "value_changed_outside"),
        ("DELETE FROM patents WHERE id = 1", "row_missing"),
        ("INSERT INTO citations (patent_id) VALUES (1)", "row_stray"),
        ("INSERT INTO events (uid, patent_id) VALUES ('x', 77)", "reference_broken"),
        ("UPDATE operations SET sealed = 0 WHERE sealed = 1", "seal_wrong"),
        ("UPDATE operations SET sealed = 1 WHERE id = 1", "seal_wrong"),
        ("UPDATE operations SET undone_by = NULL WHERE undone_by IS NOT NULL", "undo_state_wrong"),
        ("UPDATE operations SET cleared = 0 WHERE cleared = 1", "undo_state_wrong"),
        ("UPDATE operations SET undone_by = 3 WHERE id = 2", "undo_state_wrong"),
        ("UPDATE operations SET derived = 1 WHERE id = 1", "journal_broken"),
        ("UPDATE changes SET patents = '[]' WHERE seq = 1", "journal_broken"),
        ("PRAGMA ignore_check_constraints = ON; UPDATE patents SET status = 'asleep'", "value_unreadable"),
        ("UPDATE patents SET filing_date = '2026-02-30'", "value_unreadable"),
        ("UPDATE patents SET title_en = CAST(x'fffe41' AS TEXT)", "damage_found"),
        (EMPTY_INDEX, "search_index_wrong"),
    ],
)
def test_verify_tells_what_was_tampered_with(path: Path, history: Path, statement: str, code: str) -> None:
    shutil.copy(history, path)
    tamper(path, *statement.split("; "))
    with PortfolioFile.open(path, clock=CLOCK, user="li", read_only=True) as again:
        found = {problem.code for problem in again.verify()}
        assert code in found
        assert "triggers_wrong" not in found


def test_verify_tells_when_a_trigger_is_gone_or_another(path: Path, file: PortfolioFile) -> None:
    file.close()
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER journal_patents_update")
    connection.close()
    with PortfolioFile.open(path, clock=CLOCK, user="li") as again:
        assert [problem.code for problem in again.verify()] == ["triggers_wrong"]
