"""Every published or derived case that concerns valuation, worked by the calculator that people use."""

import json
from pathlib import Path

import pytest

from patentdesk.valuation.formulas.catalogue import calculate, formula_named
from patentdesk.valuation.formulas.comparing import compare

FOLDER = Path(__file__).parent
SIDES = {"OPT-11": {"kind": "put"}, "UNC-07": {"distribution": "triangular", "trials": 400_000}}
"""What a case says only in its title."""
OF_TRIAGE = {
    "generality_hjt", "originality_hjt", "radicalness", "cohort_normalisation", "relative_citation",
    "patent_asset_index", "ipscore_category",
}  # fmt: skip


def cases(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))["cases"]


GIVEN = [case for case in cases("published.json") if case["method"] not in OF_TRIAGE]
FOUND = cases("published_more.json")


def test_no_case_is_left_out():
    assert len(GIVEN) == 24
    assert len(FOUND) == 95
    assert all(case["source"] or case["provenance"] == "derived" for case in GIVEN)
    assert all(case["source"] and case["mark"] in {"primary", "secondary", "knowledge"} for case in FOUND)


@pytest.mark.parametrize("case", GIVEN, ids=lambda case: case["id"])
def test_a_given_case_has_the_expected_figures(case):
    stated = {key: value for key, value in case["inputs"].items() if key != "trials_min"}
    found = calculate(formula_named(case["method"]), stated | SIDES.get(case["id"], {})).worked.results
    for name, expected in case["expected"].items():
        tolerance = case["tolerance"]["value"] * (2 if name == "sd" and case["method"] == "monte_carlo" else 1)
        assert found[name] == pytest.approx(expected, rel=tolerance), name
    for name, printed in (case["published"] or {}).items():
        if case["published_tolerance_abs"] is not None:
            assert found[name] == pytest.approx(printed, abs=case["published_tolerance_abs"] + 1e-9), name


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case["id"])
def test_a_found_case_agrees_to_its_digits_or_is_known_to_be_wrong(case):
    found = calculate(formula_named(case["formula"]), case["inputs"])
    printed = case["printed"]
    digits = len(printed.rstrip("%").partition(".")[2]) + (2 if printed.endswith("%") else 0)
    figure = float(printed.rstrip("%")) / (100 if printed.endswith("%") else 1)
    compared = compare(found, figure, digits, case["result"])
    assert compared.agrees is case["agrees"], compared
    if not case["agrees"]:
        assert found.worked.results[case["result"]] == pytest.approx(case["value"], rel=1e-3)
        assert [[one.kind, one.key] for one in compared.variants][:1] == ([case["slip"]] if case["slip"] else [])


def test_the_glove_and_the_voters_have_their_shares():
    glove, voters = (
        calculate(formula_named(case["formula"]), case["inputs"]).worked.results["shapley"]
        for case in FOUND
        if case["id"] in {"glove", "voting"}
    )
    assert list(glove.values()) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert list(voters.values()) == pytest.approx([5 / 12, 3 / 12, 3 / 12, 1 / 12])


def test_a_published_figure_from_another_convention_is_told_apart():
    stated = {"revenue": "1000*5", "royalty": "5%", "discount_rate": "12%", "tax": "25%"}
    end = calculate(formula_named("rfr"), {**stated, "convention": "end"}).worked.value
    found = compare(calculate(formula_named("rfr"), stated), round(end, 2), 2)
    assert not found.agrees
    assert [(one.key, one.choice) for one in found.variants] == [("convention", "end")]
