"""Hold the published indicators against worked examples, each with its source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from patentdesk.core.problems import Refused
from patentdesk.services.published import PUBLISHED, calculate, published

CASES = json.loads(Path(__file__).with_name("published_examples.json").read_text(encoding="utf-8"))["cases"]


def agrees(found, expected, tolerance):
    if isinstance(expected, Mapping):
        return all(agrees(found[key], value, tolerance) for key, value in expected.items())
    if isinstance(expected, list):
        return all(agrees(one, other, tolerance) for one, other in zip(found, expected, strict=True))
    if expected is None or isinstance(expected, bool):
        return found is expected
    return found == pytest.approx(expected, rel=1e-9, abs=tolerance)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['indicator']}-{str(case['expected'])[:40]}")
def test_a_worked_example_holds(case):
    found = calculate(case["indicator"], case["inputs"])
    assert agrees(found, case["expected"], case.get("tolerance", 1e-9)), (found, case["source"])


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("nonsense", {}, "indicator_unknown"),
        ("radicalness", {"focal_classes": ["A"]}, "indicator_input"),
        ("generality", {"class_counts": {"A": 1}, "colour": 1}, "indicator_input"),
        ("generality", {"class_counts": 7}, "indicator_input"),
        ("renewal_lower_bound", {"fees": [1, 2], "last_paid": 9}, "indicator_input"),
        ("weighted_score", {"scores": {}, "weights": {}}, "indicator_input"),
    ],
)
def test_inputs_that_make_no_sense_are_refused(name, given, code):
    with pytest.raises(Refused, match=code):
        calculate(name, given)


def test_names_and_aliases_stand_for_one_indicator():
    names = [name for one in PUBLISHED for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))
    assert published("Generality-HJT").name == "generality"
