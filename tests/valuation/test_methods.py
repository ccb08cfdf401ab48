import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from patentdesk.portfolio.codes import DEAD, Status
from patentdesk.valuation.assumptions import Definition, Resolved
from patentdesk.valuation.incremental import Business, incremental_income
from patentdesk.valuation.methods import (
    BENEFITS,
    METHOD_KEYS,
    Method,
    by_methods,
    incremental_rate,
    launch_value,
    replacement_cost,
)
from patentdesk.valuation.options import black_scholes, crr_lattice, lattice_values, option_value
from patentdesk.valuation.patent import INPUT_KEYS, Ended, Facts, Fee, value_patent
from patentdesk.valuation.profit_split import split_by_investment, split_by_score
from patentdesk.valuation.records import Assumption

VALUED_ON = date(2026, 6, 30)
NUMBERS = {
    "revenue": 1e8, "revenue_growth": 0.02, "reading_share": 1.0, "reading_decay": 0.15, "reading_steady": 3.0,
    "allocation_share": 0.2, "royalty_rate": 0.02, "discount_rate": 0.15, "tax_rate": 0.25, "tab_life": 10.0,
    "economic_life": 8.0, "profit_margin": 0.08, "split_technology_cost": 3e6, "split_technology_return": 4.0,
    "split_enterprise_cost": 2e7, "split_enterprise_return": 0.125, "split_floor": 0.1, "split_ceiling": 0.3,
    "split_score": 0.75, "split_parts": 4.0, "price_premium": 0.01, "cost_saving": 0.005, "volume_gain": 0.1,
    "contributory_charge": 0.06, "without_sales": 0.8, "without_margin": 0.075, "loss_chance": 1.0,
    "market_multiple": 0.3, "cost_spent": 2e6, "cost_index": 1.1, "developer_profit": 0.2, "obsolete_functional": 0.1,
    "obsolete_technological": 0.2, "obsolete_economic": 0.05, "launch_cost": 1e6, "volatility": 0.35, "risk_free": 0.02,
    "build_up_cost": 4e5, "p_enforce": 0.6, "enforcement_cost": 3e5, "renewal_return": 2e4, "renewal_spread": 1.5,
    "renewal_decay": 0.15, "cost_material": 4e5, "cost_capital": 3e5, "cost_labour": 8e5, "labour_multiplier": 2.0,
    "failure_risk": 0.3, "cost_return": 0.2, "licence_share": 0.3, "licence_lost": 1e5, "market_price": 3e5,
}  # fmt: skip
FEES = tuple(Fee(date(year, 3, 15), 1000.0 + 500 * (year - 2026), year - 2018) for year in range(2027, 2039))
FACTS = Facts(
    patent_id=1, status=Status.GRANTED, expiry=date(2039, 3, 15), filed=date(2019, 3, 15), fees=FEES,
    paid=Fee(date(2026, 3, 15), 1200.0, 8),
)  # fmt: skip


def resolved(**changes):
    numbers = NUMBERS | changes
    keys = {*INPUT_KEYS, *numbers}
    definitions = {key: Definition(key=key, unit="", minimum=-1e15, maximum=1e15, required=False) for key in keys}
    return Resolved({key: Assumption(key=key, value=number) for key, number in numbers.items()}, definitions)


def by(method, **changes):
    found = resolved(**changes)
    (value,) = by_methods([method], value_patent(FACTS, found, VALUED_ON), found, VALUED_ON)
    return value


@pytest.mark.parametrize(
    ("method", "rate"),
    [
        (Method.SPLIT_INVESTMENT, 0.08 * 1.5e7 / (1.5e7 + 2.25e7)),
        (Method.SPLIT_SCORE, 0.08 * 0.25),
        (Method.SPLIT_PARTS, 0.02),
        (Method.INCREMENTAL, 0.015 * 0.9 + 0.1 * 0.08),
        (Method.EXCESS, 0.02),
        (Method.WITH_WITHOUT, 0.02),
    ],
)
def test_each_income_method_has_its_benefit_and_the_schedule_of_the_royalty(method, rate):
    found = by(method)
    assert found.rate == pytest.approx(rate)
    assert found.value == pytest.approx(by(Method.RELIEF, royalty_rate=rate).value)
    assert found.low == found.value == found.high


def test_market_cost_and_option_have_their_own_formulas():
    assert by(Method.MARKET).value == pytest.approx(0.3 * 1e8 * 0.2)
    assert by(Method.COST).value == pytest.approx(2e6 * 1.1 * 1.2 * 0.9 * 0.8 * 0.95)
    relief = by(Method.RELIEF).value
    assert relief - 1e6 <= by(Method.OPTION).value <= relief


def test_greenfield_takes_the_whole_profit_less_what_must_be_built_up():
    assert by(Method.GREENFIELD, build_up_cost=0.0).value == pytest.approx(by(Method.RELIEF, royalty_rate=0.08).value)
    factor = value_patent(FACTS, resolved(), VALUED_ON).relief.tab
    difference = by(Method.GREENFIELD, build_up_cost=0.0).value - by(Method.GREENFIELD).value
    assert difference == pytest.approx(4e5 * factor)
    assert by(Method.GREENFIELD, build_up_cost=1e12).value == 0


def test_enforcement_weighs_the_licence_value_and_pays_its_cost():
    assert by(Method.ENFORCED).value == pytest.approx(0.6 * by(Method.RELIEF).value - 3e5)
    assert by(Method.ENFORCED, enforcement_cost=1e12).value == 0


def test_cost_by_multipliers_loses_the_part_of_the_life_that_is_used():
    gross = (4e5 + 3e5 + 8e5 * 2) / 0.7 * 1.2
    used, left = (VALUED_ON - date(2019, 3, 15)).days / 365, (date(2034, 6, 30) - VALUED_ON).days / 365
    assert by(Method.MULTIPLIED).value == pytest.approx(gross * left / (used + left))


def test_cost_by_multipliers_needs_the_filing_date():
    found = resolved()
    (one,) = by_methods(
        [Method.MULTIPLIED], value_patent(replace(FACTS, filed=None), found, VALUED_ON), found, VALUED_ON
    )
    assert (one.value, one.problem.code, one.problem.field_name) == (None, "method_fact_missing", "filing_date")


def test_the_least_fee_is_a_share_of_cost_and_what_is_lost_each_year():
    relief = value_patent(FACTS, resolved(), VALUED_ON).relief
    yearly = sum(line.period.fraction * line.factor for line in relief.lines)
    assert by(Method.FLOOR).value == pytest.approx(0.3 * by(Method.COST).value + 1e5 * yearly)


@given(rate=st.floats(0.01, 0.4), more=st.floats(0.001, 0.2), method=st.sampled_from(sorted(Method)))
def test_no_method_gives_more_at_a_higher_rate(rate, more, method):
    low, high = (by(method, discount_rate=each, tab_life=0.0).value for each in (rate, rate + more))
    assert high <= low * (1 + 1e-12)


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.RELIEF])
def test_a_missing_input_is_named_and_gives_no_value(method):
    key = METHOD_KEYS[method][0]
    found = resolved()
    outcome = value_patent(FACTS, found, VALUED_ON)
    rows = {name: row for name, row in found.rows.items() if name != key}
    (empty,) = by_methods([method], outcome, Resolved(rows, found.definitions), VALUED_ON)
    assert empty.value is None
    assert empty.problem.code == "method_input_missing"
    assert empty.problem.args["assumption"] == key


PARTS = st.floats(0, 1)


@given(
    units=st.floats(1, 1e6), more=st.floats(0, 1e6), price=st.floats(1, 1e4), premium=st.floats(0, 100),
    cost=st.floats(0.1, 1), saved=st.floats(0, 0.5),
)  # fmt: skip
def test_the_incremental_rate_is_the_difference_of_the_two_businesses(*, units, more, price, premium, cost, saved):
    without = Business(units=units, price=price, cost=price * (cost + saved))
    owned = Business(units=units + more, price=price + premium, cost=price * cost)
    numbers = {
        "price_premium": premium / owned.price,
        "cost_saving": (without.cost - owned.cost) / owned.price,
        "volume_gain": more / owned.units,
        "profit_margin": (owned.price - owned.cost) / owned.price,
    }
    added = incremental_income(without, owned, 0)
    scale = owned.price * owned.units
    assert incremental_rate(numbers) * scale == pytest.approx(added, rel=1e-9, abs=1e-9 * scale)


@given(st.floats(0, 1e9), st.floats(0, 10), st.floats(0, 1e9), st.floats(0, 10))
def test_a_share_of_profit_lies_between_none_and_all(technology, technology_return, enterprise, enterprise_return):
    assert 0 <= split_by_investment(technology, technology_return, enterprise, enterprise_return) <= 1


@given(floor=PARTS, width=PARTS, score=PARTS)
def test_a_score_moves_the_share_between_its_ends(floor, width, score):
    share = split_by_score(floor, floor + width, score)
    assert floor - 1e-12 <= share <= floor + width + 1e-12


@given(parts=st.tuples(PARTS, PARTS, PARTS))
def test_obsolescence_only_takes_away(parts):
    kinds = zip(("functional", "technological", "economic"), parts, strict=True)
    numbers = {"cost_spent": 100.0, "cost_index": 1.0, "developer_profit": 0.0}
    assert 0 <= replacement_cost(numbers | {f"obsolete_{kind}": part for kind, part in kinds}) <= 100


@given(status=st.sampled_from(sorted(DEAD)), royalty=PARTS)
def test_a_dead_right_is_worth_nothing_whatever_the_inputs(status, royalty):
    outcome = value_patent(replace(FACTS, status=status), resolved(royalty_rate=royalty), VALUED_ON)
    assert isinstance(outcome, Ended)
    assert (outcome.value, outcome.reason) == (0, status)


@given(days=st.integers(0, 9_000))
def test_an_expired_right_is_worth_nothing(days):
    past = date.fromordinal(VALUED_ON.toordinal() - days)
    assert value_patent(replace(FACTS, expiry=past), resolved(), VALUED_ON).value == 0


def test_the_lattice_approaches_the_closed_form_and_american_is_worth_no_less():
    terms = {"sigma": 0.35, "rate": 0.03, "years": 8.0, "yield_rate": 0.125}
    closed = black_scholes(100.0, 80.0, **terms).call
    tree = crr_lattice(0.35, 0.03, 8.0, steps=800, yield_rate=0.125)
    assert option_value(100.0, 80.0, tree, american=False) == pytest.approx(closed, rel=2e-3)
    assert option_value(100.0, 80.0, tree, american=True) > closed
    short = crr_lattice(0.35, 0.03, 8.0, steps=12, yield_rate=0.125)
    assert lattice_values(100.0, 80.0, short)[0][0] == pytest.approx(option_value(100.0, 80.0, short, american=True))


@given(st.floats(1, 200), st.floats(1, 200), st.floats(0.05, 1), st.floats(0, 0.2), st.floats(0.1, 10))
def test_call_and_put_keep_their_parity_in_the_closed_form_and_on_the_lattice(price, strike, sigma, rate, years):
    found = black_scholes(price, strike, sigma=sigma, rate=rate, years=years)
    forward = price - strike * math.exp(-rate * years)
    assert found.call - found.put == pytest.approx(forward, abs=1e-9 * (price + strike))
    tree = crr_lattice(sigma, rate, years, steps=60)
    assume(tree.probability <= 1)  # else the prices of the lattice allow a sure gain, and nothing is priced by it
    both = [option_value(price, strike, tree, american=False, put=put) for put in (False, True)]
    assert both[0] - both[1] == pytest.approx(forward, abs=1e-8 * (price + strike))


def test_an_option_without_cost_volatility_or_life_is_the_gain():
    assert black_scholes(100.0, 0.0, sigma=0.3, rate=0.0, years=5.0).call == 100
    assert launch_value(0.0, 5.0, NUMBERS) == 0
    assert launch_value(3e6, 0.0, NUMBERS) == 0
    assert launch_value(3e6, 5.0, NUMBERS | {"volatility": 0.0}) == 2e6


def test_every_method_says_what_it_needs():
    assert set(METHOD_KEYS) == set(Method)
    assert set(BENEFITS) < set(Method)
