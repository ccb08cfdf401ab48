"""Read invented files of every vendor and language: other layouts than those of the real files at hand."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from patentdesk.intake.documents.model import RawEvent
from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import EncumbranceKind, Role, Status

INCOPAT = {
    "标题 (中文)": "一种电池包", "公开（公告）号": "CN109999999B", "申请号": "CN201710601862.3", "申请日": "20170721",
    "公开（公告）日": "20190712", "授权公告日": "20190712", "专利类型": "授权发明", "公开国别": "中国",
    "标准化申请人": "蓝川汽车有限公司;云麓大学", "申请人国别代码": "CN;CN", "当前权利人": "蓝川汽车有限公司",
    "发明人": "张三;李四", "IPC主分类": "H01M10/0525", "IPC": "H01M10/0525; B60L50/64", "权利要求数量": "10",
    "当前法律状态": "质押", "专利有效性": "有效", "当前质权人": "某银行", "质押期限": "2021-01-02至2024-01-01",
    "当前被许可人": "某公司", "许可合同备案日期": "2020-03-04", "优先权号": "US62123456", "优先权日": "20160801",
    "简单同族个数": "3", "被引证次数": "7", "链接到incoPat": "http://x", "合享价值度": "9", "代理机构": "智链代理",
}  # fmt: skip
TRS = {
    "申请号": "CN201710601862.3", "申请日": "2017.07.21", "公开（公告）号": "CN109999999A",
    "公开（公告）日": "2019.07.12", "申请（专利权）人": "蓝川汽车有限公司",
    "发明（设计）人": "张三;李四", "主分类号": "H01M10/0525(2010.01)I",
    "分类号": "H01M10/0525(2010.01)I", "优先权": "2016.8.1 US 62/123,456", "专利代理机构": "智链代理 11111",
    "进入国家日期": "", "名称": "一种电池包", "最新法律状态": "实质审查的生效", "专利权状态": "在审",
    "国省代码": "北京;11",
}  # fmt: skip
CNIPR = {"公开(公告)号": "CN109999999A", "发明名称": "一种电池包", "申请人/专利权人": "蓝川汽车有限公司",
         "公开(公告)日": "2019.07.12", "主分类号": "H01M10/0525", "摘要": "电池"}  # fmt: skip
PATSNAP_EN = {
    "Publication No.": "US10123456B2", "Title": "Battery pack", "[ST] Current Assignee": "Acme Inc. | Beta LLC",
    "Application Date": "2017-07-21", "Publication Date": "2019-07-12", "Simple Legal Status": "Active",
    "Inventor": "Doe, John | Roe, Jane", "Main IPC": "H01M10/0525", "Cited By": "US11111111B2 | US11222222B2",
    "Application No.": "US15/123456", "Estimated Expiry Date": "2037-07-21",
}  # fmt: skip
ESPACENET_DE = {
    "Nr.": "1", "Titel": "Batteriepack", "Erfinder": "MÜLLER HANS [DE]", "Anmelder": "BOSCH GMBH ROBERT [DE]",
    "Veröffentlichungsnummer": "DE102017123456A1", "Früheste Priorität": "2016-08-01", "IPC": "H01M10/0525",
    "CPC": "H01M10/0525", "Veröffentlichungsdatum": "2019-04-12", "Familiennummer": "12345678",
}  # fmt: skip
ESPACENET_FR = {
    "Titre": "Batterie", "Inventeurs": "DUPONT JEAN [FR]", "Demandeurs": "VALEO [FR]",
    "Numéro de publication": "FR3012345 (A1)", "Date de publication": "2015-05-01", "IPC": "H01M10/0525",
}  # fmt: skip
PATENTSCOPE_ZH = {
    "申请号": "PCT/CN2018/123456", "申请日": "21.12.2018", "公布号": "WO2019123456", "公布日": "27.06.2019",
    "国家": "WO", "标题": "电池包", "摘要": "一种", "国际专利分类": "H01M 10/0525", "申请人": "蓝川汽车",
}  # fmt: skip
JPLATPAT = {
    "文献番号": "特開2019-123456", "出願番号": "特願2018-001234", "出願日": "2018/01/09", "公開日": "2019/07/25",
    "発明の名称": "電池パック", "出願人/権利者": "トヨタ自動車株式会社", "国": "JP",
}  # fmt: skip
KIPRIS = {
    "출원번호": "1020180012345", "출원일": "2018.02.01", "공개번호": "1020190091234", "공개일": "2019.08.09",
    "발명의명칭": "배터리 팩", "출원인": "현대자동차주식회사", "국가코드": "KR", "국제특허분류": "H01M10/0525",
}  # fmt: skip
TAIWAN = {
    "申請號": "107101234", "申請日": "2018/01/12", "公開公告號": "TW201912345A", "公告日": "2019/03/16", "國家": "TW",
    "專利名稱": "電池組", "申請人": "鴻海精密工業股份有限公司", "發明人": "王小明", "國際分類號": "H01M10/0525",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (INCOPAT, ("CN", "一种电池包", date(2017, 7, 21), date(2019, 7, 12))),
        (TRS, ("CN", "一种电池包", date(2017, 7, 21), date(2019, 7, 12))),
        (CNIPR, ("CN", "一种电池包", None, date(2019, 7, 12))),
        (PATSNAP_EN, ("US", "Battery pack", date(2017, 7, 21), date(2019, 7, 12))),
        (ESPACENET_DE, ("DE", "Batteriepack", None, date(2019, 4, 12))),
        (ESPACENET_FR, ("FR", "Batterie", None, date(2015, 5, 1))),
        (PATENTSCOPE_ZH, ("WO", "电池包", date(2018, 12, 21), date(2019, 6, 27))),
        (JPLATPAT, ("JP", "電池パック", date(2018, 1, 9), date(2019, 7, 25))),
        (KIPRIS, ("KR", "배터리 팩", date(2018, 2, 1), date(2019, 8, 9))),
        (TAIWAN, ("TW", "電池組", date(2018, 1, 12), date(2019, 3, 16))),
    ],
)
def test_a_list_of_another_vendor_or_language(write_workbook, drafts_of, row, told):
    (draft,) = drafts_of(write_workbook({"s": [list(row), list(row.values())]}))
    assert not draft.rejected
    assert [problem.code for problem in draft.problems] == []
    names = ("office", "title", "filing_date", "publication_date")
    assert tuple(draft.values.get(name) for name in names) == told
    assert draft.parties


def test_incopat_tells_ties_states_countries_and_priorities(write_workbook, drafts_of):
    (draft,) = drafts_of(write_workbook({"s": [list(INCOPAT), list(INCOPAT.values())]}))
    assert {(tie.kind, tie.counterparty, tie.start, tie.end) for tie in draft.encumbrances} == {
        (EncumbranceKind.PLEDGE, "某银行", date(2021, 1, 2), date(2024, 1, 1)),
        (EncumbranceKind.LICENCE, "某公司", date(2020, 3, 4), None),
    }
    assert dict(draft.countries) == {"蓝川汽车有限公司": "CN", "云麓大学": "CN"}
    assert (draft.values["family_size"], draft.values["cited_by_count"], draft.values["claims_count"]) == (3, 7, 10)
    assert draft.values["grant_date"] == date(2019, 7, 12)
    assert [(claim.office, claim.day) for claim in draft.priorities] == [("US", date(2016, 8, 1))]
    assert draft.written["合享价值度"] == "9"


def test_espacenet_in_german_parts_names_and_countries(write_workbook, drafts_of):
    (draft,) = drafts_of(write_workbook({"s": [list(ESPACENET_DE), list(ESPACENET_DE.values())]}))
    assert draft.parties == ((Role.APPLICANT, "BOSCH GMBH ROBERT"), (Role.INVENTOR, "MÜLLER HANS"))
    assert draft.countries == (("BOSCH GMBH ROBERT", "DE"),)
    assert draft.family_key == "espacenet:12345678"


def _csv(*rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


HEAD, ROW = list(TRS), list(TRS.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_any_encoding_and_delimiter(tmp_path, words, encoding, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([HEAD, ROW, ROW])
    path = tmp_path / "list.txt"
    path.write_bytes(text.getvalue().encode(encoding))
    drafts = list(read(path, words).drafts())
    assert [draft.values["title"] for draft in drafts] == ["一种电池包", "一种电池包"]
    assert drafts[0].values["status"] is Status.PENDING


def test_lists_glued_together_with_their_marks_and_headers(tmp_path, words):
    path = tmp_path / "glued.csv"
    part = "\ufeff" + _csv(HEAD, ROW)
    path.write_text(part + part + part, encoding="utf-8")
    reading = read(path, words)
    assert (len(list(reading.rows())), [draft.rejected for draft in reading.drafts()]) == (3, [False] * 3)


def test_a_header_deep_in_the_sheet_merged_cells_and_several_sheets(write_workbook, words):
    above = [["某联盟专利清单"], [], ["制表：", "王", "2026"], *([""] for _ in range(12))]
    path = write_workbook({"说明": [["请勿修改"]], "一": [*above, HEAD, ROW], "二": [HEAD, ROW, [], ["合计", "1"]]})
    reading = read(path, words)
    assert [table.sheet.name for table in reading.tables] == ["一", "二"]
    assert [draft.values.get("title") for draft in reading.drafts()] == ["一种电池包", "一种电池包", None]


def test_dates_as_serial_numbers_and_as_eight_digits(write_workbook, drafts_of):
    rows = [["申请号", "申请日", "公开日", "授权日"], ["CN201710601862.3", 42937, 20190712, "43658"]]
    (draft,) = drafts_of(write_workbook({"s": rows}))
    assert [draft.values[name] for name in ("filing_date", "publication_date", "grant_date")] == [
        date(2017, 7, 21), date(2019, 7, 12), date(2019, 7, 12)]  # fmt: skip


OPS = """<ops:world-patent-data xmlns:ops="x"><exchange-document country="EP" doc-number="1000000" kind="A1">
<bibliographic-data><parties><applicants>
<applicant sequence="1" data-format="epodoc"><applicant-name><name>VALEO [FR]</name></applicant-name></applicant>
<applicant sequence="2" data-format="epodoc"><applicant-name><name>BOSCH GMBH [DE]</name></applicant-name></applicant>
<applicant sequence="1" data-format="original"><applicant-name><name>Valeo S.A.</name></applicant-name></applicant>
<applicant sequence="2" data-format="original"><applicant-name><name>Bosch GmbH</name></applicant-name></applicant>
</applicants></parties></bibliographic-data></exchange-document></ops:world-patent-data>"""


def test_offices_documents_tell_the_country_of_their_applicants(tmp_path, shared_data, words):
    path = tmp_path / "ops.xml"
    path.write_text(OPS, encoding="utf-8")
    assert next(read(path, words).drafts()).countries == (("Valeo S.A.", "FR"), ("Bosch GmbH", "DE"))
    grant = next(read(shared_data / "uspto_redbook_xml/xml2014__US08930553.xml", words).drafts())
    assert dict(grant.countries) == {"International Business Machines Corporation": "US"}


def test_a_us_recording_of_a_security_interest_is_no_assignment(words):
    told = {text: words.events.meaning(RawEvent("inpadoc", "US", "AS", "2021-04-08", text)).kind
            for text in ("Free format text: SECURITY INTEREST", "ASSIGNMENT OF ASSIGNORS INTEREST")}  # fmt: skip
    assert list(told.values()) == ["other", "assignment_recorded"]


def test_a_mark_between_glued_lists_does_not_spoil_the_quotes_behind_it(tmp_path, words):
    lists = ('"申请号","标题"\n"CN201710601862.3","电池, 电机"\n', '"CN201910000002.1","灯, 座椅"\n')
    path = tmp_path / "glued.csv"
    path.write_bytes(b"".join(b"\xef\xbb\xbf" + part.encode() for part in lists))
    assert [draft.values["title"] for draft in read(path, words).drafts()] == ["电池, 电机", "灯, 座椅"]


def test_columns_of_one_unknown_name_are_all_kept(write_csv, drafts_of):
    path = write_csv([["申请号", "标题", "自填", "自填"], ["CN201710601862.3", "电池", "一", "二"]])
    (draft,) = drafts_of(path)
    assert (draft.written["自填"], draft.written["自填 (2)"]) == ("一", "二")


def test_one_country_is_that_of_all_applicants_beside_it(write_csv, drafts_of):
    head = ["申请号", "标题", "申请人", "申请人国家"]
    (draft,) = drafts_of(write_csv([head, ["CN201710601862.3", "电池", "蓝川汽车有限公司; 云麓大学", "CN"]]))
    assert draft.countries == (("蓝川汽车有限公司", "CN"), ("云麓大学", "CN"))
