"""Test what the inspector tells about a patent, and what is done there."""

from __future__ import annotations

import re
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.codes import EncumbranceKind, Role
from patentdesk.portfolio.records import Citation, Encumbrance, Event, Family, Party, Patent
from patentdesk.services import listing
from patentdesk.ui.inspector.headline import lines_of
from patentdesk.ui.inspector.timestrip import Moment, TimeStrip


@pytest.fixture
def inspector(filled, settled):
    """Return the inspector on the first patent, which has relatives, a tie, a citation and two owners."""
    with filled.session.desk.file.operation("facts") as work:
        family = work.add(Family(key="f"))
        work.change_many(Patent, [1, 2], family_id=family)
        work.remove(Party, work.column(Party, "id", patent_id=1))
        work.add_all(
            [
                Party(patent_id=1, role=Role.OWNER, name="甲"),
                Party(patent_id=1, role=Role.OWNER, name="乙", position=1),
                Encumbrance(patent_id=1, kind=EncumbranceKind.PLEDGE, counterparty="Bank"),
                Citation(patent_id=1, number="CN110000003B"),
                Citation(patent_id=1, number="US1234567B2"),
                Event(patent_id=1, kind="grant", event_date=date(2021, 1, 1)),
                Deadline(patent_id=1, rule_id="r", occurrence="x", task="annuity", due_date=date(2027, 3, 4)),
            ]
        )
    filled.session.point_at(None)
    filled.session.point_at(1)
    settled()
    return filled.inspector


def told(inspector, settled, page):
    inspector._tabs.setCurrentIndex(list(inspector._pages).index(page))
    settled()
    front = inspector._pages[page]
    return "\n".join(one.text() for one in [*front.findChildren(QLabel), *front.findChildren(QPushButton)])


def fill(form, **values):
    fields = {field.name: widget for field, widget in form._fields}
    for name, text in values.items():
        widget = fields[name]
        if hasattr(widget, "setText"):
            widget.setText(text)
        else:
            widget.setCurrentIndex(widget.findData(text))
    form.send()


def test_the_timeline_is_drawn_and_fees_are_told(inspector, settled):
    text = told(inspector, settled, "timeline")
    strip = inspector._pages["timeline"].findChild(TimeStrip)
    assert "2027-03-04" in strip.accessibleDescription()
    assert [one.due for one in strip.near(strip.place(date(2027, 3, 4))) if one.day == date(2027, 3, 4)] == [True]
    assert "Annuities to come" in text


def test_a_term_that_has_ended_is_no_danger_on_the_timeline(inspector, filled, settled):
    day = date(2020, 2, 3)
    with filled.session.desk.file.operation("facts") as work:
        work.add(Deadline(patent_id=1, rule_id="t", task="term", due_date=day))
    filled.session.point_at(None)
    filled.session.point_at(1)
    told(inspector, settled, "timeline")
    strip = inspector._pages["timeline"].findChild(TimeStrip)
    assert [one.tone for one in strip.near(strip.place(day)) if one.day == day] == ["muted"]


def test_ties_show_family_owners_and_citations_within_the_portfolio(inspector, filled, settled):
    text = told(inspector, settled, "ties")
    assert "CN110000002B\nGranted" in text
    assert "2, of these 1 in this portfolio" in text
    assert "US1234567B2" in text
    relative = next(
        one for one in inspector._pages["ties"].findChildren(QPushButton) if one.text().startswith("CN110000002B")
    )
    relative.click()
    settled()
    assert filled.session.current == 2


def test_shares_notes_and_encumbrances_are_edited_here(inspector, filled, settled):
    told(inspector, settled, "ties")
    inspector.acts.edit_shares()
    fill(inspector.form, 甲="1/3", 乙="2/3")
    settled()
    assert "甲  1/3" in told(inspector, settled, "ties")
    inspector.acts.add_tie()
    fill(inspector.form, kind="licence", counterparty="Nio", start="2026-01-01", amount="5000 EUR")
    settled()
    tie = listing.dossier(filled.session.desk, 1).encumbrances[-1]
    assert (tie.counterparty, tie.amount_minor, tie.currency) == ("Nio", 500_000, "EUR")
    inspector.acts.end_tie(tie)
    inspector.form.send()
    settled()
    assert listing.dossier(filled.session.desk, 1).encumbrances[-1].end_date == date(2026, 11, 22)
    inspector.acts.edit_note()
    fill(inspector.form, note="ask")
    settled()
    assert "ask" in told(inspector, settled, "documents")


def test_what_cannot_be_read_is_refused_in_the_inspector(inspector, settled):
    inspector.acts.add_tie()
    fill(inspector.form, kind="licence", counterparty="Nio", start="someday")
    settled()
    assert any("someday" in text for text in inspector.bar.texts())


def test_documents_are_added_saved_and_removed(inspector, filled, settled, dialogs, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("dear", encoding="utf-8")
    dialogs.files = [letter]
    told(inspector, settled, "documents")
    inspector.acts.add_document()
    settled()
    assert "letter.txt" in told(inspector, settled, "documents")
    [kept] = inspector._found.documents
    dialogs.target = tmp_path / "out.txt"
    inspector.acts.save_document(kept)
    settled()
    assert dialogs.target.read_text(encoding="utf-8") == "dear"
    inspector.acts.remove_document(kept)
    settled()
    assert "letter.txt" not in told(inspector, settled, "documents")
    [sentence] = [one for one in inspector.bar.findChildren(QLabel) if "letter.txt" in one.text()]
    assert sentence.height() >= sentence.heightForWidth(sentence.width()), "no line of it is cut"
    filled.run("undo")
    settled()
    assert "letter.txt" in told(inspector, settled, "documents")
    assert inspector.bar.texts() == [], "what was taken back is not told any more"
    inspector.acts.remove_document(kept)
    settled()
    assert inspector.bar.texts()
    filled.session.point_at(2)
    assert inspector.bar.texts() == [], "it was said of another patent"


def test_a_program_is_not_opened(inspector, settled, dialogs, tmp_path):
    program = tmp_path / "run.EXE"
    program.write_bytes(b"MZ")
    dialogs.files = [program]
    told(inspector, settled, "documents")
    inspector.acts.add_document()
    settled()
    inspector.acts.open_document(inspector._found.documents[0])
    assert any("run.EXE" in text for text in inspector.bar.texts())


def test_the_history_tells_before_and_after_in_words(inspector, filled, settled):
    filled.panels["portfolio"].acts.set_many([1], "segment", "charging")
    settled()
    text = told(inspector, settled, "history")
    assert "→ Charging" in text
    assert "added party: " in text


def test_scores_and_vetoes_are_told(inspector, settled):
    text = told(inspector, settled, "judgements")
    assert "Coverage" in text
    assert "Pledged" in text


def test_the_strip_names_what_stands_at_a_place(around, qtbot):
    strip = TimeStrip(around.appearance, [Moment(date(2020, 5, 1), "filed", False)], date(2026, 1, 1), "life")
    qtbot.addWidget(strip)
    strip.resize(300, 86)
    assert [one.text for one in strip.near(strip.place(date(2020, 5, 1)))] == ["filed"]
    assert strip.near(strip.place(date(2024, 1, 1))) == []


def test_values_are_marked_with_where_they_came_from(inspector, filled, settled):
    text = told(inspector, settled, "facts")
    assert "①" in text
    assert "① list.csv · row" in text, "what the mark stands for is listed below"
    assert re.search(r"① list\.csv · row 2 · 2026-11-2\d \d\d:\d\d$", text, re.MULTILINE), "and when it came"
    assert "✎" not in text
    filled.panels["portfolio"].acts.set_many([1], "segment", "charging")
    settled()
    text = told(inspector, settled, "facts")
    assert "✎ Entered by hand" in text


def test_the_pages_stand_where_they_stood_whatever_the_title(inspector, filled, settled):
    before = inspector._tabs.y()
    long = "一种用于新能源汽车动力电池包的液冷板式热管理系统及其分区温度控制方法与装置和存储介质" * 2
    with filled.session.desk.file.operation("title") as work:
        work.change_many(Patent, [2], title=long)
    filled.session.point_at(2)
    settled()
    assert inspector._title.text() == long
    assert inspector._tabs.y() == before


def test_the_kind_code_stands_with_the_document_that_it_is_of(inspector, filled, settled):
    with filled.session.desk.file.operation("numbers") as work:
        work.change_many(Patent, [1], publication_number_text="CN110000001A", grant_number="CN110000001", kind_code="B")
    filled.session.point_at(2)
    settled()
    filled.session.point_at(1)
    settled()
    text = told(inspector, settled, "facts")
    assert "CN110000001B" in text.split("\n")
    assert "B (CN110000001B)" in text


def test_a_long_title_ends_on_the_second_line_with_an_ellipsis(qapp):
    font = qapp.font()
    assert lines_of("", font, 200) == []
    assert lines_of("Cell", font, 200) == ["Cell"]
    first, second = lines_of("Method and apparatus for consistency evaluation of a second-life module " * 3, font, 200)
    assert "…" not in first
    assert second.endswith("…")


def test_escape_gives_the_keyboard_back_to_the_list(filled, inspector, settled, qtbot):
    filled.run("focus_inspector")
    settled()
    qtbot.keyClick(inspector.focusWidget(), Qt.Key.Key_Escape)
    assert filled.panels["portfolio"].table.hasFocus()
