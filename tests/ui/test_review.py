"""Walk through the lenses on a review: by keys, by a line around points, by a slider."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from patentdesk.portfolio.records import Encumbrance
from patentdesk.services import reviewing
from patentdesk.triage.records import Mark
from patentdesk.ui.places import LENS_NAMES
from patentdesk.ui.review.lasso import inside

PLACE = "triage"


@pytest.fixture
def panel(reviewed):
    """Return the triage panel with a review of three patents."""
    return reviewed


def decided(panel):
    return [line.decision.code.value if line.decision else "" for line in panel.state.lines]


def test_every_lens_shows_itself(panel, settled):
    assert tuple(panel.lenses) == LENS_NAMES
    for name in LENS_NAMES:
        panel.show_lens(name)
        settled()
        assert panel.lens.name == name
        assert panel.lens.isVisible()
    assert panel.bar.texts() == []


def test_a_drop_takes_three_keys_and_its_reason_is_one_of_them(panel, settled, qtbot):
    panel.decide.table.go(1)
    settled()
    keys = panel.decide.keys
    qtbot.keyClick(keys, "x")
    assert decided(panel) == ["", "", ""], "a reason is needed first"
    qtbot.keyClick(keys, "2")
    settled()
    assert decided(panel) == ["", "DROP", ""]
    assert panel.state.lines[1].decision.reason == "technically outdated"
    first = [panel.decide.model.index(row, 0).data() for row in range(3)]
    assert sorted(first) == ["", "", "✓ Drop"], "the first column tells in words what is decided"
    assert panel.decide.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole).startswith("DROP"), "the code stays at hand"
    assert panel.decide.table.currentIndex().row() == 2
    assert "1 dropped" in panel.decide.live.text()


def test_a_veto_bars_the_drop_before_it_is_tried(panel, settled, qtbot):
    desk, patent_id = panel.desk, panel.state.lines[1].patent.id
    with desk.file.operation("tie") as work:
        work.add(Encumbrance(patent_id=patent_id, counterparty="Bank"))
    panel.decide.table.go(0)
    settled()
    panel.decide.table.go(1)
    settled()
    drop = next(key for rule, key in panel.decide.keys._buttons if rule.vetoable)
    assert drop.property("barred")
    qtbot.keyClick(panel.decide.keys, "x")
    settled()
    assert decided(panel) == ["", "", ""]
    assert any("Bank" in text for text in panel.bar.texts())


def test_letters_mark_and_move(panel, settled):
    panel.decide.table.go(0)
    settled()
    panel.commands["flag"]()
    settled()
    assert panel.state.lines[0].item.mark is Mark.FLAGGED
    panel.commands["skip"]()
    settled()
    assert panel.state.lines[0].item.mark is Mark.SKIPPED
    assert panel.decide.table.currentIndex().row() == 1
    panel.commands["note"]()
    panel._answer({"note": "ask the supplier"})
    panel.form.close_form()
    settled()
    assert panel.state.lines[1].item.note == "ask the supplier"


def test_many_lines_are_decided_at_once(panel, settled, qtbot):
    panel.decide.select({line.patent.id for line in panel.state.lines})
    settled()
    qtbot.keyClick(panel.decide.keys, "k")
    settled()
    assert decided(panel) == ["KEEP"] * 3


def test_a_line_around_points_selects_them(panel, settled):
    panel.show_lens("matrix")
    settled()
    lens = panel.lens
    picture = lens.risk.picture
    everything = [(0.0, 0.0), (picture.width, 0.0), (picture.width, picture.height), (0.0, picture.height)]
    terms = inside(picture.map, everything)
    assert len(terms) == len([one for one in lens.positions if one.opportunity is not None and one.risk is not None])
    assert inside(picture.map, [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]) == []
    lens._catch(terms)
    settled()
    panel.commands["decide_selection"]()
    settled()
    assert len(panel.decide.table.records()) == len(terms)


def test_a_digit_answers_and_goes_on(panel, settled, qtbot):
    panel.show_lens("questions")
    settled()
    lens = panel.lens
    lens.table.go(0)
    qtbot.keyClick(lens.table, "4")
    settled()
    qtbot.keyClick(lens.table, "9")
    settled()
    assert [one.value for one in lens.read.answers.values()] == [4.0], "nine is no answer"
    assert lens.table.currentIndex().row() == 1
    assert "75" in lens.score.text()
    lens.table.go(0)
    qtbot.keyClick(lens.table, Qt.Key.Key_Delete)
    settled()
    assert lens.read.answers == {}


def test_a_slider_ranks_anew(panel, settled):
    panel.show_lens("ranks")
    settled()
    lens = panel.lens
    before = lens.ranked.scores.copy()
    for name, slider in lens._sliders.items():
        slider.setValue(80 if name == "segment_fit" else 0)
    settled()
    assert not np.array_equal(before, lens.ranked.scores, equal_nan=True)


def test_committee_votes_and_signs(panel, settled, qtbot, dialogs, tmp_path):
    desk, ids = panel.desk, [line.patent.id for line in panel.state.lines]
    reviewing.decide(desk, ids[:1], "SELL", review_id=panel.review_id)
    panel.show_lens("committee")
    panel.refresh()
    settled()
    lens = panel.lens
    assert lens.found
    lens.table.go(0)
    voted = lens.table.current().line.patent.id
    lens.vote()
    qtbot.keyClick(lens.keys, "k")
    settled()
    assert [one.votes[0].voter for one in lens.found if one.votes and one.line.patent.id == voted] == ["tester"]
    dialogs.target = tmp_path / "minutes.html"
    lens.write_minutes()
    settled()
    assert "tester" in dialogs.target.read_text(encoding="utf-8")


def test_names_offered_for_reviews_do_not_clash(panel, settled):
    panel.create_review()
    settled()
    names = [field.value for field, _ in panel.form._fields if field.name == "name"]
    assert names == ["Review 2026-11-22"]
    panel.form.close_form()


def test_a_signature_is_confirmed_in_place_of_what_was_said_before(panel, settled):
    panel.decide.table.go(0)
    settled()
    panel.sign()
    assert panel.bar.texts() == ["Select lines with an unsigned decision first."]
    one = panel.decide.table.current()
    reviewing.decide(panel.desk, [one.patent.id], "KEEP", review_id=panel.review_id)
    panel.refresh()
    settled()
    panel.decide.select({one.patent.id})
    panel.sign()
    settled()
    assert panel.bar.texts() == ["1 decision signed as tester"]
