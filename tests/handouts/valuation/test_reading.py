from datetime import datetime

import openpyxl
import pytest

from patentdesk.core.problems import Refused
from patentdesk.handouts.reading import read_valuation_handout
from patentdesk.handouts.valuation.plan import Column
from patentdesk.handouts.valuation.writer import write_valuation_handout


@pytest.fixture
def written(make_handout, tmp_path):
    handout = make_handout(2, dead=False)
    path = tmp_path / "价值 value.xlsx"
    write_valuation_handout(handout, path)
    return handout, path


def edit(path, *edits):
    book = openpyxl.load_workbook(path)
    sheet = book["假设 Assumptions"]
    for key, scope, column, value in edits:
        row = next(
            row
            for row in sheet.iter_rows(min_row=6)
            if row[Column.KEY].value == key and str(row[Column.SCOPE].value).startswith(scope)
        )
        row[column].value = value
    book.save(path)


def read(written):
    handout, path = written
    return read_valuation_handout(path, handout.words, handout.definitions)


def test_an_untouched_handout_has_no_change(written):
    found = read(written)
    assert (found.changes, found.problems) == ((), ())


def test_changes_name_scope_part_old_new_and_place(written):
    edit(
        written[1],
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


def test_words_in_place_of_a_number_are_reported_and_left_out(written):
    edit(written[1], ("tax_rate", "全组合", Column.BASE, "二成"), ("tab_life", "全组合", Column.KEY, "tab_years"))
    found = read(written)
    assert found.changes == ()
    assert [problem.code for problem in found.problems] == ["handout_not_number", "handout_row_unknown"]


def test_a_changed_valuation_date_is_told(written):
    edit(written[1], ("valuation_date", "全组合", Column.BASE, datetime(2027, 1, 1)))
    found = read(written)
    assert [problem.args for problem in found.problems] == [{"date": "2027-01-01"}]


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
