"""Folders and zip archives of tables: everything in them comes in, nothing outside of them is touched."""

import csv
import gzip
import io
import os
import zipfile

import pytest

from patentdesk.core.problems import Severity
from patentdesk.core.progress import Cancelled, Progress
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
    return {reading.file: len(list(reading.rows())) for reading in readings if reading.format}, [
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


def test_an_empty_folder_and_an_archive_without_files_are_refused(tmp_path, words):
    (tmp_path / "empty").mkdir()
    assert found(tmp_path / "empty", words) == ({}, [("folder_empty", Severity.ERROR)])
    assert found(pack(tmp_path / "n.zip"), words) == ({}, [("archive_empty", Severity.ERROR)])


def test_a_folder_and_an_archive_without_any_list_tell_what_they_hold(tmp_path, words):
    (tmp_path / "papers").mkdir()
    for name in ("a.docx", "b.docx", "c.PNG", "readme"):
        (tmp_path / "papers" / name).write_bytes(b"\x89PNG\r\n\x1a\n" if name == "c.PNG" else b"words")
    *faults, folder = read_all(tmp_path / "papers", words)
    assert {problem.severity for one in faults for problem in one.problems} == {Severity.WARNING}
    (problem,) = folder.problems
    assert (problem.code, problem.severity) == ("folder_without_list", Severity.ERROR)
    assert problem.args == {"file": "papers", "n": 4, "kinds": ".docx × 2, .png × 1, readme × 1"}
    *_, archive = read_all(pack(tmp_path / "n.zip", note_txt=b"words", b_csv=b"1,2"), words)
    (problem,) = archive.problems
    assert (problem.code, problem.args["n"], problem.args["kinds"]) == (
        "archive_without_list", 2, "note_txt × 1, .csv × 1"
    )  # fmt: skip


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


def test_an_archive_in_an_archive_is_opened(tmp_path, words):
    inner = pack(tmp_path / "inner.zip", a_csv=table(10601862))
    path = pack(tmp_path / "outer.zip", **{"sub__inner.zip": inner.read_bytes(), "b_csv": table(10601863)})
    tables, problems = found(path, words)
    assert tables == {"outer.zip/sub/inner.zip/a.csv": 1, "outer.zip/b.csv": 1}
    assert problems == []


def test_archives_nested_too_deep_are_left_out(tmp_path, words):
    data = pack(tmp_path / "0.zip", a_csv=table(10601862)).read_bytes()
    for level in range(4):
        data = pack(tmp_path / f"{level + 1}.zip", **{"in.zip": data}).read_bytes()
    assert found(tmp_path / "2.zip", words)[0] == {"2.zip/in.zip/in.zip/a.csv": 1}
    tables, problems = found(tmp_path / "4.zip", words)
    assert tables == {}
    assert problems[-1] == ("archive_without_list", Severity.ERROR)


def test_all_that_nested_archives_hold_counts_together(tmp_path, words):
    inner = pack(tmp_path / "inner.zip", a_csv=table(*range(10601862, 10602862))).read_bytes()
    path = pack(tmp_path / "outer.zip", **{f"{number}.zip": inner for number in range(4)})
    assert found(path, words, Limits(unpacked_bytes=20_000))[1] == [("archive_bomb", Severity.ERROR)]
    assert found(path, words, Limits(members=3))[1] == [("archive_bomb", Severity.ERROR)]


def test_tables_beside_documents_come_in_too(tmp_path, words):
    paper = '<ops:world-patent-data xmlns:ops="x"><exchange-document country="EP" doc-number="1000000" kind="A1"/></ops:world-patent-data>'  # fmt: skip # noqa: E501
    path = pack(tmp_path / "both.zip", **{"a.xml": paper.encode(), "list_csv": table(10601862), "x_txt": b"words"})
    tables, problems = found(path, words)
    assert tables == {"both.zip": 1, "both.zip/list.csv": 1}
    assert problems == [("member_unread", Severity.WARNING)]


def test_an_archive_in_a_folder_is_opened(tmp_path, words):
    (tmp_path / "lists").mkdir()
    pack(tmp_path / "lists" / "all.zip", a_csv=table(10601862), b_csv=table(10601863))
    assert found(tmp_path / "lists", words)[0] == {"all.zip/a.csv": 1, "all.zip/b.csv": 1}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("name", ["专利清单", "长名单"])
def test_names_are_read_that_windows_wrote_in_gbk_or_macos_in_utf_8_without_saying_so(tmp_path, words, name, encoding):
    path, written = tmp_path / "w.zip", name.encode(encoding)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("X" * len(written) + ".csv", table(10601862))
    path.write_bytes(path.read_bytes().replace(b"X" * len(written), written))
    assert found(path, words)[0] == {f"w.zip/{name}.csv": 1}


def test_unpacking_stops_when_a_person_cancels(tmp_path, words):
    path = pack(tmp_path / "all.zip", **{f"{number}_csv": table(10601862 + number) for number in range(3)})
    progress = Progress()
    progress.cancel()
    long = tmp_path / "long.csv"
    long.write_bytes(table(*range(10600000, 10606000)))
    for file in (path, long):
        with pytest.raises(Cancelled):
            list(planned(file, words, progress))


def planned(path, words, progress):
    for reading in read_all(path, words, progress=progress):
        progress.report(1, 1, "progress.reading")
        yield reading


def test_an_archive_of_many_members_that_each_unfold_a_little_is_a_bomb(tmp_path, words):
    blank = table(10601862) + b"\n" * 1_000_000
    path = pack(tmp_path / "blank.zip", **{f"{number}_csv": blank for number in range(15)})
    assert path.stat().st_size < 20_000
    assert found(path, words) == ({}, [("archive_bomb", Severity.ERROR)])


def test_all_parts_of_a_packed_file_are_read(tmp_path, words):
    path = tmp_path / "two.csv.gz"
    parts = gzip.compress(table(10601862)) + gzip.compress(b"CN201710601863.8,b\n") + bytes(20)
    path.write_bytes(parts)
    assert found(path, words) == ({"two.csv.gz": 2}, [])
    path.write_bytes(parts + b"something else")
    assert found(path, words) == ({}, [("archive_damaged", Severity.ERROR)])


def test_a_file_that_is_packed_over_and_over_is_refused_in_words(tmp_path, words, library):
    data = table(10601862)
    path = tmp_path / "deep.csv.gz"
    for times in range(1, 1_501):
        data = gzip.compress(data, 0)
        if times in (2, 3, 1_500):
            path.write_bytes(data)
            (reading,) = read_all(path, words)
            assert [one.code for one in reading.problems] == ([] if times == 2 else ["archive_nested"])
    for language in ("zh", "en"):
        assert "«" not in library.words(language).problem(reading.problems[0])
