"""Tell what a kind code (WIPO ST.16, used differently by each office) says about a document."""

from __future__ import annotations

from enum import IntEnum

from patentdesk.portfolio.codes import RightType

_GRANT_LETTERS = {
    "CN": "BCUYSD", "US": "BSEP", "EP": "B", "JP": "BYS", "KR": "BYS", "DE": "BCU", "GB": "BC", "FR": "B", "RU": "CU",
    "SU": "A", "CA": "CE", "AU": "BC", "TW": "BUS", "WO": "", "AT": "BUE", "UA": "CU", "ES": "BUT", "IT": "BU",
}  # fmt: skip
_ANNOUNCES_GRANT = frozenset({"CN", "US", "EP", "DE", "GB", "FR", "RU", "CA"})
"""Offices whose gazette day of a granted document is the day of grant."""
_CN_SERIES = {"2": RightType.UTILITY_MODEL, "3": RightType.DESIGN}
"""First digit of a publication number, of other rights than inventions."""
_REGISTERED_IN_KOREA = 9
"""Digits of the number of a Korean right: 10 for a patent, 20 for a utility model, 30 for a design, and seven more."""
_KR_SERIES = {"10": RightType.INVENTION, "20": RightType.UTILITY_MODEL, "30": RightType.DESIGN}
_UTILITY_LETTERS = {"AT": "U", "US": "", "EP": "", "WO": "", "GB": "", "CA": ""}


def is_grant(office: str, kind: str, number: str) -> bool:
    """Tell whether a document is the publication of a granted or registered right.

    ``number`` is the canonical publication key: it tells old US A documents and old Chinese U documents apart, and
    US and Korean documents without a kind code: applications are published under year and seven digits.
    """
    letter, part = kind[:1], number.removeprefix(office)
    if not letter:
        return (office == "US" and 0 < len(part) < 10) or (office == "KR" and len(part) == _REGISTERED_IN_KOREA)
    if office == "US" and letter == "A":
        return len(part) <= 7
    if office == "CN" and letter in "US":
        return len(part) == 9
    return letter in _GRANT_LETTERS.get(office, "BCY")


class Stage(IntEnum):
    """How far a document goes; a later stage overrules an earlier one."""

    SUPPLEMENT = 0
    """A search report or amendment published behind the application (A3, A4, A5)."""
    APPLICATION = 1
    CORRECTION = 2
    """The application, published again with corrections (A8, A9)."""
    GRANT = 3


def stage(office: str, kind: str, number: str) -> Stage:
    """Return the stage of a document; ``number`` as for ``is_grant``."""
    if is_grant(office, kind, number):
        return Stage.GRANT
    if kind in ("A3", "A4", "A5"):
        return Stage.SUPPLEMENT
    return Stage.CORRECTION if kind in ("A8", "A9") else Stage.APPLICATION


def announces_grant(office: str, kind: str) -> bool:
    """Tell whether this document's publication is the announcement of the grant.

    Corrections (8, 9) and later stages (EP B2 after opposition, B3 after limitation; DE C5) come after it.
    """
    later = kind[1:] in ("8", "9") or (office, kind) in (("EP", "B2"), ("EP", "B3"), ("DE", "C5"))
    return office in _ANNOUNCES_GRANT and not later


def right_type(office: str, kind: str) -> RightType | None:
    """Return the right that a kind code names; None when it leaves it open."""
    if office == "WO":
        return RightType.PCT
    letter = kind[:1]
    if letter and letter in _UTILITY_LETTERS.get(office, "UYZ"):
        return RightType.UTILITY_MODEL
    if (letter == "S" and office in ("US", "JP", "KR", "CN", "TW")) or (letter == "D" and office == "CN"):
        return RightType.DESIGN
    return None


def right_type_of_publication(office: str, part: str, kind: str) -> RightType | None:
    """Return the right from kind code and number; ``part`` is the publication key without the office."""
    named = right_type(office, kind)
    if named is not None:
        return named
    if office == "CN" and len(part) in (7, 8, 9):
        return _CN_SERIES.get(part[0], RightType.INVENTION)
    if office == "KR" and len(part) in (9, 13):
        return _KR_SERIES.get(part[:2])
    if office == "US" and part.startswith("D"):
        return RightType.DESIGN
    if office == "TW" and part[:1] in ("M", "D"):
        return RightType.UTILITY_MODEL if part[0] == "M" else RightType.DESIGN
    return None
