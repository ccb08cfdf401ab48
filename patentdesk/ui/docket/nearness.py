"""Word how many days a deadline leaves and what its fee costs today, also when a grace period runs."""

from __future__ import annotations

from datetime import date

from patentdesk.core.money import Money
from patentdesk.docketing.records import OPEN_STATES, Deadline, ended
from patentdesk.services.docket import DocketItem
from patentdesk.services.docket_lines import in_grace
from patentdesk.ui import formats
from patentdesk.ui.tongue import Tongue


def left_text(say: Tongue, one: Deadline, today: date | None) -> str:
    """Return the days left to the date that is counted; in grace those of the grace period, marked."""
    day = one.earlier_reading or one.due_date
    if today is None or day is None or one.state not in OPEN_STATES or ended(one, today):
        return ""
    if one.grace_end is not None and in_grace(one, today):
        return say("ui.docket.grace_left", n=(one.grace_end - today).days)
    return formats.number((day - today).days)


def left_tip(say: Tongue, one: Deadline, today: date | None) -> str:
    """Return which date the days count to, and in grace both: how long past due, and how long is left to pay."""
    day = one.earlier_reading or one.due_date
    if today is None or day is None or one.due_date is None or not left_text(say, one, today):
        return ""
    if one.grace_end is not None and in_grace(one, today):
        past, left = (today - one.due_date).days, (one.grace_end - today).days
        return say("ui.docket.grace_both", past=past, due=one.due_date, left=left, day=one.grace_end)
    word = "ui.docket.counted" if one.earlier_reading else "ui.docket.counted_plain"
    return say(word, day=day)


def fee_text(item: DocketItem, today: date | None) -> str:
    """Return what the fee costs today; a sign stands for a surcharge that is not known."""
    one = item.deadline
    base = formats.money(one.amount_minor, one.currency)
    if one.amount_minor is None or today is None or not in_grace(one, today):
        return base
    if item.surcharge is None:
        return f"{base} + ?"
    return _text(Money(one.amount_minor, one.currency) + item.surcharge)


def fee_tip(say: Tongue, item: DocketItem, today: date | None) -> str:
    """Return of what the amount is made."""
    one = item.deadline
    base = formats.money(one.amount_minor, one.currency)
    if not base or today is None or not in_grace(one, today):
        return base
    if item.surcharge is None:
        return say("ui.docket.fee_without", fee=base)
    return say("ui.docket.fee_today", fee=base, extra=_text(item.surcharge))


def _text(amount: Money) -> str:
    return formats.money(amount.minor, amount.currency)
