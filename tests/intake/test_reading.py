from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from patentdesk.core.problems import Severity
from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Role, Scheme, Segment, Status
from patentdesk.portfolio.kinds import Stage

CHINESE = [
    ["序号", "专利名称", "申请号", "申请日", "申请人", "发明人", "主分类号", "法律状态"],
    [
        "1",
        "一种电池包",
        "CN201710601862.3",
        "2017.07.21",
        "蓝川汽车有限公司；云麓大学",
        "张三；李四",
        "H01M 2/10",
        "授权",
    ],
    ["2", "一种座椅", "ZL 2018 2 1344181.X", "2018年8月20日", "蓝川汽车有限公司", "王五", "B60N2/02", "未缴年费"],
]
LENS = [
    [
        "#",
        "Jurisdiction",
        "Kind",
        "Display Key",
        "Lens ID",
        "Publication Date",
        "Application Number",
        "Application Date",
        "Priority Numbers",
        "Earliest Priority Date",
        "Title",
        "Applicants",
        "Inventors",
        "Owners",
        "URL",
        "Document Type",
        "CPC Classifications",
        "Legal Status",
    ],
    [
        "1",
        "US",
        "B2",
        "US 9999999 B2",
        "111-222-333-444-555",
        "2018-07-03",
        "US 201615539657 A",
        "2016-12-01",
        "US 201615539657 A;;CN 201510601862 A 20151202",
        "2015-12-02",
        "Cell holder",
        "LANCHUAN MOTOR CO LTD;;QIHENG INC",
        "ZHANG SAN;;LI SI",
        "LANCHUAN MOTOR CO LTD (2017-01-05)",
        "https://lens.org/111",
        "Granted Patent",
        "H01M50/20;;B60K1/04",
        "ACTIVE",
    ],
]
GOOGLE = [
    [
        "id",
        "title",
        "assignee",
        "inventor/author",
        "priority date",
        "filing/creation date",
        "publication date",
        "grant date",
        "result link",
        "representative figure link",
    ],
    [
        "EP-3999999-A1",
        "Cell holder ",
        "Qiheng Co., Ltd., Xunzhou Inc.",
        "Zhang San, Li Si",
        "2017-12-20",
        "2018-11-02",
        "2019-06-26",
        "",
        "https://patents.example/EP3999999A1",
        "",
    ],
]


def test_a_chinese_list_is_read_by_meaning(write_csv, drafts_of):
    first, second = drafts_of(write_csv(CHINESE))
    assert first.values["application_number"] == "201710601862"
    assert first.values["filing_date"] == date(2017, 7, 21)
    assert first.values["office"] == "CN"
    assert first.values["status"] is Status.GRANTED
    assert first.values["title"] == "一种电池包"
    assert first.parties == (
        (Role.APPLICANT, "蓝川汽车有限公司"),
        (Role.APPLICANT, "云麓大学"),
        (Role.INVENTOR, "张三"),
        (Role.INVENTOR, "李四"),
    )
    assert first.classifications == ((Scheme.IPC, "H01M2/10"),)
    assert (second.values["right_type"], second.values["status"]) == (RightType.UTILITY_MODEL, Status.LAPSED)
    assert second.values["filing_date"] == date(2018, 8, 20)
    assert second.source.row == 3


def test_every_cell_is_kept_as_written(write_csv, drafts_of):
    rows = [[*CHINESE[0], "内部评分"], *([*row, "A+"] for row in CHINESE[1:])]
    first = drafts_of(write_csv(rows))[0]
    kept = set(first.written.values())
    assert kept == {cell for cell in rows[1] if cell}
    assert first.written["内部评分"] == "A+"
    assert first.columns["application_number"] == "申请号"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters_are_found_out(write_csv, drafts_of, encoding, delimiter):
    rows = [[cell.replace(";", "/") for cell in row] for row in CHINESE]
    drafts = drafts_of(write_csv(rows, encoding=encoding, delimiter=delimiter))
    assert [draft.values["title"] for draft in drafts] == ["一种电池包", "一种座椅"]


def test_a_workbook_gives_what_the_text_gives(write_csv, write_workbook, drafts_of):
    text = drafts_of(write_csv(CHINESE))
    book = drafts_of(write_workbook({"清单": CHINESE}))
    assert [draft.values for draft in book] == [draft.values for draft in text]
    assert book[0].source.sheet == "清单"


def test_dates_and_numbers_of_a_workbook_keep_their_type(write_workbook, drafts_of):
    rows = [
        ["申请号", "申请日", "授权公告日", "权利要求数量"],
        ["CN201710601862.3", datetime(2017, 7, 21), 43650, 12.0],
    ]
    values = drafts_of(write_workbook({"a": rows}))[0].values
    assert (values["filing_date"], values["grant_date"], values["claims_count"]) == (
        date(2017, 7, 21),
        date(2019, 7, 4),
        12,
    )


def test_the_header_may_stand_deep_and_again_and_rows_may_be_blank(write_workbook, words):
    rows = [["成员专利清单"], [], ["2026 年"], *CHINESE[:2], [], CHINESE[0], CHINESE[2], ["", ""]]
    reading = read(write_workbook({"封面": [["说明"]], "清单": rows, "空": []}), words)
    drafts = list(reading.drafts())
    assert [draft.source.row for draft in drafts] == [5, 8]
    assert len(list(reading.rows())) == 2
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("layout_unknown", Severity.NOTE)]


def test_several_sheets_are_read(write_workbook, words):
    reading = read(write_workbook({"一": CHINESE[:2], "二": [CHINESE[0], CHINESE[2]]}), words)
    assert [draft.source.sheet for draft in reading.drafts()] == ["一", "二"]


def test_a_header_that_stands_twice_is_noted_and_nothing_is_lost(write_csv, words):
    rows = [["申请号", "名称", "备注", "备注"], ["CN201710601862.3", "电池", "甲", "乙"]]
    reading = read(write_csv(rows), words)
    assert [problem.code for problem in reading.problems] == ["header_twice"]
    draft = next(reading.drafts())
    assert draft.values["note"] == "甲"
    assert draft.written["备注"] == "乙"


def test_the_lens(write_csv, words):
    reading = read(write_csv(LENS), words)
    assert reading.format == "lens"
    draft = next(reading.drafts())
    values = draft.values
    assert (values["office"], values["application_number"], values["publication_number"]) == (
        "US",
        "15539657",
        "US9999999",
    )
    assert (values["grant_number"], values["grant_date"], draft.stage) == ("US9999999", date(2018, 7, 3), Stage.GRANT)
    assert (values["priority_date"], values["status"], values["status_text"]) == (
        date(2015, 12, 2),
        Status.GRANTED,
        "ACTIVE",
    )
    assert (Role.OWNER, "LANCHUAN MOTOR CO LTD") in draft.parties
    assert [(claim.office, claim.number, claim.day) for claim in draft.priorities] == [
        ("CN", "201510601862", date(2015, 12, 2))
    ]
    assert draft.family_key == "CN201510601862+US15539657"
    assert reading.mapping["Document Type"] is None


def test_a_lens_layout_without_numbers_lives_by_its_lens_id(write_csv, drafts_of):
    rows = [
        ["#", "Lens ID", "Jurisdiction", "Title"],
        ["1", "111-222-333-444-555", "EP", "Cell"],
        ["2", "", "EP", "No id"],
    ]
    first, second = drafts_of(write_csv(rows))
    assert first.values["external_id"] == "111-222-333-444-555"
    assert not first.rejected
    assert [problem.code for problem in second.problems] == ["row_without_number"]


def test_numbers_that_cannot_be_read_are_named_as_they_stand(write_csv, drafts_of):
    """The row has numbers: it is not said to have none."""
    (draft,) = drafts_of(write_csv([["公开（公告）号", "申请号", "标题"], ["XX-abc", "乱码号", "电池"]]))
    assert draft.rejected
    told = [(one.code, one.source.column, one.args["text"]) for one in draft.problems]
    assert told == [("number_unreadable", "申请号", "乱码号"), ("number_unreadable", "公开（公告）号", "XX-abc")]


@pytest.mark.parametrize("above", ["", "search URL:,https://patents.example/?q=cell\n"])
def test_google_patents(write_csv, words, above):
    reading = read(write_csv(GOOGLE, above=above), words)
    assert reading.format == "google_patents"
    draft = next(reading.drafts())
    assert draft.source.row == (3 if above else 2)
    assert (draft.values["publication_number"], draft.values["title"]) == ("EP3999999", "Cell holder")
    assert draft.values["applicants_text"] == "Qiheng Co., Ltd. | Xunzhou Inc."
    assert "grant_number" not in draft.values


def test_patsnap(write_workbook, words):
    rows = [
        [
            "序号",
            "公开(公告)号",
            "法律状态/事件",
            "[标]当前申请(专利权)人",
            "申请日",
            "公开(公告)日",
            "标题(译)(简体中文)",
            "标题(译)(English)",
            "专利类型",
            "受理局",
            "[标]原始申请(专利权)人",
            "IPC分类号",
            "IPC主分类号",
            "UPC分类号",
        ],
        [
            1.0,
            "CN109999999B",
            "授权 | 质押",
            "启衡有限公司 | 云麓大学",
            "2019-01-15",
            "2022-07-05",
            "一种飞轮",
            "A flywheel",
            "授权发明",
            "中国",
            "启衡有限公司",
            "B60K6/10 | F16F15/30",
            "F16F15/30",
            "-",
        ],
    ]
    reading = read(write_workbook({"sheet1": rows}, "20260101.XLSX"), words)
    assert reading.format == "patsnap"
    draft = next(reading.drafts())
    assert (draft.values["office"], draft.values["publication_number"], draft.values["ipc_main"]) == (
        "CN",
        "CN109999999",
        "F16F15/30",
    )
    assert (draft.values["title"], draft.values["title_en"]) == ("一种飞轮", "A flywheel")
    assert (draft.values["grant_date"], draft.values["status"]) == (date(2022, 7, 5), Status.GRANTED)
    assert [tie.kind for tie in draft.encumbrances] == [EncumbranceKind.PLEDGE]
    assert [name for role, name in draft.parties if role is Role.OWNER] == ["启衡有限公司", "云麓大学"]


@pytest.mark.parametrize(
    "headers",
    [
        ["公开（公告）号", "标题 (中文)", "申请人", "申请日", "IPC主分类", "专利有效性"],  # incoPat
        ["公开(公告)号", "发明名称", "申请人/专利权人", "申请日", "主分类号", "法律状态"],  # CNIPR
        ["公开（公告）号", "名称", "申请（专利权）人", "申请日", "主分类号", "专利权状态"],  # SIPO
        ["Publication No.", "Title", "Assignee", "Filing Date", "Main IPC", "Legal Status"],
        ["publication_number", "title", "applicants_text", "filing_date", "ipc_main", "status"],  # our own names
        ["公 开 (公 告) 号", " 名 称 ", "【申请人】", "申请日：", "主分类号", "法律状态"],
    ],
)
def test_header_conventions(write_csv, drafts_of, headers):
    row = ["CN109999999A", "一种飞轮", "启衡有限公司", "2019.01.15", "F16F15/30", "有效"]
    values = drafts_of(write_csv([headers, row]))[0].values
    assert values["publication_number"] == "CN109999999"
    assert values["title"] == "一种飞轮"
    assert values["applicants_text"] == "启衡有限公司"
    assert (values["filing_date"], values["ipc_main"], values["status"]) == (
        date(2019, 1, 15),
        "F16F15/30",
        Status.GRANTED,
    )


def test_a_person_may_say_what_a_column_means(write_csv, drafts_of, words):
    rows = [["编码", "名称", "得分"], ["CN201710601862.3", "电池", "7"]]
    path = write_csv(rows)
    assert read(path, words).problems[0].code == "layout_unknown"
    draft = drafts_of(path, {"编码": "application_number", "得分": "claims_count", "名称": None})[0]
    assert draft.values["application_number"] == "201710601862"
    assert draft.values["claims_count"] == 7
    assert "title" not in draft.values
    assert draft.written["名称"] == "电池"


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("申请日", "2023-13-45", "date_impossible"),
        ("申请日", "2023", "date_incomplete"),
        ("法律状态", "不明所以", "status_word_unknown"),
        ("权利要求数量", "many", "count_unknown"),
        ("受理局", "亚特兰蒂斯", "office_unknown"),
        ("主分类号", "电池", "symbol_unknown"),
        ("产业链环节", "天空", "segment_unknown"),
        ("优先权号", "abc", "priority_unknown"),
        ("申请号", "CN201820468923.4", "check_digit_failed"),
    ],
)
def test_a_bad_cell_is_told_with_its_place_and_the_row_still_comes_in(write_csv, drafts_of, column, cell, code):
    rows = [["公开号", "名称", column], ["CN109999999A", "电池", cell]]
    draft = drafts_of(write_csv(rows))[0]
    (problem,) = draft.problems
    assert (problem.code, problem.severity) == (code, Severity.WARNING)
    assert (problem.source.file, problem.source.row, problem.source.column) == ("list.csv", 2, column)
    assert not draft.rejected
    assert cell in draft.written.values()


def test_a_grant_before_the_filing_is_told(write_csv, drafts_of):
    draft = drafts_of(
        write_csv([["申请号", "申请日", "授权公告日"], ["CN201710601862.3", "2017-07-21", "2016-01-01"]])
    )[0]
    assert [(problem.code, problem.source.column) for problem in draft.problems] == [
        ("dates_out_of_order", "授权公告日")
    ]
    assert draft.values["grant_date"] == date(2016, 1, 1)


def test_cells_beyond_the_headers_are_told(write_csv, drafts_of):
    draft = drafts_of(write_csv([["申请号", "名称"], ["CN201710601862.3", "电池", "stray"]]))[0]
    assert [problem.code for problem in draft.problems] == ["cell_without_header"]
    assert "stray" in draft.written.values()


def test_a_number_without_office_is_rejected(write_csv, drafts_of):
    draft = drafts_of(write_csv([["Application Number", "Title"], ["77/99", "Cell"]]))[0]
    assert draft.rejected
    assert [problem.code for problem in draft.problems] == ["office_not_told"]


def test_segments_and_members_are_read(write_csv, drafts_of):
    draft = drafts_of(write_csv([["申请号", "产业链环节", "成员单位"], ["CN201710601862.3", "热管理", "蓝川汽车"]]))[0]
    assert draft.values["segment"] is Segment.THERMAL
    assert draft.member == "蓝川汽车"


def test_day_first_columns_are_read_so(write_csv, drafts_of):
    rows = [["Application Number", "Filing Date"], ["EP05025792.2", "9/1/2005"], ["EP09013460.2", "31/12/2009"]]
    assert [draft.values["filing_date"] for draft in drafts_of(write_csv(rows))] == [
        date(2005, 1, 9),
        date(2009, 12, 31),
    ]


def test_sniffing_names_the_format(write_csv, words):
    assert read(write_csv(LENS), words).format == "lens"
    assert read(write_csv(GOOGLE), words).format == "google_patents"
    assert read(write_csv(CHINESE), words).format == "table"
    assert read(write_csv([["a", "b"], ["c", "d"]]), words).format == ""


@pytest.mark.parametrize(
    ("word", "status"), [("PENDING", Status.PCT_OPEN), ("DISCONTINUED", Status.PCT_CLOSED), ("UNKNOWN", Status.UNKNOWN)]
)
def test_international_applications_are_open_or_closed(write_csv, drafts_of, word, status):
    rows = [["Jurisdiction", "Publication Number", "Legal Status"], ["WO", "WO 2012/154208 A2", word]]
    assert drafts_of(write_csv(rows))[0].values["status"] is status


def test_formulas_without_stored_values_are_told(tmp_path, words):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("A & B")
    sheet.append(["公开号", "专利名称", "申请日"])
    sheet.append(["CN110000001A", "=1+1", "=TODAY()"])
    sheet.append(["CN110000002A", "电池", "2019-05-05"])
    sheet.append(["=A2", "='[1]Sheet1'!A1", "=1"])
    book.save(tmp_path / "formulas.xlsx")
    drafts = list(read(tmp_path / "formulas.xlsx", words).drafts())
    told = [[(found.code, found.source.sheet, found.source.row, found.source.column) for found in draft.problems
             if found.code == "formula_without_value"] for draft in drafts]  # fmt: skip
    assert told[:2] == [[("formula_without_value", "A & B", 2, name) for name in ("专利名称", "申请日")], []]
    assert (len(told[2]), drafts[2].rejected) == (3, True)


def test_formulas_with_stored_values_are_cells_like_others(tmp_path, words):
    book = xlsxwriter.Workbook(tmp_path / "computed.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["公开号", "专利名称", "被引证次数"])
    sheet.write_string(1, 0, "CN110000001A")
    sheet.write_formula(1, 1, '="电"&"池"', value="电池")
    sheet.write_formula(1, 2, "=0", value=0)
    book.close()
    (draft,) = read(tmp_path / "computed.xlsx", words).drafts()
    assert (draft.values["title"], draft.problems) == ("电池", ())


def test_each_column_keeps_its_text_under_a_name_of_its_own(drafts_of, write_csv):
    header = ["title", "申请号", "专利名称", "a", "a"]
    rows = [header, ["other", "CN201710601862.3", "电机", "", "second"], ["", "CN201710601863.8", "电机", "first", ""]]
    first, second = drafts_of(write_csv(rows), {"title": None})
    assert first.written == {
        "title (2)": "other", "application_number": "CN201710601862.3", "title": "电机", "a (2)": "second"
    }  # fmt: skip
    assert second.written["a"] == "first"
