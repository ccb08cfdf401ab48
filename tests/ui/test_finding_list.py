"""Test how a patent is found in the list: by a text, by a number, by a condition of a cell."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from patentdesk.ui.models import PagedRows
from patentdesk.ui.panels.portfolio import read_pages
from patentdesk.ui.rowmenu import asked_by
from patentdesk.ui.tablenote import TableNote
from tests.ui.patentlist import column, shown


def test_the_rows_of_before_stand_until_the_new_ones_can_be_painted(panel, filled, settled):
    painted = []
    panel.model.modelReset.connect(
        lambda: painted.append([panel.model.rows.row(n) for n in range(len(panel.model.rows))])
    )
    for query in ("status:granted", "", "title:nothing"):
        filled.session.ask(query)
        settled()
    assert [len(rows) for rows in painted][1:] == [3, 0]
    assert all(row is not None for rows in painted for row in rows)


def test_rows_that_come_too_late_are_not_shown(panel, filled, settled):
    asked = panel.session.jobs
    filled.session.ask("status:granted")
    while not any(ticket.job.key == "patents.first" for ticket in asked._tickets.values()):
        QCoreApplication.processEvents()
    late = [ticket for ticket in asked._tickets.values() if ticket.job.key == "patents.first"]
    panel.session.query, panel.session.ids = "title:nothing", panel.session.ids[:0]
    panel.refresh()
    assert all(ticket.dropped for ticket in late)
    settled()
    assert len(panel.model.rows) == 0


def test_grouping_that_is_taken_back_at_once_groups_nothing(panel, settled):
    panel.grouping.choose("status")
    panel.grouping.choose("")
    settled()
    assert isinstance(panel.model.rows, PagedRows)


def test_a_row_that_a_colleague_removed_stays_empty_and_moves_no_other(filled):
    pages, _beside = read_pages(filled.session.desk, {0: np.array([1, 999, 2])})
    assert [row and row.id for row in pages[0]] == [1, None, 2]


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


def test_a_cell_stands_for_a_condition(panel):
    place = next(row for row in range(3) if panel.model.index(row, column(panel, "status")).data() == "Pending")
    record = panel.model.rows.row(place)
    expected = {
        "status": ("status", "pending"), "filing_date": ("filing_date", "2019-03-04"), "marks": None,
        "applicants": ("applicant", "衡朔电池科技"), "grant_date": ("grant_date", ""),
        "claims_count": ("claims_count", ""), "ipc": ("ipc_main", "H01M10/613"),
    }  # fmt: skip
    assert {key: asked_by(panel.model.columns[column(panel, key)], record) for key in expected} == expected


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
