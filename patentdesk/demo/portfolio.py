"""Invent the whole portfolio of the demo: the situations and, around them, some eight hundred ordinary patents."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from patentdesk.core.months import shift_months
from patentdesk.demo.days import years_complete
from patentdesk.demo.families import Nursery
from patentdesk.demo.members import Member, read_members, read_people
from patentdesk.demo.patents import Invented
from patentdesk.demo.situations import Stage, all_situations
from patentdesk.demo.technology import read_technology
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.services.library import Library

SIZE = 800
"""How many patents the demo has, give or take the last family."""
SEED = 20260101

_ROUTES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("CN",), 64),
    (("CN", "US"), 5),
    (("CN", "EP"), 4),
    (("CN", "WO"), 5),
    (("CN", "WO", "EP", "US"), 8),
    (("CN", "WO", "EP", "US", "JP", "KR"), 5),
    (("CN", "JP"), 2),
    (("CN", "KR"), 2),
    (("CN", "WO", "US", "DE"), 2),
)
_GERMAN_ROUTES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("DE",), 4),
    (("DE", "EP"), 3),
    (("DE", "WO", "EP", "US", "CN"), 3),
)


@dataclass(frozen=True, slots=True)
class InventedPortfolio:
    """Everything that the demo is about; the same day and seed give the same portfolio."""

    today: date
    members: tuple[Member, ...]
    patents: tuple[Invented, ...]

    def of(self, situation: str) -> tuple[Invented, ...]:
        """Return the patents that show a situation."""
        return tuple(patent for patent in self.patents if patent.situation == situation)


def invent(library: Library, today: date, seed: int = SEED, size: int = SIZE) -> InventedPortfolio:
    """Return the portfolio for a day. Raises ValueError for a day before ``situations.EARLIEST``."""
    members = read_members(library)
    nursery = Nursery(
        today=today,
        chance=random.Random(seed),
        people=read_people(library),
        technology=read_technology(library),
        agencies=[member for member in members if member.is_agency],
    )
    filers = [member for member in members if not member.is_agency]
    patents = all_situations(Stage(nursery, {member.key: member for member in members}))
    while len(patents) < size:
        patents += _ordinary(nursery, filers)
    return InventedPortfolio(today, members, tuple(_paid(patent, today) for patent in patents))


def _ordinary(nursery: Nursery, filers: list[Member]) -> list[Invented]:
    chance = nursery.chance
    member = chance.choices(filers, [filer.weight for filer in filers])[0]
    routes = _ROUTES if member.country == "CN" else _GERMAN_ROUTES
    offices = chance.choices([route for route, _ in routes], [weight for _, weight in routes])[0]
    right = RightType.INVENTION
    if offices == ("CN",):
        right = chance.choices([RightType.INVENTION, RightType.UTILITY_MODEL, RightType.DESIGN], [0.58, 0.32, 0.1])[0]
    segment = chance.choice(member.segments)
    if right is RightType.DESIGN and not nursery.technology[segment].designs:
        right = RightType.UTILITY_MODEL
    age_months = int(chance.triangular(2, 200, 50))
    filed = shift_months(nursery.today, -age_months) - timedelta(days=chance.randint(0, 27))
    others: tuple[Member, ...] = ()
    if chance.random() < 0.06:
        others = (chance.choice([filer for filer in filers if filer is not member]),)
    return nursery.family(member, filed, offices, right, segment=segment, others=others)


def _paid(patent: Invented, today: date) -> Invented:
    """Return the patent with its fees paid up to the running patent year, unless its situation says otherwise."""
    if patent.paid_through_year is not None:
        return patent
    granted = patent.status is Status.GRANTED
    if patent.office == "US" and granted and patent.grant_date is not None:
        return replace(patent, paid_through_year=_maintained(patent.grant_date, today))
    start = patent.grant_date if patent.office in ("JP", "KR") else patent.filing_date
    while_pending = patent.office in ("EP", "DE") and patent.status is Status.PENDING
    if start is None or not (granted or while_pending):
        return patent
    return replace(patent, paid_through_year=years_complete(start, today) + 1)


def _maintained(granted: date, today: date) -> int | None:
    """Return the year up to which US maintenance fees are paid (due after 3.5, 7.5 and 11.5 years from grant)."""
    return next((year for year in (12, 8, 4) if shift_months(granted, 12 * year - 6) <= today), None)
