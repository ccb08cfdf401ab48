"""Give the triage tests a model and one patent with complete facts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from patentdesk.portfolio.codes import RightType, Segment, Status
from patentdesk.triage.facts import AnnuityDue, PatentFacts
from patentdesk.triage.models import ScoringModel, read_model

RESOURCES = Path(__file__).resolve().parents[2] / "resources/triage"
ON = date(2026, 11, 22)


@pytest.fixture(scope="session")
def model() -> ScoringModel:
    return read_model(json.loads((RESOURCES / "models/alliance.json").read_text(encoding="utf-8")))


@pytest.fixture
def facts() -> PatentFacts:
    return PatentFacts(
        uid="a" * 32,
        office="CN",
        right_type=RightType.INVENTION,
        status=Status.GRANTED,
        filing_date=date(2017, 3, 1),
        publication_date=date(2018, 9, 1),
        grant_date=date(2020, 3, 1),
        term_end=date(2037, 3, 1),
        claims_count=10,
        cited_by_count=8,
        family_size=4,
        family_offices=("CN", "EP", "US"),
        live_siblings=2,
        ipc_subclasses=("B60L", "H01M"),
        segment=Segment.BATTERY,
        product="HV-60 pack",
        owners=("江淮动力",),
        annuity=AnnuityDue(year=11, due_date=date(2027, 3, 1), amount_minor=400_000, currency="CNY"),
    )
