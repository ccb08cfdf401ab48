"""Ask what a review needs to know."""

from __future__ import annotations

from datetime import date, timedelta

from patentdesk.triage.decisions import DecisionRule
from patentdesk.ui.forms import Field
from patentdesk.ui.tongue import Tongue

MONTHS = ("6", "3", "12", "")
"""Annuities due within so many months; '' takes every patent of the query."""
_NEXT_LOOK_DAYS = 90


def create_fields(say: Tongue, today: date) -> list[Field]:
    """Return the fields for a new review."""
    spans = [(one, say("ui.triage.months", n=int(one)) if one else say("ui.triage.all")) for one in MONTHS]
    return [
        Field("name", "ui.triage.name", value=say("ui.triage.default_name", day=today.isoformat()), stretch=1),
        Field("months", "ui.triage.scope", "choice", spans),
    ]


def defer_fields(rule: DecisionRule, today: date) -> list[Field]:
    """Return what a decision demands beyond its code."""
    later = (today + timedelta(_NEXT_LOOK_DAYS)).isoformat()
    fields = [Field("reason", "ui.triage.reason", optional=not rule.needs_reason, stretch=1)]
    if rule.needs_date:
        fields.append(Field("review_on", "ui.triage.review_on", "date", value=later))
    return fields
