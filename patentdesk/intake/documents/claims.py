"""Write priority claims as the readers of numbers understand them."""

from __future__ import annotations

import re

_ERA = re.compile(r"(?:[SHＳＨ]|昭|平|昭和|平成)?(\d{1,2})\s*[-/]\s*(\d{1,6})")
_ERAS = (1925, 1988)
"""The years before the first ones of Shōwa and Heisei."""


def claim_text(office: str, number: str, day: str) -> str:
    """Return a claim as ``JP 1999-123456 19990507``: what is not told is left out; no number, no text.

    A Japanese number that names the year of the emperor's reign is written with the year of its day.
    """
    if not number:
        return ""
    found = _ERA.fullmatch(number) if office == "JP" else None
    if found and day[:4].isdigit() and int(day[:4]) - int(found[1]) in _ERAS:
        number = f"{day[:4]}-{int(found[2]):06d}"
    return " ".join(part for part in (office, number, day) if part)
