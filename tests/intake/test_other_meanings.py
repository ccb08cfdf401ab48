# ruff: noqa: E501 - rows of tables stand on lines of their own
"""Read lists whose columns look like known ones and mean something else: what is not the patent's is kept as written.

Contracts, payments, rewards, lawsuits, projects, standards, products, tasks; and lists of no patents at all, which are
refused. All invented.
"""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import RightType, Status

CN, OTHER, US = "CN201710601862.3", "CN201910000002.7", "US10123456B2"


@pytest.fixture
def reading_of(write_csv, words):
    def reading(*rows):
        return read(write_csv([row.split("|") for row in rows]), words)

    return reading


def kept(reading, *headers):
    """Tell whether these columns have no meaning, and whether every one of their cells is kept as written."""
    (table,) = reading.tables
    unknown = {column.header for column in table.columns if not column.fields and not column.spare}
    drafts = list(reading.drafts())
    assert not [draft.problems for draft in drafts if draft.rejected]
    return set(headers) <= unknown and all(header in draft.written for header in headers for draft in drafts)


CONTRACT = "HT-1|许可合同|2026-05-01|有效"
LISTS = {
    "contract": (f"合同编号|合同名称|到期日|状态|专利号|专利名称\n{CONTRACT}|{CN}|电池", "到期日|状态"),
    "contract behind": (f"专利号|专利名称|合同编号|签订日期|到期日|状态\n{CN}|电池|HT-1|2023-01-01|2030-05-01|有效", "到期日|状态"),
    "licence": (f"专利号|许可方|被许可方|有效期至|状态\n{CN}|甲公司|乙公司|2035-12-31|有效", "有效期至|状态"),
    "agreement": (f"Agreement number|Title|Effective date|Expiry date|Status|Patent number\nA-1|Supply|2020-01-01|2035-01-01|Active|{US}",
                  "Title|Expiry date|Status"),
    "pledge": (f"专利号|出质人|质权人|登记号|登记日期|到期日|状态\n{CN}|甲公司|某银行|Y1|2023-01-01|2036-01-01|有效", "登记日期|到期日|状态"),
    "customs": (f"专利号|名称|海关备案号|生效日|到期日|状态\n{CN}|电池|P2020-1|2020-01-01|2033-01-01|有效", "到期日|状态"),
    "customs by its term": (f"专利号|名称|有效期至\n{CN}|电池|2030-01-01", "有效期至"),
    "reward": (f"申请号|名称|奖励类型|奖励金额|申请日期|状态\n{CN}|电池|授权奖|1000|2017-12-05|有效", "申请日期|状态"),
    "reward by its days": (f"申请号|名称|金额|申请日期\n{CN}|电池|1000|2023-05-05\n{OTHER}|灯|1000|2023-05-05", "申请日期"),
    "lawsuit": (f"案号|案由|原告|被告|法院|立案日期|专利号|状态\n（2023）沪73知民初1号|侵权|甲公司|乙公司|上海|2023-01-01|{CN}|一审", "案号|状态"),
    "case": (f"Case number|Court|Plaintiff|Defendant|Filing date|Patent number|Status\n2:23-cv-1|EDTX|Acme Inc|Beta LLC|2023-01-01|{US}|Active",
             "Case number|Filing date|Status"),
    "project": (f"项目编号|名称|类型|状态|到期日|申请号\nP1|电池项目|重点|有效|2025-12-31|{CN}", "名称|类型|状态|到期日"),
    "standard": (f"Standard|Title|Status|Publication date|Patent number\nISO 1|Road vehicles|Published|2018-12-01|{US}",
                 "Title|Status|Publication date"),
    "task": (f"Publication number|Title|Task|Owner|Status|Expires\n{US}|Battery|Pay fee|Bob Roe|Active|2024-01-01", "Owner|Status|Expires"),
    "assigned task": (f"Publication number|Title|Action|Assignee|Due date|Date filed\n{US}|Battery|Reply|Bob Roe|2024-01-01|2023-12-01",
                      "Assignee|Date filed"),
    "docket": (f"申请号|名称|事项|发文日|期限|递交日期\n{CN}|电池|答复审查意见|2017-08-01|2017-12-01|2017-11-01", "递交日期"),
    "scores": ("公开号|名称|法律状态|有效性|类别\nCN109999999B|电池|80|7|A\nCN109999998B|灯|75.5|6|D", "法律状态|有效性|类别"),
    "rank": (f"公开号|名称|类别\nUS10999999B2|Battery|D\n{US}|Lamp|D", "类别"),
    "fees": (f"专利号|名称|年度|年费金额|到期日\n{CN}|电池|8|2000|2024-07-21", "到期日"),
    "fees billed": (f"专利号|名称|缴费年度|金额\n{CN}|电池|8|2000", "缴费年度"),
    "annuities": (f"Patent number|Title|Annuity year|Fee|Expiration date\n{US}|Battery|8|200|2024-07-21", "Expiration date"),
    "due twice": (f"Patent number|Country|Due date|Expiry\n{US}|US|2024-07-21|2024-07-21", "Expiry"),
    "own number": (f"专利编号|申请号|名称\nP-001|{CN}|电池\nP-002|{OTHER}|灯", "专利编号"),
    "subsidy": (f"专利号|名称|受理编号|资助金额|申报日期|状态\n{CN}|电池|ZZ2023000012|10|2017-12-01|已拨付", "受理编号|申报日期|状态"),
    "claims": (f"Patent number|Claim number|Element\n{US}|7|cell", "Claim number"),
    "scores of persons": (f"申请号|申请人|发明人|法律状态\n{CN}|5|4|3", "申请人|发明人|法律状态"),
    "a request to pay": (f"申请号|付款日期|申请日|申请人|金额\n{CN}|2024-01-01|2023-12-01|李四|10", "申请日|申请人"),
    "countries of sale": (f"专利号|名称|生产国家|国家\n{CN}|电池|德国|德国", "国家"),
    "a transfer": (f"专利号|变更类型|变更日期|公告日\n{CN}|权利人变更|2023-01-01|2023-02-01", "公告日"),
    "a paper": (f"论文题目|作者|期刊|公开日|专利号\nA|张三|J|2020-02-01|{CN}", "作者|公开日"),
    "issues": (f"Patent number|Issue|Owner|Status\n{US}|missing fee|Bob Roe|Open", "Owner|Status"),
    "an award": (f"Patent number|Award type|Status|Application date\n{US}|Grant award|Active|2018-05-05", "Status|Application date"),
    "trademarks beside": (f"专利号|专利名称|商标名称|注册号|申请日\n{CN}|电池|蓝川|12345678|2011-01-01", "注册号|申请日"),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_what_speaks_of_something_else_is_kept_as_written(reading_of, name):
    text, headers = LISTS[name]
    assert kept(reading_of(*text.split("\n")), *headers.split("|"))


GROUPS = {
    "contract": (f"合同||||专利||\n编号|名称|到期日|状态|申请号|名称|申请日\nHT-1|合同|2036-05-01|有效|{CN}|电池|2017-07-21", "合同到期日|合同状态|合同名称"),
    "reward": (f"专利|||奖励||\n申请号|名称|发明人|申请日|状态|金额\n{CN}|电池|张三|2017-12-01|有效|10", "奖励申请日|奖励状态"),
    "product": (f"产品信息|||专利||\n名称|类型|国家|专利号|名称|状态\n电池包|A|德国|{CN}|电池|授权", "产品信息类型|产品信息国家"),
    "annuity": (f"专利|||年费||\n申请号|名称|申请日|到期日|状态|金额\n{CN}|电池|2017-07-21|2024-07-21|有效|10", "年费到期日|年费状态"),
    "english": (f"Contract|||Patent||\nTitle|Expiry date|Owner|Publication number|Title|Owner\nSupply|2036-01-01|Bob|{US}|电池|Acme Inc",
                "Contract Title|Contract Expiry date|Contract Owner"),
}  # fmt: skip


@pytest.mark.parametrize("name", GROUPS)
def test_a_header_belongs_to_the_group_above_it(reading_of, name):
    text, headers = GROUPS[name]
    reading = reading_of(*text.split("\n"))
    assert kept(reading, *headers.split("|"))
    assert [draft.values["title"] for draft in reading.drafts()] == ["电池"]


@pytest.mark.parametrize(
    "header",
    ["登记日期", "名称（注册商标）", "申请号（商标）", "商标/申请号", "状态（请款）", "到期日（请款）", "名称（单位）", "名称（用户）", "到期日（含合同）", "Contract/到期日",
     "Project/名称", "专利/软著登记号", "Claim number", "Patents number", "Applications number", "Status of payment", "Owner of task",
     "Title of inventor", "Country of sale", "Priority (high/low)", "Class (A/B/C)", "Filing fee", "Publication fee", "Grant amount",
     "合同到期日", "产品编号", "项目编号", "发票日期", "缴费截止日", "申请人电话", "申请人地址", "发明人奖金", "授权代表", "审批状态", "项目状态", "专利奖", "引用标准号",
     "代理费", "优先级", "部门", "客户名称", "授权费", "申请费", "法律状态评分", "授权通知日", "证书有效期至"],
)  # fmt: skip
def test_a_header_that_only_looks_like_a_known_one_has_no_meaning(words, header):
    assert words.meaning(header)[0] is None


REFUSED = {
    "invoices": "Reference number|Title|Country|Amount\n20240001234|Fee|US|10",
    "parts": "Part number|Serial number|Title|Country|Status\n5QA915590|201510001234|Battery|CN|Active",
    "serial numbers": "Serial number|Product name|Country\n16123456|Pack|US\n16123457|Pack|US",
    "phones": "Name|Number|Type|Country\nBob|+1 650 253 0000|Mobile|US",
    "books": "Title|Author|ISBN|Publication date|Document number|Country\nBattery|Bob|9783161484100|2020-01-01|12345678|US",
    "standards": "Document number|Document title|Publication date|Status\nEN 50126|Rail|2017-01-01|Published",
    "grants of money": "Grant number|Title|Owner|Expiry date|Country\n101012345|Battery|Bob|2023-01-01|EP",
    "awards": "Grant No|Title|Status|Country\n1912345|Battery|Active|US",
    "vehicles": "注册号|名称|国家|状态\n沪A12345|车|中国|有效",
    "companies": "注册号|名称|注册日期|状态|国家\n310115001234567|蓝川汽车有限公司|2010-01-01|存续|中国",
    "requests": "申请编号|名称|申请日期|申请人|状态\n202311000123|出差申请|2023-01-01|李四|已审批",
    "jobs": "Application ID|Name|Date of application|Status|Country\n16123456|Bob|2023-01-01|Rejected|US",
    "counts": "Department|Patents number|Applications number|Status\nR&D|12|10|Active",
    "trademarks": "申请号|名称|类别|申请日|专用期至|状态\n12345678|蓝川|12|2011-01-01|2022-01-01|有效",
    "marks": "Serial number|Registration number|Mark|Filing date|Status|Country\n88123456|5123456|BLUE|2019-01-01|Registered|US",
    "projects": "项目编号|项目名称|申请日期|状态|国家\n2023110001234|电池|2023-01-01|有效|中国",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_of_no_patents_is_refused(reading_of, name):
    reading = reading_of(*REFUSED[name].split("\n"))
    assert not reading.tables
    assert reading.problems


def test_a_person_may_say_that_they_are_patents(write_csv, words):
    path = write_csv([["Serial number", "Product name", "Country"], ["16123456", "Pack", "US"]])
    (draft,) = read(path, words, {"Serial number": "application_number"}).drafts()
    assert (draft.values["application_number"], draft.rejected) == ("16123456", False)


TERM, DAY = date(2037, 7, 21), date(2017, 7, 21)
STAY = {
    "a project before": (f"项目名称|状态|到期日|申请号\nP1|实审|2037-07-21|{CN}", {"status": Status.PENDING, "expiry_date": TERM}),
    "a project between": (f"名称|申请号|申请日|项目编号|类型|状态|到期日\n电池|{CN}|2017-07-21|P1|发明|有效|2037-07-21",
                          {"status": Status.GRANTED, "expiry_date": TERM, "right_type": RightType.INVENTION}),
    "a contract behind": (f"申请号|名称|状态|到期日|合同编号\n{CN}|电池|有效|2037-07-21|HT1", {"status": Status.GRANTED, "expiry_date": TERM}),
    "its own name": (f"项目名称|名称|申请号\nP1|电池|{CN}", {"title": "电池"}),
    "fees beside": (f"专利号|申请日|到期日|年费金额|下次缴费日|状态\n{CN}|2017-07-21|2037-07-21|2000|2024-07-21|有效",
                    {"expiry_date": TERM, "filing_date": DAY}),
    "an action before": (f"Publication number|Filing date|Next action|Due date|Expiry date|Owner\n{US}|2017-07-21|Annuity|2026-05-06|2037-07-21|Acme Inc",
                         {"expiry_date": TERM, "applicants_text": "Acme Inc"}),
    "a design": ("申请号|名称|到期日\nCN201730601862.X|灯|2027-07-21", {"expiry_date": date(2027, 7, 21)}),
    "from the PCT": ("申请号|申请日|到期日\nCN201780012345.0|2015-07-21|2035-07-21", {"expiry_date": date(2035, 7, 21)}),
    "filed": (f"申请号|名称|递交日|事项\n{CN}|电池|2017-07-21|答复", {"filing_date": DAY}),
    "a serial number": ("Serial number|Title|Filing date|Country\n15/123,456|Battery|2017-07-21|US", {"application_number": "15123456", "filing_date": DAY}),
    "a number of any kind": ("注册号|名称|类型\nCN109999999B|电池|发明", {"grant_number": "CN109999999"}),
    "letters of rights": ("공개번호|발명의명칭|출원종류\nKR1020190091234A|배터리|P", {"right_type": RightType.INVENTION}),
    "a paid year": (f"专利号|缴费年度|金额|缴费日期\n{CN}|8|2000|2024-06-01", {"paid_through_year": 8}),
    "yes or no": (f"申请号|是否许可|是否转让|名称|状态\n{CN}|否|否|电池|有效", {"title": "电池", "status": Status.GRANTED}),
    "a licence or none": (f"Patent no|Licence|Title|Status\n{US}|none|Battery|Active", {"title": "Battery", "status": Status.GRANTED}),
    "a group of facts": (f"基本信息||日期|\n申请号|名称|申请日|到期日\n{CN}|电池|2017-07-21|2037-07-21", {"filing_date": DAY, "expiry_date": TERM}),
}  # fmt: skip


@pytest.mark.parametrize("name", STAY)
def test_what_is_the_patents_stays_so(reading_of, name):
    text, told = STAY[name]
    (draft,) = reading_of(*text.split("\n")).drafts()
    assert not draft.rejected
    assert {field: draft.values.get(field) for field in told} == told


def test_two_patents_of_one_lawsuit_share_no_number_of_their_own(reading_of):
    head = "Case number|Court|Plaintiff|Defendant|Patent number|Title"
    rows = (f"2:23-cv-1|EDTX|Acme Inc|Beta LLC|US{number}B2|Battery" for number in (10123456, 10999999))
    assert ["external_id" in draft.values for draft in reading_of(head, *rows).drafts()] == [False, False]
