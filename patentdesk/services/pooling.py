"""Divide what a pool of members' patents earns: who holds how much of it, to the cent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.core.progress import Progress
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Patent
from patentdesk.services import listing, organisations
from patentdesk.services.appraising import Appraised, value_patents
from patentdesk.services.desk import Desk
from patentdesk.services.pool_terms import Rule, Terms, check_terms
from patentdesk.valuation.patent import Valued
from patentdesk.valuation.pools import allocate, capped, holding, shapley


@dataclass(frozen=True, slots=True)
class Part:
    """What falls to one member; ``member`` is '' for patents without one."""

    member: str
    patents: int
    weight: float
    share: float
    paid: Money


@dataclass(frozen=True, slots=True)
class Holding:
    """One patent of the pool: what it counts for, and what its member gets for it."""

    patent: Patent
    member: str
    weight: float
    paid: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A pool divided: parts and holdings each add up to ``net``, which is ``gross`` less the administrator's share.

    ``left_out`` are the patents that do not count, each with the reason (a status, or 'no_value').
    """

    day: date
    gross: Money
    net: Money
    parts: tuple[Part, ...]
    holdings: tuple[Holding, ...]
    left_out: Mapping[int, str]
    problems: tuple[Problem, ...] = ()


def divide_pool(
    desk: Desk,
    query_text: str,
    income: Money,
    terms: Terms | None = None,
    *,
    day: date | None = None,
    progress: Progress | None = None,
) -> Division:
    """Divide an income among the members whose granted, living patents a query selects.

    Cents go by largest remainder: what is paid to members, and to the patents of each, ties to the total. Problem:
    pool_no_member (patents that belong to nobody here). Raises Refused: pool_empty (nothing counts), pool_terms (a
    share out of bounds, or a cap that cannot hold), pool_worths_missing; for a query that cannot be read;
    Cancelled.
    """
    agreed, on = terms or Terms(), day or desk.clock.today()
    check_terms(agreed)
    found = _worths(desk, [int(one) for one in listing.find(desk, query_text)], agreed.rule, on, progress)
    names = _names(desk)
    weights, left_out = _weights(found, agreed, on)
    patents = [patent for patent, _ in found if patent.id in weights]
    if not patents or not sum(weights.values()):
        raise refuse("pool_empty", n=len(left_out))
    owners = {patent.id: names.get(patent.member_id or 0, "") for patent in patents}
    held: dict[str, float] = defaultdict(float)
    for patent in patents:
        held[owners[patent.id]] += weights[patent.id]
    shares = _shares(held, agreed)
    net = Money.of(income.amount * (1 - agreed.admin), income.currency)
    paid = allocate(net.minor, shares)
    counts = Counter(owners.values())
    parts = tuple(
        Part(member, counts[member], held[member], shares[member], Money(paid[member], net.currency))
        for member in sorted(shares, key=lambda member: (-paid[member], member))
    )
    return Division(
        day=on, gross=income, net=net, parts=parts, left_out=left_out, problems=_problems(counts),
        holdings=tuple(_holdings(patents, owners, weights, paid, net.currency)),
    )  # fmt: skip


def _names(desk: Desk) -> dict[int, str]:
    with desk.file.reading() as reader:
        return organisations.names(reader)


def _worths(
    desk: Desk, ids: Sequence[int], rule: Rule, on: date, progress: Progress | None
) -> list[tuple[Patent, float | None]]:
    """Return each patent with what it is worth by the rule; None where it has no value."""
    if rule in {Rule.COUNT, Rule.SHAPLEY}:
        return [(patent, 1.0) for patent in listing.patents(desk, ids)]
    return [(one.patent, _worth(one, rule)) for one in value_patents(desk, ids, on, progress)]


def _weights(
    found: Sequence[tuple[Patent, float | None]], terms: Terms, on: date
) -> tuple[dict[int, float], dict[int, str]]:
    """Return what each patent counts for, and why others do not count."""
    weights: dict[int, float] = {}
    left_out: dict[int, str] = {}
    for patent, worth in found:
        if patent.status is not Status.GRANTED or (patent.expiry_date is not None and patent.expiry_date <= on):
            over = patent.status is Status.GRANTED
            left_out[patent.id] = (Status.EXPIRED if over else patent.status).value
        elif worth is None:
            left_out[patent.id] = "no_value"
        else:
            territory = terms.offices.get(patent.office, terms.offices.get("*", 1.0))
            age = max(0, (on - patent.filing_date).days) // 365 if patent.filing_date else 0
            weights[patent.id] = holding(worth, territory, terms.decay, age)
    if terms.by_family:
        families = {patent.id: patent.family_id for patent, _ in found}
        sizes = Counter(families[patent_id] for patent_id in weights)
        weights = {
            patent_id: weight / (sizes[families[patent_id]] if families[patent_id] else 1)
            for patent_id, weight in weights.items()
        }
    return weights, left_out


def _worth(one: Appraised, rule: Rule) -> float | None:
    if rule is Rule.POINTS:
        points = one.resolved.value("allocation_points")
        return 1.0 if points is None else points
    return one.outcome.value if isinstance(one.outcome, Valued) else None


def _shares(held: Mapping[str, float], terms: Terms) -> dict[str, float]:
    whole = sum(held.values())
    shares = {member: weight / whole for member, weight in held.items()}
    if terms.rule is Rule.SHAPLEY:
        shares = _added(list(held), terms.worths)
    try:
        return capped(shares, terms.cap)
    except ValueError:
        raise refuse("pool_terms", name="cap", value=f"{terms.cap:g}") from None


def _added(members: Sequence[str], worths: Mapping[str, float]) -> dict[str, float]:
    stated = {frozenset(part.strip() for part in name.split("+")): worth for name, worth in worths.items()}
    missing = 2 ** len(members) - 1 - sum(1 for group in stated if group and group <= set(members))
    if missing:
        raise refuse("pool_worths_missing", n=missing, members=len(members))
    found = shapley(members, lambda group: stated[group] if group else 0.0).shares
    whole = sum(found.values())
    if whole <= 0 or min(found.values()) < 0:
        raise refuse("pool_terms", name="worths", value=f"{whole:g}")
    return {member: share / whole for member, share in found.items()}


def _holdings(
    patents: Sequence[Patent],
    owners: Mapping[int, str],
    weights: Mapping[int, float],
    paid: Mapping[str, int],
    currency: str,
) -> list[Holding]:
    """Divide each member's part among its patents; equally where none of them weighs anything."""
    cents: dict[int, int] = {}
    for member, minor in paid.items():
        own = {str(one.id): weights[one.id] for one in patents if owners[one.id] == member}
        even = sum(own.values()) <= 0
        parts = allocate(minor, dict.fromkeys(own, 1.0) if even else own)
        cents |= {int(patent_id): part for patent_id, part in parts.items()}
    return [Holding(one, owners[one.id], weights[one.id], Money(cents[one.id], currency)) for one in patents]


def _problems(counts: Mapping[str, int]) -> tuple[Problem, ...]:
    nobody = counts.get("", 0)
    return (Problem("pool_no_member", Severity.WARNING, args={"n": nobody}),) if nobody else ()
