"""Compute the docket of one patent from its facts, the rules and the calendars. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from patentdesk.core.problems import Severity
from patentdesk.docketing.annuities import annuities
from patentdesk.docketing.calendar import Calendars
from patentdesk.docketing.cases import Case
from patentdesk.docketing.conditions import holds
from patentdesk.docketing.counting import corresponding
from patentdesk.docketing.derivation import Step
from patentdesk.docketing.facts import FACT_FIELDS, PatentFacts
from patentdesk.docketing.reckoning import Trigger, reckon
from patentdesk.docketing.results import ComputedDeadline, Docket
from patentdesk.docketing.rules import Rule, Rulebook, RuleKind, Weight

_ACTIONS = ("office_action_first", "office_action", "final_rejection", "priority_exam_action")
"""Documents of the examination that each need a reply of their own."""


def compute(
    facts: PatentFacts,
    rulebook: Rulebook,
    calendars: Calendars,
    today: date,
    *,
    all_annuities: bool = False,
    everything: bool = False,
    designated: frozenset[str] = frozenset(),
) -> Docket:
    """Return every deadline that the facts give, past ones included, and the problems that block others.

    Annuities: the unpaid ones that can still be paid and the next one to come; with ``all_annuities`` all up to the
    end of the term. A right that has ended gives only deadlines about its restoration. ``designated``: offices for
    which a PCT application's entry date is wanted beside CN, EP, US, JP, KR. ``everything`` (for a calculator): also
    what passed, every annuity, and what a stated event gives in whatever state the right is.

    Dropped otherwise, because nothing can be done and nothing was recorded: chances and third parties' days that passed
    and rest on facts alone. Reported as ``long_past`` instead of as a deadline: formal acts whose day passed long ago
    without any record (see ``Rule.stale``).

    Problems: ``no_rules_for_office``, ``missing_<field>`` and ``impossible_<field>`` (once each, with how many
    deadlines wait), ``long_past``, ``payment_unknown``, ``country_unknown``, and those of ``facts.impossible`` and
    ``cases.Case``.
    """
    case = Case(facts, rulebook, calendars, today, designated)
    selection = rulebook.select(facts.office, facts.right_type)
    if selection is None:
        case.note("no_rules_for_office", Severity.WARNING, "office", office=facts.office)
        return Docket((), tuple(case.problems))
    rules = selection.started_by(case.events)
    wanted = [rule for rule in rules if rule.fits(facts) or (everything and _asked(case, rule))]
    fitting = [rule for rule in wanted if holds(rule, case)]
    found = [
        kept
        for rule in fitting
        if rule.kind is not RuleKind.ANNUITY
        for trigger in _triggers(case, rule)
        if (kept := _keep(case, rule, trigger, everything)) is not None
    ]
    yearly = [rule for rule in fitting if rule.kind is RuleKind.ANNUITY]
    found += annuities(case, yearly, found, all_years=all_annuities or everything, past=everything)
    _report_blocked(case, found)
    _report_country(case, found)
    ordered = sorted(found, key=lambda deadline: (deadline.due_date or date.max, deadline.rule_id, deadline.occurrence))
    return Docket(tuple(ordered), tuple(case.problems))


def _asked(case: Case, rule: Rule) -> bool:
    """Tell whether a stated event sets the rule going."""
    return any(name in case.events for name in rule.triggers)


def _triggers(case: Case, rule: Rule) -> Iterator[Trigger]:
    for name in rule.triggers:
        if name in FACT_FIELDS or name == "priority_or_filing":
            yield Trigger(name)
        else:
            for event in case.events.get(name, ()):
                yield Trigger(name, event)


def _keep(case: Case, rule: Rule, trigger: Trigger, everything: bool) -> ComputedDeadline | None:
    """Reckon and decide whether the deadline is shown."""
    deadline = reckon(case, rule, trigger)
    if deadline is None:
        return None
    deadline = _met(case, rule, trigger, deadline)
    return deadline if everything else _not_idle(case, rule, trigger, deadline)


def _not_idle(case: Case, rule: Rule, trigger: Trigger, deadline: ComputedDeadline) -> ComputedDeadline | None:
    """Drop what nobody can do anything about (see ``compute``). Problem: ``long_past``."""
    if deadline.problem:
        return deadline if rule.weight is Weight.HARD or rule.kind is RuleKind.TERM else None
    if deadline.due_date is None or trigger.event is not None or deadline.met_on or deadline.due_date >= case.today:
        return deadline
    if rule.kind is RuleKind.WATCH or rule.weight is Weight.OPTION:
        return None
    if rule.stale is not None and corresponding(deadline.due_date, rule.stale) < case.today:
        day = deadline.due_date.isoformat()
        case.note("long_past", Severity.WARNING, rule=rule.id, task=rule.task, date=day)
        return None
    return deadline


def _met(case: Case, rule: Rule, trigger: Trigger, deadline: ComputedDeadline) -> ComputedDeadline:
    """Mark the deadline as met when a closing event is recorded on or after its trigger."""
    since = trigger.event.event_date if trigger.event else None
    closing = case.closing(rule.closed_by, since)
    if closing is None:
        return _superseded(case, rule, trigger, deadline)
    day, kind, reference = closing
    return replace(deadline, met_on=day, met_by=kind, proof=reference)


def _superseded(case: Case, rule: Rule, trigger: Trigger, deadline: ComputedDeadline) -> ComputedDeadline:
    """Ask whether an office action was answered when a later one is recorded: that alone closes nothing.

    Dated after the last day for the reply, extension included, it shows the reply (an office goes on with no
    application that lapsed): the deadline is then met by inference, which never closes one that stands in a docket.
    """
    since = trigger.event.event_date if trigger.event else None
    if since is None or trigger.name not in _ACTIONS or "reply" not in rule.closed_by:
        return deadline
    later = [
        (event.event_date, event.kind)
        for kind in _ACTIONS
        for event in case.events.get(kind, ())
        if event.event_date is not None and event.event_date > since
    ]
    if not later:
        return deadline
    day, kind = min(later)
    marked = replace(deadline, steps=(*deadline.steps, Step("later_action", day, {"event": kind}, rule.citation)))
    last = max((one for one in (deadline.last_date, deadline.extendable_to) if one is not None), default=None)
    if last is None or day <= last:
        return marked
    return replace(marked, met_on=day, met_by=kind, inferred=True)


def _report_country(case: Case, found: list[ComputedDeadline]) -> None:
    """Report when residents' periods, the shorter ones, stand in because the applicant's country is not known."""
    waiting = [one.task for one in found if one.rule.condition == "resident" and not one.met_on and not one.problem]
    if waiting and not case.facts.applicant_country:
        case.note("country_unknown", Severity.WARNING, "country", office=case.facts.office, n=len(waiting))


def _report_blocked(case: Case, found: list[ComputedDeadline]) -> None:
    """Report each missing field once, with how many deadlines wait for it."""
    waiting: dict[str, list[str]] = {}
    for deadline in found:
        if deadline.problem and not deadline.met_on:
            waiting.setdefault(deadline.problem, []).append(deadline.task)
    for code, tasks in waiting.items():
        case.note(code, Severity.ERROR, code.partition("_")[2], n=len(tasks), task=tasks[0])
