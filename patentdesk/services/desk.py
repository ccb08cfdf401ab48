"""Hold what every service needs: the open portfolio file, the resources, the clock and the user."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from patentdesk.core.clock import Clock
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile


class Kind(StrEnum):
    """What an operation changed; screens refresh by kind."""

    PATENTS = "patents"
    ORGANISATIONS = "organisations"
    EVENTS = "events"
    ENCUMBRANCES = "encumbrances"
    DEADLINES = "deadlines"
    REVIEWS = "reviews"
    DECISIONS = "decisions"
    VALUATIONS = "valuations"
    ASSUMPTIONS = "assumptions"
    VIEWS = "views"
    ATTACHMENTS = "attachments"


MANY = 1_000
"""More patents than this are not named one by one: screens read everything anew."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation changed: kinds, and the patents concerned (empty: too many to name)."""

    kinds: frozenset[Kind] = frozenset()
    patent_ids: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, kinds: Iterable[Kind], patent_ids: Collection[int] = ()) -> Changes:
        """Return what changed; the patents are named, sorted and each once, unless they are too many (``MANY``)."""
        named = tuple(sorted(set(patent_ids))) if len(patent_ids) <= MANY else ()
        return cls(frozenset(kinds), named)

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Desk:
    """One open portfolio with its surroundings; passed to every service as its first argument."""

    file: PortfolioFile
    library: Library
    clock: Clock
    user: str
    kept: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What services remember while the file is open, to spare work; nothing depends on it."""
