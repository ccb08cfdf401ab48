"""Test what all panels share."""

from __future__ import annotations

import gc
import shutil
import sys
import threading
from pathlib import Path

import pytest

from patentdesk.app.hook import Hook
from patentdesk.portfolio.records import Patent
from patentdesk.store.file import PortfolioFile
from patentdesk.ui.collecting import Collector
from patentdesk.ui.jobs import Lane
from patentdesk.ui.places import PLACES
from patentdesk.ui.session import EVERYTHING
from patentdesk.ui.settings import QUERIES
from patentdesk.ui.steps import undo


def test_narrowing_adds_a_condition_and_takes_it_out_again(filled):
    expected = {
        "": "office:CN", "office:CN": "", "battery": "battery office:CN", "office:CN battery": "battery",
        "a OR b": "(a OR b) office:CN", "office:EP": "office:CN", "国家:CN": "",
    }  # fmt: skip
    found = {}
    for query in expected:
        filled.session.asked = query
        filled.session.narrow("office:CN")
        found[query] = filled.session.asked
    assert found == expected


def test_what_was_asked_in_earnest_can_be_come_back_to(filled, settled):
    session = filled.session
    for query in ("office:CN", "office:CN status:granted"):
        session.ask(query)
        settled()
    session.try_out("office:CN status:granted 电")
    session.travel(-1)
    settled()
    assert (session.asked, session.query) == ("office:CN", "office:CN")
    assert session.can_travel(1)
    session.travel(1)
    assert session.asked == "office:CN status:granted"
    session.travel(-2)
    session.travel(-1)
    assert session.asked == ""
    session.travel(1)
    session.ask("电池")
    assert not session.can_travel(1)
    settled()
    assert filled.around.settings.get(QUERIES)[0] == "电池"


def test_a_half_typed_query_keeps_the_list_and_says_what_is_missing(filled, settled):
    session = filled.session
    session.try_out("status:granted")
    settled()
    assert len(session.ids) == 2
    session.try_out("status:granted office:")
    settled()
    assert session.refused.code == "query_no_value"
    assert len(session.ids) == 2
    assert session.query == "status:granted"
    session.give_up()
    settled()
    assert (session.refused, session.query) == (None, "")


def test_nothing_is_changed_without_a_portfolio_and_the_user_is_told(bench, settled):
    bar = bench.panels["docket"].bar
    bench.session.operate("ui.job.done", lambda _progress: pytest.fail("it ran"), bar)
    settled()
    assert bar.texts()


def test_an_automatic_backup_is_written_once_an_hour(filled, settled, doors):
    assert len(list(doors.backups.glob("*.pdesk"))) == 1
    filled.session.read_state()
    settled()
    assert len(list(doors.backups.glob("*.pdesk"))) == 1
    assert "Last backup" in filled.parts.status.backup.text()


def test_a_backup_that_takes_longer_than_the_other_figures_is_told_of(bench, settled, three_patents, tmp_path):
    session, told = bench.session, threading.Event()
    session.state_changed.connect(lambda: told.set() if session.state.total else None)
    session.desk_changed.connect(
        lambda: session.look("busy", "ui.job.find", lambda _: told.wait(30), lambda _: None, lane=Lane.WORKING)
    )
    session.open(Path(shutil.copy(three_patents, tmp_path)))
    settled()
    assert session.state.backed_up is not None


def test_a_backup_that_fails_is_told_and_keeps_nothing_else_from_the_frame(bench, settled, doors, tmp_path):
    doors.backups.rmdir()
    bench.session.create(tmp_path / "p.pdesk")
    settled()
    with bench.session.desk.file.operation("add") as work:
        work.add(Patent())
    bench.session.tell_changed(EVERYTHING)
    settled()
    assert bench.session.state.total == 1
    assert bench.session.state.steps.undo is not None
    assert any("backups" in text for text in bench.panels[bench.place].bar.texts())
    doors.backups.mkdir()
    bench.session.read_state()
    settled()
    assert not any("backups" in text for text in bench.panels[bench.place].bar.texts())


def test_a_restoring_after_which_nothing_can_be_opened_leaves_no_portfolio(filled, settled, tmp_path):
    file = filled.session.desk.file
    broken = tmp_path / "broken.pdesk"
    broken.write_bytes(b"no portfolio")
    file.path.rename(tmp_path / "gone.pdesk")
    filled.session.restore(broken)
    settled()
    assert filled.session.desk is None
    assert filled.panels[filled.place].bar.texts()
    assert list(filled.session.ids) == []


def test_two_exports_at_once_are_both_written(filled, settled, dialogs, tmp_path):
    written = [tmp_path / "patents.csv", tmp_path / "docket.csv"]
    for place, dialogs.target in zip(("portfolio", "docket"), written, strict=True):
        filled.panels[place].commands["export"]()
    settled()
    assert all(path.exists() for path in written)
    assert all(filled.panels[place].bar.texts() for place in ("portfolio", "docket"))


def test_verifying_is_told_and_shown_below(filled, settled):
    filled.run("verify")
    settled()
    assert any("whole" in text for text in filled.panels[filled.place].bar.texts())
    assert "verified" in filled.parts.status.saved.text()


def test_the_cursor_stays_on_its_patent_through_panels_queries_and_orders(filled, settled):
    wanted = int(filled.session.ids[1])
    filled.session.point_at(wanted)
    filled.go("portfolio")
    settled()
    filled.session.order((("filing_date", True),))
    settled()
    assert filled.session.current == wanted
    filled.session.ask("office:CN")
    settled()
    assert filled.session.current == wanted
    row = filled.panels["portfolio"].table.currentIndex().row()
    assert int(filled.session.ids[row]) == wanted


def test_a_defect_is_logged_and_told_and_the_window_goes_on(bench, settled, caplog):
    hook = Hook(bench)
    try:
        bench.session.look("broken", "ui.job.find", lambda _progress: 1 / 0, lambda _result: None)
        settled()
    finally:
        hook.release()
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]
    assert any("ZeroDivisionError" in text for text in bench.panels[bench.place].bar.texts())
    assert sys.excepthook != hook.catch
    caplog.clear()


def test_a_long_fault_is_told_by_its_first_line_and_logged_whole(bench, caplog):
    hook = Hook(bench)
    try:
        hook.catch(RuntimeError, RuntimeError("no such column\nSELECT " + "x" * 900), None)
    finally:
        hook.release()
    told = " ".join(bench.panels[bench.place].bar.texts())
    assert "no such column" in told
    assert "SELECT" not in told
    assert "SELECT" in str(caplog.records[0].exc_info[1])
    caplog.clear()


def test_of_two_portfolios_opened_in_a_row_the_first_is_let_go(filled, settled, three_patents, tmp_path, clock):
    first, second = (Path(shutil.copy(three_patents, tmp_path / f"{name}.pdesk")) for name in ("first", "second"))
    filled.session.open(first)
    filled.session.open(second)
    settled()
    assert filled.session.desk.file.path == second
    PortfolioFile.open(first, clock=clock, user="another").close()


def test_a_preview_is_put_aside_when_the_portfolio_moves_on_or_another_opens(filled, settled, table, tmp_path):
    filled.go("intake")
    panel = filled.panels["intake"]
    for step in (lambda: undo(filled.session, panel.bar), lambda: filled.session.create(tmp_path / "other.pdesk")):
        panel.take_files([table])
        settled()
        assert panel.plan is not None
        step()
        settled()
        assert panel.plan is None
        assert any("preview was put aside" in text for text in panel.bar.texts())
    panel.planner.replan()  # what the message's button does
    settled()
    assert panel.plan.added == 3
    panel.apply()
    settled()
    assert filled.session.state.total == 3
    assert not any("preview" in text for text in panel.bar.texts())


def test_another_order_of_the_same_patents_counts_nothing_anew(filled, settled):
    filled.go("portfolio")
    settled()
    begun = []
    start = filled.session.jobs.start
    filled.session.jobs.start = lambda job: (begun.append(job.key.partition(":")[0]), start(job))
    filled.session.order((("title", True),))
    settled()
    assert "find" in begun
    assert not {"facets", "tally"} & set(begun)
    filled.session.ask("status:granted")
    settled()
    assert {"facets", "tally"} <= set(begun)


def test_a_portfolio_that_made_way_is_let_go_of_at_once(filled, settled, tmp_path, monkeypatch):
    monkeypatch.setattr(Collector, "collect", lambda _self: None)
    for place in PLACES:
        filled.go(place)
        settled()
    filled.session.create(tmp_path / "other.pdesk")
    settled()
    there = [
        one.path.name for one in gc.get_objects() if isinstance(one, PortfolioFile) and one.path.parent == tmp_path
    ]
    assert there == ["other.pdesk"]
