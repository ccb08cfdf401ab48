"""A review as a sheet: out, filled in, and back row by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk
from patentdesk.services.review_sheets import apply_sheet, read_sheets, write_sheet
from patentdesk.services.reviewing import create_review, decide, items
from patentdesk.triage.records import Decision, Review

FIRST_LINE = 6
"""The first patent's line on the sheet."""


@pytest.fixture
def review(desk: Desk, case: object) -> Review:  # noqa: ARG001 - the patents must be there
    return create_review(desk, "年度评审", query_text="office:CN")


@pytest.fixture
def sheet(desk, review, tmp_path) -> Path:
    path = tmp_path / "评审表.xlsx"
    assert write_sheet(desk, review.id, path) == 4
    return path


def fill(path: Path, **lines: dict[str, object]) -> None:
    """Fill lines of the sheet by the patent's number and save it as Excel would."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    places = {page.cell(4, column).value: column for column in range(1, page.max_column + 1)}
    rows = {page.cell(row, places["number"]).value: row for row in range(FIRST_LINE, page.max_row + 1)}
    for number, values in lines.items():
        for key, value in values.items():
            page.cell(rows[number], places[key]).value = value
    book.save(path)


def codes(reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_an_untouched_sheet_changes_nothing(desk, sheet):
    reading = read_sheets(desk, [sheet])
    assert (reading.changes, reading.unchanged, reading.problems) == ((), 4, ())
    before = desk.file.journal()
    assert not apply_sheet(desk, reading)
    assert desk.file.journal() == before


def test_a_filled_sheet_is_one_step_that_can_be_undone(desk, case, sheet, review):
    fill(sheet, CN101={"decision": "keep", "reason": "在用"}, CN104={"decision": "DROP", "reason": "窄"})
    fill(sheet, CN105={"decision": "DEF", "reason": "等检索", "review_on": "2027-01-15"})
    reading = read_sheets(desk, [sheet])
    assert [(change.patent.id, change.choice.code.value) for change in reading.changes] == [
        (case.core, "KEEP"),
        (case.weak, "DROP"),
        (case.bare, "DEF"),
    ]
    assert reading.problems == ()
    changes = apply_sheet(desk, reading)
    assert changes.patent_ids == (case.core, case.weak, case.bare)
    decided = {line.patent.id: line.decision for line in items(desk, review.id)}
    assert decided[case.bare].review_on == date(2027, 1, 15)
    assert decided[case.pledged] is None
    again = read_sheets(desk, [sheet])
    assert (again.changes, again.unchanged) == ((), 4)
    assert desk.file.undo().verb == "apply_review_sheet"
    assert all(line.decision is None for line in items(desk, review.id))


def test_faulty_rows_are_named_and_the_others_taken(desk, case, sheet):
    fill(
        sheet,
        CN101={"decision": "KEEP"},
        CN103={"decision": "DROP", "reason": "窄"},
        CN104={"decision": "扔掉"},
        CN105={"decision": "DEF"},
    )
    reading = read_sheets(desk, [sheet])
    assert [change.patent.id for change in reading.changes] == [case.core]
    assert sorted(codes(reading)) == [
        "decision_needs_date",
        "decision_needs_reason",
        "review_code_invalid",
        "vetoed_pledge",
    ]
    for problem in reading.problems:
        assert problem.source.file == "评审表.xlsx"
        assert problem.source.row >= FIRST_LINE
        assert "«" not in desk.library.words("zh").problem(problem)


def test_a_drop_on_the_sheet_needs_its_reason(desk, sheet):
    fill(sheet, CN104={"decision": "DROP"})
    reading = read_sheets(desk, [sheet])
    assert (reading.changes, codes(reading)) == ((), ["decision_needs_reason"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_reason_that_looks_like_a_formula_goes_out_and_comes_back(desk, case, review, tmp_path, text):
    decide(desk, [case.core], "KEEP", reason=text, review_id=review.id)
    write_sheet(desk, review.id, tmp_path / "again.xlsx")
    reading = read_sheets(desk, [tmp_path / "again.xlsx"])
    assert (reading.changes, reading.unchanged, reading.problems) == ((), 4, ())


def test_a_row_about_changed_facts_is_not_taken(desk, case, sheet):
    fill(sheet, CN101={"decision": "KEEP"})
    with desk.file.operation("edit") as work:
        work.change(Patent, case.core, product="")
    assert codes(read_sheets(desk, [sheet])) == ["review_row_stale"]


def test_facts_that_change_between_reading_and_taking_stop_everything(desk, case, sheet):
    fill(sheet, CN101={"decision": "KEEP"}, CN104={"decision": "KEEP"})
    reading = read_sheets(desk, [sheet])
    with desk.file.operation("edit") as work:
        work.change(Patent, case.core, product="")
    with pytest.raises(Refused, match="decision_stale"):
        apply_sheet(desk, reading)
    with desk.file.reading() as reader:
        assert reader.count(Decision) == 0


def test_unknown_and_repeated_rows(desk, sheet):
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    first = [page.cell(FIRST_LINE, column).value for column in range(1, page.max_column + 1)]
    page.append(first)
    page.append(["0" * 32, *first[1:]])
    book.save(sheet)
    assert codes(read_sheets(desk, [sheet])) == ["review_row_twice", "review_row_unknown"]


def test_a_cleared_decision_stays_and_is_mentioned(desk, case, review, tmp_path):
    decide(desk, [case.core], "KEEP", review_id=review.id)
    path = tmp_path / "sheet.xlsx"
    write_sheet(desk, review.id, path, "en")
    fill(path, CN101={"decision": None})
    reading = read_sheets(desk, [path])
    assert codes(reading) == ["review_row_cleared"]
    assert reading.changes == ()


def test_a_sheet_of_another_file_is_refused(sheet, tmp_path, clock: FixedClock, library):
    from patentdesk.store.file import PortfolioFile  # noqa: PLC0415 - only this test opens a second file

    with PortfolioFile.create(tmp_path / "other.pdesk", clock=clock, user="tester") as other:
        stranger = Desk(other, library, clock, "tester")
        with pytest.raises(Refused, match="review_sheet_other_review"):
            read_sheets(stranger, [sheet])


def test_writing_an_unknown_review_is_refused(desk, tmp_path):
    with pytest.raises(Refused, match="review_unknown"):
        write_sheet(desk, 5, tmp_path / "x.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))
