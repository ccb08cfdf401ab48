"""Layouts of every vendor other than those of the real files: each is known, read, accounted for; all invented."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import date, datetime

import pytest

from patentdesk.core.problems import Severity
from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import Role, Status

CN, US = "CN201710601862.3", "US201615123456"
LENS = {
    "#": "1", "Jurisdiction": "US", "Kind": "B2", "Display Key": "US 10123456 B2", "Lens ID": "001-002-003-004-005",
    "Publication Date": "2018-11-06", "Application Number": "US 201615123456 A", "Application Date": "2016-04-22",
    "Priority Numbers": "US 201615123456 A;;US 201562151000 P", "Earliest Priority Date": "2015-04-22",
    "Title": "Battery", "Applicants": "QIHENG INC;;BETA LLC", "Inventors": "DOE JOHN;;ROE JANE",
    "Owners (US)": "QIHENG INC (2016-05-01)", "Legal Status": "Active", "Anticipated Termination Date": "2036-04-22",
    "Has Full Text": "yes",
}  # fmt: skip
GOOGLE = {
    "id": "US-10123456-B2", "title": "Battery, cell", "assignee": "Qiheng, Inc., Beta GmbH",
    "inventor/author": "Doe John, Roe Jane", "priority date": "22/04/2015", "filing/creation date": "22/04/2016",
    "publication date": "06/11/2018", "grant date": "06/11/2018", "result link": "https://x",
    "representative figure link": "",
}  # fmt: skip
ESPACENET = {
    "No": "1", "Title": "Battery\nBatterie", "Inventors": "DOE JOHN [US]", "Applicants": "QIHENG [US]",
    "Publication number": "EP1234567A1\nUS2003123456A1", "Earliest priority": "2000-04-08", "IPC": "H01M10/0525",
    "CPC": "H01M10/0525 (EP,US)", "Publication date": "2003-05-07\n2003-06-01", "Earliest publication": "2003-05-07",
    "Family number": "12345678",
}  # fmt: skip
ESPACENET_ZH = {
    "序号": "1", "标题": "电池", "发明人": "张三 [CN]", "申请人": "蓝川 [CN]", "公布号": "CN109999999A",
    "最早优先权": "2016-08-01", "IPC": "H01M10/0525", "公布日": "2019-07-12", "最早公布": "2019-07-12",
    "同族号": "12345678",
}  # fmt: skip
PATENTSCOPE = {
    "Application Id": "WO2019123456", "Application Number": "PCT/CN2018/123456", "Application Date": "21.12.2018",
    "Publication Number": "WO/2019/123456", "Publication Date": "27.06.2019", "Country": "WO", "Title": "Battery",
    "I P C": "H01M 10/0525; H01M 4/02", "Applicants": "QIHENG; BETA", "Inventors": "DOE, John",
    "Priorities Data": "201711234567.2 21.12.2017 CN", "National Phase Entries": "",
}  # fmt: skip
DERWENT = {
    "Publication Number": "US10123456B2", "Title": "Battery", "Title - DWPI": "Battery has cell",
    "Assignee/Applicant": "QIHENG | BETA", "Assignee - DWPI": "QIHENG (QIHE-C)", "Inventor": "Doe, John | Roe, Jane",
    "Publication Date": "2018-11-06", "Application Number": "US15123456A", "Application Date": "2016-04-22",
    "Priority Number": "US62151000P | US14123456A", "Priority Date": "2015-04-22 | 2014-01-01",
    "IPC - Current": "H01M 10/0525 | H01M 4/02", "CPC - Current": "H01M 10/0525", "DWPI Accession Number": "2018123456",
    "Count of Citing Patents": "3", "Dead/Alive": "Alive", "DWPI Manual Codes": "X16",
}  # fmt: skip
PATSNAP_EN = {
    "Publication Number": "US10123456B2", "Title": "Battery", "[ST]Current Assignee": "QIHENG | BETA",
    "[ST]Original Assignee": "QIHENG", "Inventor": "Doe, John | Roe, J", "Application Date": "2016-04-22",
    "Publication Date": "2018-11-06", "Application Number": "US15/123456", "Legal Status/Event": "Granted",
    "Receiving Office": "United States",
}  # fmt: skip
STAR = {
    "申请号": CN, "申请日": "2017.07.21", "公开号": "CN109999999A", "公开日": "2019.01.04", "公告号": "CN109999999B",
    "公告日": "2020.07.14", "发明名称": "一种电池包", "申请人": "蓝川汽车有限公司;云麓大学",
    "当前权利人": "蓝川汽车有限公司", "发明人": "张三;李四", "主分类号": "H01M10/0525(2010.01)I",
    "分类号": "H01M10/0525(2010.01)I;B60L50/64(2019.01)I", "国省代码": "11", "代理机构": "智链代理 11111",
    "代理人": "王五", "优先权": "2016.8.1 US 62/123,456", "法律状态": "专利权的转移", "有效性": "有效",
}  # fmt: skip
TRS = {
    "申请号": CN, "申请日": "2017.07.21", "公开（公告）号": "CN109999999B", "公开（公告）日": "2019.07.12",
    "申请（专利权）人": "蓝川汽车有限公司", "名称": "一种电池", "最新法律状态": "专利权的转移",
    "法律状态": "2019.07.12 授权|2018.01.01 实质审查的生效", "专利权状态": "有权", "页数": "12",
}  # fmt: skip
INCOPAT = {
    "标题 (中文)": "一种电池包", "公开（公告）号": "CN109999999B", "申请号": CN, "申请日": "20170721",
    "申请人": "蓝川汽车有限公司; 云麓大学", "专利有效性": "有效", "当前法律状态": "许可; 权利转移", "优先权号":
    "US62123456; JP2016-123456", "优先权日": "20160801; 20160901", "法律状态": "20190712 授权; 20180101 公开",
    "合享价值度": "9",
}  # fmt: skip
PATSTAT = {
    "pat_publn_id": "9", "publn_auth": "EP", "publn_nr": "3123456", "publn_kind": "B1", "appln_id": "1",
    "publn_date": "2018-02-01", "publn_claims": "12", "cpc_class_symbol": "H01M  10/0525", "person_name": "QIHENG",
    "appln_filing_date": "9999-12-31",
}  # fmt: skip

LAYOUTS = {
    "lens": (LENS, "lens", "US", date(2018, 11, 6)),
    "google": (GOOGLE, "google_patents", "US", date(2018, 11, 6)),
    "espacenet": (ESPACENET, "espacenet", "EP", date(2003, 5, 7)),
    "espacenet_zh": (ESPACENET_ZH, "espacenet", "CN", date(2019, 7, 12)),
    "patentscope": (PATENTSCOPE, "patentscope", "WO", date(2019, 6, 27)),
    "derwent": (DERWENT, "dwpi", "US", date(2018, 11, 6)),
    "patsnap_en": (PATSNAP_EN, "patsnap", "US", date(2018, 11, 6)),
    "zhuanlizhixing": (STAR, "table", "CN", date(2019, 1, 4)),
    "trs": (TRS, "table", "CN", date(2019, 7, 12)),
    "patstat": (PATSTAT, "patstat", "EP", date(2018, 2, 1)),
}


def text_of(*rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def listed(row):
    return [list(row), list(row.values())]


def only(path, words):
    (draft,) = read(path, words).drafts()
    return draft


def codes(draft):
    return [(problem.severity, problem.code, problem.field_name) for problem in draft.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_in_any_dress_is_known_and_every_cell_kept(tmp_path, words, name, encoding, delimiter):
    row, form, office, published = LAYOUTS[name]
    path = tmp_path / "list.csv"
    path.write_bytes(text_of(*listed(row), delimiter=delimiter).encode(encoding))
    reading = read(path, words)
    draft = only(path, words)
    assert (reading.format, draft.values["office"], draft.values["publication_date"]) == (form, office, published)
    assert codes(draft) == []
    kept = " ".join(draft.written.values())
    assert [cell for cell in row.values() if cell and cell not in kept] == []
    assert set(reading.mapping) == set(row)


def test_derwent_pairs_days_with_claims_and_reads_numbers_with_a_letter(write_workbook, words):
    draft = only(write_workbook({"s": listed(DERWENT)}), words)
    assert draft.values["application_number"] == "15123456"
    assert {(claim.number, claim.day) for claim in draft.priorities} == {
        ("62151000", date(2015, 4, 22)), ("14123456", date(2014, 1, 1))}  # fmt: skip
    assert draft.values["priority_date"] == date(2014, 1, 1)
    assert (draft.values["status"], draft.values["cited_by_count"]) == (Status.GRANTED, 3)
    assert {symbol for _, symbol in draft.classifications} == {"H01M10/0525", "H01M4/02"}


def test_patentscope_tells_priorities_and_espacenet_countries(write_workbook, words):
    (claim,) = only(write_workbook({"s": listed(PATENTSCOPE)}), words).priorities
    assert (claim.office, claim.number, claim.day) == ("CN", "201711234567", date(2017, 12, 21))
    draft = only(write_workbook({"s": listed(ESPACENET_ZH)}), words)
    assert (draft.countries, draft.parties[0]) == ((("蓝川", "CN"),), (Role.APPLICANT, "蓝川"))
    assert (draft.family_key, draft.values["priority_date"]) == ("espacenet:12345678", date(2016, 8, 1))


def test_a_header_has_its_second_meaning_beside_one_that_has_the_first(write_workbook, words):
    draft = only(write_workbook({"s": listed(STAR)}), words)
    assert (draft.values["grant_number"], draft.values["grant_date"]) == ("CN109999999", date(2020, 7, 14))
    assert (draft.values["status"], draft.values["status_text"]) == (Status.GRANTED, "专利权的转移")
    alone = {name: text for name, text in STAR.items() if name not in ("公开号", "公开日")}
    draft = only(write_workbook({"s": listed(alone)}), words)
    assert (draft.values["publication_number"], draft.values["publication_date"]) == ("CN109999999", date(2020, 7, 14))


def test_events_in_words_are_read_or_told_to_be_unread(write_workbook, words):
    draft = only(write_workbook({"s": listed(TRS)}), words)
    assert {(event.kind, event.day) for event in draft.events} == {
        ("other", date(2019, 7, 12)), ("exam_request", date(2018, 1, 1))}  # fmt: skip
    assert (draft.values["grant_date"], draft.values["status"]) == (date(2019, 7, 12), Status.GRANTED)
    draft = only(write_workbook({"s": listed({**TRS, "法律状态": "转让、许可"})}), words)
    assert codes(draft) == [(Severity.NOTE, "events_unread", "legal_events")]
    draft = only(write_workbook({"s": listed(INCOPAT)}), words)
    assert [claim.day for claim in draft.priorities] == [date(2016, 8, 1), date(2016, 9, 1)]
    assert (draft.values["status"], codes(draft)) == (Status.GRANTED, [])


@pytest.mark.parametrize("column", ["申请号", "公开号", "授权公告号"])
@pytest.mark.parametrize("cell", ["2.01711E+11", "1.23E+15", "2.0171060186e+12"])
def test_a_number_that_a_spreadsheet_shortened_is_no_number(tmp_path, words, column, cell):
    path = tmp_path / "list.csv"
    path.write_text(text_of([column, "名称", "国家"], [cell, "电池", "中国"]), encoding="utf-8")
    draft = only(path, words)
    assert draft.rejected
    (problem,) = [one for one in draft.problems if one.severity is Severity.ERROR]
    assert (problem.code, problem.source.column, problem.args["text"]) == ("number_rounded", column, cell)


def test_a_number_with_all_of_its_digits_is_written_out(tmp_path, words):
    path = tmp_path / "list.csv"
    path.write_text(text_of(["申请号", "国家"], ["2.017106018623E+12", "中国"], ["2.017106018623E11", "CN"]))
    assert [draft.values["application_number"] for draft in read(path, words).drafts()] == ["201710601862"] * 2


def test_a_column_goes_by_the_order_of_days_that_its_neighbours_show(tmp_path, words):
    path = tmp_path / "list.csv"
    heads = ["Application number", "Filing date", "Publication date"]
    path.write_text(text_of(heads, [US, "22/04/2016", "06/11/2018"], [US, "04/22/2016", "06/11/2018"]))
    assert [draft.values["publication_date"] for draft in read(path, words).drafts()] == [date(2018, 6, 11)] * 2
    path.write_text(text_of(heads, [US, "22/04/2016", "06/11/2018"]))
    assert only(path, words).values["publication_date"] == date(2018, 11, 6)
    path.write_text(text_of(heads, [US, "05/04/2016", "06/06/2018"]))
    draft = only(path, words)
    assert draft.values["filing_date"] == date(2016, 5, 4)
    assert codes(draft) == [(Severity.NOTE, "date_order_unsure", "filing_date")]


@pytest.mark.parametrize(
    "written",
    ["2017年7月21日", "2017.07.21", "20170721", "21-Jul-17", "Jul 21, 2017", "21 July 2017", "2017/7/21 0:00", "42937",
     "２０１７．０７．２１", "2017-07-21T00:00:00Z", 42937, datetime(2017, 7, 21)],
)  # fmt: skip
def test_days_in_every_usual_form(write_workbook, words, written):
    draft = only(
        write_workbook(
            {"s": [["申请号", "申请日", "优先权日"], ["ＣＮ２０１７１０６０１８６２．３", written, written]]}
        ),
        words,
    )
    assert (draft.values["application_number"], draft.values["filing_date"]) == ("201710601862", date(2017, 7, 21))


@pytest.mark.parametrize("written", ["106年7月21日", "106/07/21", "2019-02-30", "2019年7月"])
@pytest.mark.parametrize("column", ["申请日", "优先权日"])
def test_days_of_other_kinds_are_told_to_be_unread(write_workbook, words, written, column):
    draft = only(write_workbook({"s": [["申请号", column], [CN, written]]}), words)
    assert len(draft.problems) == 1
    assert draft.problems[0].code.startswith("date_")
    assert draft.problems[0].source.column == column


@pytest.mark.parametrize(
    ("encoding", "heads", "cells"),
    [
        ("big5", ["申請號", "專利名稱", "申請日"], ["107101234", "電動車之電池模組及其控制方法", "2018/01/12"]),
        ("shift_jis", ["出願番号", "発明の名称", "出願日"], ["特願2018-001234", "電池パックおよび車両", "2018/01/12"]),
        ("euc-kr", ["출원번호", "발명의명칭", "출원일"], ["1020180012345", "전기 자동차 배터리 팩", "2018/01/12"]),
        ("gbk", ["申请号", "专利名称", "申请日"], [CN, "电动汽车电池组及其控制方法", "2018/01/12"]),
    ],
)
def test_encodings_of_east_asia(tmp_path, words, encoding, heads, cells):
    path = tmp_path / "list.csv"
    path.write_bytes(text_of(heads, cells, cells).encode(encoding))
    assert [draft.values["title"] for draft in read(path, words).drafts()] == [cells[1]] * 2


def test_a_packed_list_is_read(tmp_path, words):
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress(text_of(*listed(TRS)).encode()))
    assert only(path, words).values["application_number"] == "201710601862"
    path.write_bytes(path.read_bytes()[:-30])
    assert [problem.code for problem in read(path, words).problems] == ["archive_damaged"]


def test_json_under_a_name_that_nobody_heard_of(tmp_path, words):
    path = tmp_path / "list.json"
    path.write_text(json.dumps({"anzahl": 1, "treffer": [{"application number": CN, "title": "a"}]}), encoding="utf-8")
    assert only(path, words).values["application_number"] == "201710601862"


PEDS = {"queryResults": {"searchResponse": {"response": {"numFound": 1, "docs": [{
    "applId": "15123456", "appFilingDate": "2016-04-22T00:00:00Z", "patentTitle": "Battery",
    "patentNumber": "10123456", "patentIssueDate": "2018-11-06T00:00:00Z", "appStatus": "Patented Case",
    "applicants": [{"nameLineOne": "QIHENG INC"}], "inventors": [{"nameLineOne": "Doe", "nameLineTwo": "John"}],
    "foreignPriority": [{"countryName": "CHINA", "priorityClaim": "201510001234.5", "filingDate": "2015-01-05"}],
    "transactions": [{"recordDate": "2017-08-01", "code": "MCTNF", "description": "Non-Final Rejection"}],
    "somethingNew": "unheard",
}]}}}}  # fmt: skip


def test_the_services_of_the_uspto_before_the_open_data_portal(tmp_path, words):
    path = tmp_path / "peds.json"
    path.write_text(json.dumps(PEDS), encoding="utf-8")
    draft = only(path, words)
    assert (draft.values["application_number"], draft.values["grant_date"]) == ("15123456", date(2018, 11, 6))
    assert [name for _, name in draft.parties] == ["QIHENG INC", "John Doe"]
    assert [event.kind for event in draft.events] == ["office_action"]
    assert [(claim.office, claim.number) for claim in draft.priorities] == [("CN", "201510001234")]
    assert read(path, words).mapping == {"docs/somethingNew": None}


def test_fee_events_of_the_uspto_stand_in_columns_of_fixed_width(tmp_path, words):
    lines = ["0000010123456 15123456 N 20160422 20181106 20220401 M1551",
             "0000010123456 15123456 N 20160422 20181106 20260401 M1552",
             "RE35000 08123456 Y 19930422 19950801 19990201 EXP. ", "broken"]  # fmt: skip
    path = tmp_path / "MaintFeeEvents.txt"
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    first, second, broken = read(path, words).drafts()
    assert [(event.kind, event.year) for event in first.events] == [("annuity_paid", 4), ("annuity_paid", 8)]
    assert (second.values["grant_number"], second.values["reduction"]) == ("USRE35000", "small")
    assert (broken.problems[0].code, broken.rejected) == ("line_unread", True)


ST36 = """<?xml version="1.0" encoding="GB2312"?>
<!DOCTYPE cn-patent-document PUBLIC "-//SIPO//DTD" "cn-patent-document-06-10-27.dtd">
<cn-patent-document lang="ZH" country="CN"><cn-bibliographic-data><cn-publication-reference><document-id>
<country>CN</country><doc-number>109999999</doc-number><kind>A</kind><date>20190104</date></document-id>
</cn-publication-reference><application-reference><document-id><country>CN</country><doc-number>201710601862.3
</doc-number><date>20170721</date></document-id></application-reference><priority-claims><priority-claim>
<country>US</country><doc-number>62/123,456</doc-number><date>20160801</date></priority-claim></priority-claims>
<classifications-ipcr><classification-ipcr><text>H01M 10/0525(2010.01)I</text></classification-ipcr>
</classifications-ipcr><invention-title>一种电池</invention-title><cn-parties><cn-applicants><cn-applicant>
<name>蓝川汽车有限公司</name><address><text>某市</text></address></cn-applicant></cn-applicants></cn-parties>
</cn-bibliographic-data></cn-patent-document>"""


def test_the_older_documents_of_cnipa(tmp_path, words):
    path = tmp_path / "cn.xml"
    path.write_bytes(ST36.encode("gb2312"))
    draft = only(path, words)
    assert (draft.values["application_number"], draft.values["publication_number"]) == ("201710601862", "CN109999999")
    assert [(claim.number, claim.day) for claim in draft.priorities] == [("62123456", date(2016, 8, 1))]
    assert (draft.values["ipc_main"], draft.parties) == ("H01M10/0525", ((Role.APPLICANT, "蓝川汽车有限公司"),))
    assert read(path, words).mapping == {"address/text": None}


def test_citation_lists_name_applications_and_leave_blanks_out(tmp_path, words):
    path = tmp_path / "cnki.txt"
    path.write_text(f"[1]张三,李四. 电池[P]. 北京：{CN},2017-07-21.\n[2]R.W.王五.底盘[P].上海:CN209999999U,2019-07-12",
                    encoding="utf-8")  # fmt: skip
    first, second = read(path, words).drafts()
    assert first.values["application_number"] == "201710601862"
    assert (second.values["title"], second.values["inventors_text"]) == ("底盘", "R.W.王五")


def test_what_a_derwent_record_says_beside_its_fields_is_kept(tmp_path, words):
    said = "AD US2019123456-A1    US123456    22 Apr 2016\nPI US151000P    22 Apr 2015\n"
    record = f"PT P\nPN US2019123456-A1\nTI Pack.\n{said}ER\n"
    path = tmp_path / "savedrecs.txt"
    path.write_text(record, encoding="utf-8")
    draft = only(path, words)
    assert "US123456" in draft.written["AD"]
    assert "US151000P" in draft.written["PI"]


def test_two_rows_of_heads_and_totals_below(write_workbook, words):
    rows = [
        ["专利清单"],
        ["基本信息", "", "日期"],
        ["申请号", "名称", "申请日"],
        [CN, "电池", "2017-07-21"],
        ["合计", "1", ""],
    ]
    first, last = read(write_workbook({"s": rows}), words).drafts()
    assert first.values["filing_date"] == date(2017, 7, 21)
    assert last.rejected
    assert "number_unreadable" in [problem.code for problem in last.problems]
