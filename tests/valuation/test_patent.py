import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from patentdesk.core.problems import Severity
from patentdesk.portfolio.codes import DEAD, Segment, Status
from patentdesk.valuation.assumptions import Level, check_assumption, parse_set, resolve, scope_chain
from patentdesk.valuation.patent import Ended, Facts, Fee, NotValued, Valued, value_at, value_patent
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.sensitivity import drivers, grid, tornado
from patentdesk.valuation.simulation import simulate
from patentdesk.valuation.soundness import basis_problem
from patentdesk.valuation.uncertainty import Shape, ThreePoint, draw

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SHIPPED = parse_set(json.loads((RESOURCES / "assumptions/default.json").read_text(encoding="utf-8")))
DAY = date(2026, 6, 30)


def facts(**changes):
    fees = tuple(Fee(date(year, 5, 4), 2000.0, year - 2019) for year in range(2027, 2040))
    given = {"patent_id": 7, "status": Status.GRANTED, "expiry": date(2040, 5, 4), "fees": fees}
    return Facts(**given | changes)


def resolved(*rows, segment=Segment.BATTERY):
    return resolve((*SHIPPED.rows, *rows), SHIPPED.definitions, scope_chain(segment, 3, 7))


def stated(key, value, scope="patent:7", **rest):
    return Assumption(key=key, scope=scope, value=value, **rest)


def codes(outcome):
    return [problem.code for problem in outcome.problems]


def test_the_shipped_set_states_source_and_confidence_of_every_row():
    assert all(row.source and row.confidence in "ABCP" for row in SHIPPED.rows)
    scopes = {row.scope for row in SHIPPED.rows if row.key == "revenue"}
    assert scopes == {"", *(f"segment:{each}" for each in Segment if each is not Segment.OTHER)}
    royalty = next(row for row in SHIPPED.rows if row.key == "royalty_rate")
    assert (royalty.low, royalty.value, royalty.high, royalty.confidence) == (0.01, 0.02, 0.04, "P")
    assert "placeholder" in royalty.source


def test_the_narrowest_scope_wins_and_says_where_it_came_from():
    rows = [stated("royalty_rate", value, scope) for value, scope in ((0.03, "member:3"), (0.025, "segment:battery"))]
    found = resolved(*rows)
    assert (found.value("royalty_rate"), found.rows["royalty_rate"].scope) == (0.03, "member:3")
    assert found.rows["economic_life"].scope == "segment:battery"
    assert resolved(stated("royalty_rate", 0.05, "patent:8")).value("royalty_rate") == 0.02


def test_low_takes_the_end_that_lowers_the_value():
    found = resolved()
    assert (found.at("discount_rate", Level.LOW), found.at("discount_rate", Level.HIGH)) == (0.2, 0.12)
    assert (found.at("royalty_rate", Level.LOW), found.at("tab_life", Level.LOW)) == (0.01, 10)
    assert found.at("p_valid", Level.LOW) is None


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (stated("royalty", 0.02), "assumption_unknown"),
        (stated("tax_rate", 0.6), "assumption_bounds"),
        (stated("royalty_rate", 0.02, low=0.03), "assumption_order"),
        (stated("royalty_rate", 0.3), "assumption_note_needed"),
    ],
)
def test_a_bad_row_is_named(row, code):
    assert code in [problem.code for problem in check_assumption(row, SHIPPED.definitions)]


def test_an_unusual_royalty_with_its_reason_passes():
    assert check_assumption(stated("royalty_rate", 0.3, text="合同"), SHIPPED.definitions) == []


def test_the_schedule_carries_every_line():
    outcome = value_patent(facts(), resolved(), DAY)
    assert isinstance(outcome, Valued)
    lines = outcome.relief.lines
    assert outcome.life.end == date(2034, 6, 30)
    assert [line.period.until.year for line in lines] == list(range(2026, 2035))
    assert sum(line.present_value for line in lines) == pytest.approx(outcome.relief.pv_royalty)
    assert [line.fee for line in lines] == [0.0] + [2000.0] * 8
    assert outcome.low < outcome.value < outcome.high
    assert outcome.value == pytest.approx(outcome.relief.before_tab * outcome.relief.tab)


@pytest.mark.parametrize("status", sorted(DEAD))
def test_a_dead_right_is_worth_nothing_and_says_why(status):
    outcome = value_patent(facts(status=status), resolved(), DAY)
    assert isinstance(outcome, Ended)
    assert (outcome.value, outcome.reason) == (0.0, status)


def test_a_right_past_its_term_is_expired():
    outcome = value_patent(facts(expiry=DAY), resolved(), DAY)
    assert isinstance(outcome, Ended)
    assert outcome.reason is Status.EXPIRED


def test_a_missing_fact_or_assumption_is_no_value():
    missing = value_patent(facts(expiry=None), resolved(), DAY)
    assert isinstance(missing, NotValued)
    assert codes(missing) == ["expiry_missing"]
    unstated = value_patent(facts(), resolved(stated("royalty_rate", None)), DAY)
    assert isinstance(unstated, NotValued)
    assert unstated.problems[0].args == {"key": "royalty_rate"}
    with pytest.raises(ValueError, match="only be computed"):
        value_at(facts(expiry=None), resolved(), DAY, {})


@pytest.mark.parametrize(
    ("rows", "changes", "code"),
    [
        ([stated("royalty_rate", 0.06)], {}, "royalty_high"),
        ([stated("tab_life", 5)], {}, "tab_life_short"),
        ([stated("royalty_rate", 0.15)], {}, "royalty_very_high"),
        ([stated("p_valid", 0.8)], {}, "risk_counted_twice"),
        ([stated("royalty_rate", 0.0000001)], {}, "value_below_fees"),
        ([], {"status": Status.PENDING}, "right_pending"),
        ([], {"status": Status.UNKNOWN}, "status_unknown"),
        ([], {"expiry": date(2028, 5, 4)}, "life_beyond_legal"),
    ],
)
def test_what_to_be_wary_of_is_said(rows, changes, code):
    outcome = value_patent(facts(**changes), resolved(*rows), DAY)
    assert codes(outcome) == [code]
    assert outcome.problems[0].patent_id == 7
    assert outcome.problems[0].severity is not Severity.ERROR


def test_a_sound_valuation_has_no_warning():
    rows = [stated("p_valid", 0.8), stated("discount_rate", 0.11)]
    assert codes(value_patent(facts(), resolved(*rows), DAY)) == []


def test_fees_above_royalty_give_zero():
    outcome = value_patent(facts(), resolved(stated("royalty_rate", 0.0000001)), DAY)
    assert outcome.value == 0
    assert outcome.relief.before_tab < 0


def test_a_fee_counts_after_the_valuation_date_and_up_to_the_last_day():
    dues = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2034, 6, 30), date(2034, 7, 1)]
    outcome = value_patent(facts(fees=tuple(Fee(due, 10.0**place) for place, due in enumerate(dues))), resolved(), DAY)
    assert [line.fee for line in outcome.relief.lines] == [110.0, 0, 0, 0, 0, 0, 0, 0, 1000.0]


def test_the_tornado_is_sorted_and_brackets_the_value():
    found = tornado(facts(), resolved(), DAY)
    value = value_patent(facts(), resolved(), DAY).value
    assert {swing.key for swing in found} == set(drivers(resolved()))
    assert [swing.width for swing in found] == sorted((swing.width for swing in found), reverse=True)
    assert all(swing.low <= value <= swing.high for swing in found)


def test_the_centre_of_the_grid_is_the_value():
    outcome = value_patent(facts(), resolved(), DAY)
    values = grid(facts(), date(2040, 5, 4), outcome.inputs, DAY, rates=[0.1, 0.15, 0.2], royalties=[0.01, 0.02, 0.04])
    assert values[1][1] == outcome.value
    assert values[0][2] > values[1][1] > values[2][0]


def test_a_simulation_without_ranges_is_the_value():
    rows = [replace(row, low=None, high=None) for row in SHIPPED.rows]
    fixed = resolve(rows, SHIPPED.definitions, scope_chain(Segment.BATTERY, 3, 7))
    for changes in ({}, {"expiry": date(2031, 2, 11)}):
        outcome = value_patent(facts(**changes), fixed, DAY)
        found = simulate(outcome, fixed, DAY, seed=5, trials=100)
        assert np.ptp(found.values) == pytest.approx(0, abs=1e-6)
        assert found.summary.mean == pytest.approx(outcome.value, rel=1e-12)


def test_a_simulation_repeats_by_its_seed():
    outcome = value_patent(facts(), resolved(), DAY)
    first, again, other = (simulate(outcome, resolved(), DAY, seed) for seed in (1, 1, 2))
    assert np.array_equal(first.values, again.values)
    assert not np.array_equal(first.values, other.values)
    found = first.summary
    assert found.p5 < found.p10 < found.p50 < found.p90 < found.p95
    assert outcome.low < found.mean < outcome.high
    assert (found.trials, found.seed) == (20_000, 1)


@pytest.mark.parametrize("shape", Shape)
def test_draws_have_the_exact_moments(shape):
    generator = np.random.default_rng(11)
    point = ThreePoint(0.1, 0.3, 0.4)
    mean, variance = point.moments(shape)
    drawn = draw(generator, point, shape, 400_000)
    assert abs(drawn.mean() - mean) <= 4 * drawn.std() / len(drawn) ** 0.5 + 1e-9
    assert drawn.var() == pytest.approx(variance, rel=0.02, abs=1e-12)


def test_an_empty_range_is_one_number():
    assert np.ptp(draw(np.random.default_rng(1), ThreePoint(2, 2, 2), Shape.TRIANGULAR, 9)) == 0


@pytest.mark.parametrize(("basis", "years", "told"), [("investment", 10.0, True), ("in_use", 10.0, True),
                                                      ("market", 10.0, False), ("investment", 0.0, False)])  # fmt: skip
def test_a_tax_benefit_in_one_owners_value_is_told(basis, years, told):
    assert [one.code for one in basis_problem(basis, years)] == (["basis_tab"] if told else [])
