import sqlite3
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Patent
from patentdesk.store.file import PortfolioFile, restore

CLOCK = FixedClock(date(2026, 1, 5))


def titles(path: Path) -> list[str]:
    with PortfolioFile.open(path, clock=CLOCK, user="li", read_only=True) as file, file.reading() as reader:
        return [patent.title for patent in reader.select(Patent)]


def add(file: PortfolioFile, title: str) -> None:
    with file.operation("add") as work:
        work.add(Patent(title=title))


def fill(file: PortfolioFile) -> None:
    """Add so much that the middle of the file lies among the patents."""
    with file.operation("fill") as work:
        work.add_all([Patent(title=f"title {number}", abstract="x" * 9_000) for number in range(300)])


def test_a_backup_is_a_whole_portfolio(file: PortfolioFile, tmp_path: Path) -> None:
    add(file, "one")
    target = tmp_path / "copy.pdesk"
    with file.reading():  # somebody reads meanwhile
        file.backup(target)
    add(file, "two")
    assert titles(target) == ["one"]
    file.backup(target)
    with PortfolioFile.open(target, clock=CLOCK, user="li") as copy:
        assert copy.verify() == []
        assert copy.undo().verb == "add"
    assert sorted(item.name for item in tmp_path.iterdir() if "part" in item.name) == []


def test_a_backup_to_nowhere_is_refused(file: PortfolioFile, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        file.backup(tmp_path / "no" / "copy.pdesk")
    assert caught.value.problem.code == "folder_missing"


def test_restoring_keeps_what_stood_there(path: Path, file: PortfolioFile, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdesk"
    add(file, "one")
    file.backup(copy)
    add(file, "two")
    with pytest.raises(Refused) as caught:
        restore(copy, path, clock=CLOCK, user="wang")
    assert caught.value.problem.code == "file_in_use"
    file.close()
    kept = restore(copy, path, clock=CLOCK, user="wang")
    assert titles(path) == ["one"]
    assert kept is not None
    assert titles(kept) == ["one", "two"]
    again = restore(kept, path, clock=CLOCK, user="wang")
    assert again not in {None, kept}
    assert titles(path) == ["one", "two"]


def test_restoring_over_a_wreck_keeps_its_bytes(path: Path, file: PortfolioFile, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdesk"
    add(file, "one")
    file.backup(copy)
    file.close()
    path.write_bytes(b"wreck")
    kept = restore(copy, path, clock=CLOCK, user="li")
    assert kept is not None
    assert kept.read_bytes() == b"wreck"
    assert titles(path) == ["one"]


def test_what_is_no_whole_backup_changes_nothing(path: Path, file: PortfolioFile, tmp_path: Path) -> None:
    fill(file)
    file.backup(tmp_path / "copy.pdesk")
    file.close()
    before = path.read_bytes()
    content = (tmp_path / "copy.pdesk").read_bytes()
    foreign = tmp_path / "foreign.pdesk"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    (tmp_path / "cut.pdesk").write_bytes(content[: len(content) // 2])
    (tmp_path / "text.pdesk").write_text("hello")
    for name in ("foreign", "cut", "text", "missing"):
        with pytest.raises(Refused) as caught:
            restore(tmp_path / f"{name}.pdesk", path, clock=CLOCK, user="li")
        assert caught.value.problem.code in {"file_not_portfolio", "file_damaged", "file_missing"}
        assert path.read_bytes() == before


def test_a_backup_replaces_only_an_earlier_state_of_the_same_portfolio(file: PortfolioFile, tmp_path: Path) -> None:
    add(file, "one")
    text = tmp_path / "x.pdesk"
    text.write_text("somebody's notes")
    with PortfolioFile.create(tmp_path / "other.pdesk", clock=CLOCK, user="wang") as other:
        add(other, "their work")
    file.backup(tmp_path / "ahead.pdesk")
    with PortfolioFile.open(tmp_path / "ahead.pdesk", clock=CLOCK, user="li") as ahead:
        add(ahead, "work of its own")
    expected = {
        "x.pdesk": "file_not_portfolio",
        "x.txt": "backup_suffix",
        "other.pdesk": "backup_other",
        "ahead.pdesk": "backup_other",
        file.path.name: "backup_itself",
    }
    for name, code in expected.items():
        before = (tmp_path / name).read_bytes() if name not in {"x.txt", file.path.name} else b""
        with pytest.raises(Refused) as caught:
            file.backup(tmp_path / name)
        assert (name, caught.value.problem.code) == (name, code)
        if before:
            assert (tmp_path / name).read_bytes() == before
    assert text.read_text() == "somebody's notes"


def test_a_backup_that_somebody_has_open_stays(file: PortfolioFile, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdesk"
    file.backup(target)
    add(file, "one")
    with PortfolioFile.open(target, clock=CLOCK, user="wang"):
        with pytest.raises(Refused) as caught:
            file.backup(target)
        assert caught.value.problem.code == "file_in_use"
    assert titles(target) == []
    file.backup(target)
    assert titles(target) == ["one"]


def test_no_backup_is_made_of_a_damaged_file(path: Path, file: PortfolioFile, tmp_path: Path) -> None:
    fill(file)
    file.backup(tmp_path / "copy.pdesk")
    file.close()
    content = bytearray(path.read_bytes())
    page = 4096 * (len(content) // 4096 // 2)
    content[page : page + 60] = b"\xa5" * 60
    path.write_bytes(content)
    with PortfolioFile.open(path, clock=CLOCK, user="li", read_only=True) as damaged:
        with pytest.raises(Refused) as caught:
            damaged.backup(tmp_path / "copy.pdesk")
        assert caught.value.problem.code == "backup_damaged"
    assert len(titles(tmp_path / "copy.pdesk")) == 300


def test_what_an_interrupted_backup_or_restoring_left_is_removed(
    path: Path, file: PortfolioFile, tmp_path: Path
) -> None:
    target = tmp_path / "copy.pdesk"
    left = [f"copy.pdesk.part{tail}" for tail in ("", "-journal", "-wal")]
    left += [f"{path.name}.restore", f"{path.name}.restore-journal", f"{path.name}.before-restore-20260101-000000.part"]
    for name in left:
        (tmp_path / name).write_bytes(b"half")
    add(file, "one")
    file.backup(target)
    file.close()
    restore(target, path, clock=CLOCK, user="li")
    assert [name for name in left if (tmp_path / name).exists()] == []
    assert titles(path) == ["one"]


def test_nothing_but_a_file_is_replaced(file: PortfolioFile, tmp_path: Path) -> None:
    copy, folder = tmp_path / "copy.pdesk", tmp_path / "folder.pdesk"
    file.backup(copy)
    folder.mkdir()
    with pytest.raises(Refused, match="file_not_portfolio"):
        restore(copy, folder, clock=CLOCK, user="li")
    assert folder.is_dir()
