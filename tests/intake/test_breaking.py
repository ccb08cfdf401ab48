"""Check files that are not quite what they should be."""

import zipfile

import pytest
import xlsxwriter

from patentdesk.intake.reading import read


def _drafts(path, words):
    return list(read(path, words).drafts())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_a_chinese_list_may_hold_chinese_in_its_header_alone(write_csv, words, encoding):
    rows = [["被引证次数", "申请号", "IPC分类号"], ["5", "EP08752332", "B62D5/04；H01M10/0525；B60N2/02"]] * 3
    drafts = _drafts(write_csv(rows, encoding=encoding), words)
    assert [(draft.values["office"], draft.values["cited_by_count"]) for draft in drafts] == [("EP", 5)] * 3


def test_signs_of_no_width_do_not_hide_a_chinese_list(write_csv, words):
    rows = [["Application No", "Title"], ["JP2021-227279", "一种电机"], ["DE102023238588", "zero\u200bwidth \u202ex"]]
    drafts = _drafts(write_csv(rows, encoding="gb18030"), words)
    assert [draft.values["title"] for draft in drafts] == ["一种电机", "zero\u200bwidth \u202ex"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_stray_zeros_do_not_make_a_list_binary(write_csv, words, encoding):
    rows = [["申请号", "专利名称"], *[["CN201710601862.3", "一种电池包及其控制方法与装置系统\0"]] * 40]
    drafts = _drafts(write_csv(rows, encoding=encoding), words)
    assert {draft.values["title"] for draft in drafts} == {"一种电池包及其控制方法与装置系统"}
    assert read(write_csv([["\0" * 900] * 9], name="zeros.csv"), words).problems[0].code == "input_is_binary"


@pytest.mark.parametrize("name", ["王五", "侯勇；任泉", "谢军；阎锡山；李娜"])
def test_a_few_chinese_names_are_chinese_and_no_other_script(write_csv, words, name):
    rows = [["Application No", "Title", "Inventors"], ["US 16/123456", "A battery", name]]
    [draft] = _drafts(write_csv(rows, encoding="gb18030"), words)
    assert draft.written["inventors"] == name


@pytest.mark.parametrize("names", [["mimetype", "content.xml", "META-INF/manifest.xml"], ["Index/Document.iwa"]])
def test_spreadsheets_of_other_programs_are_named(tmp_path, words, names):
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "<office:document-content xmlns:office='urn:x'/>")
    reading = read(path, words)
    assert [problem.code for problem in reading.problems] == ["workbook_of_another_kind"]


@pytest.mark.parametrize(
    ("written", "number", "day"),
    [
        ("CN 201510001234.5  2015-01-05", "201510001234", "2015-01-05"),
        ("2015-01-05 CN 201510001234.5", "201510001234", "2015-01-05"),
        ("CHINA  201510001234.5 20150105", "201510001234", "2015-01-05"),
    ],
)
def test_the_day_of_a_priority_stands_behind_or_before_its_number(write_csv, words, written, number, day):
    rows = [["申请号", "专利名称", "优先权号"], ["EP08752332", "一种电机", written]]
    [draft] = _drafts(write_csv(rows), words)
    assert [(one.number, str(one.day)) for one in draft.priorities] == [(number, day)]


def test_merged_cells_may_overlap_but_not_all_of_them(tmp_path, words):
    plain, path = tmp_path / "plain.xlsx", tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["申请人", "申请号"])
        sheet.write_column(1, 1, [f"CN20171060{number}" for number in range(1000, 1040)])
        sheet.merge_range(1, 0, 40, 0, "甲公司")
        sheet.merge_range(1, 5, 2, 5, "")  # beside the cells that are in use
    mark = '<mergeCell ref="A2:A41"/>'
    every = "".join(f'<mergeCell ref="A{first}:A{last}"/>' for last in range(3, 42) for first in range(2, last))
    for marks, applicants, codes in ((mark * 900, {"甲公司"}, []), (every, set(), ["workbook_damaged"])):
        with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                target.writestr(name, source.read(name).replace(mark.encode(), marks.encode()))
        assert {one.values["applicants_text"] for one in _drafts(path, words)} == applicants
        assert [problem.code for problem in read(path, words).problems] == codes
