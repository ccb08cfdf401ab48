"""Tell what a payment on one day is: early, in time, late with a surcharge, or too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from patentdesk.core.money import Money
from patentdesk.docketing.fees import Asked, Fee, FeeSchedules
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import RuleKind
from patentdesk.docketing.surcharges import Surcharge, surcharge


class Timing(StrEnum):
    """How a payment stands to its deadline."""

    EARLY = "too_early"
    IN_TIME = "in_time"
    LATE = "late"
    """Within the grace period: with surcharge."""
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment on a day: how it stands, its surcharge, and the amounts where the schedule knows them.

    ``surcharge`` None: the schedule states it as an amount of its own and does not know it. ``total`` None: unknown.
    """

    paid_on: date
    timing: Timing
    surcharge: Surcharge | None
    fee: Fee | None = None
    total: Money | None = None


def payment(deadline: ComputedDeadline, asked: Asked, schedules: FeeSchedules) -> Payment | None:
    """Return how a payment on ``asked.paid_on`` stands; None for a deadline without a date or without a fee of its own.

    Per cent are of the full fee, also of a reduced one (CN Guidelines V-9 2.2.1.3).
    """
    due, raw, rule = deadline.due_date, deadline.unrolled_date, deadline.rule
    if due is None or raw is None or not (rule.kind is RuleKind.ANNUITY or rule.brackets or rule.grace):
        return None
    paid = asked.paid_on
    timing = _timing(deadline, due, paid)
    priced = schedules.annuity(asked) if rule.kind is RuleKind.ANNUITY else None
    fee = priced if isinstance(priced, Fee) else None
    if timing is not Timing.LATE:
        return Payment(paid, timing, Surcharge(0), fee, fee.payable if fee and timing is Timing.IN_TIME else None)
    if not rule.brackets:
        listed = schedules.surcharge(asked)
        extra = listed.payable if isinstance(listed, Fee) else None
        added = Surcharge(1, 0, extra) if extra else None
    else:
        added = surcharge(rule, raw, due, paid)
        extra = added.on(fee.full) if fee else None
    return Payment(paid, timing, added, fee, fee.payable + extra if fee and extra else None)


def _timing(deadline: ComputedDeadline, due: date, paid: date) -> Timing:
    if deadline.opens_date is not None and paid < deadline.opens_date:
        return Timing.EARLY
    if paid <= due:
        return Timing.IN_TIME
    return Timing.LATE if deadline.grace_end is not None and paid <= deadline.grace_end else Timing.TOO_LATE
