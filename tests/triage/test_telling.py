"""Check that everything triage finds can be said in both languages."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from patentdesk.portfolio.codes import EncumbranceKind, RightType, Status
from patentdesk.triage.cohorts import Level
from patentdesk.triage.facts import PatentFacts, Tie
from patentdesk.triage.indicators import MEASURES, Reading, State
from patentdesk.triage.recommendation import recommend
from patentdesk.triage.records import DecisionCode, Grade
from patentdesk.triage.scoring import Part, Score
from patentdesk.triage.telling import tell_advice, tell_comparison, tell_reading, tell_veto
from patentdesk.triage.vetoes import vetoes

ON = date(2026, 11, 22)


@pytest.fixture(params=["en", "zh"])
def words(request, library):
    return library.words(request.param)


def cases(facts):
    ties = tuple(Tie(kind=kind, counterparty="Bank") for kind in EncumbranceKind)
    variants = [
        facts,
        PatentFacts(),
        replace(facts, ties=ties, live_siblings=0),
        replace(facts, status=Status.LAPSED),
        replace(facts, status=Status.PENDING, grant_date=None),
        replace(facts, right_type=RightType.DESIGN),
        replace(facts, publication_date=date(2025, 1, 1)),
        replace(facts, publication_date=None, filing_date=None),
        replace(facts, grant_date=None),
        replace(facts, family_offices=("CN",), family_complete=False),
        replace(facts, claims_count=1, family_size=1, family_offices=("CN",), owners=("A", "B")),
    ]
    return [*variants, *(replace(one, annuity=None) for one in variants)]


def test_comparisons(words):
    known = Reading(State.KNOWN, 1.0)
    told = {tell_comparison(words, Part("claims", known, 50.0, 1.0, 50.0, level, 1_240)) for level in Level}
    assert len(told) == len(Level)
    assert sum("1,240" in text for text in told) == 3
    assert not [text for text in told if "«" in text]


def test_readings_and_vetoes(words, facts):
    for one in cases(facts):
        told = [tell_reading(words, measure(one, ON)) for measure in MEASURES.values()]
        told += [tell_veto(words, veto) for veto in vetoes(one, ON)]
        assert told
        assert not [text for text in told if not text or "«" in text or "{" in text]


def test_every_veto_has_its_refusal(words, facts):
    for one in cases(facts):
        for veto in vetoes(one, ON):
            text = words(f"problem.vetoed_{veto.kind}", **veto.args, number="CN1", n=2)
            assert "«" not in text


def test_advice(words, facts, model):
    for one, grade in product(cases(facts), Grade):
        told = tell_advice(words, recommend(model, Score(50, 1, grade, ()), one, vetoes(one, ON)))
        assert "«" not in told


def test_codes_have_names(words, model):
    keys = [f"decision.{code.value}" for code in DecisionCode]
    keys += [f"grade.{grade.value}" for grade in Grade]
    keys += [f"indicator.{indicator.id}" for indicator in model.indicators] + [f"model.{model.id}"]
    assert not [key for key in keys if not words.has(key)]
