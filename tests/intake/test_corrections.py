"""Check that a corrected cell is read in the place of the file's, and that only it is."""

from __future__ import annotations

import json
from datetime import date

from patentdesk.intake.corrections import corrected
from patentdesk.intake.reading import read

ROWS = [["申请号", "标题", "申请日"], ["CN201710601862.3", "电池", "2017-13-45"], ["", "电机", "2019-05-06"]]


def _drafts(reading, corrections):
    return list(corrected(reading, corrections).drafts())


def test_a_corrected_cell_is_read_as_if_the_file_said_so(write_csv, words):
    reading = read(write_csv(ROWS), words)
    first, second = _drafts(reading, {(reading.digest, "", 2): {"申请日": "2017-07-21"},
                                      (reading.digest, "", 3): {"申请号": "CN201910000002.1"}})  # fmt: skip
    assert (first.values["filing_date"], first.problems) == (date(2017, 7, 21), ())
    assert (second.rejected, second.values["application_number"]) == (False, "201910000002")
    assert second.written["申请号"] if "申请号" in second.written else second.written["application_number"]


def test_other_files_rows_and_headers_are_left_alone(write_csv, words):
    reading = read(write_csv(ROWS), words)
    before = [(draft.values, draft.problems) for draft in reading.drafts()]
    wrong = {("other", "", 2): {"标题": "x"}, (reading.digest, "", 99): {"标题": "x"},
             (reading.digest, "", 2): {"无此列": "x"}}  # fmt: skip
    assert [(draft.values, draft.problems) for draft in _drafts(reading, wrong)] == before


def test_a_row_that_is_too_short_is_filled_up(write_csv, words):
    reading = read(write_csv([ROWS[0], ["CN201710601862.3"]]), words)
    (draft,) = _drafts(reading, {(reading.digest, "", 2): {"申请日": "2017-07-21"}})
    assert draft.values["filing_date"] == date(2017, 7, 21)


def test_what_was_wrong_with_a_corrected_row_is_no_longer_told(tmp_path, words):
    path = tmp_path / "list.csv"
    path.write_text(
        '申请号,标题,申请日\nCN201710601862.3,"5 英寸,2017-07-21\nCN201910000002.1,电机,2019-05-06\n', encoding="utf-8"
    )
    reading = read(path, words)
    assert [draft.rejected for draft in reading.drafts()] == [True, False]
    fixed = _drafts(reading, {(reading.digest, "", 2): {"标题": "5 英寸"}})
    assert [draft.rejected for draft in fixed] == [False, False]


def test_a_field_of_a_document_is_corrected(tmp_path, words):
    path = tmp_path / "odp.json"
    path.write_text(json.dumps({"patentBag": [{"assignmentBag": [], "inventionTitle": "Cell"}]}), encoding="utf-8")
    reading = read(path, words)
    (before,) = reading.drafts()
    (after,) = _drafts(reading, {(reading.digest, "", 1): {"application_number": "US 16/123,456"}})
    assert (before.rejected, after.rejected, after.values["title"]) == (True, False, "Cell")
