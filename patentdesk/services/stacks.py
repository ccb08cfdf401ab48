"""Divide the royalty of each product among the living patents of the portfolio that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from patentdesk.core.problems import Problem, Severity
from patentdesk.portfolio.codes import DEAD
from patentdesk.portfolio.query import EVERYTHING
from patentdesk.portfolio.records import Patent
from patentdesk.store.file import Reader
from patentdesk.valuation.assumptions import Definition, product_key, product_scope, resolve, scope_chain
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.stacking import ALLOCATION, Stack, share_rows

SOURCE = "按产品分摊一笔许可费（行业惯例） / one royalty stack per product, divided (practice of the field)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum of stand-alone values in CNY, and whether it means anything.

    ``unmapped`` of the ``valued`` patents name no product: nothing keeps their values from counting the same sales.
    """

    value: float
    low: float
    high: float
    valued: int
    unmapped: int

    @property
    def may_be_added(self) -> bool:
        """Whether the total may be shown as one figure."""
        return self.unmapped == 0 or self.valued <= 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What must stand beside the total; empty when it may be shown by itself."""
        if self.may_be_added:
            return ()
        return (Problem("total_overlaps", Severity.WARNING, args={"n": self.unmapped, "all": self.valued}),)


def with_shares(
    reader: Reader,
    products: Iterable[str],
    rows: Sequence[Assumption],
    definitions: Mapping[str, Definition],
    valued_on: date,
) -> list[Assumption]:
    """Return the rows with an allocation for every one of the products, whose names may be written in any way.

    All living patents of the portfolio on a product share its royalty, whether they are valued now or not; a share
    that is stated for the product or for a patent stays, as far as all of them leave the royalty whole.
    """
    wanted = {product_key(product) for product in products} - {""}
    by_scope: dict[str, list[Assumption]] = defaultdict(list)
    for row in rows:
        by_scope[row.scope].append(row)
    found = list(rows)
    for siblings in _siblings(reader, wanted, valued_on).values():
        found += share_rows(_stack(siblings, by_scope, definitions), SOURCE)
    return found


def products_of(reader: Reader) -> list[str]:
    """Return every name of a product that stands with a patent of the portfolio, as it is written."""
    return [str(name) for name, _ in reader.tally(EVERYTHING, ("product",)) if name]


def _siblings(reader: Reader, wanted: set[str], valued_on: date) -> dict[str, list[Patent]]:
    """Return the living patents of each product, by the product's compared name."""
    if not wanted:
        return {}
    written = [name for name in products_of(reader) if product_key(name) in wanted]
    groups: dict[str, list[Patent]] = defaultdict(list)
    for patent in reader.select(Patent, product=written, order=("id",)):
        if patent.status not in DEAD and (patent.expiry_date is None or patent.expiry_date > valued_on):
            groups[product_key(patent.product)].append(patent)
    return groups


def _stack(
    patents: Sequence[Patent], by_scope: Mapping[str, list[Assumption]], definitions: Mapping[str, Definition]
) -> Stack:
    product = " ".join(patents[0].product.split())
    own = {product_scope(product)}
    points: dict[int, float] = {}
    stated: dict[int, Assumption] = {}
    for patent in patents:
        chain = scope_chain(patent.segment, patent.member_id, patent.id, patent.product)
        rows = resolve((row for scope in chain for row in by_scope.get(scope, ())), definitions, chain).rows
        weight = rows.get("allocation_points")
        points[patent.id] = 1.0 if weight is None or weight.value is None else weight.value
        share = rows.get(ALLOCATION)
        if share is not None and share.value is not None and share.scope in own | {f"patent:{patent.id}"}:
            stated[patent.id] = share
    chain = ("", product_scope(product))
    part = resolve((row for scope in chain for row in by_scope.get(scope, ())), definitions, chain).rows["stack_share"]
    base = 1.0 if part.value is None else part.value
    ends = tuple(base if end is None else end for end in (part.low, part.high))
    return Stack(product=product, points=points, part=(base, ends[0], ends[1]), stated=stated)
