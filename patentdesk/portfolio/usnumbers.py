"""Read the application and publication numbers of the USPTO (16/539,657; DOCDB 201916539657 A and 65784810 A)."""

from __future__ import annotations

import re

_SERIES_STARTS = (
    (1915, "02"), (1948, "03"), (1960, "04"), (1970, "05"), (1979, "06"), (1987, "07"), (1993, "08"),
    (1998, "09"), (2001, "10"), (2004, "11"), (2007, "12"), (2010, "13"), (2013, "14"), (2015, "15"),
)  # fmt: skip
"""First year of each series code of regular applications (USPTO series code table; knowledge)."""
_MID_YEAR = frozenset({2001, 2004, 2007, 2010})
"""In these years the old series ran out and the new one began late in the year: low serials are of the new one."""
_SERIES = frozenset({f"{number:02d}" for number in range(2, 20)} | {"29", "35", "60", "61", "62", "63", "64"}
                    | {"90", "95", "96"})  # fmt: skip
_NO_DIGIT = re.compile(r"\D")
_SLASHED = re.compile(r"\s*(\d{1,2})\s*/\s*(\d{3}),?(\d{1,3})$")


def _series(year: int, serial: int, kind: str) -> str:
    """Return the series code that DOCDB leaves out of numbers with a two-digit year."""
    late = serial >= 500_000
    if kind.startswith("P"):
        return "60" if year < 2007 or (year == 2007 and late) else "61"
    if kind.startswith(("F", "S")):
        return "29"
    codes = [code for start, code in _SERIES_STARTS if start <= year]
    return codes[-2] if year in _MID_YEAR and late else codes[-1]


def application_key(body: str, kind: str) -> str | None:
    """Return series code and serial (8 digits); None when the form is unknown.

    With ``kind`` D (DOCDB knows no application number) the patent number and D stand in its place.
    Eleven digits are the EPODOC form, a year of four digits before the serial.
    ``kind`` is the DOCDB letter (A regular, P provisional, F design): with it, up to eight digits end in the year.
    """
    digits = _NO_DIGIT.sub("", body)
    if kind == "D":
        return f"{digits}D"
    if slash := _SLASHED.match(body.strip()):
        return (
            f"{int(slash.group(1)):02d}{slash.group(2)}{slash.group(3)}".ljust(8, "0")
            if len(slash.group(3)) == 3
            else f"{int(slash.group(1)):02d}{int(slash.group(2) + slash.group(3)):06d}"
        )
    if len(digits) == 12 and digits[:2] in ("19", "20") and digits[4:6] in _SERIES:
        return digits[4:]
    if re.fullmatch(r"(19|20)\d\d0\d{6}", digits):
        return f"{_series(int(digits[:4]), int(digits[4:]), kind)}{digits[5:]}"
    if 3 <= len(digits) <= 8 and (kind or digits[:2] not in _SERIES):
        year = int(digits[-2:])
        serial = int(digits[:-2])
        return f"{_series(year + (1900 if year > 35 else 2000), serial, kind)}{serial:06d}"
    return digits if len(digits) == 8 else None


def publication_part(body: str) -> str | None:
    """Return eleven digits for a published application, or the patent number with its D, RE, PP, H or T."""
    clean = re.sub(r"[^A-Z0-9]", "", body)
    if re.fullmatch(r"(19|20)\d{9}", clean):
        return clean
    if re.fullmatch(r"20\d{8}", clean):
        return f"{clean[:4]}0{clean[4:]}"
    if found := re.fullmatch(r"(D|RE|PP|H|T|X|RX|AI)?0*(\d{1,8})", clean):
        return f"{found.group(1) or ''}{found.group(2)}"
    return None
