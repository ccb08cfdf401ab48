"""Lists as Chinese vendors, offices, agencies, universities and companies write them; every company is invented."""

from datetime import date

import pytest

from patentdesk.core.problems import Severity
from patentdesk.intake.docketlist import read_docket_list
from patentdesk.intake.reading import read
from patentdesk.portfolio.checkdigits import cn_digit
from patentdesk.portfolio.codes import RightType, Role, Status
from tests.intake.asking import named


def number(key):
    return f"{key}.{cn_digit(key)}"


INVENTION, MODEL, DESIGN = number("201910000101"), number("202120000202"), number("202230000303")
COMPANY, SCHOOL = "蓝川汽车有限公司", "云麓大学"


@pytest.fixture
def draft_of(write_csv, words):
    def draft(row, **written):
        (one,) = read(write_csv([list(row), list(row.values())], **written), words).drafts()
        return one

    return draft


def codes(draft):
    return [problem.code for problem in draft.problems]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("申请号或专利号", "application_number"),
        ("专利号/申请号", "application_number"),
        ("登记号/申请号/专利号", "application_number"),
        ("申请号 Application No.", "application_number"),
        ("Patent-专利号", "patent_number"),
        ("专利号（ZL）", "patent_number"),
        ("申请公布号", "publication_number"),
        ("授权公告号（申请公布号）", "publication_number"),
        ("*申请号（必填）", "application_number"),
        ("专利申请日", "filing_date"),
        ("申请日期（年/月/日）", "filing_date"),
        ("专利申请时间", "filing_date"),
        ("授权时间", "grant_date"),
        ("授权/登记日期", "grant_date"),
        ("案件名称", "title"),
        ("知识产权名称", "title"),
        ("Title-题名", "title"),
        ("1.专利名称", "title"),
        ("专利代理机构名称", "agencies"),
        ("摘要文本", "abstract"),
        ("发明人1", "inventors"),
        ("LOC分类号", "locarno"),
        ("主分类", "ipc_main"),
    ],
)
def test_a_header_is_understood_by_what_it_is_made_of(words, header, field):
    assert words.meaning(header)[0] == field


@pytest.mark.parametrize(
    "header",
    ["申请人地址", "申请人（省）", "申请人(翻译)", "申请人数量", "PCT申请号", "分案原申请号", "引证专利号",
     "技术领域（一级）", "代理人姓名", "申请日/授权日", "转让人/受让人", "专利年度", "申请年份", "申请人及地址",
     "证书编号", "IPC小类", "优先权国家数量", "登记号"],
)  # fmt: skip
def test_what_stands_beside_a_known_word_changes_its_meaning(words, header):
    assert words.meaning(header)[0] is None


@pytest.mark.parametrize("header", ["申请号或专利号", "专利号", "授权号", "专利号/公开号"])
@pytest.mark.parametrize("cell", [f"ZL{INVENTION}", f"ZL 2019 1 0000101.{INVENTION[-1]}", f"{INVENTION}\n（发明）"])
def test_the_number_of_a_chinese_patent_is_its_application_wherever_it_stands(draft_of, header, cell):
    draft = draft_of({"序号": "1", header: cell, "名称": "电池包", "公开日": "2019.07.12", "国家": "中国"})
    assert (draft.values["application_number"], draft.values.get("grant_number")) == ("201910000101", None)
    assert (draft.values.get("publication_number"), codes(draft)) == (None, [])


def test_a_document_in_the_column_of_applications_is_a_document(draft_of):
    draft = draft_of({"申请号/公开号": "CN110000101B", "名称": "电池包"})
    assert draft.values["publication_number"] == draft.values["grant_number"] == "CN110000101"
    assert ("application_number" in draft.values, codes(draft)) == (False, [])


def test_several_documents_of_one_cell_are_told_apart_and_what_is_left_is_told(draft_of):
    draft = draft_of({"申请号": INVENTION, "公开号": "CN110000101B\nCN108000101A"})
    assert (draft.values["publication_number"], draft.values["grant_number"]) == ("CN108000101", "CN110000101")
    draft = draft_of({"申请号": f"{INVENTION}；{MODEL}", "名称": "电池包"})
    assert (draft.values["application_number"], codes(draft)) == ("201910000101", ["numbers_left"])
    assert draft.written["application_number"] == f"{INVENTION}；{MODEL}"


@pytest.mark.parametrize("cell", ["201910000101", "'201910000101", "98100505", "981005055"])
def test_a_number_without_prefix_and_check_digit_is_chinese_in_a_chinese_list(draft_of, cell):
    draft = draft_of({"专利号": cell, "名称": "电池包", "专利权人": COMPANY})
    assert (draft.values["office"], draft.values.get("grant_number"), draft.rejected) == ("CN", None, False)
    assert [(problem.severity, problem.code) for problem in draft.problems] == [(Severity.NOTE, "office_by_form")]
    assert draft_of({"Application no.": cell, "Title": "Battery"}).rejected


def test_one_column_of_numbers_makes_a_list_if_numbers_stand_in_it(write_csv, words):
    head = ["申请号", "最近缴费日期", "下次缴费日期", "下次应缴费用"]
    reading = read(write_csv([head, [f"{INVENTION}\t", "2026-01-03\t", "2027-01-03\t", "2000\t"]]), words)
    (draft,) = reading.drafts()
    assert (draft.values["application_number"], draft.written["下次缴费日期"]) == ("201910000101", "2027-01-03")
    assert [one.code for one in read(write_csv([head, ["张三", "一", "二", "三"]]), words).problems] == [
        "layout_unknown"
    ]


def test_other_rights_of_a_ledger_are_rejected_as_what_they_are(write_csv, words):
    rows = [
        ["发明专利", "电池包", f"ZL{INVENTION}"],
        ["软件著作权", "管理软件V1.0", "2021SR0123456"],
        ["商标", "蓝川", "第12345678号"],
        ["", "监控软件", "2021SR1123456"],
    ]
    head = ["类别", "知识产权名称", "登记号/申请号/专利号", "国家"]
    drafts = list(read(write_csv([head, *([*row, "中国"] for row in rows)]), words).drafts())
    assert [codes(draft) for draft in drafts] == [[], *[["not_a_patent"]] * 3]
    assert [draft.rejected for draft in drafts] == [False, True, True, True]


def test_the_number_tells_the_right_and_a_list_that_says_otherwise_is_told(draft_of):
    for cell, right in ((INVENTION, "invention"), (MODEL, "utility_model"), (DESIGN, "design")):
        assert draft_of({"专利号": f"ZL{cell}", "名称": "一种"}).values["right_type"] == right
    draft = draft_of({"专利号": f"ZL{MODEL}", "名称": "支架", "专利类型": "发明"})
    assert (draft.values["right_type"], codes(draft)) == (RightType.UTILITY_MODEL, ["right_type_differs"])
    assert draft_of({"申请号": INVENTION, "名称": "电池", "申请类型": "PCT"}).values["right_type"] == "invention"


def test_a_second_spelling_of_names_makes_no_second_owner(draft_of):
    row = {
        "申请号": INVENTION, "申请人": COMPANY, "标准化申请人": "蓝川汽车",
        "第一申请人": COMPANY, "申请人(翻译)": "Lanchuan Auto",
        "专利权人": SCHOOL, "当前权利人": COMPANY, "标准化当前权利人": "蓝川", "发明人": "张三;李四",
        "第一发明人": "张三", "代理机构": "智链代理 11111", "[标]代理机构": "智链",
    }  # fmt: skip
    draft = draft_of(row)
    assert named(draft, Role.APPLICANT) == named(draft, Role.OWNER) == [COMPANY]
    assert (named(draft, Role.INVENTOR), named(draft, Role.AGENCY)) == (["张三", "李四"], ["智链代理"])
    assert [draft.written[name] for name in ("标准化申请人", "专利权人", "[标]代理机构")] == [
        "蓝川汽车",
        SCHOOL,
        "智链",
    ]
    assert named(draft_of({**row, "申请人": ""}), Role.APPLICANT) == ["蓝川汽车"]


def test_further_and_numbered_columns_name_further_parties(draft_of):
    draft = draft_of(
        {
            "申请号": INVENTION,
            "申请人": f"{COMPANY};启衡",
            "共同申请人": SCHOOL,
            "第一发明人": "张三",
            "其他发明人": "李四、王五",
        }
    )
    assert named(draft, Role.APPLICANT) == [COMPANY, "启衡", SCHOOL]
    assert named(draft, Role.INVENTOR) == ["张三", "李四", "王五"]
    draft = draft_of({"申请号": INVENTION, "发明人1": "张三", "工号1": "7", "发明人2": "李四", "工号2": "8"})
    assert named(draft, Role.INVENTOR) == ["张三", "李四"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("蓝川汽车有限公司、云麓大学", ["蓝川汽车有限公司", "云麓大学"]),
        ("ACME有限公司,BETA株式会社", ["ACME有限公司", "BETA株式会社"]),
        ("蒼電機エスディアイ株式会社Sou Denki Co., Ltd.", ["蒼電機エスディアイ株式会社Sou Denki Co., Ltd."]),
        ("J·多伊，R·罗", ["J·多伊", "R·罗"]),
        ("蓝川汽车有限公司/云麓大学", ["蓝川汽车有限公司", "云麓大学"]),
        ("蓝川汽车有限公司 云麓大学", ["蓝川汽车有限公司", "云麓大学"]),
        ("赵六 钱七 欧阳修", ["赵六", "钱七", "欧阳修"]),
        ("张 三", ["张 三"]),
        ("蓝川 汽车有限公司", ["蓝川 汽车有限公司"]),
        ("启衡（北京，上海）有限公司", ["启衡（北京，上海）有限公司"]),
        ("ACME Co., Ltd.", ["ACME Co., Ltd."]),
        ("蓝川汽车有限公司（原：启衡公司）", ["蓝川汽车有限公司（原：启衡公司）"]),
    ],
)
def test_applicants_are_split_where_every_part_is_a_name(draft_of, cell, names):
    assert named(draft_of({"申请号": INVENTION, "申请人": cell}), Role.APPLICANT) == names


def test_a_header_of_two_rows_is_one(write_csv, words):
    rows = [
        ["蓝川汽车有限公司专利台账"],
        ["序号", "专利基本信息", "", "", "申请", "", "授权", "", "备注"],
        ["", "专利名称", "专利类型", "申请人名称", "号", "日", "公告号", "公告日", ""],
        ["1", "电池包", "发明", COMPANY, INVENTION, "2019.1.3", "CN110000101B", "2021.3.5", "核心"],
    ]
    reading = read(write_csv(rows), words)
    (draft,) = reading.drafts()
    assert (draft.values["filing_date"], draft.values["grant_date"]) == (date(2019, 1, 3), date(2021, 3, 5))
    assert (draft.values["grant_number"], draft.values["note"], codes(draft)) == ("CN110000101", "核心", [])
    assert (draft.written["序号"], "序号" in reading.mapping) == ("1", True)


@pytest.mark.parametrize(("cell", "year"), [("第8年", 8), ("8年", 8), ("已缴至第8年度", 8), ("8", 8)])
def test_the_year_that_is_paid_may_be_written_out(draft_of, cell, year):
    assert draft_of({"申请号": INVENTION, "年费缴至": cell}).values["paid_through_year"] == year


def test_designs_have_their_own_words(draft_of):
    row = {
        "申请号": DESIGN,
        "使用外观设计的产品名称": "汽车",
        "设计人": "赵六",
        "LOC分类号": "12-08(13)",
        "授权公告号": "CN307000303S",
    }
    draft = draft_of(row)
    assert (draft.values["title"], draft.values["right_type"]) == ("汽车", "design")
    assert ([symbol for _, symbol in draft.classifications], codes(draft)) == (["12-08"], [])


def test_a_register_of_pledges_is_no_register_of_grants(draft_of):
    draft = draft_of(
        {
            "专利号": f"ZL{INVENTION}",
            "专利名称": "电池包",
            "质权人": "某银行",
            "登记号": "Y2021110000001",
            "登记日": "2021-06-01",
        }
    )
    assert not {"grant_number", "registration_date", "grant_date"} & draft.values.keys()
    assert (draft.written["登记号"], draft.values.get("status", Status.UNKNOWN)) == ("Y2021110000001", Status.UNKNOWN)


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("2021.03.05 授权", Status.GRANTED),
        ("2019.01.02 驳回；2020.02.03 复审；2021.03.04 授权", Status.GRANTED),
        ("实质审查的生效,20190801;授权,20210305", Status.GRANTED),
        ("授权（2021年3月5日）", Status.GRANTED),
        ("2019.07.12 公布", Status.PENDING),
        ("2021.03.05 授权；2024.03.05 未缴年费专利权终止", Status.LAPSED),
    ],
)
def test_a_status_of_events_with_their_days_is_that_of_the_latest(draft_of, cell, status):
    draft = draft_of({"申请号": INVENTION, "名称": "电池", "法律状态": cell})
    assert (draft.values["status"], draft.values["status_text"], codes(draft)) == (status, cell, [])
    assert draft.events


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("届满终止失效", "expired"),
        ("等年费滞纳金", "granted"),
        ("待颁证", "pending"),
        ("已下证", "granted"),
        ("已授权未发证", "pending"),
        ("等待合议组成立", "pending"),
        ("新申请等待保密审查", "pending"),
        ("因费用终止失效", "lapsed"),
        ("避免重复授权放弃失效", "abandoned"),
        ("全部无效失效", "revoked"),
        ("恢复中", None),
        ("中止", None),
        ("进入无效程序", None),
    ],
)
def test_words_of_the_offices_case_list(draft_of, cell, status):
    draft = draft_of({"申请号": INVENTION, "名称": "电池", "案件状态": cell})
    assert (draft.values.get("status"), draft.values["status_text"], codes(draft)) == (status, cell, [])


@pytest.mark.parametrize("cell", ["未付款", "未缴费", "欠费", "已缴费"])
def test_the_state_of_a_payment_is_no_legal_state(draft_of, cell):
    draft = draft_of({"申请号": INVENTION, "费用名称": "年费", "应缴金额（元）": "900", "状态": cell})
    assert (not {"status", "status_text"} & draft.values.keys(), codes(draft)) == (True, [])
    assert draft.written["status"] == cell


@pytest.mark.parametrize(
    ("cell", "code"),
    [("85%", "cn_85"), ("0.85", "cn_85"), ("费减70%", "cn_70"), ("否", None), ("0", None), ("small", "small")],
)
def test_a_reduction_of_fees_is_read_by_its_share(draft_of, cell, code):
    draft = draft_of({"申请号": INVENTION, "费减比例": cell})
    assert (draft.values.get("reduction"), codes(draft)) == (code, [])
    assert codes(draft_of({"申请号": INVENTION, "费减比例": "是"})) == ["reduction_unread"]


def test_a_list_for_spreadsheets_guards_its_texts(tmp_path, words):
    path = tmp_path / "list.csv"
    for encoding in ("gb18030", "utf-16"):
        text = f'="申请号",专利名称,申请日\n="{INVENTION}",电池包,="2019-01-03"\n'
        path.write_bytes(text.encode(encoding))
        (draft,) = read(path, words).drafts()
        assert (draft.values["application_number_text"], draft.values["filing_date"]) == (INVENTION, date(2019, 1, 3))


@pytest.mark.parametrize(
    "cell",
    [f"第ZL{INVENTION}号", f"ZL{INVENTION}，", f"专利号：ZL{INVENTION}", "201910000101·1", "201910000101。1",
     "２０１９１００００１０１．１", "zl 2019 1 0000101 . 1", "CN201910000101.1A",
     f"ZL{INVENTION}（发明）", "2019100001011.0"],
)  # fmt: skip
def test_ways_to_write_one_number(draft_of, cell):
    draft = draft_of({"专利号": cell, "名称": "电池"})
    assert (draft.values["application_number"], codes(draft)) == ("201910000101", [])
    assert draft.written["patent_number"] == cell


def test_a_number_that_is_misspelt_is_told(draft_of):
    assert codes(draft_of({"专利号": "ZL2019l0000101.1", "名称": "电池"})) == ["number_unknown_form"]


def test_a_number_of_another_office_is_not_said_to_be_taken(draft_of):
    draft = draft_of({"公开号": "BR112017000001A2", "申请号": "EP2016060747", "国家": "BR"})
    assert codes(draft) == ["office_differs"]
    assert draft.values["application_number_text"] == "EP2016060747"
    assert "application_number" not in draft.values


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("二〇一九年一月三日", date(2019, 1, 3)),
        ("二○一九年十二月三十一日", date(2019, 12, 31)),
        ("2019.01.03（申请日）", date(2019, 1, 3)),
        ("2019年1月3号", date(2019, 1, 3)),
        ("——", None),
        ("暂无", None),
    ],
)
def test_days_as_people_write_them(draft_of, cell, day):
    draft = draft_of({"申请号": INVENTION, "申请日": cell})
    assert (draft.values.get("filing_date"), codes(draft)) == (day, [])


def test_a_header_in_a_second_language_is_no_row(write_csv, words):
    rows = [
        ["申请号", "专利名称", "申请日"],
        ["Application No.", "Title", "Filing date"],
        [INVENTION, "电池", "2019-01-03"],
    ]
    assert [draft.values["title"] for draft in read(write_csv(rows), words).drafts()] == ["电池"]


def test_international_applications_have_a_list_of_their_own(draft_of):
    row = {
        "国际申请号": "PCT/CN2018/101010",
        "国际申请日": "2018-08-10",
        "国际公布号": "WO2019/050505",
        "发明名称": "电池",
    }
    draft = draft_of(row)
    assert (draft.values["office"], draft.values["application_number"]) == ("WO", "CN2018101010")
    assert (draft.values["publication_number"], draft.values["filing_date"]) == ("WO2019050505", date(2018, 8, 10))
    draft = draft_of({**row, "申请号": INVENTION})
    assert (draft.values["office"], "publication_number" in draft.values) == ("CN", False)
    assert draft.written["国际申请号"] == "PCT/CN2018/101010"


def test_in_a_list_of_fees_to_come_the_year_and_the_day_are_those_of_the_fee(draft_of):
    row = {"申请号": INVENTION, "缴费年度": "9", "到期日": "2027-01-03", "应缴金额": "300"}
    draft = draft_of(row)
    assert not {"paid_through_year", "expiry_date"} & draft.values.keys()
    assert (draft.written["缴费年度"], draft.written["到期日"]) == ("9", "2027-01-03")
    del row["应缴金额"]
    assert draft_of(row).values["paid_through_year"] == 9


def test_a_count_of_rows_is_no_name_of_a_patent(draft_of):
    assert "external_id" not in draft_of({"内部编号": "12", "申请号": INVENTION}).values
    assert draft_of({"内部编号": "BJ19001", "申请号": INVENTION}).values["external_id"] == "BJ19001"


def test_the_docket_of_an_agency_is_read_by_its_own_headers(write_csv, library):
    rows = [
        ["我方文号", "申请号或专利号", "处理事项", "年次", "官方绝限"],
        ["P1", INVENTION, "年费", "第9年", "2027/1/3"],
    ]
    docket = read_docket_list(write_csv(rows), library.json("intake/docketlist.json"))
    (line,) = docket.lines
    assert (line.number, line.task, line.year, line.due) == (INVENTION, "年费", 9, date(2027, 1, 3))
    assert docket.problems == ()
