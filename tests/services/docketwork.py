"""What the tests of the work of a docket share: people at one file, patents, and the deadlines that are open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from patentdesk.docketing.records import OPEN_STATES, Deadline
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk

TODAY = date(2026, 1, 5)


def other(desk: Desk, user: str) -> Desk:
    """Return the same file as another person sees it."""
    return replace(desk, user=user)


def as_user(desk: Desk, user: str) -> None:
    """Let the journal name another person from now on."""
    desk.file._user = user


def add(desk: Desk, *records: object) -> list[int]:
    with desk.file.operation("add") as work:
        return [work.add(one) for one in records]


def patent(**values: object) -> Patent:
    facts = {"office": "CN", "filing_date": date(2021, 3, 2), "status": Status.PENDING, **values}
    return Patent(**facts)


def granted(**values: object) -> Patent:
    facts = {"filing_date": date(2015, 6, 3), "grant_date": date(2018, 8, 1), "paid_through_year": 11}
    return patent(status=Status.GRANTED, **{**facts, **values})


def open_lines(desk: Desk, rule: str = "") -> list[Deadline]:
    with desk.file.reading() as reader:
        found = reader.select(Deadline, order=("due_date",))
    return [one for one in found if one.state in OPEN_STATES and rule in ("", one.rule_id)]
