import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import Segment, Status
from patentdesk.portfolio.records import Event, Family, HandMade, ImportedFile, Organisation, Patent, Provenance
from patentdesk.store.connection import as_refusal
from patentdesk.store.file import Between, PortfolioFile
from patentdesk.store.schema import RECORDS
from patentdesk.triage.records import Decision, DecisionCode, Review, ReviewItem
from patentdesk.valuation.records import Assumption

CLOCK = FixedClock(date(2026, 1, 5))


def refusal(path: Path, **options: bool) -> str:
    with pytest.raises(Refused) as caught:
        PortfolioFile.open(path, clock=CLOCK, user="wang", **options)
    return caught.value.problem.code


def test_every_record_comes_back_as_it_was_stored(file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        family_id = work.add(Family(key="x"))
        member_id = work.add(Organisation(name="比亚迪"))
        whole = Patent(
            family_id=family_id, member_id=member_id, segment=Segment.BATTERY, claims_count=0, note="\x00a\u2028"
        )
        patent_id = work.add(whole)
        deadline = Deadline(patent_id=patent_id, state=DeadlineState.DONE, hard=False)
        deadline_id = work.add(deadline)
        decided = datetime(2026, 1, 5, 3, 4, 5, 678, tzinfo=UTC)
        decision = Decision(patent_id=patent_id, code=DecisionCode.DROP, decided_at=decided)
        decision_id = work.add(decision)
        assumption = Assumption(key="royalty", value=0.1 + 0.2)
        assumption_id = work.add(assumption)
    with file.reading() as reader:
        found = reader.get(Patent, patent_id)
        assert found is not None
        assert found == Patent(**{**_values(whole), "id": patent_id})
        assert reader.get(Deadline, deadline_id) == Deadline(**{**_values(deadline), "id": deadline_id})
        assert reader.get(Decision, decision_id) == Decision(**{**_values(decision), "id": decision_id})
        assert reader.get(Assumption, assumption_id) == Assumption(**{**_values(assumption), "id": assumption_id})


def _values(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}  # type: ignore[attr-defined]


def test_every_record_type_can_be_selected(file: PortfolioFile) -> None:
    with file.reading() as reader:
        assert [reader.select(mapped.record) for mapped in RECORDS] == [[]] * len(RECORDS)


def test_conditions(file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        ids = work.add_all(Patent(title=f"t{n}", filing_date=date(2020, 1, n), member_id=None) for n in range(1, 6))
    with file.reading() as reader:
        assert reader.count(Patent, id=ids[:2]) == 2
        assert reader.count(Patent, id=np.array(ids[:3])) == 3
        assert reader.count(Patent, title={"t1", "t5", "t9"}) == 2
        assert reader.count(Patent, id=list(range(100_000))) == 5
        assert reader.count(Patent, member_id=None, title="t1") == 1
        assert reader.count(Patent, title=[]) == 0
        assert reader.count(Patent, member_id=[None, 7]) == 5
        assert reader.count(Patent, filing_date=Between(date(2020, 1, 2), date(2020, 1, 4))) == 3
        assert reader.count(Patent, filing_date=Between(date(2020, 1, 4))) == 2
        assert [p.title for p in reader.select(Patent, order=("-filing_date",), limit=2, offset=1)] == ["t4", "t3"]
        assert [p.id for p in reader.iterate(Patent)] == ids
        assert reader.column(Patent, "filing_date", id=ids[0]) == [date(2020, 1, 1)]


def test_a_change_to_the_same_value_is_none_and_leaves_no_entry(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        patent_id = work.add(Patent(title="a"))
    with file.operation("same") as work:
        assert not work.change(Patent, patent_id, title="a", segment=None)
        with pytest.raises(LookupError):
            work.change(Patent, 99, title="b")
    assert [entry.verb for entry in file.journal()] == ["add"]


def test_an_exception_rolls_everything_back(file: PortfolioFile) -> None:
    def fail() -> None:
        with file.operation("fails") as work:
            work.add(Patent())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with file.reading() as reader:
        assert reader.count(Patent) == 0
    assert file.journal() == []
    assert file.verify() == []


def test_constraints_hold(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        patent_id = work.add(Patent())
        work.add(HandMade(patent_id=patent_id, field_name="title"))
    for faulty in (HandMade(patent_id=patent_id, field_name="title"), Event(patent_id=99), Patent(member_id=99)):
        with pytest.raises(Exception, match="constraint failed"), file.operation("bad") as work:
            work.add(faulty)
    with pytest.raises(ValueError, match="bogus"), file.operation("bad") as work:
        work.change(Patent, patent_id, status="bogus")


@pytest.mark.parametrize("setting", ["status = 'asleep'", "segment = ''", "right_type = 'INVENTION'"])
def test_the_file_itself_takes_every_code_and_nothing_else_for_one(file: PortfolioFile, setting: str) -> None:
    with file.operation("add") as work:
        work.add_all(Patent(status=status) for status in Status)
        work.add_all(Patent(segment=segment) for segment in Segment)
    with pytest.raises(Exception, match="CHECK constraint failed"), file.operation("bad") as work:
        work.connection.exec_driver_sql(f"UPDATE patents SET {setting}")


def test_nothing_changes_outside_an_operation(file: PortfolioFile) -> None:
    with pytest.raises(Exception, match="NOT NULL"), file.reading() as reader:
        reader.connection.exec_driver_sql("INSERT INTO families (uid, kind, key) VALUES ('a', 'simple', 'b')")


def test_operations_do_not_nest(file: PortfolioFile) -> None:
    with file.operation("outer") as work:
        work.add(Patent())
        with pytest.raises(RuntimeError, match="inside"), file.operation("inner"):
            pass


def test_a_reader_keeps_its_snapshot_while_another_writes(file: PortfolioFile) -> None:
    with file.reading() as reader:
        with file.operation("add") as work:
            work.add(Patent())
        assert reader.count(Patent) == 0
    with file.reading() as reader:
        assert reader.count(Patent) == 1


def test_it_is_all_there_after_closing(path: Path, file: PortfolioFile) -> None:
    with file.operation("add") as work:
        work.add(Patent(title="kept"))
    file.close()
    file.close()
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    with PortfolioFile.open(path, clock=CLOCK, user="wang") as again, again.reading() as reader:
        assert [item.title for item in reader.select(Patent)] == ["kept"]


def test_pragmas(file: PortfolioFile) -> None:
    with file.reading() as reader:
        ask = reader.connection.exec_driver_sql
        assert ask("PRAGMA foreign_keys").scalar() == 1
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA synchronous").scalar() == 2
        assert ask("PRAGMA application_id").scalar() == 0x50444B31


def test_what_is_not_a_portfolio_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.pdesk") == "file_missing"
    assert refusal(tmp_path / "no" / "folder.pdesk") == "folder_missing"
    assert refusal(tmp_path) == "file_is_folder"
    for content in (b"", b"hello", b"PK\x03\x04" * 100):
        (tmp_path / "x.pdesk").write_bytes(content)
        assert refusal(tmp_path / "x.pdesk") == "file_not_portfolio"
        assert (tmp_path / "x.pdesk").read_bytes() == content
    other = tmp_path / "other.pdesk"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    before = other.read_bytes()
    assert refusal(other) == "file_not_portfolio"
    assert other.read_bytes() == before
    assert sorted(item.name for item in tmp_path.iterdir()) == ["other.pdesk", "x.pdesk"]


def test_a_newer_file_is_refused_and_left_alone(path: Path, file: PortfolioFile) -> None:
    file.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    assert refusal(path) == "file_newer"
    assert path.read_bytes() == before


def test_a_damaged_file_is_refused_or_reported(path: Path, file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        work.add_all(Patent(title=f"t{n}") for n in range(500))
    file.close()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert refusal(path) == "file_damaged"


def test_creating_never_overwrites(path: Path, tmp_path: Path) -> None:
    path.write_text("mine")
    for place, code in ((path, "file_exists"), (tmp_path / "no" / "x.pdesk", "folder_missing")):
        with pytest.raises(Refused) as caught:
            PortfolioFile.create(place, clock=CLOCK, user="li")
        assert caught.value.problem.code == code
    assert path.read_text() == "mine"


def test_a_second_opener_is_told_who_and_may_read(path: Path, file: PortfolioFile) -> None:
    with file.operation("add") as work:
        work.add(Patent())
    with pytest.raises(Refused) as caught:
        PortfolioFile.open(path, clock=CLOCK, user="wang")
    assert caught.value.problem.code == "file_in_use"
    assert caught.value.problem.args["user"] == "li"
    assert str(caught.value.problem.args["since"]).startswith("2026-01-05")
    with PortfolioFile.open(path, clock=CLOCK, user="wang", read_only=True) as second:
        with second.reading() as reader:
            assert reader.count(Patent) == 1
        with pytest.raises(Refused) as caught, second.operation("add") as work:
            work.add(Patent())
        assert caught.value.problem.code == "file_read_only"
    file.close()
    PortfolioFile.open(path, clock=CLOCK, user="wang").close()


def test_the_lock_of_a_dead_process_is_taken_over(path: Path, file: PortfolioFile) -> None:
    file.close()
    code = (
        "import os, sys; from datetime import date; from pathlib import Path;"
        "from patentdesk.core.clock import FixedClock;"
        "from patentdesk.store.file import PortfolioFile;"
        "PortfolioFile.open(Path(sys.argv[1]), clock=FixedClock(date(2026, 1, 5)), user='gone'); os._exit(1)"
    )
    root = Path(__file__).resolve().parents[2]
    here = {**os.environ, "PYTHONPATH": str(root)}
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False, env=here).returncode == 1
    assert path.with_name(path.name + ".lock").exists()
    PortfolioFile.open(path, clock=CLOCK, user="wang").close()


def test_a_full_disk_is_said_in_a_sentence_and_changes_nothing(file: PortfolioFile) -> None:
    def fill() -> None:
        with file.operation("fill") as work:
            pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            work.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
            work.add_all(Patent(abstract="x" * 3000) for _ in range(200))

    with pytest.raises(Refused) as caught:
        fill()
    assert caught.value.problem.code == "disk_full"
    with file.reading() as reader:
        assert reader.count(Patent) == 0
    assert file.verify() == []


def test_a_disk_too_full_to_open_anything_is_not_called_broken(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    for free, codes in ((4096, ("disk_full", "disk_full_read")), (1 << 30, ("disk_error", "disk_error_read"))):
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder, free=free: SimpleNamespace(free=free))
        refusals = (as_refusal(error, path), as_refusal(error, path, reading=True))
        assert tuple(one.problem.code for one in refusals if one) == codes


def test_reading_leaves_nothing_beside_the_portfolio(path: Path, file: PortfolioFile) -> None:
    with PortfolioFile.open(path, clock=CLOCK, user="wang", read_only=True) as beside:
        assert beside.journal() == []
    with file.operation("add") as work:  # the log is another's: it stays whole
        work.add(Patent(title="冷却板"))
    file.close()
    before = path.stat().st_mtime_ns
    with PortfolioFile.open(path, clock=CLOCK, user="wang", read_only=True) as alone, alone.reading() as reader:
        assert reader.count(Patent) == 1
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("read_only", ["True", "False"])
def test_an_opening_that_finds_no_room_leaves_nothing_behind(path: Path, file: PortfolioFile, read_only: str) -> None:
    file.close()
    code = (
        "import resource, sys; from datetime import date; from pathlib import Path;"
        "from patentdesk.core.clock import FixedClock;"
        "from patentdesk.core.problems import Refused;"
        "from patentdesk.store.file import PortfolioFile;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192));"  # the shared memory of SQLite has 32 KB
        "clock = FixedClock(date(2026, 1, 5));\n"
        f"try: PortfolioFile.open(Path(sys.argv[1]), clock=clock, user='li', read_only={read_only})\n"
        "except Refused as refused: print(refused.problem.code)"
    )
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", code, str(path)]
    told = subprocess.run(command, check=True, env=here, capture_output=True, text=True).stdout
    assert told.strip() == "disk_error_read"
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    PortfolioFile.open(path, clock=CLOCK, user="wang").close()


def test_json_values_keep_their_shape(file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        patent_id, file_id, review_id = work.add(Patent()), work.add(ImportedFile(name="a")), work.add(Review(name="r"))
        work.add(Provenance(patent_id=patent_id, file_id=file_id, columns={"title": "标题"}, conflicts={"a": "b"}))
        work.add(ReviewItem(review_id=review_id, patent_id=patent_id, vetoes=("licence",), evidence=({"n": 1.5},)))
    with file.reading() as reader:
        assert reader.select(Provenance)[0].columns == {"title": "标题"}
        item = reader.select(ReviewItem)[0]
        assert (item.vetoes, item.evidence) == (("licence",), ({"n": 1.5},))


def test_threads_wait_for_each_other_and_all_their_work_is_kept(file: PortfolioFile) -> None:
    def write(number: int) -> None:
        for _ in range(10):
            with file.operation("add", thread=number) as work:
                work.add(Patent(title=str(number)))
            with file.reading() as reader:
                assert reader.count(Patent, title=str(number)) > 0

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    with file.reading() as reader:
        assert reader.count(Patent) == 40
    assert file.verify() == []


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE patents SET filing_date = 'yesterday'",
        "UPDATE patents SET status = 'asleep'",
        "UPDATE patents SET title = CAST(x'fffe41' AS TEXT)",
    ],
)
def test_a_value_that_cannot_be_read_is_said_in_a_sentence(path: Path, file: PortfolioFile, spoil: str) -> None:
    with file.operation("add") as work:
        work.add(Patent(title="one"))
    file.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(spoil)
    raw.close()
    opened = PortfolioFile.open(path, clock=CLOCK, user="li")
    with opened, pytest.raises(Refused) as caught, opened.reading() as reader:
        reader.select(Patent)
    assert caught.value.problem.code in {"file_value_damaged", "file_damaged"}


def _titles_in_a_copy(file: PortfolioFile, target: Path) -> list[str]:
    """Return the titles that a copy of the portfolio file alone holds, without the log beside it."""
    shutil.copy(file.path, target)
    with closing(sqlite3.connect(f"{target.as_uri()}?immutable=1", uri=True)) as copy:
        return [title for (title,) in copy.execute("SELECT title FROM patents ORDER BY id")]


def test_a_copy_of_the_open_file_alone_holds_every_operation(file: PortfolioFile, tmp_path: Path) -> None:
    for count, title in enumerate(("first", "second"), start=1):
        with file.operation("fill") as work:
            work.add(Patent(title=title))
        assert len(_titles_in_a_copy(file, tmp_path / f"{title}.pdesk")) == count
    file.undo()
    assert _titles_in_a_copy(file, tmp_path / "undone.pdesk") == ["first"]


def test_what_a_reader_held_up_is_written_into_the_file_once_it_has_ended(file: PortfolioFile, tmp_path: Path) -> None:
    with file.operation("fill") as work:
        work.add(Patent(title="first"))
    with file.reading():
        with file.operation("fill") as work:
            work.add(Patent(title="second"))
        assert _titles_in_a_copy(file, tmp_path / "held.pdesk") == ["first"]
    assert _titles_in_a_copy(file, tmp_path / "ended.pdesk") == ["first", "second"]
