"""Test the one list of actions."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel

from patentdesk import __version__
from patentdesk.core.problems import Refused
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import SavedView
from patentdesk.portfolio.speech import codes
from patentdesk.services import editing, listing
from patentdesk.ui.about import About
from patentdesk.ui.actions import ACTIONS, by_id
from patentdesk.ui.pinyin import readings
from patentdesk.ui.places import MENUS, PLACES
from patentdesk.ui.session import EVERYTHING
from patentdesk.ui.shortcuts import QUERIES


def test_ids_are_unique():
    names = [action.id for action in ACTIONS]
    assert len(names) > 40
    assert len(names) == len(set(names))


def test_no_two_shortcuts_are_heard_in_one_place():
    heard = [(action, keys) for action in ACTIONS for keys in (action.shortcut, action.also) if keys]
    assert len(heard) > 20
    for (one, keys), (other, others) in combinations(heard, 2):
        if one.scope == other.scope or "window" in {one.scope, other.scope}:
            assert QKeySequence(keys) != QKeySequence(others), (one.id, other.id)


def test_redo_is_heard_by_the_keys_of_either_system(filled, settled, qtbot):
    editing.edit_patents(filled.session.desk, [1], note="kept")
    filled.session.tell_changed(EVERYTHING)
    settled()
    for keys, note in (("Ctrl+Z", ""), ("Ctrl+Y", "kept"), ("Ctrl+Z", ""), ("Ctrl+Shift+Z", "kept")):
        combination = QKeySequence(keys)[0]
        qtbot.keyClick(filled.panels["portfolio"].table, combination.key(), combination.keyboardModifiers())
        settled()
        assert listing.patents(filled.session.desk, [1])[0].note == note, keys


def test_a_second_shortcut_stands_in_a_menu_where_it_is_heard():
    assert all(action.menu and action.shortcut for action in ACTIONS if action.also)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_title_has_its_word(library, language):
    words = library.words(language)
    assert [action.title for action in ACTIONS if not words.has(action.title) or not words(action.title)] == []


def test_menus_scopes_and_icons_exist(library):
    for action in ACTIONS:
        assert action.menu in {"", *MENUS}
        assert action.scope in {"window", *PLACES}
        assert not action.icon or (library.root / "icons" / f"{action.icon}.svg").is_file(), action.icon


def test_every_action_has_somebody_who_carries_it_out(bench):
    for action in ACTIONS:
        place, _, command = action.id.partition(".")
        if place in PLACES:
            assert command in bench.panels[place].commands, action.id


def test_without_a_portfolio_only_what_makes_sense_can_be_run(bench):
    usable = {action.id for action in bench.available()}
    assert {"new", "open", "theme", "language", "go.intake"} <= usable
    assert not {"undo", "backup", "docket.record", "valuation.value"} & usable


def test_the_palette_finds_an_action_by_words_of_its_title_and_runs_it(bench, qtbot):
    palette = bench.open_palette()
    palette.line.setText("dark light")
    assert palette.list.count() == 2, "the action, and the words as a query"
    before = bench.around.appearance.colours.name
    qtbot.keyClick(palette.line, "\r")
    assert bench.around.appearance.colours.name != before
    bench.run("theme")


def found_by(palette, typed: str) -> list[str]:
    palette.line.setText(typed)
    return [palette.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(palette.list.count())]


def test_the_palette_finds_an_action_in_either_language_and_by_pinyin(filled):
    palette = filled.open_palette()
    typed = ["另存备份", "lcbf", "lingcunbeifen", "save a copy", "backup"]
    assert {text: found_by(palette, text)[0] for text in typed} == dict.fromkeys(typed, "backup")
    palette.close()


def test_the_palette_finds_what_deals_with_fees_by_any_name_of_them(filled):
    palette = filled.open_palette()
    for typed in ("年费", "费用", "滞纳金", "annuity", "fee", "surcharge", "nf"):
        assert {"docket.pay", "docket.forecast"} <= set(found_by(palette, typed)), typed
    palette.close()


def test_the_palette_finds_an_action_by_whole_pinyin(filled):
    palette = filled.open_palette()
    for typed, action in {"daoru": "go.intake", "chongxinjisuan": "docket.recompute", "hanggao": "density"}.items():
        assert action in found_by(palette, typed), typed
    palette.close()


def test_every_character_of_a_title_has_a_reading(library):
    words = library.words("zh").entries
    titles = [words[action.title]["zh"] for action in ACTIONS]
    assert {one for title in titles for one in title if "一" <= one <= "鿿" and not readings(one)} == set()


def test_search_words_are_those_of_actions_and_say_something_new(library):
    words = library.words("en").entries
    sought = [key.removeprefix("ui.sought.") for key in words if key.startswith("ui.sought.")]
    assert len(sought) > 20
    assert set(sought) <= {action.id for action in ACTIONS}
    for name in sought:
        entry, title = words[f"ui.sought.{name}"], words[by_id(name).title]
        assert all(set(entry[one].casefold().split()) - set(title[one].casefold().split()) for one in ("en", "zh"))


def test_the_palette_asks_queries_and_applies_views(filled, settled, qtbot):
    with filled.session.desk.file.operation("save_view") as work:
        work.add(SavedView(name="Europe", query="office:EP"))
    filled.session.read_state()
    settled()
    for typed, query in (("europe", "office:EP"), ("battery pack", "battery pack")):
        palette = filled.open_palette()
        palette.line.setText(typed)
        qtbot.keyClick(palette.line, "\r")
        settled()
        assert filled.session.query == query


def test_the_shortcut_sheet_shows_every_shortcut(bench):
    sheet = bench.open_shortcuts()
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    for action in ACTIONS:
        if action.shortcut:
            assert any(text.endswith(bench.around.tongue(action.title)) for text in shown), action.id
    assert any("Ctrl+Y" in text for text in shown)
    sheet.close()
    assert by_id("shortcuts").shortcut == "F1"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheet_teaches_queries_that_can_be_asked(bench, language):
    bench.around.tongue.choose(language)
    sheet = bench.open_shortcuts()
    told = {one.text() for one in sheet.findChildren(QLabel)}
    sheet.close()
    known = codes(bench.around.tongue.words)
    for text, word in QUERIES:
        assert bench.around.tongue(f"ui.query.help.{word}") in told
        assert any(parse(text, known) == parse(one, known) for one in told if _reads(one, known)), text
    assert ("状态:授权,审中" in told) is (language == "zh")


def _reads(text, known):
    try:
        parse(text, known)
    except Refused:
        return False
    return True


def test_the_program_tells_what_a_report_of_a_fault_needs(filled):
    filled.run("about")
    page = filled.shell.findChild(About)
    page.copy()
    told = QGuiApplication.clipboard().text()
    for part in (__version__, str(filled.session.desk.file.path), "Patents: 3", qVersion()):
        assert part in told
    page.close()


@pytest.mark.parametrize("place", ["overview", "portfolio", "docket", "triage", "valuation"])
def test_an_empty_portfolio_offers_the_files_to_import_at_once(bench, settled, place, tmp_path):
    bench.session.create(tmp_path / "new.pdesk")
    settled()
    bench.go(place)
    bench.panels[place].fill()
    assert (bench.place, bench.session.dialogs.asked[-1]) == ("intake", "Choose files…")


def test_who_values_what_no_query_finds_is_offered_to_take_it_back(filled, settled):
    filled.go("valuation")
    filled.session.ask("title:nowhere")
    settled()
    panel = filled.panels["valuation"]
    said = [one.text() for one in panel.empty.findChildren(QLabel) if one.isVisible()]
    assert said[0] == "No patent answers this query"
    panel.fill()
    settled()
    assert (filled.session.query, len(panel.model.rows)) == ("", 3)


def test_lists_are_imported_from_the_menu_of_files_and_by_keys_heard_everywhere(bench):
    entries = {one.text(): one for one in bench.parts.menus["file"].actions()}
    assert entries["Import files…"].shortcut().toString() == "Ctrl+Shift+O"
    assert by_id("intake.choose").scope == "window"
