"""Test what a portfolio that is opened, or shown for reading only, finds and says."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton

from patentdesk.app.context import WindowContext
from patentdesk.app.doors import doors
from patentdesk.core.problems import refuse
from patentdesk.core.progress import Cancelled, Progress
from patentdesk.ui.opening import Opened
from patentdesk.ui.timetravel import DayDialog
from tests.ui.patentlist import column


@pytest.mark.parametrize(
    ("code", "advice"), [("file_in_use", "once they have closed"), ("file_read_only", "save a copy")]
)
def test_a_portfolio_opened_for_reading_says_what_was_done_and_what_to_do(filled, settled, code, advice):
    problem = refuse(code, file="p.pdesk", user="Li", host="desk-7", since="2026-11-22 09:00").problem
    filled.session._take_desk(Opened(filled.session.desk, problem))
    settled()
    [told] = [text for text in filled.panels[filled.place].bar.texts() if "p.pdesk" in text]
    assert "was opened for reading" in told
    assert advice in told.lower()
    assert "Open it for reading only, or ask" not in told


def test_the_past_takes_no_files_and_says_so_at_once(filled, settled, table):
    filled.go("intake")
    settled()
    panel = filled.panels["intake"]
    assert panel._choose.isEnabled()
    filled.travel.go(date(2026, 11, 22))
    settled()
    assert filled.session.present is not None
    assert not panel._choose.isEnabled()
    assert "earlier day" in panel.empty._text.text()
    assert [one.text() for one in panel.empty.findChildren(QPushButton) if one.isVisible()] == []
    panel.take_files([table])
    settled()
    assert panel.plan is None
    assert panel.bar.texts()
    filled.run("present")
    settled()
    assert panel._choose.isEnabled()


def test_a_day_before_the_first_is_not_moved_but_told(filled):
    filled.run("travel")
    dialog = filled.shell.findChild(DayDialog)
    assert "2026-11-22" in dialog.told.text()
    dialog.day.setDate(QDate(2020, 1, 1))
    assert dialog.day.date() == QDate(2020, 1, 1)
    assert not dialog.go_button.isEnabled()
    assert dialog.told.property("tone") == "danger"
    dialog.go()
    assert dialog.isVisible()
    dialog.day.setDate(QDate(2026, 11, 22))
    assert dialog.go_button.isEnabled()
    dialog.reject()


def test_a_number_that_is_unknown_stays_in_the_form(panel, filled, settled):
    panel.numbers.ask()
    panel.form._fields[0][1].setText("CN999")
    panel.form.send()
    settled()
    assert panel.form.isVisible()
    assert panel.form.values() == {"number": "CN999"}
    assert any("CN999" in text for text in panel.bar.texts())
    filled.session.ask("status:granted")
    settled()
    assert not any("CN999" in text for text in panel.bar.texts())
    panel.form.close_form()


def test_the_next_portfolio_is_shown_from_its_first_patent_and_first_column(
    panel, filled, settled, three_patents, tmp_path
):
    filled.shell.resize(900, 700)
    panel.table.setCurrentIndex(panel.model.index(2, column(panel, "tags")))
    panel.table.go(2)
    settled()
    assert panel.table.horizontalScrollBar().value() > 0
    other = tmp_path / "other.pdesk"
    shutil.copy(three_patents, other)
    filled.session.open(other)
    settled()
    assert panel.table.currentIndex().row() == 0
    assert panel.table.horizontalScrollBar().value() == 0
    assert panel.table.currentIndex().column() == panel.table.columns.shown()[0]


def test_other_files_are_looked_at_cell_by_cell_again(filled, settled, table, tmp_path):
    filled.go("intake")
    settled()
    panel = filled.panels["intake"]
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    panel.take_files([wrong])
    settled()
    panel.sheet.tabs.setCurrentWidget(panel.sheet.mapping)
    panel.take_files([table])
    settled()
    assert panel.sheet.tabs.currentWidget() is panel.sheet.grid
    panel.discard()


@pytest.mark.parametrize("place", ["portfolio", "docket", "intake", "valuation"])
def test_without_a_portfolio_one_is_opened_or_made(bench, settled, dialogs, tmp_path, place):
    bench.go(place)
    settled()
    panel = bench.panels[place]
    shown = [one.text() for one in panel.empty.findChildren(QPushButton) if one.isVisible()]
    assert shown[0].startswith("New")  # nobody who starts for the first time has a file
    assert sorted(shown) == ["New portfolio…", "Open…", "Try the demo…"]
    dialogs.target = tmp_path / "new.pdesk"
    next(one for one in panel.empty.findChildren(QPushButton) if one.text().startswith("New")).click()
    settled()
    assert bench.session.desk is not None
    assert len([one for one in panel.empty.findChildren(QPushButton) if not one.isHidden()]) < 2


@pytest.mark.parametrize("place", ["portfolio", "docket"])
def test_who_had_a_portfolio_before_is_offered_to_open_one_first(bench, settled, around, tmp_path, place):
    around.settings.add_recent(tmp_path / "earlier.pdesk")
    bench.go(place)
    bench.panels[place].retranslate()
    settled()
    buttons = bench.panels[place].empty.findChildren(QPushButton)
    shown = [one.text() for one in buttons if one.isVisible()]
    assert shown[0].startswith("Open")


def test_the_demo_is_made_from_the_start_page(bench, settled, dialogs, tmp_path):
    settled()
    dialogs.target = tmp_path / "demo.pdesk"
    next(one for one in bench.panels["portfolio"].empty.findChildren(QPushButton) if "demo" in one.text()).click()
    settled()
    assert bench.session.desk is not None
    assert bench.session.desk.file.path == tmp_path / "demo.pdesk"


def test_a_demo_that_is_stopped_leaves_no_half_of_it(clock, library, tmp_path):
    context = WindowContext(library, library.words("en"), clock, "tester", None, tmp_path)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        doors(context).demo(tmp_path / "demo.pdesk", stopped)
    assert list(tmp_path.iterdir()) == []


def test_the_docket_of_a_portfolio_opens_at_the_top(filled, settled):
    filled.session.point_at(1)
    filled.go("docket")
    settled()
    panel = filled.panels["docket"]
    others = [row for row, one in enumerate(panel.items) if one.patent.id != panel.items[0].patent.id]
    filled.session.point_at(panel.items[others[0]].patent.id)
    filled.go("portfolio")
    filled.go("docket")
    settled()
    assert panel.table.currentIndex().row() == others[0], "later it follows the inspector"


@pytest.mark.parametrize("patent_id", [1, 2, 3])
def test_whatever_patent_was_chosen_the_docket_opens_at_the_top(filled, settled, patent_id):
    filled.session.point_at(patent_id)
    filled.go("docket")
    settled()
    assert filled.panels["docket"].table.currentIndex().row() == 0


def test_a_portfolio_that_is_opened_once_more_stays_open_for_writing(filled, settled, library, clock, tmp_path):
    context = WindowContext(library, library.words("en"), clock, "tester", None, tmp_path)
    filled.session._doors = doors(context)
    desk = filled.session.desk
    link = tmp_path / "link.pdesk"
    link.symlink_to(desk.file.path)
    filled.session.ask("status:granted")
    for path in (desk.file.path, link):
        filled.session.open(path)
        settled()
        assert filled.session.desk is desk
        assert filled.session.query == "status:granted"
        assert filled.writable()


def test_the_portfolio_opened_from_one_of_its_earlier_days_is_the_present(filled, settled):
    desk = filled.session.desk
    filled.travel.go(desk.clock.today())
    settled()
    assert not filled.writable()
    filled.session.open(desk.file.path)
    settled()
    assert (filled.session.desk, filled.session.present) == (desk, None)
    assert filled.writable()


@pytest.mark.parametrize("place", ["overview", "portfolio", "docket", "triage", "valuation"])
def test_the_keyboard_goes_to_what_is_shown_before_and_after_a_portfolio_is_opened(
    bench, settled, three_patents, place
):
    bench.go(place)
    settled()
    holder = bench.shell.focusWidget()
    assert bench.panels[place].empty.isAncestorOf(holder)
    assert holder.isVisible()
    holder.clearFocus()  # a dialog that closes cannot give it back to what is hidden
    bench.session.open(three_patents)
    settled()
    holder = bench.shell.focusWidget()
    assert holder is not None
    assert holder.isVisible(), holder


def test_the_lenses_of_triage_are_offered_when_a_portfolio_opens_there(bench, settled, three_patents, tmp_path):
    bench.go("triage")
    settled()
    assert bench.panels["triage"].tabs.isHidden()
    bench.session.open(Path(shutil.copy(three_patents, tmp_path)))
    settled()
    assert bench.panels["triage"].tabs.isVisible()
