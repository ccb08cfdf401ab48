"""Hold the plain facts about one patent that triage judges by, and their digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from patentdesk.portfolio.codes import DEAD, EncumbranceKind, RightType, Segment, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One encumbrance as triage sees it; ``end`` is its last day, None while it has no end."""

    kind: EncumbranceKind
    counterparty: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnuityDue:
    """The next annuity to be paid; the amount is None when no fee schedule gives it."""

    year: int
    due_date: date
    grace_end: date | None = None
    amount_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentFacts:
    """What is known about one patent; None and empty mean "not known", never zero.

    ``family_offices`` names the offices where a member of the family is alive, this patent's own included; None when
    the family is not known. ``family_complete`` is False when more members exist than the file holds. ``owners`` are
    the owners, or the applicants where no owner is recorded. ``technology`` is the WIPO field of the main IPC symbol.
    ``international`` tells whether the right came through an international application. ``answers`` holds the score
    of each answered questionnaire (0 ... 100) under its first scenario.
    """

    uid: str = ""
    office: str = ""
    right_type: RightType = RightType.INVENTION
    status: Status = Status.UNKNOWN
    priority_date: date | None = None
    filing_date: date | None = None
    publication_date: date | None = None
    grant_date: date | None = None
    term_end: date | None = None
    claims_count: int | None = None
    cited_by_count: int | None = None
    cites_count: int | None = None
    npl_count: int | None = None
    family_size: int | None = None
    family_offices: tuple[str, ...] | None = None
    family_complete: bool = True
    live_siblings: int = 0
    ipc_subclasses: tuple[str, ...] = ()
    technology: int | None = None
    segment: Segment | None = None
    product: str = ""
    owners: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    """Owners and co-owners who agreed to give it up, the member whose it is among them once another has."""
    inventors: int | None = None
    international: bool = False
    answers: tuple[tuple[str, float], ...] = ()
    ties: tuple[Tie, ...] = ()
    annuity: AnnuityDue | None = None

    @property
    def dead(self) -> bool:
        """Whether nothing is left to keep."""
        return self.status in DEAD


def end_of(facts: PatentFacts, on: date) -> str:
    """Return how the right has ended: the status that ended it, 'expired' where its term is over, '' while it lives."""
    if facts.dead:
        return facts.status.value
    return Status.EXPIRED.value if facts.term_end is not None and facts.term_end < on else ""


def active_ties(facts: PatentFacts, on: date) -> tuple[Tie, ...]:
    """Return the ties that bind on a day: not ended before it. One that starts later binds already."""
    return tuple(tie for tie in facts.ties if tie.end is None or tie.end >= on)


def digest(facts: PatentFacts) -> str:
    """Return the SHA-256 of the facts in a canonical form: equal facts give equal digests, whatever their order."""
    plain: Mapping[str, object] = asdict(facts) | {
        "family_offices": None if facts.family_offices is None else sorted(facts.family_offices),
        "ipc_subclasses": sorted(facts.ipc_subclasses),
        "owners": sorted(facts.owners),
        "agreed": sorted(facts.agreed),
        "answers": sorted(facts.answers),
        "ties": sorted(json.dumps(asdict(tie), sort_keys=True, default=str) for tie in facts.ties),
    }
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
