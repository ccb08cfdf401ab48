import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.problems import Refused, Severity
from patentdesk.handouts.reading import read_valuation_handout
from patentdesk.handouts.valuation.plan import Column
from patentdesk.handouts.valuation.writer import write_valuation_handout
from patentdesk.valuation.methods import Method


@pytest.fixture(scope="module")
def issued(make_handout, tmp_path_factory):
    """Write a handout of one method: what people fill in is the same, and half of the formulas need not be read."""
    handout = make_handout(2, dead=False, methods=(Method.RELIEF,))
    path = tmp_path_factory.mktemp("issued") / "价值 value.xlsx"
    write_valuation_handout(handout, path)
    return handout, path


@pytest.fixture
def written(issued, tmp_path):
    handout, path = issued
    return handout, Path(shutil.copy(path, tmp_path))


@pytest.fixture(scope="module")
def opened(issued):
    """Return the handout as openpyxl opens it, once: who edits it puts back what stood there."""
    return openpyxl.load_workbook(issued[1])


@pytest.fixture
def edit(opened, written):
    """Return what saves the handout with other contents of cells: (key, beginning of the scope, column, value)."""

    def edit(*edits):
        rows = list(opened["假设 Assumptions"].iter_rows(min_row=6))
        before = []
        for key, scope, column, value in edits:
            row = next(
                row for row in rows if row[Column.KEY].value == key and str(row[Column.SCOPE].value).startswith(scope)
            )
            before.append((row[column], row[column].value))
            row[column].value = value
        opened.save(written[1])
        for cell, value in reversed(before):
            cell.value = value

    return edit


def read(written):
    handout, path = written
    return read_valuation_handout(path, handout.words, handout.definitions)


def test_an_untouched_handout_has_no_change(written):
    found = read(written)
    assert (found.changes, found.problems) == ((), ())


def test_changes_name_scope_part_old_new_and_place(written, edit):
    edit(
        ("discount_rate", "全组合", Column.BASE, 0.14),
        ("revenue", "segment:battery", Column.HIGH, 9e8),
        ("p_valid", "全组合", Column.BASE, 0.8),
        ("economic_life", "segment:cockpit", Column.LOW, None),
    )
    found = read(written)
    assert [(each.key, each.scope, each.part, each.old, each.new) for each in found.changes] == [
        ("revenue", "segment:battery", "high", 1.2e9, 9e8),
        ("discount_rate", "", "value", 0.15, 0.14),
        ("economic_life", "segment:cockpit", "low", 3.0, None),
        ("p_valid", "", "value", None, 0.8),
    ]
    assert found.problems == ()
    source = found.changes[0].source
    assert (source.file, source.sheet) == ("价值 value.xlsx", "假设 Assumptions")
    assert source.row > 6


def test_words_in_place_of_a_number_are_reported_and_left_out(written, edit):
    edit(("tax_rate", "全组合", Column.BASE, "二成"), ("tab_life", "全组合", Column.KEY, "tab_years"))
    found = read(written)
    assert found.changes == ()
    assert [problem.code for problem in found.problems] == [
        "handout_issue_changed",
        "handout_not_number",
        "handout_row_unknown",
    ]


def test_a_changed_valuation_date_is_told(written, edit):
    edit(("valuation_date", "全组合", Column.BASE, datetime(2027, 1, 1)))
    found = read(written)
    assert [(one.code, one.args["date"]) for one in found.problems] == [("handout_date_changed", "2027-01-01")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\n" * 10])
def test_what_is_no_workbook_is_refused(written, tmp_path, content):
    path = tmp_path / "picture.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read((written[0], path))
    assert refused.value.problem.code == "handout_unreadable"


def test_a_truncated_handout_is_refused(written):
    handout, path = written
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(Refused) as refused:
        read((handout, path))
    assert refused.value.problem.code == "handout_unreadable"


def test_another_workbook_is_refused(written, tmp_path):
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(Refused) as refused:
        read((written[0], path))
    assert refused.value.problem.code == "handout_not_ours"


def codes(found):
    return [problem.code for problem in found.problems]


def test_a_formula_without_a_result_is_told_and_deletes_nothing(written, edit):
    edit(("discount_rate", "全组合", Column.BASE, "=0.03+0.11"))
    found = read(written)
    assert found.changes == ()
    assert [(one.code, one.args["text"]) for one in found.problems] == [("handout_formula_empty", "=0.03+0.11")]


def test_the_result_of_a_formula_is_taken_and_told(written, edit):
    path = written[1]
    edit(("discount_rate", "全组合", Column.BASE, 0.140625))
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        parts[name] = content.replace(b"<v>0.140625</v>", b"<f>0.1+0.040625</f><v>0.140625</v>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    found = read(written)
    assert [(one.key, one.new) for one in found.changes] == [("discount_rate", 0.140625)]
    assert codes(found) == ["handout_from_formula"]


def test_a_required_value_cannot_be_emptied(written, edit):
    edit(("tax_rate", "全组合", Column.BASE, None))
    found = read(written)
    assert (found.changes, codes(found)) == ((), ["handout_required_empty"])


def test_edits_that_cannot_be_taken_are_named_each_at_its_row(written, edit):
    edit(
        ("valuation_date", "全组合", Column.BASE, "xx"),
        ("convention", "全组合", Column.BASE, "weird"),
        ("revenue", "segment:battery", Column.SCOPE, "nobody"),
        ("revenue", "segment:cockpit", Column.UNIT, "万元"),
        ("tax_rate", "全组合", Column.WAS_BASE, 0.2),
    )
    found = read(written)
    assert [(one.code, one.source.row) for one in found.problems] == [
        ("handout_issue_changed", None),
        ("handout_not_date", 6),
        ("handout_convention_changed", 7),
        ("handout_row_unknown", 8),
        ("handout_unit_changed", 9),
    ]
    assert all(problem.severity is not Severity.NOTE for problem in found.problems)


def test_a_scope_that_the_portfolio_does_not_know_is_named(written, edit):
    handout, path = written
    edit(("revenue", "segment:battery", Column.SCOPE, "segment:bogus"))
    held = {(row.key, row.scope) for one in handout.subjects for row in one.resolved.rows.values()}
    found = read_valuation_handout(path, handout.words, handout.definitions, held)
    assert "handout_row_unknown" in codes(found)


def with_sheet(path, change):
    book = openpyxl.load_workbook(path)
    change(book["假设 Assumptions"])
    book.save(path)


def test_a_removed_column_reads_nothing(written):
    with_sheet(written[1], lambda sheet: sheet.delete_cols(Column.BASE + 1))
    found = read(written)
    assert (found.changes, codes(found)) == ((), ["handout_columns"])


def test_a_removed_row_is_named_by_its_number(written):
    with_sheet(written[1], lambda sheet: sheet.delete_rows(10))
    problem, moved = read(written).problems
    assert (problem.code, problem.args["n"], problem.args["rows"]) == ("handout_rows_missing", 1, "5")
    assert moved.code == "handout_formulas_changed"


def test_the_last_row_is_missed_too(written):
    with_sheet(written[1], lambda sheet: sheet.delete_rows(sheet.max_row))
    assert codes(read(written)) == ["handout_rows_missing", "handout_formulas_changed"]


def test_of_a_row_that_stands_twice_neither_is_taken(written):
    def double(sheet):
        cells = [cell.value for cell in sheet[10]]
        cells[Column.BASE] = 0.123
        sheet.append(cells)

    with_sheet(written[1], double)
    found = read(written)
    assert (found.changes, codes(found)) == ((), ["handout_row_twice"] * 2 + ["handout_formulas_changed"])


def test_a_workbook_without_its_marks_is_told(written):
    book = openpyxl.load_workbook(written[1])
    del book.custom_doc_props["PatentDesk rows"]
    book.save(written[1])
    assert codes(read(written)) == ["handout_issue_unknown"]
