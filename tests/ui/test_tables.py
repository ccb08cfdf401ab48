"""Test tables as people use them: keys, groups, pins, selection, copies, edits, finding, pasting."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton, QToolTip

from patentdesk.ui import layouts, selection
from patentdesk.ui.bulkedit import BulkEdit
from patentdesk.ui.clipping import guarded
from patentdesk.ui.columnchooser import ColumnChooser
from patentdesk.ui.grouping import GroupedRows
from patentdesk.ui.models import GroupRow, PagedRows
from patentdesk.ui.rowmenu import asked_by
from patentdesk.ui.settings import GROUPING, TABLES
from patentdesk.ui.sorthead import pressed
from patentdesk.ui.tablenote import TableNote


@pytest.fixture
def panel(filled, settled):
    """Return the panel of patents with its three patents painted."""
    filled.go("portfolio")
    settled()
    filled.panels["portfolio"].table.viewport().repaint()
    settled()
    return filled.panels["portfolio"]


def column(panel, key):
    return [one.key for one in panel.model.columns].index(key)


def shown(panel, key="application"):
    place = column(panel, key)
    return [panel.model.index(row, place).data() for row in range(panel.model.rowCount())]


def grouped(sizes, folded=()):
    inner = PagedRows(np.arange(100, 100 + sum(sizes), dtype=np.int64), lambda _pages: None)
    inner.arrive({0: [f"record {number}" for number in range(sum(sizes))]})
    starts = np.cumsum([0, *sizes[:-1]])
    return GroupedRows(inner, starts, lambda group, _first: f"group {group}", np.isin(np.arange(len(sizes)), folded))


def test_a_click_sorts_and_shift_adds_a_key():
    assert pressed((), 3, more=False) == ((3, False),)
    assert pressed(((3, False),), 3, more=False) == ((3, True),)
    assert pressed(((3, True),), 3, more=False) == ()
    assert pressed(((3, True),), 5, more=False) == ((5, False),)
    assert pressed(((3, True),), 5, more=True) == ((3, True), (5, False))
    assert pressed(((3, True), (5, False)), 3, more=True) == ((5, False),)
    assert pressed(((3, False), (5, False)), 3, more=True) == ((3, True), (5, False))


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


@pytest.mark.parametrize("by", ["", "office"])
def test_what_is_selected_stays_so_after_an_edit_and_its_undo(panel, filled, settled, by):
    panel.grouping.choose(by)
    settled()
    first, _second, third = (int(one) for one in panel.ids)
    panel.show_place(0)
    rows = panel.model.rows
    places = [rows.position_of(one) for one in (0, 2)] if by else [0, 2]
    selection.select(panel.table, np.array(places))
    assert filled.session.picked == (first, third)
    panel.acts.set_many(filled.session.picked, "responsible", "Wang")
    settled()
    assert (filled.session.picked, panel.table.positions()) == ((first, third), places)
    filled.run("undo")
    settled()
    assert (filled.session.picked, panel.table.positions()) == ((first, third), places)
    panel.grouping.choose("")
    settled()


def test_the_model_of_a_grouped_list_is_sound(panel, settled):
    panel.grouping.choose("office")
    settled()
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
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


def test_pinned_columns_stay_in_sight_and_are_remembered(panel, settled, around):
    panel.table.columns.rearrange({**panel.table.columns.arrangement(), "pinned": ["title"]})
    settled()
    frozen = panel.table.frozen
    assert frozen.isVisible()
    assert frozen.shown() == [column(panel, "title")]
    panel.table.horizontalScrollBar().setValue(200)
    assert frozen.columnViewportPosition(column(panel, "title")) == 0
    assert around.settings.get(TABLES)["portfolio"]["pinned"] == ["title"]
    panel.table.columns.rearrange({})
    assert not frozen.isVisible()


def test_the_chooser_hides_moves_and_pins_at_once(panel, settled):
    chooser = ColumnChooser(panel.window(), panel.table.columns, panel.say, panel.model.columns)
    chooser.open()
    second = chooser.list.item(1)
    second.setCheckState(Qt.CheckState.Unchecked)
    assert column(panel, "number") not in panel.table.columns.shown()
    chooser.list.setCurrentRow(2)
    chooser.move_by(-2)
    assert panel.table.columns.shown()[0] == column(panel, "title")
    chooser.pin()
    assert panel.table.columns.arrangement()["pinned"] == ["title"]
    chooser.width_box.setValue(222)
    assert panel.table.columnWidth(column(panel, "title")) == 222
    chooser.reset()
    assert panel.table.columns.shown()[1] == column(panel, "number")
    chooser.accept()
    settled()


def test_density_changes_every_row(panel, filled):
    before = panel.table.rowHeight(0)
    filled.run("density")
    assert panel.table.rowHeight(0) > before
    filled.run("density")
    assert panel.table.rowHeight(0) < before
    filled.run("density")


def test_the_selection_is_inverted(panel):
    panel.table.go(1)
    panel.commands["invert"]()
    assert panel.table.positions() == [0, 2]
    panel.commands["invert"]()
    assert panel.table.positions() == [1]
    panel.table.selectAll()
    assert len(panel.session.picked) == 3


def test_copied_rows_have_headers_and_no_text_becomes_a_formula(panel, settled):
    panel.acts.edit(panel.model.rows.row(0), "responsible", "=1+1")
    settled()
    panel.table.selectAll()
    panel.table.copy()
    settled()
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().split("\n")]
    assert lines[0][1] == "Publication number"
    assert len(lines) == 4
    assert "'=1+1" in lines[1]
    assert "mso-number-format:'\\@'\">=1+1<" in data.html()
    assert guarded("'s") == "'s"


def test_copied_rows_that_come_back_change_nothing_but_what_was_edited(panel, settled):
    panel.table.selectAll()
    panel.table.copy()
    settled()
    clipboard = QGuiApplication.clipboard()
    panel.acts.paste()
    settled()
    assert panel.proposal is None
    assert any("agree" in text for text in panel.bar.texts())
    heads, first, *rest = clipboard.text().split("\n")
    cells = first.split("\t")
    cells[heads.split("\t").index("Responsible")] = "Zhao"
    clipboard.setText("\n".join([heads, "\t".join(cells), *rest]))
    panel.acts.paste()
    settled()
    assert len(panel.proposal.chosen()) == 1
    panel.proposal.take()
    settled()
    panel.model.index(0, 0).data()
    settled()
    assert shown(panel, "responsible")[0] == "Zhao"


def editor_of(panel, settled, key):
    panel.table.setCurrentIndex(panel.model.index(0, column(panel, key)))
    panel.table.setColumnHidden(column(panel, key), False)
    panel.table.edit(panel.table.currentIndex())
    settled()
    return panel.table.viewport().findChild(QComboBox) or panel.table.viewport().findChild(QLineEdit)


def test_a_date_is_edited_in_any_form_and_a_wrong_one_is_refused(panel, settled, qtbot):
    line = editor_of(panel, settled, "filing_date")
    line.setText("nonsense")
    assert line.property("invalid") is True
    line.setText("2019/4/5")
    assert line.property("invalid") is False
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    panel.table.viewport().repaint()
    settled()
    assert "2019-04-05" in shown(panel, "filing_date")


def test_a_code_is_chosen_by_typing_a_part_of_its_name(panel, settled, qtbot):
    box = editor_of(panel, settled, "segment")
    box.lineEdit().setText("charging")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settled()
    panel.table.viewport().repaint()
    settled()
    assert "Charging" in shown(panel, "segment")


def test_a_bulk_edit_tells_what_it_would_change_and_is_one_step(panel, filled, settled):
    panel.table.selectAll()
    panel.commands["bulk"]()
    dialog = filled.shell.findChild(BulkEdit)
    dialog.choose("responsible").setText("Wang")
    settled()
    assert "3 of 3" in dialog.preview.text()
    dialog.send()
    settled()
    panel.table.viewport().repaint()
    settled()
    assert shown(panel, "responsible") == ["Wang"] * 3
    filled.run("undo")
    settled()
    panel.table.viewport().repaint()
    settled()
    assert shown(panel, "responsible") == [""] * 3


def test_a_text_is_found_in_the_columns_shown(panel, settled, qtbot):
    panel.commands["find"]()
    panel.find_bar.line.setText("岚川")
    settled()
    assert panel.find_bar.count.text() == "2 rows"
    qtbot.keyClick(panel.find_bar.line, Qt.Key.Key_Return)
    first = panel.table.currentIndex().row()
    panel.commands["find_next"]()
    assert panel.table.currentIndex().row() != first
    assert panel.table.cells.looked_for == "岚川"
    qtbot.keyClick(panel.find_bar.line, Qt.Key.Key_Escape)
    assert panel.find_bar.isHidden()
    assert panel.table.cells.looked_for == ""


def test_the_cursor_goes_to_the_cell_where_the_text_stands(panel, settled, qtbot):
    panel.commands["find"]()
    panel.find_bar.line.setText("车身框架")
    settled()
    qtbot.keyClick(panel.find_bar.line, Qt.Key.Key_Return)
    assert panel.table.currentIndex().column() == column(panel, "title")
    panel.find_bar.line.setText("岚川")
    settled()
    qtbot.keyClick(panel.find_bar.line, Qt.Key.Key_Return)
    assert panel.table.currentIndex().column() == column(panel, "applicants")


def test_a_query_without_an_answer_says_so_and_is_taken_back(panel, filled, settled):
    note = panel.table.findChild(TableNote)
    assert note.isHidden()
    filled.session.ask("filed:1990")
    settled()
    assert note.isVisible()
    assert "No patent answers" in note.text()
    assert "Ctrl+Backspace" in note.text()
    note.linkActivated.emit("#")
    settled()
    assert filled.session.query == ""
    assert note.isHidden()


def test_any_written_form_of_a_number_finds_its_patent(panel, filled, settled):
    filled.run("goto")
    fields = {field.name: widget for field, widget in panel.form._fields}
    fields["number"].setText("ZL 201910000002.1")
    panel.form.send()
    settled()
    assert filled.session.current == int(panel.ids[panel.table.currentIndex().row()])
    assert shown(panel, "number")[panel.table.currentIndex().row()].startswith("CN110000002")
    panel.numbers.look_for("CN999999999")
    settled()
    assert any("CN999999999" in text for text in panel.bar.texts())


def test_a_number_outside_the_query_is_offered(panel, filled, settled):
    filled.session.ask("status:pending")
    settled()
    panel.numbers.look_for("CN110000003B")
    settled()
    offers = [one for one in panel.bar.findChildren(QPushButton) if one.text() == panel.say("ui.goto.show")]
    offers[0].click()
    settled()
    assert filled.session.query == ""
    assert filled.session.current == 3


def test_marks_tell_what_a_row_needs_in_words(panel):
    place = column(panel, "marks")
    tips = [panel.model.index(row, place).data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert any("Due" in (tip or "") or "grace" in (tip or "").lower() or "passed" in (tip or "") for tip in tips)


def test_a_head_is_folded_by_a_click_on_its_sign(panel, settled):
    panel.grouping.choose("status")
    settled()
    spot = QPoint(12, panel.table.rowViewportPosition(2) + 8)
    panel.table.groups.fold_at(spot)
    assert panel.model.rowCount() == 3


def test_nothing_is_set_or_emptied_by_a_mere_enter(panel, filled, settled):
    panel.table.selectAll()
    panel.commands["bulk"]()
    dialog = filled.shell.findChild(BulkEdit)
    for field in ("status", "note"):
        editor = dialog.choose(field)
        settled()
        assert not dialog.send_button.isEnabled()
        dialog.send()
        assert dialog.isVisible()
    editor.setText("x")
    editor.setText("")
    settled()
    assert dialog.value() == ""
    dialog.reject()
    settled()


def test_the_cursor_stays_in_its_column_when_other_rows_come(panel, settled):
    panel.table.setCurrentIndex(panel.model.index(1, column(panel, "status")))
    panel.commands["sort"]()
    settled()
    assert panel.table.currentIndex().column() == column(panel, "status")


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


def begun(panel, settled, qtbot, key, *keys):
    """Return the editor after keys were pressed on a cell."""
    panel.table.setColumnHidden(column(panel, key), False)
    panel.table.setCurrentIndex(panel.model.index(0, column(panel, key)))
    panel.table.setFocus()
    for one in keys:
        qtbot.keyClick(panel.table, one)
    settled()
    return panel.table.viewport().findChild(QComboBox) or panel.table.viewport().findChild(QLineEdit)


def test_a_cell_is_edited_by_enter_a_double_click_or_a_digit_where_it_can_be(panel, filled, settled, qtbot):
    wanted = []
    filled.session.inspector_wanted.connect(lambda: wanted.append(1))
    assert begun(panel, settled, qtbot, "number", Qt.Key.Key_Return) is None
    assert wanted, "a cell that cannot be edited shows the patent"
    line = begun(panel, settled, qtbot, "filing_date", Qt.Key.Key_Return)
    assert line.text() == "2019-03-04"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    settled()
    panel.table.doubleClicked.emit(panel.table.currentIndex())
    settled()
    line = panel.table.viewport().findChild(QLineEdit)
    assert line.text() == "2019-03-04"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    settled()
    assert begun(panel, settled, qtbot, "filing_date", "x") is None, "Latin letters are commands"


def test_a_title_is_edited_in_the_list_and_what_is_not_says_so(panel, settled, qtbot):
    assert begun(panel, settled, qtbot, "number", Qt.Key.Key_F2) is None
    assert any("is not edited" in one for one in panel.bar.texts())
    line = begun(panel, settled, qtbot, "title", Qt.Key.Key_F2)
    before = line.text()
    assert before
    line.setText("Battery cooling")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    panel.table.viewport().repaint()
    settled()
    assert "Battery cooling" in shown(panel, "title")
    assert before not in shown(panel, "title")


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


def test_an_editor_stays_open_until_its_text_is_a_value(panel, settled, qtbot):
    line = begun(panel, settled, qtbot, "filing_date", Qt.Key.Key_F2)
    line.setText("2019-13-45")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert line.isVisible()
    assert QToolTip.text().startswith("This is no date")
    line.setText("2019/4/5")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    panel.table.viewport().repaint()
    settled()
    assert "2019-04-05" in shown(panel, "filing_date")
    box = begun(panel, settled, qtbot, "segment", Qt.Key.Key_F2)
    box.lineEdit().setText("no such segment")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settled()
    assert box.isVisible()
    assert "none of the choices" in QToolTip.text()


def test_a_pinned_column_is_edited_where_it_is_seen(panel, settled):
    kept = panel.table.columns.arrangement()
    panel.table.columns.rearrange({**kept, "pinned": ["status"]})
    panel.table.setCurrentIndex(panel.model.index(0, column(panel, "status")))
    panel.table._edit_or_open()
    settled()
    assert panel.table.frozen.viewport().findChild(QComboBox) is not None


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("status", ("status", "pending")), ("filing_date", ("filing_date", "2019-03-04")), ("marks", None),
        ("applicants", ("applicant", "衡朔电池科技")), ("grant_date", ("grant_date", "")),
        ("claims_count", ("claims_count", "")), ("ipc", ("ipc_main", "H01M10/613")),
    ],
)  # fmt: skip
def test_a_cell_stands_for_a_condition(panel, key, asked):
    one = panel.model.columns[column(panel, key)]
    record = next(row for row in range(3) if panel.model.index(row, column(panel, "status")).data() == "Pending")
    assert asked_by(one, panel.model.rows.row(record)) == asked


def test_the_menu_of_a_cell_narrows_the_list_by_its_value(panel, filled, settled):
    place = next(row for row in range(3) if panel.model.index(row, column(panel, "status")).data() == "Pending")
    panel.table.setCurrentIndex(panel.model.index(place, column(panel, "status")))
    panel.table.customContextMenuRequested.emit(panel.table.visualRect(panel.table.currentIndex()).center())
    menu = panel.table.findChild(QMenu)
    assert menu.actions()[0].text() == "Only Status: Pending"
    menu.actions()[1].trigger()
    menu.close()
    settled()
    assert filled.session.query == "-status:pending"
    assert panel.model.rowCount() == 2


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
