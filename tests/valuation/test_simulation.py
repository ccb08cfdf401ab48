import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.portfolio.codes import Status
from patentdesk.valuation.assumptions import Definition, Resolved
from patentdesk.valuation.dependence import correlated, correlation_matrix, linear_from_rank, repaired
from patentdesk.valuation.patent import INPUT_KEYS, Facts, Fee, value_patent
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.sales import parts_of, sales_problems, sales_rows
from patentdesk.valuation.simulation import Trial, convergence, simulate, simulate_many
from patentdesk.valuation.uncertainty import Lognormal, ThreePoint, lognormal

VALUED_ON = date(2026, 6, 30)
BASE = {
    "revenue": 1e8, "revenue_growth": 0.02, "reading_share": 1.0, "reading_decay": 0.15, "reading_steady": 3.0,
    "allocation_share": 0.2, "royalty_rate": 0.02, "discount_rate": 0.15, "tax_rate": 0.25, "tab_life": 10.0,
    "economic_life": 8.0,
}  # fmt: skip
OPTIONAL = {"contract_life", "p_valid", "p_use"}


def resolved(ranges=None, **values):
    ranges = ranges or {}
    definitions = {
        key: Definition(key=key, unit="", minimum=-1e15, maximum=1e15, required=key not in OPTIONAL)
        for key in INPUT_KEYS
    }
    rows = {
        key: Assumption(key=key, value=number, low=ranges.get(key, (None,))[0], high=ranges.get(key, (None, None))[-1])
        for key, number in (BASE | values).items()
    }
    return Resolved(rows, definitions)


FEES = (Fee(date(2027, 3, 15), 2000.0),)


def valued(found, fees=FEES, expiry=date(2039, 3, 15)):
    return value_patent(Facts(patent_id=1, status=Status.GRANTED, expiry=expiry, fees=fees), found, VALUED_ON)


def test_without_ranges_every_trial_is_the_base_value():
    found = resolved(p_valid=0.8)
    outcome = valued(found)
    simulation = simulate(outcome, found, VALUED_ON, 1, 10)
    assert simulation.values == pytest.approx(outcome.value)
    assert len(simulation.values) == 10
    assert simulation.summary.standard_error == pytest.approx(0, abs=1e-6)


def test_the_mean_is_the_exact_one_within_its_standard_error():
    """Without fees the value is linear in the royalty and in sales, which are independent: means multiply."""
    found = resolved({"royalty_rate": (0.01, 0.04), "revenue": (5e7, 2e8)})
    outcome = valued(found, fees=())
    simulation = simulate(outcome, found, VALUED_ON, 20260630, 200_000)
    ratio = ThreePoint(0.01, 0.02, 0.04).pert_mean / 0.02 * (ThreePoint(5e7, 1e8, 2e8).pert_mean / 1e8)
    assert abs(simulation.summary.mean - outcome.value * ratio) < 4 * simulation.summary.standard_error
    points = [ThreePoint(0.01, 0.02, 0.04), ThreePoint(5e7, 1e8, 2e8)]
    squares = math.prod(point.pert_variance + point.pert_mean**2 for point in points)
    exact = (squares - math.prod(point.pert_mean**2 for point in points)) ** 0.5 * outcome.value / 0.02 / 1e8
    assert simulation.summary.deviation == pytest.approx(exact, rel=0.01)


def of_units_and_price(distribution, stated=None):
    """Return a patent whose sales are units x price, with the derived row that the program makes of them."""
    found = resolved()
    units = Assumption(key="units_sold", value=1e5, low=5e4, high=2e5, distribution=distribution)
    price = Assumption(key="unit_price", value=1e3, low=8e2, high=1.25e3, distribution=distribution)
    rows = {**found.rows, "units_sold": units, "unit_price": price}
    rows |= {row.key: row for row in sales_rows([units, price])} if stated is None else {"revenue": stated}
    return Resolved(rows, found.definitions)


def test_units_and_price_move_against_each_other_as_their_rank_correlation_says():
    """The product of two lognormal ranges under a Gaussian copula is lognormal: its moments are exact."""
    found = of_units_and_price("lognormal")
    outcome = valued(found, fees=())
    simulation = simulate(outcome, found, VALUED_ON, 11, 200_000)
    units, price = lognormal(5e4, 2e5), lognormal(8e2, 1.25e3)
    linear = linear_from_rank(-0.3)
    spread = units.sigma**2 + price.sigma**2 + 2 * linear * units.sigma * price.sigma
    mean, variance = Lognormal(units.mu + price.mu, math.sqrt(spread)).moments
    per_yuan = outcome.value / 1e8
    assert abs(simulation.summary.mean - mean * per_yuan) < 4 * simulation.summary.standard_error
    assert simulation.summary.deviation == pytest.approx(math.sqrt(variance) * per_yuan, rel=0.02)
    apart = simulate(outcome, found, VALUED_ON, 11, 200_000, rank_correlations={}).summary
    assert apart.deviation > 1.02 * simulation.summary.deviation
    assert apart.mean - simulation.summary.mean > 4 * simulation.summary.standard_error


def test_sales_follow_from_units_and_price_of_one_scope_only():
    row = of_units_and_price("").rows["revenue"]
    assert (row.low, row.value, row.high, row.text) == (4e7, 1e8, 2.5e8, "100,000 × 1,000.00")
    units = Assumption(key="units_sold", value=1e5, scope="segment:battery")
    assert sales_rows([units, Assumption(key="unit_price", value=1e3)]) == []
    assert [one.code for one in sales_problems({"units_sold": units})] == ["sales_half"]


def test_sales_that_a_person_stated_stay_and_are_told_apart():
    stated = Assumption(key="revenue", value=3e8, set_name="default")
    found = of_units_and_price("", stated)
    assert parts_of(found.rows) is None
    (problem,) = sales_problems(found.rows)
    assert (problem.code, problem.args) == ("sales_differ", {"stated": 3e8, "found": 1e8})
    assert sales_problems(of_units_and_price("").rows) == []


def test_percentiles_rise_and_the_seed_repeats_them():
    found = resolved({"royalty_rate": (0.01, 0.04), "economic_life": (5, 10), "discount_rate": (0.12, 0.2)})
    outcome = valued(found)
    first, again, other = (simulate(outcome, found, VALUED_ON, seed).summary for seed in (7, 7, 8))
    assert first == again
    assert first.mean != other.mean
    assert first.p5 < first.p10 < first.p50 < first.p90 < first.p95


def test_many_patents_give_what_each_gives_alone():
    found = resolved({"royalty_rate": (0.01, 0.04)})
    outcome = valued(found)
    cases = [Trial(outcome, found, seed) for seed in range(7)]
    alone = [simulate(case.outcome, case.resolved, VALUED_ON, case.seed, 5000).summary for case in cases]
    assert simulate_many(cases, VALUED_ON, 5000) == alone


def test_the_running_mean_ends_at_the_mean_and_its_error_shrinks():
    found = resolved({"royalty_rate": (0.01, 0.04)})
    simulation = simulate(valued(found), found, VALUED_ON, 3)
    points = convergence(simulation.values)
    assert len(points) == 20
    assert points[-1].trials == 20_000
    assert points[-1].mean == pytest.approx(simulation.summary.mean)
    assert points[-1].standard_error == pytest.approx(simulation.summary.standard_error)
    assert points[0].standard_error > points[-1].standard_error


def ranks(row):
    return row.argsort().argsort()


@pytest.mark.parametrize("wanted", [-0.7, -0.3, 0.0, 0.3, 0.7])
def test_draws_depend_as_stated_and_keep_their_distribution(wanted):
    generator = np.random.default_rng(5)
    draws = generator.beta(2, 5, (2, 100_000))
    matrix = correlation_matrix(["royalty_rate", "p_use"], {("royalty_rate", "p_use"): wanted})
    joined = correlated(generator, draws, matrix)
    assert np.sort(joined, axis=1) == pytest.approx(np.sort(draws, axis=1))
    assert np.corrcoef(ranks(joined[0]), ranks(joined[1]))[0, 1] == pytest.approx(wanted, abs=0.01)


def test_dependence_widens_the_value():
    ranges = {"royalty_rate": (0.01, 0.04), "p_use": (0.3, 0.9)}
    found = resolved(ranges, p_use=0.6)
    outcome = valued(found, fees=())
    pairs = {("royalty_rate", "p_use"): 0.9}
    together = simulate(outcome, found, VALUED_ON, 1, 100_000, rank_correlations=pairs).summary
    apart = simulate(outcome, found, VALUED_ON, 1, 100_000, rank_correlations={}).summary
    assert together.deviation > apart.deviation
    assert together.mean > apart.mean


def test_correlations_that_contradict_are_repaired_and_told():
    keys = ["royalty_rate", "p_use", "revenue"]
    pairs = {("royalty_rate", "p_use"): 0.9, ("p_use", "revenue"): 0.9, ("royalty_rate", "revenue"): -0.9}
    matrix, mended = repaired(correlation_matrix(keys, pairs))
    assert mended
    assert np.linalg.eigvalsh(matrix).min() > 0
    assert np.diag(matrix) == pytest.approx(1)
    found = resolved({"royalty_rate": (0.01, 0.04), "p_use": (0.3, 0.9), "revenue": (5e7, 2e8)}, p_use=0.6)
    assert simulate(valued(found), found, VALUED_ON, 1, 5000, rank_correlations=pairs).repaired
    assert not simulate(valued(found), found, VALUED_ON, 1, 5000).repaired


def test_rank_and_linear_correlation_agree_at_the_ends():
    assert [linear_from_rank(rank) for rank in (-1, 0, 1)] == pytest.approx([-1, 0, 1])


@settings(max_examples=30, deadline=None)
@given(
    size=st.integers(2, 5),
    numbers=st.lists(st.floats(-1, 1), min_size=10, max_size=10),
)
def test_every_repaired_matrix_can_be_drawn_from(size, numbers):
    matrix = np.eye(size)
    matrix[np.triu_indices(size, 1)] = numbers[: size * (size - 1) // 2]
    matrix = np.triu(matrix) + np.triu(matrix, 1).T
    mended, _ = repaired(matrix)
    np.linalg.cholesky(mended)
    assert np.abs(mended).max() <= 1 + 1e-9
