"""Put a rule of one's own in the place of an official one in the window: search, foresee, store, hand out, undo."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.portfolio.records import Event
from patentdesk.services import docket, own_rules
from patentdesk.ui.session import EVERYTHING

PLACE = "docket"

REPLY = "CN-INV-OA-02"


@pytest.fixture
def panel(filled, settled):
    desk = filled.session.desk
    docket.record(desk, [int(filled.session.ids[0])], Event(kind="office_action", event_date=date(2026, 11, 2)))
    filled.session.tell_changed(EVERYTHING)
    filled.go("docket")
    settled()
    return filled.panels["docket"]


@pytest.fixture
def page(filled, panel, settled):
    row = next(row for row, one in enumerate(panel.items) if one.deadline.rule_id == REPLY)
    panel.table.go(row)
    filled.run("docket.rules")
    settled()
    return panel.page


def shown(page):
    return [one.rule.id for one in page.model.rows.records]


def due(panel):
    return next(one.deadline.due_date for one in panel.items if one.deadline.rule_id == REPLY)


def answer(panel, settled, **values):
    panel.form.close_form()
    panel._answer(values)
    settled()


def test_it_begins_at_the_rule_of_the_deadline_and_finds_by_every_word(page):
    assert page.table.current().rule.id == REPLY
    assert len(shown(page)) > 300
    page.search.setText(f"{REPLY.lower()} 4.11.3.2")
    assert shown(page) == [REPLY]
    page.search.setText("no such law")
    assert shown(page) == []
    page.search.clear()
    page.office.setCurrentIndex(page.office.findData("US"))
    page.office.activated.emit(0)
    assert {one.rule.office for one in page.model.rows.records} == {"US"}
    page.own.setChecked(True)
    assert shown(page) == []


def test_another_period_is_foreseen_then_stored_and_taken_back(filled, panel, page, settled):
    desk, before = filled.session.desk, due(panel)
    page.override()
    answer(panel, settled, period0="1 month", reason="house rule")
    assert own_rules.own_rules(desk) == [], "nothing is stored before it is taken"
    rows = list(panel.proposal.model.rows.records)
    assert [(one.kind, one.reason) for one in rows] == [("moved", "rule or calendar changed")]
    panel.proposal.take()
    settled()
    assert panel.page is page, "the page is back"
    assert shown(page)[0] == REPLY
    assert "house rule" in " ".join(one.rule.own_reason for one in page.model.rows.records)
    (own,) = own_rules.own_rules(desk)
    assert (own.content["terms"], own.reason) == ("corr:P1M@trigger", "house rule")
    page.left.emit()
    settled()
    assert due(panel) < before
    filled.run("undo")
    settled()
    assert due(panel) == before


def test_own_rules_go_out_come_back_and_are_removed(panel, page, settled, dialogs, tmp_path):
    desk = panel.session.desk
    own_rules.override(desk, REPLY, {"terms": "corr:P1M@trigger"}, "house rule")
    panel.session.tell_changed(EVERYTHING)
    page.read()
    settled()
    page.own.setChecked(True)
    assert shown(page) == [REPLY]
    dialogs.target = tmp_path / "own.csv"
    page.export()
    settled()
    page.table.go(0)
    page.remove()
    settled()
    panel.proposal.take()
    settled()
    assert own_rules.own_rules(desk) == []
    dialogs.files = [dialogs.target]
    page.read_file()
    settled()
    panel.proposal.take()
    settled()
    assert [one.rule_id for one in own_rules.own_rules(desk)] == [REPLY]


def test_what_cannot_be_is_said_and_nothing_stored(filled, panel, page, settled):
    page.override()
    answer(panel, settled, period0="soon", reason="house rule")
    assert "soon" in " ".join(panel.bar.texts())
    page.remove()
    settled()
    assert panel.proposal is None
    assert own_rules.own_rules(filled.session.desk) == []
