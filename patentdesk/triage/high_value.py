"""Flag high-value invention patents as CNIPA's statistics count them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from patentdesk.portfolio.codes import EncumbranceKind, RightType, Segment, Status
from patentdesk.triage.facts import PatentFacts, active_ties


class Flag(StrEnum):
    """The five ways to count as high-value."""

    STRATEGIC_INDUSTRY = "strategic_industry"
    FOREIGN_FAMILY = "foreign_family"
    LONG_KEPT = "long_kept"
    PLEDGE = "pledge"
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class HighValueRule:
    """Segments taken as strategic emerging industries, and the age beyond which a patent counts as long kept."""

    strategic_segments: frozenset[Segment]
    kept_over_years: int


def read_high_value(plain: Mapping[str, Any]) -> HighValueRule:
    """Build the rule from parsed data. Raises KeyError or ValueError when the data is not one."""
    segments = frozenset(Segment(name) for name in plain["strategic_segments"])
    return HighValueRule(segments, int(plain["kept_over_years"]))


def high_value(rule: HighValueRule, facts: PatentFacts, on: date) -> dict[Flag, bool | None]:
    """Return each flag for a Chinese invention in force: True, False, or None where a person must judge.

    Empty for anything else. A recorded pledge gives None: the amount that counts as high was not published.
    Age counts from filing; a day more than the stated years is needed (CNIPA statistics of high-value inventions:
    more than 10 years; secondary).
    """
    if facts.office != "CN" or facts.right_type is not RightType.INVENTION or facts.status is not Status.GRANTED:
        return {}
    kinds = {tie.kind for tie in active_ties(facts, on)}
    return {
        Flag.STRATEGIC_INDUSTRY: None if facts.segment is None else facts.segment in rule.strategic_segments,
        Flag.FOREIGN_FAMILY: _foreign(facts),
        Flag.LONG_KEPT: None if facts.filing_date is None else _anniversary(facts.filing_date, rule, on),
        Flag.PLEDGE: None if EncumbranceKind.PLEDGE in kinds else False,
        Flag.AWARD: EncumbranceKind.AWARD in {tie.kind for tie in facts.ties},
    }


def _foreign(facts: PatentFacts) -> bool | None:
    """Tell whether a right or application abroad lives; an international application is not yet one."""
    if facts.family_offices is None:
        return None
    found = bool(set(facts.family_offices) - {facts.office, "WO"})
    return found or (False if facts.family_complete else None)


def _anniversary(filed: date, rule: HighValueRule, on: date) -> bool:
    return (on.year - filed.year, on.month, on.day) > (rule.kept_over_years, filed.month, filed.day)
