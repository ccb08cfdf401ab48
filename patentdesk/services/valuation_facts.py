"""Gather what a valuation needs of patents: status, legal term and the official fees to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from patentdesk.core.money import Money
from patentdesk.core.months import shift_months
from patentdesk.core.problems import Problem, Severity
from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import PatentFacts
from patentdesk.docketing.results import Docket
from patentdesk.docketing.rules import Rulebook, RuleKind
from patentdesk.portfolio.codes import DEAD, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services import law
from patentdesk.services.exchange import RateTable
from patentdesk.services.library import Library
from patentdesk.services.pricing import annuity_price
from patentdesk.valuation.patent import Facts, Fee


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of one patent and what is wrong with them."""

    facts: Facts
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the facts of every patent are gathered with."""

    library: Library
    book: Rulebook
    rates: RateTable
    valued_on: date


def gather(around: Surroundings, patent: Patent, docketed: PatentFacts) -> Gathered:
    """Return status, expiry (as a source states it, otherwise by the term rule) and the fees after the valuation date.

    Fees are in CNY by the rate of the valuation date. Problems: fees_incomplete (some years have no known price or no
    exchange rate), fees_unknown (the docket cannot tell the annuities, so that keeping the right seems to cost
    nothing).
    """
    if patent.status in DEAD:
        return Gathered(Facts(patent_id=patent.id, status=patent.status, expiry=patent.expiry_date))
    calendars = law.calendars(around.library)
    docket = compute(docketed, around.book, calendars, around.valued_on, all_annuities=True)
    expiry = patent.expiry_date or _term_end(docket)
    priced, problems = _fees(around, patent, docket)
    facts = Facts(
        patent_id=patent.id, status=patent.status, expiry=expiry, fees=tuple(priced), filed=patent.filing_date,
        paid=_last_paid(around, patent, docket),
    )  # fmt: skip
    return Gathered(facts, tuple(problems))


def _term_end(docket: Docket) -> date | None:
    ends = [found.unrolled_date for found in docket.deadlines if found.rule.kind is RuleKind.TERM]
    return min((end for end in ends if end is not None), default=None)


def _fees(around: Surroundings, patent: Patent, docket: Docket) -> tuple[list[Fee], list[Problem]]:
    """Price the annuities to come; one that is overdue and still payable counts on the next day."""
    schedules, earliest = law.fees(around.library), around.valued_on + timedelta(days=1)
    priced: list[Fee] = []
    unpriced: list[int] = []
    for deadline in docket.deadlines:
        price = annuity_price(patent, deadline, schedules)
        if price is None or deadline.due_date is None or deadline.year is None:
            continue
        amount = None if isinstance(price, Problem) else _in_cny(around, price.payable)
        if amount is None:
            unpriced.append(deadline.year)
        else:
            priced.append(Fee(max(deadline.due_date, earliest), amount, deadline.year))
    if not priced and not unpriced and (docket.problems or patent.status is not Status.GRANTED):
        return priced, [Problem("fees_unknown", Severity.WARNING, args={"office": patent.office}, patent_id=patent.id)]
    if not unpriced:
        return priced, []
    args = {"n": len(unpriced), "first": min(unpriced), "last": max(unpriced)}
    return priced, [Problem("fees_incomplete", Severity.WARNING, args=args, patent_id=patent.id)]


def _last_paid(around: Surroundings, patent: Patent, docket: Docket) -> Fee | None:
    """Return the annuity paid before the first that is open, as it would cost today: living rights paid theirs.

    None where there was none, or where it has no known price.
    """
    coming = [found for found in docket.deadlines if found.rule.kind is RuleKind.ANNUITY and found.year is not None]
    if not coming or patent.status is not Status.GRANTED:
        return None
    first = min(coming, key=lambda found: found.year or 0)
    for year in range((first.year or 1) - 1, 0, -1):
        back = 12 * (year - (first.year or 1))
        due = first.unrolled_date or first.due_date
        price = annuity_price(patent, replace(first, year=year), law.fees(around.library))
        if due is None or price is None:
            return None
        amount = None if isinstance(price, Problem) else _in_cny(around, price.payable)
        if amount is not None:
            paid_on = shift_months(due, back)
            return Fee(paid_on, amount, year) if paid_on <= around.valued_on else None
    return None


def _in_cny(around: Surroundings, money: Money) -> float | None:
    """Return the amount in CNY unrounded: it is one input among others."""
    found = around.rates.convert(money, on=around.valued_on)
    return None if isinstance(found, Problem) else float(money.amount * found.factor)
