"""Introduce the invented members of the demo alliance and the people who work there. None of them exists."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from patentdesk.portfolio.codes import OrganisationKind, Segment
from patentdesk.services.library import Library


@dataclass(frozen=True, slots=True)
class Member:
    """One invented organisation; ``weight`` is its share in the number of families, relative to the others."""

    key: str
    kind: OrganisationKind
    sector: str
    name: str
    name_en: str
    country: str
    city: str
    segments: tuple[Segment, ...]
    weight: int

    @property
    def is_agency(self) -> bool:
        """Tell whether the organisation represents others instead of filing itself."""
        return self.kind is OrganisationKind.AGENCY

    def written(self, language: str) -> str:
        """Return the name in Chinese ('zh') or in Latin letters."""
        return self.name if language == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Person:
    """An invented inventor; a person from outside China has one form of the name only."""

    surname: str
    given: str
    name: str
    """As the office of origin writes it: 王嘉禾, Clara Brückel."""

    @property
    def western(self) -> str:
        """The given name before the surname, in Latin letters."""
        return f"{self.given} {self.surname}"

    @property
    def docdb(self) -> str:
        """The surname first, in capitals, as patent databases write it."""
        return f"{self.surname} {self.given}".upper()


@dataclass(frozen=True, slots=True)
class People:
    """The syllables that names are put together from."""

    surnames: tuple[tuple[str, str], ...]
    given: tuple[tuple[str, str], ...]
    western_surnames: tuple[str, ...]
    western_given: tuple[str, ...]

    def team(self, chance: random.Random, country: str) -> tuple[Person, ...]:
        """Return two to five inventors from the country."""
        return tuple(self._person(chance, country) for _ in range(chance.randint(2, 5)))

    def _person(self, chance: random.Random, country: str) -> Person:
        if country != "CN":
            surname, given = chance.choice(self.western_surnames), chance.choice(self.western_given)
            return Person(surname, given, f"{given} {surname}")
        (surname_zh, surname), (given_zh, given) = chance.choice(self.surnames), chance.choice(self.given)
        return Person(surname, given, surname_zh + given_zh)


def read_members(library: Library) -> tuple[Member, ...]:
    """Return the members and agencies of ``resources/demo/members.json``."""
    rows = cast("Sequence[Mapping[str, object]]", library.json("demo/members.json"))
    return tuple(_member(row) for row in rows)


def read_people(library: Library) -> People:
    """Return the names of ``resources/demo/people.json``."""
    data = cast("Mapping[str, Sequence[Sequence[str]]]", library.json("demo/people.json"))
    return People(
        surnames=tuple((zh, en) for zh, en in data["surnames"]),
        given=tuple((zh, en) for zh, en in data["given"]),
        western_surnames=tuple(map(str, data["western_surnames"])),
        western_given=tuple(map(str, data["western_given"])),
    )


def _member(row: Mapping[str, object]) -> Member:
    text = cast("Mapping[str, str]", row)
    return Member(
        key=text["key"],
        kind=OrganisationKind(text["kind"]),
        sector=text["sector"],
        name=text["name"],
        name_en=text["name_en"],
        country=text["country"],
        city=text["city"],
        segments=tuple(Segment(segment) for segment in cast("Sequence[str]", row["segments"])),
        weight=cast("int", row["weight"]),
    )
