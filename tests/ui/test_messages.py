"""Test the bar of messages."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QPushButton

from patentdesk.core.problems import Problem
from patentdesk.ui.messages import EmptyState, Message, MessageBar


@pytest.fixture
def bar(around, qtbot):
    made = MessageBar(around.tongue)
    qtbot.addWidget(made)
    return made


def test_a_message_is_shown_in_the_language_in_use_and_follows_it(bar, around):
    bar.show_word("a", "note", "ui.read_only.short")
    assert bar.texts() == ["Read only"]
    around.tongue.choose("zh")
    assert bar.texts() == ["只读"]


def test_one_name_shows_one_message(bar):
    bar.show_word("a", "note", "ui.cancelled")
    bar.show_word("a", "note", "ui.read_only.short")
    bar.show_word("b", "note", "ui.cancelled")
    assert len(bar.texts()) == 2
    bar.clear("a")
    assert len(bar.texts()) == 1
    bar.clear_all()
    assert bar.texts() == []
    assert bar.isHidden()


def test_what_went_well_gives_way_to_what_comes_next(bar):
    bar.show_word("a", "warning", "ui.read_only.short")
    bar.show_word("b", "success", "ui.cancelled")
    bar.show_word("c", "note", "ui.saved")
    assert bar.texts() == ["Read only", "All changes saved"]


def test_where_a_file_was_written_is_told_until_it_is_put_away(bar, tmp_path):
    bar.show_written(7, tmp_path / "list.xlsx")
    bar.show_word("b", "success", "ui.saved")
    assert bar.texts() == [f"7 rows written to {tmp_path / 'list.xlsx'}", "All changes saved"]


def test_a_problem_is_told_with_its_sentence(bar):
    bar.show_problem(Problem("undo_nothing"))
    assert bar.texts()[0]
    assert "«" not in bar.texts()[0]


def test_the_remedy_can_be_pressed_and_the_message_put_away(bar):
    pressed = []
    bar.show_message(Message("a", "warning", lambda: "text", "ui.save", lambda: pressed.append(1)))
    buttons = {button.text(): button for button in bar.findChildren(QPushButton)}
    buttons["Save"].click()
    assert pressed == [1]
    buttons["✕"].click()
    assert bar.texts() == []


def test_an_empty_state_offers_its_button_only_when_there_is_one(qtbot):
    state = EmptyState()
    qtbot.addWidget(state)
    state.tell("Title", "Text")
    assert state.findChild(QPushButton).isHidden()
    state.tell("Title", "Text", "Do it")
    with qtbot.waitSignal(state.pressed):
        state.findChild(QPushButton).click()


def test_no_more_than_two_mild_messages_stand_at_once_and_faults_stay(bar):
    for name in ("a", "b", "c"):
        bar.show_word(name, "note", "ui.cancelled")
    assert len(bar.texts()) == 2
    bar.show_word("d", "error", "ui.cancelled")
    bar.show_word("e", "error", "ui.cancelled")
    bar.show_word("f", "error", "ui.cancelled")
    assert len(bar.texts()) == 3


def test_what_was_told_of_one_portfolio_does_not_stand_in_the_next(filled, settled, three_patents, tmp_path):
    filled.go("docket")
    settled()
    for place in ("docket", "portfolio"):
        filled.panels[place].bar.show_word("told", "note", "ui.cancelled")
    filled.inspector.bar.show_word("told", "note", "ui.cancelled")
    other = tmp_path / "other.pdesk"
    shutil.copy(three_patents, other)
    filled.session.open(other)
    settled()
    bars = [filled.panels["docket"].bar, filled.panels["portfolio"].bar, filled.inspector.bar]
    assert not [text for bar in bars for text in bar.texts() if text == filled.around.tongue("ui.cancelled")]
