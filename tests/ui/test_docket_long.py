"""A docket that is longer than what is fetched at once: the cursor and the selection know every line's patent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from patentdesk.docketing.records import Deadline
from patentdesk.ui.models import PAGE
from patentdesk.ui.session import EVERYTHING

PLACE = "docket"


@pytest.fixture
def long_docket(docket_panel, filled, settled):
    with filled.session.desk.file.operation("add") as work:
        work.add_all(
            Deadline(patent_id=1 + place * 3 // (5 * PAGE), rule_id=f"x{place}", task="other",
                     due_date=date(2027, 1, 1) + timedelta(days=place))
            for place in range(5 * PAGE)
        )  # fmt: skip
    filled.session.tell_changed(EVERYTHING)
    settled()
    assert len(docket_panel.model.rows) > 5 * PAGE
    return docket_panel


def test_the_last_line_is_of_its_own_patent(long_docket, filled, settled):
    long_docket.table.go(0)
    first = filled.session.current
    long_docket.table.go(len(long_docket.model.rows) - 1)
    current = filled.session.current
    assert current != first
    assert filled.session.picked == (current,)
    settled()
    assert long_docket.table.current().deadline.patent_id == current


def test_all_lines_are_of_all_their_patents(long_docket, filled):
    long_docket.table.selectAll()
    assert filled.session.picked == (1, 2, 3)


def test_the_cursor_stays_on_its_line_when_the_docket_is_read_anew(long_docket, settled):
    row = 3 * PAGE + 7
    long_docket.table.go(row)
    settled()
    line = long_docket.table.current().deadline.id
    long_docket.refresh()
    settled()
    assert long_docket.table.currentIndex().row() == row
    assert long_docket.table.current().deadline.id == line


def test_a_line_beyond_the_first_page_follows_the_inspector(long_docket, filled, settled):
    long_docket.table.go(0)
    filled.go("portfolio")
    filled.session.ask("")
    settled()
    filled.session.point_at(3)
    filled.go("docket")
    settled()
    assert long_docket.table.current().deadline.patent_id == 3
