"""Show stored values over time, and hold past ranges against what patents were sold and licensed for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem
from patentdesk.services import listing
from patentdesk.services.desk import Desk
from patentdesk.services.exchange import RateTable, rate_table
from patentdesk.valuation.calibration import Calibration, Judged, judge_ranges
from patentdesk.valuation.records import Deal, Valuation


@dataclass(frozen=True, slots=True)
class Point:
    """One stored value of a patent, in CNY; ``low`` and ``high`` are P5 and P95 where it was simulated."""

    valued_on: date
    method: str
    value: float
    low: float | None
    high: float | None
    purpose: str
    basis: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a patent brought, beside the last value stored before that day (None: there was none)."""

    deal: Deal
    amount: float
    valuation: Valuation | None
    judged: Judged | None


def history(desk: Desk, patent_ids: Sequence[int], method: str = "") -> dict[int, list[Point]]:
    """Return the stored values of each patent by date; of one day and method the last one stored counts."""
    with desk.file.reading() as reader:
        found = reader.select(Valuation, patent_id=list(patent_ids), order=("valued_on", "id"))
    points: dict[int, dict[tuple[date, str], Point]] = {}
    for one in found:
        if one.valued_on is not None and method in {"", one.method}:
            points.setdefault(one.patent_id, {})[one.valued_on, one.method] = _point(one)
    return {patent_id: list(held.values()) for patent_id, held in points.items()}


def history_of(desk: Desk, query_text: str, method: str = "") -> dict[int, list[Point]]:
    """Return the stored values of the patents of a query. Raises Refused for a query that cannot be read."""
    return history(desk, [int(one) for one in listing.find(desk, query_text)], method)


def _point(one: Valuation) -> Point:
    quantiles = _quantiles(one)
    low, high = (None if minor is None else minor / 100 for minor in (one.low_minor, one.high_minor))
    return Point(
        valued_on=one.valued_on or date.min, method=one.method, value=one.value_minor / 100,
        low=quantiles.get(0.05, low), high=quantiles.get(0.95, high), purpose=one.purpose, basis=one.basis,
        made_by=str(one.inputs.get("user", "")),
    )  # fmt: skip


def _quantiles(one: Valuation) -> dict[float, float]:
    """Return the stored points of the distribution, by chance; empty when it was not simulated."""
    held = cast("Mapping[str, float]", one.results.get("quantiles") or {})
    return {float(chance): float(value) for chance, value in held.items()}


def outcomes(desk: Desk) -> list[Outcome]:
    """Return every sale and every licence with a sum of our own patents, by date, with the value it is held against.

    That is the newest stored value by relief from royalty of a valuation date before the deal.
    """
    with desk.file.reading() as reader:
        rates = rate_table(desk.library, reader)
        deals = [one for one in reader.select(Deal, order=("day", "id")) if one.patent_id is not None]
        ids = sorted({one.patent_id or 0 for one in deals})
        stored = reader.select(Valuation, patent_id=ids, order=("valued_on", "id"))
    found = []
    for deal in deals:
        amount = _amount(deal, rates)
        if amount is not None:
            before = _last_before(stored, deal)
            judged = Judged(amount, _quantiles(before)) if before is not None and _quantiles(before) else None
            found.append(Outcome(deal, amount, before, judged))
    return found


def _amount(deal: Deal, rates: RateTable) -> float | None:
    if deal.amount_minor is None or deal.patents < 1:
        return None
    money = Money(deal.amount_minor, deal.currency)
    found = rates.convert(money, on=deal.day)
    return None if isinstance(found, Problem) else float(money.amount * found.factor) / deal.patents


def _last_before(stored: Iterable[Valuation], deal: Deal) -> Valuation | None:
    """Return the last stored value of the deal's patent that was made for a day before it."""
    fitting = [
        one
        for one in stored
        if one.patent_id == deal.patent_id
        and one.method == "relief_from_royalty"
        and one.valued_on is not None
        and (deal.day is None or one.valued_on < deal.day)
    ]
    return fitting[-1] if fitting else None


def calibration(desk: Desk) -> tuple[Calibration | None, list[Outcome]]:
    """Return how past ranges held against outcomes (None: nothing to judge yet), and every outcome."""
    found = outcomes(desk)
    judged = [one.judged for one in found if one.judged is not None]
    return (judge_ranges(judged) if judged else None), found
