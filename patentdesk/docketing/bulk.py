"""Compute the dockets of many patents at once, as columns: those of a million in seconds.

The very dates of ``engine.compute``, which tests hold it to, for patents of which no event sets a period going. Patents
with such events, with facts that are impossible or that a hard deadline lacks, are named in ``apart``; the engine
computes them one by one. Derivations are not made here: the engine makes the one that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from patentdesk.docketing.bulkreckoning import Facts, Reckoned, held, reckon
from patentdesk.docketing.calendar import Calendars
from patentdesk.docketing.daynumbers import Days, Mask, corresponding, patent_years, year_of
from patentdesk.docketing.docketcolumns import ANCHORS, NO_YEAR, DocketColumns, Dockets, Note, kept_notes
from patentdesk.docketing.factcolumns import UNKNOWN_YEAR, FactColumns, Rows, impossible_rows
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.paid import last_year
from patentdesk.docketing.rules import Rule, Rulebook, RuleKind, Weight

_NEVER_AFTER = 50
_Met = tuple[Days, NDArray[np.int8]]


@dataclass(slots=True)
class _Gathered:
    """What is being gathered over all kinds of patents."""

    places: dict[str, int] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    parts: list[tuple[np.ndarray, ...]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def place(self, rule: Rule) -> int:
        if rule.id not in self.places:
            self.places[rule.id] = len(self.rules)
            self.rules.append(rule)
        return self.places[rule.id]


def compute_all(
    facts: FactColumns,
    rulebook: Rulebook,
    calendars: Calendars,
    today: date,
    *,
    all_annuities: bool = False,
    watch: bool = False,
) -> Dockets:
    """Return the dockets of all patents on a day; ``all_annuities`` as for ``engine.compute``.

    Third parties' days (kind 'watch') are left out unless ``watch``: they are no tasks. Problems (``notes``):
    ``no_rules_for_office``, ``long_past``, ``payment_unknown``, ``country_unknown``.
    """
    gathered = _Gathered()
    now = today.toordinal()
    apart = impossible_rows(facts.days, now)
    for kind, rows in facts.of_kinds():
        selection = rulebook.select(kind.office, kind.right_type)
        if selection is None:
            gathered.notes.append(Note("no_rules_for_office", rows[~apart[rows]], kind))
            continue
        paid, last = facts.paid[rows], last_year(rulebook, kind.office, kind.right_type) or _NEVER_AFTER
        apart[rows] |= (paid != UNKNOWN_YEAR) & ((paid < 0) | (paid > last))
        rows = rows[~apart[rows]]  # noqa: PLW2901 - the rest is for the engine
        if len(rows):
            here = Facts.chosen(kind, calendars, facts, rows)
            group = _Group(here, rows, now, gathered, all_annuities, watch)
            group.compute(selection.by_fact)
            apart[rows[group.blocked]] = True
    return Dockets(
        _joined(gathered, apart, (*ANCHORS, *sorted(facts.done))), tuple(kept_notes(gathered.notes, apart)), apart
    )


@dataclass(slots=True)
class _Group:
    """The patents of one kind, whose rules are the same."""

    facts: Facts
    rows: Rows
    today: int
    gathered: _Gathered
    all_annuities: bool
    watch: bool
    blocked: Mask = field(init=False)
    limit: Days = field(init=False)
    """Un-rolled end of the term, 0 where it is not known."""
    waiting: NDArray[np.int64] = field(init=False)
    """How many open periods of residents each patent has while the applicant's country is not known."""

    def __post_init__(self) -> None:
        count = len(self.rows)
        self.blocked = np.zeros(count, bool)
        self.limit = np.zeros(count, np.int32)
        self.waiting = np.zeros(count, np.int64)

    def compute(self, rules: Iterable[Rule]) -> None:
        yearly: list[tuple[Rule, Mask]] = []
        for rule in rules:
            fitting = self._fits(rule) & held(rule, self.facts)
            if not fitting.any() or (rule.kind is RuleKind.WATCH and not self.watch):
                continue
            if rule.kind is RuleKind.ANNUITY:
                yearly.append((rule, fitting))
            else:
                for place, name in enumerate(ANCHORS):
                    if name in rule.triggers:
                        self._act(rule, place, fitting)
        self._annuities(yearly)
        if self.waiting.any():
            rows = np.flatnonzero(self.waiting)
            note = Note("country_unknown", self.rows[rows], self.facts.kind, numbers=self.waiting[rows])
            self.gathered.notes.append(note)

    def _fits(self, rule: Rule) -> Mask:
        """Tell for which patents the rule is (``Rule.fits``)."""
        if rule.state == "any":
            return np.ones(len(self.rows), bool)
        if rule.state == "alive":
            return ~self.facts.dead
        granted = self.facts.granted
        return ~self.facts.dead & (granted if rule.state == "granted" else ~granted)

    def _act(self, rule: Rule, trigger: int, fitting: Mask) -> None:
        """Reckon a deadline that comes once; drop what nobody can do anything about (``engine._not_idle``)."""
        some = np.flatnonzero(fitting)
        facts = self.facts if len(some) == len(self.rows) else self.facts.of(some)
        found = reckon(facts, rule, ANCHORS[trigger])
        if rule.weight is Weight.HARD or rule.kind is RuleKind.TERM:
            self.blocked[some[found.blocked]] = True
        if rule.kind is RuleKind.TERM:
            limit = self.limit[some]
            self.limit[some] = np.where((limit == 0) & found.found, found.unrolled, limit)
        met, met_by = _closing(facts, rule)
        keep = found.found
        idle = keep & (found.due < self.today) & (met == 0)
        if rule.kind is RuleKind.WATCH or rule.weight is Weight.OPTION:
            keep = keep & ~idle
        elif rule.stale is not None:
            stale = idle & (corresponding(found.due, rule.stale) < self.today)
            keep = keep & ~stale
            if stale.any():
                note = Note("long_past", self.rows[some[stale]], facts.kind, rule, found.due[stale])
                self.gathered.notes.append(note)
        if rule.condition == "resident" and not facts.kind.country:
            self.waiting[some[keep & (met == 0)]] += 1
        self._take((rule, trigger, NO_YEAR), found, some, keep, (met, met_by))

    def _annuities(self, rules: Sequence[tuple[Rule, Mask]]) -> None:
        """Choose which annuities stand open, year by year (``annuities.annuities``)."""
        series = sorted(
            (
                (year, rule.id, rule, fitting)
                for rule, fitting in rules
                if rule.years is not None
                for year in range(rule.years[0], rule.years[1] + 1)
            ),
            key=lambda entry: entry[:2],
        )
        count = len(self.rows)
        done, passed, noted = np.zeros(count, bool), np.zeros(count, bool), np.zeros(count, bool)
        own = _first_own_year(self.facts)
        for year, _, rule, fitting in series:
            asked = fitting & ~done & (self.facts.paid < year)
            if rule.after_grant:
                asked &= year >= own
            asked &= ~self._long_ago(rule, year, asked, passed)
            some = np.flatnonzero(asked)
            if len(some):
                self._annuity(rule, year, some, (done, passed, noted))
        if noted.any():
            self.gathered.notes.append(Note("payment_unknown", self.rows[noted], self.facts.kind))

    def _annuity(self, rule: Rule, year: int, some: Rows, marks: tuple[Mask, Mask, Mask]) -> None:
        done, passed, noted = marks
        facts = self.facts if len(some) == len(self.rows) else self.facts.of(some)
        found = reckon(facts, rule, rule.triggers[0], year)
        self.blocked[some[found.blocked]] = True
        limit = self.limit[some]
        keep = found.found & ((limit == 0) | (found.unrolled < limit))
        unpaid = facts.paid == UNKNOWN_YEAR
        over = keep & unpaid & (found.last < self.today)
        passed[some[over]] = True
        keep = keep & ~over
        past = found.due < self.today
        noted[some] |= keep & unpaid & (passed[some] | past)
        if not self.all_annuities:
            done[some] |= keep & ~past
        unmet = np.zeros(len(some), np.int32), np.zeros(len(some), np.int8)
        self._take((rule, ANCHORS.index(rule.triggers[0]), year), found, some, keep, unmet)

    def _long_ago(self, rule: Rule, year: int, asked: Mask, passed: Mask) -> Mask:
        """Return for which patents even the grace period of a yearly fee ended long ago (``annuities._long_ago``)."""
        if len(rule.terms) != 1 or not rule.terms[0].yearly:
            return np.zeros(len(asked), bool)
        start = self.facts.anchor(rule.triggers[0])
        this_year = date.fromordinal(self.today).year
        ago: Mask = asked & (self.facts.paid == UNKNOWN_YEAR) & start.known & (year_of(start.day) + year < this_year)
        passed |= ago
        return ago

    def _take(self, head: tuple[Rule, int, int], found: Reckoned, some: Rows, keep: Mask, met: _Met) -> None:
        """Keep the deadlines of a rule, for a trigger and a year, of some of the patents."""
        rule, trigger, year = head
        places = np.flatnonzero(keep)
        if not len(places):
            return
        whole = len(places) == len(keep)
        columns = (found.start, found.unrolled, found.due, found.earlier, found.grace, found.verified, *met)
        self.gathered.parts.append(
            (
                self.rows[some if whole else some[places]],
                np.full(len(places), self.gathered.place(rule), np.int16),
                np.full(len(places), trigger, np.int8),
                np.full(len(places), year, np.int16),
                *(column if whole else column[places] for column in columns),
            )
        )


def _first_own_year(facts: Facts) -> NDArray[np.int32]:
    """Return the first patent year after the one of the grant; 0 where that is not known."""
    filing, grant = facts.anchor("filing"), facts.anchor("grant")
    known = filing.known & grant.known
    return np.where(known, patent_years(filing.day, np.where(known, grant.day, filing.day)) + 1, 0)


def _closing(facts: Facts, rule: Rule) -> _Met:
    """Return the first fact or event that did what was due (``Case.closing``), 0 where none did."""
    day, by = np.zeros(len(facts), np.int32), np.zeros(len(facts), np.int8)
    places = {kind: place for place, kind in enumerate((*ANCHORS, *sorted(facts.done)))}
    for kind in sorted(rule.closed_by & (set(FACT_FIELDS) | set(facts.done))):
        column = facts.days[kind] if kind in FACT_FIELDS else facts.done[kind]
        first = (column != 0) & ((day == 0) | (column < day))
        day, by = np.where(first, column, day), np.where(first, np.int8(places[kind]), by)
    return day, by


def _joined(gathered: _Gathered, apart: Mask, known: tuple[str, ...]) -> DocketColumns:
    """Put the parts together, without the patents that the engine computes."""
    kinds = (np.int64, np.int16, np.int8, np.int16, np.int32, np.int32, np.int32, np.int32, np.int32, bool, np.int32,
             np.int8)  # fmt: skip
    parts = gathered.parts
    if apart.any():
        parts = [tuple(column[kept] for column in part) for part in parts if (kept := ~apart[part[0]]) is not None]
    columns = [
        np.concatenate([part[place] for part in parts]).astype(kind, copy=False) if parts else np.zeros(0, kind)
        for place, kind in enumerate(kinds)
    ]
    patent, rule, trigger, year, start, unrolled, due, earlier, grace, verified, met, met_by = columns
    return DocketColumns(
        rules=tuple(gathered.rules),
        patent=patent,
        rule=rule,
        trigger=trigger,
        year=year,
        start=start,
        unrolled=unrolled,
        due=due,
        earlier=earlier,
        grace=grace,
        verified=verified,
        met=met,
        met_by=met_by,
        kinds=known,
    )
