"""Walk through the docket as its users do: views, work lists, pages, reminders, what goes out and comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from patentdesk.docketing.lawtext import law_name
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import approval, closing, docket, law, policies
from patentdesk.services.docket_lines import bucket_of
from patentdesk.ui.docket.monthgrid import days_shown, month_after
from patentdesk.ui.docket.reason import rule_name, span_text
from patentdesk.ui.docket.remedy import field_of
from patentdesk.ui.panels.overview import DUE
from patentdesk.ui.session import EVERYTHING
from patentdesk.ui.settings import LEAD_DAYS, TRAY
from patentdesk.ui.tongue import Tongue


@pytest.fixture
def panel(filled, settled):
    filled.go("docket")
    settled()
    return filled.panels["docket"]


def shown_ids(panel):
    return [one.deadline.id for one in panel.items]


def test_views_show_the_same_lines(settled, panel):
    panel.resize(900, 700)
    day = panel.items[0].deadline.due_date
    panel.lens.choose_view("calendar")
    settled()
    panel.views.month.go(day)
    settled()
    cell = panel.views.month.days._cells[day]
    assert cell.total >= 1
    assert cell.lines
    QTest.keyClick(panel.views.month.days, Qt.Key.Key_PageDown)
    assert panel.views.month.month == month_after(day, 1)
    panel.views.month.day_chosen.emit(day)
    settled()
    assert panel.lens.view == "list"
    assert {one.deadline.due_date for one in panel.items} == {day}
    panel.lens.forget_days()
    settled()
    panel.lens.choose_view("groups")
    settled()
    lines = list(panel.views.groups.rows.records)
    assert sum(one.total for one in lines) == len(panel.items)
    panel.views.show_group(lines[0], "")
    settled()
    assert len(panel.items) == lines[0].total
    panel.lens.choose_view("timeline")
    settled()
    assert panel.views.timeline._has_data
    first, last = days_shown(date(2026, 11, 22))
    assert (first.weekday(), (last - first).days) == (0, 41)


def test_a_click_on_a_month_and_on_a_bubble_filters(settled, panel):
    day = panel.items[0].deadline.due_date
    panel._choose_month(f"due:{day:%Y-%m}")
    settled()
    assert {(one.deadline.due_date.year, one.deadline.due_date.month) for one in panel.items} == {(day.year, day.month)}
    panel._choose_month(f"due:{day:%Y-%m}")
    settled()
    assert panel.lens.first is None, "the same month again takes the filter back"
    panel.views.choose_week(f"due:{day}..{day}")
    settled()
    assert panel.lens.value == ""
    assert {one.deadline.due_date for one in panel.items} == {day}


def test_closing_waiting_and_confirming(filled, settled, panel):
    desk = filled.session.desk
    hard = next(one for one in panel.items if one.deadline.hard and one.deadline.due_date)
    policies.set_policy(desk, policies.TWO_PERSONS, on=True)
    closing.close_deadline(desk, [hard.deadline.id], date(2026, 11, 20), "R-1")
    filled.session.tell_changed(EVERYTHING)
    settled()
    panel.lens.choose_bucket("waiting")
    settled()
    assert shown_ids(panel) == [hard.deadline.id]
    panel.acts.confirm()
    settled()
    assert "second person" in " ".join(panel.bar.texts())
    approval.verify_deadlines(replace(desk, user="zhao"), [hard.deadline.id])
    filled.session.tell_changed(EVERYTHING)
    settled()
    assert shown_ids(panel) == []


def test_many_are_assigned_in_one_undoable_step(filled, settled, panel):
    panel.table.selectAll()
    count = len(panel.selected())
    assert count > 3
    panel.acts.assign()
    settled()
    panel._answer({"responsible": "Wang", "deputy": "Zhao"})
    panel.form.close_form()
    settled()
    assert {one.deadline.responsible for one in panel.items} == {"Wang"}
    filled.run("undo")
    settled()
    assert {one.deadline.responsible for one in panel.items} == {""}


def test_the_remedy_opens_the_form_of_the_missing_fact(filled, settled, panel):
    desk = filled.session.desk
    with desk.file.operation("edit") as work:
        work.change_many(Patent, [int(filled.session.ids[0])], filing_date=None)
    docket.recompute(desk)
    filled.session.tell_changed(EVERYTHING)
    settled()
    panel.lens.choose_bucket("blocked")
    settled()
    blocked = len(panel.items)
    assert blocked
    panel.table.go(0)
    panel.remedy()
    name = panel.form._fields[0][0].name
    assert name == field_of(panel.items[0].deadline.problem)
    panel._answer({name: "2019-03-04"})
    panel.form.close_form()
    settled()
    assert len(panel.items) < blocked


def test_news_since_the_last_look(filled, settled, panel):
    desk = filled.session.desk
    assert panel.news.news == ()
    closing.waive_deadline(desk, shown_ids(panel)[:2], "sold")
    filled.session.tell_changed(EVERYTHING)
    settled()
    assert len(panel.news.deadline_ids) == 2
    panel.commands["news"]()
    settled()
    assert len(panel.page.model.rows) == 2
    panel.page.mark()
    settled()
    assert panel.page is None
    assert panel.news.news == ()


def test_events_of_several_patents_are_entered_and_corrected(filled, settled, panel):
    filled.session.ask("status:pending")
    settled()
    filled.session.point_at(int(filled.session.ids[0]))
    panel.commands["record"]()
    settled()
    page = panel.page
    page.numbers.setPlainText("CN110000001A\nCN999999999A")
    page.day.setDate(QDate(2026, 11, 2))
    page.foresee()
    settled()
    assert "CN999999999A" in page.found.text()
    assert len(page.model.rows) > 0
    page.send()
    settled()
    before = {one.deadline.due_date for one in panel.items}
    panel.commands["correct"]()
    settled()
    panel.page.correct()
    settled()
    panel.page.day.setDate(QDate(2026, 11, 9))
    panel.page.send()
    settled()
    assert {one.deadline.due_date for one in panel.items} != before


def test_an_event_is_entered_for_the_patent_that_was_clicked(filled, settled, panel):
    rows = [place for place, one in enumerate(panel.items) if one.patent.id != panel.items[0].patent.id]
    for row in (rows[0], 0, rows[-1]):
        spot = panel.table.visualRect(panel.model.index(row, 0)).center()
        QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        panel.commands["record"]()
        settled()
        wanted = panel.items[row].patent
        assert filled.session.picked == (wanted.id,)
        assert panel.page.numbers.toPlainText() == number_of(wanted)
        panel.page.left.emit()
        settled()


def test_a_page_is_left_by_escape(settled, panel):
    panel.commands["pay"]()
    settled()
    QTest.keyClick(panel.page, Qt.Key.Key_Escape)
    settled()
    assert panel.page is None
    assert panel.pages.currentIndex() == 1


def test_payments_go_out_and_come_back(settled, panel, dialogs, tmp_path):
    panel.commands["pay"]()
    settled()
    page = panel.page
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
    panel.commands["book"]()
    settled()
    assert any(one.reason == "R-77" for one in panel.proposal.model.rows.records)
    panel.proposal.take()
    settled()
    assert any("booked" in text for text in panel.bar.texts())


def test_scenarios_stand_side_by_side(settled, panel, dialogs, tmp_path):
    panel.commands["scenarios"]()
    settled()
    page = panel.page
    page.add()
    assert "query" in " ".join(panel.bar.texts())
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


def test_an_agencys_list_is_compared(settled, panel, dialogs, tmp_path):
    path = tmp_path / "agency.csv"
    one = next(item for item in panel.items if item.deadline.year)
    line = f"{one.patent.application_number_text},年费,{one.deadline.year},2026-01-31"
    path.write_text(f"申请号,事项,年度,期限\n{line}\n", encoding="utf-8")
    dialogs.files = [path]
    panel.commands["compare"]()
    settled()
    assert panel.page.model.rows.records[0].kind == "differs"


def test_reminders_are_told_once_at_the_start_and_can_be_set(filled, settled, panel):
    filled.go("portfolio")
    filled.around.settings.put(LEAD_DAYS, [3_650])
    filled.reminding._fresh = True
    filled.reminding.remind()
    settled()
    bar = filled.panels["portfolio"].bar
    assert any("lead time" in text for text in bar.texts())
    bar.clear("reminder")
    filled.reminding.remind()
    settled()
    assert not any("lead time" in text for text in bar.texts()), "told once"
    panel.acts._keep_reminders({"lead": "60, 5", "mine": "on", "tray": "off"})
    assert filled.around.settings.get(LEAD_DAYS) == [60, 5]
    panel.acts._keep_reminders({"lead": "often", "mine": "on", "tray": "off"})
    assert filled.around.settings.get(LEAD_DAYS) == [60, 5]


class _Tray(QSystemTrayIcon):
    """A tray that notes what it is asked to show: a screen without a desktop has none."""

    def __init__(self, icon) -> None:
        super().__init__(icon)
        self.told: list[tuple[str, str]] = []
        self.shown = False

    def setVisible(self, shown):  # noqa: N802 - Qt's name
        self.shown = shown

    def showMessage(self, title, text, *_rest):  # noqa: N802 - Qt's name
        self.told.append((title, text))


def test_the_tray_tells_each_reminder_once_and_only_where_it_is_wished(filled, settled):
    settings, reminding = filled.around.settings, filled.reminding
    settings.put(LEAD_DAYS, [3_650])
    settings.put(TRAY, False)
    reminding.tray = _Tray(filled.around.icon("docket", "accent"))
    reminding.remind()
    settled()
    assert (reminding.tray.told, reminding.tray.shown) == ([], False)
    settings.put(TRAY, True)
    reminding.remind()
    settled()
    ((title, text),) = reminding.tray.told
    assert title
    assert 1 <= len(text.splitlines()) <= 4
    assert reminding.tray.shown, "without an icon no message is shown"
    reminding.remind()
    settled()
    assert len(reminding.tray.told) == 1
    filled.go("portfolio")
    reminding.tray.messageClicked.connect(reminding._show_docket)
    reminding.tray.messageClicked.emit()
    assert filled.place == "docket"


def test_the_overview_counts_what_is_late_or_near_as_the_docket_does_and_shows_it_there(filled, settled, panel):
    desk, overview = filled.session.desk, filled.panels["overview"]
    with desk.file.operation("late") as work:
        for one, grace_end in zip(panel.items[:2], (None, date(2099, 1, 1)), strict=True):
            work.change(Deadline, one.deadline.id, due_date=date(2020, 1, 1), grace_end=grace_end)
    filled.go("overview")
    overview.refresh()
    settled()
    assert overview.cards["week"].title.text().startswith(panel.lens._chips["week"].text().split("  ")[0])
    assert (overview.cards["week"].unit.text(), overview.cards["alive"].unit.text()) == ("deadlines", "patents")
    for name in DUE:
        shown = int(overview.cards[name].figure.text())
        overview.cards[name].click()
        settled()
        assert (filled.place, panel.lens.bucket, len(panel.items)) == ("docket", name, shown)
        assert shown >= 1 or name not in {"overdue", "grace"}
        filled.go("overview")


def test_the_badge_shows_what_waits_for_a_fact(filled, settled, panel):
    filled.go("portfolio")
    filled.session.ask("status:granted")
    settled()
    filled.parts.top.problems.click()
    settled()
    assert (filled.place, panel.lens.bucket, filled.session.query) == ("docket", "blocked", "")
    assert panel.lens._chips["blocked"].isChecked()


def test_the_badge_opens_a_docket_that_nobody_looked_at_before(bench, settled, tmp_path):
    bench.session.create(tmp_path / "new.pdesk")
    settled()
    bench.parts.top.problems.click()
    settled()
    assert (bench.place, bench.panels["docket"].lens.bucket) == ("docket", "blocked")


def test_house_rules_are_kept_in_the_file(filled, settled, panel):
    panel.acts.policies()
    settled()
    panel._answer({"two_persons": "on", "second_entry": "off"})
    panel.form.close_form()
    settled()
    assert policies.policies(filled.session.desk) == {"two_persons": True, "second_entry": False}


def test_the_list_keeps_its_room_when_a_message_is_tall(filled, settled, panel):
    filled.shell.resize(1280, 800)
    for number in range(6):
        panel.bar.show_word(f"m{number}", "warning", "ui.defect", what="x" * 400)
    settled()
    assert panel.table.height() >= 150
    panel.bar.clear_all()
    settled()
    assert panel.chart.isVisibleTo(panel)


def test_a_form_gives_the_keyboard_back(filled, settled, panel):
    filled.shell.activateWindow()
    panel.acts.waive()
    QTest.keyClick(panel.form, Qt.Key.Key_Escape)
    settled()
    assert panel.form.isHidden()
    assert filled.shell.focusWidget() is panel.table


def test_a_deadline_is_closed_by_keyboard_alone(filled, settled, panel):
    filled.shell.activateWindow()
    panel.acts.done()
    settled()
    day = panel.form._fields[0][1]
    day.setFocus()
    QTest.keyClick(day, Qt.Key.Key_Tab)
    proof = filled.shell.focusWidget()
    assert proof is panel.form._fields[1][1], "Tab leaves the date"
    before = len(panel.items)
    QTest.keyClicks(proof, "R-5")
    QTest.keyClick(proof, Qt.Key.Key_Return)
    settled()
    assert "The deadline is closed." in panel.bar.texts()
    assert {one.deadline.proof for one in panel.items} == {""}
    assert before


def test_the_second_entry_begins_with_a_document_that_waits(filled, settled, panel):
    desk = filled.session.desk
    pending = int(filled.session.ids[0])
    docket.record(
        desk, [pending], Event(kind="office_action_first", event_date=date(2026, 11, 2), channel="electronic")
    )
    panel.commands["second_entry"]()
    settled()
    page = panel.page
    assert page.second.isChecked()
    assert page.kind.code() == "office_action_first"
    page.send()
    settled()
    assert "second person" in " ".join(panel.bar.texts()), "the same person entered it first"


def test_what_the_list_shows_is_exported_or_all_of_it(settled, panel, dialogs, tmp_path):
    everything = len(panel.items)
    panel.lens.choose_bucket(bucket_of(panel.items[-1].deadline, date(2026, 11, 22)))
    settled()
    shown = len(panel.items)
    assert 0 < shown < everything
    for whole, count in (("shown", shown), ("all", everything)):
        dialogs.target = tmp_path / f"{whole}.xlsx"
        panel.export()
        panel._answer({"what": whole})
        panel.form.close_form()
        settled()
        sheet = openpyxl.load_workbook(dialogs.target).worksheets[0]
        assert any(str(count) in text for text in panel.bar.texts())
        assert sheet.max_row - count in {1, 2, 3}, "as many lines as the message says, below the heads"


def test_while_an_event_is_entered_nothing_behind_the_form_is_acted_on(filled, settled, panel):
    steps = filled.step("undo")
    panel.commands["record"]()
    settled()
    page = panel.page
    assert not panel.buttons["done"].isEnabled()
    panel.acts.waive()
    assert not panel.form.isVisibleTo(panel)
    for control in (page.kind, page.table):
        key = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        key.ignore()
        QApplication.sendEvent(control, key)
        assert key.isAccepted(), "the key is the form's: the window does not take it"
    assert filled.step("undo") == steps
    page.left.emit()
    settled()
    assert panel.buttons["done"].isEnabled()


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (None, None, "一直有效"),
        (date(2024, 1, 20), None, "2024-01-20 起施行至今"),
        (None, date(2024, 1, 19), "施行至 2024-01-19"),
        (date(2010, 2, 1), date(2024, 1, 19), "2010-02-01 至 2024-01-19 施行"),
    ],
)
def test_when_a_rule_is_law_is_told_without_gaps(library, first, last, told):
    rule = replace(law.rulebook(library).of("CN")[0], valid_from=first, valid_to=last)
    assert span_text(Tongue(library.words("zh")), rule) == told


def test_what_a_rule_asks_and_what_follows_is_said_in_the_language_in_use(library):
    book, chinese, english = law.rulebook(library), Tongue(library.words("zh")), Tongue(library.words("en"))
    first = next(one for one in book.of("CN") if one.id == "CN-INV-OA-01")
    assert rule_name(english, first) == "Reply to first OA"
    assert rule_name(chinese, first) == "答复第一次审查意见"
    for one in [one for rules in book.rules.values() for one in rules]:
        assert not rule_name(chinese, one).isascii(), one.id
        said = law_name(one.consequence, chinese.words)
        assert not said or not said.isascii(), one.consequence


def test_an_empty_list_says_so_and_leads_back(settled, panel):
    everything = len(panel.items)
    assert panel._note.text() == ""
    panel.lens.choose_days(date(1999, 1, 1), date(1999, 1, 2))
    settled()
    assert len(panel.model.rows) == 0
    assert panel.say("ui.docket.none_here") in panel._note.text()
    panel._note.linkActivated.emit("#")
    settled()
    assert len(panel.items) == everything
    assert panel._note.text() == ""


def test_a_closed_deadline_shows_the_day_it_was_closed(settled, panel):
    item = panel.items[0]
    closing.close_deadline(panel.desk, [item.deadline.id], date(2026, 11, 20), "R-1")
    panel.lens.choose_bucket("done")
    settled()
    columns = {one.key: one for one in panel.model.columns}
    done = next(one for one in panel.items if one.deadline.id == item.deadline.id)
    assert columns["done"].text(done) == "2026-11-20"
    assert "2026-11-20" in columns["state"].text(done)
