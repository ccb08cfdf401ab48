from datetime import date

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.records import Event, Party, Patent
from patentdesk.store.file import PortfolioFile

pytestmark = pytest.mark.usefixtures("least")

CLOCK = FixedClock(date(2026, 1, 5))


def test_an_entry_says_who_when_what_before_and_after(file: PortfolioFile) -> None:
    with file.operation("add", source="by hand") as work:
        patent_id = work.add(Patent(title="old", filing_date=date(2020, 1, 1)))
        work.note(n=1)
    with file.operation("edit") as work:
        work.change(Patent, patent_id, title="new", filing_date=None)
    with file.operation("drop") as work:
        work.remove(Patent, [patent_id])
    drop, edit, add = file.journal()
    assert (add.user, add.verb, add.args, add.at) == ("li", "add", {"source": "by hand", "n": 1}, CLOCK.now())
    (changed,) = file.changes(edit.id)
    assert (changed.table, changed.row_id, changed.kind) == ("patents", patent_id, "update")
    assert changed.before == {"title": "old", "filing_date": date(2020, 1, 1)}
    assert changed.after == {"title": "new", "filing_date": None}
    (removed,) = file.changes(drop.id)
    assert (removed.kind, removed.before["title"], removed.after) == ("delete", "new", {})


def test_the_journal_pages_and_narrows_to_a_patent(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        first, second = work.add_all([Patent(), Patent()])
    with file.operation("event") as work:
        work.add(Event(patent_id=first))
    with file.operation("other") as work:
        work.change(Patent, second, title="x")
    assert [entry.verb for entry in file.journal(patent_id=first)] == ["event", "add"]
    assert [entry.verb for entry in file.journal(limit=1)] == ["other"]
    assert [entry.verb for entry in file.journal(before=2)] == ["add"]


def test_of_one_kind_of_record_the_entries_and_their_changes_are_told(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        first, second = work.add_all([Patent(), Patent()])
        work.add_all(Event(patent_id=one) for one in (first, first, second))
    with file.operation("edit") as work:
        work.change(Patent, first, title="x")
    with file.operation("event") as work:
        late = work.add(Event(patent_id=second))
        work.remove(Event, [1])
    with file.reading() as reader:
        assert [one.verb for one in reader.operations_on(Event, 0, 9)] == ["event", "add"]
        assert [one.verb for one in reader.operations_on(Event, 1, 9)] == ["event"]
        assert reader.operations_on(Event, 3, 9) == []
        found, count = reader.changes_of(Event, 1, 2)
        assert ([(one.table, one.row_id) for one in found], count) == ([("events", 1), ("events", 2)], 3)
        found, count = reader.changes_of(Event, 3, 9)
        assert ([(one.kind, one.row_id) for one in found], count) == ([("insert", late), ("delete", 1)], 2)
        assert reader.changes_of(Event, 2, 9) == ([], 0)


def test_who_added_a_record_is_known_also_when_another_brought_it_back(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        first, second = work.add_all([Patent(), Patent()])
        ids = work.add_all(Event(patent_id=one) for one in (first, second))
    file._user = "zhao"
    with file.operation("event") as work:
        late = work.add(Event(patent_id=second))
        assert work.added_by(Event, late, second) == "zhao"
    with file.operation("drop") as work:
        work.remove(Event, ids)
    file.undo()
    with file.reading() as reader:
        told = [reader.added_by(Event, *one) for one in ((ids[0], first), (ids[1], second), (late, second))]
        assert told == ["li", "li", "zhao"]
        assert reader.added_by(Event, late + 1, second) == ""


def test_a_changed_field_tells_whether_its_patent_was_touched(file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        first, second, third = work.add_all([Patent(title="a"), Patent(title="b"), Patent(title="c")])
        filled = work.operation_id
    with file.operation("edit") as work:
        work.change(Patent, first, responsible="王")
        work.change(Patent, second, title="B")
        work.add(Party(patent_id=third, name="云麓"))
    with file.reading() as reader:
        assert reader.touched_since(filled, (Patent, Party)) == {first, second, third}
        assert reader.touched_since(filled, (Patent, Party), ("title",)) == {second, third}
        assert reader.touched_since(0, (Patent,), ("title",)) == {first, second, third}
