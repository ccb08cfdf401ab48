"""A member's own cover template is filled and otherwise stays as the member made it."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest
import xlsxwriter

from patentdesk.core.problems import Refused
from patentdesk.handouts.valuation.coversheet import fill_cover
from tests.handouts.excel.opening import faults_of

FIELDS = {"reference": "PV-1", "client": "=SUM(1)", "value": 12.5}
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03"
    b"\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
)


def a_template(path, *, poor=False):
    """Write a cover as a designer would; ``poor``: with what openpyxl cannot carry."""
    (path.parent / "logo.png").write_bytes(PICTURE)
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("封面")
    title = book.add_format({"font_name": "SimSun", "font_size": 22, "bold": True, "font_color": "#7A1F1F",
                             "align": "center", "valign": "vcenter", "bottom": 2, "bg_color": "#FFF4E0"})  # fmt: skip
    money = book.add_format({"num_format": '#,##0.00 "元"', "italic": True, "rotation": 0, "indent": 2})
    page.merge_range("B2:E3", "{{client}}", title)
    page.write("B5", "{{value}}", money)
    page.write_rich_string("B6", "No. ", book.add_format({"bold": True, "font_color": "red"}), "{{reference}}", " end")
    page.set_column("B:B", 33.5, None, {"level": 1})
    page.set_column("C:E", 12)
    page.set_row(1, 41.25)
    page.insert_image("D8", str(path.parent / "logo.png"))
    page.set_landscape()
    page.set_paper(8)
    page.set_margins(left=1.1, right=1.2, top=1.3, bottom=1.4)
    page.set_header("&L甲公司&R&D")
    page.print_area("A1:F30")
    page.repeat_rows(0, 2)
    page.center_horizontally()
    page.hide_gridlines(2)
    page.conditional_format("B5", {"type": "cell", "criteria": ">", "value": 5, "format": book.add_format({"bold": 1})})
    page.data_validation("B9", {"validate": "list", "source": ["甲", "乙"]})
    page.protect("", {"format_cells": True})
    book.add_worksheet("其他").hide()
    book.set_properties({"author": "member"})
    if poor:
        page.insert_textbox("G2", "a box")
        page.add_sparkline("H2", {"range": "封面!A1:C1"})
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=封面!$A$1:$A$3"})
        page.insert_chart("G9", chart)
    book.close()


def test_everything_of_a_template_stays_but_the_marks(tmp_path):
    a_template(tmp_path / "cover.xlsx")
    filled = fill_cover(tmp_path / "cover.xlsx", tmp_path / "out.xlsx", FIELDS)
    assert (filled.count, filled.problems) == (3, ())
    assert faults_of(tmp_path / "out.xlsx") == []
    before, after = (openpyxl.load_workbook(tmp_path / name, rich_text=True) for name in ("cover.xlsx", "out.xlsx"))
    assert after.sheetnames == before.sheetnames == ["封面", "其他"]
    assert after["其他"].sheet_state == "hidden"
    old, new = before["封面"], after["封面"]
    for row in old.iter_rows():
        for cell in row:
            same = new[cell.coordinate]
            looks = ("font", "fill", "border", "alignment", "number_format", "protection")
            assert [repr(getattr(same, look)) for look in looks] == [repr(getattr(cell, look)) for look in looks]
    assert new.merged_cells.ranges == old.merged_cells.ranges
    assert {key: one.width for key, one in new.column_dimensions.items()} == {
        key: one.width for key, one in old.column_dimensions.items()
    }
    assert new.row_dimensions[2].height == 41.25
    assert (new.page_setup.orientation, int(new.page_setup.paperSize)) == ("landscape", 8)
    assert new.page_margins.left == old.page_margins.left == 1.1
    assert new.oddHeader.left.text == old.oddHeader.left.text == "甲公司"
    assert (new.print_area, new.print_title_rows) == (old.print_area, old.print_title_rows)
    assert new.print_options.horizontalCentered
    assert not new.sheet_view.showGridLines
    assert len(new.conditional_formatting) == len(new.data_validations.dataValidation) == 1
    assert new.protection.sheet
    assert after.properties.creator == "member"


def test_pictures_theme_and_rich_text_stay(tmp_path):
    a_template(tmp_path / "cover.xlsx")
    fill_cover(tmp_path / "cover.xlsx", tmp_path / "out.xlsx", FIELDS)
    with zipfile.ZipFile(tmp_path / "cover.xlsx") as old, zipfile.ZipFile(tmp_path / "out.xlsx") as new:
        assert new.read("xl/theme/theme1.xml") == old.read("xl/theme/theme1.xml")
        assert [new.read(name) for name in new.namelist() if name.startswith("xl/media/")] == [PICTURE]
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", rich_text=True)
    assert book["封面"]["B6"].value.as_list() == ["No. ", "PV-1", " end"]
    assert [bool(getattr(one, "font", None) and one.font.b) for one in book["封面"]["B6"].value] == [False, True, False]
    assert (book["封面"]["B2"].value, book["封面"]["B2"].data_type) == ("=SUM(1)", "s")
    assert book["封面"]["B5"].value == 12.5


def test_what_cannot_be_kept_is_named(tmp_path):
    a_template(tmp_path / "cover.xlsx", poor=True)
    filled = fill_cover(tmp_path / "cover.xlsx", tmp_path / "out.xlsx", FIELDS)
    named = {one.args["cover_part"] for one in filled.problems}
    assert named == {"shapes", "sparklines", "charts"}
    assert faults_of(tmp_path / "out.xlsx") == []


def test_a_field_that_is_not_known_stays_and_is_named(tmp_path):
    book = openpyxl.Workbook()
    book.active["B4"], book.active["D9"] = "{{colour}} {{ reference }}", "here"
    book.defined_names["Client"] = openpyxl.workbook.defined_name.DefinedName("Client", attr_text="Sheet!$D$9")
    book.save(tmp_path / "cover.xlsx")
    filled = fill_cover(tmp_path / "cover.xlsx", tmp_path / "out.xlsx", FIELDS)
    found = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert (found["B4"].value, found["D9"].value, found["D9"].data_type) == ("{{colour}} PV-1", "=SUM(1)", "s")
    assert (filled.count, [one.args["name"] for one in filled.problems]) == (2, ["colour"])


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"no")
    with pytest.raises(Refused):
        fill_cover(tmp_path / "bad.xlsx", tmp_path / "out.xlsx", {})
    assert not (tmp_path / "out.xlsx").exists()
