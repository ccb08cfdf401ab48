"""Choose which annuities of one patent stand open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from patentdesk.core.problems import Severity
from patentdesk.docketing.cases import Case
from patentdesk.docketing.counting import patent_year
from patentdesk.docketing.derivation import Step
from patentdesk.docketing.paid import last_paid
from patentdesk.docketing.reckoning import Trigger, reckon
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import Rule, RuleKind


def annuities(
    case: Case, rules: Sequence[Rule], found: Sequence[ComputedDeadline], *, all_years: bool, past: bool
) -> list[ComputedDeadline]:
    """Return the open annuities, year by year, none due on or after the end of the term.

    When the last paid year is known, every later year up to the next one to come is open, past ones flagged. When it
    is not known, nothing is assumed about money: each year that could still be paid today (in time or in grace) is
    shown with the step ``payment_unknown``, then the next one to come; years whose grace has ended are not shown,
    because a living right shows that they were paid. ``all_years`` goes on to the end of the term, ``past`` keeps also
    the years whose grace has ended.
    """
    paid = last_paid(case)
    terms = [deadline.unrolled_date for deadline in found if deadline.rule.kind is RuleKind.TERM]
    limit = next((day for day in terms if day is not None), None)
    kept: list[ComputedDeadline] = []
    passed = False
    for deadline in _series(case, rules, paid, past):
        if deadline is None:
            passed = True
            continue
        if deadline.problem:
            if not any(other.problem for other in kept):
                kept.append(deadline)
            continue
        if deadline.unrolled_date is None or (limit is not None and deadline.unrolled_date >= limit):
            continue
        last = deadline.last_date
        if paid is None and not past and last is not None and last < case.today:
            passed = True
            continue
        unknown = paid is None and not past and (passed or deadline.past_due)
        kept.append(_with_unknown_payment(deadline) if unknown else deadline)
        if not deadline.past_due and not all_years:
            break
    if any(step.code == "payment_unknown" for deadline in kept for step in deadline.steps):
        case.note("payment_unknown", Severity.NOTE, "paid_through_year")
    return kept


def _series(case: Case, rules: Sequence[Rule], paid: int | None, past: bool) -> Iterator[ComputedDeadline | None]:
    """Reckon the unpaid years of all annuity rules in order of year; None for one that passed long ago."""
    first_own = _first_own_year(case)
    years = sorted(
        (
            (year, rule)
            for rule in rules
            if rule.years is not None
            for year in range(rule.years[0], rule.years[1] + 1)
            if (paid is None or year > paid) and not (rule.after_grant and first_own is not None and year < first_own)
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )
    for year, rule in years:
        if paid is None and not past and _long_ago(case, rule, year):
            yield None
            continue
        deadline = reckon(case, rule, Trigger(rule.triggers[0]), year)
        if deadline is not None:
            yield deadline


def _long_ago(case: Case, rule: Rule, year: int) -> bool:
    """Tell cheaply that even the grace period of a yearly fee ended; spares the reckoning of old years.

    A year fee and its grace end within the calendar year after that of the due date. A fee that also hangs on the
    grant is always reckoned.
    """
    start = case.anchor(rule.triggers[0])
    alone = len(rule.terms) == 1 and rule.terms[0].yearly
    return alone and isinstance(start, date) and start.year + year < case.today.year


def _first_own_year(case: Case) -> int | None:
    """Return the first patent year after the one of the grant (CN Impl. Regs R114-115), or None when not known."""
    filing, grant = case.anchor("filing"), case.anchor("grant")
    if isinstance(filing, date) and isinstance(grant, date):
        return patent_year(filing, grant) + 1
    return None


def _with_unknown_payment(deadline: ComputedDeadline) -> ComputedDeadline:
    step = Step("payment_unknown", None, {}, deadline.rule.citation)
    return replace(deadline, steps=(*deadline.steps, step))
