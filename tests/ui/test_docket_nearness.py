"""What the docket says of the days left and of the fee today, in time, in grace, and where the law is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from patentdesk.core.money import Money
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.records import Patent
from patentdesk.services.docket import DocketItem
from patentdesk.ui.docket.columns import docket_columns
from patentdesk.ui.docket.nearness import fee_text, fee_tip, left_text, left_tip
from patentdesk.ui.tongue import Tongue

TODAY = date(2026, 11, 22)
LATE = Deadline(
    task="annuity", due_date=date(2026, 6, 15), grace_end=date(2026, 12, 15), amount_minor=90_000, currency="CNY"
)


@pytest.fixture
def say(library) -> Tongue:
    return Tongue(library.words("en"))


def test_in_grace_the_days_of_the_grace_period_are_left(say, library):
    assert left_text(say, LATE, TODAY) == "grace 23"
    assert left_text(Tongue(library.words("zh")), LATE, TODAY) == "宽限 23"
    assert "160 days" in left_tip(say, LATE, TODAY)
    assert "23 days" in left_tip(say, LATE, TODAY)


def test_the_date_that_is_counted_is_marked(say):
    one = Deadline(task="reply", due_date=TODAY + timedelta(days=9), earlier_reading=TODAY + timedelta(days=7))
    assert left_text(say, one, TODAY) == "7"
    assert "2026-11-29" in left_tip(say, one, TODAY)
    due = docket_columns(say, lambda: TODAY)[0]
    assert due.text(DocketItem(one, Patent())) == "2026-12-01 / ▸11-29"
    assert "earlier reading, 2026-11-29" in due.tip(DocketItem(one, Patent()))


@pytest.mark.parametrize("past", [replace(LATE, task="term", grace_end=None), replace(LATE, state=DeadlineState.DONE)])
def test_what_nobody_must_do_has_no_days_left(say, past):
    assert left_text(say, past, TODAY) == ""
    assert left_tip(say, past, TODAY) == ""


def test_in_grace_the_fee_is_what_is_payable_today(say):
    item = DocketItem(LATE, Patent(), surcharge=Money(4_500, "CNY"))
    assert fee_text(item, TODAY) == "945 CNY"
    assert "900 CNY" in fee_tip(say, item, TODAY)
    assert "45 CNY" in fee_tip(say, item, TODAY)
    assert fee_text(item, date(2026, 6, 1)) == "900 CNY"


def test_a_surcharge_that_is_not_known_is_said_to_be_left_out(say):
    item = DocketItem(LATE, Patent())
    assert fee_text(item, TODAY) == "900 CNY + ?"
    assert "not in it" in fee_tip(say, item, TODAY)


def test_the_end_of_the_grace_period_stands_in_sight(say):
    columns = docket_columns(say, lambda: TODAY)
    before = columns[: [one.key for one in columns].index("grace") + 1]
    assert sum(one.width for one in before if not one.hidden) < 400
