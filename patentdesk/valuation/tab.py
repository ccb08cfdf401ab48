"""Compute the tax amortisation benefit (TAB): what a buyer saves in tax by amortising the price."""

from __future__ import annotations

from patentdesk.valuation.conventions import Convention, annuity_factor


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


def tab_factor(tax: float, years: float, rate: float, convention: Convention = Convention.MID) -> float:
    """Return the gross-up 1 / (1 - shield): value with TAB = value before TAB x factor.

    Raises ValueError when the shield reaches the whole price, which no tax law gives.
    """
    shield = shield_rate(tax, years, rate, convention)
    if shield >= 1:
        raise ValueError(f"a tax shield of {shield:.3f} of the price cannot be grossed up")
    return 1 / (1 - shield)


def closure_difference(before: float, tax: float, years: float, rate: float, convention: Convention) -> float:
    """Return V - (V0 + shield on V), which is 0 when the gross-up closes."""
    value = before * tab_factor(tax, years, rate, convention)
    return value - (before + value * shield_rate(tax, years, rate, convention))
