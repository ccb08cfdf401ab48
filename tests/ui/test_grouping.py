"""Test the groups of a list: heads, folding, what a head stands for, where the cursor is."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from patentdesk.ui import layouts
from patentdesk.ui.grouping import GroupedRows
from patentdesk.ui.models import GroupRow, PagedRows
from patentdesk.ui.settings import GROUPING


def grouped(sizes, folded=()):
    inner = PagedRows(np.arange(100, 100 + sum(sizes), dtype=np.int64), lambda _pages: None)
    inner.arrive({0: [f"record {number}" for number in range(sum(sizes))]})
    starts = np.cumsum([0, *sizes[:-1]])
    return GroupedRows(inner, starts, lambda group, _first: f"group {group}", np.isin(np.arange(len(sizes)), folded))


def test_groups_have_heads_and_fold_without_an_object_per_row():
    rows = grouped([2, 3], folded=[0])
    assert [rows.row(place) for place in range(len(rows))] == [
        GroupRow(0, "group 0", 2, True), GroupRow(1, "group 1", 3, False), "record 2", "record 3", "record 4",
    ]  # fmt: skip
    assert [rows.position_of(index) for index in range(5)] == [0, 0, 2, 3, 4]
    assert rows.ids_at(np.array([0])).tolist() == [100, 101]
    assert rows.ids_at(np.array([3, 1])).tolist() == [103], "the head of an open group stands for none"
    assert rows.lines_of(np.array([True, True, False, True, False])).tolist() == [0, 3]
    assert rows.lines_of(np.array([True, False, True, True, True])).tolist() == [1, 2, 3, 4]
    rows.fold(0, folded=False)
    assert [rows.position_of(index) for index in range(5)] == [1, 2, 4, 5, 6]
    rows.fold_all(folded=True)
    assert len(rows) == 2
    assert len(grouped([0][:0] or [1])) == 2


def test_the_list_is_grouped_folded_and_a_head_stands_for_its_patents(panel, settled, qtbot):
    panel.grouping.choose("status")
    settled()
    assert panel.model.rowCount() == 5
    panel.table.go(2)
    assert len(panel.session.picked) == 2
    qtbot.keyClick(panel.table, Qt.Key.Key_Left)
    assert panel.model.rowCount() == 3
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert panel.model.rowCount() == 5
    panel.commands["fold"]()
    assert panel.model.rowCount() == 2
    panel.show_place(0)
    assert panel.model.rowCount() == 3, "a group unfolds for what is to be shown"
    panel.grouping.choose("")
    settled()
    assert panel.model.rowCount() == 3


def test_a_head_passed_over_counts_for_nothing_and_one_alone_selects_its_patents(panel, settled, qtbot):
    panel.grouping.choose("status")
    settled()
    heads = [row for row in range(5) if isinstance(panel.model.rows.row(row), GroupRow)]
    assert heads in ([0, 2], [0, 3])
    panel.table.go(heads[1] - 1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert panel.table.positions() == [heads[1] - 1, heads[1]]
    assert len(panel.session.picked) == 1, "only the patent above the head"
    qtbot.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(panel.session.picked) == 2
    for place in (0, heads[1]):
        panel.table.go(place)
        lines = panel.table.positions()
        size = panel.model.rows.row(place).count
        assert lines == list(range(place, place + 1 + size)), "what is meant is seen"
        assert len(panel.session.picked) == size
    qtbot.keyClick(panel.table, Qt.Key.Key_Left)
    assert panel.table.positions() == [heads[1]]
    assert len(panel.session.picked) == size, "a folded group has no other line"
    panel.grouping.choose("")
    settled()


def test_the_model_of_a_grouped_list_is_sound(panel, settled):
    panel.grouping.choose("office")
    settled()
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    settled()


def test_a_head_is_folded_by_a_click_on_its_sign(panel, settled):
    panel.grouping.choose("status")
    settled()
    spot = QPoint(12, panel.table.rowViewportPosition(2) + 8)
    panel.table.groups.fold_at(spot)
    assert panel.model.rowCount() == 3


def test_the_head_of_a_group_is_in_sight_above_its_first_patent(panel, settled):
    panel.grouping.choose("status")
    settled()
    panel.table.resize(panel.table.width(), 110)
    for position in range(panel.model.rowCount()):
        panel.table.go(position)
        if panel.model.rows.head(position) is None and panel.model.rows.head(position - 1) is not None:
            assert panel.table.rowViewportPosition(position - 1) >= 0
    panel.grouping.choose("")


def test_a_saved_view_keeps_and_brings_back_the_groups(panel, filled, settled, around):
    panel.grouping.choose("office")
    settled()
    kept = layouts.present(around.settings)
    panel.grouping.choose("")
    settled()
    assert layouts.adopt(around.settings, kept)
    panel.rearrange()
    filled.session.ask("")
    settled()
    assert panel.model.rows.head(0) is not None
    assert not layouts.adopt(around.settings, "{}")
    assert around.settings.get(GROUPING) == "office", "a layout of before says nothing of groups"


def test_folding_and_unfolding_keep_what_is_selected_and_the_cursors_patent(panel, settled):
    panel.grouping.choose("office")
    settled()
    assert panel.model.rowCount() == 4, "one group of three"
    panel.table.go(2)
    picked, current = panel.session.picked, panel.session.current
    assert len(picked) == 1
    for lines in (1, 4, 1):
        panel.commands["fold"]()
        settled()
        assert panel.model.rowCount() == lines
        assert panel.session.picked == picked, "no line of a folded group is selected for one of its patents"
        assert panel.session.current == current
    panel.refresh()
    settled()
    assert (panel.session.picked, panel.session.current) == (picked, current), "also when the list is read anew"
    panel.commands["fold"]()
    assert panel.table.positions() == [2]
    panel.table.groups.fold_at(QPoint(12, 8))
    settled()
    assert panel.session.picked == picked, "a click on the sign selects nothing"
    panel.table.go(0)
    assert len(panel.session.picked) == 3, "a folded group that is chosen is all of it"
    panel.commands["fold"]()
    assert len(panel.session.picked) == 3
    panel.grouping.choose("")
    settled()
