"""Figures that follow are told apart from those that do not; a slip is named only where it was recomputed."""

import json
from pathlib import Path

import pytest

from patentdesk.valuation.formulas.catalogue import FORMULAS, calculate, formula_named
from patentdesk.valuation.formulas.comparing import compare

WORDS = json.loads((Path(__file__).resolve().parents[2] / "resources/words/worth.json").read_text(encoding="utf-8"))
FLOWS = {"cashflows": [110.0, 242.0, 399.3], "rate": 0.1}


def told(name, stated, published, digits=2, result=""):
    found = compare(calculate(formula_named(name), stated), published, digits, result)
    assert not found.agrees
    return [(one.kind, one.key, one.choice) for one in found.variants]


def test_a_figure_agrees_to_its_digits_only():
    npv = calculate(formula_named("npv"), FLOWS)
    assert compare(npv, 600.0, 2).agrees
    assert compare(npv, 600.01, 2).agrees
    assert not compare(npv, 600.02, 2).agrees
    assert compare(npv, 601, 0).agrees


@pytest.mark.parametrize(
    ("published", "slip"),
    [
        (751.3, ("slip", "undiscounted", "")),
        (500.0, ("slip", "first_left_out", "")),
        (300.0, ("slip", "last_left_out", "")),
        (-600.0, ("slip", "sign", "")),
        (60_000.0, ("slip", "shift", "100")),
        (6.0, ("slip", "shift", "0.01")),
        (660.0, ("choice", "convention", "start")),
    ],
)
def test_the_slip_that_gives_a_figure_is_named(published, slip):
    assert slip in told("npv", FLOWS, published)


def test_two_conventions_together_are_found_when_none_alone_explains():
    stated = {"revenue": [1000.0] * 5, "royalty": 0.05, "discount_rate": 0.12, "tax": 0.25, "tab_years": 5}
    printed = calculate(formula_named("rfr"), {**stated, "tax": 0.0, "convention": "start"}).worked.value
    assert {key for _, key, _ in told("rfr", stated, round(printed, 2))} == {"tax", "convention"}


def test_another_line_of_the_working_is_recognised():
    stated = {"revenue": [1000.0] * 5, "royalty": 0.05, "discount_rate": 0.12, "tax": 0.25, "tab_years": 5}
    found = calculate(formula_named("rfr"), stated).worked.results
    assert ("result", "pv_before_tab", "") in told("rfr", stated, round(found["pv_before_tab"], 2))


def test_a_benefit_that_was_added_instead_of_grossed_up_is_recognised():
    stated = {"revenue": [1000.0] * 5, "royalty": 0.05, "discount_rate": 0.12, "tax": 0.25, "tab_years": 5}
    found = calculate(formula_named("rfr"), stated).worked.results
    added = found["pv_before_tab"] * (2 - 1 / found["tab_factor"])
    assert ("slip", "tab_added", "") in told("rfr", stated, round(added, 2))


def test_nothing_is_claimed_for_a_figure_from_nowhere():
    assert told("npv", FLOWS, 1234.56) == []
    assert told("npv", FLOWS, 5, digits=0) == []


def test_every_slip_has_its_words():
    codes = {key.removeprefix("worth.slip.") for key in WORDS if key.startswith("worth.slip.")}
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).resolve().parents[2] / "patentdesk/valuation/formulas").glob("*.py")
    )
    assert all(f'"{code}"' in text for code in codes)
    assert len(FORMULAS) > 70
