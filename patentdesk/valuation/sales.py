"""Find net sales from units sold and price per unit, where both are stated for one scope.

They are drawn one by one, and more units go with a lower price (see ``dependence``). A row of sales that a person
stated for the same scope stays in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from patentdesk.core.problems import Problem, Severity
from patentdesk.valuation.assumptions import DERIVED
from patentdesk.valuation.records import Assumption

SALES, UNITS, PRICE = "revenue", "units_sold", "unit_price"
NEAR = 0.01
"""Stated sales and units x price may differ by so much before it is told."""


def sales_rows(rows: Iterable[Assumption]) -> list[Assumption]:
    """Return sales for each scope that states both units and price: low x low, base x base, high x high."""
    held = {(row.key, row.scope): row for row in rows if row.value is not None}
    pairs = ((held.get((UNITS, scope)), held.get((PRICE, scope))) for key, scope in held if key == UNITS)
    return [_product(units, price) for units, price in pairs if units is not None and price is not None]


def _product(units: Assumption, price: Assumption) -> Assumption:
    low, base, high = (one * other for one, other in zip(_ends(units), _ends(price), strict=True))
    return Assumption(
        uid=f"{DERIVED}/{SALES}/{units.scope}", set_name=DERIVED, key=SALES, scope=units.scope, unit=price.unit,
        value=base, low=low if low < base else None, high=high if high > base else None,
        text=f"{units.value:,.0f} × {price.value:,.2f}",
        source="; ".join(dict.fromkeys(filter(None, (units.source, price.source)))),
        as_of=max(filter(None, (units.as_of, price.as_of)), default=None), owner=units.owner,
        confidence=max(units.confidence, price.confidence),
    )  # fmt: skip


def _ends(row: Assumption) -> tuple[float, float, float]:
    base = row.value or 0.0
    return base if row.low is None else row.low, base, base if row.high is None else row.high


def parts_of(rows: Mapping[str, Assumption]) -> tuple[Assumption, Assumption] | None:
    """Return the units and the price that the sales of a patent were found from; None where they are stated."""
    sales, units, price = rows.get(SALES), rows.get(UNITS), rows.get(PRICE)
    if sales is None or units is None or price is None or sales.set_name != DERIVED:
        return None
    return (units, price) if units.scope == price.scope == sales.scope else None


def sales_problems(rows: Mapping[str, Assumption]) -> list[Problem]:
    """Return what keeps units and price from being used.

    Problems: sales_differ (sales are stated beside them, and differ), sales_half (one of the two is missing in its
    scope).
    """
    sales, units, price = rows.get(SALES), rows.get(UNITS), rows.get(PRICE)
    stated = [row for row in (units, price) if row is not None and row.value is not None]
    if not stated or parts_of(rows) is not None:
        return []
    if units is None or price is None or units.scope != price.scope or len(stated) < 2:
        missing = PRICE if units in stated else UNITS
        args = {"key": missing, "scope": stated[0].scope or "*"}
        return [Problem("sales_half", Severity.WARNING, field_name=missing, args=args)]
    found, used = _product(units, price).value or 0.0, (sales.value or 0.0) if sales else 0.0
    if abs(found - used) <= NEAR * max(found, used):
        return []
    return [Problem("sales_differ", Severity.WARNING, field_name=SALES, args={"stated": used, "found": found})]
