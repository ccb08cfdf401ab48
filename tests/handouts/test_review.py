"""Write the review sheet as a person gets it, and read back what people do to it."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from patentdesk.core.problems import Refused
from patentdesk.handouts import bookwriter
from patentdesk.handouts.review import SheetRow, write_review_sheet
from patentdesk.handouts.reviewback import read_review_sheet
from patentdesk.triage.records import DecisionCode

UID = "c" * 32
ROW = SheetRow(
    uid="d" * 32, digest="e" * 64, number="CN112345678B", title="=HYPERLINK(1)", owners="江淮动力, 皖江", office="CN",
    status="授权", segment="动力电池", due=date(2027, 3, 1), cost=Decimal("2000.00"), currency="CNY", score=61.25,
    coverage=0.8, grade="B", vetoes="已质押", recommendation="KEEP", why="B 级", decision="DEF", reason="等检索",
    conditions="", review_on=date(2027, 1, 15),
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sheet.xlsx"


def written(path, library, *rows, language="zh"):
    words = library.words(language)
    write_review_sheet(
        path, review_uid=UID, name="评审 <1> & 2", model="模型", day=date(2026, 11, 22), rows=rows, words=words
    )
    return path


def edit(path, **cells):
    """Write cells such as E6='KEEP' of the first sheet."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)


def test_what_was_written_is_read_back(path, library):
    filled = read_review_sheet(written(path, library, ROW))
    assert filled.review_uid == UID
    assert filled.problems == ()
    [row] = filled.rows
    assert (row.uid, row.digest, row.code) == (ROW.uid, ROW.digest, DecisionCode.DEFER)
    assert (row.reason, row.conditions, row.review_on) == ("等检索", "", date(2027, 1, 15))
    assert (row.source.file, row.source.row) == ("sheet.xlsx", 6)


def test_the_sheet_is_fit_for_people(path, library):
    page = openpyxl.load_workbook(written(path, library, ROW)).worksheets[0]
    assert page.freeze_panes == "D6"
    assert page.row_dimensions[4].hidden
    assert page.column_dimensions["A"].hidden
    assert page["C5"].value == "专利号\nNumber"
    assert page["E5"].value == "决策\nDecision"
    assert page["D6"].data_type == "s"
    assert page["D6"].value.startswith("=HYPERLINK")
    assert page.protection.sheet
    assert page["C6"].protection.locked
    assert [page[f"{column}6"].protection.locked for column in "EFGH"] == [False] * 4
    assert page["P6"].value == 2000
    assert page["O6"].value == datetime(2027, 3, 1)
    checks = {str(check.sqref): check.type for check in page.data_validations.dataValidation}
    assert checks == {"E6": "list", "H6": "date"}
    assert page.print_title_rows == "$5:$5"
    assert page.page_setup.orientation == "landscape"


def test_every_line_is_checked_coloured_sorted_and_printed(path, library):
    page = openpyxl.load_workbook(written(path, library, ROW, ROW, ROW)).worksheets[0]
    assert [str(one.sqref) for one in page.data_validations.dataValidation] == ["E6:E8", "H6:H8"]
    assert [str(one.sqref) for one in page.conditional_formatting] == ["L6:L8"]
    assert page.auto_filter.ref == "A5:V8"
    assert page.print_area.endswith("$C$1:$Q$8")


def formulas(path):
    """Return the places of all cells that a spreadsheet would calculate."""
    book = openpyxl.load_workbook(path)
    return [cell.coordinate for page in book for line in page.iter_rows() for cell in line if cell.data_type == "f"]


TEXTS = ("number", "title", "owners", "status", "segment", "vetoes", "recommendation", "why", "reason", "conditions")


def dressed_as_formulas(lead):
    return replace(ROW, **dict.fromkeys(TEXTS, f"{lead}1+HYPERLINK(A1)"))


@pytest.mark.parametrize("lead", "=+-@")
def test_no_text_becomes_a_formula(path, library, lead):
    row = dressed_as_formulas(lead)
    assert formulas(written(path, library, row)) == []
    page = openpyxl.load_workbook(path).worksheets[0]
    texts = [cell.value for cell in page[6] if isinstance(cell.value, str)]
    assert texts.count(row.title) == len(TEXTS)
    [back] = read_review_sheet(path).rows
    assert (back.reason, back.conditions) == (row.reason, row.conditions)


def test_the_check_for_formulas_sees_them_where_nothing_guards(path, library, monkeypatch):
    """Without both guards, the writer's option and the call that writes text as text, a title is a formula."""
    monkeypatch.setattr(bookwriter, "Workbook", lambda name, _options: Workbook(name))
    monkeypatch.setattr(Worksheet, "write_string", Worksheet.write)
    assert "D6" in formulas(written(path, library, dressed_as_formulas("=")))


def test_every_code_stands_in_the_list(path, library):
    lists = openpyxl.load_workbook(written(path, library, ROW)).worksheets[1]
    assert [lists.cell(row, 1).value for row in range(3, 15)] == [code.value for code in DecisionCode]
    assert "«" not in "".join(str(lists.cell(row, 2).value) for row in range(3, 15))


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"E6": "扔掉"}, "review_code_invalid", "决策 Decision"),
        ({"E6": "=A1"}, "review_row_formula", "决策 Decision"),
        ({"F6": "=A1"}, "review_row_formula", "理由 Reason"),
        ({"H6": "soon"}, "review_date_invalid", "复核日期 Look again on"),
        ({"H6": True}, "review_date_invalid", "复核日期 Look again on"),
        ({"E6": None}, "review_row_without_code", "决策 Decision"),
    ],
)
def test_a_faulty_cell_is_named(path, library, cells, code, column):
    edit(written(path, library, ROW), **cells)
    filled = read_review_sheet(path)
    assert filled.rows == ()
    [problem] = filled.problems
    assert (problem.code, problem.source.row, problem.source.column) == (code, 6, column)


@pytest.mark.parametrize("value", ["2027-01-05", "2027/1/5", "2027.01.05", datetime(2027, 1, 5)])
def test_dates_in_any_dress(path, library, value):
    edit(written(path, library, ROW), H6=value)
    assert read_review_sheet(path).rows[0].review_on == date(2027, 1, 5)


def test_codes_are_read_whatever_their_case(path, library):
    edit(written(path, library, ROW), E6=" keep-1y ")
    assert read_review_sheet(path).rows[0].code is DecisionCode.KEEP_1Y


def test_moved_columns_are_found_by_their_keys(path, library):
    written(path, library, ROW)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for row in (4, 5, 6):
        page.cell(row, 5).value, page.cell(row, 20).value = page.cell(row, 20).value, page.cell(row, 5).value
    book.save(path)
    assert read_review_sheet(path).rows[0].code is DecisionCode.DEFER


def test_empty_lines_are_passed_over(path, library):
    edit(written(path, library, ROW), C9="")
    assert len(read_review_sheet(path).rows) == 1


def test_a_review_without_patents_can_be_written(path, library):
    assert read_review_sheet(written(path, library)).rows == ()


def picture(path):
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


def empty(path):
    path.write_bytes(b"")


def truncated(path):
    shutil.copyfile(path, whole := path.with_suffix(".whole"))
    path.write_bytes(whole.read_bytes()[:2_000])


def other_archive(path):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("note.txt", "hello")


def bomb(path):
    """Add a part that unpacks to 201 MB to a sheet that is fine otherwise."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/media/big.bin", "w") as part:
        for _ in range(201):
            part.write(bytes(1_000_000))


@pytest.mark.parametrize("spoil", [picture, empty, truncated, other_archive, bomb])
def test_files_that_are_no_workbook_are_refused(path, library, spoil):
    spoil(written(path, library, ROW))
    with pytest.raises(Refused, match="review_sheet_unreadable"):
        read_review_sheet(path)


def test_a_missing_file_is_refused(path):
    with pytest.raises(Refused, match="review_sheet_unreadable"):
        read_review_sheet(path)


def test_another_workbook_is_refused(path, library):
    book = openpyxl.Workbook()
    book.save(path)
    with pytest.raises(Refused, match="review_sheet_foreign"):
        read_review_sheet(path)
    edit(written(path, library, ROW), E4="choice")
    with pytest.raises(Refused, match="review_sheet_foreign"):
        read_review_sheet(path)


def test_an_old_sheet_stays_when_the_new_one_cannot_be_written(path, library):
    written(path, library, ROW)
    before = path.read_bytes()
    with pytest.raises(AttributeError):
        written(path, library, ROW, "not a row")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
