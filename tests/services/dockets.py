"""What the tests of the docket do again and again: add patents, look for their deadlines, read a refusal."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk


def add(desk: Desk, **values: object) -> int:
    """Add a pending Chinese patent, or what the values say instead, and return its id."""
    facts = {"office": "CN", "filing_date": date(2021, 3, 2), "status": Status.PENDING, **values}
    with desk.file.operation("add") as work:
        return work.add(Patent(**facts))


def granted(desk: Desk, **values: object) -> int:
    """Add a granted Chinese patent whose twelfth annuity is next, and return its id."""
    facts = {"filing_date": date(2015, 6, 3), "grant_date": date(2018, 8, 1), "paid_through_year": 11, **values}
    return add(desk, status=Status.GRANTED, **facts)


def stored(desk: Desk, rule_id: str, patent_id: int | None = None) -> list[Deadline]:
    """Return the stored deadlines of a rule in the order of their days."""
    with desk.file.reading() as reader:
        found = reader.select(Deadline, rule_id=rule_id, order=("due_date",))
    return [one for one in found if patent_id in (None, one.patent_id)]


def refusal(error: pytest.ExceptionInfo[Refused]) -> str:
    """Return the code of what was refused."""
    return error.value.problem.code
