"""Formulas that were edited, rows that were moved, sheets that were removed or renamed are noticed and named."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.problems import Refused, Severity
from patentdesk.handouts.reading import read_valuation_handout
from patentdesk.handouts.valuation.marks import NONE, Touched, mark_of, plain, touched
from patentdesk.handouts.valuation.writer import write_valuation_handout

INCOME, SCENARIOS, INPUTS = "收益法 Income", "情景与模拟 Scenario-MC", "假设 Assumptions"


@pytest.fixture(scope="module")
def issued(make_handout, tmp_path_factory):
    handout, path = make_handout(3), tmp_path_factory.mktemp("issued") / "value.xlsx"
    write_valuation_handout(handout, path)
    return handout, path


@pytest.fixture
def written(issued, tmp_path):
    handout, path = issued
    return handout, Path(shutil.copy(path, tmp_path))


def read(written):
    handout, path = written
    return read_valuation_handout(path, handout.words, handout.definitions)


def edited(path, change):
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def told(written):
    return [(one.code, one.source.sheet, one.args.get("rows")) for one in read(written).problems]


def test_what_openpyxl_saves_unchanged_is_as_it_was_issued(written):
    edited(written[1], list)
    assert told(written) == []


def test_an_edited_formula_is_named_with_sheet_and_row_and_changes_beside_it_are_still_read(written):
    def change(book):
        cell = next(cell for cell in book[INCOME][20] if cell.data_type == "f")
        cell.value = f"{cell.value}*2"
        book[INCOME]["E22"] = 5
        inputs = book[INPUTS]
        row = next(row for row in inputs.iter_rows(min_row=6) if row[1].value == "royalty_rate")
        row[5].value = 0.031

    edited(written[1], change)
    assert told(written) == [("handout_formulas_changed", INCOME, "20, 22")]
    assert [(one.key, one.new) for one in read(written).changes] == [("royalty_rate", 0.031)]


def test_an_input_that_became_a_formula_is_told_as_such_and_not_twice(written):
    def change(book):
        row = next(row for row in book[INPUTS].iter_rows(min_row=6) if row[1].value == "royalty_rate")
        row[5].value = "=0.01*3"

    edited(written[1], change)
    assert [one[0] for one in told(written)] == ["handout_formula_empty"]


def test_an_inserted_row_is_named_from_where_it_stands(written):
    edited(written[1], lambda book: book[SCENARIOS].insert_rows(7))
    ((code, sheet, rows),) = told(written)
    assert (code, sheet, rows.partition(",")[0]) == ("handout_formulas_changed", SCENARIOS, "7")


def test_removed_renamed_and_new_sheets_are_named(written):
    def change(book):
        del book["签署与变更 Sign-off"]
        book[SCENARIOS].title = "Mine"
        book.create_sheet("Notes")

    edited(written[1], change)
    found = read(written).problems
    gone = [one.args["sheet"] for one in found if one.code == "handout_sheet_gone"]
    new = [one.args["sheet"] for one in found if one.code == "handout_sheet_new"]
    assert (gone, new) == ([SCENARIOS, "签署与变更 Sign-off"], ["Mine", "Notes"])
    assert all(one.severity is Severity.NOTE for one in found if one.code == "handout_sheet_new")


def test_without_the_sheet_of_assumptions_nothing_is_read_and_the_reason_is_told(written):
    edited(written[1], lambda book: setattr(book[INPUTS], "title", "Inputs"))
    with pytest.raises(Refused) as caught:
        read(written)
    assert (caught.value.problem.code, caught.value.problem.args["sheet"]) == ("handout_sheet_wanted", INPUTS)


def test_without_the_hidden_sheet_it_is_told_that_formulas_cannot_be_compared(written):
    edited(written[1], lambda book: book.remove(book["PatentDesk"]))
    assert [one[0] for one in told(written)] == ["handout_marks_gone"]


@pytest.mark.parametrize(
    "other", ["='A b'!$C$3 + 1E-06", "=ab!C3+0.000001".replace("ab", "A b"), "='A b'!C3+0.0000010"]
)
def test_the_manner_of_writing_does_not_count(other):
    assert plain(other) == plain("='A b'!$C$3+0.000001")


@pytest.mark.parametrize("other", ["=A2+1", "=A1+2", "=A1-1", "=B1+1", "=SUM(A1)+1"])
def test_what_a_formula_says_counts(other):
    assert mark_of([(0, other)]) != mark_of([(0, "=A1+1")])


def test_where_a_formula_stands_counts():
    assert mark_of([(0, "=A1")]) != mark_of([(1, "=A1")])
    assert mark_of([]) == NONE
    assert list(touched({"a": [NONE, "0001"]}, {"a": [NONE, "0001", "0002"]})) == [Touched("a", (3,))]
