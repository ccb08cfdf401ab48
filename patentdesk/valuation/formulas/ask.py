"""Declare the inputs of formulas: amounts, rates, chances, years, words, tables."""

from __future__ import annotations

import math
from typing import Any

from patentdesk.valuation.conventions import Compounding, Convention
from patentdesk.valuation.formulas.base import REQUIRED, Kind, Parameter

UNIT = Parameter(key="unit", kind=Kind.TEXT, unit="text", default="")
"""Names the unit of money in every formula, such as CNY 万元; nothing is converted."""


def number(key: str, *aliases: str, default: object = REQUIRED, **more: Any) -> Parameter:  # noqa: ANN401
    """Return a number that is an input."""
    return Parameter(key=key, aliases=aliases, default=default, **more)


def money(key: str, *aliases: str, default: object = REQUIRED, minimum: float = -math.inf) -> Parameter:
    """Return an amount of money."""
    return Parameter(key=key, aliases=aliases, default=default, unit="money", minimum=minimum)


def rate(key: str, *aliases: str, default: object = REQUIRED, minimum: float = -0.99, maximum: float = 1) -> Parameter:
    """Return a rate per year or a share: 0.08 or 8%."""
    return Parameter(key=key, aliases=aliases, default=default, unit="rate", minimum=minimum, maximum=maximum)


def chance(key: str, *aliases: str, default: object = REQUIRED) -> Parameter:
    """Return a probability or share between 0 and 1."""
    return Parameter(key=key, aliases=aliases, default=default, unit="chance", minimum=0, maximum=1)


def years(key: str, *aliases: str, default: object = REQUIRED) -> Parameter:
    """Return a length in years."""
    return Parameter(key=key, aliases=aliases, default=default, unit="years", minimum=0, maximum=200)


def count(key: str, *aliases: str, default: object = REQUIRED, minimum: int = 0, maximum: int = 10_000) -> Parameter:
    """Return a whole number."""
    return Parameter(
        key=key, aliases=aliases, default=default, kind=Kind.COUNT, unit="count", minimum=minimum, maximum=maximum
    )


def amounts(key: str, *aliases: str, default: object = REQUIRED) -> Parameter:
    """Return several amounts of money, one a period."""
    return Parameter(key=key, aliases=aliases, default=default, kind=Kind.NUMBERS, unit="money")


def numbers(key: str, *aliases: str, default: object = REQUIRED, **more: Any) -> Parameter:  # noqa: ANN401
    """Return several numbers."""
    return Parameter(key=key, aliases=aliases, default=default, kind=Kind.NUMBERS, **more)


def table(key: str, *aliases: str, default: object = REQUIRED, **more: Any) -> Parameter:  # noqa: ANN401
    """Return a number for each name."""
    return Parameter(key=key, aliases=aliases, default=default, kind=Kind.TABLE, **more)


def choice(key: str, *choices: str, default: object = REQUIRED) -> Parameter:
    """Return one of several words; without another default the first is not assumed."""
    return Parameter(key=key, kind=Kind.CHOICE, unit="text", choices=choices, default=default)


def convention(default: str) -> Parameter:
    """Return when flows count in their period: end, mid or start."""
    return choice("convention", *Convention, default=default)


def compounding(default: str = "annual") -> Parameter:
    """Return how the stated rate is compounded."""
    return choice("compounding", *Compounding, default=default)
