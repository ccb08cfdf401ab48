"""Hold what every service needs: the open portfolio file, the resources, the clock and the user."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation changed: kinds, and the patents concerned (empty: too many to name)."""

    kinds: frozenset[Kind] = frozenset()
    patent_ids: tuple[int, ...] = field(default=())

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
