"""Value a patent by the royalty that its owner is relieved from (relief from royalty, 许可费节省法).

V = TAB x (p x sum(sales x share x royalty x allocation x (1 - tax) x DF) - sum(fees x (1 - tax) x DF)). Fees are
certain while the right is kept, so probabilities do not weigh them. One currency per call; nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from patentdesk.valuation.conventions import Convention, discount_factor
from patentdesk.valuation.periods import Period
from patentdesk.valuation.tab import tab_factor


@dataclass(frozen=True, slots=True, kw_only=True)
class RoyaltyTerms:
    """The terms that hold for every period; rates per year, shares and probabilities between 0 and 1."""

    royalty: float
    discount_rate: float
    tax: float = 0.0
    tab_years: float = 0.0
    """Tax life for amortising a purchase; 0 leaves the TAB out."""
    convention: Convention = Convention.MID
    allocation: float = 1.0
    """Share of the royalty that falls to this patent among those that read on the same unit."""
    probability: float = 1.0
    """P(valid) x P(used)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoyaltyLine:
    """One period of the schedule, in the currency of the sales."""

    period: Period
    time: float
    sales: float
    share: float
    royalty: float
    """Royalty saved before tax, weighted by the probability."""
    tax: float
    after_tax: float
    factor: float
    present_value: float
    fee: float
    fee_after_tax: float
    fee_present_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """The value with every line behind it."""

    lines: tuple[RoyaltyLine, ...]
    pv_royalty: float
    pv_fees: float
    before_tab: float
    """May be below zero: the fees then outweigh the royalty."""
    tab: float
    value: float
    """Never below zero: a right that costs more than it brings may be given up."""


def sales_of(amount: float, units: float) -> float:
    """Return the royalty base: price of the smallest saleable unit x units sold."""
    return amount * units


def sales_path(annual: float, growth: float, periods: Sequence[Period]) -> list[float]:
    """Return the sales of each period; stubs take their fraction of a year.

    ``annual`` are the sales of the twelve months after the valuation date, whose middle is half a year away; a period
    has grown by the years from there to its own middle. Growth follows time and not the number of the period, since a
    stub of one day would otherwise count as a whole year of it. Whole years give annual, annual x (1 + growth), ...
    """
    return [annual * (1 + growth) ** (period.middle - 0.5) * period.fraction for period in periods]


def share_path(share: float, decay: float, steady: float, periods: Sequence[Period]) -> list[float]:
    """Return the share of each period's sales that still reads on the claims, taken at the period's middle.

    It is constant for ``steady`` years from the valuation date and then falls by ``decay`` a year, continuously.
    """
    return [share * (1 - decay) ** max(0.0, period.middle - steady) for period in periods]


def relief_from_royalty(
    periods: Sequence[Period],
    sales: Sequence[float],
    terms: RoyaltyTerms,
    *,
    shares: Sequence[float] | None = None,
    fees: Sequence[float] | None = None,
) -> Relief:
    """Return the schedule and the value; ``shares`` default to 1 and ``fees`` to 0. Raises ValueError on lengths."""
    shares = [1.0] * len(periods) if shares is None else shares
    fees = [0.0] * len(periods) if fees is None else fees
    rows = zip(periods, sales, shares, fees, strict=True)
    lines = tuple(_line(period, sold, share, fee, terms) for period, sold, share, fee in rows)
    pv_royalty = sum(line.present_value for line in lines)
    pv_fees = sum(line.fee_present_value for line in lines)
    tab = tab_factor(terms.tax, terms.tab_years, terms.discount_rate, terms.convention)
    before = pv_royalty - pv_fees
    return Relief(
        lines=lines, pv_royalty=pv_royalty, pv_fees=pv_fees, before_tab=before, tab=tab, value=max(0.0, before) * tab
    )


def _line(period: Period, sales: float, share: float, fee: float, terms: RoyaltyTerms) -> RoyaltyLine:
    time = period.time(terms.convention)
    factor = discount_factor(terms.discount_rate, time)
    royalty = sales * share * terms.royalty * terms.allocation * terms.probability
    tax = royalty * terms.tax
    net_fee = fee * (1 - terms.tax)
    return RoyaltyLine(
        period=period,
        time=time,
        sales=sales,
        share=share,
        royalty=royalty,
        tax=tax,
        after_tax=royalty - tax,
        factor=factor,
        present_value=(royalty - tax) * factor,
        fee=fee,
        fee_after_tax=net_fee,
        fee_present_value=net_fee * factor,
    )
