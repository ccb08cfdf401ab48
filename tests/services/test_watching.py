"""Check which files of a watched folder are offered."""

from __future__ import annotations

import zipfile
from pathlib import Path

from patentdesk.services.importing import apply_import, plan_import
from patentdesk.services.watching import new_files

ROW = "申请号,标题\nCN201910000001.7,电池\n"


def _names(desk, folder: Path, passed=()):
    return [found.path.name for found in new_files(desk, folder, passed)]


def test_files_that_were_imported_are_not_offered_whatever_their_name(desk, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text(ROW, encoding="utf-8")
    (folder / "b.csv").write_text(ROW + "CN201910000002.1,电机\n", encoding="utf-8")
    assert _names(desk, folder) == ["a.csv", "b.csv"]
    apply_import(desk, plan_import(desk, [folder / "a.csv"]))
    (folder / "a.csv").rename(folder / "c.csv")
    assert _names(desk, folder) == ["b.csv"]


def test_hidden_empty_and_foreign_files_are_passed_over(desk, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (".a.csv", "~$b.xlsx", "picture.png"):
        (folder / name).write_text(ROW, encoding="utf-8")
    (folder / "empty.csv").touch()
    (folder / "sub.csv").mkdir()
    assert _names(desk, folder) == []
    assert _names(desk, tmp_path / "nowhere") == []


def test_a_file_that_a_person_passed_over_is_offered_again_only_when_it_changes(desk, tmp_path):
    (tmp_path / "a.csv").write_text(ROW, encoding="utf-8")
    (found,) = new_files(desk, tmp_path)
    assert _names(desk, tmp_path, [found.digest]) == []
    (tmp_path / "a.csv").write_text(ROW + "CN201910000002.1,电机\n", encoding="utf-8")
    assert _names(desk, tmp_path, [found.digest]) == ["a.csv"]


def test_an_archive_is_known_by_its_tables(desk, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "lists.zip", "w") as archive:
        archive.writestr("a.csv", ROW)
        archive.writestr("b.csv", ROW.replace("0001.7", "0002.1"))
    assert _names(desk, folder) == ["lists.zip"]
    apply_import(desk, plan_import(desk, [folder / "lists.zip"]))
    assert _names(desk, folder) == []
