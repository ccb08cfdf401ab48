"""Compute the check digits of application numbers (a failed one warns, it never rejects).

Sources: CN standard ZC 0006-2003 (primary); EP Luhn digit, verified on published decisions (secondary); DE weights
derived from published numbers and validated on five unseen ones (secondary).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from operator import mul


class Check(StrEnum):
    """What the check digit of a number says."""

    OK = "ok"
    FAILED = "failed"
    NONE = "none"
    """The number was written without one, or the office has none."""


_VALUES = bytes.maketrans(b"0123456789", bytes(range(10)))


def _values(body: str) -> bytes:
    """Return the values of ASCII digits."""
    return body.encode("ascii").translate(_VALUES)


def cn_digit(body: str) -> str:
    """Return the check character of a Chinese application number of 8 or 12 digits; remainder 10 is X."""
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    remainder = sum(map(mul, _values(body), weights)) % 11
    return "X" if remainder == 10 else str(remainder)


def ep_digit(body: str) -> str:
    """Return the Luhn digit of a European application number of 8 digits."""
    total = sum(sum(divmod(int(digit) * (1 + index % 2), 10)) for index, digit in enumerate(body))
    return str(-total % 10)


def de_digit(body: str) -> str:
    """Return the check digit of a German application number; empty where the remainder gives 10 (never observed)."""
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(body), start=2))
    digit = -total % 11
    return "" if digit == 10 else str(digit)


_DIGITS: dict[str, Callable[[str], str]] = {"CN": cn_digit, "EP": ep_digit, "DE": de_digit}


def check_digit(office: str, body: str) -> str:
    """Return the check digit for an application number without one; empty where the office has none that we know."""
    compute = _DIGITS.get(office)
    return compute(body) if compute and body.isascii() and body.isdecimal() else ""


def verify(office: str, body: str, written: str) -> Check:
    """Compare the written check digit with the computed one."""
    expected = check_digit(office, body)
    if not written or not expected:
        return Check.NONE
    return Check.OK if written == expected else Check.FAILED
