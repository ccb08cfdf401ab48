"""Divide the royalty of one product among the patents that read on it: they share one royalty stack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from patentdesk.valuation.assumptions import DERIVED, product_scope
from patentdesk.valuation.records import Assumption

ALLOCATION = "allocation_share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """The living patents of one product.

    ``part`` is the share of the product's royalty that falls to all of them together (base, low, high).
    ``points`` weigh them; ``stated`` holds the shares that a person stated for single patents.
    """

    product: str
    points: Mapping[int, float]
    part: tuple[float, float, float]
    stated: Mapping[int, Assumption] = field(default_factory=dict)


def divide(points: Mapping[int, float], part: float, stated: Mapping[int, float] | None = None) -> dict[int, float]:
    """Return each patent's share of the royalty: stated ones stay, the others divide the rest by points.

    The shares never exceed 1 in total: stated ones that do are reduced in proportion, and nothing is left for the
    others. Without any points the rest is divided equally.
    """
    fixed = dict(stated or {})
    given = sum(fixed.values())
    shares = {patent: share / max(1.0, given) for patent, share in fixed.items()}
    open_points = {patent: weight for patent, weight in points.items() if patent not in fixed}
    total = sum(open_points.values())
    rest = max(0.0, part - given)
    for patent, weight in open_points.items():
        shares[patent] = rest * (weight / total if total > 0 else 1 / len(open_points))
    return shares


def share_rows(stack: Stack, source: str) -> list[Assumption]:
    """Return the allocation of a product as assumptions: one for the product where all shares are equal.

    Each says in its text how it came about; ``source`` names the rule. Stated shares give no row unless they had to be
    reduced because they exceed the whole royalty.
    """
    fixed = {patent: row.value or 0.0 for patent, row in stack.stated.items()}
    ends = [divide(stack.points, part, fixed) for part in stack.part]
    open_ids = [patent for patent in stack.points if patent not in fixed]
    given = sum(fixed.values())
    rows = []
    if given > 1:
        rows = [_reduced(row, ends[0][patent], given) for patent, row in stack.stated.items()]
    if len({stack.points[patent] for patent in open_ids}) == 1:
        first = open_ids[0]
        rows.append(_row(stack, product_scope(stack.product), [end[first] for end in ends], source))
    else:
        rows += [_row(stack, f"patent:{patent}", [end[patent] for end in ends], source) for patent in open_ids]
    return rows


def _row(stack: Stack, scope: str, shares: Sequence[float], source: str) -> Assumption:
    count, held = len(stack.points), len(stack.stated)
    text = f"{stack.product}：{count} 件分摊 {stack.part[0]:.0%} / {count} patents share {stack.part[0]:.0%}"
    if held:
        text += f"；{held} 件另有约定 / {held} stated apart"
    base, low, high = shares
    return Assumption(
        uid=f"{DERIVED}/{scope}", set_name=DERIVED, key=ALLOCATION, scope=scope, unit="rate",
        value=base, low=low, high=high, text=text, source=source, confidence="P",
    )  # fmt: skip


def _reduced(row: Assumption, share: float, given: float) -> Assumption:
    text = (
        f"{row.text} 原填 {row.value:.1%}，该产品合计 {given:.1%}，按比例压减"
        f" / stated {row.value:.1%}, reduced: {given:.1%} in all"
    )
    return Assumption(
        uid=f"{DERIVED}/{row.scope}", set_name=DERIVED, key=ALLOCATION, scope=row.scope, unit="rate", value=share,
        low=share, high=share, text=text.strip(), source=row.source, owner=row.owner, as_of=row.as_of,
        confidence=row.confidence,
    )  # fmt: skip
