"""Meet the entry of an international application by the national phases in the portfolio."""

from __future__ import annotations

from datetime import date

from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.portfolio.records import Family, Patent, Priority
from patentdesk.services import docket
from patentdesk.services.desk import Desk

TODAY = date(2026, 1, 5)
PCT = {
    "office": "WO",
    "right_type": RightType.PCT,
    "application_number": "2024012345",
    "application_number_text": "PCT/CN2024/012345",
    "filing_date": date(2024, 3, 6),
    "status": Status.PENDING,
}


def add(desk: Desk, *records: object) -> list[int]:
    with desk.file.operation("add") as work:
        return list(work.add_all(records))


def entries(desk: Desk) -> dict[str, DeadlineState]:
    with desk.file.reading() as reader:
        found = reader.select(Deadline)
    return {one.task.removeprefix("national_entry_"): one.state for one in found if one.task.startswith("national")}


def test_a_line_for_each_office_and_none_beside_them(desk: Desk) -> None:
    add(desk, Patent(**PCT))
    docket.recompute(desk)
    assert set(entries(desk)) == {"cn", "ep", "us", "jp", "kr"}


def test_a_national_phase_of_the_family_meets_its_office(desk: Desk) -> None:
    (family,) = add(desk, Family(key="F1"))
    add(desk, Patent(**PCT, family_id=family))
    docket.recompute(desk)
    phases = [
        Patent(office="US", family_id=family, filing_date=date(2024, 3, 6), national_entry_date=date(2025, 9, 1)),
        Patent(office="EP", family_id=family, filing_date=date(2024, 3, 6), publication_date=date(2025, 11, 5)),
        Patent(office="JP", family_id=family, filing_date=date(2023, 3, 6)),
    ]
    added = add(desk, *phases)
    docket.recompute(desk, added[:1])
    found = entries(desk)
    assert (found["us"], found["ep"]) == (DeadlineState.DONE, DeadlineState.DONE)
    assert {found["cn"], found["jp"], found["kr"]} == {DeadlineState.OPEN}, "an earlier Japanese filing is the priority"


def test_a_patent_that_claims_the_international_application_meets_its_office(desk: Desk) -> None:
    add(desk, Patent(**PCT))
    docket.recompute(desk)
    (american,) = add(desk, Patent(office="US", filing_date=date(2025, 9, 1)))
    add(desk, Priority(patent_id=american, office="WO", number="2024012345"))
    docket.recompute(desk)
    assert entries(desk)["us"] is DeadlineState.DONE
    with desk.file.reading() as reader:
        assert reader.select(Deadline, task="national_entry_us")[0].done_date == date(2025, 9, 1)
