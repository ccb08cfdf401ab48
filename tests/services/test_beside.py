"""What the table tells beside the fields of a patent."""

from __future__ import annotations

from datetime import date

from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import EncumbranceKind, OrganisationKind, Status
from patentdesk.portfolio.records import Difference, Encumbrance, Organisation, Patent
from patentdesk.services.beside import beside
from patentdesk.services.desk import Desk
from patentdesk.services.marks import Beside, Mark

TODAY = date(2026, 11, 22)


def due(on: date, grace: date | None = None) -> tuple[Mark, ...]:
    return Beside(due=on, grace_end=grace).marks(TODAY)


def test_dates_are_told_by_how_near_they_are() -> None:
    assert due(date(2027, 6, 1)) == ()
    assert due(date(2027, 1, 1)) == due(TODAY) == (Mark.DUE,)
    assert due(date(2026, 11, 21), date(2026, 11, 22)) == (Mark.GRACE,)
    assert due(date(2026, 11, 21), date(2026, 11, 21)) == due(date(2026, 11, 21)) == (Mark.LOST,)


def test_everything_beside_a_patent_is_gathered(desk: Desk) -> None:
    with desk.file.operation("fill") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="比亚迪"))
        work.add_all([Patent(title="a", status=Status.GRANTED, member_id=member), Patent(title="b")])
        work.add_all(
            [
                Deadline(patent_id=1, rule_id="far", due_date=date(2027, 6, 1)),
                Deadline(patent_id=1, rule_id="near", due_date=date(2026, 12, 1), grace_end=date(2027, 6, 1)),
                Deadline(patent_id=1, rule_id="done", due_date=date(2026, 1, 1), state=DeadlineState.DONE),
                Deadline(patent_id=1, rule_id="term", task="term", due_date=date(2040, 1, 1)),
                Encumbrance(patent_id=1, kind=EncumbranceKind.PLEDGE, counterparty="Bank"),
                Difference(patent_id=1, field_name="title", held="a", told="c"),
            ]
        )
    with desk.file.reading() as reader:
        found = beside(desk, reader.select(Patent))
    one = found[1]
    assert (one.member, one.due, one.grace_end) == ("比亚迪", date(2026, 12, 1), date(2027, 6, 1))
    assert one.expires == date(2040, 1, 1)
    assert [veto.kind for veto in one.vetoes] == ["pledge"]
    assert one.differs == ("title",)
    assert one.marks(TODAY) == (Mark.DUE, Mark.VETO, Mark.DIFFERS)
    assert found[2] == Beside()
