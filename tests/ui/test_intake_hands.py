"""What is typed, scrolled or clicked in passing while lists come in is neither lost nor taken for something else."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton

from patentdesk.portfolio.records import Patent
from patentdesk.services import listing
from patentdesk.services.editing import edit_patents
from patentdesk.ui.dialogs import WindowDialogs, usual_folder, with_ending
from patentdesk.ui.intakecolumns import sentence
from patentdesk.ui.pinyin import spelling
from patentdesk.ui.screens import settle

PLACE = "intake"
ONE = "申请号,标题,自填\nCN202010000001.1,电池,a\n"
OTHER = "申请号,标题\nCN202010000002.6,电机\n"


def members(filled) -> set[str]:
    return {str(name) for name, _count in listing.tally(filled.session.desk, "", ("member",)) if name}


def test_a_member_that_was_typed_without_enter_is_imported(filled, panel, bring):
    bring(ONE)
    panel.sheet.member.setFocus()
    QTest.keyClicks(panel.sheet.member, "Huaxia")
    QTest.mouseClick(panel._apply, Qt.MouseButton.LeftButton)
    settle(filled)
    assert panel.plan is None, "it was imported by one click"
    assert members(filled) == {"Huaxia"}


def test_a_member_is_planned_when_the_cursor_leaves_its_name(filled, panel, bring):
    bring(ONE)
    panel.sheet.member.setFocus()
    QTest.keyClicks(panel.sheet.member, "Huaxia")
    panel.sheet.grid.view.setFocus()
    settle(filled)
    assert panel.plan.member == "Huaxia"


def test_the_next_files_do_not_go_to_the_member_of_the_last_ones(filled, panel, bring):
    bring(ONE)
    panel.sheet.member.setEditText("Huaxia")
    panel.sheet.office.setCurrentIndex(panel.sheet.office.findData("US"))
    panel.apply()
    settle(filled)
    bring(OTHER, "other.csv")
    assert (panel.plan.member, panel.plan.office) == (None, "")
    assert panel.sheet.wanted == ("", "")


def test_a_correction_on_its_way_is_looked_at_before_anything_is_imported(filled, panel, bring):
    bring("申请号,标题\nCN202010000001.1,电池\n,电机\n")
    model = panel.sheet.grid.model
    model.setData(model.index(1, 2), "CN202010000002.6")
    panel.apply()
    settle(filled)
    assert (panel.plan.added, panel.plan.rejected) == (2, 0), "counts that nobody saw are not imported"
    assert panel.bar.texts() == [filled.around.tongue("ui.intake.look_again")]
    panel.apply()
    settle(filled)
    assert len(listing.find(filled.session.desk, "")) == 5


def test_rejected_rows_can_be_saved_after_the_others_were_imported(filled, panel, bring, dialogs, tmp_path):
    bring("申请号,标题\nCN202010000001.1,电池\n,电机\n")
    panel.apply()
    settle(filled)
    dialogs.target = tmp_path / "rejected.xlsx"
    title = filled.around.tongue("ui.action.intake.save_rejected")
    [save] = [one for one in panel.bar.findChildren(QPushButton) if one.text() == title]
    save.click()
    settle(filled)
    [written] = openpyxl.load_workbook(dialogs.target).worksheets
    assert [str(cell.value) for cell in written[2]][-1:] == ["电机"]


def test_the_wheel_changes_no_meaning(panel, bring):
    bring(ONE)
    panel.sheet.tabs.setCurrentWidget(panel.sheet.mapping)
    for box in (panel.sheet.mapping.box("标题"), panel.sheet.office, panel.sheet.member):
        before = box.currentText()
        place = QPointF(5, 5)
        turned = QWheelEvent(
            place, box.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, turned)
        assert (box.currentText(), turned.isAccepted()) == (before, False)


def test_a_column_stays_under_the_hands_that_gave_it_a_meaning(filled, panel, bring):
    bring(ONE)
    mapping = panel.sheet.mapping
    panel.sheet.tabs.setCurrentWidget(mapping)
    box = mapping.box("自填")
    place = box.pos()
    box.setFocus()
    box.setCurrentIndex(box.findData("note"))
    box.activated.emit(box.currentIndex())
    settle(filled)
    assert mapping.box("自填") is box
    assert (box.currentData(), box.pos(), box.hasFocus()) == ("note", place, True)
    assert {one.header: one.field for one in panel.sheet.grid.table.columns}["自填"] == "note"


def test_meanings_stand_in_the_order_of_their_pinyin():
    assert sorted(["优先权日", "IPC 分类号", "备注", "CPC 分类号", "申请号"], key=spelling) == [
        "CPC 分类号", "IPC 分类号", "备注", "申请号", "优先权日",
    ]  # fmt: skip


def test_every_meaning_has_a_name_and_no_two_have_the_same(filled, panel, bring):
    bring(ONE)
    panel.sheet.tabs.setCurrentWidget(panel.sheet.mapping)
    for language in ("zh", "en"):
        filled.session.around.tongue.choose(language)
        box = panel.sheet.mapping.box("标题")
        names = [box.itemText(row).casefold() for row in range(box.count())]
        assert sorted(set(names)) == sorted(names)
        codes = {str(box.itemData(row)) for row in range(box.count())} - {"cpc", "ipc", "title", "office"}
        assert language == "en" or not codes & set(names)


def test_reasons_are_told_of_the_row_that_a_problem_leads_to(filled, panel, bring):
    bring("申请号,标题,申请日\nCN202010000001.1,电池,2019-03-04\nCN202010000002.6,电机,2019-13-45\n")
    panel.sheet.problem_table.opened.emit(panel.plan.problems[0])
    settle(filled)
    assert "2019-13-45" in panel.sheet.grid.reasons.text()


def test_what_a_row_changes_is_told_in_words(filled, panel, bring):
    filled.session.around.tongue.choose("zh")
    bring("公开号,法律状态\nCN110000001A,授权\n")
    panel.sheet.grid.view.setCurrentIndex(panel.sheet.grid.model.index(0, 0))
    assert panel.sheet.grid.reasons.text().splitlines()[0] == "法律状态：现为 审中 → 将为 授权"
    panel.sheet.member.setEditText("华夏")
    panel.sheet.member.lineEdit().editingFinished.emit()
    settle(filled)
    assert "成员单位：将更新" in panel.sheet.grid.reasons.text()


def test_a_conflict_is_told_in_words(filled, panel, bring):
    filled.session.around.tongue.choose("zh")
    edit_patents(filled.session.desk, [1], status="expired", filing_date="")
    bring("公开号,法律状态,申请日\nCN110000001A,授权,2019-03-04\n")
    told = [sentence(filled.around.tongue, one) for one in panel.plan.problems]
    assert "清单为“授权”，人工录入为“期限届满”" in "\n".join(told)
    assert "清单为“2019-03-04”，人工录入为“–”" in "\n".join(told)


def test_a_sheet_that_is_no_list_is_named(filled, panel, tmp_path):
    book = openpyxl.Workbook()
    for line in (["申请号", "标题"], ["CN202010000001.1", "电池"]):
        book.active.append(line)
    book.create_sheet("说明").append(["由知识产权部整理"])
    book.save(tmp_path / "list.xlsx")
    panel.take_files([tmp_path / "list.xlsx"])
    settle(filled)
    [problem] = panel.plan.problems
    assert sentence(filled.around.tongue, problem).startswith("Sheet “说明”: ")


@pytest.mark.parametrize(
    ("typed", "kind", "patterns", "name", "made"),
    [
        ("Motors 2026.10", "PatentDesk (*.pdesk)", "PatentDesk (*.pdesk)", "p.pdesk", "Motors 2026.10.pdesk"),
        ("Motors", "CSV (*.csv)", "*.xlsx;;*.csv", "list.xlsx", "Motors.csv"),
        ("Motors", "", "*.xlsx;;*.csv", "list.xlsx", "Motors.xlsx"),
        ("Motors.CSV", "Excel (*.xlsx)", "*.xlsx;;*.csv", "list.xlsx", "Motors.CSV"),
        ("letter.docx", "All (*)", "*", "letter.pdf", "letter.docx"),
        ("letter", "All (*)", "*", "letter.pdf", "letter.pdf"),
    ],
)
def test_a_file_gets_an_ending_that_it_can_have(typed, kind, patterns, name, made):
    assert with_ending(Path(typed), kind, patterns, name) == Path(made)


def test_a_file_that_the_systems_dialog_could_not_ask_about_is_not_replaced_silently(filled, tmp_path, monkeypatch):
    (tmp_path / "Motors.csv").write_text("old", encoding="utf-8")
    answers = [(str(tmp_path / "Motors"), "CSV (*.csv)"), ("", "")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: answers.pop(0))
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    assert WindowDialogs(filled.shell, filled.around.tongue).save_file("t", "list.xlsx", "*.xlsx;;*.csv") is None
    assert ["Motors.csv" in text for text in asked] == [True]
    assert answers == []


def test_dialogs_start_where_the_work_is(filled, tmp_path, monkeypatch):
    assert usual_folder([str(tmp_path / "p.pdesk"), "/nowhere/q.pdesk"]) == str(tmp_path)
    assert Path(usual_folder(["/nowhere/q.pdesk"])).is_dir()
    assert usual_folder([]) != str(Path.cwd())
    asked = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(tmp_path / "lists"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *all_: asked.append(all_[2]) or ("", ""))
    dialogs = WindowDialogs(filled.shell, filled.around.tongue, str(tmp_path))
    dialogs.folder("t")
    dialogs.save_file("t", "list.xlsx", "*.xlsx")
    assert asked == [str(tmp_path / "lists" / "list.xlsx")]


def test_who_decides_goes_on_with_the_next_difference(filled, panel, bring):
    edit_patents(filled.session.desk, [1, 2, 3], title="mine")
    bring("公开号,标题\nCN110000001A,甲\nCN110000002B,乙\nCN110000003B,丙\n")
    panel.apply()
    settle(filled)
    panel.turn_to("differences")
    settle(filled)
    page = panel.differences
    page.table.selectRow(0)
    page.told.setFocus()
    for left in (2, 1):
        page.told.click()
        settle(filled)
        assert (page.model.rowCount(), page.table.positions(), page.told.hasFocus()) == (left, [0], True)
    page.refresh()
    settle(filled)
    assert page.table.positions() == [], "nothing is selected that nobody chose"


def test_the_inspector_marks_a_title_on_which_sources_differ(filled, panel, bring):
    edit_patents(filled.session.desk, [1], title="mine")
    bring("公开号,标题\nCN110000001A,甲\n")
    panel.apply()
    settle(filled)
    filled.go("portfolio")
    filled.session.point_at(None)
    filled.session.point_at(1)
    settle(filled)
    page = filled.inspector._pages["facts"]
    texts = [one.text() for one in page.findChildren(QLabel)]
    assert ["mine" in texts, "✎≠" in texts] == [True, True]


def test_the_counts_of_an_import_add_up(filled, panel, bring):
    edit_patents(filled.session.desk, [1], title="mine")
    bring("公开号,标题\nCN110000001A,甲\nCN110000002B,驱动电机控制装置\n,丙\n")
    panel.apply()
    settle(filled)
    assert any("unchanged 1 · conflict 1 · rejected 1" in text for text in panel.bar.texts())


def test_a_list_with_unknown_headers_gets_its_meanings_beside_others(filled, panel, tmp_path):
    (tmp_path / "good.csv").write_text(OTHER, encoding="utf-8")
    (tmp_path / "odd.csv").write_text("Ref;Thing\nCN202010000001.1;Battery\n", encoding="utf-8")
    panel.take_files([tmp_path / "good.csv", tmp_path / "odd.csv"])
    settle(filled)
    problem = next(one for one in panel.plan.problems if one.source.file == "odd.csv")
    panel.sheet.problem_table.opened.emit(problem)
    settle(filled)
    assert panel.sheet.grid.choice.currentText() == "odd.csv  –  headers not known"
    assert panel.sheet.tabs.currentWidget() is panel.sheet.mapping
    box = panel.sheet.mapping.box("Ref")
    box.setCurrentIndex(box.findData("application_number"))
    box.activated.emit(box.currentIndex())
    settle(filled)
    assert (panel.plan.added, panel.sheet.grid.table.file) == (2, "odd.csv")


def test_the_keys_go_to_the_cells_of_files_that_were_chosen(filled, panel, bring):
    bring(ONE)
    assert panel.sheet.grid.view.hasFocus()
    filled.parts.top.query.setFocus()
    bring(OTHER, "other.csv")
    assert not panel.sheet.grid.view.hasFocus()


def test_a_change_of_the_applicant_is_seen_and_told(panel, bring):
    bring("公开号,申请人\nCN110000001A,远山科技\n")
    model = panel.sheet.grid.model
    changed = model.index(0, 3)
    assert changed.data() == "远山科技"
    assert changed.data(Qt.ItemDataRole.BackgroundRole) is not None
    panel.sheet.grid.view.setCurrentIndex(changed)
    assert "now 衡朔电池科技 → then 远山科技" in panel.sheet.grid.reasons.text()


def drop(widget, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    with_what = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), *with_what)
    QApplication.sendEvent(widget, entering)
    if entering.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), *with_what))
    return entering.isAccepted()


def test_lists_that_are_dropped_beside_the_import_are_looked_at_there(filled, settled, tmp_path):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "one.csv").write_text(ONE, encoding="utf-8")
    filled.go("portfolio")
    assert drop(filled.shell, tmp_path / "lists")
    settled()
    assert (filled.place, filled.panels["intake"].plan.added) == ("intake", 1)


def test_a_portfolio_that_is_dropped_is_opened(bench, settled, three_patents, tmp_path):
    assert drop(bench.shell, Path(shutil.copy(three_patents, tmp_path / "dropped.pdesk")))
    settled()
    assert bench.session.desk.file.path.name == "dropped.pdesk"


def test_a_list_that_is_dropped_where_nothing_is_open_leads_to_a_new_portfolio(bench, settled, tmp_path):
    (tmp_path / "one.csv").write_text(ONE, encoding="utf-8")
    assert drop(bench.shell, tmp_path / "one.csv")
    settled()
    assert (bench.place, bench.panels["intake"].plan) == ("intake", None)
    assert not drop(bench.shell), "no file, no welcome"


def test_the_keys_that_cancel_are_heard_from_the_start_of_a_job(filled):
    def work(progress):
        while True:
            progress.report(0, 1, "progress.reading")

    [stop] = [one for one in filled.shell.findChildren(QAction) if one.shortcut().toString() == "Ctrl+."]
    assert not stop.isEnabled()
    filled.session.look("long", "ui.job.plan", work, print, shown=True)
    assert stop.isEnabled()
    stop.trigger()
    settle(filled)
    assert not stop.isEnabled()


def test_the_preview_follows_the_language(filled, panel, bring):
    bring("申请号,标题\nCN202010000001.9,电池\n")
    panel.sheet.grid.view.setCurrentIndex(panel.sheet.grid.model.index(0, 0))
    assert "check digit" in panel.sheet.grid.reasons.text()
    filled.session.around.tongue.choose("zh")
    assert panel.sheet.grid.choice.currentText() == "list.csv  –  普通表格"
    assert "校验位" in panel.sheet.grid.reasons.text()


def test_a_column_of_further_applicants_leaves_the_first_ones(filled, panel, bring):
    bring("申请号,申请人,Zusatz\nCN202010000001.1,甲公司,乙公司\n")
    panel.sheet.tabs.setCurrentWidget(panel.sheet.mapping)
    box = panel.sheet.mapping.box("Zusatz")
    box.setCurrentIndex(box.findData("applicants+"))
    box.activated.emit(box.currentIndex())
    settle(filled)
    panel.apply()
    settle(filled)
    with filled.session.desk.file.reading() as reader:
        assert "甲公司 | 乙公司" in reader.column(Patent, "applicants_text")


def test_classes_that_are_added_are_seen_and_told(panel, bring):
    bring("公开号,IPC分类号\nCN110000001A,H01M10/613; B60L58/26\n")
    cell = panel.sheet.grid.model.index(0, 3)
    panel.sheet.grid.view.setCurrentIndex(cell)
    assert (panel.plan.changed, cell.data(Qt.ItemDataRole.BackgroundRole) is None) == (1, False)
    assert panel.sheet.grid.reasons.text() == "IPC: + B60L58/26"
