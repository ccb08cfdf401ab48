"""Hold the published indicators against worked examples, each with its source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from patentdesk.core.problems import Refused
from patentdesk.services.worth import calculate

CASES = json.loads(Path(__file__).with_name("published_examples.json").read_text(encoding="utf-8"))["cases"]


def agrees(found, expected, tolerance):
    if isinstance(expected, Mapping):
        return all(agrees(found[key], value, tolerance) for key, value in expected.items())
    if isinstance(expected, list):
        return all(agrees(one, other, tolerance) for one, other in zip(found, expected, strict=True))
    if expected is None or isinstance(expected, bool | str):
        return found == expected
    return found == pytest.approx(expected, rel=1e-9, abs=tolerance)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['indicator']}-{str(case['expected'])[:40]}")
def test_a_worked_example_holds(case):
    found = calculate(case["indicator"], case["inputs"]).worked.results
    assert agrees(found, case["expected"], case.get("tolerance", 1e-9)), (found, case["source"])


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("nonsense", {}, "worth_unheard"),
        ("radicalness", {"focal_classes": ["A"]}, "worth_input_missing"),
        ("generality", {"class_counts": {"A": 1}, "colour": 1}, "worth_input_unknown"),
        ("generality", {"class_counts": 7}, "worth_not_table"),
        ("generality", {}, "worth_nothing_to_divide"),
        ("generality", {"patents": [7]}, "worth_not_table"),
        ("renewal_lower_bound", {"fees": [1, 2], "last_paid": 9}, "worth_lengths"),
        ("weighted_score", {"scores": {}, "weights": {}}, "worth_not_table"),
        ("weighted_score", {"scores": {"a": None}, "weights": {"a": 1}}, "worth_nothing_to_divide"),
        ("grant_lag", {"lag": 3, "cohort_max": 0}, "worth_nothing_to_divide"),
        ("quality_index_4", {}, "worth_nothing_to_divide"),
        ("allocation", {"weights": {"A": 1}}, "worth_input_missing"),
    ],
)
def test_inputs_that_make_no_sense_are_refused(name, given, code):
    with pytest.raises(Refused, match=code):
        calculate(name, given)


def test_classes_are_counted_from_a_list():
    listed, counted = (calculate("generality", {"class_counts": one}) for one in (["A", "B", "A"], {"A": 2, "B": 1}))
    assert listed.worked.value == counted.worked.value
