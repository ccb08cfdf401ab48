"""Write lengths of time the way laws and notices state them: ISO 8601 periods such as ``P4M`` or ``P15D``.

A composite such as ``P3M+P2M`` (a period and its extension) is one aggregate period: its parts are added before
anything is counted, so no end in the middle is ever computed or rolled (PCT/EPC/JP/KR practice on extensions).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_PART = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """One stated length: years, months, weeks and days, none negative, at least one not zero unless ``P0D``."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    def __str__(self) -> str:
        """Return the ISO 8601 text; a length of nothing is ``P0D``."""
        pairs = ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
        text = "".join(f"{number}{unit}" for number, unit in pairs if number)
        return f"P{text or '0D'}"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as stated, in one or more spans that count as one aggregate.

    ``months``: of the whole, twelve to the year; ``days``: beside its months, seven to the week; ``text``: what
    ``parse`` reads, parts kept apart.
    """

    spans: tuple[Span, ...]
    months: int = field(init=False, compare=False, repr=False)
    days: int = field(init=False, compare=False, repr=False)
    text: str = field(init=False, compare=False, repr=False)
    days_first: bool = field(init=False, compare=False, repr=False)
    """Days come before months, as in 60 days extended by 2 months (``P60D+P2M``)."""

    def __post_init__(self) -> None:
        """Work out what counting asks for again and again."""
        object.__setattr__(self, "months", sum(span.years * 12 + span.months for span in self.spans))
        object.__setattr__(self, "days", sum(span.weeks * 7 + span.days for span in self.spans))
        first = self.spans[0] if self.spans else Span()
        begins = bool(first.weeks or first.days) and not (first.years or first.months)
        object.__setattr__(self, "days_first", begins and self.months > 0)
        object.__setattr__(self, "text", "+".join(str(span) for span in self.spans))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period for a text such as ``P1Y6M`` or ``P3M+P2M``. Raises ValueError for any other text."""
        return cls(tuple(_span(part, text) for part in text.strip().split("+")))

    @classmethod
    def of(cls, *, years: int = 0, months: int = 0, days: int = 0) -> Period:
        """Return a period of one span."""
        return cls((Span(years=years, months=months, days=days),))

    def __add__(self, other: Period) -> Period:
        """Return the aggregate of both."""
        return Period(self.spans + other.spans)

    def __str__(self) -> str:
        """Return the text that ``parse`` reads."""
        return self.text


def _span(part: str, whole: str) -> Span:
    found = _PART.match(part)
    if found is None or part == "P":
        raise ValueError(f"not an ISO 8601 period: {whole!r}")
    years, months, weeks, days = (int(number or 0) for number in found.groups())
    return Span(years, months, weeks, days)
