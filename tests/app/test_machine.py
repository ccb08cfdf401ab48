"""Check what the program asks the machine for."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from patentdesk.app.machine import MachineClock


@pytest.mark.parametrize(("zone", "day"), [("CST-8", date(2026, 6, 1)), ("EST5", date(2026, 5, 31))])
def test_the_day_of_a_moment_is_the_day_at_the_machine_s_place(monkeypatch, zone, day):
    """Half past seven on 1 June in China is still 31 May in UTC."""
    with monkeypatch.context() as away:
        away.setenv("TZ", zone)
        time.tzset()
        found = MachineClock().day_of(datetime(2026, 5, 31, 23, 30, tzinfo=UTC))
    time.tzset()
    assert found == day
