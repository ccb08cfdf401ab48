"""Cut rows out of lines of text, and leave the limit that all readers of the process share as it was."""

from __future__ import annotations

import csv

import pytest

from patentdesk.core.problems import Refused
from patentdesk.intake.cutting import cut_rows
from patentdesk.intake.documents import google_detail
from patentdesk.intake.limits import Limits


def test_a_cell_beyond_the_limit_is_named_and_the_limit_holds_for_its_reader_only() -> None:
    before = csv.field_size_limit()
    rows = cut_rows(iter(["a,b\n", "c," + "x" * 20 + "\n", "d,e\n"]), ",", 10)
    read = []
    for _row, code in rows:
        read.append(code)
        assert csv.field_size_limit() == before
    assert read == ["", "cell_too_long", ""]


def test_a_long_cell_of_a_table_of_events_is_refused_in_a_sentence() -> None:
    table = "patent,event_title,event_description,event_code,event_date\nCN1A," + "x" * 200 + ",,A1,2020-01-01\n"
    with pytest.raises(Refused) as caught:
        list(google_detail._table_of_events(table, Limits(cell_characters=100)))
    assert caught.value.problem.code == "cell_too_long"
