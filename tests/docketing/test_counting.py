from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.months import month_end, month_length, shift_months
from patentdesk.core.periods import Period
from patentdesk.docketing import daynumbers
from patentdesk.docketing.counting import (
    Counting,
    count,
    patent_year,
    started_month,
)

DAYS = st.dates(date(1980, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(1, 240).map(lambda number: Period.of(months=number))
FAMILIES = st.sampled_from(list(Counting))


@pytest.mark.parametrize(
    ("mode", "event", "period", "end"),
    [
        ("corr", "2022-11-30", "P3M", "2023-02-28"),
        ("corr", "2023-11-30", "P3M", "2024-02-29"),
        ("corr", "2025-02-28", "P3M", "2025-05-28"),
        ("corr", "2025-07-31", "P2M", "2025-09-30"),
        ("corr", "2012-02-29", "P1Y", "2013-02-28"),
        ("corr", "2025-01-31", "P3M+P1M", "2025-05-31"),
        ("corr", "1999-12-16", "P15D", "1999-12-31"),
        ("corr", "2025-01-31", "P1M15D", "2025-03-15"),
        ("prec", "2025-02-28", "P6M", "2025-08-31"),
        ("prec", "2024-02-29", "P3M", "2024-05-31"),
        ("prec", "2022-09-30", "P3M", "2022-12-31"),
        ("prec", "2025-01-31", "P6M", "2025-07-31"),
        ("prec", "2025-08-30", "P6M", "2026-02-28"),
        ("prec", "2025-03-31", "P60D", "2025-05-30"),
        ("eom", "2018-10-11", "P2Y", "2020-10-31"),
        ("eom", "2014-02-28", "P6M", "2014-08-31"),
        ("anniv", "2007-04-19", "P3Y", "2010-04-19"),
        ("eve", "2011-06-01", "P1Y", "2012-05-31"),
    ],
)
def test_worked_examples(mode: str, event: str, period: str, end: str) -> None:
    assert str(count(Counting(mode), date.fromisoformat(event), Period.parse(period))) == end


@given(FAMILIES, DAYS, DAYS, MONTHS)
def test_a_later_event_never_ends_earlier(mode: Counting, one: date, other: date, period: Period) -> None:
    assert count(mode, min(one, other), period) <= count(mode, max(one, other), period)


@given(FAMILIES, DAYS, st.integers(1, 200))
def test_a_longer_period_ends_later(mode: Counting, event: date, months: int) -> None:
    assert count(mode, event, Period.of(months=months)) < count(mode, event, Period.of(months=months + 1))


@given(DAYS, MONTHS)
def test_families_differ_only_at_the_end_of_short_months(event: date, period: Period) -> None:
    corr, prec = count(Counting.CORR, event, period), count(Counting.PREC, event, period)
    short = event == month_end(event) and event.day < month_length(corr.year, corr.month)
    assert (prec > corr) is short
    assert prec >= corr
    assert (corr.year, corr.month) == (prec.year, prec.month)


@given(FAMILIES.filter(lambda mode: mode not in {Counting.EOM, Counting.EVE}), DAYS, st.integers(0, 500))
def test_days_are_plain_addition(mode: Counting, event: date, days: int) -> None:
    assert count(mode, event, Period.of(days=days)) == event + timedelta(days=days)


@given(DAYS, st.integers(-300, 300))
def test_shifting_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    moved = shift_months(day, months)
    assert moved.day == day.day or moved == month_end(moved)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months


@given(DAYS, st.integers(0, 12_000))
def test_a_patent_year_begins_on_the_anniversary(filing: date, days: int) -> None:
    day = filing + timedelta(days=days)
    year = patent_year(filing, day)
    assert shift_months(filing, 12 * (year - 1)) <= day < shift_months(filing, 12 * year)


def test_patent_year_one_of_the_guidelines() -> None:
    filing = date(1999, 6, 1)
    assert patent_year(filing, date(2000, 5, 31)) == 1
    assert patent_year(filing, date(2000, 6, 1)) == 2
    with pytest.raises(ValueError, match="before the filing"):
        patent_year(filing, date(1999, 5, 31))


@pytest.mark.parametrize(
    ("paid", "month"),
    [("2022-04-05", 0), ("2022-04-06", 1), ("2022-05-05", 1), ("2022-05-06", 2), ("2022-06-05", 2), ("2022-06-07", 3)],
)
def test_months_of_lateness_end_on_the_same_numbered_day(paid: str, month: int) -> None:
    assert started_month(date(2022, 4, 5), date.fromisoformat(paid)) == month


@pytest.mark.parametrize(
    ("event", "period", "end"),
    [
        (date(2022, 10, 31), "P60D+P2M", date(2023, 2, 28)),
        (date(2023, 10, 31), "P60D+P2M", date(2024, 2, 29)),
        (date(2022, 9, 30), "P3M+P2M", date(2023, 2, 28)),
        (date(2022, 9, 30), "P3M+P2M+P1M", date(2023, 3, 31)),
    ],
)
def test_extensions_of_days_by_months_as_the_japanese_manual_counts_them(event: date, period: str, end: date) -> None:
    """JPO Formality Examination Manual 04.12: the original period first, then the months."""
    assert count(Counting.PREC, event, Period.parse(period)) == end
    (numbered,) = daynumbers.count(Counting.PREC, np.array([event.toordinal()], np.int32), Period.parse(period))
    assert date.fromordinal(int(numbered)) == end


@given(days=st.lists(DAYS, min_size=1, max_size=30), period=st.integers(0, 300), more=st.integers(0, 90), mode=FAMILIES)
def test_many_days_count_as_one_does(days: list[date], period: int, more: int, mode: Counting) -> None:
    length = Period.of(months=period, days=more)
    counted = daynumbers.count(mode, np.array([day.toordinal() for day in days], np.int32), length)
    assert [date.fromordinal(int(one)) for one in counted] == [count(mode, day, length) for day in days]
