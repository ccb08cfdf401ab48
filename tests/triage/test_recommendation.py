"""Check what follows from grade and cost."""

from dataclasses import replace
from datetime import date

import pytest

from patentdesk.portfolio.codes import Status
from patentdesk.triage.facts import AnnuityDue
from patentdesk.triage.recommendation import recommend
from patentdesk.triage.records import DecisionCode, Grade
from patentdesk.triage.scoring import Score
from patentdesk.triage.vetoes import Veto


def graded(grade: Grade, coverage: float = 1.0) -> Score:
    return Score(50.0, coverage, grade, ())


def costing(facts, minor, currency="CNY"):
    due = AnnuityDue(year=9, due_date=date(2027, 1, 1), amount_minor=minor, currency=currency)
    return replace(facts, annuity=due)


@pytest.mark.parametrize(
    ("grade", "minor", "expected"),
    [
        (Grade.A, 800_000, (DecisionCode.KEEP, "cost_high")),
        (Grade.B, 120_000, (DecisionCode.KEEP, "cost_low")),
        (Grade.B, 400_001, (DecisionCode.NARROW, "cost_high")),
        (Grade.C, 400_000, (DecisionCode.KEEP_1Y, "cost_medium")),
        (Grade.C, 800_000, (DecisionCode.DROP, "cost_high")),
        (Grade.D, 60_000, (DecisionCode.DROP, "cost_low")),
        (Grade.D, None, (DecisionCode.DROP, "cost_unknown")),
    ],
)
def test_grade_and_cost_band(model, facts, grade, minor, expected):
    found = recommend(model, graded(grade), costing(facts, minor), ())
    assert (found.code, found.reason) == expected


def test_a_currency_without_limits_is_an_unknown_cost(model, facts):
    assert recommend(model, graded(Grade.A), costing(facts, 100, "BRL"), ()).reason == "cost_unknown"


def test_a_vetoed_drop_becomes_one_more_year(model, facts):
    found = recommend(model, graded(Grade.D), facts, (Veto("pledge"),))
    assert (found.code, found.reason, found.args["n"]) == (DecisionCode.KEEP_1Y, "vetoed", 1)


def test_narrowing_needs_two_offices(model, facts):
    found = recommend(model, graded(Grade.B), replace(costing(facts, 900_000), family_offices=("CN",)), ())
    assert (found.code, found.reason) == (DecisionCode.KEEP_1Y, "one_office")


@pytest.mark.parametrize("family", [{"family_offices": None}, {"family_offices": ("CN",), "family_complete": False}])
def test_narrowing_needs_a_known_family(model, facts, family):
    found = recommend(model, graded(Grade.B), replace(costing(facts, 900_000), **family), ())
    assert (found.code, found.reason) == (DecisionCode.KEEP_1Y, "family_unknown")


def test_a_withheld_grade_defers(model, facts):
    found = recommend(model, graded(Grade.WITHHELD, 0.4), facts, ())
    assert (found.code, found.reason, found.args) == (DecisionCode.DEFER, "coverage", {"coverage": "40%"})


def test_nothing_is_left_to_decide_about_a_dead_right(model, facts):
    found = recommend(model, graded(Grade.D), replace(facts, status=Status.EXPIRED), ())
    assert (found.code, found.reason) == (None, "dead")
