import shutil
import sqlite3
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Event, Party, Patent
from patentdesk.store import runs
from patentdesk.store.file import PortfolioFile
from patentdesk.triage.records import Decision
from patentdesk.valuation.records import Assumption

CLOCK = FixedClock(date(2026, 1, 5))
COUNT = 2_500


def fill(file: PortfolioFile, count: int = COUNT) -> list[int]:
    with file.operation("import") as work:
        ids = work.add_all([Patent(title=f"冷却板 {number}") for number in range(count)])
        work.add_all([Party(patent_id=one, name=f"张{one}") for one in ids])
    return ids


def lines(file: PortfolioFile) -> list[tuple[object, ...]]:
    with file.reading() as reader:
        query = "SELECT operation_id, table_name, kind, row_id, until_id, patents FROM changes ORDER BY seq"
        return [tuple(row) for row in reader.connection.exec_driver_sql(query)]


def test_many_rows_have_one_line(file: PortfolioFile) -> None:
    ids = fill(file)
    assert ids == list(range(1, COUNT + 1))
    whole = f"[[1,{COUNT}]]"
    assert lines(file) == [
        (1, "patents", "insert", 1, COUNT, whole),
        (1, "parties", "insert", 1, COUNT, whole),
    ]
    (entry,) = file.journal()
    assert entry.change_count == 2 * COUNT
    assert file.verify() == []


def test_a_patent_finds_what_happened_to_it_together_with_others(file: PortfolioFile) -> None:
    ids = fill(file)
    fill(file, 10)
    with file.operation("edit") as work:
        work.change(Patent, ids[7], title="新")
    assert [entry.verb for entry in file.journal(patent_id=ids[7])] == ["edit", "import"]
    first = file.journal()[-1].id
    told = file.changes(first, patent_id=ids[7])
    assert [(one.table, one.row_id, one.kind, one.patent_id) for one in told] == [
        ("patents", ids[7], "insert", ids[7]),
        ("parties", ids[7], "insert", ids[7]),
    ]
    assert told[0].after["title"] == "新"
    assert [one.row_id for one in file.changes(first, limit=3)] == [1, 2, 3]
    assert len(file.changes(first, limit=COUNT + 5)) == COUNT + 5
    assert file.changes(first, patent_id=ids[-1] + 5) == []


def test_what_was_taken_back_together_is_still_told(file: PortfolioFile) -> None:
    ids = fill(file)
    file.undo()
    undoing = file.journal(1)[0]
    assert undoing.change_count == 2 * COUNT
    told = file.changes(undoing.id, patent_id=ids[7])
    assert [(one.table, one.kind, one.patent_id) for one in told] == [
        ("parties", "delete", ids[7]),
        ("patents", "delete", ids[7]),
    ]
    assert told[1].before["title"] == "冷却板 7"
    assert [one.after for one in file.changes(1, limit=2)] == [{}, {}]
    assert [entry.verb for entry in file.journal(patent_id=ids[7])] == ["undo", "import"]


def test_an_import_that_somebody_worked_on_stays(file: PortfolioFile) -> None:
    ids = fill(file)
    import_id = file.journal(1)[0].id
    with file.operation("edit") as work:
        work.change(Patent, ids[-1], title="新")
    with pytest.raises(Refused) as caught:
        file.undo(import_id)
    assert caught.value.problem.code == "undo_row_moved"
    file.undo()
    with file.operation("hang_on") as work:
        work.add(Event(patent_id=ids[3]))
    with pytest.raises(Refused) as caught:
        file.undo(import_id)
    assert (caught.value.problem.code, caught.value.problem.args["verb"]) == ("undo_row_moved", "hang_on")
    assert file.verify() == []


def test_what_was_derived_from_an_import_goes_with_it(file: PortfolioFile) -> None:
    ids = fill(file)
    with file.derivation("derive") as work:
        work.add_all([Event(patent_id=one, kind="filing") for one in ids])
    file.undo()
    with file.reading() as reader:
        assert (reader.count(Patent), reader.count(Event)) == (0, 0)
    assert file.verify() == []


@pytest.mark.parametrize("others", [10, 2 * COUNT])
def test_the_search_index_follows_an_undone_and_redone_import(file: PortfolioFile, others: int) -> None:
    kept = fill(file, others)
    ids = fill(file)
    file.undo()
    with file.reading() as reader:
        assert reader.find(parse("冷却")).tolist() == kept
    assert file.verify() == []
    file.redo()
    with file.reading() as reader:
        assert sorted(reader.find(parse("冷却")).tolist()) == sorted([*kept, *ids])
    assert file.verify() == []


def test_rows_that_were_touched_together_are_told(file: PortfolioFile) -> None:
    ids = fill(file)
    with file.reading() as reader:
        assert reader.touched_since(0, (Party,)) == set(ids)
        assert reader.touched_since(0, (Event,)) == set()
        assert reader.touched_since(1, (Party, Patent)) == set()


@pytest.fixture(scope="module")
def taken_back(new: Callable[..., PortfolioFile], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sound portfolio with one import, and another that was taken back; a test damages a copy."""
    path = tmp_path_factory.mktemp("taken") / "back.pdesk"
    with new(path) as file:
        fill(file)
        fill(file, 300)
        file.undo()
        assert file.verify() == []
    return path


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE patents SET title = 'secretly' WHERE id = 70", "rows_changed_outside"),
        ("DELETE FROM parties WHERE id = 1400", "row_missing"),
        ("UPDATE changes SET until_id = until_id - 1 WHERE table_name = 'parties'", "journal_broken"),
        ("UPDATE changes SET patents = '[]' WHERE table_name = 'parties'", "journal_broken"),
        ("UPDATE changes SET patents = patents || char(0) || 'x' WHERE table_name = 'parties'", "journal_broken"),
        ("UPDATE changes SET images = other WHERE kind = 'delete'", "journal_broken"),
        ("UPDATE changes SET images = randomblob(length(images)) WHERE kind = 'delete'", "journal_broken"),
        ("UPDATE changes SET images = 'x' WHERE kind = 'delete'", "damage_found"),
        ("UPDATE changes SET images = NULL WHERE kind = 'delete'", "damage_found"),
    ],
)
def test_verify_proves_runs(path: Path, taken_back: Path, statement: str, code: str) -> None:
    shutil.copy(taken_back, path)
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    forged = zlib.compress(b'["id"]\n[3]').hex()
    connection.execute(statement.replace("other", f"x'{forged}'"))
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
    with PortfolioFile.open(path, clock=CLOCK, user="li", read_only=True) as again:
        assert code in {problem.code for problem in again.verify()}


@given(st.sets(st.integers(1, 60)))
def test_spans_hold_just_the_numbers(numbers: set[int]) -> None:
    told = runs.spans(numbers)
    assert {one for one in range(70) if runs.tells_of(told, one)} == numbers


def test_a_row_that_went_before_is_not_counted_among_those_taken_back(file: PortfolioFile) -> None:
    ids = fill(file)
    import_id = file.journal(1)[0].id
    with file.derivation("derive") as work:
        assert work.remove(Party, [400, 401, 700]) == 3
    file.undo(import_id)
    undoing = file.journal(1)[0]
    told = file.changes(undoing.id, limit=3 * COUNT)
    assert undoing.change_count == len(told) == 2 * COUNT - 3
    assert {one.row_id for one in told if one.table == "parties"} == {*ids} - {400, 401, 700}
    assert file.verify() == []


@pytest.mark.parametrize("forged", [b'["id","title"]\n[2501]', b'["id","odd"]\n[2501,1]', b'["id"]\n[2501', b"[]", b""])
def test_rows_that_cannot_be_read_are_not_brought_back(path: Path, taken_back: Path, forged: bytes) -> None:
    shutil.copy(taken_back, path)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE changes SET images = ? WHERE table_name = 'patents' AND kind = 'delete'",
                           (zlib.compress(forged),))  # fmt: skip
    connection.close()
    with PortfolioFile.open(path, clock=CLOCK, user="li") as again:
        with pytest.raises(Refused) as caught:
            again.redo()
        assert caught.value.problem.code == "file_value_damaged"
        with again.reading() as reader:
            assert reader.count(Patent) == COUNT


def test_a_signature_is_found_among_many_decisions(file: PortfolioFile) -> None:
    ids = fill(file, 2 * runs.LEAST)
    signed = {ids[-1]: datetime(2026, 1, 5, tzinfo=UTC)}
    with file.operation("decide") as work:
        work.add_all([Decision(patent_id=one, signed_at=signed.get(one), signed_by="li") for one in ids])
    assert file.journal(1)[0].sealed
    assert file.undo_title() is None
    assert file.verify() == []


def test_real_numbers_come_back_to_the_last_bit(file: PortfolioFile) -> None:
    chance = Random(7)
    numbers = [5e-324, 0.1 + 0.2, 1.7976931348623157e308, *(chance.random() ** 9 for _ in range(2 * runs.LEAST))]
    with file.operation("assume") as work:
        work.add_all([Assumption(key=f"k{place}", low=number) for place, number in enumerate(numbers)])
    file.undo()
    told = file.changes(file.journal(1)[0].id, limit=len(numbers))
    assert {one.row_id: one.before["low"] for one in told} == dict(enumerate(numbers, 1))
    file.redo()
    with file.reading() as reader:
        assert reader.column(Assumption, "low") == numbers
    assert file.verify() == []
