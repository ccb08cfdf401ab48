from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Event, Patent, SavedView
from patentdesk.services import docket, history
from patentdesk.services.desk import Desk, Kind
from patentdesk.store.schema import RECORDS


def test_undo_and_redo_tell_what_changed(desk: Desk) -> None:
    with desk.file.operation("add") as work:
        patent_id = work.add(Patent())
    with desk.file.operation("record_event") as work:
        work.add(Event(patent_id=patent_id))
    undo_title, _kept, redo_title = history.titles(desk)
    assert undo_title is not None
    assert (undo_title.verb, redo_title) == ("record_event", None)
    undone = history.undo(desk)
    assert (undone.kinds, undone.patent_ids) == ({Kind.EVENTS}, (patent_id,))
    assert history.redo(desk) == undone
    assert [entry.verb for entry in history.journal(desk, patent_id=patent_id)] == [
        "redo",
        "undo",
        "record_event",
        "add",
    ]
    assert [change.table for change in history.details(desk, 2)] == ["events"]
    with pytest.raises(Refused):
        history.redo(desk)


def test_a_step_is_told_with_the_patents_that_it_changed(desk: Desk) -> None:
    with desk.file.operation("add") as work:
        first, second = work.add_all(
            Patent(office="CN", application_number=key) for key in ("202110000123", "202110000456")
        )
    words = desk.library.words("en")

    def told() -> str:
        step = history.titles(desk).undo
        assert step is not None
        return history.titled(words, step)

    with desk.file.operation("decide") as work:
        work.change(Patent, first, note="a")
    assert told() == "Decide: CN202110000123.5"
    with desk.file.operation("decide") as work:
        work.change_many(Patent, [first, second], note="b")
    assert told() == "Decide: CN202110000123.5 … (2)"
    with desk.file.operation("save_view") as work:
        work.add(SavedView(name="mine"))
    assert told() == "Save view"


def test_too_many_patents_are_not_named(desk: Desk) -> None:
    with desk.file.operation("import") as work:
        work.add_all(Patent() for _ in range(1_001))
    undone = history.undo(desk)
    assert (undone.kinds, undone.patent_ids) == ({Kind.PATENTS}, ())


def test_every_table_has_a_kind() -> None:
    assert set(history.KIND_OF_TABLE) == {mapped.name for mapped in RECORDS}


def test_the_docket_follows_what_undo_brings_back(desk: Desk) -> None:
    facts = {"office": "CN", "status": Status.PENDING, "filing_date": date(2021, 3, 2)}
    with desk.file.operation("add") as work:
        patent_id = work.add(Patent(**facts))
    docket.recompute(desk)
    with desk.file.operation("moved") as work:
        work.change(Patent, patent_id, filing_date=date(2022, 3, 2))
    assert history.undo(desk).kinds == {Kind.PATENTS}
    with desk.file.operation("moved") as work:
        work.change(Patent, patent_id, filing_date=date(2022, 3, 2))
    docket.recompute(desk)
    assert history.undo(desk).kinds == {Kind.PATENTS, Kind.DEADLINES}
