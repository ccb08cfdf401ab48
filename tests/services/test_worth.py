"""The calculator: every formula is named, asks for what it needs, and refuses what it cannot read."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.problems import Refused
from patentdesk.services.library import Library
from patentdesk.services.worth import FORMULAS, calculate, compare_published, named

ROOT = Path(__file__).resolve().parents[2]
WORDS = Library(ROOT / "resources").words("zh")
CASES = json.loads((ROOT / "tests/valuation/published.json").read_text(encoding="utf-8"))["cases"]


def calculate_room(case):
    return named(case["method"]).room


def refusal(name, **stated):
    with pytest.raises(Refused) as refused:
        calculate(name, stated)
    return refused.value.problem.code


def test_every_formula_input_and_name_is_unique_and_has_words():
    names = [name for one in FORMULAS for name in (one.key, *one.aliases)]
    assert len(names) == len(set(names))
    for one in FORMULAS:
        assert WORDS.has(f"worth.{one.key}"), one.key
        assert WORDS.has(f"worth.room.{one.room}")
        inputs = [name for item in one.parameters for name in (item.key, *item.aliases)]
        assert len(inputs) == len(set(inputs)), one.key
        assert all(WORDS.has(f"term.{item.key}") for item in one.parameters), one.key
        assert one.source


@pytest.mark.parametrize("case", [one for one in CASES if calculate_room(one) == "index"], ids=lambda case: case["id"])
def test_the_indexes_of_triage_are_reached_by_the_same_door(case):
    found = calculate(case["method"], case["inputs"]).worked.results
    for name, expected in case["expected"].items():
        assert found[name] == pytest.approx(tuple(expected) if isinstance(expected, list) else expected), name


def test_rows_that_do_not_go_together_are_refused():
    stated = {"revenue": [1, 2, 3], "charges": [1, 2], "charge_rates": {"a": 0.1}, "rate": 0.1}
    assert refusal("mpeem", **stated) == "worth_lengths"
    shortest = calculate("amortisation", {"cost": 10, "years": 1})
    assert not compare_published(shortest, "99.99").agrees


def test_names_are_read_as_a_list_or_as_words():
    counts = {"B60L": 4, "H02J": 1, "H01M": 5}
    for focal in (["B60L", "H02J"], "B60L, H02J", '["B60L","H02J"]', "B60L、H02J"):
        assert calculate("radicalness", {"focal_classes": focal, "cited_class_counts": counts}).worked.value == 0.5


def test_what_cannot_be_read_is_refused_by_name():
    npv = {"rate": "8%", "cashflows": "1,2"}
    assert refusal("npvv", **npv) == "worth_unknown"
    assert refusal("npv", **npv, growht="1") == "worth_input_unknown"
    assert refusal("npv", cashflows="1,2") == "worth_input_missing"
    assert refusal("npv", rate="8", cashflows="1") == "worth_percent"
    assert refusal("npv", rate="-2", cashflows="1") == "worth_bounds"
    assert refusal("npv", rate="eight", cashflows="1") == "worth_not_number"
    assert refusal("npv", rate="nan", cashflows="1") == "worth_not_number"
    assert refusal("npv", rate="8%", r="8%", cashflows="1") == "worth_input_twice"
    assert refusal("npv", **npv, convention="middle") == "worth_not_choice"
    assert refusal("npv", **npv, times="1,2,3") == "worth_lengths"
    assert refusal("binomial_forward_tree", lattice="crr", S=1, K=1, r=0, T=1, sigma=1, steps=1) == "worth_not_choice"
    assert refusal("numeric_proportionality", patents="A:0,B:0", net_pool=1) == "worth_nothing_to_divide"
    assert refusal("shapley", worths="A:1,B:1", missing="refuse") == "worth_coalitions_missing"
    assert refusal("pert", low=3, mode=2, high=4) == "worth_three_points"
    assert refusal("annuity", payment=1e308, rate=0, years=200) == "worth_too_large"


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("top_down", {"aggregate": "6%", "own_patents": 0, "total_patents": 0}),
        ("top_down", {"aggregate": "6%", "own_patents": 3, "total_patents": 2}),
        ("implied_royalty", {"lump_sum": 10, "sales": "0, 0", "rate": "10%"}),
        ("rubinstein", {"patience_first": 1, "patience_second": 1}),
        ("wacc", {"equity": 0, "debt": 0, "equity_cost": "10%", "debt_cost": "5%", "tax": "25%"}),
    ],
)
def test_what_has_nothing_to_divide_by_is_refused(name, stated):
    assert refusal(name, **stated) == "worth_nothing_to_divide"


@pytest.mark.parametrize(
    ("flows", "rate", "simple", "discounted"),
    [("-100, 40, 40, 40", 0, 2.5, 2.5), ("-100, 110, 121", "10%", 100 / 110, 1.0), ("-100, 50, 40", 0, None, None)],
)
def test_flows_are_back_evenly_within_a_year_or_never(flows, rate, simple, discounted):
    found = calculate("payback", {"cashflows": flows, "rate": rate}).worked.results
    assert (found["payback"], found["discounted_payback"]) == pytest.approx((simple, discounted))


@pytest.mark.parametrize(("price", "value"), [(1, 0.25), (2, 1.0), (3, 2.0)])
def test_a_right_without_end_is_worth_what_waiting_gives_until_investing_pays(price, value):
    stated = {"price": price, "strike": 1, "sigma": 0.2, "rate": 0.04, "q": 0.04}
    assert calculate("perpetual_option", stated).worked.results["value"] == pytest.approx(value)


def test_a_bargain_that_makes_both_worse_is_refused():
    assert refusal("nash_bargaining", joint=1, without_licensor=1, without_licensee=1) == "worth_no_bargain"
    assert calculate("nash_bargaining", {"joint": 2, "without_licensor": 1, "without_licensee": 1}).worked.value == 1


def test_numbers_are_read_as_people_write_them():
    worked = calculate("npv", {"rate": "８%".replace("８", "8"), "cashflows": "375*3", "first_period": "1"}).worked
    assert worked.value == pytest.approx(375 * (1 - 1.08**-3) / 0.08)
    assert calculate("royalty_base", {"price": "1,250.5", "units": "20,000"}).worked.value == 25_010_000


def test_an_outflow_first_warns_when_nobody_said_when_it_is_paid():
    codes = [one.code for one in calculate("npv", {"rate": "8%", "cashflows": "-10,12"}).worked.problems]
    assert codes == ["worth_first_period"]
    assert not calculate("npv", {"rate": "8%", "cashflows": "-10,12", "first_period": "0"}).worked.problems


def test_a_dead_right_is_worth_nothing_with_its_reason():
    stated = {"valued_on": "2026-06-30", "legal_end": "2035-01-01", "status": "lapsed"}
    worked = calculate("life", stated).worked
    assert worked.value == 0
    assert worked.problems[0].args == {"status": "lapsed"}
    assert calculate("life", {**stated, "status": "granted", "legal_end": "2026-06-30"}).worked.value == 0


def test_a_printed_figure_agrees_within_its_last_digit():
    found = calculate("npv", {"rate": "8%", "cashflows": "100"})
    assert compare_published(found, "92.59").agrees
    assert compare_published(found, "92.6").agrees
    assert not compare_published(found, "92.50").agrees
    with pytest.raises(Refused):
        compare_published(found, "92.59", "nonsense")


@given(st.floats(0, 0.5), st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_mid_year_is_end_year_times_the_root_of_one_plus_r(rate, flows):
    end, mid = (
        calculate("npv", {"rate": rate, "cashflows": flows, "convention": one}).worked.value for one in ("end", "mid")
    )
    assert mid == pytest.approx(end * (1 + rate) ** 0.5, rel=1e-9, abs=1e-6)


@given(
    st.dictionaries(st.text("ABCDEFG", min_size=1, max_size=3), st.floats(0.001, 1e6), min_size=1), st.floats(0, 1e9)
)
def test_an_allocation_is_exact_to_the_cent(weights, amount):
    results = calculate("allocate", {"amount": round(amount, 2), "weights": weights}).worked.results
    assert float(results["total"]) == pytest.approx(round(amount, 2), abs=0.001)


@pytest.mark.parametrize(
    ("name", "stated", "value"),
    [
        ("functional_obsolescence", {"extra": "12*3", "rate": "10%", "tax": "25%"}, 9 / 1.1 + 9 / 1.1**2 + 9 / 1.1**3),
        ("economic_obsolescence", {"output": 70, "capacity": 100}, 1 - 0.7**0.7),
        ("residual", {"business": 1000, "assets": "net working capital:200,plant:500"}, 300),
        ("capm", {"rf": "4%", "beta": 1.2, "rm": "10%"}, 0.04 + 1.2 * 0.06),
    ],
)
def test_formulas_of_appraisal_textbooks(name, stated, value):
    assert calculate(name, stated).worked.value == pytest.approx(value)


def test_a_premium_is_stated_or_follows_from_the_return_of_the_market():
    assert refusal("capm", rf="4%", beta=1) == "worth_one_of"
    found = calculate("capm", {"rf": "4%", "beta": 1.2, "erp": "6%"})
    assert [one.key for one in compare_published(found, "6.40%").variants] == ["premium_less_risk_free"]
