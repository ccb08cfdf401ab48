"""Hold what the docket of one patent is computed from, and find the facts that cannot be true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from patentdesk.core.problems import Problem, Severity
from patentdesk.portfolio.codes import DEAD, RightType, Status
from patentdesk.portfolio.records import Event, Patent

FACT_FIELDS = {
    "priority": "priority_date",
    "filing": "filing_date",
    "publication": "publication_date",
    "grant": "grant_date",
    "registration": "registration_date",
    "national_entry": "national_entry_date",
}
"""Anchors that are fields of a patent; ``priority_or_filing`` is the first that is known of these two."""

FIRST_DAY, LAST_DAY = date(1850, 1, 1), date(2200, 12, 31)
"""No date of a patent lies outside; what does was mistyped."""

NOT_BEFORE_FILING = ("publication", "grant", "registration", "national_entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentFacts:
    """The dated facts of one patent; None or an empty text means "not known"."""

    patent_id: int = 0
    office: str = ""
    right_type: RightType = RightType.INVENTION
    status: Status = Status.UNKNOWN
    priority_date: date | None = None
    filing_date: date | None = None
    publication_date: date | None = None
    grant_date: date | None = None
    registration_date: date | None = None
    national_entry_date: date | None = None
    paid_through_year: int | None = None
    receiving_office: str = ""
    """Office that received a PCT application; '' when not known."""
    applicant_country: str = ""
    """Country of the applicant; '' when not known (periods for residents, the shorter ones, then apply)."""
    status_text: str = ""
    """The status in its source's words; they may tell that examination was requested."""
    events: tuple[Event, ...] = ()

    def day(self, anchor: str) -> date | None:
        """Return the date of a fact, or None. Raises KeyError for an anchor that is no field of a patent."""
        if anchor == "priority_or_filing":
            return self.priority_date or self.filing_date
        value: date | None = getattr(self, FACT_FIELDS[anchor])
        return value

    @property
    def dead(self) -> bool:
        """Nothing is left to keep or to pay."""
        return self.status in DEAD

    @property
    def granted(self) -> bool:
        """The right was granted and has not ended."""
        known = self.status is Status.GRANTED or self.grant_date is not None or self.registration_date is not None
        return known and not self.dead


def facts_of(patent: Patent, events: Iterable[Event] = (), applicant_country: str = "") -> PatentFacts:
    """Gather the facts of a stored patent and its events."""
    return PatentFacts(
        patent_id=patent.id,
        office=patent.office,
        right_type=patent.right_type,
        status=patent.status,
        priority_date=patent.priority_date,
        filing_date=patent.filing_date,
        publication_date=patent.publication_date,
        grant_date=patent.grant_date,
        registration_date=patent.registration_date,
        national_entry_date=patent.national_entry_date,
        paid_through_year=patent.paid_through_year,
        receiving_office=_receiving_office(patent),
        applicant_country=applicant_country,
        status_text=patent.status_text,
        events=tuple(events),
    )


def _receiving_office(patent: Patent) -> str:
    text = patent.application_number_text.upper().replace(" ", "")
    found = text.removeprefix("PCT/")
    return found[:2] if found != text and found[:2].isalpha() else ""


def impossible(facts: PatentFacts, today: date) -> list[Problem]:
    """Return the facts that cannot be true: dates in the future, before the filing, or a priority after it.

    Problems: ``date_in_future``, ``date_before_filing``, ``priority_after_filing``, ``date_too_early`` (before 1850);
    ``field_name`` names the field.
    """
    found = []
    for anchor, field_name in FACT_FIELDS.items():
        day = facts.day(anchor)
        if day is not None and day > today:
            found.append(_fault("date_in_future", facts, field_name, day, today))
        elif day is not None and day < FIRST_DAY:
            found.append(_fault("date_too_early", facts, field_name, day, FIRST_DAY))
        elif day is not None and facts.filing_date and anchor in NOT_BEFORE_FILING and day < facts.filing_date:
            found.append(_fault("date_before_filing", facts, field_name, day, facts.filing_date))
    if facts.priority_date and facts.filing_date and facts.priority_date > facts.filing_date:
        found.append(_fault("priority_after_filing", facts, "priority_date", facts.priority_date, facts.filing_date))
    return found


def _fault(code: str, facts: PatentFacts, field_name: str, day: date, other: date) -> Problem:
    args = {"field": field_name, "date": day.isoformat(), "other": other.isoformat()}
    return Problem(code, Severity.ERROR, field_name=field_name, args=args, patent_id=facts.patent_id or None)
