"""Gather what a valuation needs of patents: status, legal term and the official fees to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Severity
from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import PatentFacts
from patentdesk.docketing.results import Docket
from patentdesk.docketing.rules import Rulebook, RuleKind
from patentdesk.portfolio.codes import DEAD, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services import law
from patentdesk.services.library import Library
from patentdesk.services.pricing import annuity_price
from patentdesk.valuation.patent import Facts, Fee


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of one patent and what is wrong with them."""

    facts: Facts
    problems: tuple[Problem, ...] = ()


def gather(library: Library, patent: Patent, docketed: PatentFacts, book: Rulebook, valued_on: date) -> Gathered:
    """Return status, expiry (as a source states it, otherwise by the term rule) and the fees after the valuation date.

    Fees are in CNY. Problems: fees_incomplete (some years have no known price or no exchange rate),
    fees_unknown (the docket cannot tell the annuities, so that keeping the right seems to cost nothing).
    """
    if patent.status in DEAD:
        return Gathered(Facts(patent_id=patent.id, status=patent.status, expiry=patent.expiry_date))
    docket = compute(docketed, book, law.calendars(library), valued_on, all_annuities=True)
    expiry = patent.expiry_date or _term_end(docket)
    priced, problems = _fees(library, patent, docket, valued_on)
    return Gathered(
        Facts(patent_id=patent.id, status=patent.status, expiry=expiry, fees=tuple(priced)), tuple(problems)
    )


def _term_end(docket: Docket) -> date | None:
    ends = [found.unrolled_date for found in docket.deadlines if found.rule.kind is RuleKind.TERM]
    return min((end for end in ends if end is not None), default=None)


def _fees(library: Library, patent: Patent, docket: Docket, valued_on: date) -> tuple[list[Fee], list[Problem]]:
    """Price the annuities to come; one that is overdue and still payable counts on the next day."""
    priced: list[Fee] = []
    unpriced: list[int] = []
    for deadline in docket.deadlines:
        price = annuity_price(patent, deadline, law.fees(library))
        if price is None or deadline.due_date is None or deadline.year is None:
            continue
        amount = None if isinstance(price, Problem) else _in_cny(library, price.payable)
        if amount is None:
            unpriced.append(deadline.year)
        else:
            priced.append(Fee(max(deadline.due_date, valued_on + timedelta(days=1)), amount, deadline.year))
    if not priced and not unpriced and (docket.problems or patent.status is not Status.GRANTED):
        return priced, [Problem("fees_unknown", Severity.WARNING, args={"office": patent.office}, patent_id=patent.id)]
    if not unpriced:
        return priced, []
    args = {"n": len(unpriced), "first": min(unpriced), "last": max(unpriced)}
    return priced, [Problem("fees_incomplete", Severity.WARNING, args=args, patent_id=patent.id)]


def _in_cny(library: Library, money: Money) -> float | None:
    table = cast("dict[str, dict[str, float]]", library.load("exchange", _read_exchange))
    rate = table["rates"].get(money.currency)
    return None if rate is None else float(money.amount) * rate


def _read_exchange(library: Library) -> object:
    return library.json("assumptions/exchange.json")
