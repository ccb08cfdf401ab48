"""Give the reason of each date: the derivation step by step, the rule in its version, the calendar.

Everything that shows, writes or prints a derivation asks here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from patentdesk.docketing.calendar import Calendar, Calendars
from patentdesk.docketing.derivation import Step
from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import PatentFacts
from patentdesk.docketing.records import Deadline
from patentdesk.docketing.rules import Rule, Rulebook
from patentdesk.portfolio.records import Patent
from patentdesk.services import law
from patentdesk.services.desk import Desk
from patentdesk.services.docket_facts import countries, docket_facts

Steps = tuple[Mapping[str, object], ...]
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a deadline falls on its day. ``rule`` None: the rule pack in force no longer has it."""

    deadline: Deadline
    steps: Steps
    rule: Rule | None
    law_version: str
    calendar: Calendar | None
    """The calendar that ends of periods are rolled by; None when this one never rolls, or by the receiving office."""


def steps_of(desk: Desk, deadlines: Sequence[Deadline]) -> dict[str, Steps]:
    """Return the derivation of each deadline by its uid, as the facts and the law give it now.

    Derivations are not stored: each is made when somebody asks. A deadline that no longer follows from the facts (it is
    gone, or its annuity was paid since) has one step that says so. Raises Refused own_rules_wrong.
    """
    book, calendars = law.rules_of(desk), law.calendars(desk.library)
    wanted: dict[int, list[Deadline]] = defaultdict(list)
    for one in deadlines:
        wanted[one.patent_id].append(one)
    made: dict[str, Steps] = {}
    with desk.file.reading() as reader:
        country_of = countries(reader)
        ids = sorted(wanted)
        for start in range(0, len(ids), _PAGE):
            patents = reader.select(Patent, id=ids[start : start + _PAGE])
            for patent_id, facts in docket_facts(reader, patents, book, country_of).items():
                for one in wanted[patent_id]:
                    made[one.uid] = _steps(one, facts, book, calendars, desk.clock.today())
    return made


def _steps(deadline: Deadline, facts: PatentFacts, book: Rulebook, calendars: Calendars, today: date) -> Steps:
    """Return the derivation; that of a year that was paid as if it stood open still."""
    found = compute(facts, book, calendars, today).find(deadline.rule_id, deadline.occurrence)
    if found is None and deadline.year is not None:
        paid = tuple(event for event in facts.events if event.kind != "annuity_paid" or event.year != deadline.year)
        before = replace(facts, paid_through_year=deadline.year - 1, events=paid)
        found = compute(before, book, calendars, today, all_annuities=True).find(deadline.rule_id, deadline.occurrence)
    if found is None:
        return (Step("no_longer", deadline.due_date).stored(),)
    return tuple(step.stored() for step in found.steps)


def reason_of(desk: Desk, deadline: Deadline) -> Reason:
    """Return why a deadline falls on its day. Raises Refused own_rules_wrong."""
    book = law.rules_of(desk)
    rule = book.find(deadline.rule_id)
    calendar = law.calendars(desk.library).get(rule.calendar) if rule is not None and rule.calendar else None
    return Reason(deadline, steps_of(desk, [deadline])[deadline.uid], rule, book.version, calendar)
