from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.money import Money, minor_digits

currencies = st.sampled_from(["CNY", "EUR", "USD", "JPY", "KRW"])
minors = st.integers(min_value=-(10**15), max_value=10**15)


@given(minors, currencies)
def test_amount_and_minor_units_are_two_views_of_one_value(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money


@given(minors, minors, currencies)
def test_adding_and_taking_away_give_the_start(first: int, second: int, currency: str) -> None:
    start = Money(first, currency)
    assert start + Money(second, currency) - Money(second, currency) == start


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("0.005", "CNY", 1), ("-0.005", "CNY", -1), ("12.344", "EUR", 1234), ("99.5", "JPY", 100), ("-99.5", "JPY", -100)],
)
def test_rounding_is_half_up_away_from_zero(amount: str, currency: str, minor: int) -> None:
    assert Money.of(amount, currency).minor == minor


def test_a_product_rounds_once() -> None:
    assert Money.of("900", "CNY").times(Decimal("0.15")) == Money.of("135", "CNY")
    assert Money(-105, "CNY").times("0.1") == Money(-11, "CNY")


def test_two_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="cannot combine"):
        Money(1, "CNY") + Money(1, "EUR")


def test_yen_and_won_have_no_minor_unit() -> None:
    assert [minor_digits(code) for code in ("JPY", "KRW", "CNY")] == [0, 0, 2]
    assert str(Money(1234567, "JPY")) == "1,234,567 JPY"
    assert str(Money(1234567, "CNY")) == "12,345.67 CNY"
