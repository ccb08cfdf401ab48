"""Patents that reviews are made of."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.intake.delivery import read_files
from patentdesk.portfolio.codes import EncumbranceKind, OrganisationKind, Role, Scheme, Segment, Status
from patentdesk.portfolio.records import Classification, Encumbrance, Family, Organisation, Party, Patent
from patentdesk.services import importing
from patentdesk.services.desk import Desk
from tests.services.importlists import HEAD

FIRST_LINE = 6
"""The first patent's line on the sheet."""


@dataclass(frozen=True)
class Case:
    """Ids of the patents by what they are."""

    core: int
    pledged: int
    weak: int
    bare: int
    dead: int


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have lists read by the test's own process: to start another takes longer than to read most of them.

    That both say the same is tested where the other one is (``tests/intake/test_apart.py``).
    """
    monkeypatch.setattr(importing, "deliver", read_files)


@pytest.fixture
def case(desk: Desk) -> Case:
    """Store five patents: a core one, a pledged one, a weak one in grace, one without facts, and a dead one."""
    with desk.file.operation("import") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="江淮动力"))
        family = work.add(Family(key="CN2018"))
        shared = {"office": "CN", "status": Status.GRANTED, "filing_date": date(2018, 3, 1), "member_id": member}
        rich = {
            "publication_date": date(2019, 9, 1),
            "grant_date": date(2021, 3, 1),
            "claims_count": 12,
            "family_size": 3,
            "cited_by_count": 15,
            "segment": Segment.BATTERY,
            "expiry_date": date(2038, 3, 1),
            "family_id": family,
        }
        core = work.add(Patent(**shared, **rich, publication_number="CN101", title="核心", product="HV-60"))
        work.add(Patent(office="US", status=Status.GRANTED, family_id=family, publication_number="US102"))
        pledged = work.add(Patent(**shared, publication_number="CN103", title="质押", segment=Segment.ENGINE))
        weak_facts = {
            "publication_date": date(2012, 1, 1),
            "expiry_date": date(2027, 3, 1),
            "claims_count": 1,
            "cited_by_count": 0,
            "family_size": 1,
            "segment": Segment.OTHER,
        }
        weak = work.add(
            Patent(**shared, **weak_facts, publication_number="CN104", title="=1+1", grant_date=date(2025, 3, 1))
        )
        bare = work.add(Patent(office="CN", status=Status.PENDING, publication_number="CN105"))
        dead = work.add(Patent(office="CN", status=Status.LAPSED, publication_number="CN106"))
        work.add_all(Party(patent_id=one, role=Role.OWNER, name="江淮动力") for one in (core, pledged, weak))
        work.add_all(Classification(patent_id=one, scheme=Scheme.IPC, symbol="H01M10/0525") for one in (core, weak))
        work.add(Encumbrance(patent_id=pledged, kind=EncumbranceKind.PLEDGE, counterparty="徽商银行"))
        due = {"rule_id": "CN-ALL-ANN-01", "task": "annuity", "amount_minor": 200_000, "currency": "CNY"}
        work.add_all(
            [
                Deadline(**due, patent_id=core, year=10, occurrence="year:10", due_date=date(2027, 3, 1)),
                Deadline(**due, patent_id=pledged, year=10, occurrence="year:10", due_date=date(2027, 8, 1)),
                Deadline(
                    **due,
                    patent_id=weak,
                    year=9,
                    occurrence="year:9",
                    due_date=date(2026, 9, 1),
                    grace_end=date(2027, 3, 1),
                ),
                Deadline(
                    **due,
                    patent_id=core,
                    year=9,
                    occurrence="year:9",
                    due_date=date(2026, 3, 1),
                    state=DeadlineState.DONE,
                ),
            ]
        )
    return Case(core, pledged, weak, bare, dead)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a list with usual headers as a CSV file."""

    def write(*rows: list[str], head: list[str] = HEAD, name: str = "list.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return path

    return write
