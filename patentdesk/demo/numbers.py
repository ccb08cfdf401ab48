"""Issue application, publication and grant numbers of the right form that no office has given to anybody.

The serials lie in ranges that the offices do not reach (seven-digit CN serials from 9,000,000, EP publications from
5,900,000, US patents from 19,000,000, ...), so that no invented patent carries a real one's number. Check digits are
valid.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from patentdesk.portfolio.checkdigits import check_digit
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.numbers import write_application


@dataclass(slots=True)
class Numbers:
    """Counters of invented serials; each call gives the next number of its kind."""

    _serials: dict[str, count[int]] = field(default_factory=dict)

    def application(self, office: str, right_type: RightType, filed: date, *, national_phase: bool = False) -> str:
        """Return the key of a fresh application at the office. Raises KeyError for an office without a pattern."""
        year = filed.year
        if office == "DE":
            return self._german(year, right_type, national_phase=national_phase)
        serial = 900_000 + self._next(f"application {office}")
        return {
            "CN": f"{year}{_cn_type(right_type, national_phase=national_phase)}{8_100_000 + serial}",
            "EP": f"{year % 100:02}{serial}",
            "US": f"{_us_series(year)}{serial}",
            "JP": f"{year}{serial}",
            "KR": f"10{year}0{serial}",
            "WO": f"CN{year}{serial}",
        }[office]

    def publication(self, office: str, right_type: RightType, published: date) -> str:
        """Return a fresh publication number without office and kind code. Raises KeyError as ``application`` does."""
        year, serial = published.year, self._next(f"publication {office}")
        first = {RightType.UTILITY_MODEL: "2", RightType.DESIGN: "3"}.get(right_type, "1")
        return {
            "CN": f"{first}{90_000_000 + serial}",
            "EP": f"{5_900_000 + serial}",
            "US": f"{year}{900_000 + serial:07}",
            "JP": f"{year}{900_000 + serial}",
            "KR": f"10{year}0{900_000 + serial}",
            "WO": f"{year}{900_000 + serial}",
        }[office]

    def grant(self, office: str) -> str:
        """Return a fresh patent number of an office that numbers patents apart. Raises KeyError for the others."""
        serial = self._next(f"grant {office}")
        return {"US": f"{19_000_000 + serial}", "JP": f"{9_900_000 + serial}", "KR": f"10{9_900_000 + serial}"}[office]

    def _german(self, year: int, right_type: RightType, *, national_phase: bool) -> str:
        """Return a DE key whose check digit is known; what the office writes for a remainder of ten is not."""
        kind = "20" if right_type is RightType.UTILITY_MODEL else "11" if national_phase else "10"
        keys = (f"{kind}{year}{900_000 + self._next('application DE')}" for _ in count())
        return next(key for key in keys if check_digit("DE", key))

    def _next(self, kind: str) -> int:
        return next(self._serials.setdefault(kind, count(1)))


def written(office: str, key: str) -> str:
    """Return an application number as the office writes it, such as 202219000017.4, 22900001.3 or PCT/CN2022/900001."""
    if office == "DE":
        return f"{key[:2]} {key[2:6]} {key[6:9]} {key[9:]}.{check_digit(office, key)}"
    if office == "JP":
        return f"特願{key[:4]}-{key[4:]}"
    return write_application(office, key)


def docdb(office: str, key: str, year: int) -> str:
    """Return an application number as patent databases write it behind the office code: US keys carry the year."""
    if office == "US":
        return f"{year}{key}"
    if office == "WO":
        return key.removeprefix("CN")
    return key[2:] if office == "KR" else key


def _cn_type(right_type: RightType, *, national_phase: bool) -> str:
    """Return the fifth digit (ZC 0006-2003): PCT entries have types 8 (invention) and 9 (utility model)."""
    invention, model = ("8", "9") if national_phase else ("1", "2")
    return {RightType.UTILITY_MODEL: model, RightType.DESIGN: "3"}.get(right_type, invention)


def _us_series(year: int) -> int:
    """Return the series code in which the US office numbered that year's applications."""
    starts = ((2022, 18), (2020, 17), (2018, 16), (2015, 15))
    return next((series for start, series in starts if year >= start), 14)
