"""Compute the tax amortisation benefit (TAB): what a buyer saves in tax by amortising the price."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.valuation.conventions import Convention, annuity_factor, discount_factor, times_of


def shield_rate(tax: float, years: float, rate: float, convention: Convention = Convention.MID) -> float:
    """Return the present value of the tax saved per unit of price, amortised straight over ``years``.

    Flows count where the convention puts them: at mid-year the end-of-year sum is worth (1 + rate) ** 0.5 more.
    0 when ``years`` is 0: the buyer cannot amortise. ``years`` is the tax life, not the useful life (China: at least
    10 years, CIT Implementation Rules art. 67).
    """
    if years == 0:
        return 0.0
    timing = float((1 + rate) ** (1 - convention.offset))
    return tax / years * annuity_factor(rate, years) * timing


def scheduled_shield(
    tax: float, shares: Sequence[float], rate: float, convention: Convention = Convention.MID
) -> float:
    """Return the present value of the tax saved per unit of price where each year amortises a share of its own."""
    times = times_of(len(shares), convention)
    return tax * sum(share * discount_factor(rate, time) for share, time in zip(shares, times, strict=True))


def gross_up(shield: float) -> float:
    """Return 1 / (1 - shield). Raises ValueError when the shield reaches the whole price, which no tax law gives."""
    if shield >= 1:
        raise ValueError(f"a tax shield of {shield:.3f} of the price cannot be grossed up")
    return 1 / (1 - shield)


def tab_factor(tax: float, years: float, rate: float, convention: Convention = Convention.MID) -> float:
    """Return the gross-up of straight amortisation: with TAB = before TAB x factor. Raises as ``gross_up``."""
    return gross_up(shield_rate(tax, years, rate, convention))
