"""Lists of several members that are dropped together: each has its own member, suggested, seen and changed there."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.portfolio.records import Alias, Organisation, Patent
from patentdesk.services import history, listing
from patentdesk.store.file import PortfolioFile
from patentdesk.ui.screens import settle

MEMBERS = {
    "拓川汽车股份有限公司": "拓川汽车",
    "启桁汽车集团有限公司": "启桁汽车集团",
    "云麓汽车技术研究院": "云麓汽车技术研究院",
}
PLACE = "intake"
NUMBERS = ("202010000001.1", "202010000002.6", "202010000003.0", "202010000004.5", "202010000005.X")


@pytest.fixture(scope="module")
def three_patents(three_patents, tmp_path_factory):
    """Return the portfolio of three patents with some members, made once."""
    path = Path(shutil.copy(three_patents, tmp_path_factory.mktemp("members")))
    opened = PortfolioFile.open(path, clock=FixedClock(date(2026, 11, 22)), user="tester")
    with opened as file, file.operation("add") as work:
        for name, key in MEMBERS.items():
            one = work.add(Organisation(name=name, kind=OrganisationKind.MEMBER))
            work.add(Alias(organisation_id=one, key=key, written=name))
    return path


@pytest.fixture
def drop(filled, panel, tmp_path):
    """Return what drops a folder of lists, one patent each."""

    def take(*names: str) -> None:
        folder = tmp_path / "gathered"
        for name, number in zip(names, NUMBERS, strict=False):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"申请号,标题\nCN{number},电池 {number}\n", encoding="utf-8")
        panel.take_files([folder])
        settle(filled)

    return take


def shown(panel) -> dict[str, str]:
    return {one.table.file: one.table.whose.member for one in panel.sheet.files.lists}


def brought(filled) -> dict[str, str]:
    """Return title → member of what was imported."""
    with filled.session.desk.file.reading() as reader:
        names = {one.id: one.name for one in reader.select(Organisation)}
        return {one.title: names.get(one.member_id, "") for one in reader.select(Patent) if "电池 2" in one.title}


def test_each_list_has_the_member_that_its_file_or_folder_names(filled, panel, drop):
    drop("拓川2026专利清单.csv", "启桁/list.csv", "杂项.csv")
    page = panel.sheet.files
    assert panel.sheet.tabs.currentWidget() is page, "what is suggested is seen before it is applied"
    assert shown(panel) == {
        "拓川2026专利清单.csv": "拓川汽车股份有限公司", "启桁/list.csv": "启桁汽车集团有限公司", "杂项.csv": "",
    }  # fmt: skip
    told = [page.model.index(row, 4).data() for row in range(3)]
    assert [text for text in told if "拓川2026专利清单" in text or "启桁" in text] == told[:2]
    assert "2 lists are suggested" in page._told.text()
    assert "One list has no member" in page._told.text()
    panel.apply()
    settle(filled)
    assert sorted(brought(filled).values()) == ["", "启桁汽车集团有限公司", "拓川汽车股份有限公司"]
    assert [one.verb for one in history.journal(filled.session.desk, 1)] == ["import"]
    filled.run("undo")
    settle(filled)
    assert brought(filled) == {}


def test_lists_that_were_imported_by_their_names_are_all_the_same_when_they_come_again(filled, panel, drop):
    drop("拓川.csv", "启桁.csv")
    panel.apply()
    settle(filled)
    drop("拓川.csv", "启桁.csv")
    assert (panel.plan.same, panel.plan.read) == (2, 2)


def test_a_member_is_entered_for_one_list_by_the_keyboard(filled, panel, drop):
    drop("a.csv", "b.csv")
    table = panel.sheet.files.table
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_J)
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "Wheelworks")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(filled)
    assert shown(panel) == {"a.csv": "", "b.csv": "Wheelworks"}
    assert table.currentIndex().row() == 1
    panel.apply()
    settle(filled)
    assert sorted(brought(filled).values()) == ["", "Wheelworks"]


def test_the_members_of_the_portfolio_are_offered_and_chosen_by_a_part_of_the_name(filled, panel, drop):
    drop("a.csv", "b.csv")
    table = panel.sheet.files.table
    QTest.keyClick(table, Qt.Key.Key_F2)
    box = table.findChild(QComboBox)
    assert [box.itemText(at) for at in range(1, box.count())] == sorted(MEMBERS)
    box.lineEdit().setText("云麓汽车技术研究院")
    QTest.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    settle(filled)
    assert shown(panel)["a.csv"] == "云麓汽车技术研究院"


def test_what_is_entered_counts_for_every_selected_list(filled, panel, drop):
    drop("拓川.csv", "启桁.csv", "c.csv")
    table = panel.sheet.files.table
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_F2)
    box = table.findChild(QComboBox)
    assert box.currentText() == "", "several members begin as none"
    QTest.keyClicks(box.lineEdit(), "Wheelworks")
    QTest.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    settle(filled)
    assert set(shown(panel).values()) == {"Wheelworks"}
    assert panel.sheet.member.currentText() == "Wheelworks"
    assert len(table.records()) == 3


def test_an_editor_that_is_left_alone_says_nothing(filled, panel, drop):
    drop("拓川.csv", "启桁.csv")
    before = shown(panel)
    table = panel.sheet.files.table
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_F2)
    panel.sheet.member.setFocus()
    settle(filled)
    assert shown(panel) == before


def test_a_member_of_all_lists_goes_before_the_suggestions_and_one_list_before_that(filled, panel, drop):
    drop("拓川.csv", "启桁.csv")
    panel.sheet.member.setFocus()
    QTest.keyClicks(panel.sheet.member, "Wheelworks")
    QTest.keyClick(panel.sheet.member, Qt.Key.Key_Return)
    settle(filled)
    assert set(shown(panel).values()) == {"Wheelworks"}
    model = panel.sheet.files.model
    model.setData(model.index(0, 3), "")
    settle(filled)
    assert sorted(shown(panel).values()) == ["", "Wheelworks"]
    assert panel.sheet.member.currentText() == ""
    assert panel.sheet.member.lineEdit().placeholderText()
    panel.sheet.member.setEditText("Motorworks")
    panel.sheet.member.lineEdit().editingFinished.emit()
    settle(filled)
    assert set(shown(panel).values()) == {"Motorworks"}


def test_the_member_of_a_single_list_is_suggested_above_its_cells_and_can_be_taken_away(filled, panel, bring):
    bring("申请号,标题\nCN202010000001.1,电池 2\n", "拓川专利.csv")
    sheet = panel.sheet
    assert sheet.tabs.currentWidget() is sheet.grid
    assert sheet.member.currentText() == "拓川汽车股份有限公司"
    assert "拓川专利" in sheet.choices.reason.text()
    sheet.member.setFocus()
    sheet.member.lineEdit().clear()
    sheet.grid.view.setFocus()
    settle(filled)
    assert (panel.plan.member, sheet.member.currentText(), sheet.choices.reason.text()) == (None, "", "")
    panel.apply()
    settle(filled)
    assert brought(filled) == {"电池 2": ""}


def test_a_list_that_names_several_members_has_none_and_says_between_whom(panel, drop):
    drop("拓川与启桁.csv", "b.csv")
    assert shown(panel)["拓川与启桁.csv"] == ""
    row = [one.table.file for one in panel.sheet.files.lists].index("拓川与启桁.csv")
    told = panel.sheet.files.model.index(row, 4).data()
    assert "启桁汽车集团有限公司" in told
    assert "拓川汽车股份有限公司" in told


def test_lists_of_members_that_nobody_knows_suggest_new_ones_when_somebody_asks(filled, panel, drop):
    drop("日湾电机专利清单2026.csv", "Wheelworks_patents.csv", "专利清单.csv", "拓川.csv")
    page = panel.sheet.files
    assert page.by_name.isVisible()
    QTest.mouseClick(page.by_name, Qt.MouseButton.LeftButton)
    settle(filled)
    assert set(shown(panel).values()) == {"日湾电机", "Wheelworks", "", "拓川汽车股份有限公司"}
    assert page.by_name.text().endswith("one file name"), "a file that is called as every list names nobody"


def test_a_list_leads_to_its_cells(filled, panel, drop):
    drop("a.csv", "b.csv")
    page = panel.sheet.files
    page.table.setCurrentIndex(page.model.index(1, 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(filled)
    assert panel.sheet.tabs.currentWidget() is panel.sheet.grid
    assert panel.sheet.grid.table.file == page.lists[1].table.file
    assert panel.sheet.grid.model.rowCount() == 1


def test_the_sheets_of_a_workbook_have_members_of_their_own(filled, panel, tmp_path):
    book = openpyxl.Workbook()
    for name, number in (("拓川", NUMBERS[0]), ("启桁", NUMBERS[1])):
        sheet = book.create_sheet(name)
        sheet.append(["申请号", "标题"])
        sheet.append([f"CN{number}", f"电池 {number}"])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "all.xlsx")
    panel.take_files([tmp_path / "all.xlsx"])
    settle(filled)
    panel.apply()
    settle(filled)
    assert sorted(brought(filled).values()) == ["启桁汽车集团有限公司", "拓川汽车股份有限公司"]


def test_nobody_is_guessed_where_a_column_names_the_member(filled, panel, tmp_path):
    path = tmp_path / "拓川.csv"
    path.write_text("申请号,标题,成员单位\nCN202010000001.1,电池 2,启桁汽车集团有限公司\n", encoding="utf-8")
    panel.take_files([path])
    settle(filled)
    panel.apply()
    settle(filled)
    assert brought(filled) == {"电池 2": "启桁汽车集团有限公司"}
    assert len(listing.find(filled.session.desk, "member:启桁")) == 1


def test_folders_that_are_dropped_together_name_their_files(filled, panel, tmp_path):
    for name, number in (("拓川", NUMBERS[0]), ("启桁", NUMBERS[1])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "list.csv").write_text(f"申请号,标题\nCN{number},电池\n", encoding="utf-8")
    panel.take_files([tmp_path / "拓川", tmp_path / "启桁"])
    settle(filled)
    assert shown(panel) == {"拓川/list.csv": "拓川汽车股份有限公司", "启桁/list.csv": "启桁汽车集团有限公司"}
    assert [one.source.file for one in panel.plan.entries] == ["拓川/list.csv", "启桁/list.csv"]


def test_rows_that_were_left_are_not_offered_once_the_import_was_undone(filled, panel, bring):
    bring("申请号,标题\nCN202010000001.1,电池\n,电机\n")
    panel.apply()
    settle(filled)
    left = filled.around.tongue("ui.intake.left", n=1)
    assert left in panel.bar.texts()
    filled.run("undo")
    settle(filled)
    assert left not in panel.bar.texts()


def test_a_step_that_brought_many_files_names_the_first(filled, panel, drop):
    drop("a.csv", "b.csv", "c.csv", "d.csv", "e.csv")
    panel.apply()
    settle(filled)
    assert "a.csv, b.csv, c.csv, … (5)" in filled.step("undo")


def test_a_list_of_a_folder_whose_headers_nobody_knows_is_offered_for_its_meanings(filled, panel, drop, tmp_path):
    drop("a.csv")
    (tmp_path / "gathered" / "odd.csv").write_text("Ref;Thing;Who;When\nCN202010000002.6;电池;b;c\n", encoding="utf-8")
    (tmp_path / "gathered" / "notes.txt").write_text("one; two\nthree\n", encoding="utf-8")
    panel.take_files([tmp_path / "gathered"])
    settle(filled)
    sheet = panel.sheet
    assert [sheet.grid.choice.itemText(at) for at in range(2)] == ["a.csv  –  table", "odd.csv  –  headers not known"]
    assert sheet.grid.choice.count() == 2
    sheet.grid.choice.setCurrentIndex(1)
    sheet.grid.choice.activated.emit(1)
    box = sheet.mapping.box("Ref")
    box.setCurrentIndex(box.findData("application_number"))
    box.activated.emit(box.currentIndex())
    settle(filled)
    assert (panel.plan.added, [one.name for one in panel.plan.files]) == (2, ["a.csv", "odd.csv"])


def test_files_that_cannot_be_read_are_counted_beside_the_lists(filled, panel, drop, tmp_path):
    drop("a.csv", "b.csv")
    for name in ("photo.png", "photo2.png"):
        (tmp_path / "gathered" / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    panel.take_files([tmp_path / "gathered"])
    settle(filled)
    assert "2 files are no lists that can be read" in panel.sheet.files._told.text()


def test_what_is_said_is_seen_at_once_and_a_plan_that_comes_takes_no_text_from_the_hand(filled, panel, drop):
    drop("a.csv", "b.csv")
    table, model = panel.sheet.files.table, panel.sheet.files.model
    for name, row in (("Wheelworks", 0), ("Axleworks", 1)):
        table.setCurrentIndex(model.index(row, 3))
        QTest.keyClick(table, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        QTest.keyClicks(editor, name)
        if not row:
            QTest.keyClick(editor, Qt.Key.Key_Return)
            QApplication.sendPostedEvents()
            assert model.index(0, 3).data() == "Wheelworks", "before the plan is there"
    settle(filled)
    assert QApplication.focusWidget() is editor
    assert editor.currentText() == "Axleworks"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(filled)
    assert shown(panel) == {"a.csv": "Wheelworks", "b.csv": "Axleworks"}


def test_a_plan_that_came_while_a_cell_was_open_is_shown_when_nothing_was_typed(filled, panel, drop):
    drop("a.csv", "b.csv")
    table = panel.sheet.files.table
    before = panel.plan
    panel.sheet.members_said.emit({panel.sheet.files.lists[0].key: "Wheelworks"})
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    settle(filled)
    assert panel.plan is before
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    settle(filled)
    assert panel.plan is not before
    assert shown(panel) == {"a.csv": "Wheelworks", "b.csv": ""}


def enter(table, text: str) -> None:
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.lineEdit().setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_a_short_name_that_is_not_known_is_remembered_when_a_person_says_so(filled, panel, drop):
    drop("TCX_2026.csv", "old/TCX.csv", "c.csv")
    page = panel.sheet.files
    assert not page.remember.isVisible()
    page.table.setCurrentIndex(page.model.index([one.table.file for one in page.lists].index("TCX_2026.csv"), 3))
    enter(page.table, "拓川汽车股份有限公司")
    settle(filled)
    assert page.remember.text() == "Remember “TCX” as 拓川汽车股份有限公司"
    page.remember.click()
    settle(filled)
    assert not page.remember.isVisible()
    assert shown(panel) == {
        "TCX_2026.csv": "拓川汽车股份有限公司", "old/TCX.csv": "拓川汽车股份有限公司", "c.csv": "",
    }  # fmt: skip
    assert [text for text in panel.bar.texts() if "TCX" in text]
    with filled.session.desk.file.reading() as reader:
        assert reader.count(Alias, written="TCX") == 1
    filled.run("undo")
    settle(filled)
    with filled.session.desk.file.reading() as reader:
        assert reader.count(Alias, written="TCX") == 0


@pytest.mark.parametrize(
    ("file", "member"),
    [("拓川.csv", "启桁汽车集团有限公司"), ("TCX.csv", "Wheelworks"), ("专利清单.csv", "启桁汽车集团有限公司")],
)
def test_nothing_is_offered_to_be_remembered_of_known_names_new_members_and_words_of_lists(
    filled, panel, drop, file, member
):
    drop(file, "c.csv")
    page = panel.sheet.files
    page.table.setCurrentIndex(page.model.index([one.table.file for one in page.lists].index(file), 3))
    enter(page.table, member)
    settle(filled)
    assert shown(panel)[file] == member
    assert not page.remember.isVisible()


def test_the_further_names_of_a_member_are_given_and_taken_back_on_the_page_of_names(filled, panel):
    panel.turn_to("names")
    settle(filled)
    strip = panel.names.aliases
    assert [strip.member.itemText(at) for at in range(strip.member.count())] == sorted(MEMBERS)
    assert not strip.line.isEnabled()
    strip.member.setCurrentIndex(strip.member.findText("拓川汽车股份有限公司"))
    strip.member.activated.emit(strip.member.currentIndex())
    settle(filled)
    QTest.keyClicks(strip.line, "TCX")
    QTest.keyClick(strip.line, Qt.Key.Key_Return)
    settle(filled)
    assert strip.line.text() == ""
    assert [one.text() for one in strip.findChildren(QPushButton)][1:] == ["TCX  ✕"]
    assert strip.member.currentText() == "拓川汽车股份有限公司", "stays after the change"
    strip.line.setText("启桁汽车集团有限公司")
    QTest.keyClick(strip.line, Qt.Key.Key_Return)
    settle(filled)
    assert [text for text in panel.bar.texts() if "启桁汽车集团有限公司" in text], "it is another's"
    QTest.mouseClick(strip.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    settle(filled)
    assert len(strip.findChildren(QPushButton)) == 1


def test_what_a_person_chose_stays_whatever_else_is_chosen_corrected_or_said(filled, panel, drop):
    drop("拓川.csv", "启桁.csv")
    page = panel.sheet.files
    page.table.setCurrentIndex(page.model.index([one.table.file for one in page.lists].index("拓川.csv"), 3))
    enter(page.table, "云麓汽车技术研究院")
    settle(filled)
    wanted = {"拓川.csv": "云麓汽车技术研究院", "启桁.csv": "启桁汽车集团有限公司"}
    panel.sheet.remapped.emit({"标题": "title"})
    settle(filled)
    assert shown(panel) == wanted
    panel.sheet.corrected.emit(("拓川.csv", page.lists[0].table.sheet or "", 2), "标题", "电池 2 改")
    settle(filled)
    assert shown(panel) == wanted
    panel.sheet.office.setCurrentIndex(panel.sheet.office.findData("US"))
    panel.sheet.office.activated.emit(panel.sheet.office.currentIndex())
    settle(filled)
    assert (shown(panel), panel.plan.office) == (wanted, "US")
    panel.sheet.names_wanted.emit()
    settle(filled)
    assert shown(panel) == wanted
    panel.apply()
    settle(filled)
    assert sorted(brought(filled).values()) == sorted(wanted.values())
