"""Ask what a review needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from patentdesk.core.months import shift_months
from patentdesk.services.campaigns import free_name
from patentdesk.triage.decisions import DecisionRule
from patentdesk.triage.records import ConsentAct
from patentdesk.ui.forms import Field
from patentdesk.ui.tongue import Tongue

MONTHS = ("6", "3", "12", "")
"""Annuities due within so many months; '' takes every patent of the query."""
HALF_YEAR = 6
_NEXT_LOOK_DAYS = 90


def create_fields(say: Tongue, today: date, taken: Sequence[str], models: Sequence[str]) -> list[Field]:
    """Return the fields for a new review; the name offered is none that is taken."""
    spans = [(one, say("ui.triage.months", n=int(one)) if one else say("ui.triage.all")) for one in MONTHS]
    name = free_name(taken, say("ui.triage.default_name", day=today.isoformat()))
    return [
        Field("name", "ui.triage.name", value=name, stretch=1),
        Field("months", "ui.triage.scope", "choice", spans),
        Field("model", "ui.triage.model", "choice", [(one, say.words.code("model", one)) for one in models]),
        Field("due_on", "ui.triage.due_on", "date", value=shift_months(today, HALF_YEAR).isoformat()),
    ]


def assign_fields(say: Tongue, groups: Sequence[str]) -> list[Field]:
    """Return the fields that share patents out: to one person, or by a group."""
    ways = [("", say("ui.triage.assign.picked")), *((one, say(f"ui.triage.assign.by_{one}")) for one in groups)]
    return [
        Field("by", "ui.triage.assign.how", "choice", ways),
        Field("assignee", "ui.triage.assignee", optional=True, hint=say("ui.triage.assignee.hint"), stretch=1),
    ]


def stage_fields(say: Tongue, due: date) -> list[Field]:
    """Return the fields of a stage: its day, and whether it is done."""
    states = [(one, say(f"ui.triage.stage.set_{one}")) for one in ("done", "open")]
    return [
        Field("state", "ui.triage.stage.state", "choice", states),
        Field("due", "ui.triage.stage.day", "date", value=due.isoformat()),
    ]


def consent_fields(say: Tongue, owners: Sequence[str], today: date) -> list[Field]:
    """Return the fields of a co-owner's consent."""
    return [
        Field("owner", "ui.triage.consent.owner", "choice", [(one, one) for one in owners]),
        Field("act", "ui.triage.consent.act", "choice", [(one, say.words.code("consent", one)) for one in ConsentAct]),
        Field("given_on", "ui.triage.consent.given_on", "date", value=today.isoformat()),
        Field("reference", "ui.triage.consent.reference", stretch=1),
    ]


def next_look(today: date) -> date:
    """Return the day of the next look when nobody names another."""
    return today + timedelta(_NEXT_LOOK_DAYS)


def defer_fields(rule: DecisionRule, today: date) -> list[Field]:
    """Return what a decision demands beyond its code."""
    fields = [Field("reason", "ui.triage.reason", optional=not rule.needs_reason, stretch=1)]
    if rule.needs_date:
        fields.append(Field("review_on", "ui.triage.review_on", "date", value=next_look(today).isoformat()))
    return fields
