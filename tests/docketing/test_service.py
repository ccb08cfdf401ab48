"""When a document counts as received."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from patentdesk.portfolio.records import Event

SENT = date(2024, 3, 1)


@pytest.mark.parametrize(("late", "extra"), [(7, 0), (8, 1), (30, 23)])
def test_days_of_delivery_beyond_seven_lengthen_the_period_of_a_european_letter(
    rulebook, late: int, extra: int
) -> None:
    event = Event(kind="office_action", event_date=SENT, channel="post", received_date=SENT + timedelta(days=late))
    served = rulebook.service.serve("EP", event, SENT)
    assert (served.day, served.extra_days) == (SENT, extra)
    assert ("received_late" in {step.code for step in served.steps}) == (extra > 0)
