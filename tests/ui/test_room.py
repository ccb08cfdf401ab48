"""Test that words have the room they need, and stand in the language of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QTableView

from patentdesk.services import worth
from patentdesk.ui.actions import by_id
from patentdesk.ui.docket.groupcolumns import group_columns
from patentdesk.ui.forms import Field, FormBar
from patentdesk.ui.palette import entry_of
from patentdesk.ui.places import PLACES


def test_a_box_of_a_form_is_as_wide_as_its_longest_choice(around, qtbot):
    form = FormBar(around.tongue)
    qtbot.addWidget(form)
    longest = "the selected lines, to one person"
    form.resize(900, 200)
    form.open("?", [Field("how", "how", "choice", choices=(("a", "all"), ("b", longest)))], "Save")
    box = form.findChild(QComboBox)
    assert box.sizeHint().width() > QFontMetrics(box.font()).horizontalAdvance(longest) + 20


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_heads_of_the_docket_by_groups_are_whole(filled, settled, language):
    filled.around.tongue.choose(language)
    filled.run("docket.view_groups")
    settled()
    head = next(one.horizontalHeader() for one in filled.panels["docket"].findChildren(QTableView) if one.isVisible())
    for place in range(head.count()):
        title = str(head.model().headerData(place, Qt.Orientation.Horizontal))
        assert head.fontMetrics().horizontalAdvance(title) + 16 <= head.sectionSize(place), title


def test_all_groups_of_the_docket_are_seen_beside_the_counts_and_the_inspector(filled):
    widths = [one.width for one in group_columns(filled.around.tongue)]
    assert sum(widths) <= 1280 - 180 - 164 - 300 - 2, "a window of 1280 pixels less what stands at its sides"


def test_what_stands_beside_a_place_is_as_wide_as_before_when_it_comes_back(filled, settled):
    filled.shell.resize(1280, 752)
    settled()
    parts, widths = filled.parts, (filled.parts.counts.width(), filled.parts.side.width())
    for away, back in [("inspector", "inspector"), ("facets", "facets"), ("go.intake", "go.docket")]:
        for action in (away, back):
            by_id(action).run(filled)
            settled()
        assert (parts.counts.width(), parts.side.width()) == widths, away


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("place", PLACES)
def test_messages_do_not_make_a_panel_higher_than_a_small_screen(filled, settled, place, language):
    filled.around.tongue.choose(language)
    filled.go(place)
    filled.shell.resize(1280, 752)
    for name in ("one", "two"):
        filled.panels[place].bar.show_word(name, "note", "ui.saved")
    settled()
    assert filled.shell.minimumSizeHint().height() <= 752, "800 less the title and the system's bar"


def test_choices_of_a_formula_are_named_in_both_languages(library):
    choices = {
        choice
        for formula in worth.FORMULAS
        for parameter in formula.parameters
        if parameter.key not in {"currency", "status"}
        for choice in parameter.choices
    }
    assert {"mid", "yes", "pretax"} <= choices
    assert {one for one in choices if f"worth.choice.{one}" not in library.words("zh").entries} == set()


def test_the_calculator_shows_names_and_reckons_with_codes(filled, settled):
    filled.around.tongue.choose("zh")
    filled.run("valuation.worth")
    settled()
    boxes = filled.panels["valuation"].page.findChildren(QComboBox)
    shown = {box.itemText(row): box.itemData(row) for box in boxes for row in range(box.count())}
    assert (shown["期中"], shown["是"]) == ("mid", "yes")


def test_the_palette_names_the_place_with_the_colon_of_the_language(around):
    around.tongue.choose("zh")
    assert entry_of(by_id("docket.recompute"), around).title == "期限：重新计算"
    around.tongue.choose("en")
    assert entry_of(by_id("docket.recompute"), around).title.startswith("Docket: ")
