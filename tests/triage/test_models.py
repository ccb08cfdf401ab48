"""Check that a scoring model is data that cannot be wrong unnoticed."""

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest

from patentdesk.triage.models import read_model
from patentdesk.triage.records import Grade

FILE = Path(__file__).resolve().parents[2] / "resources/triage/models/alliance.json"
PLAIN = json.loads(FILE.read_text(encoding="utf-8"))


def test_every_indicator_states_source_and_confidence(model):
    assert all(indicator.source for indicator in model.indicators)
    assert {indicator.confidence for indicator in model.indicators} <= {"primary", "secondary", "knowledge"}


@pytest.mark.parametrize(
    ("score", "grade"), [(100, "A"), (70, "A"), (69.9, "B"), (50, "B"), (30, "C"), (29.9, "D"), (0, "D")]
)
def test_bands(model, score, grade):
    assert model.grade(score, 0.6) is Grade(grade)


def test_the_grade_is_withheld_under_the_minimum_coverage(model):
    assert model.grade(99, 0.599) is Grade.WITHHELD
    assert model.grade(None, 1.0) is Grade.WITHHELD


@pytest.mark.parametrize(
    ("amount", "band"), [("0", "low"), ("1200", "low"), ("1200.01", "medium"), ("4000.01", "high")]
)
def test_cost_bands(model, amount, band):
    assert model.cost_band(Decimal(amount), "CNY") == band


def unknown(plain):
    plain["indicators"][0]["id"] = "beauty"


def repeated(plain):
    plain["indicators"].append(plain["indicators"][0])


def weightless(plain):
    for indicator in plain["indicators"]:
        indicator["weight"] = 0


def negative(plain):
    plain["indicators"][0]["weight"] = -1


def rising(plain):
    plain["bands"] = {"A": 10, "B": 50, "D": 0}


def flat(plain):
    plain["indicators"][0]["scale"] = {"kind": "linear", "low": 3, "high": 3}


def tableless(plain):
    plain["indicators"][0]["scale"] = {"kind": "table"}


def unknown_decision(plain):
    plain["recommendations"]["A"]["low"] = "BURN"


@pytest.mark.parametrize("spoil", [unknown, repeated, weightless, negative, rising, flat, tableless, unknown_decision])
def test_a_faulty_model_is_refused(spoil):
    plain = copy.deepcopy(PLAIN)
    spoil(plain)
    with pytest.raises(ValueError, match=r"model|indicator|BURN"):
        read_model(plain)
