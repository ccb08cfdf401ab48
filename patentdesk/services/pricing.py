"""Price the annuities of a stored patent."""

from __future__ import annotations

from patentdesk.core.problems import Problem
from patentdesk.docketing.counting import patent_year
from patentdesk.docketing.fees import Asked, Fee, FeeSchedules
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import RuleKind
from patentdesk.portfolio.records import Patent


def annuity_fee(patent: Patent, deadline: ComputedDeadline, fees: FeeSchedules) -> Fee | None:
    """Return the fee of an annuity if paid on its due date; None when it is no annuity or has no known price."""
    priced = annuity_price(patent, deadline, fees)
    return priced if isinstance(priced, Fee) else None


def annuity_price(patent: Patent, deadline: ComputedDeadline, fees: FeeSchedules) -> Fee | Problem | None:
    """Return the fee of an annuity, the problem that keeps it unknown, or None when it is no annuity."""
    if deadline.rule.kind is not RuleKind.ANNUITY or deadline.year is None or deadline.due_date is None:
        return None
    return fees.annuity(
        Asked(
            office=patent.office,
            right_type=patent.right_type,
            year=deadline.year,
            paid_on=deadline.due_date,
            claims=patent.claims_count,
            reduction=patent.reduction,
            grant_year=_grant_year(patent),
            unitary=deadline.rule.condition == "unitary",
        )
    )


def _grant_year(patent: Patent) -> int | None:
    if patent.filing_date is None or patent.grant_date is None or patent.grant_date < patent.filing_date:
        return None
    return patent_year(patent.filing_date, patent.grant_date)
