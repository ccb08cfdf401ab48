"""Reckon one rule for one trigger: count, extend, roll, grace, with every step noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from patentdesk.core.months import month_end, shift_months
from patentdesk.core.periods import Period
from patentdesk.core.problems import Severity
from patentdesk.docketing.calendar import Rolled
from patentdesk.docketing.cases import Case, Missing
from patentdesk.docketing.counting import ONE_DAY, Counting, corresponding, count
from patentdesk.docketing.derivation import Step
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.remarks import remark
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import Lapse, Rule, RuleKind, Source, Term
from patentdesk.portfolio.records import Event


@dataclass(frozen=True, slots=True)
class Trigger:
    """What sets a period going: a fact of the patent by name, or an event."""

    name: str
    event: Event | None = None

    @property
    def occurrence(self) -> str:
        """What sets this deadline apart from others of the rule."""
        return self.event.uid if self.event else self.name


@dataclass(frozen=True, slots=True)
class _Start:
    """Where one term counts from; ``event`` when that is the trigger itself."""

    day: date
    extra_days: int = 0
    steps: tuple[Step, ...] = ()
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class _End:
    """An un-rolled end with what it was counted from."""

    day: date
    counting: Counting
    start: date
    period: Period
    extra_days: int
    steps: tuple[Step, ...]
    granted: Period | None = None
    """The extension that is part of the period."""
    falls_due: date | None = None
    """The day before the further period, where there is one."""


def reckon(case: Case, rule: Rule, trigger: Trigger, year: int | None = None) -> ComputedDeadline | None:
    """Return the deadline, one with ``problem`` when a fact is missing, or None when the rule does not apply."""
    occurrence = f"year:{year}" if year is not None else trigger.occurrence
    selected = _selected(case, rule, trigger)
    if isinstance(selected, Missing):
        return _blocked(rule, trigger, selected, year)
    end = _end(case, rule, trigger, year) if selected else None
    if isinstance(end, Missing):
        return _blocked(rule, trigger, end, year)
    if end is None or (rule.selector is Source.DUE and not rule.valid_on(end.day)):
        return None
    return _finish(case, rule, end, occurrence, year)


def _blocked(rule: Rule, trigger: Trigger, missing: Missing, year: int | None) -> ComputedDeadline:
    """Return the deadline without dates; which annuity is next cannot be known then."""
    occurrence = trigger.occurrence if year is None else "year:next"
    step = Step(missing.code, None, {}, rule.citation)
    return ComputedDeadline(rule=rule, occurrence=occurrence, problem=missing.code, steps=(step,))


def _selected(case: Case, rule: Rule, trigger: Trigger) -> bool | Missing:
    """Tell whether the rule is set going and this version of the law is the one for the case."""
    if trigger.event is None and case.anchor(trigger.name) is None:
        return False
    if rule.selector in {Source.ALWAYS, Source.DUE}:
        return True
    if rule.selector is Source.TRIGGER:
        day = trigger.event.event_date if trigger.event else case.anchor(trigger.name)
    else:
        day = case.anchor(rule.selector.value)
    if isinstance(day, Missing):
        return day
    return day is not None and rule.valid_on(day)


def _end(case: Case, rule: Rule, trigger: Trigger, year: int | None) -> _End | Missing | None:
    """Return the end that counts among the rule's terms, ``then`` added."""
    ends: list[_End] = []
    absent: list[Step] = []
    for term in rule.terms:
        start = _start(case, rule, trigger, term)
        if isinstance(start, Missing):
            return start
        if start is None:
            absent.append(Step("term_absent", None, {"event": term.anchor}, rule.citation))
            continue
        end = _count(case, rule, term, start, year)
        if isinstance(end, Missing):
            return end
        ends.append(end)
    if not ends:
        return None
    chosen = (max if rule.later else min)(ends, key=lambda end: end.day)
    steps = [*chosen.steps, *absent]
    if len(ends) > 1:
        others = ", ".join(end.day.isoformat() for end in ends if end is not chosen)
        steps.append(Step("later_of" if rule.later else "earlier_of", chosen.day, {"others": others}, rule.citation))
    day = chosen.day
    falls_due = day if rule.then is not None else None
    if rule.then is not None:
        day = count(chosen.counting, day, rule.then)
        steps.append(Step("then", day, {"period": str(rule.then)}, rule.citation))
    if rule.kind is RuleKind.TERM:
        day, more = _extended_term(case, rule, day)
        steps += more
    if chosen.extra_days:
        day += timedelta(days=chosen.extra_days)
        steps.append(Step("extra_days", day, {"n": chosen.extra_days}))
    return _End(
        day=day,
        counting=chosen.counting,
        start=chosen.start,
        period=chosen.period,
        extra_days=chosen.extra_days,
        steps=tuple(steps),
        granted=chosen.granted,
        falls_due=falls_due,
    )


def _extended_term(case: Case, rule: Rule, day: date) -> tuple[date, list[Step]]:
    """Lengthen a term by what the office added to it (adjustment, compensation, extension), each after the other."""
    steps = []
    for event in case.events.get("term_extended", ()):
        if event.period:
            day = corresponding(day, Period.parse(event.period))
            steps.append(Step("term_extended", day, {"period": event.period}, rule.citation))
        else:
            case.note("term_extended_by", Severity.WARNING, "period", event=event.kind)
    return day, steps


def _start(case: Case, rule: Rule, trigger: Trigger, term: Term) -> _Start | Missing | None:
    event = trigger.event if term.anchor in {"trigger", trigger.name} else None
    name = trigger.name if term.anchor == "trigger" else term.anchor
    if event is None and (name in FACT_FIELDS or name == "priority_or_filing"):
        day = case.anchor(name)
        if day is None or isinstance(day, Missing):
            return day
        return _Start(day, 0, (Step("trigger", day, {"event": name}, rule.citation),))
    found = event or case.latest(name)
    if found is None or found.event_date is None:
        return None
    steps = (Step("trigger", found.event_date, {"event": found.kind}, rule.citation),)
    if rule.by_document:
        return _Start(found.event_date, 0, steps, event)
    served = case.served(found)
    return _Start(served.day, served.extra_days, steps + served.steps, event)


def _count(case: Case, rule: Rule, term: Term, start: _Start, year: int | None) -> _End | Missing:
    period = term.length(year)
    steps = list(start.steps)
    event = start.event
    if event is not None and event.period and rule.office_set:
        period = Period.parse(event.period)
        steps.append(Step("notice_period", None, {"period": str(period)}, rule.citation))
    if period is None:
        return Missing("period")
    granted = case.extensions.get(event.uid) if event is not None else None
    used = granted if rule.extension is not None or rule.office_set else None
    if used is not None:
        longest = rule.extension
        if longest is not None and _longer(used, longest):
            case.note("extension_too_long", Severity.WARNING, period=str(used), longest=str(longest), rule=rule.id)
        period = period + used
        steps.append(Step("extended", None, {"period": str(period)}, rule.citation))
    day = count(term.counting, start.day, period)
    how = (
        term.counting.value
        if period.months or period.days
        else "day_before"
        if term.counting is Counting.EVE
        else "same_day"
    )
    steps.append(Step(f"count_{how}", day, {"period": str(period)}, rule.citation))
    return _End(day, term.counting, start.day, period, start.extra_days, tuple(steps), used)


def _finish(case: Case, rule: Rule, end: _End, occurrence: str, year: int | None) -> ComputedDeadline:
    """Roll the end and add window, grace and extension."""
    rolled, steps = _roll(case, rule, end.day, "")
    steps = [*end.steps, *steps]
    if rule.valid_from or rule.valid_to:
        law: dict[str, str | int] = {"from": str(rule.valid_from or ""), "to": str(rule.valid_to or "")}
        spoken = "law_until" if not rule.valid_from else "law_version" if rule.valid_to else "law_since"
        steps.append(Step(spoken, None, law, rule.citation))
    opens = _opens(case, rule, end)
    if opens:
        steps.append(Step("opens", opens, {}, rule.citation))
    grace_end = None
    verified = rolled.verified
    raw_grace = _grace(case, rule, end, rolled.day)
    if raw_grace is not None:
        grace, grace_steps = _roll(case, rule, raw_grace, "grace_")
        args = {"period": str(rule.grace.period) if rule.grace else ""}
        steps += [Step("grace", raw_grace, args, rule.citation), *grace_steps]
        grace_end = grace.day
        steps += _other_grace(case, rule, end, rolled.day, grace_end)
    lapses = _lapses(rule, end.day, rolled.day, raw_grace, grace_end)
    if lapses:
        steps.append(Step("lapses", lapses, {}, rule.citation))
    if rule.own_reason:
        steps.append(Step("own_rule", None, {"reason": rule.own_reason, "rule": rule.replaces or "—"}, rule.citation))
    if rule.condition == "resident" and not case.facts.applicant_country:
        steps.append(Step("country_unknown", None, {"office": case.facts.office}, rule.citation))
    if beside := remark(rule, case):
        steps.append(beside)
    return ComputedDeadline(
        rule=rule,
        occurrence=occurrence,
        year=year,
        trigger_date=end.start,
        unrolled_date=end.day,
        due_date=rolled.day,
        earlier_reading=rolled.earlier if rolled.other else None,
        falls_due=end.falls_due or end.day,
        opens_date=opens,
        grace_end=grace_end,
        extendable_to=_extendable(case, rule, end),
        lapses_on=lapses,
        roll_verified=verified,
        past_due=rolled.day < case.today,
        steps=tuple(steps),
    )


def _roll(case: Case, rule: Rule, day: date, prefix: str) -> tuple[Rolled, list[Step]]:
    name = case.facts.receiving_office if rule.calendar == "RO" else rule.calendar
    calendar = case.calendars.get(name)
    if calendar is None:
        unknown = rule.calendar == "RO"
        step = Step(f"{prefix}{'roll_unknown' if unknown else 'no_roll'}", day, {}, rule.citation)
        return Rolled(day, verified=not unknown), [step]
    rolled = calendar.roll(day)
    steps = []
    if rolled.day != day:
        args: dict[str, str | int] = {"calendar": name, "reason": rolled.reasons[0][1]}
        steps.append(Step(f"{prefix}roll", rolled.day, args, calendar.source))
    if rolled.other is not None:
        steps.append(Step(f"{prefix}other_reading", rolled.other, {"calendar": name}, calendar.source))
    if not rolled.verified:
        args = {"calendar": name, "year": calendar.last_year}
        steps.append(Step(f"{prefix}roll_unverified", rolled.day, args, calendar.source))
    return rolled, steps


def _opens(case: Case, rule: Rule, end: _End) -> date | None:
    """Return the first day of the window: counted from its own anchor, or back from the due date (EPC R51(1))."""
    if rule.opens_before is not None:
        back = shift_months(end.day, -rule.opens_before.months)
        return month_end(back) if end.counting is Counting.EOM else back
    if rule.opens is None or rule.opens.period is None:
        return None
    day = case.anchor(rule.opens.anchor)
    return corresponding(day, rule.opens.period) if isinstance(day, date) else None


def _grace(case: Case, rule: Rule, end: _End, rolled: date) -> date | None:
    """Return the un-rolled end of the grace period.

    From its own anchor where it has one (US, CN national phase); from the rolled end in JP and KR; otherwise from the
    un-rolled due date (EPO J 4/91, CN R115, FR), a month end always to a month end.
    """
    if rule.grace is None or rule.grace.period is None:
        return None
    if rule.grace.anchor:
        event = case.latest(rule.grace.anchor) if rule.grace.anchor in case.rulebook.event_classes else None
        known = rule.grace.anchor in FACT_FIELDS or rule.grace.anchor == "priority_or_filing"
        day = case.anchor(rule.grace.anchor) if known else (event.event_date if event else None)
        return count(rule.grace.counting, day, rule.grace.period) if isinstance(day, date) else None
    if end.counting is Counting.EOM:
        return count(Counting.EOM, end.day, rule.grace.period)
    return count(rule.grace.counting, rolled if rule.grace_rolled else end.day, rule.grace.period)


def _other_grace(case: Case, rule: Rule, end: _End, rolled: date, grace_end: date) -> list[Step]:
    """Say when grace ends by the other reading, where the law does not say from which end it starts."""
    if not rule.grace_open or rule.grace is None or rule.grace.period is None:
        return []
    raw = count(rule.grace.counting, end.day if rule.grace_rolled else rolled, rule.grace.period)
    other = _roll(case, rule, raw, "")[0].day
    return [] if other == grace_end else [Step("grace_other_reading", other, {}, rule.citation)]


def _lapses(rule: Rule, raw: date, due: date, raw_grace: date | None, grace: date | None) -> date | None:
    """Return the day from which the right is lost."""
    days = {
        Lapse.AFTER: due + ONE_DAY,
        Lapse.DUE: raw,
        Lapse.AFTER_DUE: raw + ONE_DAY,
        Lapse.GRACE: raw_grace,
        Lapse.AFTER_GRACE: grace + ONE_DAY if grace else None,
    }
    return days.get(rule.lapse)


def _extendable(case: Case, rule: Rule, end: _End) -> date | None:
    """Return the last day with the longest extension, as one aggregate period from the original trigger.

    What was granted already is part of the longest; when nothing is left of it, None.
    """
    if rule.extension is None or (end.granted is not None and not _longer(rule.extension, end.granted)):
        return None
    whole = end.period + rule.extension
    if end.granted is not None:
        whole = Period.of(months=whole.months - end.granted.months, days=whole.days - end.granted.days)
    raw = count(end.counting, end.start, whole) + timedelta(days=end.extra_days)
    return _roll(case, rule, raw, "")[0].day


def _longer(one: Period, other: Period) -> bool:
    return (one.months, one.days) > (other.months, other.days)
