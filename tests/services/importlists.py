"""Lists for the tests of the import, and what such a test does again and again."""

from patentdesk.portfolio.records import (
    Alias,
    Citation,
    Classification,
    Encumbrance,
    Family,
    ImportedFile,
    Organisation,
    Party,
    Patent,
    Priority,
    Provenance,
)
from patentdesk.services.importing import apply_import, plan_import

HEAD = [
    "专利名称",
    "申请号",
    "公开（公告）号",
    "申请日",
    "专利权人",
    "发明人",
    "分类号",
    "法律状态",
    "优先权号",
    "代理机构",
]
CELL = [
    "一种电池包",
    "CN201710601862.3",
    "CN109999999A",
    "2017.07.21",
    "蓝川汽车有限公司；云麓大学",
    "张三；李四",
    "H01M 10/0525",
    "授权 | 质押",
    "US 62/123,456 2016-08-01",
    "智链代理有限公司",
]
SEAT = [
    "一种座椅",
    "CN201821344181.X",
    "CN209999999U",
    "2018.08.20",
    "蓝川汽车有限公司",
    "王五",
    "B60N2/02",
    "未缴年费",
    "",
    "",
]
EVERYTHING = (
    Patent,
    Party,
    Priority,
    Classification,
    Citation,
    Encumbrance,
    Family,
    Organisation,
    Alias,
    ImportedFile,
    Provenance,
)
LENS_HEAD = [
    "Jurisdiction",
    "Kind",
    "Publication Number",
    "Lens ID",
    "Publication Date",
    "Application Number",
    "Title",
    "Applicants",
]
EARLY = ["US", "A1", "US 2019/0000001 A1", "111-1", "2019-01-03", "US 201715539657 A", "Early", "QIHENG INC"]
LATE = ["US", "B2", "US 9999999 B2", "222-2", "2020-02-04", "US 201715539657 A", "Late", "QIHENG INC"]
REAL = [
    "lens_csv/lens_2017_26col_autonomous_vehicles_excel-resaved.csv",
    "lens_csv/lens_2026_37col_bom_legalstatus_rows001-065.csv",
    "lens_csv/lens_custom_10col_ev_battery.csv",
    "patsnap_xlsx/20240401085613950_rows0001-1000.XLSX",
]


def bring(desk, *paths, **options):
    """Plan an import and apply it."""
    plan = plan_import(desk, list(paths), **options)
    return plan, apply_import(desk, plan)


def everything(desk):
    """Return every record that an import may leave."""
    with desk.file.reading() as reader:
        return {record: reader.select(record) for record in EVERYTHING}


def only(desk, record, **conditions):
    """Return the one record that meets the conditions."""
    with desk.file.reading() as reader:
        (found,) = reader.select(record, **conditions)
    return found
