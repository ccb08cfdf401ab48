# ruff: noqa: E501 - rows of tables stand on lines of their own
"""Each vendor's way to write a table is understood; the rows are invented."""

import csv
import io
from datetime import date

import pytest
import xlsxwriter

from patentdesk.intake.patentscope import claims
from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import Role, Scheme

ESPACENET_HEAD = [
    "Title", "Publication number", "Publication date", "Inventor(s)", "Applicant(s)", "International classification",
    "Cooperative Patent Classification", "Application number", "Date of application", "Priority number(s)",
    "Patents cited in the search report", "Literature cited in the search report", "Patents cited by the applicant",
]  # fmt: skip
ESPACENET_ROW = [
    "Cell holder\n", "WO2015026896 (A1); WO2015026896 (A2)", "2015-02-26\n", "ZHANG SAN\u2002[CN]\nLI SI\u2002[CN]\n",
    "QIHENG INC\u2002[US]\n", "H01M10/04\nB60L50/00\n", "H01M10/0413", "WO2014US51801\n", "20140820\n",
    "US201313974256 20130823\nUS201313974270 20130824\n", "US2011044791 (A1)\nCN101969122 (A)", "A book. Page 3",
    "EP2230703 (A1)",
]  # fmt: skip


def only(reading):
    (draft,) = reading.drafts()
    return draft


@pytest.mark.parametrize("ends", ["\n", "\r"])
def test_espacenet(tmp_path, words, ends):
    text = io.StringIO()
    csv.writer(text).writerows([["Approximately 4,135 results found"], ESPACENET_HEAD, ESPACENET_ROW])
    path = tmp_path / "list.csv"
    path.write_bytes(text.getvalue().replace("\r\n", "\n").replace("\n", ends).encode())
    reading = read(path, words)
    assert reading.format == "espacenet"
    draft = only(reading)
    values = draft.values
    assert (values["title"], values["publication_number"], values["kind_code"]) == ("Cell holder", "WO2015026896", "A1")
    assert (values["filing_date"], values["publication_date"]) == (date(2014, 8, 20), date(2015, 2, 26))
    assert draft.parties == (
        (Role.APPLICANT, "QIHENG INC"),
        (Role.INVENTOR, "ZHANG SAN"),
        (Role.INVENTOR, "LI SI"),
    )
    assert [(claim.number, claim.day) for claim in draft.priorities] == [
        ("13974256", date(2013, 8, 23)),
        ("13974270", date(2013, 8, 24)),
    ]
    assert [symbol for _, symbol in draft.classifications] == ["H01M10/04", "B60L50/00", "H01M10/0413"]
    assert [cited.number for cited in draft.citations if cited.number] == [
        "US20110044791",
        "CN101969122",
        "EP2230703",
    ]
    assert draft.problems == ()


@pytest.mark.parametrize(
    ("cell", "document", "grant", "text"),
    [
        ("US7000001 (B2); US2005100001 (A1)", "US20050100001", "US7000001", "US2005100001 (A1)"),
        ("US2005100001 (A1); US7000001 (B2)", "US20050100001", "US7000001", "US2005100001 (A1)"),
        ("WO2004000001 (A3); WO2004000001 (A2)", "WO2004000001", None, "WO2004000001 (A3)"),
        ("BG100001 (A); BG60001 (B1)", "BG100001", "BG60001", "BG100001 (A)"),
        ("PL60001 (Y1); PL110001 (U1)", "PL110001", "PL60001", "PL110001 (U1)"),
    ],
)
def test_espacenet_lists_the_documents_of_an_application_with_the_day_of_the_first(
    write_csv, drafts_of, *, cell, document, grant, text
):
    row = [*ESPACENET_ROW]
    row[1:3] = [cell, "26/05/2015"]
    row[7] = ""
    (draft,) = drafts_of(write_csv([ESPACENET_HEAD, row]))
    told = ("publication_number", "grant_number", "publication_number_text", "publication_date", "grant_date")
    assert [draft.values.get(name) for name in told] == [document, grant, text, date(2015, 5, 26), None]
    assert draft.problems == ()


@pytest.mark.parametrize("name", ["GLÜCK & CO", "GLENN & CO"])
def test_text_of_excel_for_mac_that_was_encoded_twice_is_mended(tmp_path, words, name):
    rows = ["Title,Publication number,Applicant(s),Priority number(s),Date of application"]
    rows += [f"Halter,EP30000{n:02} (A1),{name}\u2002[DE],,20140820" for n in range(20)]
    wrong = "\r".join(rows).encode().decode("cp1252").encode("mac-roman", errors="replace")
    path = tmp_path / "list.csv"
    path.write_bytes(wrong)
    reading = read(path, words)
    assert reading.how == "mac-roman ,"
    assert [problem.code for problem in reading.problems] == ["encoding_guessed"]
    assert {draft.values["applicants_text"] for draft in reading.drafts()} == {name}


def test_patentscope_by_application(write_workbook, words):
    rows = [
        [], ["Query:", "EN_ALL:cell"],
        ["Application Id", "Application Number", "Application Date", "Country", "Title", "I P C"],
        ["WO2021041904", "PCT/US2020/048536", "28.08.2020", "WO", "CELL", "C12N 9/78; A61K 38/50"],
        ["BR6119496", "", "15.10.1992", "BR", "Célula", "C12P 7/02"],
    ]  # fmt: skip
    reading = read(write_workbook({"ResultSet": rows}), words)
    assert reading.format == "patentscope"
    first, second = reading.drafts()
    assert (first.values["application_number"], first.values["external_id"]) == ("US2020048536", "WO2021041904")
    assert (second.rejected, second.values["filing_date"]) == (False, date(1992, 10, 15))


def test_patentscope_writes_priorities_in_two_ways():
    assert claims("[60582692 2004-06-24T23:59:59.000Z US, 10/864,311 08.06.2004 US]") == (
        "US 60582692 2004-06-24 | US 10/864,311 2004-06-08"
    )
    assert claims("US 1") == "US 1"


def test_patentscope_by_publication(write_workbook, words):
    head = [
        "Publication Number",
        "Publication Date",
        "Title",
        "Priority Data",
        "IPC",
        "Applicants",
        "Inventors",
        "FP Image",
    ]
    row = ["mxPA/a/2005/003863", "29.12.2005", "CELL", "[60582692 2004-06-24T23:59:59.000Z US]", "G01N 25/00;G01J 5/00",
           "Qiheng, Inc.;Xunzhou", "Zhang, San", ""]  # fmt: skip
    draft = only(read(write_workbook({"ResultSet": [head, row]}), words))
    assert draft.values["office"] == "MX"
    assert draft.priorities[0].day == date(2004, 6, 24)
    assert [name for role, name in draft.parties if role is Role.APPLICANT] == ["Qiheng, Inc.", "Xunzhou"]


def test_derwent_index(write_workbook, words):
    head = ["PN", "TI", "AU", "AE", "GA", "AB", "DC", "IP", "PD", "AD", "PI", "UT"]
    row = [
        "CN115536205-A; WO2022000001-A1", "Cell holder comprises plate", "LU J;ZENG J",
        "WUXI QIHENG TE (WUXI-Non-standard);LU J (LUJJ-Individual)", "202304506Q", "NOVELTY - Cell holder", "L03",
        "C02F-101/30; C02F-009/14", "CN115536205-A   30 Dec 2022   C02F-009/14   202313   Chinese",
        "CN115536205-A CN10733357 30 Jun 2021", "CN10733357 30 Jun 2021", "DIIDW:202304506Q",
    ]  # fmt: skip
    reading = read(write_workbook({"Sheet1": [head, row]}), words)
    assert reading.format == "derwent_index"
    draft = only(reading)
    values = draft.values
    assert (values["publication_number"], values["application_number"]) == ("CN115536205", "202110733357")
    assert (values["filing_date"], values["publication_date"]) == (date(2021, 6, 30), date(2022, 12, 30))
    assert values["applicants_text"] == "WUXI QIHENG TE | LU J"
    assert draft.classifications == ((Scheme.IPC, "C02F101/30"), (Scheme.IPC, "C02F9/14"))
    assert draft.family_key == "derwent_index:202304506Q"
    assert draft.written["publication_number"].endswith("WO2022000001-A1")


def test_derwent_innovation(write_workbook, words):
    head = ["Derwent Accession Number", "Basic Patent Number", "DWPI Title", "Standardized Assignee", "Inventors"]
    rows = [[1986000013, "CN1985100156A", "Cell holder", "INDIVIDUALS", "Liu X"],
            [1986000014, "KR1997023470A", "Cell", "QIHENG INC", "Huang Y; Zhang X"]]  # fmt: skip
    reading = read(write_workbook({"Sheet 1": [head, *rows]}), words)
    assert reading.format == "dwpi"
    first, second = reading.drafts()
    assert (first.values["publication_number"], first.family_key) == ("CN85100156", "dwpi:1986000013")
    assert not [name for role, name in first.parties if role is Role.APPLICANT]
    assert second.values["publication_number"] == "KR1019970023470"


def test_sumobrain(write_workbook, words):
    head = ["Document Number", "Document Type", "Publication Date", "Title", "Abstract", "Inventor Name", "Assignee",
            "Application Number", "Filing Date", "Primary Class", "Other Class"]  # fmt: skip
    rows = [
        ["US20120083964", "US-PGPUB", "2012-04-05", "Driving", "", "Zhang, San (Wuhu, CN); Li, Si", "QIHENG INC. (Ann Arbor, MI, US)",
         "13/150589", "2011-06-01", "701/26", "701/25, 701/30"],
        ["WO/2007/038322A2", "WO", "2007-04-05", "Cell", "", "", "", "US2006/037663", "2006-09-25", "", ""],
    ]  # fmt: skip
    reading = read(write_workbook({"a": [head, *rows]}), words)
    assert reading.format == "sumobrain"
    first, second = reading.drafts()
    assert first.values["applicants_text"] == "QIHENG INC."
    assert first.values["inventors_text"] == "Zhang, San | Li, Si"
    assert [symbol for _, symbol in first.classifications] == ["701/26", "701/25", "701/30"]
    assert second.values["application_number"] == "US2006037663"


def test_patstat(write_csv, words):
    head = [
        "appln_id",
        "appln_auth",
        "appln_nr",
        "appln_filing_date",
        "docdb_family_id",
        "docdb_family_size",
        "psn_name",
    ]
    reading = read(write_csv([head, ["39826", "CN", "201210445426", "2012-11-09", "77", "8", "QIHENG"]]), words)
    assert reading.format == "patstat"
    draft = only(reading)
    assert (draft.values["application_number"], draft.values["external_id"]) == ("201210445426", "39826")
    assert draft.family_key == "patstat:77"


def test_a_patstat_table_that_names_no_office_is_rejected_row_by_row(write_csv, words):
    reading = read(write_csv([["appln_id", "applicants"], ["39826", "QIHENG"], ["39827", "XUNZHOU"]]), words)
    drafts = list(reading.drafts())
    assert [[problem.code for problem in draft.problems] for draft in drafts] == [["office_not_told"]] * 2


def test_a_landscape_list_runs_symbols_together(write_csv, words):
    head = ["publication number", "kind code", "title", "priority document", "priority country", "earliest priority date",
            "application date", "ipc classes"]  # fmt: skip
    row = ["AU2007202956", "B2", "Cell", "AU19990050037", "Australia", "1999-07-19T00:00:00Z", "2007-06-27T00:00:00Z",
           "H01J04900 | A61K031426"]  # fmt: skip
    draft = only(read(write_csv([head, row]), words))
    assert [symbol for _, symbol in draft.classifications] == ["H01J49/00", "A61K31/426"]
    assert draft.values["filing_date"] == date(2007, 6, 27)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["公开（公告）号", "标题 (中文)", "申请号", "申请日", "标准化当前权利人", "IPC主分类", "专利有效性", "合享价值度"],
         ["CN109999999B", "一种电池", "CN201710601862.3", "20170721", "蓝川汽车", "H01M10/04", "有效", "9"]),
        (["公开(公告)号", "发明名称", "申请人/专利权人", "公开(公告)日", "主分类号", "申请号"],
         ["CN109999999B", "一种电池", "蓝川汽车", "2019.10.08", "H01M10/04", "CN201710601862.3"]),
        (["申请号", "申请日", "公开（公告）号", "申请（专利权）人", "发明（设计）人", "分类号", "名称", "颁证日", "专利权状态"],
         ["CN201710601862.3", "2017.07.21", "CN109999999B", "蓝川汽车", "张三", "H01M10/04", "一种电池", "2020.01.07", "有权"]),
    ],
)  # fmt: skip
def test_chinese_vendors_without_a_format_of_their_own(write_csv, words, head, row):
    draft = only(read(write_csv([head, row]), words))
    assert (draft.values["application_number"], draft.values["title"]) == ("201710601862", "一种电池")
    assert draft.values["applicants_text"] == "蓝川汽车"
    assert ("ipc", "H01M10/04") in draft.classifications
    assert draft.problems == ()


def test_cells_merged_downwards_speak_for_all_their_rows(tmp_path, words):
    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 2, "成员专利清单")
    sheet.write_row(1, 0, ["申请人", "申请号", "名称"])
    for row, serial in enumerate((2, 3, 4), start=2):
        sheet.write_row(row, 1, [f"CN2017{10601860 + serial}", f"电池{serial}"])
    sheet.merge_range(2, 0, 4, 0, "蓝川汽车有限公司")
    book.close()
    drafts = list(read(path, words).drafts())
    assert [draft.values["applicants_text"] for draft in drafts] == ["蓝川汽车有限公司"] * 3
