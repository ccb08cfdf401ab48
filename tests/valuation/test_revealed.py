"""What paid renewal fees show of the value, against the plain model and by drawing first returns."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.valuation.conventions import Convention
from patentdesk.valuation.patent import Fee
from patentdesk.valuation.renewal import decaying_returns, renewal_value
from patentdesk.valuation.revealed import Returns, Stage, revealed_value, stages, worked_stages

VALUED_ON = date(2026, 6, 30)
RETURNS = Returns(median=3_000.0, spread=1.2, decay=0.15, rate=0.1, tax=0.0, convention=Convention.START)
FEES = [900.0, 900.0, 900.0, 1200.0, 1200.0, 1200.0, 2000.0, 2000.0, 2000.0, 4000.0]


def whole_years(paid=0):
    """Return the stages of a right whose fee of year ``paid`` + 1 is due on the valuation date."""
    return [Stage(year=number + 1, begin=float(number - paid), end=float(number - paid + 1), fee=fee)
            for number, fee in enumerate(FEES)]  # fmt: skip


def drawn(returns, steps, trials=400_000):
    """Return the mean of what is left, over first returns that pay for every stage so far."""
    first = np.random.default_rng(5).lognormal(np.log(returns.median), returns.spread, trials)
    alive, total, shown = np.ones(trials, bool), np.zeros(trials), np.ones(trials, bool)
    for step in steps:
        alive &= first * (1 - returns.decay) ** (step.year - 1) >= step.fee
        if step.begin <= 0:
            shown = alive.copy()
        if step.end <= 0:
            continue
        fee = step.fee if step.begin > 0 else 0.0
        earned = first * (1 - returns.decay) ** (step.year - 1) - fee
        total += np.where(alive, earned * (1 + returns.rate) ** -max(0.0, step.begin), 0.0)
    return total[shown]


@pytest.mark.parametrize("paid", [0, 4, 9])
def test_the_closed_form_is_the_mean_over_drawn_returns(paid):
    found = drawn(RETURNS, whole_years(paid))
    error = found.std() / len(found) ** 0.5
    assert abs(revealed_value(RETURNS, whole_years(paid)) - found.mean()) < 4 * error


def test_a_narrow_spread_gives_the_value_of_known_returns():
    narrow = replace(RETURNS, median=6_000.0, spread=1e-6)
    known = renewal_value(decaying_returns(6_000.0, 0.15, len(FEES)), FEES, 0.1)
    assert revealed_value(narrow, whole_years()) == pytest.approx(known.values[0] + FEES[0], rel=1e-4)


@given(rate=st.floats(0, 0.5), more=st.floats(0.001, 0.3), paid=st.integers(0, 9))
def test_the_value_falls_with_the_rate(rate, more, paid):
    low, high = (revealed_value(replace(RETURNS, rate=each), whole_years(paid)) for each in (rate, rate + more))
    assert high <= low


@given(paid=st.integers(0, 8), extra=st.floats(1, 5_000), place=st.integers(0, 9))
def test_a_dearer_fee_to_come_takes_away_and_one_that_was_paid_shows_more(paid, extra, place):
    steps = whole_years(paid)
    dearer = [replace(step, fee=step.fee + extra) if at == place else step for at, step in enumerate(steps)]
    before, after = revealed_value(RETURNS, steps), revealed_value(RETURNS, dearer)
    assert after <= before * (1 + 1e-9) if steps[place].begin > 0 else after >= before * (1 - 1e-9)


@given(paid=st.integers(0, 9), decay=st.floats(0, 0.5), spread=st.floats(0.1, 3), median=st.floats(1, 1e6))
def test_shares_lie_between_none_and_all_and_the_value_is_never_negative(paid, decay, spread, median):
    returns = replace(RETURNS, decay=decay, spread=spread, median=median)
    worked = worked_stages(returns, whole_years(paid))
    kept = [one.kept for one in worked]
    assert all(0 <= one.kept <= one.earning <= 1 for one in worked)
    assert kept == sorted(kept, reverse=True)
    assert revealed_value(returns, whole_years(paid)) >= 0


def test_returns_that_nobody_would_have_paid_the_fees_for_give_no_value():
    assert revealed_value(replace(RETURNS, median=1.0, spread=0.1), whole_years(9)) == 0
    assert revealed_value(replace(RETURNS, median=0.0), whole_years(9)) == 0


def test_the_running_stage_begins_with_the_fee_that_was_paid():
    paid, coming = (
        Fee(date(2025, 9, 1), 1200.0, 5),
        [Fee(date(2027, 9, 1), 1300.0, 7), Fee(date(2026, 9, 1), 1200.0, 6)],
    )
    found = stages(coming, paid, VALUED_ON, date(2028, 3, 1))
    assert [(one.year, one.fee) for one in found] == [(5, 1200.0), (6, 1200.0), (7, 1300.0)]
    assert found[0].begin < 0 < found[0].end == found[1].begin
    assert found[-1].end == pytest.approx((date(2028, 3, 1) - VALUED_ON).days / 365)


def test_without_a_paid_fee_the_running_stage_costs_nothing():
    (running, coming) = stages([Fee(date(2026, 9, 1), 900.0, 4)], None, VALUED_ON, date(2030, 1, 1))
    assert (running.year, running.fee, running.begin) == (3, 0.0, 0.0)
    assert coming.year == 4
    (only,) = stages([], None, VALUED_ON, date(2030, 1, 1))
    assert (only.year, only.fee) == (1, 0.0)


def test_fees_of_one_day_are_one_fee_and_a_stage_without_time_is_not_paid():
    fees = [Fee(VALUED_ON.replace(day=1, month=7), amount, year) for amount, year in ((900.0, 4), (1200.0, 5))]
    found = stages(fees, None, VALUED_ON, fees[0].due)
    assert [one.fee for one in found] == [0.0, 2100.0]
    assert found[-1].end == found[-1].begin
    assert worked_stages(RETURNS, found)[-1].value == 0
