"""Test tables as people use them: keys of the order, the cursor, the selection, marks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from patentdesk.ui.lines import select_lines
from patentdesk.ui.sorthead import pressed
from tests.ui.patentlist import column, shown


def test_a_click_sorts_and_shift_adds_a_key():
    assert pressed((), 3, more=False) == ((3, False),)
    assert pressed(((3, False),), 3, more=False) == ((3, True),)
    assert pressed(((3, True),), 3, more=False) == ()
    assert pressed(((3, True),), 5, more=False) == ((5, False),)
    assert pressed(((3, True),), 5, more=True) == ((3, True), (5, False))
    assert pressed(((3, True), (5, False)), 3, more=True) == ((5, False),)
    assert pressed(((3, False), (5, False)), 3, more=True) == ((3, True), (5, False))


@pytest.mark.parametrize("by", ["", "office"])
def test_what_is_selected_stays_so_after_an_edit_and_its_undo(panel, filled, settled, by):
    panel.grouping.choose(by)
    settled()
    first, _second, third = (int(one) for one in panel.ids)
    panel.show_place(0)
    rows = panel.model.rows
    places = [rows.position_of(one) for one in (0, 2)] if by else [0, 2]
    select_lines(panel.table, np.array(places))
    assert filled.session.picked == (first, third)
    panel.acts.set_many(filled.session.picked, "responsible", "Wang")
    settled()
    assert (filled.session.picked, panel.table.positions()) == ((first, third), places)
    filled.run("undo")
    settled()
    assert (filled.session.picked, panel.table.positions()) == ((first, third), places)
    panel.grouping.choose("")
    settled()


def test_several_keys_are_asked_of_the_services_and_shown_in_the_head(panel, settled):
    keys = ((column(panel, "status"), False), (column(panel, "filing_date"), False))
    panel.model.sort_by(keys)
    settled()
    assert panel.session.sort == (("status", False), ("filing_date", False))
    assert panel.table.horizontalHeader().keys == keys
    panel.table.setCurrentIndex(panel.model.index(0, column(panel, "office")))
    panel.commands["sort"]()
    settled()
    assert panel.session.sort == (("office", False),)


def test_the_selection_is_inverted(panel):
    panel.table.go(1)
    panel.commands["invert"]()
    assert panel.table.positions() == [0, 2]
    panel.commands["invert"]()
    assert panel.table.positions() == [1]
    panel.table.selectAll()
    assert len(panel.session.picked) == 3


def test_marks_tell_what_a_row_needs_in_words(panel):
    place = column(panel, "marks")
    tips = [panel.model.index(row, place).data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert any("Due" in (tip or "") or "grace" in (tip or "").lower() or "passed" in (tip or "") for tip in tips)


def test_the_cursor_stays_in_its_column_when_other_rows_come(panel, settled):
    panel.table.setCurrentIndex(panel.model.index(1, column(panel, "status")))
    panel.commands["sort"]()
    settled()
    assert panel.table.currentIndex().column() == column(panel, "status")


def test_states_are_sorted_by_the_life_of_a_right(panel, filled, settled):
    filled.session.order((("status", False),))
    settled()
    panel.table.viewport().repaint()
    settled()
    assert shown(panel, "status") == ["Pending", "Granted", "Granted"]


def test_another_order_is_shown_from_its_top_unless_a_patent_in_sight_was_chosen(panel, filled, settled):
    filled.session.order((("filing_date", False),))
    settled()
    panel.table.go(0)
    first = filled.session.current
    filled.session.order((("filing_date", True),))
    settled()
    assert panel.table.currentIndex().row() == 0
    assert filled.session.current == panel.ids[0] != first, "nobody had chosen the patent on the first row"
    panel.table.go(2)
    filled.session.order((("filing_date", False),))
    settled()
    assert (filled.session.current, panel.table.currentIndex().row()) == (first, 0)
    panel.table.go(1)
    chosen = filled.session.current
    filled.session.order((("title", False),))
    settled()
    assert filled.session.current == chosen


@pytest.mark.parametrize("by", ["", "office"])
def test_the_cursor_goes_to_the_neighbour_of_what_was_removed(panel, filled, settled, by):
    panel.grouping.choose(by)
    settled()
    first, second, third = (int(one) for one in panel.ids)
    panel.show_place(1)
    settled()
    assert filled.session.current == second
    panel.commands["remove"]()
    settled()
    assert filled.session.current == third
    filled.session.ask("office:CN")
    settled()
    assert filled.session.current == third, "the cursor stays on its patent"
    panel.commands["remove"]()
    settled()
    assert filled.session.current == first, "the last one is left"


def test_a_message_that_is_clicked_away_leaves_the_keyboard_in_the_table(panel, settled, qtbot):
    panel.bar.show_word("doubt", "warning", "ui.read_only")
    settled()
    panel.table.setFocus()
    qtbot.mouseClick(panel.bar.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    settled()
    assert panel.bar.texts() == []
    assert panel.table.hasFocus()
