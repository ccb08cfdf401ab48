"""Test that the highlighted line of a panel and the inspector always tell of one patent."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from patentdesk.portfolio.numbers import number_of


def highlighted(panel):
    return [getattr(one, "patent", one).id for one in panel.table.records()]


def told(filled):
    return [one.text() for one in filled.inspector.findChildren(QLabel)]


def other_line(panel, current):
    rows = range(panel.model.rowCount())
    return next(row for row in rows if panel.model.rows.row(row).deadline.patent_id != current)


def test_the_list_shows_the_patent_that_was_chosen_in_the_docket(filled, settled):
    filled.go("portfolio")
    settled()
    before = filled.session.current
    filled.go("docket")
    settled()
    docket = filled.panels["docket"]
    docket.table.go(other_line(docket, before))
    settled()
    chosen = filled.session.current
    assert chosen != before
    filled.go("portfolio")
    settled()
    assert highlighted(filled.panels["portfolio"]) == [chosen] == [filled.session.current]
    assert number_of(filled.panels["portfolio"].table.current()) in told(filled)


def test_the_docket_shows_the_patent_that_was_chosen_in_the_list(filled, settled):
    filled.go("docket")
    settled()
    docket, before = filled.panels["docket"], filled.session.current
    wanted = docket.model.rows.row(other_line(docket, before)).deadline.patent_id
    filled.go("portfolio")
    settled()
    filled.panels["portfolio"].show_place(list(filled.panels["portfolio"].ids).index(wanted))
    filled.go("docket")
    settled()
    assert highlighted(docket) == [wanted] == [filled.session.current]


@pytest.mark.parametrize("place", ["portfolio", "docket"])
def test_a_patent_without_a_line_leaves_none_highlighted_until_the_cursor_moves(filled, settled, place):
    filled.go(place)
    settled()
    panel = filled.panels[place]
    filled.session.ask("status:granted")
    settled()
    listed = set(filled.session.ids.tolist())
    outside = next(one for one in (1, 2, 3) if one not in listed)
    filled.inspector.acts.go(outside)
    settled()
    assert filled.session.current == outside
    assert highlighted(panel) == []
    filled.go("overview")
    filled.go(place)
    settled()
    assert highlighted(panel)[0] in listed
    assert filled.session.current == highlighted(panel)[0]


def test_tab_comes_to_the_charts_before_the_table_below_them(panel, settled):
    settled()
    chain, one = [], panel._export_button
    while one is not panel.table:
        one = one.nextInFocusChain()
        chain.append(one)
    assert set(panel.strip.views) <= set(chain)
