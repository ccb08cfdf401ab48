"""Let invented families grow: a first filing, later ones within the priority year, publication, grant, end."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from patentdesk.core.months import shift_months
from patentdesk.demo.days import years_complete, years_later
from patentdesk.demo.members import Member, People
from patentdesk.demo.numbers import Numbers, written
from patentdesk.demo.patents import Claim, Invented
from patentdesk.demo.technology import Technology, word_invention
from patentdesk.portfolio.codes import RightType, Segment, Status

_KINDS: Mapping[tuple[str, RightType], tuple[str, str]] = {
    ("CN", RightType.INVENTION): ("A", "B"),
    ("CN", RightType.UTILITY_MODEL): ("", "U"),
    ("CN", RightType.DESIGN): ("", "S"),
    ("EP", RightType.INVENTION): ("A1", "B1"),
    ("US", RightType.INVENTION): ("A1", "B2"),
    ("JP", RightType.INVENTION): ("A", "B2"),
    ("KR", RightType.INVENTION): ("A", "B1"),
    ("WO", RightType.INVENTION): ("A1", ""),
    ("DE", RightType.INVENTION): ("A1", "B4"),
    ("DE", RightType.UTILITY_MODEL): ("", "U1"),
}
"""Kind codes of the published application and of the right (ST.16; number_formats)."""

_MONTHS_TO_GRANT = {"CN": (22, 42), "EP": (36, 60), "US": (22, 38), "JP": (28, 46), "KR": (26, 42), "DE": (36, 66)}
_ENTRY_MONTHS = {"CN": 30, "EP": 31, "US": 30, "JP": 30, "KR": 31, "DE": 31}
"""Months from priority to the national phase (rules WO-DO-*)."""
_TERM_YEARS = {RightType.INVENTION: 20, RightType.UTILITY_MODEL: 10}


@dataclass(slots=True)
class Nursery:
    """What families are made of; every call of ``family`` draws from the same chance and numbers."""

    today: date
    chance: random.Random
    people: People
    technology: Mapping[Segment, Technology]
    agencies: Sequence[Member]
    numbers: Numbers = field(default_factory=Numbers)
    _titles: set[str] = field(default_factory=set)
    _count: int = 0

    def family(
        self,
        member: Member,
        filed: date,
        offices: Sequence[str] = ("CN",),
        right_type: RightType = RightType.INVENTION,
        *,
        segment: Segment | None = None,
        others: tuple[Member, ...] = (),
        lucky: bool = False,
    ) -> list[Invented]:
        """Return the patents of a new family, first filing first; offices whose turn has not come are left out.

        ``lucky`` families are granted wherever enough time has passed, and nobody lets them lapse.
        """
        self._count += 1
        chosen = segment or self.chance.choice(member.segments)
        seed = Invented(
            family=f"F{self._count:04}",
            member=member,
            others=others,
            office=offices[0],
            invention=word_invention(self.technology[chosen], right_type, self.chance, self._titles),
            inventors=self.people.team(self.chance, member.country),
            practised=self.chance.random() < 0.45,
            agency=self._agency(offices[0]),
        )
        first = self._filed(seed, offices[0], filed, None, ())
        claim = Claim(first.office, first.application_key, filed)
        grown = [first, *self._later(seed, claim, offices[1:])]
        lived = [self._lived(patent, lucky=lucky) for patent in grown]
        names = tuple(dict.fromkeys(patent.office for patent in lived))
        keys = tuple(patent.application_key for patent in lived)
        return [replace(patent, family_size=len(lived), family_offices=names, family_keys=keys) for patent in lived]

    def _later(self, seed: Invented, claim: Claim, offices: Sequence[str]) -> list[Invented]:
        """Return the later filings: through the PCT when WO is among the offices, else directly."""
        filed = shift_months(claim.day, 12) - timedelta(days=self.chance.randint(1, 20))
        if filed > self.today - timedelta(days=20):
            return []
        through_pct = "WO" in offices
        found = []
        for office in offices:
            entered = None
            if through_pct and office != "WO":
                entered = shift_months(claim.day, _ENTRY_MONTHS[office]) - timedelta(days=self.chance.randint(2, 25))
                if entered > self.today - timedelta(days=5):
                    continue
            found.append(self._filed(seed, office, filed, entered, (claim,)))
        return found

    def _filed(
        self, seed: Invented, office: str, filed: date, entered: date | None, claims: tuple[Claim, ...]
    ) -> Invented:
        right = seed.invention.right_type
        key = self.numbers.application(office, right, filed, national_phase=entered is not None)
        by_many = office in ("US", "EP", "WO")
        return replace(
            seed,
            office=office,
            agency=self._agency(office),
            application_key=key,
            application_text=written(office, key),
            claims=claims,
            filing_date=filed,
            entry_date=entered,
            claims_count=1 if right is RightType.DESIGN else self.chance.randint(8, 20 if by_many else 11),
            cites=self.chance.randint(2, 25 if by_many else 9),
        )

    def _lived(self, patent: Invented, *, lucky: bool) -> Invented:
        """Return the patent with what has happened to it until today."""
        published = self._published(patent)
        granted = self._granted(published, lucky=lucky)
        cited = self.chance.expovariate(1 / 3) if published.publication_date or granted.grant_date else 0.0
        return replace(self._ended(granted, lucky=lucky), cited_by=int(cited))

    def _published(self, patent: Invented) -> Invented:
        kind, _ = _KINDS[patent.office, patent.invention.right_type]
        assert patent.filing_date is not None
        start = patent.priority_date or patent.filing_date
        if patent.entry_date:
            day = patent.entry_date + timedelta(days=self.chance.randint(90, 170))
        elif patent.office == "CN" and not patent.claims:
            day = shift_months(start, self.chance.randint(5, 18))
        else:
            day = shift_months(start, 18) + timedelta(days=self.chance.randint(3, 12))
        if not kind or day > self.today:
            return patent
        number = (
            patent.application_key
            if patent.office == "DE"
            else self.numbers.publication(patent.office, patent.invention.right_type, day)
        )
        return replace(patent, publication=number, publication_kind=kind, publication_date=day)

    def _granted(self, patent: Invented, *, lucky: bool) -> Invented:
        _, kind = _KINDS[patent.office, patent.invention.right_type]
        right = patent.invention.right_type
        if not kind or (not lucky and self.chance.random() > 0.8):
            return patent
        fast = right is not RightType.INVENTION
        low, high = (5, 10) if fast else _MONTHS_TO_GRANT[patent.office]
        assert patent.filing_date is not None
        day = shift_months(patent.entry_date or patent.filing_date, self.chance.randint(low, high))
        day += timedelta(days=self.chance.randint(0, 27))
        if day > self.today or (patent.publication_date is None and not fast):
            return patent
        return replace(
            patent, grant=self._grant_number(patent, day), grant_kind=kind, grant_date=day, status=Status.GRANTED
        )

    def _grant_number(self, patent: Invented, day: date) -> str:
        if patent.office in ("US", "JP", "KR"):
            return self.numbers.grant(patent.office)
        if patent.office == "DE":
            return patent.application_key
        return patent.publication or self.numbers.publication(patent.office, patent.invention.right_type, day)

    def _ended(self, patent: Invented, *, lucky: bool) -> Invented:
        """Return the patent in its present state: live, ended by age, by choice, or by the office."""
        assert patent.filing_date is not None
        age = years_complete(patent.filing_date, self.today)
        if patent.office == "WO":
            over = shift_months(patent.priority_date or patent.filing_date, 31) < self.today
            return replace(patent, status=Status.PCT_CLOSED if over else Status.PCT_OPEN)
        if age >= _term(patent):
            return replace(patent, status=Status.EXPIRED if patent.is_granted else Status.REFUSED)
        if lucky:
            return patent
        if patent.is_granted:
            lapsed = age >= 4 and self.chance.random() < 0.1
            return replace(patent, status=Status.LAPSED) if lapsed else patent
        fate = self.chance.random()
        if age >= 7 or (age >= 3 and fate < 0.5):
            return replace(patent, status=Status.REFUSED if fate < 0.25 else Status.WITHDRAWN)
        return patent

    def _agency(self, office: str) -> Member:
        german = [agency for agency in self.agencies if agency.country == "DE"]
        chinese = [agency for agency in self.agencies if agency.country == "CN"]
        return self.chance.choice(german if office in ("EP", "DE") else chinese)


def _term(patent: Invented) -> int:
    """Return the full years of protection from filing (CN designs: ten for filings up to 2021-05-31, then fifteen)."""
    assert patent.filing_date is not None
    if patent.invention.right_type is RightType.DESIGN:
        return 15 if patent.filing_date >= date(2021, 6, 1) else 10
    return _TERM_YEARS[patent.invention.right_type]


def anniversary_in(today: date, days: int, years: int) -> date:
    """Return the filing date whose ``years``-th anniversary is ``days`` from today (negative: days ago)."""
    return years_later(today + timedelta(days=days), -years)
