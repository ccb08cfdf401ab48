"""Read the yearly rows that the formulas of the income approach share."""

from __future__ import annotations

from patentdesk.core.problems import refuse
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Given, Step
from patentdesk.valuation.tab import tab_factor

CHINA = "资产评估基础（中国资产评估协会）/ Chinese appraisal practice"
TAX = ask.rate("tax", "tau", "tax_rate", default=0.0, minimum=0)
TAB_YEARS = ask.years("tab_years", default=0.0)
GROWTH = (ask.rate("growth", "g", default=0.0), ask.count("years", "n", default=0, maximum=200))

FIRST_FRACTION = ask.number("first_fraction", "stub", default=1.0, unit="years", minimum=1 / 366, maximum=1)
"""Part of a year that the first period lasts; its yearly amount is taken for that part."""


def path(given: Given, key: str) -> tuple[float, ...]:
    """Return yearly amounts: as listed, or one amount for the first year that grows."""
    row: tuple[float, ...] = given[key]
    if len(row) == 1 and given["years"]:
        return tuple(row[0] * (1 + given["growth"]) ** index for index in range(given["years"]))
    if given["growth"] and len(row) > 1:
        raise refuse("worth_growth_and_list", term=key)
    return row


def spread(row: tuple[float, ...], count: int, fill: float) -> tuple[float, ...]:
    """Return one number for every period: none given is ``fill``, one given holds for all."""
    return row if len(row) > 1 else (row[0] if row else fill,) * count


def tab_of(given: Given, rate: str = "rate") -> float:
    """Return the gross-up for the buyer's amortisation. Raises Refused worth_shield_too_high."""
    try:
        return tab_factor(given["tax"], given["tab_years"], given[rate], given.convention)
    except ValueError:
        raise refuse("worth_shield_too_high") from None


def with_tab(given: Given, before: float, how: str) -> tuple[Step, ...]:
    """Return the last steps of a value: before the tax benefit, its factor, with it. Raises as ``tab_of``."""
    factor = tab_of(given)
    return (
        Step("pv_before_tab", how, before),
        Step("tab_factor", "1 / (1 - τ/n·a)", factor),
        Step("value", "V0·TAB", before * factor),
    )
