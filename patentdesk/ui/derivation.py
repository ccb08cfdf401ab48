"""Say in sentences why a deadline falls on its day."""

from __future__ import annotations

from collections.abc import Mapping

from patentdesk.docketing.records import Deadline
from patentdesk.ui import formats
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.tongue import Tongue

_MARK_TONES = {"primary": "success", "secondary": "warning", "knowledge": "warning"}


def write_derivation(page: Leaflet, say: Tongue, deadline: Deadline | None) -> None:
    """Write the derivation step by step, each with the date it gave and the law behind it."""
    page.begin()
    if deadline is None:
        page.text(say("ui.explain.none"), role="muted")
        page.finish()
        return
    due = formats.day(deadline.due_date) or say("ui.blocked.True")
    page.section(say("ui.explain.title", task=say.words.code("task", deadline.task), day=due))
    if deadline.problem:
        key = f"problem.{deadline.problem}"
        page.text(say(key) if say.words.has(key) else deadline.problem, tone="warning")
    for step in deadline.steps:
        page.fact(str(step.get("date", "")), step_text(say, step))
    mark = say.words.code("confidence", deadline.confidence)
    page.fact(say("ui.explain.rule"), formats.listed((deadline.rule_id, mark)), tone=_MARK_TONES.get(deadline.confidence, ""))
    if not deadline.roll_verified:
        page.text(say("ui.explain.unverified"), tone="warning")
    page.finish()


def step_text(say: Tongue, step: Mapping[str, object]) -> str:
    """Return one step as a sentence with its citation."""
    code, args = str(step.get("code", "")), step.get("args", {})
    known = dict(args) if isinstance(args, Mapping) else {}
    named = {key: say.words.code(key, str(value)) for key, value in known.items()}
    text = say(f"step.{code}", **named) if say.words.has(f"step.{code}") else formats.listed((code, *map(str, known.values())))
    citation = str(step.get("citation", ""))
    return f"{text}  [{citation}]" if citation else text
