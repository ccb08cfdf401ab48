"""Test how values are written, typed and remembered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from patentdesk.docketing.records import Deadline
from patentdesk.ui import formats
from patentdesk.ui.buckets import bucket_of
from patentdesk.ui.settings import LANGUAGE, RECENT, RECENT_LIMIT, THEME, Settings
from patentdesk.ui.theme import DARK, LIGHT
from patentdesk.ui.valuecolumns import typed, written

TODAY = date(2026, 11, 22)


def test_what_is_not_known_is_never_zero():
    assert formats.day(None) == formats.number(None) == formats.percent(None) == formats.money(None, "CNY") == ""
    assert formats.clock_time(None) == formats.short_money(None, "CNY", "zh") == formats.NOTHING


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(120_000, "CNY", "1,200 CNY"), (120_050, "CNY", "1,200.50 CNY"), (5, "JPY", "5 JPY")],
)
def test_money(minor, currency, text):
    assert formats.money(minor, currency) == text


@pytest.mark.parametrize(
    ("minor", "language", "text"),
    [(34_211_000_000, "zh", "3.42 亿 CNY"), (34_211_000_000, "en", "342 m CNY"), (123_400, "zh", "1,234 CNY"),
     (-5_000_000, "en", "-50.0 k CNY")],
)  # fmt: skip
def test_large_amounts_are_shortened_as_the_language_counts(minor, language, text):
    assert formats.short_money(minor, "CNY", language) == text


def test_moments_and_lists():
    assert formats.moment(datetime(2026, 11, 22, 9, 12, tzinfo=UTC).astimezone()).endswith(":12")
    assert formats.listed(("a", "", "b")) == "a · b"


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("5 %", "rate", 0.05), ("5%", "rate", 0.05), ("5", "rate", 0.05), ("0.05", "rate", 0.05), ("5％", "rate", 0.05),
     ("1,000,000", "CNY", 1e6), ("7", "years", 7.0), ("", "years", None)],
)  # fmt: skip
def test_a_number_is_read_as_people_type_it(text, unit, value):
    assert typed(text, "value", unit) == (None if value is None else pytest.approx(value))


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="a lot"):
        typed("a lot", "value", "rate")
    assert typed("a lot", "source", "rate") == "a lot"


@pytest.mark.parametrize("number", [0.05, 0.125, 0.0, 12.5, 1e8])
def test_a_number_that_was_written_is_read_back(number):
    unit = "rate" if number < 1 else "CNY"
    assert typed(written(number, unit), "value", unit) == pytest.approx(number)


@pytest.mark.parametrize(
    ("due", "grace", "bucket"),
    [("2026-11-21", None, "overdue"), ("2026-11-21", "2026-11-22", "grace"), ("2026-11-20", "2026-11-21", "overdue"),
     ("2026-11-22", None, "week"), ("2026-11-29", None, "week"), ("2026-11-30", None, "month"),
     ("2026-12-23", None, "month"), ("2026-12-24", None, "quarter"), ("2027-02-22", None, "quarter"),
     ("2027-02-23", None, "later"), (None, None, "blocked")],
)  # fmt: skip
def test_buckets_and_their_ends(due, grace, bucket):
    days = [date.fromisoformat(one) if one else None for one in (due, grace)]
    deadline = Deadline(due_date=days[0], grace_end=days[1])
    assert bucket_of(deadline, TODAY) == bucket


def test_preferences_are_remembered_and_a_broken_file_counts_as_empty(tmp_path):
    path = tmp_path / "deep" / "settings.json"
    first = Settings(path)
    first.put(THEME, "dark")
    for number in range(RECENT_LIMIT + 3):
        first.add_recent(Path(f"/p{number}.pdesk"))
    again = Settings(path)
    assert again.get(THEME) == "dark"
    assert len(again.get(RECENT)) == RECENT_LIMIT
    path.write_text("{broken", encoding="utf-8")
    assert Settings(path).get(THEME) == "system"
    path.write_text('{"theme": 7}', encoding="utf-8")
    assert Settings(path).get(THEME) == "system"
    assert Settings(None).get(LANGUAGE) == ""


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda one: one.name)
def test_text_can_be_read_on_every_ground(colours):
    grounds = (colours.window, colours.surface, colours.raised, colours.hover, colours.accent_soft)
    for ground in grounds:
        for text in (colours.text, colours.muted, colours.accent):
            assert contrast(text, ground) >= 4.5, (text, ground)
    for tone in ("danger", "warning", "success"):
        for ground in (colours.surface, colours.raised, getattr(colours, f"{tone}_soft")):
            assert contrast(getattr(colours, tone), ground) >= 4.5, (tone, ground)
    assert contrast(colours.on_accent, colours.accent) >= 4.5
