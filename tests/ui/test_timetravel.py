"""Test going to an earlier day and back, in the real window."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.ui.settings import LEAD_DAYS
from patentdesk.ui.timetravel import DayDialog

LATER = date(2026, 12, 24)


@pytest.fixture
def later(filled, settled):
    """Return the window a month later, with one patent edited since."""
    clock = FixedClock(LATER)
    desk = filled.session.desk
    object.__setattr__(desk, "clock", clock)
    desk.file._clock = clock
    filled.go("portfolio")
    settled()
    panel = filled.panels["portfolio"]
    panel.acts.set_many([1, 2, 3], "responsible", "Wang")
    settled()
    return filled


def people(bench, settled):
    panel = bench.panels["portfolio"]
    panel.table.viewport().repaint()
    settled()
    return {panel.model.rows.row(place).responsible for place in range(panel.model.rowCount())}


def test_a_day_is_shown_read_only_with_a_banner_and_a_way_back(later, settled):
    later.session.ask("status:granted")
    settled()
    later.run("travel")
    later.shell.findChild(DayDialog).go()
    settled()
    assert later.travel.banner.isVisible()
    assert "2026-12-23" in later.travel._text.text()
    assert later.session.query == "status:granted"
    assert people(later, settled) == {""}
    assert not later.writable()
    assert not {"undo", "portfolio.bulk", "portfolio.paste"} & {action.id for action in later.available()}
    copy = later.session.desk.file.path
    later.run("present")
    settled()
    assert people(later, settled) == {"Wang"}
    assert later.writable()
    assert later.travel.banner.isHidden()
    assert not copy.exists()


def test_from_one_day_to_another_and_the_end(later, settled):
    later.travel.go(date(2026, 12, 1))
    settled()
    first = later.session.desk.file.path
    later.travel.go(date(2026, 11, 30))
    settled()
    assert not first.exists()
    copy = later.session.desk.file.path
    later.shell.close()
    assert not copy.parent.exists()


def test_a_day_without_a_record_is_refused_with_a_reason(later, settled):
    later.travel.go(date(2020, 1, 1))
    settled()
    assert later.session.present is None
    assert any("2020-01-01" in text for text in later.panels["portfolio"].bar.texts())


def test_another_portfolio_is_opened_from_the_past(later, settled, tmp_path):
    later.travel.go(date(2026, 12, 1))
    settled()
    copy = later.session.desk.file.path
    later.session.create(tmp_path / "other.pdesk")
    settled()
    assert not copy.parent.exists()
    assert later.session.present is None
    assert later.session.desk.file.path.name == "other.pdesk"
    assert later.travel.banner.isHidden()


def test_nothing_is_reminded_of_while_an_earlier_day_is_shown(later, settled):
    later.around.settings.put(LEAD_DAYS, [3_650])
    bar = later.panels["portfolio"].bar
    later.reminding.remind()
    settled()
    later.travel.go(date(2026, 12, 1))
    settled()
    assert "reminder" not in bar._shown
    later.reminding._fresh = True
    later.reminding.remind()
    settled()
    assert "reminder" not in bar._shown
    later.run("present")
    settled()
    assert "reminder" in bar._shown


@pytest.fixture
def copies(tmp_path, monkeypatch):
    """Return what tells which copies of earlier days there are."""
    place = tmp_path / "copies"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return lambda: [path.name for folder in place.glob("patentdesk-*") for path in folder.glob("*.pdesk")]


def test_of_two_days_asked_for_in_a_row_the_first_leaves_no_copy(later, settled, copies):
    later.travel.go(date(2026, 12, 1))
    later.travel.go(date(2026, 11, 30))
    settled()
    assert later.session.desk.clock.today() == date(2026, 11, 30)
    assert len(copies()) == 1
    later.shell.close()
    assert not copies()


def test_a_portfolio_that_is_opened_behind_a_day_leaves_no_copy(later, settled, copies, tmp_path):
    later.travel.go(date(2026, 12, 1))
    later.session.create(tmp_path / "other.pdesk")
    settled()
    assert later.session.present is None
    assert later.session.desk.file.path.name == "other.pdesk"
    assert not copies()


def test_a_day_asked_for_while_another_portfolio_is_opened_is_not_shown(later, settled, copies, tmp_path):
    later.session.create(tmp_path / "other.pdesk")
    later.travel.go(date(2026, 12, 1))
    settled()
    assert (later.session.present, later.session.desk.file.path.name) == (None, "other.pdesk")
    assert not copies()


def test_a_portfolio_that_is_opened_on_the_way_back_is_shown(later, settled, copies, tmp_path):
    later.travel.go(date(2026, 12, 1))
    settled()
    later.travel.come_back()
    later.session.create(tmp_path / "other.pdesk")
    settled()
    assert (later.session.present, later.session.desk.file.path.name) == (None, "other.pdesk")
    assert later.writable()
    assert not copies()
