"""Describe deadlines as data: one rule per row of ``resources/rules/<OFFICE>.csv``.

The columns are explained in ``resources/rules/README.md``. A rule that changed over time is one *line* of several
rows with validity dates; the rows of a line may neither overlap nor leave a gap between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from patentdesk.core.periods import Period
from patentdesk.docketing.counting import Counting
from patentdesk.docketing.facts import FACT_FIELDS, PatentFacts
from patentdesk.docketing.service import ServiceModels
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.statuses import NO_WORDS, StatusVocabulary

EXAM_REQUEST = "exam_request"
"""The task that is done, even with no date recorded, where a status says that an application is in examination."""


class RuleKind(StrEnum):
    """What a rule gives."""

    ACT = "act"
    """A day by which somebody must act."""
    ANNUITY = "annuity"
    """A fee that recurs by patent year."""
    TERM = "term"
    """The end of the right; never rolled."""
    WATCH = "watch"
    """A day to know about: an office's or a third party's."""
    NOTE = "note"
    """A general rule that is carried with its source and computes nothing."""


class Weight(StrEnum):
    """What missing the day costs."""

    HARD = "hard"
    """A right is lost."""
    SOFT = "soft"
    """Nothing, a fee or a benefit."""
    OPTION = "option"
    """A chance passes; dropped once passed when only facts (no recorded event) gave it."""


class Lapse(StrEnum):
    """From which day the right is lost when nothing is done."""

    UNSTATED = ""
    AFTER = "after"
    """The day after the rolled end (USPTO: date of abandonment, MPEP 711.04(a))."""
    DUE = "due"
    """The un-rolled due date, in retrospect (CN, JP, KR annuities)."""
    AFTER_DUE = "after_due"
    """The day after the un-rolled due date (TW)."""
    GRACE = "grace"
    """The un-rolled end of grace (US maintenance fees: the anniversary itself)."""
    AFTER_GRACE = "after_grace"
    """The day after the rolled end of grace (DE)."""


class Source(StrEnum):
    """Which date selects among the rows of a rule line."""

    ALWAYS = ""
    TRIGGER = "trigger"
    FILING = "filing"
    GRANT = "grant"
    DUE = "due"


@cache
def _year_long(years: int) -> Period:
    return Period.of(years=years)


@dataclass(frozen=True, slots=True)
class Term:
    """One period from one anchor. ``period`` None: as stated in the notice, or (n-1) years when ``yearly``."""

    counting: Counting
    period: Period | None
    anchor: str
    yearly: bool = False

    def length(self, year: int | None) -> Period | None:
        """Return the period, for a yearly term that of the fee for this patent year."""
        return _year_long(year - 1) if self.yearly and year is not None else self.period


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule in one version of the law."""

    id: str
    line: str
    office: str
    right_types: frozenset[RightType]
    kind: RuleKind
    weight: Weight = Weight.HARD
    task: str = ""
    state: str = "alive"
    """'pending', 'granted', 'alive' or 'any' (also after the right has ended)."""
    triggers: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    later: bool = True
    """Of several terms the later counts; False: the earlier."""
    then: Period | None = None
    office_set: bool = False
    """A period stated in the notice takes the place of the rule's own."""
    by_document: bool = False
    """Runs from the date of the document instead of its deemed receipt."""
    calendar: str = ""
    """Roll calendar; '' never rolls; 'RO' that of the receiving office."""
    condition: str = ""
    years: tuple[int, int] | None = None
    after_grant: bool = False
    """Fees start with the patent year after the one of the grant."""
    opens: Term | None = None
    opens_before: Period | None = None
    grace: Term | None = None
    grace_rolled: bool = False
    """Grace starts from the rolled end (JP, KR) instead of the un-rolled due date."""
    grace_open: bool = False
    """The law is open about that: by another reading it starts from the other one."""
    brackets: tuple[int, ...] = ()
    """Surcharge by started month of lateness, in per cent or, with ``bracket_currency``, in major units."""
    brackets_other: tuple[int, ...] = ()
    """The same by another reading, where the sources disagree."""
    bracket_currency: str = ""
    extension: Period | None = None
    lapse: Lapse = Lapse.UNSTATED
    closed_by: frozenset[str] = frozenset()
    stale: Period | None = None
    """When passed by more than this with only facts behind it, reported as a problem instead of a deadline."""
    selector: Source = Source.ALWAYS
    valid_from: date | None = None
    valid_to: date | None = None
    title: str = ""
    details: str = ""
    consequence: str = ""
    remedy: str = ""
    extension_text: str = ""
    grace_text: str = ""
    citation: str = ""
    source: str = ""
    confidence: str = ""
    confidence_text: str = ""
    own_reason: str = ""
    """Why a member added this rule or put it in the place of an official one; '' for official rules."""
    replaces: str = ""

    def suits(self, right_type: RightType) -> bool:
        """Tell whether the rule is for this kind of right."""
        return not self.right_types or right_type in self.right_types

    def fits(self, facts: PatentFacts) -> bool:
        """Tell whether the rule is for a right in this state."""
        if self.state == "any":
            return True
        if facts.dead:
            return False
        return self.state == "alive" or (self.state == "granted") == facts.granted

    def valid_on(self, day: date) -> bool:
        """Tell whether this version of the law covers the selecting date."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that compute something for one kind of right at one office, by what sets them going."""

    by_fact: tuple[Rule, ...]
    by_event: Mapping[str, tuple[Rule, ...]]
    """Kind of event → rules that only events set going; a rule with several kinds stands under each."""

    def started_by(self, kinds: Iterable[str]) -> list[Rule]:
        """Return the rules that facts may set going, and those of these kinds of events."""
        if not self.by_event:
            return list(self.by_fact)
        by_event = {rule.id: rule for kind in kinds for rule in self.by_event.get(kind, ())}
        return [*self.by_fact, *by_event.values()]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules by office, the service models and the known event kinds with their class.

    ``event_classes``: kind → 'fact', 'document' (subject to service), 'act' or 'payment'.
    """

    rules: Mapping[str, tuple[Rule, ...]]
    service: ServiceModels
    event_classes: Mapping[str, str]
    version: str = ""
    """Version of the rule pack, with a digest of a member's own rules behind a plus sign."""
    statuses: StatusVocabulary = NO_WORDS
    """What status words tell beside the state, such as that examination was requested."""
    _selections: dict[tuple[str, RightType], Selection] = field(default_factory=dict, compare=False, repr=False)
    _by_id: dict[str, Rule] = field(default_factory=dict, compare=False, repr=False)

    def of(self, office: str) -> tuple[Rule, ...]:
        """Return the rules of an office with those of every office; empty when the office is not covered."""
        own = self.rules.get(office, ())
        return own + self.rules.get("*", ()) if own else ()

    def select(self, office: str, right_type: RightType) -> Selection | None:
        """Return the computing rules for a kind of right; None when the office is not covered. Kept once made."""
        key = office, right_type
        if key not in self._selections:
            rules = [rule for rule in self.of(office) if rule.kind is not RuleKind.NOTE]
            if not rules:
                return None
            self._selections[key] = _select([rule for rule in rules if rule.suits(right_type)])
        return self._selections[key]

    def find(self, rule_id: str) -> Rule | None:
        """Return the rule with this id, or None."""
        if not self._by_id:
            self._by_id.update((rule.id, rule) for rules in self.rules.values() for rule in rules)
        return self._by_id.get(rule_id)


def _select(rules: Iterable[Rule]) -> Selection:
    by_fact: list[Rule] = []
    by_event: dict[str, list[Rule]] = {}
    for rule in rules:
        if any(name in FACT_FIELDS or name == "priority_or_filing" for name in rule.triggers):
            by_fact.append(rule)
        else:
            for name in rule.triggers:
                by_event.setdefault(name, []).append(rule)
    return Selection(tuple(by_fact), {name: tuple(found) for name, found in by_event.items()})
