"""Name what the charts draw that is not a tally of the portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Row = tuple[object, ...]
"""One row of a tally: the values of its fields, then the count."""
Tally = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Workload:
    """Open deadlines of a month (its first day): past due, in their grace period, and still open."""

    month: date
    overdue: int = 0
    grace: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """Deadlines of one group in the week that begins on ``week``; ``bucket`` says how near they are."""

    group: str
    week: date
    count: int
    bucket: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Deadlines by week and group, the busiest group first; '' stands for no group."""

    groups: Sequence[str]
    points: Sequence[TimelinePoint]
    first: date
    weeks: int
    field: str = "responsible"
    """Field of the query language that the groups are values of."""


@dataclass(frozen=True, slots=True)
class ScenarioCosts:
    """What alternatives cost by year in one currency, in major units, the first as things are."""

    currency: str
    names: Sequence[str]
    amounts: Sequence[tuple[str, int, float]]


@dataclass(frozen=True, slots=True)
class FeeForecast:
    """Fees to pay in one currency, in major units, by (year, office)."""

    currency: str
    amounts: Sequence[tuple[int, str, float]]


@dataclass(frozen=True, slots=True)
class Scored:
    """One patent in a review: its score of 0 ... 100 (None: withheld), its yearly cost in one currency and a name.

    ``value`` is what it was valued at last, in the same currency; opportunity and risk are 0 ... 100.
    """

    patent_id: int
    number: str
    score: float | None
    grade: str
    cost: float | None = None
    title: str = ""
    value: float | None = None
    opportunity: float | None = None
    risk: float | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The patents of a review; ``currency`` is that of the costs."""

    patents: Sequence[Scored]
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bridge; ``total`` steps stand on the ground, the others on the step before."""

    name: str
    amount: float
    total: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """The way from the first figure of a valuation to its conclusion."""

    currency: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption does to the value at its low and its high end."""

    name: str
    at_low: float
    at_high: float


@dataclass(frozen=True, slots=True)
class Tornado:
    """The swings around a base value."""

    currency: str
    base: float
    swings: Sequence[Swing]


@dataclass(frozen=True, slots=True)
class YearlyValue:
    """Present value by year."""

    currency: str
    years: Sequence[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class RateGrid:
    """Values by discount rate (rows) and royalty rate (columns); ``base`` is the (row, column) of the conclusion."""

    currency: str
    discount_rates: Sequence[float]
    royalty_rates: Sequence[float]
    values: Sequence[Sequence[float]]
    base: tuple[int, int] | None = None
