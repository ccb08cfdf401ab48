"""Place the patents of a review in the matrices: opportunity and risk, value and cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from patentdesk.core.money import Money
from patentdesk.docketing.records import OPEN_STATES, Deadline
from patentdesk.services.committee import latest_values
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import model_of
from patentdesk.services.exchange import REPORTING, Converted, RateTable, rate_table
from patentdesk.services.reviewing import ReviewLine, lines_of, review_of
from patentdesk.store.file import Reader
from patentdesk.triage.models import ScoringModel

RISK = "risk"


@dataclass(frozen=True, slots=True)
class Position:
    """Where one patent stands: opportunity and risk 0 ... 100 (None: nothing known), money in one currency."""

    line: ReviewLine
    opportunity: float | None
    risk: float | None
    cost: Money | None
    value: Money | None


def positions(desk: Desk, review_id: int) -> list[Position]:
    """Return the positions of the patents of a review.

    Opportunity is the weighted mean of the points of the model's indicators of that axis, risk 100 less that of its
    risk indicators: points say how good a patent is. Raises Refused: review_unknown, model_unknown.
    """
    with desk.file.reading() as reader:
        review = review_of(reader, review_id)
        model = model_of(desk.library, review.model, reader)
        lines = lines_of(reader, review_id)
        ids = [line.patent.id for line in lines]
        rates, costs, values = rate_table(desk.library, reader), _costs(reader, ids), latest_values(reader, ids)
    return [
        Position(
            line,
            _mean(model, line.item.evidence, risk=False),
            None if (safe := _mean(model, line.item.evidence, risk=True)) is None else 100.0 - safe,
            _reported(rates, costs.get(line.patent.id)),
            _reported(rates, values.get(line.patent.id)),
        )
        for line in lines
    ]


def _mean(model: ScoringModel, evidence: Sequence[Mapping[str, object]], *, risk: bool) -> float | None:
    """Return the weighted mean of the points of one axis."""
    wanted = {one.id: one.weight for one in model.indicators if (one.axis == RISK) == risk and one.weight > 0}
    known = [
        (wanted[str(part["indicator"])], float(points))
        for part in evidence
        if part.get("indicator") in wanted and isinstance(points := part.get("points"), int | float)
    ]
    total = sum(weight for weight, _ in known)
    return sum(weight * points for weight, points in known) / total if total else None


def _costs(reader: Reader, ids: Iterable[int]) -> dict[int, Money]:
    """Return the next annuity by patent, where its price is known."""
    found: dict[int, Money] = {}
    for one in reader.select(Deadline, patent_id=list(ids), state=list(OPEN_STATES), gone=False, order=("due_date",)):
        if one.year is not None and one.amount_minor is not None:
            found.setdefault(one.patent_id, Money(one.amount_minor, one.currency))
    return found


def _reported(rates: RateTable, money: Money | None) -> Money | None:
    if money is None:
        return None
    found = rates.convert(money, REPORTING)
    return found.money if isinstance(found, Converted) else None
