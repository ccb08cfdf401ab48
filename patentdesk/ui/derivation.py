"""Say in sentences why a deadline falls on its day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from patentdesk.docketing.records import Deadline
from patentdesk.ui import formats
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.tongue import Tongue

_MARK_TONES = {"primary": "success", "secondary": "warning", "knowledge": "warning"}
_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = ("years", "months", "weeks", "days")


def write_derivation(
    page: Leaflet, say: Tongue, deadline: Deadline | None, number: str = "", steps: Sequence[Mapping[str, object]] = ()
) -> None:
    """Write a deadline's derivation step by step, then the law behind it and how far the rule was verified."""
    page.begin()
    if deadline is None:
        page.text(say("ui.explain.none"), role="muted")
        page.finish()
        return
    task = say.words.code("task", deadline.task)
    if deadline.due_date is None:
        page.section(say("ui.explain.blocked", task=task, number=number))
    else:
        page.section(say("ui.explain.title", task=task, number=number, day=formats.day(deadline.due_date)))
    for place, step in enumerate(steps, start=1):
        page.fact(str(place), step_text(say, step), tip=str(step.get("citation", "")))
    citations = dict.fromkeys(str(step.get("citation", "")) for step in steps)
    page.fact(say("ui.explain.law"), "\n".join(one for one in citations if one))
    page.fact(
        say("ui.explain.rule"),
        formats.listed((deadline.rule_id, say.words.code("confidence", deadline.confidence))),
        tone=_MARK_TONES.get(deadline.confidence, ""),
    )
    if not deadline.roll_verified:
        page.text(say("ui.explain.unverified"), tone="warning")
    page.finish()


def step_text(say: Tongue, step: Mapping[str, object]) -> str:
    """Return one step as a sentence; an unknown step shows its code and its arguments."""
    code, args = str(step.get("code", "")), step.get("args", {})
    known = dict(args) if isinstance(args, Mapping) else {}
    if not say.words.has(f"step.{code}"):
        return formats.listed((code, *map(str, known.values())))
    return say(f"step.{code}", **{key: _named(say, key, str(value)) for key, value in known.items()})


def period_text(say: Tongue, period: str) -> str:
    """Return an ISO 8601 period in words: 'P1Y6M' as 1 year 6 months; anything else as it is."""
    found = _PERIOD.fullmatch(period)
    if found is None or not any(found.groups()):
        return period
    parts = [say(f"ui.period.{unit}", n=int(n)) for unit, n in zip(_UNITS, found.groups(), strict=True) if n]
    return " ".join(parts) if say.language == "en" else "".join(parts)


def _named(say: Tongue, key: str, value: str) -> str:
    return period_text(say, value) if key == "period" else say.words.code(key, value)
