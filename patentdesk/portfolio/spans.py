"""Say which days or numbers a condition of the query language lets through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from patentdesk.core.months import month_length, shift_months
from patentdesk.portfolio import query as q
from patentdesk.portfolio.fields import BY_NAME, FieldKind

Bound = date | int | None
"""One end of an interval; None leaves it open."""


def interval(node: q.Match | q.Range | q.Compare, today: date) -> tuple[Bound, Bound]:
    """Return the first and last value, both included, that a condition on a date or number lets through."""
    number = BY_NAME[node.field].kind is FieldKind.NUMBER
    match node:
        case q.Match(_, (value, *_)):
            low = high = value
        case q.Range(_, low, high):
            pass
        case q.Compare(_, relation, value):
            return _side(relation, *((int(value), int(value)) if number else _span(value, today)))
    if number:
        return int(low) if low else None, int(high) if high else None
    return _span(low, today)[0] if low else None, _span(high, today)[1] if high else None


def _side(relation: str, first: date | int, last: date | int) -> tuple[Bound, Bound]:
    sides: Mapping[str, tuple[Bound, Bound]] = {
        "<": (None, _beside(first, -1)),
        "<=": (None, last),
        ">": (_beside(last, 1), None),
        ">=": (first, None),
    }
    return sides[relation]


def _beside(value: date | int, step: int) -> date | int:
    """Return the next or the last number or day; the calendar ends with its first and last day."""
    if isinstance(value, int):
        return value + step
    return date.fromordinal(min(max(value.toordinal() + step, date.min.toordinal()), date.max.toordinal()))


def _span(value: str, today: date) -> tuple[date, date]:
    """Return the first and last day that a written date means."""
    if value == "today":
        return today, today
    if value[-1] in "dwmy":
        day = _moved(today, int(value[:-1]), value[-1])
        return day, day
    year, month, day_of_month = (int(part) for part in (value + "-0-0").split("-")[:3])
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    last = month_length(year, month)
    if not day_of_month:
        return date(year, month, 1), date(year, month, last)
    exact = date(year, month, min(day_of_month, last))
    return exact, exact


def _moved(day: date, count: int, unit: str) -> date:
    if unit in "dw":
        ordinal = day.toordinal() + count * (7 if unit == "w" else 1)
        return date.fromordinal(min(max(ordinal, date.min.toordinal() + 1), date.max.toordinal() - 1))
    return shift_months(day, min(max(count * (12 if unit == "y" else 1), -12 * (day.year - 2)), 12 * (9998 - day.year)))
