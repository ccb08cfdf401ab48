"""Define what is invented about one patent: what files carry, and what people enter by hand afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from patentdesk.demo.members import Member, Person
from patentdesk.demo.technology import Invention
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Status


@dataclass(frozen=True, slots=True)
class Notice:
    """A document of an office or an act before it, entered by hand; ``period`` as stated in it (ISO 8601)."""

    kind: str
    day: date
    channel: str = "electronic"
    period: str = ""
    answered: date | None = None
    """The day on which what it asks for was done; None: still open."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A licence, pledge, dispute or duty, entered by hand."""

    kind: EncumbranceKind
    counterparty: str
    start: date
    end: date | None = None
    amount_cny: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One priority claim; ``key`` is the application number of the first filing without office and check digit."""

    office: str
    key: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One invented application or right. Dates are None when they are not known or not reached."""

    family: str
    situation: str = ""
    """What it is there to show; empty for the many ordinary ones."""
    member: Member
    others: tuple[Member, ...] = ()
    """Co-applicants."""
    shares: tuple[tuple[int, int], ...] = ()
    """Share of the member and of each co-applicant, as fractions; entered by hand."""
    office: str
    invention: Invention
    application_key: str = ""
    application_text: str = ""
    publication: str = ""
    """Without office and kind code."""
    publication_kind: str = ""
    grant: str = ""
    grant_kind: str = ""
    inventors: tuple[Person, ...] = ()
    claims: tuple[Claim, ...] = ()
    filing_date: date | None = None
    entry_date: date | None = None
    publication_date: date | None = None
    grant_date: date | None = None
    status: Status = Status.PENDING
    claims_count: int = 1
    cited_by: int = 0
    cites: int = 0
    family_size: int = 1
    family_offices: tuple[str, ...] = ()
    family_keys: tuple[str, ...] = ()
    """Application keys of the whole family, its own among them."""
    agency: Member | None = None
    practised: bool = False
    """The product is sold: product and reduction are entered by hand."""
    paid_through_year: int | None = None
    reduction: str = ""
    notices: tuple[Notice, ...] = ()
    ties: tuple[Tie, ...] = ()

    @property
    def right_type(self) -> RightType:
        """The kind of right; an international application is of type PCT."""
        return RightType.PCT if self.office == "WO" else self.invention.right_type

    @property
    def priority_date(self) -> date | None:
        """The earliest priority claimed."""
        return min((claim.day for claim in self.claims), default=None)

    @property
    def is_granted(self) -> bool:
        """Tell whether the right was granted, whatever became of it."""
        return self.grant_date is not None

    @property
    def document(self) -> str:
        """The number of the newest document without office and kind: the patent once there is one."""
        return (self.grant or self.publication) if self.is_granted else self.publication

    @property
    def document_kind(self) -> str:
        """The kind code of the newest document."""
        return self.grant_kind if self.is_granted else self.publication_kind

    @property
    def document_date(self) -> date | None:
        """The day on which the newest document appeared."""
        return self.grant_date if self.is_granted else self.publication_date

    @property
    def applicants(self) -> tuple[Member, ...]:
        """The member and its co-applicants."""
        return (self.member, *self.others)
