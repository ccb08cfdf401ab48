"""Test what is changed in the list: cells, many patents at once, copies that come back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolTip

from patentdesk.ui.bulkedit import BulkEdit
from tests.ui.patentlist import column, shown


@pytest.fixture
def bulk(panel, filled):
    """Return the form that edits all three patents at once."""
    panel.table.selectAll()
    panel.commands["bulk"]()
    return filled.shell.findChild(BulkEdit)


def editor_of(panel, settled, key):
    panel.table.setCurrentIndex(panel.model.index(0, column(panel, key)))
    panel.table.setColumnHidden(column(panel, key), False)
    panel.table.edit(panel.table.currentIndex())
    settled()
    return panel.table.viewport().findChild(QComboBox) or panel.table.viewport().findChild(QLineEdit)


def begun(panel, settled, qtbot, key, *keys):
    """Return the editor after keys were pressed on a cell."""
    panel.table.setColumnHidden(column(panel, key), False)
    panel.table.setCurrentIndex(panel.model.index(0, column(panel, key)))
    panel.table.setFocus()
    for one in keys:
        qtbot.keyClick(panel.table, one)
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


def test_a_bulk_edit_tells_what_it_would_change_and_is_one_step(panel, filled, bulk, settled):
    bulk.choose("responsible").setText("Wang")
    settled()
    assert "3 of 3" in bulk.preview.text()
    bulk.send()
    settled()
    panel.table.viewport().repaint()
    settled()
    assert shown(panel, "responsible") == ["Wang"] * 3
    filled.run("undo")
    settled()
    panel.table.viewport().repaint()
    settled()
    assert shown(panel, "responsible") == [""] * 3


@pytest.mark.parametrize("name", ["Status", "Tags", "Filing date"])
def test_tab_goes_from_a_fields_name_to_its_value(bulk, settled, qtbot, name):
    bulk.activateWindow()
    settled()
    bulk.field.lineEdit().selectAll()
    qtbot.keyClicks(bulk.field, name)
    qtbot.keyClick(bulk.field, Qt.Key.Key_Tab)
    settled()
    assert bulk.focusWidget().accessibleName() == "New value"
    assert bulk.fault.isHidden()
    bulk.reject()


def test_a_field_that_there_is_not_is_told_at_the_field(bulk, settled):
    bulk.field.setEditText("Resp")
    settled()
    bulk.field.setEditText("Colour")
    bulk._editor.setText("red")
    settled()
    assert bulk.fault.isVisible()
    assert "no value of the field" not in bulk.preview.text()
    assert not bulk.send_button.isEnabled()
    bulk.field.setEditText("Note")
    settled()
    assert bulk.fault.isHidden()
    bulk.reject()


def test_nothing_is_set_or_emptied_by_a_mere_enter(bulk, settled):
    for field in ("status", "note"):
        editor = bulk.choose(field)
        settled()
        assert not bulk.send_button.isEnabled()
        bulk.send()
        assert bulk.isVisible()
    editor.setText("x")
    editor.setText("")
    settled()
    assert bulk.value() == ""
    bulk.reject()
    settled()


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


def test_copied_rows_have_headers_and_no_text_becomes_a_formula(panel, settled):
    panel.acts.edit(panel.model.rows.row(0), "responsible", "=1+1")
    settled()
    panel.table.selectAll()
    panel.table.copy()
    settled()
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().split("\n")]
    assert lines[0][1] == "Number", "also of those that have no other than the application's"
    assert len(lines) == 4
    assert "'=1+1" in lines[1]
    assert "mso-number-format:'\\@'\">=1+1<" in data.html()


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


def test_pasted_values_that_are_refused_are_seen_with_their_reason_and_not_selected(panel, filled, settled):
    filled.shell.resize(1280, 800)
    heads = "Number\tStatus\tTags\n"
    QGuiApplication.clipboard().setText(heads + "CN110000001A\tno such state\tx\nCN110000002B\t\ty\n")
    panel.acts.paste()
    settled()
    proposal = panel.proposal
    rows = list(proposal.model.rows.records)
    assert (rows[0].after, rows[0].change) == ("no such state", None)
    assert proposal.table.positions() == [1, 2], "what cannot be taken is not drawn as taken"
    assert len(proposal.chosen()) == 2
    last = len(proposal.model.columns) - 1
    header = proposal.table.horizontalHeader()
    assert header.sectionViewportPosition(last) + header.sectionSize(last) <= proposal.table.viewport().width()
    assert "1 values" not in proposal._title.text()
    proposal.kept.emit()
