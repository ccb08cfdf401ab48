"""Write values as people read them; the same in every panel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from patentdesk.core.money import Money

NOTHING = "–"
"""Shown where a value is not known; never zero."""


def day(value: date | None) -> str:
    """Return a date as 2026-11-22; '' when not known."""
    return value.isoformat()[:10] if value is not None else ""


def moment(value: datetime | None) -> str:
    """Return a moment in local time as 2026-11-22 09:12."""
    return f"{value.astimezone():%Y-%m-%d %H:%M}" if value is not None else ""


def clock_time(value: datetime | None) -> str:
    """Return the time of day of a moment in local time, 09:12."""
    return f"{value.astimezone():%H:%M}" if value is not None else NOTHING


def number(value: float | None, digits: int = 0) -> str:
    """Return a number with thousands separators; '' when not known."""
    return f"{value:,.{digits}f}" if value is not None else ""


def percent(value: float | None) -> str:
    """Return a share as per cent: 0.25 is 25 %."""
    return f"{value * 100:.0f} %" if value is not None else ""


def money(minor: int | None, currency: str) -> str:
    """Return an amount with its currency; without decimals when there are none."""
    if minor is None:
        return ""
    amount = Money(minor, currency).amount
    text = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,}"
    return f"{text} {currency}"


_LARGE_ZH = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_LARGE_EN = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"), (Decimal(10) ** 3, "k"))


def short_money(minor: int | None, currency: str, language: str) -> str:
    """Return an amount to three or four figures, such as 3.42 亿 CNY or 342 m CNY, for headlines."""
    if minor is None:
        return NOTHING
    amount = Money(minor, currency).amount
    for size, unit in _LARGE_ZH if language == "zh" else _LARGE_EN:
        if abs(amount) >= size:
            scaled = amount / size
            digits = 0 if abs(scaled) >= 100 else 1 if abs(scaled) >= 10 else 2
            return f"{scaled:,.{digits}f} {unit} {currency}"
    return f"{amount:,.0f} {currency}"


def listed(values: Iterable[str], separator: str = " · ") -> str:
    """Return the values that are not empty, joined."""
    return separator.join(value for value in values if value)
