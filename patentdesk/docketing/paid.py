"""Tell which annuities are paid, and leave out of account what cannot be: a mistyped year must not hide what is due."""

from __future__ import annotations

from datetime import date, timedelta

from patentdesk.core.months import shift_months
from patentdesk.core.problems import Problem, Severity
from patentdesk.docketing.cases import Case
from patentdesk.docketing.facts import LAST_DAY, PatentFacts
from patentdesk.docketing.rules import Rule, Rulebook, RuleKind
from patentdesk.portfolio.codes import RightType

_WINDOW_SLACK = timedelta(days=366)
_NEVER_AFTER = 50
"""No right lasts longer, whatever the office."""
_FAR_AHEAD = 5
"""A fee paid by more years than this before its year starts is odd, though some offices take it (JP, KR, TW)."""


def last_year(book: Rulebook, office: str, right_type: RightType) -> int | None:
    """Return the last patent year that a fee can be paid for, None where the rules state neither term nor fees.

    The years of the longest term; for inventions also the years of an extension (CN, JP, KR: up to 25).
    """
    rules = [rule for rule in book.of(office) if rule.suits(right_type)]
    terms = [-(-term.period.months // 12) for rule in rules if rule.kind is RuleKind.TERM for term in rule.terms
             if term.period is not None]  # fmt: skip
    fees = [rule.years[1] for rule in rules if rule.years is not None]
    if right_type is RightType.INVENTION or not terms:
        return max([*terms, *fees], default=None)
    return max(terms)


def payment_fault(facts: PatentFacts, book: Rulebook, year: int, paid_on: date | None = None) -> Problem | None:
    """Return why a payment cannot be, or None; ``paid_on`` None: the record of a patent that years up to one are paid.

    Problems: ``paid_year_out_of_term``, ``paid_before_filing``, ``paid_before_window`` (the office takes the fee only
    later, by more than a year). A warning: ``paid_far_ahead``.
    """
    last = last_year(book, facts.office, facts.right_type) or _NEVER_AFTER
    first = 0 if paid_on is None else 1
    if not first <= year <= last:
        return _fault(facts, "paid_year_out_of_term", Severity.ERROR, year, last=last)
    filing = facts.filing_date
    if paid_on is None or filing is None or filing > LAST_DAY:
        return None
    args = {"date": paid_on.isoformat(), "other": filing.isoformat()}
    if paid_on < filing:
        return _fault(facts, "paid_before_filing", Severity.ERROR, year, **args)
    starts = shift_months(filing, 12 * (year - 1))
    windows = [back for rule in book.of(facts.office) if (back := _window(facts, rule, year)) is not None]
    if windows and paid_on < shift_months(starts, -max(windows)) - _WINDOW_SLACK:
        return _fault(facts, "paid_before_window", Severity.ERROR, year, **{**args, "other": starts.isoformat()})
    if paid_on < shift_months(starts, -12 * _FAR_AHEAD):
        return _fault(facts, "paid_far_ahead", Severity.WARNING, year, **{**args, "other": starts.isoformat()})
    return None


def last_paid(case: Case) -> int | None:
    """Return the last paid patent year by the patent's own record and its payments; what cannot be is reported.

    Problems: ``payment_without_year`` and those of ``payment_fault``.
    """
    stated: list[tuple[int, date | None]] = []
    if case.facts.paid_through_year is not None:
        stated.append((case.facts.paid_through_year, None))
    for event in case.events.get("annuity_paid", ()):
        if event.year is None:
            case.note("payment_without_year", Severity.ERROR, "year", date=str(event.event_date))
        else:
            stated.append((event.year, event.event_date))
    years = []
    for year, paid_on in stated:
        fault = payment_fault(case.facts, case.rulebook, year, paid_on)
        if fault is not None:
            case.problems.append(fault)
        if fault is None or fault.severity is not Severity.ERROR:
            years.append(year)
    return max(years, default=None)


def _window(facts: PatentFacts, rule: Rule, year: int) -> int | None:
    """Return by how many months the window of a fee opens before its year, where the rule counts it back."""
    if rule.opens_before is None or rule.years is None or not rule.suits(facts.right_type):
        return None
    return rule.opens_before.months if rule.years[0] <= year <= rule.years[1] else None


def _fault(facts: PatentFacts, code: str, severity: Severity, year: int, **args: str | int) -> Problem:
    named: dict[str, str | int] = {"year": year, **args}
    return Problem(code, severity, field_name="paid_through_year", args=named, patent_id=facts.patent_id or None)
