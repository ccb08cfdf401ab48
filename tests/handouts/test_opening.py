"""The check of workbooks finds what Excel would repair: each fault is planted once in a workbook without any."""

import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from tests.handouts.excel.opening import faults_of

SHEET1 = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
TABLE = "xl/tables/table1.xml"
CHART = "xl/charts/chart1.xml"


def a_workbook(path):
    book = xlsxwriter.Workbook(str(path))
    page, other = book.add_worksheet("Data 数据"), book.add_worksheet("Other")
    bold, red = book.add_format({"bold": True, "num_format": "0.00 m"}), book.add_format({"font_color": "red"})
    for row in range(1, 5):
        page.write(row, 0, f"n{row}")
        page.write(row, 1, row)
        page.write_formula(row, 2, f"SUM(B{row + 1})/2", bold, row / 2)
    page.add_table(0, 0, 4, 2, {"columns": [{"header": head} for head in ("name", "value", "half")], "name": "Rows"})
    page.merge_range("E1:F2", "both")
    page.merge_range("E3:F3", "lower")
    page.data_validation("G1", {"validate": "list", "source": ["a", "b"]})
    page.data_validation("G2", {"validate": "whole", "criteria": "between", "minimum": 1, "maximum": 9})
    page.conditional_format("B2:B5", {"type": "cell", "criteria": ">", "value": 2, "format": red})
    page.set_column(3, 3, 20)
    page.freeze_panes(1, 1)
    page.set_h_pagebreaks([3, 6])
    page.set_footer("&P")
    page.repeat_rows(0)
    page.write_url("E5", "https://example.org/x", string="out")
    page.write_url("E6", "internal:Other!A1", string="in")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": ["Data 数据", 1, 1, 4, 1]})
    other.insert_chart("B2", chart)
    other.write_comment("A1", "a remark")
    book.define_name("Half", "='Data 数据'!$C$2")
    other.write_formula("A3", "Half*2", None, 1)
    book.set_custom_property("which", "1")
    book.close()


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "book.xlsx"
    a_workbook(path)
    return path


def planted(path, part, old, new):
    """Write the workbook anew with one piece of one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert old in text, (part, old, text[:3000])
    parts[part] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_workbook_without_faults_has_none(workbook):
    assert faults_of(workbook) == []


def test_a_workbook_of_openpyxl_has_none_either(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "=SUM(B1:B2)"
    book.active["B1"].comment = Comment("a remark", "somebody")
    book.active.merge_cells("C1:D1")
    book.save(tmp_path / "book.xlsx")
    assert faults_of(tmp_path / "book.xlsx") == []


FAULTS = {
    "a part that is not well-formed": (SHEET1, "</worksheet>", "</worksheat>", "mismatch"),
    "an element out of order": (SHEET1, "<sheetViews>", "<pageMargins/><sheetViews>", "not expected"),
    "an attribute that does not exist": (SHEET1, "<sheetData>", '<sheetData size="2">', "size"),
    "an attribute that is missing": (TABLE, ' id="1"', "", "required but missing"),
    "a value of no kind": (STYLES, 'val="11"', 'val="eleven"', "eleven"),
    "a relationship to nothing": (
        "xl/worksheets/_rels/sheet1.xml.rels", "../tables/table1.xml", "../tables/table9.xml", "which does not exist"),
    "a relationship that nobody has": (SHEET1, '<tablePart r:id="rId2"', '<tablePart r:id="rId9"', "uses relationship"),
    "a part without a type": ("[Content_Types].xml", "/xl/styles.xml", "/xl/style.xml", "no schema is known"),
    "an extension that must be understood": (
        CHART, "<c:chartSpace ",
        '<c:chartSpace xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:q="urn:q"'
        ' mc:MustUnderstand="q" ', "extension"),
    "a sheet name that is too long": (BOOK, 'name="Other"', f'name="{"x" * 32}"', "not allowed"),
    "a sheet name with a slash": (BOOK, 'name="Other"', 'name="a/b"', "not allowed"),
    "a sheet name that stands twice": (BOOK, 'name="Other"', 'name="data 数据"', "stands twice"),
    "a hidden first sheet": (BOOK, 'sheetId="1"', 'sheetId="1" state="hidden"', "is not visible"),
    "a name like a cell": (BOOK, 'name="Half"', 'name="AB12"', "not allowed"),
    "a name for a sheet that is gone": (BOOK, "'Data 数据'!$C$2", "'Gone'!$C$2", "does not exist"),
    "a name for a cell that is gone": (BOOK, "'Data 数据'!$C$2", "#REF!", "error"),
    "print titles of a sheet too many": (BOOK, 'localSheetId="0"', 'localSheetId="7"', "does not exist"),
    "a formula with its sign": (SHEET1, "<f>SUM(B2)/2", "<f>=SUM(B2)/2", "begins with ="),
    "a formula that is not balanced": (SHEET1, "SUM(B2)/2", "SUM(B2/2", "open"),
    "a formula that is too long": (SHEET1, "SUM(B2)/2", "B2" + "+B2" * 3000, "characters"),
    "a formula that is too deep": (SHEET1, "SUM(B2)/2", "(" * 70 + "B2" + ")" * 70, "deep"),
    "a function without its prefix": (SHEET1, "SUM(B2)/2", "XLOOKUP(B2,B3,B4)", "prefix"),
    "a name that is not defined": (SHEET1, "SUM(B2)/2", "SUM(B2)/Two", "not defined"),
    "a text in a formula that is too long": (SHEET1, "SUM(B2)/2", f'LEN("{"x" * 256}")', "text of"),
    "cells out of order": (SHEET1, 'r="A2"', 'r="Z2"', "out of order"),
    "a style that does not exist": (SHEET1, 's="1"', 's="91"', "style"),
    "a number that is none": (SHEET1, "<v>0.5</v>", "<v>half</v>", "as a number"),
    "an infinite number": (SHEET1, "<v>0.5</v>", "<v>inf</v>", "as a number"),
    "a string that does not exist": (SHEET1, 't="s"><v>0</v>', 't="s"><v>99</v>', "string that does not exist"),
    "strings that are not counted": (STRINGS, 'uniqueCount="', 'uniqueCount="9', "strings and holds"),
    "a string that is too long": (STRINGS, "<t>lower</t>", f"<t>{'x' * 32_768}</t>", "longer than"),
    "merged cells that overlap": (SHEET1, 'ref="E3:F3"', 'ref="E2:F3"', "overlap"),
    "a merge of one cell": (SHEET1, 'ref="E3:F3"', 'ref="E3"', "single cell"),
    "a list of a validation that is too long": (SHEET1, '"a,b"', '"' + "a" * 256 + '"', "characters"),
    "two validations of one cell": (SHEET1, 'sqref="G2"', 'sqref="G1:G2"', "another validation"),
    "a colour without a look": (SHEET1, 'dxfId="0"', 'dxfId="5"', "look that does not exist"),
    "page breaks that are not counted": (SHEET1, '<rowBreaks count="2"', '<rowBreaks count="3"', "counted"),
    "a pane that freezes nothing": (SHEET1, 'topLeftCell="B2"', 'topLeftCell="A1"', "scrolled away"),
    "a footer that is too long": (SHEET1, "&amp;P", "x" * 256, "longer than 255"),
    "a number format that is too long": (STYLES, 'formatCode="0.00 m"', f'formatCode="{"0" * 256}"', "number format"),
    "a font that does not exist": (STYLES, 'fontId="1"', 'fontId="77"', "fontId 77"),
    "a table column that stands twice": (TABLE, 'name="value"', 'name="name"', "name of their own"),
    "a table called like a name": (TABLE, 'displayName="Rows"', 'displayName="Two words"', "not allowed"),
    "a chart of a sheet that is gone": (CHART, "'Data 数据'!$B$2:$B$5", "Gone!$B$2:$B$5", "points at"),
    "a property that is too long": ("docProps/custom.xml", ">1<", f">{'x' * 256}<", "too long"),
    "a date that is none": ("docProps/core.xml", "Z</dcterms:created>", "</dcterms:created>x", "not"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(workbook, fault):
    *place, told = FAULTS[fault]
    planted(workbook, *place)
    assert any(told in one for one in faults_of(workbook)), faults_of(workbook)


def test_what_may_be_ignored_is_ignored_and_the_alternative_that_is_understood_is_taken(workbook):
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:q="urn:q" mc:Ignorable="q"'
    planted(workbook, SHEET1, "<worksheet ", f'<worksheet {space} q:size="2" ')
    choice = '<mc:AlternateContent><mc:Choice Requires="q"><q:new/></mc:Choice><mc:Fallback><sheetData>'
    planted(workbook, SHEET1, "<sheetData>", choice)
    planted(workbook, SHEET1, "</sheetData>", "</sheetData></mc:Fallback></mc:AlternateContent>")
    assert faults_of(workbook) == []


def test_two_parts_of_one_name_are_found(workbook):
    with zipfile.ZipFile(workbook, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(STYLES, b"<x/>")
    assert any("twice" in one for one in faults_of(workbook))
