import dataclasses
import io
from datetime import date

import openpyxl
import pytest

from patentdesk.handouts.valuation.capitals import in_capitals
from patentdesk.handouts.valuation.writer import handout_bytes, write_valuation_handout
from patentdesk.portfolio.codes import Status

FORBIDDEN = ("TODAY(", "NOW(", "OFFSET(", "INDIRECT(", "LET(", "XLOOKUP(", "RAND")


def loaded(handout, **options):
    return openpyxl.load_workbook(io.BytesIO(handout_bytes(handout)), **options)


@pytest.fixture(scope="module")
def handout(make_handout):
    return make_handout()


@pytest.fixture(scope="module")
def book(handout):
    """Return the workbook of six living and three other patents, to be looked at."""
    return loaded(handout)


def formulas(book):
    return [(sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_every_formula_has_a_stored_result_and_none_is_volatile(handout, book):
    found = formulas(book)
    stored = loaded(handout, data_only=True)
    assert len(found) > 3_000
    empty = [(name, cell.coordinate) for name, cell in found if stored[name][cell.coordinate].value is None]
    assert [place for place in empty if place[0] != "列表 Lists"] == []  # pieces of the amount in words may be empty
    assert [cell.value for _, cell in found if any(word in cell.value for word in FORBIDDEN)] == []


def test_imported_text_is_never_a_formula(book):
    cells = [cell for row in book["资产清单 Assets"].iter_rows() for cell in row if cell.value == "=一种电池热管理方法"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_inputs_are_unlocked_and_sheets_protected_without_password(book):
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    sheet = book["假设 Assumptions"]
    assert not sheet["F6"].protection.locked
    assert sheet["R6"].protection.locked
    assert sheet.data_validations.dataValidation


def test_pages_are_a4_landscape_and_wide_sheets_keep_names_and_heads(book):
    sheet = book["收益法 Income"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (2, 0), "many years on one page are tiny"
    assert sheet.print_title_cols
    wide = {"收益法对照 Income methods": 8, "成本法 Cost": 3}  # a page for each method, the patents' names beside it
    visible = [each for each in book if each.sheet_state == "visible"]
    narrow = [each for each in visible if each is not sheet and each.title not in wide]
    assert all(each.sheet_properties.pageSetUpPr.fitToPage for each in narrow)
    assert {each.page_setup.fitToWidth or 1 for each in narrow} == {1}
    for name, pages in wide.items():
        assert book[name].page_setup.scale < 100
        assert book[name].print_title_cols
        assert book[name].print_title_rows
        assert len(book[name].col_breaks.brk) == pages - 1
    assert sheet.print_title_rows
    assert sheet.freeze_panes
    assert all(each.oddFooter.right.text for each in book if each.sheet_state == "visible")
    assert {"Disc_Rate", "Tax_Rate", "Royalty", "Val_Date", "Total_Value"} <= set(book.defined_names)


def test_the_title_never_claims_an_appraisal_report(book):
    titles = [str(sheet["A1"].value) for sheet in book]
    assert any("专利价值分析意见（内部测算）" in title for title in titles)
    assert not any("资产评估报告" in title for title in titles)


def test_charts_are_native(book):
    assert [len(book[name]._charts) for name in ("摘要 Summary", "敏感性 Sensitivity")] == [2, 1]


def test_a_handout_without_a_living_right_has_no_schedule(make_handout):
    handout = make_handout(count=0, dead=True)
    lapsed = [one for one in handout.subjects if one.outcome.facts.status is Status.LAPSED]
    book = loaded(dataclasses.replace(handout, subjects=tuple(lapsed)), data_only=True)
    assert "收益法 Income" not in book.sheetnames
    assert book["封面 Cover"]["B16"].value == "通过 OK"


def test_a_failed_write_keeps_the_older_file(make_handout, tmp_path):
    target = tmp_path / "value.xlsx"
    target.write_bytes(b"PK\x03\x04older")
    broken = dataclasses.replace(make_handout(1), made_on=None)
    with pytest.raises(AttributeError):
        write_valuation_handout(broken, target)
    assert target.read_bytes() == b"PK\x03\x04older"
    assert list(tmp_path.iterdir()) == [target]


def test_the_same_content_gives_the_same_bytes(make_handout):
    handout = make_handout(2, valued_on=date(2025, 12, 31))
    assert handout_bytes(handout) == handout_bytes(handout)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "零元整"),
        (5, "伍元整"),
        (10, "壹拾元整"),
        (100_500, "壹拾万零伍佰元整"),
        (10_000, "壹万元整"),
        (1_000_000, "壹佰万元整"),
        (100_000_500, "壹亿零伍佰元整"),
        (16_073_753, "壹仟陆佰零柒万叁仟柒佰伍拾叁元整"),
        (120_003_004_005, "壹仟贰佰亿零叁佰万零肆仟零伍元整"),
    ],
)
def test_amounts_in_capitals(amount, text):
    assert in_capitals(amount) == text


def test_every_word_of_every_sheet_is_known(book):
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(texts) > 1_000
    assert [text for text in texts if "«" in text] == []
