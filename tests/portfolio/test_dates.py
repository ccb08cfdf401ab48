from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.portfolio.dates import DateOrder, guess_order, read_date

DAY = date(2017, 1, 9)


@pytest.mark.parametrize(
    "written",
    [
        "2017-01-09",
        "2017.01.09",
        "2017/1/9",
        "20170109",
        "2017年1月9日",
        "2017年01月09日",
        " 2017-1-9 ",
        "２０１７．０１．０９",
        "9-Jan-17",
        "09-Jan-2017",
        "9 Jan 2017",
        "9 January 2017",
        "Jan 9, 2017",
        "1/9/17",
        "1/9/2017",
        "09.01.2017",
        "2017-01-09 00:00:00",
        "2017-01-09T00:00:00",
        42744,
        42744.0,
        "42744",
        20170109,
        20170109.0,
        DAY,
        datetime(2017, 1, 9, 8, 30),
    ],
)
def test_every_usual_form_gives_the_day(written):
    reading = read_date(written)
    assert (reading.day, reading.problem) == (DAY, "")


def test_day_first_is_read_when_the_column_says_so():
    assert read_date("9/1/17", DateOrder.DAY_FIRST).day == DAY
    assert guess_order(["9/1/17", "31/12/16"]) is DateOrder.DAY_FIRST
    assert guess_order(["9/1/17", "12/31/16"]) is DateOrder.MONTH_FIRST
    assert guess_order(["9/1/17"]) is DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2023-13-45", "date_impossible"),
        ("2023.02.30", "date_impossible"),
        ("20230230", "date_impossible"),
        ("2/30/23", "date_impossible"),
        ("2017", "date_incomplete"),
        ("2017-01", "date_incomplete"),
        ("2017年", "date_incomplete"),
        ("soon", "date_unknown"),
        (-5, "date_unknown"),
        (1e12, "date_unknown"),
        ("9 Foo 2017", "date_unknown"),
        ("0001-01-01", "date_impossible"),
    ],
)
def test_what_is_no_day_is_told(written, problem):
    reading = read_date(written)
    assert (reading.day, reading.problem) == (None, problem)


@pytest.mark.parametrize("nothing", ["", None, "-", "--", "无", "0000-00-00", 0])
def test_nothing_is_no_date_and_no_problem(nothing):
    reading = read_date(nothing)
    assert (reading.day, reading.problem) == (None, "")


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%d %b %Y", "%m/%d/%y"]),
)
def test_writing_then_reading_gives_the_day_again(day, form):
    assert read_date(day.strftime(form)).day == day


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers()))
def test_anything_is_read_without_a_fault(value):
    reading = read_date(value)
    assert reading.day is None or not reading.problem
