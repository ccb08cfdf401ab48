"""Say in sentences why a deadline falls on its day: every step, the law, the calendar, both readings, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from patentdesk.docketing.citations import written
from patentdesk.docketing.derivation import Step, told
from patentdesk.docketing.lawtext import law_name, law_text
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import Rule
from patentdesk.portfolio.numbers import number_of
from patentdesk.services.docket import DocketItem
from patentdesk.services.reasons import Reason
from patentdesk.ui import formats
from patentdesk.ui.docket.columns import task_text
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.tongue import Tongue

_TONES = {"primary": "success", "secondary": "warning", "knowledge": "warning"}


def write_reason(page: Leaflet, say: Tongue, item: DocketItem | None, reason: Reason | None) -> None:
    """Write the reason of a deadline's date; None: how to get one."""
    page.begin()
    if item is None or reason is None:
        page.text(say("ui.explain.none"), role="muted")
        page.finish()
        return
    one = item.deadline
    args = {"task": task_text(say, item), "number": number_of(item.patent)}
    if one.due_date is None:
        page.section(say("ui.explain.blocked", **args))
        if one.problem and say.words.has(f"problem.{one.problem}"):
            page.text(say(f"problem.{one.problem}"), tone="warning")
    else:
        page.section(say("ui.explain.title", day=formats.day(one.due_date), **args))
    if one.earlier_reading is not None:
        page.text(say("ui.explain.readings", later=one.due_date, earlier=one.earlier_reading), tone="warning")
    _write_steps(page, say, reason.steps)
    write_rule(page, say, reason.rule, one.rule_id, reason.law_version)
    _write_calendar(page, say, reason, verified=one.roll_verified)
    page.finish()


def write_computed(page: Leaflet, say: Tongue, one: ComputedDeadline, law_version: str) -> None:
    """Write the reason of a deadline that was computed without being stored."""
    page.begin()
    name = say.words.code("task", one.task)
    task = f"{name} · {say('ui.patent_year', year=one.year)}" if one.year else name
    day = formats.day(one.due_date)
    page.section(say("ui.explain.computed", task=task, day=day) if day else task)
    if one.earlier_reading is not None:
        page.text(say("ui.explain.readings", later=one.due_date, earlier=one.earlier_reading), tone="warning")
    _write_steps(page, say, [_stored(step) for step in one.steps])
    write_rule(page, say, one.rule, one.rule.id, law_version)
    if not one.roll_verified:
        page.text(say("ui.explain.unverified"), tone="warning")
    page.finish()


def _stored(step: Step) -> Mapping[str, object]:
    return step.stored()


def _write_steps(page: Leaflet, say: Tongue, steps: Sequence[Mapping[str, object]]) -> None:
    for place, step in enumerate(steps, start=1):
        day = str(step.get("date", "") or "")
        page.fact(f"{place}  {day}", told(step, say.words))


def write_rule(page: Leaflet, say: Tongue, rule: Rule | None, rule_id: str, version: str) -> None:
    """Write what a rule says, from which law, how sure that is, and why it is a rule of one's own."""
    if rule is None:
        page.fact(say("ui.explain.rule"), say("ui.explain.no_rule", rule=rule_id), tone="warning")
        return
    mark = say.words.code("confidence", rule.confidence)
    named, tip = (rule.id, rule_name(say, rule), mark), (rule.title, law_name(rule.confidence_text, say.words))
    tone = _TONES.get(rule.confidence, "")
    page.fact(say("ui.explain.rule"), formats.listed(named), tone=tone, tip=formats.listed(tip))
    page.fact(say("ui.explain.law"), written(rule.citation, say.language), tip=rule.source)
    page.fact(say("ui.explain.version"), formats.listed((version, span_text(say, rule))))
    page.fact(say("ui.explain.text"), law_text(rule, rule.details, say.words), always=False)
    page.fact(say("ui.explain.consequence"), law_name(rule.consequence, say.words), always=False)
    page.fact(say("ui.explain.remedy"), law_text(rule, rule.remedy, say.words), always=False)
    page.fact(say("ui.explain.extension"), law_text(rule, rule.extension_text, say.words), always=False)
    page.fact(say("ui.explain.grace"), law_text(rule, rule.grace_text, say.words), always=False)
    page.fact(say("ui.explain.source"), rule.source, always=False)
    if rule.own_reason:
        page.text(say("ui.explain.own", reason=rule.own_reason), tone="warning")


def rule_name(say: Tongue, rule: Rule) -> str:
    """Return what a rule asks for: its title, or the name of its task where a rule of one's own has none."""
    return law_name(rule.title, say.words) or say.words.code("task", rule.task)


def span_text(say: Tongue, rule: Rule) -> str:
    """Return when a rule is law: between two days, since one, up to one, or always."""
    ends = {(True, True): "valid", (True, False): "valid_since", (False, True): "valid_until"}
    key = ends.get((rule.valid_from is not None, rule.valid_to is not None), "valid_always")
    return say(f"ui.explain.{key}", first=formats.day(rule.valid_from), last=formats.day(rule.valid_to))


def _write_calendar(page: Leaflet, say: Tongue, reason: Reason, *, verified: bool) -> None:
    calendar = reason.calendar
    if calendar is not None:
        args = {"first": calendar.first_year, "last": calendar.last_year}
        name = reason.rule.calendar if reason.rule is not None else ""
        page.fact(say("ui.explain.calendar"), say("ui.explain.published", name=name, **args))
    if not verified:
        page.text(say("ui.explain.unverified"), tone="warning")
