import itertools
import math
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from patentdesk.core.months import shift_months
from patentdesk.valuation.conventions import Convention, annuity_factor, discount_factor
from patentdesk.valuation.life import LifeLimit, after_years, useful_life
from patentdesk.valuation.periods import calendar_slices, whole_years
from patentdesk.valuation.pools import airport_shapley, allocate, shapley
from patentdesk.valuation.royalty import RoyaltyTerms, relief_from_royalty, sales_path, share_path
from patentdesk.valuation.tab import scheduled_shield, shield_rate, tab_factor

RATES = st.floats(0, 0.7)
TAXES = st.floats(0, 0.5)
LIVES = st.integers(1, 20)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def value(rate=0.15, fees=0.0, convention=Convention.MID, tab_years=10, years=8):
    terms = RoyaltyTerms(
        royalty=0.02, discount_rate=rate, tax=0.25, tab_years=tab_years, convention=convention, allocation=0.5
    )
    return relief_from_royalty(whole_years(years), [1000.0] * years, terms, fees=[fees] * years)


@given(tax=TAXES, years=LIVES, rate=RATES, before=st.floats(0, 1e9), convention=st.sampled_from(Convention))
def test_the_tax_benefit_closes(tax, years, rate, before, convention):
    if shield_rate(tax, years, rate, convention) < 0.9:
        value = before * tab_factor(tax, years, rate, convention)
        saved = value * scheduled_shield(tax, [1 / years] * years, rate, convention)
        assert abs(value - (before + saved)) <= 1e-9 * max(1.0, value)


def test_a_zero_rate_divides_by_nothing():
    assert annuity_factor(0, 10) == 10
    assert tab_factor(0.25, 10, 0) == pytest.approx(1 / 0.75)
    assert math.isfinite(value(rate=0).value)


def test_no_tax_life_means_no_benefit():
    assert tab_factor(0.25, 0, 0.15) == 1


def test_a_shield_of_the_whole_price_is_a_fault():
    with pytest.raises(ValueError, match="cannot be grossed up"):
        tab_factor(1.0, 1, 0.0)


def test_a_rate_of_minus_one_is_a_fault():
    with pytest.raises(ValueError, match="above -1"):
        discount_factor(-1, 1)


@given(rate=st.floats(0, 0.6), step=st.floats(0.001, 0.1))
def test_value_falls_as_the_rate_rises(rate, step):
    assert value(rate=rate + step).value < value(rate=rate).value


@given(fees=st.floats(0, 5), more=st.floats(0.01, 5))
def test_value_falls_as_fees_rise_and_never_below_zero(fees, more):
    low, high = value(fees=fees + more), value(fees=fees)
    assert 0 <= low.value <= high.value
    assert low.before_tab < high.before_tab


@given(rate=RATES)
def test_mid_year_is_the_year_end_times_the_root(rate):
    end = value(rate=rate, convention=Convention.END, tab_years=0).value
    mid = value(rate=rate, convention=Convention.MID, tab_years=0).value
    start = value(rate=rate, convention=Convention.START, tab_years=0).value
    assert mid == pytest.approx(end * (1 + rate) ** 0.5, rel=1e-12)
    assert start == pytest.approx(end * (1 + rate), rel=1e-12)


@given(valued_on=DAYS, length=st.integers(0, 9_000))
def test_slices_join_and_add_up_to_the_life(valued_on, length):
    end = valued_on + timedelta(days=length)
    slices = calendar_slices(valued_on, end)
    assert sum(each.days for each in slices) == length
    assert bool(slices) == (length > 0)
    for before, after in itertools.pairwise(slices):
        assert before.until == after.after
        assert (before.until.month, before.until.day) == (12, 31)
        assert before.end == after.begin
    assert all(0 < each.fraction <= 1 for each in slices)
    assert not slices or slices[-1].until == end


def test_a_stub_takes_its_days_of_the_year():
    slices = calendar_slices(date(2024, 6, 30), date(2026, 3, 1))
    assert [each.days for each in slices] == [184, 365, 60]
    assert [each.fraction for each in slices] == [184 / 366, 1.0, 60 / 365]
    assert slices[0].time(Convention.MID) == pytest.approx(92 / 365)
    assert slices[2].time(Convention.END) == pytest.approx(609 / 365)


@given(day=DAYS, months=st.integers(0, 400))
def test_months_keep_the_day_or_take_the_last(day, months):
    later = shift_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("economic", "contract", "limit", "end"),
    [
        (30, None, LifeLimit.LEGAL, date(2036, 6, 1)),
        (5, None, LifeLimit.ECONOMIC, date(2031, 6, 1)),
        (5, 2.5, LifeLimit.CONTRACTUAL, date(2028, 12, 1)),
        (10, 10, LifeLimit.LEGAL, date(2036, 6, 1)),
    ],
)
def test_life_is_the_least_of_three(economic, contract, limit, end):
    life = useful_life(date(2026, 6, 1), date(2036, 6, 1), economic, contract)
    assert (life.limit, life.end) == (limit, end)


def test_life_never_ends_before_the_valuation_date():
    assert useful_life(date(2026, 6, 1), date(2020, 1, 1), 5).end == date(2026, 6, 1)


@pytest.mark.parametrize(("years", "months"), [(1 / 12, 1), (0.3, 4), (1.04, 12), (6.3, 76), (0, 0)])
def test_years_are_counted_in_the_nearest_whole_months(years, months):
    assert after_years(date(2026, 1, 31), years) == shift_months(date(2026, 1, 31), months)


def test_the_share_stays_and_then_decays():
    half_a_year = 0.5**0.5
    expected = [0.8, 0.8, 0.8 * half_a_year, 0.4 * half_a_year, 0.2 * half_a_year]
    assert share_path(0.8, 0.5, 2, whole_years(5)) == pytest.approx(expected)


@given(
    valued_on=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    days=st.integers(900, 7_000),
    growth=st.floats(-0.2, 0.3),
    decay=st.floats(0, 0.5),
    steady=st.floats(0, 8),
    convention=st.sampled_from(Convention),
)
@example(valued_on=date(2026, 12, 30), days=5_000, growth=0.0, decay=0.2, steady=3.0, convention=Convention.MID)
@example(valued_on=date(2026, 12, 30), days=5_000, growth=0.3, decay=0.0, steady=3.0, convention=Convention.MID)
def test_a_day_later_the_value_is_nearly_the_same(  # noqa: PLR0917 - what is drawn
    valued_on, days, growth, decay, steady, convention
):
    end = valued_on + timedelta(days=days)
    terms = RoyaltyTerms(royalty=0.02, discount_rate=0.15, tax=0.25, tab_years=10, convention=convention)

    def at(day):
        periods = calendar_slices(day, end)
        sales, shares = sales_path(1e8, growth, periods), share_path(0.8, decay, steady, periods)
        return relief_from_royalty(periods, sales, terms, shares=shares).value

    assert at(valued_on + timedelta(days=1)) == pytest.approx(at(valued_on), rel=0.01)


def test_sales_of_whole_years_grow_from_the_second_one():
    assert sales_path(100, 0.1, whole_years(3)) == pytest.approx([100, 110, 121])


def test_probabilities_weigh_the_royalty_and_not_the_fees():
    terms = RoyaltyTerms(royalty=0.1, discount_rate=0, probability=0.5)
    found = relief_from_royalty(whole_years(1), [100.0], terms, fees=[3.0])
    assert (found.pv_royalty, found.pv_fees, found.value) == (5.0, 3.0, 2.0)


@given(costs=st.lists(st.floats(0.1, 100), min_size=1, max_size=8))
def test_shapley_parts_add_up_to_the_dearest_need(costs):
    assert sum(airport_shapley(costs)) == pytest.approx(max(costs))


WEIGHTS = st.lists(st.floats(0, 1e6), min_size=1, max_size=9).filter(lambda row: sum(row) > 0)


@given(weights=WEIGHTS, total=st.integers(-(10**12), 10**12))
def test_cents_tie_to_the_total_and_none_is_a_cent_from_its_share(weights, total):
    named = {str(place): weight for place, weight in enumerate(weights)}
    parts = allocate(total, named)
    assert sum(parts.values()) == total
    whole = sum(map(Fraction, weights))
    assert all(abs(parts[name] - total * Fraction(weight) / whole) < 1 for name, weight in named.items())


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_shapley_gives_everything_away_and_nothing_to_those_who_add_nothing(costs):
    worth = {str(place): cost for place, cost in enumerate(costs)} | {"idle": 0.0}
    found = shapley(list(worth), lambda group: max((worth[name] for name in group), default=0.0))
    assert sum(found.shares.values()) == pytest.approx(max(costs))
    assert found.shares["idle"] == pytest.approx(0)
    assert list(found.shares.values())[:-1] == pytest.approx(airport_shapley(costs))


def test_many_players_are_drawn_with_their_standard_errors():
    found = shapley([str(place) for place in range(14)], lambda group: float(len(group) ** 2), draws=400)
    assert found.errors is not None
    assert sum(found.shares.values()) == pytest.approx(14**2)
    assert all(abs(share - 14) < 5 * found.errors[name] for name, share in found.shares.items())
