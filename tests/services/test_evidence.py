"""Check that patents are compared with what the portfolio holds of their year and field."""

from __future__ import annotations

import random
from datetime import date

import numpy as np
import pytest

from patentdesk.portfolio.codes import RightType, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services.evidence import cohort_of, collect, evidence, model_of
from patentdesk.services.reviewing import create_review, items
from patentdesk.triage.cohorts import EVERYTHING
from patentdesk.triage.indicators import MEASURES, State


@pytest.fixture
def crowd(desk):
    """Store 160 patents of one year and field, and 60 of other years and fields, with gaps."""
    dice = random.Random(3)
    patents = [
        Patent(
            office="CN",
            status=Status.GRANTED,
            right_type=dice.choice([RightType.INVENTION] * 3 + [RightType.DESIGN]),
            filing_date=date(2015 if n < 160 else dice.choice([2014, 2016, 2023]), 1 + n % 12, 3),
            publication_date=dice.choice([None, date(2017, 1, 1), date(2024, 1, 1)]),
            grant_date=dice.choice([None, date(2019, 5, 1), date(2018, 7, 1)]),
            ipc_main="H01M10/0525" if n < 160 else dice.choice(["B60L50/60", "", "12-08"]),
            claims_count=dice.choice([None, *range(1, 20)]),
            cited_by_count=dice.choice([None, *range(30)]),
            cites_count=dice.choice([None, *range(30)]),
            family_size=dice.choice([None, *range(1, 9)]),
        )
        for n in range(220)
    ]
    with desk.file.operation("import") as work:
        return work.add_all(patents)


@pytest.mark.usefixtures("crowd")
def test_a_cohort_holds_what_the_indicators_read(desk):
    with desk.file.reading() as reader:
        facts = collect(desk.library, reader, reader.select(Patent))
        cohort = cohort_of(desk.library, reader)
    assert {"citations", "backward_citations", "claims", "family_size", "grant_lag"} < set(cohort)
    for indicator, known in cohort.items():
        readings = [MEASURES[indicator](one, desk.clock.today()) for one in facts.values()]
        read = sorted(float(one.value) for one in readings if one.state is State.KNOWN)
        assert len(read) > 50 or indicator in {"npl_citations", "inventors"}
        assert known[EVERYTHING] == pytest.approx(np.array(read), rel=1e-6)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("model", ["alliance", "oecd"])
def test_a_patent_alone_scores_as_in_a_review(desk, model):
    review = create_review(desk, "alle", model=model)
    lines = items(desk, review.id)
    assert len(lines) == 220
    for line in lines[:3] + lines[-3:]:
        alone = evidence(desk, line.patent.id, model)
        assert line.item.score == pytest.approx(alone.score.value)
        told = [(part["compared"], part["among"]) for part in line.item.evidence if "indicator" in part]
        counted = [part for part in alone.score.parts if part.points is not None]
        assert counted
        assert [(part.compared.value, part.among) for part in counted] == [
            told[place] for place, part in enumerate(alone.score.parts) if part.points is not None
        ]


def test_a_large_cohort_is_named_and_a_small_one_widens(desk, crowd):
    by_id = {one.indicator: one for one in evidence(desk, crowd[0], "oecd").score.parts}
    assert by_id["family_size"].compared.value == "cohort"
    assert by_id["family_size"].among > 100
    seen = {evidence(desk, one, "oecd").score.parts[2].compared.value for one in crowd[160:]}
    assert "portfolio" in seen or "field" in seen


def test_the_models_stand_side_by_side(desk):
    assert model_of(desk.library, "oecd").minimum_coverage == 0.6
    assert [one.id for one in model_of(desk.library, "oecd").indicators if one.weight] == [
        *("citations", "backward_citations", "family_size", "claims", "grant_lag")
    ]
