"""Read lists under a workbook's name that are pages or the XML of Excel 2003."""

from __future__ import annotations

import dataclasses

import pytest

from patentdesk.intake.files import read_content
from patentdesk.intake.limits import Limits
from patentdesk.intake.reading import read

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}"><style>td {{mso-number-format:"\\@"}}</style>
<!-- <table><tr><td>no list</td></tr></table> --></head><body><script>if (a < b) document.write("<td>x</td>")</script>
<TABLE border=1><tr><th colspan="4">蓝川汽车有限公司专利清单</th></tr>
<tr><th>申请号</th><th>名称</th><th>申请日</th><th>申请人</th></tr>
<tr><td style='vnd.ms-excel.numberformat:@'>CN201710601862.3</td><td>一种<b>电池</b>包&nbsp;及
  方法</td><td>2017-07-21</td><td rowspan=2>蓝川汽车有限公司;云麓大学</td></tr>
<tr><td>CN201710601863.8<td>一种电机 &lt;轴&gt;<td>2017-07-21
</TABLE></body></html>"""

SPREADSHEET = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"/></Styles><Worksheet ss:Name="专利"><Table>
<Row ss:Index="2"><Cell><Data ss:Type="String">申请号</Data></Cell><Cell><Data ss:Type="String">名称</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">申请日</Data></Cell>
<Cell><Data ss:Type="String">权利要求数量</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">CN201710601862.3</Data></Cell><Cell ss:StyleID="s1"><ss:Data ss:Type="String"
xmlns="http://www.w3.org/TR/REC-html40">一种<B>电池</B>包</ss:Data></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">2017-07-21T00:00:00.000</Data></Cell>
<Cell ss:Index="5"><Data ss:Type="Number">10</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="空"><Table/></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("charset", "written"),
    [("gb2312", "gb2312"), ("utf-8", "utf-8"), ("utf-16", "utf-8"), ("undefined", "utf-8"), ("x-gbk", "gb18030")],
)
def test_a_page_with_a_table_is_read_as_the_list_that_it_is(tmp_path, drafts_of, charset, written):
    path = tmp_path / "list.xls"
    path.write_bytes(PAGE.format(charset=charset).encode(written))
    drafts = drafts_of(path)
    assert [draft.values["application_number"] for draft in drafts] == ["201710601862", "201710601863"]
    assert [draft.values["title"] for draft in drafts] == ["一种电池包 及 方法", "一种电机 <轴>"]
    assert {draft.values["applicants_text"] for draft in drafts} == {"蓝川汽车有限公司 | 云麓大学"}
    assert {draft.values["filing_date"].isoformat() for draft in drafts} == {"2017-07-21"}


def test_cells_over_several_rows_and_columns_keep_the_others_in_their_place():
    page = b"<table><tr><td rowspan=3 colspan=2>a<td>b<tr><td>c<br>d<tr><td><p>e</p><p>f</p><td>g</table>"
    rows = list(read_content(page, "x.xls", Limits()).sheets[0].rows)
    assert rows == [["a", "", "b"], ["a", "", "c\nd"], ["a", "", "e\nf", "g"]]


def test_a_table_within_a_cell_is_a_sheet_of_its_own():
    page = b"<html><table><tr><td>menu<td><table><tr><td>1<td>2<tr><td>3<td>4</table><tr><td>x<td>y</table>"
    inner, outer = read_content(page, "x.xls", Limits()).sheets
    assert list(inner.rows) == [["1", "2"], ["3", "4"]]
    assert list(outer.rows) == [["menu", ""], ["x", "y"]]


def test_the_xml_of_excel_2003_is_read_by_its_types_and_places(tmp_path, words):
    path = tmp_path / "list.xls"
    path.write_text(SPREADSHEET, encoding="utf-8")
    reading = read(path, words)
    (draft,) = reading.drafts()
    assert (reading.how, draft.source.sheet, draft.source.row) == ("xml", "专利", 3)
    assert draft.values["application_number"] == "201710601862"
    assert draft.values["title"] == "一种电池包"
    assert draft.values["filing_date"].isoformat() == "2017-07-21"
    assert draft.values["claims_count"] == 10


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"<table><tr>" + b"<td rowspan=9999 colspan=9>x" * 200 + b"<tr>" * 500,
        lambda: (b"<table><tr><td rowspan=999 colspan=999>x" + b"<tr>" * 300 + b"<tr><td>y<td>") * 3,
        lambda: _many_sheets('<ss:Row ss:Index="1000"/>', 1_000),
        lambda: _many_sheets('<ss:Row><ss:Cell ss:Index="2000"><ss:Data/></ss:Cell></ss:Row>', 500),
    ],
)
def test_little_text_never_makes_many_cells(tmp_path, words, make):
    path = tmp_path / "list.xls"
    path.write_bytes(make())
    limits = dataclasses.replace(Limits(), cells=500_000)
    assert [problem.code for problem in read(path, words, limits=limits).problems] == ["sheet_too_large_in_all"]


def _many_sheets(rows, count):
    head, _, _ = SPREADSHEET.partition("<Styles>")
    return (head + f"<ss:Worksheet><ss:Table>{rows}</ss:Table></ss:Worksheet>" * count + "</Workbook>").encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body>Please sign in</body></html>", "input_is_html"),
        (b"<table><tr><td colspan=999999>a<tr><td>b</table>", "sheet_too_large"),
        (b"<table>" + b"<tr><td>1" * 60, "sheet_too_large"),
        (SPREADSHEET.replace("<Styles>", "<Styles><x>").encode(), "markup_damaged"),
        (SPREADSHEET.replace("<Workbook", "<!DOCTYPE a [<!ENTITY b 'c'>]><Workbook").encode(), "markup_unsafe"),
        (SPREADSHEET.replace('ss:Index="5"', 'ss:Index="5000000"').encode(), "sheet_too_large"),
        (SPREADSHEET.replace('ss:Index="2"', 'ss:Index="5000000"').encode(), "sheet_too_large"),
    ],
)
def test_what_is_no_list_or_too_large_is_refused(tmp_path, words, data, code):
    path = tmp_path / "list.xls"
    path.write_bytes(data)
    limits = dataclasses.replace(Limits(), rows=50)
    assert [problem.code for problem in read(path, words, limits=limits).problems] == [code]


@pytest.mark.parametrize("piece", ["<!--", "<table", "<table>", "<td>", "<script>", "<", "&", "<td rowspan=9>"])
def test_a_page_of_one_mark_a_hundred_thousand_times_is_told_at_once(tmp_path, words, piece):
    path = tmp_path / "list.xls"
    path.write_text("<html><table>" + piece * 100_000)
    assert read(path, words).problems
