"""Work through the intake panel: correct cells, say what columns mean, settle differences and names, watch a folder."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from patentdesk.portfolio.codes import DifferenceState
from patentdesk.portfolio.records import Alias, Organisation, Patent
from patentdesk.services import listing
from patentdesk.services.differences import differences
from patentdesk.ui.jobs import Lane
from patentdesk.ui.screens import settle

PLACE = "intake"

LIST = "申请号,标题,申请日,自填\nCN202010000001.1,电池,2019-13-45,a\n,电机,2019-05-06,b\n"


def grid(panel):
    return panel.sheet.grid


def cell(panel, row, header):
    column = next(number for number, one in grid(panel).model.told.items() if one.header == header)
    return grid(panel).model.index(row, column)


def test_a_cell_is_corrected_in_place_and_the_row_becomes_good(filled, panel, bring):
    bring(LIST)
    assert (panel.plan.added, panel.plan.rejected) == (1, 1)
    model = grid(panel).model
    assert cell(panel, 0, "申请日").data(Qt.ItemDataRole.BackgroundRole) is not None
    assert cell(panel, 0, "标题").data(Qt.ItemDataRole.BackgroundRole) is None
    assert model.setData(cell(panel, 1, "申请号"), "CN202010000002.6")
    settle(filled)
    assert model.setData(cell(panel, 0, "申请日"), "2019-03-04")
    settle(filled)
    assert (panel.plan.added, panel.plan.rejected, list(panel.plan.problems)) == (2, 0, [])
    assert cell(panel, 1, "申请号").data() == "CN202010000002.6"
    panel.apply()
    settle(filled)
    with filled.session.desk.file.reading() as reader:
        found = {one.title: str(one.filing_date) for one in reader.select(Patent) if one.title in ("电池", "电机")}
    assert found == {"电池": "2019-03-04", "电机": "2019-05-06"}


def test_a_cell_is_edited_by_the_keyboard(filled, panel, bring):
    bring(LIST)
    view = grid(panel).view
    view.setFocus()
    view.setCurrentIndex(cell(panel, 1, "申请号"))
    view.edit(cell(panel, 1, "申请号"))
    editor = view.findChild(QLineEdit)
    editor.setText("CN202010000002.6")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(filled)
    assert panel.plan.rejected == 0
    assert view.currentIndex() == cell(panel, 1, "申请号"), "the cursor stays on the cell"
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert view.findChild(QLineEdit).text() == "CN202010000002.6"


def test_the_reasons_of_the_row_under_the_cursor_are_told(panel, bring):
    bring(LIST)
    grid(panel).view.setCurrentIndex(cell(panel, 0, "标题"))
    assert "2019-13-45" in grid(panel).reasons.text()
    grid(panel).view.setCurrentIndex(cell(panel, 1, "标题"))
    assert "number" in grid(panel).reasons.text()


def test_a_problem_leads_to_its_cell_and_an_outcome_to_its_table(filled, panel, tmp_path):
    for name, text in (("a.csv", "申请号,标题\nCN202010000001.1,电池\n"), ("b.csv", LIST)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    panel.take_files([tmp_path / "a.csv", tmp_path / "b.csv"])
    settle(filled)
    assert grid(panel).table.file == "a.csv"
    chips = {name: chip.text().split("  ")[1] for name, chip in panel.sheet._chips.items()}
    assert (chips["added"], chips["rejected"]) == ("1 / 1", "0 / 1"), "in the table shown / in all files"
    panel.sheet.choose_outcome("rejected")
    settle(filled)
    assert (grid(panel).table.file, grid(panel).model.rowCount()) == ("b.csv", 1)
    assert panel.sheet._chips["rejected"].text().endswith("1 / 1")
    problem = next(one for one in panel.plan.problems if one.code == "date_impossible")
    panel.sheet.problem_table.opened.emit(problem)
    settle(filled)
    assert grid(panel).view.currentIndex() == cell(panel, 0, "申请日")


def test_unknown_headers_get_a_meaning_that_is_remembered(filled, panel, bring):
    path = bring("Ref;Thing\nCN202010000001.1;Battery\n", "odd.csv")
    assert panel.sheet.tabs.currentWidget() is panel.sheet.mapping
    box = panel.sheet.mapping.box("Ref")
    box.setCurrentIndex(box.findData("application_number"))
    box.activated.emit(box.currentIndex())
    settle(filled)
    assert panel.plan.added == 1
    panel.apply()
    settle(filled)
    panel.take_files([path])
    settle(filled)
    assert (panel.plan.same, grid(panel).table.remembered) == (1, True)
    panel.sheet.mapping.forgotten.emit()
    settle(filled)
    assert panel.plan is None or panel.plan.read == 0


def test_rejected_rows_are_saved_from_the_window(filled, panel, bring, dialogs, tmp_path):
    bring(LIST)
    dialogs.target = tmp_path / "rejected.xlsx"
    panel.save_rejected()
    settle(filled)
    assert dialogs.target.exists()
    panel.take_files([dialogs.target])
    settle(filled)
    assert panel.plan.rejected == 1


def test_an_office_is_named_for_numbers_that_do_not_tell_theirs(filled, panel, bring):
    bring("Application number,Title\n16123456,Cell\n")
    assert panel.plan.rejected == 1
    box = panel.sheet.office
    box.setCurrentIndex(box.findData("US"))
    box.activated.emit(box.currentIndex())
    settle(filled)
    assert (panel.plan.added, panel.plan.rejected) == (1, 0)


def test_a_difference_is_decided_in_the_panel(filled, panel, bring):
    desk = filled.session.desk
    patent = listing.patents(desk, listing.find(desk, ""))[0]
    bring(f"公开号,标题\n{patent.publication_number_text},另一个标题\n")
    panel.apply()
    settle(filled)
    panel.turn_to("differences")
    settle(filled)
    assert panel.tabs.tabText(1).endswith("1")
    page = panel.differences
    assert page.model.rowCount() == 1
    page.table.selectRow(0)
    page.decide(DifferenceState.HELD)
    settle(filled)
    assert page.model.rowCount() == 0
    assert listing.patents(desk, [patent.id])[0].title == patent.title
    assert [one.difference.state for one in differences(desk, state=None)] == [DifferenceState.HELD]


def test_names_are_joined_and_kept_apart_in_the_panel(filled, panel):
    desk = filled.session.desk
    with desk.file.operation("add") as work:
        for name in ("ACME MOTORS", "ACME MOTERS", "GLOBAL TECH OPERATIONS", "GLOBAL TECH OPERAITONS"):
            work.add(Alias(organisation_id=work.add(Organisation(name=name)), key=name, written=name))
    panel.turn_to("names")
    settle(filled)
    page = panel.names
    assert page.model.rowCount() == 2
    page.table.selectRow(0)
    page.swap()
    stays = page.model.rows.row(0).one.name
    page.table.selectRow(0)
    page.join()
    settle(filled)
    assert page.model.rowCount() == 1
    page.table.selectRow(0)
    page.keep_apart()
    settle(filled)
    assert page.model.rowCount() == 0
    with desk.file.reading() as reader:
        assert stays in {one.name for one in reader.select(Organisation)}


def test_rows_of_an_outcome_that_no_longer_occurs_give_way_to_all(panel, bring):
    bring(LIST)
    panel.sheet.choose_outcome("rejected")
    assert grid(panel).model.rowCount() == 1
    bring("申请号,标题\nCN202010000001.1,电池\n", "other.csv")
    assert (panel.plan.rejected, grid(panel).model.rowCount()) == (0, 1)


def test_offices_are_offered_in_the_language_in_use(filled, panel):
    box = panel.sheet.office
    box.setCurrentIndex(box.findData("US"))
    tongue = filled.session.around.tongue
    before = [box.itemText(0), box.currentText()]
    tongue.choose("zh" if tongue.language == "en" else "en")
    assert (box.currentData(), box.itemText(0) != before[0], box.currentText() != before[1]) == ("US", True, True)


def test_what_an_import_did_is_no_longer_told_once_it_was_undone(filled, panel, bring):
    bring("申请号,标题\nCN202010000001.1,电池\n")
    panel.apply()
    settle(filled)
    told = len(panel.bar.texts())
    filled.run("undo")
    settle(filled)
    assert told == 1
    assert not [text for text in panel.bar.texts() if "1 added" in text]


def test_the_filter_and_the_inspector_stand_aside_while_lists_come_in(filled):
    filled.go("intake")
    settle(filled)
    assert not filled.parts.counts.isVisible()
    assert not filled.parts.side.isVisible()
    filled.go("portfolio")
    settle(filled)
    assert filled.parts.counts.isVisibleTo(filled.shell)
    assert filled.parts.side.isVisibleTo(filled.shell)


def test_an_import_leaves_the_keyboard_at_a_harmless_place(filled, panel, bring):
    bring("申请号,标题\nCN202010000001.1,电池\n")
    top = filled.parts.top
    assert top.jobs.stop.focusPolicy() is Qt.FocusPolicy.NoFocus
    panel._apply.setFocus()
    panel.apply()
    assert not top.undo.hasFocus()
    filled.session.jobs.cancel_shown()
    settle(filled)
    assert not top.undo.hasFocus()


def test_a_reading_that_is_cancelled_says_that_nothing_was_changed(filled, panel, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("申请号,标题\nCN202010000001.1,电池\n", encoding="utf-8")
    cancelled = threading.Event()
    filled.session.look("busy", "ui.job.find", lambda _: cancelled.wait(30), lambda _: None, lane=Lane.WORKING)
    panel.take_files([path])
    filled.session.jobs.cancel_shown()
    cancelled.set()
    settle(filled)
    assert panel.plan is None
    assert panel.planner.paths == []
    assert panel.bar.texts() == [filled.around.tongue("ui.cancelled")]


def test_both_values_of_a_difference_are_in_sight_on_a_small_screen(filled, panel):
    filled.shell.resize(1280, 800)
    filled.shell.show()
    panel.turn_to("differences")
    settle(filled)
    pages = panel.differences.table.parentWidget()
    pages.setCurrentWidget(panel.differences.table)
    table = panel.differences.table
    settle(filled)
    names = [column.key for column in panel.differences.model.columns]
    told = names.index("told")
    assert table.columnViewportPosition(told) + table.columnWidth(told) <= table.viewport().width()
    what = next(n for n, one in enumerate(panel.sheet.problems.columns) if one.key == "what")
    assert panel.sheet.problem_table.columnWidth(what) >= 500
