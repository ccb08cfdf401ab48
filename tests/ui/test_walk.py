"""Walk through the real window as a person would, on a real portfolio file."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel

from patentdesk.core.problems import refuse
from patentdesk.ui.models import ListRows
from patentdesk.ui.opening import Opened
from patentdesk.ui.settings import COPIES
from patentdesk.ui.state import read_state


def test_import_is_looked_at_first_and_applied_and_undone_as_one_step(bench, settled, table, tmp_path):
    bench.session.create(tmp_path / "p.pdesk")
    settled()
    assert bench.session.state.total == 0
    intake = bench.panels["intake"]
    bench.go("intake")
    intake.take_files([table])
    settled()
    assert (intake.plan.added, intake.plan.rejected) == (3, 0)
    assert intake.entries.rowCount() == 3
    assert len(bench.session.ids) == 0, "a dry run writes nothing"

    intake.apply()
    settled()
    assert len(bench.session.ids) == 3
    assert intake.plan is None
    assert any("new 3" in text for text in intake.bar.texts())
    assert bench.step("undo")

    bench.run("undo")
    settled()
    assert len(bench.session.ids) == 0
    bench.run("redo")
    settled()
    assert len(bench.session.ids) == 3


def test_one_query_is_seen_by_every_panel(filled, settled):
    filled.session.ask("status:granted")
    settled()
    filled.go("portfolio")
    settled()
    assert filled.panels["portfolio"].model.rowCount() == 2
    filled.go("docket")
    settled()
    patents = {item.patent.id for item in filled.panels["docket"].items}
    assert patents
    assert patents <= {int(one) for one in filled.session.ids}
    assert filled.parts.status.count.text() == "2 of 3"
    assert filled.parts.top.query.text() == "status:granted"


def test_a_query_that_cannot_be_read_says_why_and_keeps_the_list(filled, settled):
    before = len(filled.session.ids)
    filled.session.ask("nosuchfield:7 )")
    settled()
    assert filled.parts.top.query.property("invalid") is True
    assert filled.parts.status.count.text() == "3 of 3 · still of all patents"
    assert len(filled.session.ids) == before
    assert any("nosuchfield" in text for text in filled.panels[filled.place].bar.texts())
    filled.session.ask("")
    settled()
    assert not any("nosuchfield" in text for text in filled.panels[filled.place].bar.texts())
    assert filled.parts.top.query.property("invalid") is False


def test_a_click_on_a_chart_narrows_the_query_and_a_second_one_widens_it(filled, settled):
    filled.go("portfolio")
    settled()
    view = filled.panels["portfolio"].strip.views[0]
    mark = next(one for one in view.picture.marks if one.term)
    view.clicked.emit(mark.term)
    settled()
    assert filled.session.query == mark.term
    view.clicked.emit(mark.term)
    settled()
    assert filled.session.query == ""


def test_a_chart_is_saved_in_each_form_copied_and_refused_in_words(filled, settled, dialogs, tmp_path):
    filled.go("portfolio")
    settled()
    panel = filled.panels["portfolio"]
    view = panel.strip.views[0]
    settled()
    for name, start in (("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.pdf", b"%PDF")):
        dialogs.target = tmp_path / name
        view.save()
        settled()
        assert dialogs.target.read_bytes().startswith(start)
        assert any(name in text for text in panel.bar.texts())
    view.save()
    settled()
    assert not list(tmp_path.glob("*.part"))
    dialogs.target = filled.session.desk.file.path
    view.save()
    settled()
    assert any("pdesk" in text for text in panel.bar.texts()), "no portfolio is ever written over"
    view.copy()
    assert QGuiApplication.clipboard().image().width() > 100


def test_sorting_by_a_header_is_done_by_the_services(filled, settled):
    filled.go("portfolio")
    panel = filled.panels["portfolio"]
    column = [one.key for one in panel.model.columns].index("filing_date")
    panel.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    settled()
    panel.table.viewport().repaint()
    settled()
    days = [panel.model.rows.row(row).filing_date for row in range(3)]
    assert days == sorted(days, reverse=True)


def test_a_field_of_ones_own_is_edited_in_place(filled, settled):
    filled.go("portfolio")
    settled()
    panel = filled.panels["portfolio"]
    column = [one.key for one in panel.model.columns].index("responsible")
    panel.model.setData(panel.model.index(0, column), "Wang")
    settled()
    panel.model.index(0, column).data()
    settled()
    assert panel.model.index(0, column).data() == "Wang"
    assert "Undo" in filled.parts.top.undo.toolTip()


def test_an_event_makes_deadlines_and_each_explains_its_date(filled, settled):
    filled.session.ask("status:pending")
    settled()
    filled.go("docket")
    settled()
    panel = filled.panels["docket"]
    assert "CN-INV-OA-01" not in {one.deadline.rule_id for one in panel.items}
    filled.session.point_at(int(filled.session.ids[0]))
    panel.commands["record"]()
    settled()
    page = panel.page
    page.kind.setCurrentIndex(page.kind.findData("office_action_first"))
    page.day.setDate(QDate(2026, 11, 2))
    page.channel.setCurrentIndex(page.channel.findData("electronic"))
    settled()
    foreseen = [one for one in page.model.rows.records if one.kind == "new"]
    assert [one.after.rule_id for one in foreseen] == ["CN-INV-OA-01"], "shown before anything is stored"
    page.send()
    settled()
    assert panel.page is None
    item = next(one for one in panel.items if one.deadline.rule_id == "CN-INV-OA-01")
    assert foreseen[0].after.due_date == item.deadline.due_date
    panel.explain()
    panel.table.go(panel.items.index(item))
    settled()
    told = " ".join(label.text() for label in panel.reason.findChildren(QLabel))
    assert "4 months" in told
    assert item.deadline.due_date.isoformat() in told
    assert item.deadline.rule_id in told


def test_a_hard_deadline_is_not_closed_without_proof(filled, settled):
    filled.go("docket")
    settled()
    panel = filled.panels["docket"]
    row = next(number for number, one in enumerate(panel.items) if one.deadline.hard and one.deadline.due_date)
    panel.table.go(row)
    panel.bar.clear_all()
    panel.acts.done()
    assert panel.form.isVisibleTo(panel)
    panel._answer({"done_date": date(2026, 11, 20), "proof": ""})
    settled()
    assert "not closed without a date" in " ".join(panel.bar.texts())
    left = {one.deadline.id for one in panel.items}
    panel._answer({"done_date": date(2026, 11, 20), "proof": "R-1"})
    panel.form.close_form()
    settled()
    assert panel.bar.texts() == ["The deadline is closed."]
    assert left - {one.deadline.id for one in panel.items}


def test_buckets_filter_the_list(filled, settled):
    filled.go("docket")
    settled()
    panel = filled.panels["docket"]
    panel.lens.choose_bucket("later")
    settled()
    shown = panel.items
    assert shown
    assert all((one.deadline.due_date - date(2026, 11, 22)).days > 92 for one in shown)


def test_a_decision_takes_two_keys_and_a_veto_is_told(reviewed, settled, qtbot):
    panel = reviewed
    assert len(panel.state.lines) == 3
    panel.decide.table.go(0)
    settled()
    panel.commands["decide"]()
    assert panel.decide.keys.hasFocus() or not panel.isActiveWindow()
    qtbot.keyClick(panel.decide.keys, "k")
    settled()
    decided = [line.decision.code for line in panel.state.lines if line.decision is not None]
    assert decided == ["KEEP"]
    assert panel.decide.table.currentIndex().row() == 1, "the next patent is under the cursor"


def test_a_decision_is_signed_after_asking(reviewed, settled, qtbot, dialogs):
    panel = reviewed
    panel.decide.table.go(0)
    settled()
    qtbot.keyClick(panel.decide.keys, "k")
    settled()
    panel.decide.table.go(0)
    dialogs.agrees = False
    panel.sign()
    settled()
    assert dialogs.asked
    assert panel.state.lines[0].decision.signed_at is None
    dialogs.agrees = True
    panel.sign()
    settled()
    assert panel.state.lines[0].decision.signed_by == "tester"


def test_values_follow_an_assumption_that_is_changed_in_place(filled, settled):
    filled.go("valuation")
    settled()
    panel = filled.panels["valuation"]
    assert len(panel.values) == 3
    before = sum(getattr(one.outcome, "value", 0) for one in panel.values)
    assert before > 0
    keys = [one.key for one in panel.assumptions.rows.records]
    column = [one.key for one in panel.assumptions.columns].index("value")
    panel.assumptions.setData(panel.assumptions.index(keys.index("royalty_rate"), column), "4 %")
    settled()
    stated = next(one for one in panel.assumptions.rows.records if one.key == "royalty_rate")
    assert stated.value == pytest.approx(0.04) or panel.bar.texts()
    panel.assumptions.setData(panel.assumptions.index(keys.index("tax_rate"), column), "a lot")
    assert any("a lot" in text for text in panel.bar.texts())


def test_the_handout_is_written_where_the_user_says(filled, settled, dialogs, tmp_path):
    dialogs.target = tmp_path / "handout.xlsx"
    filled.go("valuation")
    settled()
    filled.run("valuation.handout")
    settled()
    assert dialogs.target.stat().st_size > 5_000


def test_a_list_a_docket_and_a_copy_are_written(filled, settled, dialogs, tmp_path):
    for action, name in (("export", "list.xlsx"), ("docket.export", "docket.ics"), ("backup", "copy.pdesk")):
        dialogs.target = tmp_path / name
        filled.run(action)
        settled()
        assert dialogs.target.is_file(), action


def test_a_copy_that_was_saved_by_hand_counts_as_a_backup_while_it_is_there(filled, settled, dialogs, tmp_path):
    dialogs.target, nowhere = tmp_path / "copy.pdesk", tmp_path / "nowhere"
    filled.run("backup")
    settled()
    kept = filled.around.settings.get(COPIES)[str(filled.session.desk.file.path)]
    assert read_state(filled.session.desk, nowhere, kept).backed_up is not None
    assert filled.session.state.backed_up is not None
    dialogs.target.unlink()
    assert read_state(filled.session.desk, nowhere, kept).backed_up is None


def test_a_copy_is_restored_after_asking(filled, settled, dialogs, tmp_path):
    dialogs.target = tmp_path / "copy.pdesk"
    filled.run("backup")
    settled()
    filled.run("undo")
    filled.run("undo")
    settled()
    assert len(filled.session.ids) < 3 or filled.step("redo")
    dialogs.files = [tmp_path / "copy.pdesk"]
    filled.run("restore")
    settled()
    assert len(filled.session.ids) == 3


def test_a_portfolio_that_somebody_else_has_is_opened_for_reading_with_a_word_about_it(bench, settled, tmp_path):
    bench.session.create(tmp_path / "p.pdesk")
    settled()
    problem = refuse("file_in_use", file="p.pdesk", user="Li", host="desk-7", since="2026-11-22T09:00:00").problem
    bench.session._take_desk(Opened(bench.session.desk, problem))
    settled()
    assert any("Li" in text for text in bench.panels[bench.place].bar.texts())


def test_a_file_that_is_no_portfolio_is_refused_in_words_and_the_present_one_stays(filled, settled, tmp_path):
    wrong = tmp_path / "picture.pdesk"
    wrong.write_bytes(b"\x89PNG not a portfolio")
    before = filled.session.desk
    filled.session.open(wrong)
    settled()
    assert filled.session.desk is before
    assert filled.panels[filled.place].bar.texts()


def test_a_file_that_cannot_be_imported_is_told_in_one_sentence(filled, settled, tmp_path):
    wrong = tmp_path / "picture.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    intake = filled.panels["intake"]
    filled.go("intake")
    intake.take_files([wrong])
    settled()
    assert len(intake.bar.texts()) == 1
    assert intake.plan is None


def test_a_view_is_saved_and_offered(filled, settled):
    filled.session.ask("office:CN")
    settled()
    filled.run("save_view")
    panel = filled.panels[filled.place]
    panel._answer({"name": "China"})
    panel.form.close_form()
    settled()
    assert [view.name for view in filled.session.state.views] == ["China"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_panel_speaks_every_language_without_a_missing_word(filled, settled, language):
    filled.around.tongue.choose(language)
    for place, panel in filled.panels.items():
        filled.go(place)
        settled()
        for page in range(5):
            filled.inspector._tabs.setCurrentIndex(page)
        shown = [one.text() for one in filled.shell.findChildren(QLabel) + filled.shell.findChildren(QAbstractButton)]
        assert [text for text in shown if "«" in text] == [], place
        for name in ("model", "assumptions", "entries", "problems"):
            view = getattr(panel, name, None)
            if view is not None:
                for column in range(view.columnCount()):
                    assert "«" not in view.headerData(column, Qt.Orientation.Horizontal)
                    rows = view.rows.records[:5] if isinstance(view.rows, ListRows) else []
                    assert [one for one in rows if "«" in view.columns[column].text(one)] == []
