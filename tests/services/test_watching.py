"""Check which files of a watched folder are offered."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from patentdesk.core.progress import Cancelled, Progress
from patentdesk.services import watching
from patentdesk.services.importing import apply_import, plan_import
from patentdesk.services.watching import is_new, look

ROW = "申请号,标题\nCN201910000001.7,电池\n"
MORE = ROW + "CN201910000002.1,电机\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def write(path: Path, text: str = ROW, *, at_rest: bool = True) -> Path:
    """Write a file, long ago or one second before the clock of the tests stood still."""
    path.write_text(text, encoding="utf-8")
    moment = 1_700_000_000 + len(text) if at_rest else datetime(2026, 11, 22, 11, 59, 59, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    return path


def _names(desk, folder: Path, passed=()):
    return [found.path.name for found in look(desk, folder, passed).found]


def test_files_that_were_imported_are_not_offered_whatever_their_name(desk, folder):
    write(folder / "a.csv")
    write(folder / "b.csv", MORE)
    assert _names(desk, folder) == ["a.csv", "b.csv"]
    apply_import(desk, plan_import(desk, [folder / "a.csv"]))
    (folder / "a.csv").rename(folder / "c.csv")
    assert _names(desk, folder) == ["b.csv"]


def test_hidden_empty_unfinished_and_foreign_files_are_passed_over(desk, folder):
    names = (
        ".a.csv",
        "~$b.xlsx",
        "~c.csv",
        "picture.png",
        "d.csv.part",
        "e.xlsx.crdownload",
        "f.tmp",
        "g.csv.filepart",
    )
    for name in names:
        write(folder / name)
    write(folder / "empty.csv", "")
    (folder / "sub.csv").mkdir()
    assert look(desk, folder).found == look(desk, folder).writing == ()


@pytest.mark.parametrize("name", ["a.xlsm", "b.htm", "c.jsonl", "d.parquet", "e.CSV"])
def test_every_ending_is_offered_that_can_be_imported(desk, folder, name):
    write(folder / name)
    assert _names(desk, folder) == [name]


def test_a_file_that_a_person_passed_over_is_offered_again_only_when_it_changes(desk, folder):
    write(folder / "a.csv")
    (found,) = look(desk, folder).found
    assert _names(desk, folder, [found.digest]) == []
    write(folder / "a.csv", MORE)
    assert _names(desk, folder, [found.digest]) == ["a.csv"]


def test_a_file_that_changed_after_it_was_imported_is_offered_as_such(desk, folder, clock):
    write(folder / "a.csv")
    apply_import(desk, plan_import(desk, [folder / "a.csv"]))
    write(folder / "a.csv", MORE)
    write(folder / "b.csv", ROW.replace("0001.7", "0002.1"))
    assert [(one.path.name, one.before) for one in look(desk, folder).found] == [
        ("a.csv", clock.now()), ("b.csv", None),
    ]  # fmt: skip


def test_an_archive_is_known_by_its_tables(desk, folder):
    with zipfile.ZipFile(folder / "lists.zip", "w") as archive:
        archive.writestr("a.csv", ROW)
        archive.writestr("b.csv", ROW.replace("0001.7", "0002.1"))
    os.utime(folder / "lists.zip", (1_700_000_000, 1_700_000_000))
    assert _names(desk, folder) == ["lists.zip"]
    apply_import(desk, plan_import(desk, [folder / "lists.zip"]))
    assert _names(desk, folder) == []


def test_a_file_that_is_being_written_is_neither_offered_nor_opened(desk, folder):
    path = write(folder / "a.csv", at_rest=False)
    first = look(desk, folder)
    assert (first.found, first.writing, first.seen[path].digest) == ((), (path,), "")
    write(path, MORE, at_rest=False)
    second = look(desk, folder, seen=first.seen)
    assert (second.found, second.writing, second.seen[path].digest) == ((), (path,), "")
    third = look(desk, folder, seen=second.seen)
    assert ([one.path for one in third.found], third.writing) == ([path], ())


def test_a_file_that_is_as_it_was_is_not_read_again(desk, folder):
    path = write(folder / "a.csv")
    first = look(desk, folder)
    write(path, ROW.replace("电池", "电机"))
    assert look(desk, folder, seen=first.seen).found == first.found
    assert look(desk, folder).found != first.found


def test_a_folder_that_cannot_be_reached_says_so_and_nothing_is_forgotten(desk, folder, tmp_path):
    write(folder / "a.csv")
    before = look(desk, folder)
    folder.rename(tmp_path / "away")
    gone = look(desk, folder, seen=before.seen)
    assert (gone.missing, gone.found, gone.seen) == (True, (), before.seen)
    (tmp_path / "away").rename(folder)
    assert look(desk, folder, seen=gone.seen).found == before.found


def test_a_single_file_is_new_until_it_was_imported(desk, folder):
    path = write(folder / "a.csv", at_rest=False)
    assert is_new(desk, path)
    apply_import(desk, plan_import(desk, [path]))
    assert not is_new(desk, path)
    assert not is_new(desk, folder / "missing.csv")


def test_the_folders_of_the_members_are_looked_into(desk, folder):
    for place in ("岚川/a.csv", "岚川/2026/7月/b.csv", ".hidden/c.csv", "$RECYCLE.BIN/d.csv", "__MACOSX/e.csv"):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        write(folder / place, ROW + place)
    write(folder / "z.csv")
    assert _names(desk, folder) == ["z.csv", "a.csv", "b.csv"]


def test_no_link_is_followed_out_of_the_folder_or_round_in_it(desk, folder, tmp_path):
    write(tmp_path / "outside.csv", MORE)
    (folder / "in").mkdir()
    write(folder / "in" / "a.csv")
    try:
        (folder / "in" / "again").symlink_to(folder, target_is_directory=True)
        (folder / "all").symlink_to(tmp_path, target_is_directory=True)
        (folder / "link.csv").symlink_to(tmp_path / "outside.csv")
    except OSError:
        pytest.skip("links cannot be made here")
    assert _names(desk, folder) == ["a.csv"]


def test_what_lies_too_deep_or_is_too_much_is_told(desk, folder, monkeypatch):
    deep = folder.joinpath(*"1234")
    deep.mkdir(parents=True)
    write(deep / "a.csv")
    assert not look(desk, folder).cut
    (deep / "5").mkdir()
    write(deep / "5" / "b.csv", MORE)
    told = look(desk, folder)
    assert ([one.path.name for one in told.found], told.cut) == (["a.csv"], True)
    monkeypatch.setattr(watching, "_MOST_ENTRIES", 3)
    assert (look(desk, folder).found, look(desk, folder).cut) == ((), True)
    monkeypatch.setattr(watching, "_MOST", 1)
    monkeypatch.setattr(watching, "_MOST_ENTRIES", 100)
    write(folder / "c.csv", MORE)
    assert (_names(desk, folder), look(desk, folder).cut) == (["c.csv"], True)


def test_a_look_can_be_called_off(desk, folder):
    write(folder / "a.csv")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        look(desk, folder, progress=progress)


def test_files_of_one_name_from_several_folders_are_not_taken_for_each_other(desk, folder):
    for member, text in (("岚川", ROW), ("启衡", MORE)):
        (folder / member).mkdir()
        write(folder / member / "清单.csv", text)
    apply_import(desk, plan_import(desk, [folder / "岚川" / "清单.csv"]))
    assert [(one.path.parent.name, one.before) for one in look(desk, folder).found] == [("启衡", None)]
