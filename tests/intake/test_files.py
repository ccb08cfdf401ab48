"""Bad input gets one clear sentence and gives nothing to import."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patentdesk.core.problems import Severity
from patentdesk.handouts.valuation import marks
from patentdesk.intake.limits import Limits
from patentdesk.intake.reading import read
from patentdesk.intake.workbooks import HANDOUT

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = [
    ["申请号", "专利名称", "申请日"],
    *([f"CN2017{serial:08d}", "一种电池", "2017-01-09"] for serial in range(10601862, 10601890)),
]


def only_problem(path, words, limits=None):
    reading = read(path, words, limits=limits)
    assert not reading.tables
    assert not list(reading.drafts())
    (problem,) = reading.problems
    assert problem.severity is Severity.ERROR
    return problem


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("picture.xlsx", PNG, "input_is_picture"),
        ("photo.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF", "input_is_picture"),
        ("empty.csv", b"", "input_empty"),
        ("blank.csv", b"\xef\xbb\xbf\r\n \r\n", "input_empty"),
        ("binary.csv", bytes(range(256)) * 40, "input_is_binary"),
        ("random.xlsx", b"\x01\x02\x03\x04" * 300, "input_is_binary"),
        ("paper.xlsx", b"%PDF-1.7 ...", "input_is_pdf"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table>", "input_is_html"),
        ("broken.xlsx", b"PK\x03\x04" + b"junk" * 50, "workbook_damaged"),
        ("broken.xls", OLE + b"\x00" * 600, "workbook_damaged"),
        ("locked.xlsx", OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "workbook_protected"),
        ("data.xml", b"<?xml version='1.0'?><a/>", "document_unknown"),
        ("words.txt", b"some words without a table", "layout_unknown"),
        ("headers.csv", "申请号,名称\n".encode(), "no_rows"),
        ("wrong.csv", b"name,price\nscrew,2\n", "layout_unknown"),
    ],
)
def test_each_fault_has_its_own_sentence(tmp_path, words, library, *, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    problem = only_problem(path, words)
    assert problem.code == code
    assert problem.source.file == name
    for language in ("zh", "en"):
        assert "«" not in library.words(language).problem(problem)


def test_missing_files_and_folders(tmp_path, words):
    assert only_problem(tmp_path / "nowhere.csv", words).code == "input_missing"
    assert only_problem(tmp_path, words).code == "input_not_file"


def test_a_truncated_workbook(write_workbook, words):
    path = write_workbook({"a": ROWS})
    path.write_bytes(path.read_bytes()[:-200])
    assert only_problem(path, words).code == "workbook_damaged"


def test_a_sheet_without_rows(write_workbook, words):
    assert only_problem(write_workbook({"a": []}), words).code == "no_rows"


def test_limits_on_bytes_rows_and_cells(write_csv, write_workbook, words):
    path = write_csv(ROWS)
    assert only_problem(path, words, Limits(file_bytes=100)).code == "input_too_large"
    assert only_problem(path, words, Limits(rows=5)).code == "sheet_too_large"
    assert only_problem(write_workbook({"a": ROWS}), words, Limits(rows=5)).code == "sheet_too_large"
    assert only_problem(write_workbook({"a": ROWS}), words, Limits(unpacked_bytes=100)).code == "archive_too_large"


def test_an_archive_that_grows_beyond_measure_is_not_opened(tmp_path, words):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    assert only_problem(path, words).code == "archive_too_large"


def test_an_archive_of_more_parts_than_a_workbook_has_is_not_opened(write_workbook, words):
    path = write_workbook({"a": ROWS})
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_000):
            archive.writestr(f"xl/{number}", b"")
    assert only_problem(path, words).code == "archive_too_large"


@pytest.mark.parametrize("cell", [b"XFD1048576", b"XFD29", b"ZZ900000"])
def test_two_cells_at_the_ends_of_a_sheet_do_not_take_all_memory(write_workbook, tmp_path, words, cell):
    source = write_workbook({"a": ROWS})
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'r="C29"', b'r="' + cell + b'"'))
    assert only_problem(path, words).code.startswith("sheet_too_large")


@pytest.mark.parametrize("cell", [b"r = 'b200000'", b"r='B200000'", b'r="B200000"'])
def test_the_sheets_of_a_workbook_may_span_so_many_cells_together(write_workbook, tmp_path, words, library, cell):
    source = write_workbook({"a": ROWS, "b": ROWS, "c": ROWS})
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'r="C29"', cell))
    assert only_problem(path, words, Limits(cells=1_000_000)).code == "sheet_too_large_in_all"
    assert read(path, words, limits=Limits(cells=2_000_000)).tables
    for language in ("zh", "en"):
        assert "1000000" in library.words(language).problem(only_problem(path, words, Limits(cells=1_000_000)))


def test_a_zip_that_is_no_workbook(tmp_path, words):
    path = tmp_path / "photos.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", "hello")
    assert only_problem(path, words).code == "layout_unknown"


def test_wrong_encoding_is_read_as_well_as_it_goes_and_told(tmp_path, words):
    path = tmp_path / "latin.csv"
    path.write_bytes("Application Number,Title\nDE102012019863.9,Vorrichtung für Türen\n".encode("cp1252"))
    reading = read(path, words)
    assert [problem.code for problem in reading.problems] == ["encoding_guessed"]
    assert next(reading.drafts()).values["title"] == "Vorrichtung für Türen"


def test_a_few_damaged_characters_do_not_spoil_a_chinese_file(tmp_path, words):
    path = tmp_path / "damaged.csv"
    data = "\n".join(",".join(row) for row in ROWS).encode()
    path.write_bytes(data.replace("电".encode(), b"\xe7\x94", 1))
    reading = read(path, words)
    assert [problem.code for problem in reading.problems] == ["encoding_damaged"]
    assert len(list(reading.drafts())) == len(ROWS) - 1


_fuzz = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_fuzz
@given(
    head=st.sampled_from(
        [b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"\xef\xbb\xbf", "申请号,名称\n".encode(), "申请号,名称\n".encode("gbk")]
    ),
    body=st.binary(max_size=400),
)
def test_any_bytes_are_read_or_refused(tmp_path, words, head, body):
    path = tmp_path / "any.csv"
    path.write_bytes(head + body)
    reading = read(path, words)
    drafts = list(reading.drafts())
    assert drafts or reading.problems
    assert len(drafts) == len(list(reading.rows()))


@pytest.fixture(scope="module")
def sound_workbook():
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("清单")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    book.close()
    return held.getvalue()


@_fuzz
@given(data=st.data())
def test_a_workbook_with_flipped_bytes_is_read_or_refused(tmp_path, words, sound_workbook, data):
    damaged = bytearray(sound_workbook)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(bytes(damaged))
    reading = read(path, words)
    assert list(reading.drafts()) or reading.problems


@_fuzz
@given(rows=st.lists(st.lists(st.text(max_size=25), max_size=5), min_size=1, max_size=8))
def test_any_cells_under_good_headers_become_drafts(write_csv, words, rows):
    path = write_csv([["申请号", "公开号", "申请日", "优先权号", "IPC分类号"], *rows], encoding="utf-8-sig")
    for draft in read(path, words).drafts():
        assert draft.rejected or draft.values.get("office")
        assert all(problem.source.row == draft.source.row for problem in draft.problems)


def test_a_valuation_handout_is_no_list(write_workbook, words, library):
    path = write_workbook({"资产清单 Assets": [["申请号", "名称"], ["CN201710601862.3", "电池"]], HANDOUT: [["1"]]})
    assert only_problem(path, words).code == "own_handout"
    assert HANDOUT == marks.SHEET
    assert library.words("zh").has("remedy.own_handout")
