from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.docketing.calendar import Calendar, Calendars, read_calendars

NAMES = "AU BR CA CN CN-COURT DE EP FR GB HK IB IN JP KR KR-COURT MO RU TW US".split()  # noqa: SIM905 - a long list


def rolled(calendars: Calendars, name: str, day: str) -> str:
    return str(calendars.get(name).roll(date.fromisoformat(day)).day)


@pytest.mark.parametrize(
    ("name", "day", "end"),
    [
        ("CN", "2007-12-30", "2008-01-02"),
        ("CN", "2008-02-06", "2008-02-13"),
        ("CN", "2026-10-01", "2026-10-08"),
        ("CN", "2026-02-16", "2026-02-24"),
        ("CN", "2026-02-28", "2026-03-02"),
        ("CN-COURT", "2026-02-28", "2026-02-28"),
        ("CN", "2026-05-09", "2026-05-11"),
        ("EP", "2020-10-31", "2020-11-02"),
        ("EP", "2020-04-27", "2020-04-28"),
        ("EP", "2020-05-08", "2020-05-08"),
        ("EP", "2015-01-02", "2015-01-05"),
        ("EP", "2025-12-24", "2026-01-02"),
        ("US", "2020-10-11", "2020-10-13"),
        ("US", "2025-04-16", "2025-04-16"),
        ("US", "2018-12-05", "2018-12-06"),
        ("US", "2025-12-26", "2025-12-29"),
        ("JP", "2025-12-27", "2026-01-05"),
        ("KR", "2025-05-01", "2025-05-02"),
        ("KR-COURT", "2013-05-01", "2013-05-01"),
        ("KR", "2013-05-01", "2013-05-02"),
        ("DE", "2012-09-30", "2012-10-01"),
        ("DE", "2025-08-15", "2025-08-18"),
        ("GB", "2025-08-25", "2025-08-26"),
        ("FR", "2005-07-31", "2005-08-01"),
    ],
)
def test_published_closures(calendars: Calendars, name: str, day: str, end: str) -> None:
    assert rolled(calendars, name, day) == end


def test_both_readings_of_a_worked_weekend(calendars: Calendars) -> None:
    end_on_it = calendars.get("CN").roll(date(2026, 2, 28))
    assert (end_on_it.day, end_on_it.other, end_on_it.earlier) == (
        date(2026, 3, 2),
        date(2026, 2, 28),
        date(2026, 2, 28),
    )
    rolls_to_it = calendars.get("CN").roll(date(2024, 2, 12))
    assert (rolls_to_it.day, rolls_to_it.other) == (date(2024, 2, 19), date(2024, 2, 18))
    assert calendars.get("CN").roll(date(2026, 3, 4)).other is None


def test_past_the_published_years_is_not_verified(calendars: Calendars) -> None:
    cn = calendars.get("CN")
    assert cn.roll(date(2026, 12, 30)).verified
    assert not cn.roll(date(2026, 12, 31) + timedelta(days=2)).verified
    assert not cn.roll(date(1999, 9, 6)).verified
    assert cn.roll(date(2027, 1, 1)).day > date(2027, 1, 1)


@given(st.sampled_from(NAMES), st.dates(date(1990, 1, 1), date(2045, 12, 31)))
def test_rolling_ends_on_the_first_working_day(calendars: Calendars, name: str, day: date) -> None:
    calendar = calendars.get(name)
    result = calendar.roll(day)
    assert not calendar.rests(result.day, makeup_counts=calendar.makeup_counts)
    assert [passed for passed, _ in result.reasons] == [day + timedelta(days=n) for n in range((result.day - day).days)]
    assert all(calendar.rests(passed, makeup_counts=calendar.makeup_counts) for passed, _ in result.reasons)
    assert calendar.roll(result.day).day == result.day
    assert result.earlier <= result.day


@given(st.sampled_from(NAMES), st.dates(date(2001, 1, 1), date(2026, 12, 31)), st.integers(0, 40))
def test_rolling_keeps_order(calendars: Calendars, name: str, day: date, days: int) -> None:
    calendar = calendars.get(name)
    assert calendar.roll(day).day <= calendar.roll(day + timedelta(days=days)).day


def test_every_row_of_days_has_a_source(library, calendars: Calendars) -> None:
    assert sorted(calendars.by_name) == sorted(NAMES)
    for name in library.names("calendars", ".csv"):
        assert all(row["source"] for row in library.rows(name))


HEAD = {
    "name": "X",
    "days": "X",
    "first_year": "2025",
    "last_year": "2026",
    "makeup_counts": "no",
    "without": "",
    "source": "law",
}


@pytest.mark.parametrize(
    "row",
    [
        {"date": "2025-13-01", "kind": "closed", "name": ""},
        {"date": "2025-01-01", "kind": "open", "name": ""},
        {"date": "2025-01-01", "kind": "makeup", "name": "a Wednesday"},
    ],
)
def test_a_wrong_row_is_named(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="calendar X, row 2"):
        read_calendars([HEAD], {"X": [row]})


def test_a_calendar_without_holidays_rolls_over_weekends() -> None:
    assert Calendar("bare", {}).roll(date(2025, 2, 1)).day == date(2025, 2, 3)
