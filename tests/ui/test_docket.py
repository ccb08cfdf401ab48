"""Walk through the docket as its users do: views, what is done about a line, what goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from patentdesk.core.months import shift_months
from patentdesk.docketing.lawtext import law_name
from patentdesk.services import approval, closing, law, policies
from patentdesk.services.docket_lines import bucket_of
from patentdesk.ui.docket.monthgrid import days_shown
from patentdesk.ui.docket.reason import rule_name, span_text
from patentdesk.ui.session import EVERYTHING
from patentdesk.ui.tongue import Tongue

PLACE = "docket"


def shown_ids(docket_panel):
    return [one.deadline.id for one in docket_panel.items]


def test_views_show_the_same_lines(settled, docket_panel):
    docket_panel.resize(900, 700)
    day = docket_panel.items[0].deadline.due_date
    docket_panel.lens.choose_view("calendar")
    settled()
    docket_panel.views.month.go(day)
    settled()
    cell = docket_panel.views.month.days._cells[day]
    assert cell.total >= 1
    assert cell.lines
    QTest.keyClick(docket_panel.views.month.days, Qt.Key.Key_PageDown)
    assert docket_panel.views.month.month == shift_months(day.replace(day=1), 1)
    docket_panel.views.month.day_chosen.emit(day)
    settled()
    assert docket_panel.lens.view == "list"
    assert {one.deadline.due_date for one in docket_panel.items} == {day}
    docket_panel.lens.forget_days()
    settled()
    docket_panel.lens.choose_view("groups")
    settled()
    lines = list(docket_panel.views.groups.rows.records)
    assert sum(one.total for one in lines) == len(docket_panel.items)
    docket_panel.views.show_group(lines[0], "")
    settled()
    assert len(docket_panel.items) == lines[0].total
    docket_panel.lens.choose_view("timeline")
    settled()
    assert docket_panel.views.timeline._has_data
    first, last = days_shown(date(2026, 11, 22))
    assert (first.weekday(), (last - first).days) == (0, 41)


def test_a_click_on_a_month_and_on_a_bubble_filters(settled, docket_panel):
    day = docket_panel.items[0].deadline.due_date
    docket_panel._choose_month(f"due:{day:%Y-%m}")
    settled()
    assert {(one.deadline.due_date.year, one.deadline.due_date.month) for one in docket_panel.items} == {
        (day.year, day.month)
    }
    docket_panel._choose_month(f"due:{day:%Y-%m}")
    settled()
    assert docket_panel.lens.first is None, "the same month again takes the filter back"
    docket_panel.views.choose_week(f"due:{day}..{day}")
    settled()
    assert docket_panel.lens.value == ""
    assert {one.deadline.due_date for one in docket_panel.items} == {day}


def test_closing_waiting_and_confirming(filled, settled, docket_panel):
    desk = filled.session.desk
    hard = next(one for one in docket_panel.items if one.deadline.hard and one.deadline.due_date)
    policies.set_policy(desk, policies.TWO_PERSONS, on=True)
    closing.close_deadline(desk, [hard.deadline.id], date(2026, 11, 20), "R-1")
    filled.session.tell_changed(EVERYTHING)
    settled()
    docket_panel.lens.choose_bucket("waiting")
    settled()
    assert shown_ids(docket_panel) == [hard.deadline.id]
    docket_panel.acts.confirm()
    settled()
    assert "second person" in " ".join(docket_panel.bar.texts())
    approval.verify_deadlines(replace(desk, user="zhao"), [hard.deadline.id])
    filled.session.tell_changed(EVERYTHING)
    settled()
    assert shown_ids(docket_panel) == []


def test_many_are_assigned_in_one_undoable_step(filled, settled, docket_panel):
    docket_panel.table.selectAll()
    count = len(docket_panel.selected())
    assert count > 3
    docket_panel.acts.assign()
    settled()
    docket_panel._answer({"responsible": "Wang", "deputy": "Zhao"})
    docket_panel.form.close_form()
    settled()
    assert {one.deadline.responsible for one in docket_panel.items} == {"Wang"}
    filled.run("undo")
    settled()
    assert {one.deadline.responsible for one in docket_panel.items} == {""}


def test_news_since_the_last_look(filled, settled, docket_panel):
    desk = filled.session.desk
    assert docket_panel.news.news == ()
    closing.waive_deadline(desk, shown_ids(docket_panel)[:2], "sold")
    filled.session.tell_changed(EVERYTHING)
    settled()
    assert len(docket_panel.news.deadline_ids) == 2
    docket_panel.commands["news"]()
    settled()
    assert len(docket_panel.page.model.rows) == 2
    docket_panel.page.mark()
    settled()
    assert docket_panel.page is None
    assert docket_panel.news.news == ()


def test_the_list_keeps_its_room_when_a_message_is_tall(filled, settled, docket_panel):
    filled.shell.resize(1280, 800)
    for number in range(6):
        docket_panel.bar.show_word(f"m{number}", "warning", "ui.defect", what="x" * 400)
    settled()
    assert docket_panel.table.height() >= 150
    docket_panel.bar.clear_all()
    settled()
    assert docket_panel.chart.isVisibleTo(docket_panel)


def test_a_deadline_is_closed_by_keyboard_alone(filled, settled, docket_panel):
    filled.shell.activateWindow()
    docket_panel.acts.done()
    settled()
    day = docket_panel.form._fields[0][1]
    day.setFocus()
    QTest.keyClick(day, Qt.Key.Key_Tab)
    proof = filled.shell.focusWidget()
    assert proof is docket_panel.form._fields[1][1], "Tab leaves the date"
    before = len(docket_panel.items)
    QTest.keyClicks(proof, "R-5")
    QTest.keyClick(proof, Qt.Key.Key_Return)
    settled()
    assert "The deadline is closed." in docket_panel.bar.texts()
    assert {one.deadline.proof for one in docket_panel.items} == {""}
    assert before


def test_what_the_list_shows_is_exported_or_all_of_it(settled, docket_panel, dialogs, tmp_path):
    everything = len(docket_panel.items)
    docket_panel.lens.choose_bucket(bucket_of(docket_panel.items[-1].deadline, date(2026, 11, 22)))
    settled()
    shown = len(docket_panel.items)
    assert 0 < shown < everything
    for whole, count in (("shown", shown), ("all", everything)):
        dialogs.target = tmp_path / f"{whole}.xlsx"
        docket_panel.commands["export"]()
        docket_panel._answer({"what": whole})
        docket_panel.form.close_form()
        settled()
        sheet = openpyxl.load_workbook(dialogs.target).worksheets[0]
        assert any(str(count) in text for text in docket_panel.bar.texts())
        assert sheet.max_row - count in {1, 2, 3}, "as many lines as the message says, below the heads"


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


def test_an_empty_list_says_so_and_leads_back(settled, docket_panel):
    everything = len(docket_panel.items)
    assert docket_panel._note.text() == ""
    docket_panel.lens.choose_days(date(1999, 1, 1), date(1999, 1, 2))
    settled()
    assert len(docket_panel.model.rows) == 0
    assert docket_panel.say("ui.docket.none_here") in docket_panel._note.text()
    docket_panel._note.linkActivated.emit("#")
    settled()
    assert len(docket_panel.items) == everything
    assert docket_panel._note.text() == ""


def test_a_closed_deadline_shows_the_day_it_was_closed(settled, docket_panel):
    item = docket_panel.items[0]
    closing.close_deadline(docket_panel.desk, [item.deadline.id], date(2026, 11, 20), "R-1")
    docket_panel.lens.choose_bucket("done")
    settled()
    columns = {one.key: one for one in docket_panel.model.columns}
    done = next(one for one in docket_panel.items if one.deadline.id == item.deadline.id)
    assert columns["done"].text(done) == "2026-11-20"
    assert "2026-11-20" in columns["state"].text(done)


def test_the_cursor_returns_to_a_line_whose_closing_is_undone(filled, settled, docket_panel):
    lines = shown_ids(docket_panel)
    row = len(lines) // 2
    docket_panel.table.go(row)
    docket_panel.acts.done()
    docket_panel._answer({"done_date": date(2026, 11, 20), "proof": "R-1"})
    settled()
    assert lines[row] not in shown_ids(docket_panel)
    assert docket_panel.table.currentIndex().row() == row, "whoever works down the list goes on with the next line"
    filled.run("undo")
    settled()
    assert shown_ids(docket_panel)[docket_panel.table.currentIndex().row()] == lines[row]


def test_closed_deadlines_tell_their_order(filled, settled, docket_panel):
    lines = shown_ids(docket_panel)
    closing.close_deadline(filled.session.desk, lines[:1], date(2026, 11, 3), "R-1")
    closing.close_deadline(filled.session.desk, lines[1:2], date(2026, 11, 5), "R-2")
    filled.session.tell_changed(EVERYTHING)
    docket_panel.lens.choose_bucket("done")
    settled()
    assert shown_ids(docket_panel)[:2] == [lines[1], lines[0]]
    assert "the latest done first" in docket_panel.subtitle.text()
    assert [(docket_panel.model.columns[one].key, down) for one, down in docket_panel.model.keys] == [("done", True)]
    place = docket_panel.model.keys[0][0]
    assert place in docket_panel.table.columns.shown()
    assert "done" in docket_panel.table.columns.arrangement()["hidden"], "it is shown for this list only"
    docket_panel.lens.choose_bucket("")
    settled()
    assert docket_panel.model.keys == ()
    assert place not in docket_panel.table.columns.shown()


def test_a_refused_review_says_how_a_second_person_does_it(filled, settled, docket_panel):
    lines = shown_ids(docket_panel)[:1]
    closing.close_deadline(filled.session.desk, lines, date(2026, 11, 3), "R-1")
    filled.session.tell_changed(EVERYTHING)
    docket_panel.lens.choose_bucket("done")
    settled()
    docket_panel.commands["confirm"]()
    settled()
    assert any("Name in the journal" in one for one in docket_panel.bar.texts())
