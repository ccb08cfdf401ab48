"""Decide the named conditions of rules (column ``condition``)."""

from __future__ import annotations

from collections.abc import Callable

from patentdesk.core.periods import Period
from patentdesk.docketing.cases import Case
from patentdesk.docketing.counting import corresponding, ending_month
from patentdesk.docketing.remarks import late_grant
from patentdesk.docketing.rules import EXAM_REQUEST, Rule


def holds(rule: Rule, case: Case) -> bool:
    """Tell whether the rule's condition holds. Raises KeyError for a name that ``rulefile`` should have refused.

    Examination need not be requested where the status says that the application is in it.
    """
    if rule.task == EXAM_REQUEST and case.rulebook.statuses.in_examination(case.facts.status_text):
        return False
    return not rule.condition or _CONDITIONS[rule.condition](rule, case)


def _granted_after(case: Case, period: str) -> bool:
    filing, grant = case.known("filing"), case.known("grant")
    return filing is not None and grant is not None and grant > corresponding(filing, Period.parse(period))


def _up_window(_rule: Rule, case: Case) -> bool:
    """A renewal fee falls due from the grant up to three months after unitary effect was notified (UPR R13(4)-(5))."""
    filing, grant, effect = case.known("filing"), case.known("grant"), case.latest("unitary_effect")
    if filing is None or grant is None or effect is None:
        return False
    last = corresponding(case.served(effect).day, Period.parse("P3M"))
    dues = (ending_month(filing, Period.of(years=years)) for years in range(2, 20))
    return any(grant <= due <= last for due in dues)


_CONDITIONS: dict[str, Callable[[Rule, Case], bool]] = {
    "priority_claimed": lambda _rule, case: case.facts.priority_date is not None,
    "first_filing": lambda _rule, case: (
        case.facts.priority_date is None and case.facts.national_entry_date is None and not case.facts.granted
    ),
    "direct": lambda _rule, case: case.facts.national_entry_date is None,
    "pct_entry": lambda _rule, case: case.facts.national_entry_date is not None,
    "late_grant": lambda _rule, case: late_grant(case) is not None,
    "late_grant_gb": lambda _rule, case: _granted_after(case, "P3Y9M"),
    "not_late_grant_gb": lambda _rule, case: not _granted_after(case, "P3Y9M"),
    "resident": lambda _rule, case: case.facts.applicant_country in {"", case.facts.office},
    "overseas": lambda _rule, case: case.facts.applicant_country not in {"", case.facts.office},
    "unitary": lambda _rule, case: case.latest("unitary_effect") is not None,
    "up_window": _up_window,
    "designated": lambda rule, case: rule.id.rsplit("-", 1)[-1] in case.designated,
}
