"""Rates with date and source: the one of the day is taken, others are crossed, nothing is guessed."""

from datetime import date
from decimal import Decimal

import pytest

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Refused
from patentdesk.portfolio.records import ExchangeRate
from patentdesk.services.exchange import RateTable, convert, rates, remove_rates, set_rate

TODAY = date(2026, 6, 30)


def is_placeholder(found):
    return any(rate.confidence == "P" for rate in found.rates)


def test_the_newest_rate_not_after_the_day_converts(desk):
    set_rate(desk, "usd", "7.10", date(2026, 1, 5), source="PBoC")
    set_rate(desk, "USD", Decimal("7.20"), date(2026, 3, 2), source="PBoC")
    on = lambda day: convert(desk, Money.of(100, "USD"), on=day)  # noqa: E731
    assert on(date(2026, 2, 1)).money == Money.of("710", "CNY")
    assert on(date(2026, 3, 2)).money == Money.of("720", "CNY")
    assert on(date(2025, 1, 1)).money == Money.of("710", "CNY")
    assert convert(desk, Money.of(100, "USD")).rates[0].source == "PBoC"


def test_two_foreign_currencies_are_crossed(desk):
    set_rate(desk, "EUR", "8", date(2026, 1, 5), source="PBoC")
    set_rate(desk, "JPY", "0.05", date(2026, 1, 5), source="PBoC")
    found = convert(desk, Money.of(10, "EUR"), "JPY")
    assert found.money == Money.of(1600, "JPY")
    assert [rate.currency for rate in found.rates] == ["EUR", "JPY"]
    assert not is_placeholder(found)


def test_what_is_shipped_is_a_placeholder_until_a_rate_is_stated(desk):
    assert is_placeholder(convert(desk, Money.of(1, "USD")))
    set_rate(desk, "USD", "7.1", date(2026, 1, 5), source="PBoC")
    assert not is_placeholder(convert(desk, Money.of(1, "USD")))
    remove_rates(desk, [rate.id for rate in rates(desk) if rate.id])
    assert is_placeholder(convert(desk, Money.of(1, "USD")))


def test_an_unknown_currency_is_a_problem_and_the_same_one_needs_no_rate():
    table = RateTable((ExchangeRate(currency="USD", rate="7"),))
    assert isinstance(table.convert(Money.of(1, "XAU")), Problem)
    assert isinstance(table.convert(Money.of(1, "USD"), "XAU"), Problem)
    assert table.convert(Money.of(1, "XAU"), "XAU").money == Money.of(1, "XAU")
    assert table.convert(Money.of(1, "CNY")).factor == 1


@pytest.mark.parametrize(
    ("currency", "rate", "source", "code"),
    [
        ("CNY", "1", "x", "exchange_currency"),
        ("US", "7", "x", "exchange_currency"),
        ("USD", "0", "x", "exchange_rate"),
        ("USD", "nan", "x", "exchange_rate"),
        ("USD", "seven", "x", "exchange_rate"),
        ("USD", "7", " ", "exchange_source"),
    ],
)
def test_what_makes_no_sense_is_refused(desk, currency, rate, source, code):
    with pytest.raises(Refused) as refused:
        set_rate(desk, currency, rate, source=source)
    assert refused.value.problem.code == code
