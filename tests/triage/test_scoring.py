"""Check that a score explains itself and that missing facts lower coverage only."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.portfolio.codes import Segment, Status
from patentdesk.triage.cohorts import EVERYTHING
from patentdesk.triage.facts import AnnuityDue, PatentFacts
from patentdesk.triage.indicators import MEASURES, State
from patentdesk.triage.models import Scale, ScaleKind, ScoringModel
from patentdesk.triage.rating import normalise
from patentdesk.triage.records import Grade
from patentdesk.triage.scoring import score

ON = date(2026, 11, 22)
FORGET = {
    "cited_by_count": None,
    "claims_count": None,
    "family_size": None,
    "family_offices": None,
    "segment": None,
    "product": "",
    "owners": (),
    "ipc_subclasses": (),
    "term_end": None,
    "grant_date": None,
    "annuity": None,
}


def test_complete_facts_give_full_coverage_and_a_grade(model: ScoringModel, facts: PatentFacts):
    [found] = score(model, [facts], ON)
    assert found.coverage == pytest.approx(1.0)
    assert found.grade is Grade.A
    assert 70 <= found.value <= 100


def test_contributions_add_up_to_the_score(model, facts):
    [found] = score(model, [facts], ON)
    assert sum(part.contribution for part in found.parts) == pytest.approx(found.value)
    assert len(found.parts) == len(model.indicators) >= 13


@settings(max_examples=40)
@given(forgotten=st.sets(st.sampled_from(sorted(FORGET))))
def test_missing_facts_only_reweight(model, forgotten):
    """The score is the weighted mean of what is known, whatever is missing; coverage never rises."""
    complete = _complete()
    partial = replace(complete, **{name: FORGET[name] for name in forgotten})
    [whole], [part] = score(model, [complete], ON), score(model, [partial], ON)
    known = [(p.weight, w.points) for p, w in zip(part.parts, whole.parts, strict=True) if p.points is not None]
    expected = sum(weight * points for weight, points in known) / sum(weight for weight, _ in known)
    assert part.value == pytest.approx(expected)
    assert part.coverage <= whole.coverage + 1e-12
    assert (part.grade is Grade.WITHHELD) == (part.coverage < model.minimum_coverage)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_patents_does_not_matter(model, counts, dice):
    patents = [replace(_complete(), cited_by_count=count) for count in counts]
    shuffled = list(range(len(patents)))
    dice.shuffle(shuffled)
    straight = score(model, patents, ON)
    mixed = score(model, [patents[place] for place in shuffled], ON)
    assert [mixed[shuffled.index(place)].value for place in range(len(patents))] == pytest.approx(
        [found.value for found in straight]
    )


@settings(max_examples=40)
@given(st.integers(0, 100), st.integers(0, 100))
def test_more_citations_never_lower_the_score(model, one, other):
    cohort = {"citations": {EVERYTHING: np.arange(100.0)}}
    low, high = sorted((one, other))
    pair = [replace(_complete(), cited_by_count=count) for count in (low, high)]
    scores = score(model, pair, ON, cohort)
    assert scores[0].value <= scores[1].value + 1e-9


def test_a_patent_without_facts_has_no_score_and_no_grade(model):
    [found] = score(model, [PatentFacts()], ON)
    assert found.value is None
    assert found.coverage == 0
    assert found.grade is Grade.WITHHELD


def test_young_citations_are_shown_but_not_counted(model, facts):
    [found] = score(model, [replace(facts, publication_date=date(2024, 1, 1))], ON)
    part = next(part for part in found.parts if part.indicator == "citations")
    assert part.reading.state is State.IMMATURE
    assert part.reading.value == 8
    assert part.points is None
    assert found.coverage < 1


def test_no_record_of_a_dispute_counts_neither_way(model, facts):
    [found] = score(model, [facts], ON)
    states = {part.indicator: part.reading.state for part in found.parts}
    assert states["litigation"] is State.NOT_APPLICABLE
    assert found.coverage == pytest.approx(1.0)


def test_an_incomplete_family_does_not_count_as_few_offices(model, facts):
    [found] = score(model, [replace(facts, family_offices=("CN",), family_complete=False)], ON)
    part = next(part for part in found.parts if part.indicator == "offices_covered")
    assert (part.reading.state, part.reading.code, part.points) == (State.MISSING, "family_incomplete", None)


def test_no_patents_give_no_scores(model):
    assert score(model, [], ON) == []


def test_cohort_of_zeros_puts_zero_at_the_bottom():
    scale = Scale(ScaleKind.CAP, 0, 1)
    assert list(normalise(scale, np.array([0.0, 3.0, np.nan]), np.zeros(20)))[:2] == [0.0, 1.0]


def test_small_cohort_falls_back_to_fixed_ends():
    scale = Scale(ScaleKind.CAP, 0, 20)
    assert normalise(scale, np.array([10.0]), np.array([1.0, 2.0])) == pytest.approx([0.5])


@given(st.lists(st.floats(0, 1e6), min_size=10, max_size=60))
def test_percentile_is_the_mid_rank(values):
    scale = Scale(ScaleKind.PERCENTILE, 0, 1)
    column = np.array(values)
    ranks = normalise(scale, column, np.sort(column))
    assert ranks.mean() == pytest.approx(0.5)
    assert list(np.argsort(column, kind="stable")) == sorted(range(len(values)), key=lambda i: (ranks[i], i))


@pytest.mark.parametrize("indicator", sorted(MEASURES))
def test_every_measure_answers_for_empty_facts(indicator):
    reading = MEASURES[indicator](PatentFacts(), ON)
    assert reading.state in (State.MISSING, State.NOT_APPLICABLE)
    assert reading.value is None
    assert reading.code


def _complete() -> PatentFacts:
    return PatentFacts(
        uid="b" * 32,
        office="CN",
        status=Status.GRANTED,
        filing_date=date(2016, 1, 1),
        publication_date=date(2017, 7, 1),
        grant_date=date(2019, 1, 1),
        term_end=date(2036, 1, 1),
        claims_count=9,
        cited_by_count=4,
        family_size=3,
        family_offices=("CN", "US"),
        ipc_subclasses=("H01M",),
        segment=Segment.DRIVE,
        product="e-axle",
        owners=("A",),
        annuity=AnnuityDue(year=12, due_date=date(2027, 1, 1), amount_minor=1, currency="CNY"),
    )
