"""Say what dropping patents saves and loses, again and again while people decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from patentdesk.core.money import Money


@dataclass(frozen=True, slots=True)
class Place:
    """Where a patent stands: segment ('' unknown), office and member ('' none)."""

    segment: str
    office: str
    member: str


@dataclass(frozen=True, slots=True)
class ComingFee:
    """One annuity to come in a calendar year; ``amount`` None when its price is not known."""

    patent_id: int
    year: int
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is needed to answer for any choice among some patents.

    ``living`` counts the living patents of the whole portfolio by place; ``places`` and ``fees`` are of the living
    patents that may be dropped.
    """

    living: Mapping[Place, int]
    places: Mapping[int, Place]
    fees: tuple[ComingFee, ...]


@dataclass(frozen=True, slots=True)
class Saving:
    """What so many annuities come to that are not paid in one calendar year, in one currency."""

    year: int
    amount: Money
    count: int


@dataclass(frozen=True, slots=True)
class Loss:
    """What one segment, office or member has before, and how much of it goes."""

    name: str
    before: int
    dropped: int

    @property
    def share(self) -> float:
        """The share that goes, 0 ... 1."""
        return self.dropped / self.before


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from dropping: ``emptied`` names (segment, office) where nothing living is left.

    ``unpriced`` counts fees whose price is not known, so that the savings are at least what they say.
    """

    dropped: int
    savings: tuple[Saving, ...]
    segments: tuple[Loss, ...]
    offices: tuple[Loss, ...]
    members: tuple[Loss, ...]
    emptied: tuple[tuple[str, str], ...]
    unpriced: int


def consequences(outlook: Outlook, dropped: Collection[int]) -> Consequences:
    """Return what dropping these patents means; ids that the outlook does not know are dead or foreign and left out.

    Savings by year, then currency; losses where something goes, the largest share first.
    """
    gone = {patent_id for patent_id in dropped if patent_id in outlook.places}
    going = Counter(outlook.places[patent_id] for patent_id in gone)
    spared = [fee for fee in outlook.fees if fee.patent_id in gone]
    return Consequences(
        dropped=len(gone),
        savings=_savings(spared),
        segments=_losses(outlook.living, going, "segment"),
        offices=_losses(outlook.living, going, "office"),
        members=_losses(outlook.living, going, "member"),
        emptied=_emptied(outlook.living, going),
        unpriced=sum(fee.amount is None for fee in spared),
    )


def _savings(fees: Iterable[ComingFee]) -> tuple[Saving, ...]:
    sums: dict[tuple[int, str], list[int]] = {}
    for fee in fees:
        if fee.amount is not None:
            entry = sums.setdefault((fee.year, fee.amount.currency), [0, 0])
            entry[0] += fee.amount.minor
            entry[1] += 1
    return tuple(
        Saving(year, Money(minor, currency), count) for (year, currency), (minor, count) in sorted(sums.items())
    )


def _losses(living: Mapping[Place, int], going: Counter[Place], side: str) -> tuple[Loss, ...]:
    before: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for place, count in living.items():
        before[getattr(place, side)] += count
    for place, count in going.items():
        lost[getattr(place, side)] += count
    found = [Loss(name, before[name], count) for name, count in lost.items()]
    return tuple(sorted(found, key=lambda loss: (-loss.share, -loss.dropped, loss.name)))


def _emptied(living: Mapping[Place, int], going: Counter[Place]) -> tuple[tuple[str, str], ...]:
    left: Counter[tuple[str, str]] = Counter()
    for place, count in living.items():
        left[place.segment, place.office] += count
    for place, count in going.items():
        left[place.segment, place.office] -= count
    touched = {(place.segment, place.office) for place in going}
    return tuple(sorted(cell for cell in touched if left[cell] <= 0))
