"""Who may write, and under which name: links, files that moved away, places that take no lock."""

import errno
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Patent
from patentdesk.store.file import PortfolioFile, restore

CLOCK = FixedClock(date(2026, 1, 5))
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="Windows neither moves open files nor makes links")


def add(file: PortfolioFile, title: str) -> None:
    with file.operation("add") as work:
        work.add(Patent(title=title))


def titles(path: Path) -> list[str]:
    with PortfolioFile.open(path, clock=CLOCK, user="li", read_only=True) as file, file.reading() as reader:
        return [patent.title for patent in reader.select(Patent)]


def code_of_opening(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        PortfolioFile.open(path, clock=CLOCK, user="wang")
    return caught.value.problem.code


@needs_links
def test_the_lock_holds_under_a_symbolic_link_too(path: Path, file: PortfolioFile, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.pdesk"
    link.parent.mkdir()
    link.symlink_to(path)
    assert code_of_opening(link) == "file_in_use"
    file.close()
    with PortfolioFile.open(link, clock=CLOCK, user="wang"):
        assert code_of_opening(path) == "file_in_use"


@needs_links
def test_a_file_with_two_names_is_only_read(path: Path, file: PortfolioFile, tmp_path: Path) -> None:
    add(file, "one")
    file.close()
    second = tmp_path / "second.pdesk"
    os.link(path, second)
    assert code_of_opening(path) == code_of_opening(second) == "file_linked"
    assert titles(second) == ["one"]
    second.unlink()
    PortfolioFile.open(path, clock=CLOCK, user="li").close()


@needs_links
def test_restoring_through_a_link_replaces_the_file_and_keeps_the_link(
    path: Path, file: PortfolioFile, tmp_path: Path
) -> None:
    add(file, "one")
    copy = tmp_path / "copy.pdesk"
    file.backup(copy)
    add(file, "two")
    link = tmp_path / "link.pdesk"
    link.symlink_to(path)
    with pytest.raises(Refused) as caught:
        restore(copy, link, clock=CLOCK, user="wang")
    assert caught.value.problem.code == "file_in_use"
    file.close()
    restore(copy, link, clock=CLOCK, user="wang")
    assert link.is_symlink()
    assert titles(path) == ["one"]


@needs_links
@pytest.mark.parametrize("fate", ["removed", "renamed", "replaced"])
def test_nothing_is_stored_in_a_file_that_went_away(path: Path, file: PortfolioFile, tmp_path: Path, fate: str) -> None:
    add(file, "one")
    if fate == "removed":
        path.unlink()
    else:
        path.rename(tmp_path / "other.pdesk")
    if fate == "replaced":
        PortfolioFile.create(tmp_path / "new.pdesk", clock=CLOCK, user="wang").close()
        (tmp_path / "new.pdesk").rename(path)
    with pytest.raises(Refused) as caught:
        add(file, "two")
    assert caught.value.problem.code == "file_moved"
    file.backup(tmp_path / "rescued.pdesk")
    assert titles(tmp_path / "rescued.pdesk") == ["one"]


@needs_links
def test_nor_in_one_that_went_away_meanwhile(path: Path, file: PortfolioFile, tmp_path: Path) -> None:
    def add_while_it_goes() -> None:
        with file.operation("add") as work:
            work.add(Patent(title="lost"))
            path.rename(tmp_path / "other.pdesk")

    with pytest.raises(Refused) as caught:
        add_while_it_goes()
    assert caught.value.problem.code == "file_moved"
    (tmp_path / "other.pdesk").rename(path)
    add(file, "kept")
    assert titles(path) == ["kept"]


def test_a_full_disk_takes_no_name_but_the_lock_holds(
    path: Path, file: PortfolioFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.close()

    def full(_handle: int, _text: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        opened = PortfolioFile.open(path, clock=CLOCK, user="li")
    assert code_of_opening(path) == "file_in_use"
    opened.close()
    PortfolioFile.open(path, clock=CLOCK, user="wang").close()


def test_a_closed_file_neither_reads_nor_writes_without_the_right_to(path: Path, file: PortfolioFile) -> None:
    file.close()
    with PortfolioFile.open(path, clock=CLOCK, user="wang") as other:
        for step in (lambda: add(file, "stray"), file.undo_title, file.keep_columns, lambda: file.backup(path)):
            with pytest.raises(Refused) as caught:
                step()
            assert caught.value.problem.code == "file_closed"
        add(other, "own")
    file.close()
    assert titles(path) == ["own"]


def test_who_has_a_file_has_it_since_a_time_of_day_at_this_place(path: Path, file: PortfolioFile) -> None:
    with pytest.raises(Refused) as caught:
        PortfolioFile.open(path, clock=CLOCK, user="wang")
    since = str(caught.value.problem.args["since"])
    assert since == f"{CLOCK.now().astimezone():%Y-%m-%d %H:%M}"
    assert file.path == path


@pytest.mark.parametrize("told", [b"[]", b"7", b"null", b'"li"', b"\xff\xfe", b"", b"[" * 4_000, b"{"])
def test_whatever_stands_in_the_lock_file_the_file_is_in_use(path: Path, file: PortfolioFile, told: bytes) -> None:
    lock = next(one for one in path.parent.iterdir() if "lock" in one.name)
    lock.write_bytes(told)
    assert code_of_opening(path) == "file_in_use"
    assert file.path == path
