"""Price the annuities of a stored patent."""

from __future__ import annotations

from datetime import date

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem
from patentdesk.docketing.counting import patent_year
from patentdesk.docketing.fees import Asked, Fee, FeeSchedules
from patentdesk.docketing.payments import Payment, payment
from patentdesk.docketing.records import Deadline
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import Rule, RuleKind
from patentdesk.portfolio.records import Patent


def annuity_fee(patent: Patent, deadline: ComputedDeadline, fees: FeeSchedules) -> Fee | None:
    """Return the fee of an annuity if paid on its due date; None when it is no annuity or has no known price."""
    priced = annuity_price(patent, deadline, fees)
    return priced if isinstance(priced, Fee) else None


def annuity_price(patent: Patent, deadline: ComputedDeadline, fees: FeeSchedules) -> Fee | Problem | None:
    """Return the fee of an annuity, the problem that keeps it unknown, or None when it is no annuity."""
    if deadline.rule.kind is not RuleKind.ANNUITY or deadline.year is None or deadline.due_date is None:
        return None
    return fees.annuity(_asked(patent, deadline.rule, deadline.year, deadline.due_date))


def paid_late(patent: Patent, stored: Deadline, rule: Rule, fees: FeeSchedules, day: date) -> Payment | None:
    """Return how a payment of a stored annuity on a day stands, with its surcharge; None where it has no date."""
    if stored.year is None or stored.due_date is None:
        return None
    computed = ComputedDeadline(
        rule=rule,
        occurrence=stored.occurrence,
        unrolled_date=stored.unrolled_date,
        due_date=stored.due_date,
        grace_end=stored.grace_end,
        year=stored.year,
    )
    return payment(computed, _asked(patent, rule, stored.year, day), fees)


def surcharge_on(patent: Patent, stored: Deadline, rule: Rule | None, fees: FeeSchedules, day: date) -> Money | None:
    """Return what is added to a stored annuity when it is paid on a day; None where none is, or it is not known."""
    found = paid_late(patent, stored, rule, fees, day) if rule is not None else None
    if found is None or found.surcharge is None or found.fee is None:
        return None
    return found.surcharge.on(found.fee.full)


def _asked(patent: Patent, rule: Rule, year: int, day: date) -> Asked:
    return Asked(
        office=patent.office,
        right_type=patent.right_type,
        year=year,
        paid_on=day,
        claims=patent.claims_count,
        reduction=patent.reduction,
        grant_year=_grant_year(patent),
        unitary=rule.condition == "unitary",
    )


def _grant_year(patent: Patent) -> int | None:
    if patent.filing_date is None or patent.grant_date is None or patent.grant_date < patent.filing_date:
        return None
    return patent_year(patent.filing_date, patent.grant_date)
