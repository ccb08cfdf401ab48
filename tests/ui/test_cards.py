"""Headline figures stay whole, however many digits they have and however narrow the window is."""

from __future__ import annotations

import pytest

from patentdesk.ui.cards import Card, CardRow


@pytest.fixture
def row(qtbot):
    made = CardRow([Card() for _ in range(8)])
    made.setStyleSheet("QLabel { font-size: 22px; font-weight: 600; }")
    qtbot.addWidget(made)
    made.show()
    return made


def fill(row, figure):
    for card in row.findChildren(Card):
        card.tell("Overdue", figure, "deadlines")
    row.arrange()
    row.layout().activate()


def lines(row):
    return len({card.y() for card in row.findChildren(Card)})


@pytest.mark.parametrize(("figure", "width"), [("7", 1300), ("17,597", 620), ("1,000,000", 620), ("1,000,000", 1600)])
def test_no_figure_is_cut_off(row, figure, width):
    row.resize(width, 200)
    fill(row, figure)
    for card in row.findChildren(Card):
        assert card.figure.width() >= card.figure.sizeHint().width()
        assert card.geometry().right() <= row.width()


def test_cards_stand_in_one_row_again_when_there_is_room(row):
    row.resize(620, 200)
    fill(row, "1,000,000")
    assert lines(row) == 2
    row.resize(2000, 200)
    row.layout().activate()
    assert lines(row) == 1
    assert row.minimumSizeHint().width() < 620
