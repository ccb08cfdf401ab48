"""Say where a value rests on unusual or doubly counted inputs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from patentdesk.core.problems import Argument, Problem, Severity
from patentdesk.portfolio.codes import Status
from patentdesk.valuation.royalty import Relief

HIGH_ROYALTY = 0.05
VERY_HIGH_ROYALTY = 0.10
"""Of all-industry technology licences 67 % are at or below 5 %, 92 % at or below 10 % (Parr, Royalty Rates for
Technology, 6th ed.)."""
LEAST_TAX_LIFE = 10
"""Years over which the law of China lets a buyer amortise at least (CIT Implementation Rules art. 67); a shorter one
needs a term fixed by law or contract."""
OWN_BASES = {"investment", "in_use"}
"""Bases of value that look at one owner."""
MARKET_RATE = 0.12
"""Above it a discount rate carries more than market risk; beside explicit probabilities 10-12 % is usual."""


def judge(
    status: Status, royalty: float, discount_rate: float, chances: Sequence[float | None], relief: Relief
) -> list[Problem]:
    """Return the warnings about a computed value.

    Problems: royalty_high, royalty_very_high, risk_counted_twice, value_below_fees, right_pending, status_unknown.
    """
    found = royalty_problems(royalty)
    if discount_rate > MARKET_RATE and any(chance is not None and chance < 1 for chance in chances):
        found.append(_warning("risk_counted_twice", rate=discount_rate * 100, usual=MARKET_RATE * 100))
    if relief.before_tab < 0:
        found.append(_warning("value_below_fees", royalty=relief.pv_royalty, fees=relief.pv_fees))
    if status in {Status.PENDING, Status.PCT_OPEN}:
        found.append(Problem("right_pending", Severity.NOTE))
    if status is Status.UNKNOWN:
        found.append(_warning("status_unknown"))
    return found


def royalty_problems(royalty: float) -> list[Problem]:
    """Return the warning for a royalty above quoted ranges; only the gravest."""
    percent = royalty * 100
    if royalty > VERY_HIGH_ROYALTY:
        return [_warning("royalty_very_high", rate=percent, limit=VERY_HIGH_ROYALTY * 100)]
    if royalty > HIGH_ROYALTY:
        return [_warning("royalty_high", rate=percent, limit=HIGH_ROYALTY * 100)]
    return []


def tax_problem(tab_years: float) -> list[Problem]:
    """Return tab_life_short for a tax life below the law's; none is stated where the buyer cannot amortise (0)."""
    if not 0 < tab_years < LEAST_TAX_LIFE:
        return []
    return [_warning("tab_life_short", years=tab_years, least=LEAST_TAX_LIFE)]


def basis_problem(basis: str, tab_years: float) -> list[Problem]:
    """Return basis_tab for a tax benefit in an investment value or a value in use.

    These are one owner's, who may not be able to amortise what he owns already; market and fair value suppose a buyer.
    """
    if basis not in OWN_BASES or tab_years <= 0:
        return []
    return [_warning("basis_tab", basis=basis)]


def life_problem(economic_end: date, legal_end: date) -> list[Problem]:
    """Return life_beyond_legal when the stated economic life outlasts the law's; the value stops at the legal end."""
    if economic_end <= legal_end:
        return []
    args = {"economic": economic_end.isoformat(), "legal": legal_end.isoformat()}
    return [Problem("life_beyond_legal", Severity.NOTE, args=args)]


def _warning(code: str, **args: Argument) -> Problem:
    return Problem(code, Severity.WARNING, args=args)
