"""Take steps back in the window: each is told by name, and none goes unseen behind a signature."""

from __future__ import annotations

from patentdesk.services import editing, listing, reviewing
from patentdesk.triage.records import Decision, DecisionCode


def _notes(bench) -> list[str]:
    desk = bench.session.desk
    return [patent.note for patent in listing.patents(desk, listing.find(desk, ""))]


def _told(bench) -> str:
    return " ".join(bench.panels[bench.place].bar.texts())


def test_each_step_is_told_by_name(filled, settled) -> None:
    editing.edit_patents(filled.session.desk, list(listing.find(filled.session.desk, "")), note="seen")
    filled.session.read_state()
    settled()
    filled.run("undo")
    settled()
    assert set(_notes(filled)) == {""}
    assert "Undone: " in _told(filled)
    filled.run("redo")
    settled()
    assert set(_notes(filled)) == {"seen"}
    assert "Done again: " in _told(filled)


def _sign_behind_an_edit(filled) -> None:
    desk = filled.session.desk
    first, *others = listing.find(desk, "").tolist()
    editing.edit_patents(desk, others, note="seen")
    reviewing.decide(desk, [first], DecisionCode.KEEP, reason="strong")
    with desk.file.reading() as reader:
        decisions = reader.column(Decision, "id")
    reviewing.sign(desk, decisions)


def test_an_earlier_step_behind_a_signature_goes_only_when_agreed_to(filled, settled, dialogs) -> None:
    _sign_behind_an_edit(filled)
    filled.session.read_state()
    settled()
    dialogs.agrees = False
    filled.run("undo")
    settled()
    assert "seen" in _notes(filled)
    assert dialogs.asked
    dialogs.agrees = True
    filled.run("undo")
    settled()
    assert "seen" not in _notes(filled)


def test_a_signature_that_the_window_has_not_read_yet_is_not_passed_either(filled, settled, dialogs) -> None:
    settled()
    _sign_behind_an_edit(filled)
    filled.run("undo")
    settled()
    assert "seen" in _notes(filled)
    assert not dialogs.asked
    assert "stays" in _told(filled)
