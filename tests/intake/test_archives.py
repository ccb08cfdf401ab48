"""Folders and zip archives of tables: everything in them comes in, nothing outside of them is touched."""

import csv
import io
import os
import zipfile

import pytest

from patentdesk.core.problems import Severity
from patentdesk.intake.limits import Limits
from patentdesk.intake.reading import read_all

HEAD = ["申请号", "名称"]


def table(*serials):
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *([f"CN2017{serial:08d}", f"电池{serial}"] for serial in serials)])
    return text.getvalue().encode()


def pack(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv"), data)
    return path


def found(path, words, limits=None):
    readings = list(read_all(path, words, limits=limits))
    return {reading.file: reading.row_count for reading in readings if reading.format}, [
        (problem.code, problem.severity) for reading in readings for problem in reading.problems
    ]


def test_an_archive_of_tables(tmp_path, words):
    files = {"one_csv": table(10601862, 10601863), "sub__two_csv": table(10601864), "note_txt": b"words"}
    path = pack(tmp_path / "all.zip", **files)
    tables, problems = found(path, words)
    assert tables == {"all.zip/one.csv": 2, "all.zip/sub/two.csv": 1}
    assert problems == [("layout_unknown", Severity.WARNING)]


def test_a_folder_of_tables(tmp_path, words):
    (tmp_path / "lists" / "sub").mkdir(parents=True)
    (tmp_path / "lists" / "a.csv").write_bytes(table(10601862))
    (tmp_path / "lists" / "sub" / "b.csv").write_bytes(table(10601863, 10601864))
    (tmp_path / "lists" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "lists" / "~$a.xlsx").write_bytes(b"lock")
    (tmp_path / "secret.csv").write_bytes(table(10601865))
    os.symlink(tmp_path / "secret.csv", tmp_path / "lists" / "link.csv")
    tables, problems = found(tmp_path / "lists", words)
    assert tables == {"a.csv": 1, "sub/b.csv": 2}
    assert problems == [("input_is_picture", Severity.WARNING)]


def test_an_empty_folder_and_an_archive_without_tables_are_refused(tmp_path, words):
    (tmp_path / "empty").mkdir()
    assert found(tmp_path / "empty", words) == ({}, [("no_rows", Severity.ERROR)])
    assert found(pack(tmp_path / "n.zip", note_txt=b"words"), words) == ({}, [("layout_unknown", Severity.ERROR)])


@pytest.mark.parametrize("name", ["../outside.csv", "/etc/outside.csv", "C:\\outside.csv"])
def test_a_name_that_leads_outside_is_refused(tmp_path, words, name):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, table(10601862))
    tables, problems = found(path, words)
    assert tables == {}
    assert problems == [("member_unsafe", Severity.ERROR)]


def test_a_bomb_is_refused(tmp_path, words):
    path = pack(tmp_path / "bomb.zip", big_csv=b"0" * 40_000_000)
    tables, problems = found(path, words, Limits(unpacked_bytes=10_000_000))
    assert tables == {}
    assert problems == [("archive_bomb", Severity.ERROR)]
