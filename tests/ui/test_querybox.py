"""Type into the query box: results follow, words are completed, faults are shown at their place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.portfolio.clauses import How
from patentdesk.services import listing
from patentdesk.ui.facets import how_of
from patentdesk.ui.querybox import QueryBox, fault_place
from patentdesk.ui.queryform import QueryForm
from patentdesk.ui.vocabulary import query_choices


@pytest.fixture
def box(filled, settled):
    filled.shell.activateWindow()
    filled.run("query")
    settled()
    return filled.frame.box


def texts(box):
    return [one.text for one in box]


def popup(box):
    return [str(box._model.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(box._model.rowCount())]


def test_results_follow_each_character_and_only_enter_is_remembered(filled, settled, qtbot):
    line = filled.parts.top.query
    for character, count in (("电", 2), ("池", 1)):
        line.insert(character)
        line.textEdited.emit(line.text())
        settled()
        assert len(filled.session.ids) == count
    assert not filled.session.can_travel(-1)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert filled.session.can_travel(-1)
    qtbot.keyClicks(line, " x")
    settled()
    assert len(filled.session.ids) == 0
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    settled()
    assert (line.text(), filled.session.query, len(filled.session.ids)) == ("电池", "电池", 1)


def test_the_beginning_of_a_word_is_looked_for_after_a_pause(box, filled, settled, qtbot):
    line, tried = filled.parts.top.query, []
    box.tried.connect(tried.append)
    qtbot.keyClicks(line, "bat")
    assert tried == ["bat"]
    qtbot.keyClicks(line, " pa")
    assert tried == ["bat", "bat"]  # with the blank behind
    with qtbot.waitSignal(box.tried) as last:
        pass
    assert last.args == ["bat pa"]
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert tried == ["bat", "bat", "bat pa"]
    assert filled.session.asked == "bat p"


def test_what_was_not_looked_for_yet_is_given_up_with_escape_or_for_another_query(box, filled, settled, qtbot):
    line, tried = filled.parts.top.query, []
    box.tried.connect(tried.append)
    qtbot.keyClicks(line, "ev")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    filled.run("query")
    qtbot.keyClicks(line, "ev")
    filled.session.ask("office:CN")
    settled()
    assert line.text() == "office:CN"
    assert tried == []


def test_a_fault_is_shown_at_its_place_and_the_list_stays(filled, settled, qtbot):
    line = filled.parts.top.query
    qtbot.keyClicks(line, "office:CN filed:soon")
    settled()
    assert line.fault == (16, 20)
    assert "soon" in line._note.text()
    assert len(filled.session.ids) == 3
    told = filled.panels[filled.place].bar.texts()
    assert not any("soon" in text for text in told), "of what is being typed only the box tells"
    line.setText("office:CN")
    line.textEdited.emit("office:CN")
    settled()
    assert line.fault is None


@pytest.mark.parametrize(
    ("text", "args", "place"),
    [
        ("a colour>3", {"position": 3, "near": "colour"}, (2, 8)),
        ("filed:soon", {"position": 11, "near": "soon"}, (6, 10)),
        ("office:", {"position": 8, "near": ""}, (6, 7)),
        ("(a b", {"position": 1, "near": "(a b"}, (0, 4)),
        ("a", {}, (0, 1)),
        ("", {"position": 9, "near": ""}, (0, 0)),
    ],
)
def test_where_the_fault_is(text, args, place):
    assert fault_place(Problem("x", Severity.ERROR, args=args), text) == place


def test_the_last_word_is_completed(box):
    assert "status:granted" in texts(box.suggestions("-status:gr"))
    assert "申请人:" in texts(box.suggestions("申请"))
    assert texts(box.suggestions("office:CN,status")) == []
    assert "status:granted" in texts(box.suggestions("Grant")), "by what it means"
    assert texts(box.suggestions("状态:gr")) == ["状态:granted"]
    assert box.suggestions("") == []


def test_values_come_from_the_portfolio(filled, settled, box, qtbot):
    line = filled.parts.top.query
    line.setText("applicant:岚")
    line.textEdited.emit(line.text())
    settled()
    assert popup(box) == ["applicant:岚川汽车"]
    qtbot.keyClick(box._popup, Qt.Key.Key_Tab)
    settled()
    assert line.text() == "applicant:岚川汽车"
    assert filled.session.query == "applicant:岚川汽车"
    assert len(filled.session.ids) == 2


def test_what_was_asked_before_is_offered_below_the_box(filled, settled, box, qtbot):
    filled.session.ask("office:CN")
    settled()
    filled.session.ask("")
    settled()
    filled.parts.top.query.setFocus()
    qtbot.keyClick(filled.parts.top.query, Qt.Key.Key_Down)
    assert popup(box) == ["office:CN"]
    box._popup.setCurrentIndex(box._model.index(0, 0))
    qtbot.keyClick(box._popup, Qt.Key.Key_Return)
    settled()
    assert filled.session.query == "office:CN"


@pytest.mark.parametrize("typed", ["期限<", "状态:"])
def test_all_completions_are_seen_without_scrolling(filled, box, typed):
    filled.around.tongue.choose("zh")
    filled.parts.top.query.insert(typed)
    box._suggest()
    assert len(popup(box)) > 1
    assert box._popup.verticalScrollBar().maximum() == 0


def test_every_choice_of_the_query_box_can_be_read(filled):
    for choice in query_choices(filled.around.tongue):
        if not choice.text.endswith(":"):
            listing.query(filled.session.desk, choice.text)


def test_the_form_and_the_box_say_the_same(filled, settled):
    filled.session.ask("office:CN is:alive")
    settled()
    form = filled.open_form()
    assert form.values["office"].text() == "CN"
    assert form.flags["alive"].currentData() == "yes"
    form.values["title"].setText("驱动")
    form._soon.timeout.emit()
    settled()
    assert filled.session.query == "title:驱动 office:CN is:alive"
    assert filled.parts.top.query.text() == filled.session.query
    assert len(filled.session.ids) == 1
    filled.session.ask("filed:2018.. -office:EP")
    settled()
    assert form.ranges["filing_date"][0].text() == "2018"
    assert form._others == "-office:EP"
    form.values["title"].setText('"')
    form.apply()
    settled()
    form.clear()
    settled()
    assert filled.session.query == ""
    form.accept()
    settled()


def test_facets_narrow_add_and_exclude(filled, settled):
    tree = filled.facets.tree
    head = next(one for one in heads(tree) if one.data(0, Qt.ItemDataRole.UserRole)[0] == "status")
    assert {head.child(row).text(1) for row in range(head.childCount())} == {"2", "1"}
    granted = next(head.child(row) for row in range(head.childCount()) if head.child(row).text(1) == "2")
    tree.choose(granted, How.ONLY)
    settled()
    assert filled.session.query == "status:granted"
    tree.setFocus()
    head = next(one for one in heads(tree) if one.data(0, Qt.ItemDataRole.UserRole)[0] == "status")
    pending = next(head.child(row) for row in range(head.childCount()) if not head.child(row).text(0).startswith("✓"))
    tree.choose(pending, How.ALSO)
    settled()
    assert filled.session.query == "status:granted,pending"
    tree.choose(next(one.child(0) for one in heads(tree)), How.NOT)
    settled()
    assert "-" in filled.session.query


def heads(tree):
    return [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]


def test_keys_held_down_say_how():
    assert how_of(Qt.KeyboardModifier.NoModifier) is How.ONLY
    assert how_of(Qt.KeyboardModifier.ControlModifier) is How.ALSO
    assert how_of(Qt.KeyboardModifier.ShiftModifier) is How.NOT


def test_a_view_keeps_query_order_columns_and_charts(filled, settled):
    panel = filled.panels["portfolio"]
    filled.session.order((("filing_date", True),))
    filled.session.ask("office:CN")
    settled()
    panel.strip._toggle("citations")
    filled.run("save_view")
    filled.panels[filled.place]._answer({"name": "mine"})
    settled()
    (view,) = filled.session.state.views
    assert (view.query, view.sort) == ("office:CN", "-filing_date")
    panel.strip._toggle("citations")
    filled.session.order(())
    filled.session.ask("")
    settled()
    views = filled.views.manage()
    views.apply()
    settled()
    assert (filled.session.query, filled.session.sort) == ("office:CN", (("filing_date", True),))
    assert "citations" in [one.chart.id for one in panel.strip.views]


def test_views_are_renamed_brought_up_to_date_and_removed(filled, settled):
    filled.session.ask("office:CN")
    settled()
    filled.run("save_view")
    filled.panels[filled.place]._answer({"name": "mine"})
    settled()
    views = filled.views.manage()
    views.list.item(0).setText("ours")
    settled()
    assert [one.name for one in filled.session.state.views] == ["ours"]
    filled.session.ask("office:CN 电池")
    settled()
    views.update_view()
    settled()
    assert filled.session.state.views[0].query == "office:CN 电池"
    views.remove()
    settled()
    assert filled.session.state.views == []
    assert any("ours" in text for text in views.bar.texts())
    views.close()
    settled()


def test_while_a_query_cannot_be_read_every_figure_says_that_it_is_of_the_earlier_one(filled, settled, qtbot):
    line, panel, told = filled.parts.top.query, filled.panels[filled.place], filled.around.tongue
    line.setFocus()
    line.insert("电")
    line.textEdited.emit(line.text())
    settled()
    assert panel.earlier.isHidden()
    qtbot.keyClicks(line, " nosuchfield:7")
    settled()
    earlier = told("ui.query.earlier", query=filled.session.query)
    assert filled.session.query != line.text()
    assert (panel.earlier.isVisible(), panel.earlier.text()) == (True, earlier)
    assert filled.facets._title.text() == earlier
    assert filled.parts.status.count.text().endswith(earlier)
    filled.go("docket")
    settled()
    assert filled.panels["docket"].earlier.text() == earlier
    filled.session.ask("")
    settled()
    assert panel.earlier.isHidden()
    assert filled.facets._title.text() == told("ui.facets")
    assert filled.parts.status.count.text() == "3 of 3"


def test_a_fault_is_told_in_one_place(filled, settled, qtbot):
    line, bar = filled.parts.top.query, filled.panels[filled.place].bar
    filled.panels[filled.place].main_view().setFocus()
    filled.session.ask("nosuchfield:7")
    settled()
    assert sum("nosuchfield" in text for text in bar.texts()) == 1
    assert line._note.isHidden()
    line.setFocus()
    qtbot.keyClicks(line, "8")
    settled()
    assert not any("nosuchfield" in text for text in bar.texts())
    assert "nosuchfield" in line._note.text()
    assert "nosuchfield" not in filled.parts.status.count.text()


def test_a_refusal_has_a_place():
    problem = refuse("query_bad_date", position=3, near="x").problem
    assert fault_place(problem, "a x") == (2, 3)


def test_conditions_are_completed_in_the_language_of_the_window(filled, settled, box):
    filled.around.tongue.choose("zh")
    assert [one.text for one in box.suggestions("状态:授")] == ["状态:授权"]
    assert [one.text for one in box.suggestions("status:gr")] == ["status:授权"], "the name that was typed stays"
    assert box.suggestions("状态:授权") == box.suggestions("status:granted") == [], "nothing is left to complete"
    assert [one.text for one in box.suggestions("申请")][:3] == ["申请人:", "申请号:", "申请日:"]
    assert "applicants:" not in [one.text for one in box.suggestions("申请")]
    assert [one.text for one in box.suggestions("appl")] == ["applicant:"]
    filled.session.choose("status", "granted", How.ONLY)
    assert filled.session.asked == "状态:授权"
    settled()
    assert len(filled.session.ids) == 2
    filled.session.narrow("office:CN")
    assert filled.session.asked == "状态:授权 受理局:CN"


def test_nothing_is_suggested_over_a_number(filled, box, qtbot):
    line = filled.parts.top.query
    line.setFocus()
    qtbot.keyClicks(line, "CN 190000004 a")
    box._suggest()
    assert popup(box) == []
    line.clear()
    qtbot.keyClicks(line, "gran")
    box._suggest()
    assert popup(box)


def test_the_form_takes_the_room_that_the_screen_has(filled, settled):
    form = QueryForm(filled.shell, filled.session)
    form.show()
    settled()
    bar = form.findChild(QScrollArea).verticalScrollBar()
    room = form.screen().availableGeometry().height() - 60
    assert bar.maximum() == 0 or form.height() == room, (bar.maximum(), form.height(), room)
    form.close()
    settled()


def test_enter_asks_what_is_complete_and_the_keyboard_goes_back_to_the_list(filled, settled, qtbot):
    line = filled.parts.top.query
    box = filled.shell.findChild(QueryBox)
    filled.run("query")
    qtbot.keyClicks(line, "status:granted")
    settled()
    assert not box.offering, "nothing is left to complete"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert filled.session.query == "status:granted"
    assert filled.panels["portfolio"].table.hasFocus()


def test_a_fault_covers_neither_the_panels_title_nor_what_it_says_of_the_query(filled, settled, qtbot):
    line = filled.parts.top.query
    filled.shell.activateWindow()
    line.setFocus()
    qtbot.keyClicks(line, "due<soon")
    settled()
    assert line._note.isVisible()
    panel = filled.panels[filled.place]
    for part in (panel.title, panel.subtitle, panel.earlier, line):
        assert not line._note.geometry().intersects(QRect(part.mapTo(filled.shell, QPoint(0, 0)), part.size()))
    assert filled.shell.rect().contains(line._note.geometry())


def test_all_lines_of_the_form_end_at_the_same_place(filled, settled):
    form = filled.open_form()
    settled()
    ends = {line.mapTo(form, QPoint(line.width(), 0)).x() for line in form.values.values()}
    assert len(ends) == 1
    form.close()
