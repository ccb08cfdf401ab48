"""Every published or derived case that concerns valuation, by its id; each names its source."""

import json
from pathlib import Path

import numpy as np
import pytest

from patentdesk.valuation.conventions import Convention, mirr, npv, npv_term_structure, present_values
from patentdesk.valuation.excess_earnings import single_period
from patentdesk.valuation.incremental import Business, incremental_income, incremental_value
from patentdesk.valuation.litigation import expected_award, winning_chance
from patentdesk.valuation.options import crr_lattice, fixed_lattice, forward_lattice, launch_option, put_option
from patentdesk.valuation.periods import whole_years
from patentdesk.valuation.pools import airport_shapley, net_pool, payouts, points, proportional_shares
from patentdesk.valuation.renewal import implied_return
from patentdesk.valuation.royalty import RoyaltyTerms, relief_from_royalty, sales_of
from patentdesk.valuation.tab import tab_factor
from patentdesk.valuation.uncertainty import ThreePoint, draw_triangular, summarise

FILE = Path(__file__).with_name("published.json")


def net_present_value(given):
    if "first_period" in given:
        return {"npv": npv(given["rate"], given["cashflows"], given["first_period"])}
    return {"pv_rows": present_values(given["rate"], given["cashflows"])}


def relief(given):
    terms = RoyaltyTerms(
        royalty=given["royalty"],
        discount_rate=given["discount_rate"],
        tax=given["tax"],
        tab_years=given["tab_years"],
        convention=Convention(given["convention"]),
        probability=given.get("p_valid", 1) * given.get("p_use", 1),
    )
    periods = whole_years(len(given["revenue"]))
    found = relief_from_royalty(periods, given["revenue"], terms, fees=given.get("fees"))
    return {
        "pv_before_tab": found.before_tab,
        "expected_before_tab": found.before_tab,
        "tab_factor": found.tab,
        "value": found.value,
        "pv_gross": found.pv_royalty / terms.probability,
        "pv_fees": found.pv_fees,
    }


def incremental(given):
    if "q0" in given:
        before = Business(units=given["q0"], price=given["price"], cost=given["cost"])
        after = Business(units=given["q1"], price=given["price"], cost=given["cost"])
    else:
        units = given["volume_wan"]
        before = Business(units=units, price=given["price0"], cost=given["cost0"])
        after = Business(units=units, price=given["price1"], cost=given["cost1"])
    return {
        "annual": incremental_income(before, after, given["tax"]),
        "value": incremental_value(before, after, given["tax"], given["rate"], given["years"]),
    }


def lattice(given):
    make = {"CRR": crr_lattice, "forward": forward_lattice}[given["lattice"]]
    tree = make(given["sigma"], given["r"], given["T"], steps=given["steps"])
    value = launch_option(given["S"], given["K"], tree, american=False)
    return {"u": tree.up, "d": tree.down, "p": tree.probability, "value": value}


def fixed(given):
    tree = fixed_lattice(given["u"], given["d"], given["r"], given["T"], steps=given["steps"])
    return {
        "p": tree.probability,
        "value": launch_option(given["S"], given["K"], tree, american=False),
        "european": put_option(given["S"], given["K"], tree, american=False),
        "american": put_option(given["S"], given["K"], tree),
    }


def simulated(given):
    generator = np.random.default_rng(20260630)
    product = np.ones(400_000)
    for key in ("revenue", "royalty", "probability"):
        product *= draw_triangular(generator, ThreePoint(*given[key]), len(product))
    found = summarise(product, 20260630)
    return {"mean": found.mean, "sd": found.deviation}


def pool(given):
    shares = proportional_shares(given["essential_patents"])
    net = net_pool(given["rate_usd"], given["vehicles"], given["admin"])
    return {"share": shares, "net_pool": net, "payout": payouts(net, shares)}


def point_system(given):
    found = points(given["tiers"])
    return {"points": found, "payout": payouts(given["net_pool"], proportional_shares(found))}


def bounds(given):
    found = implied_return(given["fees"], given["last_paid"])
    return {"lower": found.lower, "upper": found.upper}


def chances(given):
    steps = [given["p_valid"], given["p_enforceable"], given["p_infringed"]]
    return {"p_win": winning_chance(steps), "expected": expected_award(steps, given["damages"])}


def pert(given):
    point = ThreePoint(given["o"], given["m"], given["p"])
    return {"mean": point.pert_mean, "sd": point.pert_deviation_classic}


METHODS = {
    "npv": net_present_value,
    "mirr": lambda given: {"mirr": mirr(given["cashflows"], given["finance_rate"], given["reinvest_rate"])},
    "npv_term_structure": lambda given: {"pv": npv_term_structure(given["rates"], given["cashflows"])},
    "tab": lambda given: {
        "factor": tab_factor(given["tax"], given["years"], given["rate"], Convention(given["convention"]))
    },
    "relief_from_royalty": relief,
    "royalty_base": lambda given: {"revenue": sales_of(given["price_eur"], given["units"])},
    "incremental_income": incremental,
    "single_period_excess_earnings": lambda given: {
        "value": single_period(given["earnings"], given["cac"], given["cap_rate"])
    },
    "binomial_crr": lattice,
    "binomial_forward_tree": lattice,
    "binomial": fixed,
    "shapley_airport": lambda given: {"shapley": airport_shapley(given["costs"]), "total": max(given["costs"])},
    "numeric_proportionality": pool,
    "point_system": point_system,
    "pert_classic": pert,
    "monte_carlo": simulated,
    "decision_tree": chances,
    "renewal_lower_bound": bounds,
}
OF_TRIAGE = {
    "generality_hjt", "originality_hjt", "radicalness", "cohort_normalisation", "relative_citation",
    "patent_asset_index", "ipscore_category",
}  # fmt: skip


@pytest.fixture(scope="module")
def cases():
    return json.loads(FILE.read_text(encoding="utf-8"))["cases"]


def test_every_case_has_its_method(cases):
    assert len(cases) == 32
    assert all(case["source"] or case["provenance"] == "derived" for case in cases)
    assert {case["method"] for case in cases} == set(METHODS) | OF_TRIAGE


def test_every_case_gives_the_expected_figures(cases):
    chosen = [case for case in cases if case["method"] in METHODS]
    assert len(chosen) == 24
    for case in chosen:
        found = METHODS[case["method"]](case["inputs"])
        for name, expected in case["expected"].items():
            tolerance = case["tolerance"]["value"] * (2 if name == "sd" and case["method"] == "monte_carlo" else 1)
            assert found[name] == pytest.approx(expected, rel=tolerance), (case["id"], name)
        for name, printed in (case["published"] or {}).items():
            if case["published_tolerance_abs"] is not None:
                assert found[name] == pytest.approx(printed, abs=case["published_tolerance_abs"] + 1e-9), case["id"]
