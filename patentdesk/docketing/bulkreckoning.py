"""Reckon one rule for many patents of one kind at once, exactly as ``docketing.reckoning`` does for one.

For patents of which no event sets anything going: periods that run from an event are absent, so are stated periods and
extensions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from patentdesk.core.periods import Period
from patentdesk.docketing.calendar import Calendars
from patentdesk.docketing.counting import Counting
from patentdesk.docketing.daynumbers import FIRST, Days, Mask, corresponding, count
from patentdesk.docketing.factcolumns import SAFE, FactColumns, Kind
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.rules import EXAM_REQUEST, Rule, Source

_ZERO = np.int32(0)
_REQUIRED_WHEN_GRANTED = ("grant", "registration")


@dataclass(frozen=True, slots=True)
class Anchored:
    """The day of an anchor for each patent: known (else ``SAFE``), missing (a rule cannot do without it), or none."""

    day: Days
    known: Mask
    missing: Mask


@dataclass(slots=True)
class Facts:
    """The facts of patents of one kind, as columns; none of them is impossible."""

    kind: Kind
    calendars: Calendars
    days: Mapping[str, Days]
    paid: np.ndarray
    dead: Mask
    granted: Mask
    done: Mapping[str, Days] = field(default_factory=dict)
    examination: Days | None = None
    in_examination: Mask | None = None
    _anchors: dict[str, Anchored] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.dead)

    def of(self, rows: np.ndarray) -> Facts:
        """Return the facts of some of the patents."""
        return Facts.chosen(self.kind, self.calendars, self, rows)

    @classmethod
    def chosen(cls, kind: Kind, calendars: Calendars, columns: FactColumns | Facts, rows: np.ndarray) -> Facts:
        """Return the facts of the patents of one kind in these rows of the columns."""
        return cls(
            kind,
            calendars,
            {name: column[rows] for name, column in columns.days.items()},
            columns.paid[rows],
            columns.dead[rows],
            columns.granted[rows],
            {name: column[rows] for name, column in columns.done.items()},
            None if columns.examination is None else columns.examination[rows],
            None if columns.in_examination is None else columns.in_examination[rows],
        )

    def anchor(self, name: str) -> Anchored:
        """Return an anchor as ``Case.anchor`` does."""
        if name not in self._anchors:
            if name == "priority_or_filing":
                priority, filing = self.days["priority"], self.days["filing"]
                day = np.where(priority != 0, priority, filing)
            else:
                day = self.days[name]
            known = day != 0
            missing = ~known if name in {"filing", "priority_or_filing"} else np.zeros(len(day), bool)
            if name in _REQUIRED_WHEN_GRANTED:
                missing = ~known & self.granted
            self._anchors[name] = Anchored(np.where(known, day, SAFE), known, missing)
        return self._anchors[name]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a rule gives for each patent: ``found`` where it applies, ``blocked`` where a fact that it needs is missing.

    Days count where ``found``; ``earlier`` and ``grace`` are 0 where there is none.
    """

    found: Mask
    blocked: Mask
    start: Days
    unrolled: Days
    due: Days
    earlier: Days
    grace: Days
    verified: Mask

    @property
    def last(self) -> Days:
        """The last day on which the task can still be done."""
        return np.where(self.grace != 0, self.grace, self.due)


def reckon(facts: Facts, rule: Rule, trigger: str, year: int | None = None) -> Reckoned:
    """Return what the rule gives when a fact sets it going (``reckoning.reckon``)."""
    chosen = facts.anchor(trigger)
    found, blocked = chosen.known | chosen.missing, np.zeros(len(facts), bool)
    if rule.selector not in {Source.ALWAYS, Source.DUE}:
        by = chosen if rule.selector is Source.TRIGGER else facts.anchor(rule.selector.value)
        blocked |= found & by.missing
        found &= by.missing | (by.known & _valid(rule, by.day))
    start, end, counted = _ends(facts, rule, trigger, year, found=found, blocked=blocked)
    blocked &= found
    families = sorted({term.counting for term in rule.terms})
    if rule.then is not None:
        end = _by_family(counted, families, lambda mode: count(mode, end, rule.then or Period.of()))
    found &= ~blocked & (counted >= 0)
    end = np.where(found, end, SAFE)
    if rule.selector is Source.DUE:
        found &= _valid(rule, end)
    due, earlier, verified = _roll(facts, rule, end)
    grace = _grace(facts, rule, end, due, counted=counted, families=families)
    return Reckoned(found, blocked, start, end, due, earlier, grace, verified)


def _valid(rule: Rule, days: Days) -> Mask:
    valid: Mask = np.ones(len(days), bool)
    if rule.valid_from is not None:
        valid &= days >= rule.valid_from.toordinal()
    if rule.valid_to is not None:
        valid &= days <= rule.valid_to.toordinal()
    return valid


def _ends(
    facts: Facts, rule: Rule, trigger: str, year: int | None, *, found: Mask, blocked: Mask
) -> tuple[Days, Days, np.ndarray]:
    """Return start, end and place of the counting family of the term that counts; -1: no term is there."""
    start = end = np.full(len(facts), SAFE, np.int32)
    counted = np.full(len(facts), -1, np.int8)
    families = sorted({term.counting for term in rule.terms})
    for term in rule.terms:
        name = trigger if term.anchor == "trigger" else term.anchor
        if name not in FACT_FIELDS and name != "priority_or_filing":
            continue
        anchor, period = facts.anchor(name), term.length(year)
        blocked |= found & anchor.missing
        if period is None:
            blocked |= found & anchor.known
            continue
        ended = count(term.counting, anchor.day, period)
        better = anchor.known & ((counted < 0) | (ended > end if rule.later else ended < end))
        if better.all():
            start, end, counted = anchor.day, ended, np.full(len(facts), families.index(term.counting), np.int8)
        else:
            start, end = np.where(better, anchor.day, start), np.where(better, ended, end)
            counted = np.where(better, np.int8(families.index(term.counting)), counted)
    return start, end, counted


def _by_family(counted: np.ndarray, families: list[Counting], work: Callable[[Counting], Days]) -> Days:
    """Work out by the family that counted for each patent."""
    made = work(families[0])
    for place, mode in enumerate(families[1:], start=1):
        made = np.where(counted == place, work(mode), made)
    return made


def _roll(facts: Facts, rule: Rule, days: Days) -> tuple[Days, Days, Mask]:
    name = facts.kind.receiving_office if rule.calendar == "RO" else rule.calendar
    calendar = facts.calendars.get(name)
    if calendar is None:
        known = np.full(len(days), rule.calendar != "RO", bool)
        return days, np.zeros(len(days), np.int32), known
    table, places = calendar.table(), days - np.int32(FIRST)
    return table.day[places], table.earlier[places], table.verified[places]


def _grace(facts: Facts, rule: Rule, end: Days, due: Days, *, counted: np.ndarray, families: list[Counting]) -> Days:
    """Return the rolled end of the grace period, 0 where there is none."""
    if rule.grace is None or rule.grace.period is None:
        return np.zeros(len(end), np.int32)
    grace, period = rule.grace, rule.grace.period
    if grace.anchor:
        if grace.anchor not in FACT_FIELDS and grace.anchor != "priority_or_filing":
            return np.zeros(len(end), np.int32)
        anchor = facts.anchor(grace.anchor)
        raw = count(grace.counting, anchor.day, period)
        return np.where(anchor.known, _roll(facts, rule, raw)[0], _ZERO)

    def ending(mode: Counting) -> Days:
        if mode is Counting.EOM:
            return count(Counting.EOM, end, period)
        return count(grace.counting, due if rule.grace_rolled else end, period)

    return _roll(facts, rule, _by_family(counted, families, ending))[0]


def held(rule: Rule, facts: Facts) -> Mask:
    """Return for which patents the rule's condition holds. Raises KeyError for one that has no form for columns."""
    holding = _CONDITIONS[rule.condition](facts)
    if rule.task == EXAM_REQUEST and facts.in_examination is not None:
        holding = holding & ~facts.in_examination
    return holding


def _all(facts: Facts) -> Mask:
    return np.ones(len(facts), bool)


def _none(facts: Facts) -> Mask:
    return np.zeros(len(facts), bool)


def late_grant(facts: Facts) -> Mask:
    """Return which grants in China came late (``remarks.late_grant``)."""
    entry, filing, grant = facts.anchor("national_entry"), facts.anchor("filing"), facts.anchor("grant")
    start = np.where(entry.known, entry.day, filing.day)
    known = (entry.known | filing.known) & grant.known
    late: Mask = known & (grant.day >= corresponding(start, Period.of(years=4)))
    if facts.examination is not None:
        asked = facts.examination != 0
        day = np.where(asked, facts.examination, SAFE)
        late &= ~asked | (grant.day >= corresponding(day, Period.of(years=3)))
    return late


def _late_grant_gb(facts: Facts) -> Mask:
    filing, grant = facts.anchor("filing"), facts.anchor("grant")
    late: Mask = filing.known & grant.known & (grant.day > corresponding(filing.day, Period.of(years=3, months=9)))
    return late


def _home(facts: Facts) -> Mask:
    return np.full(len(facts), facts.kind.country in {"", facts.kind.office}, bool)


_CONDITIONS: dict[str, Callable[[Facts], Mask]] = {
    "": _all,
    "priority_claimed": lambda facts: facts.days["priority"] != 0,
    "first_filing": lambda facts: (facts.days["priority"] == 0) & (facts.days["national_entry"] == 0) & ~facts.granted,
    "direct": lambda facts: facts.days["national_entry"] == 0,
    "pct_entry": lambda facts: facts.days["national_entry"] != 0,
    "late_grant": late_grant,
    "late_grant_gb": _late_grant_gb,
    "not_late_grant_gb": lambda facts: ~_late_grant_gb(facts),
    "resident": _home,
    "overseas": lambda facts: ~_home(facts),
    "unitary": _none,
    "up_window": _none,
    "designated": _none,
}
"""The named conditions of ``docketing.conditions`` for patents without events."""
