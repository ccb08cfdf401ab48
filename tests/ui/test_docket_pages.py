"""Walk through the pages of the docket: events, payments, scenarios, calculator, lists of agencies, house rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from patentdesk.core.problems import Refused
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import docket, policies
from patentdesk.ui.docket.remedy import field_of
from patentdesk.ui.docket.warningspage import WarningsPage
from patentdesk.ui.session import EVERYTHING

PLACE = "docket"


def test_the_remedy_opens_the_form_of_the_missing_fact(filled, settled, docket_panel):
    desk = filled.session.desk
    with desk.file.operation("edit") as work:
        work.change_many(Patent, [int(filled.session.ids[0])], filing_date=None)
    docket.recompute(desk)
    filled.session.tell_changed(EVERYTHING)
    settled()
    docket_panel.lens.choose_bucket("blocked")
    settled()
    blocked = len(docket_panel.items)
    assert blocked
    docket_panel.table.go(0)
    docket_panel.remedy()
    name = docket_panel.form._fields[0][0].name
    assert name == field_of(docket_panel.items[0].deadline.problem)
    docket_panel._answer({name: "2019-03-04"})
    docket_panel.form.close_form()
    settled()
    assert len(docket_panel.items) < blocked


def test_events_of_several_patents_are_entered_and_corrected(filled, settled, docket_panel):
    filled.session.ask("status:pending")
    settled()
    filled.session.point_at(int(filled.session.ids[0]))
    docket_panel.commands["record"]()
    settled()
    page = docket_panel.page
    page.numbers.setPlainText("CN110000001A\nCN999999999A")
    page.day.setDate(QDate(2026, 11, 2))
    page.foresee()
    settled()
    assert "CN999999999A" in page.found.text()
    assert len(page.model.rows) > 0
    page.channel.setEditText("11-20")
    with pytest.raises(Refused, match="entered_channel"):
        page.event_entered()
    page.channel.setCurrentIndex(0)
    page.send()
    settled()
    before = {one.deadline.due_date for one in docket_panel.items}
    docket_panel.commands["correct"]()
    settled()
    docket_panel.page.correct()
    settled()
    docket_panel.page.day.setDate(QDate(2026, 11, 9))
    docket_panel.page.send()
    settled()
    assert {one.deadline.due_date for one in docket_panel.items} != before


def test_an_event_is_entered_for_the_patent_that_was_clicked(filled, settled, docket_panel):
    rows = [place for place, one in enumerate(docket_panel.items) if one.patent.id != docket_panel.items[0].patent.id]
    for row in (rows[0], 0, rows[-1]):
        spot = docket_panel.table.visualRect(docket_panel.model.index(row, 0)).center()
        QTest.mouseClick(docket_panel.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        docket_panel.commands["record"]()
        settled()
        wanted = docket_panel.items[row].patent
        assert filled.session.picked == (wanted.id,)
        assert docket_panel.page.numbers.toPlainText() == number_of(wanted)
        docket_panel.page.left.emit()
        settled()


def test_a_page_is_left_by_escape(settled, docket_panel):
    docket_panel.commands["pay"]()
    settled()
    QTest.keyClick(docket_panel.page, Qt.Key.Key_Escape)
    settled()
    assert docket_panel.page is None
    assert docket_panel.pages.currentIndex() == 1


def test_payments_go_out_and_come_back(settled, docket_panel, dialogs, tmp_path):
    docket_panel.commands["pay"]()
    settled()
    page = docket_panel.page
    page.last.setDate(QDate(2029, 12, 31))
    settled()
    assert len(page.model.rows) > 0
    dialogs.target = tmp_path / "pay.xlsx"
    page.write()
    settled()
    book = openpyxl.load_workbook(dialogs.target)
    sheet = book.worksheets[1]
    keys = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(5, keys["paid_on"]).value = date(2026, 11, 20)
    sheet.cell(5, keys["receipt"]).value = "R-77"
    book.save(dialogs.target)
    dialogs.files = [dialogs.target]
    docket_panel.commands["book"]()
    settled()
    assert any(one.reason == "R-77" for one in docket_panel.proposal.model.rows.records)
    docket_panel.proposal.take()
    settled()
    assert any("booked" in text for text in docket_panel.bar.texts())


def test_scenarios_stand_side_by_side(settled, docket_panel, dialogs, tmp_path):
    docket_panel.commands["scenarios"]()
    settled()
    page = docket_panel.page
    page.add()
    assert "query" in " ".join(docket_panel.bar.texts())
    page.query.setText("status:granted")
    page.add()
    settled()
    base, other = page.model.rows.records
    assert other.outcome.total.minor < base.outcome.total.minor
    assert page.model.headerData(5, Qt.Orientation.Horizontal) == "2026"
    dialogs.target = tmp_path / "scenarios.xlsx"
    page.export()
    settled()
    assert dialogs.target.stat().st_size > 1_000
    page.table.go(1)
    page.remove()
    settled()
    assert len(page.model.rows) == 1


def test_the_calculator_needs_no_portfolio(bench, settled, library, clock):
    bench.session._doors = replace(bench.session._doors, library=library, clock=clock)
    bench.run("docket.calculate")
    settled()
    page = bench.panels["docket"].page
    rules = {one.deadline.rule.id for one in page.model.rows.records}
    assert "CN-INV-OA-01" in rules
    page.office.setCurrentIndex(page.office.findData("US"))
    settled()
    page.calculate()
    settled()
    assert {one.deadline.rule.office for one in page.model.rows.records} <= {"US", "*"}
    page.paid.setText("soon")
    page.calculate()
    assert "soon" in page.told.text()


def test_an_agencys_list_is_compared(settled, docket_panel, dialogs, tmp_path):
    path = tmp_path / "agency.csv"
    one = next(item for item in docket_panel.items if item.deadline.year)
    line = f"{one.patent.application_number_text},年费,{one.deadline.year},2026-01-31"
    path.write_text(f"申请号,事项,年度,期限\n{line}\n", encoding="utf-8")
    dialogs.files = [path]
    docket_panel.commands["compare"]()
    settled()
    assert docket_panel.page.model.rows.records[0].kind == "differs"


def test_house_rules_are_kept_in_the_file(filled, settled, docket_panel):
    docket_panel.acts.policies()
    settled()
    docket_panel._answer({"two_persons": "on", "second_entry": "off"})
    docket_panel.form.close_form()
    settled()
    assert policies.policies(filled.session.desk) == {"two_persons": True, "second_entry": False}


def test_a_form_gives_the_keyboard_back(filled, settled, docket_panel):
    filled.shell.activateWindow()
    docket_panel.acts.waive()
    QTest.keyClick(docket_panel.form, Qt.Key.Key_Escape)
    settled()
    assert docket_panel.form.isHidden()
    assert filled.shell.focusWidget() is docket_panel.table


def test_the_second_entry_begins_with_a_document_that_waits(filled, settled, docket_panel):
    desk = filled.session.desk
    pending = int(filled.session.ids[0])
    docket.record(
        desk, [pending], Event(kind="office_action_first", event_date=date(2026, 11, 2), channel="electronic")
    )
    docket_panel.commands["second_entry"]()
    settled()
    page = docket_panel.page
    assert page.second.isChecked()
    assert page.kind.code() == "office_action_first"
    page.send()
    settled()
    assert "second person" in " ".join(docket_panel.bar.texts()), "the same person entered it first"


def test_while_an_event_is_entered_nothing_behind_the_form_is_acted_on(filled, settled, docket_panel):
    steps = filled.step("undo")
    docket_panel.commands["record"]()
    settled()
    page = docket_panel.page
    assert not docket_panel.buttons["done"].isEnabled()
    docket_panel.acts.waive()
    assert not docket_panel.form.isVisibleTo(docket_panel)
    for control in (page.kind, page.table):
        key = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        key.ignore()
        QApplication.sendEvent(control, key)
        assert key.isAccepted(), "the key is the form's: the window does not take it"
    assert filled.step("undo") == steps
    page.left.emit()
    settled()
    assert docket_panel.buttons["done"].isEnabled()


def only(filled, settled, patents):
    """Leave these patents alone in the portfolio."""
    with filled.session.desk.file.operation("add") as work:
        work.remove(Patent, work.column(Patent, "id"))
        work.add_all(patents)
    filled.session.tell_changed(EVERYTHING)
    settled()


def test_what_a_computation_warns_of_is_told_and_listed(filled, settled, docket_panel):
    old = [Patent(office="CN", publication_number=f"CN{place}", filing_date=date(2009, 5, 5)) for place in range(3)]
    only(filled, settled, old)
    docket_panel.anew.apply()
    settled()
    told = " ".join(docket_panel.bar.texts())
    assert "3 patents have no legal status" in told
    assert "warns in 6 places" in told
    assert "Docket recomputed: 3 new" in told
    docket_panel.anew.compare()
    settled()
    assert "warns in 6 places" in " ".join(docket_panel.bar.texts())
    docket_panel.commands["warnings"]()
    settled()
    page = docket_panel.page
    assert isinstance(page, WarningsPage)
    assert [(one.code, one.patents) for one in page.kinds.rows.records] == [("long_past", 3)] * 2
    assert [page.model.columns[0].text(one) for one in page.model.rows.records] == ["CN0", "CN1", "CN2"]
    page.table.go(1)
    assert filled.session.current == page.model.rows.records[1].patent_id
    page.copy_all()
    assert len(QGuiApplication.clipboard().text().strip().splitlines()) == 7


def test_a_computation_without_warnings_says_so(filled, settled, docket_panel):
    only(filled, settled, [])
    docket_panel.commands["warnings"]()
    settled()
    assert docket_panel.page is None
    assert any("warns of nothing" in one for one in docket_panel.bar.texts())
