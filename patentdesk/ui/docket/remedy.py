"""Give a deadline the fact that it waits for: one form for exactly that field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent
from patentdesk.services import editing
from patentdesk.services.docket import DocketItem
from patentdesk.ui.forms import Field
from patentdesk.ui.panel import Panel

_DATES = frozenset(FACT_FIELDS.values())


class Remedies:
    """The remedies of one docket panel."""

    def __init__(self, panel: Panel) -> None:
        """Serve a panel."""
        self._panel = panel

    def offer(self, item: DocketItem) -> None:
        """Open the form for the missing or impossible fact; where no single field helps, say what does."""
        panel, say = self._panel, self._panel.say
        name = field_of(item.deadline.problem)
        if name in Patent.__dataclass_fields__:
            self._ask(item, name)
        elif name == "period":
            panel.commands["correct"]()
        else:
            key = f"problem.{item.deadline.problem}"
            what = say(key) if say.words.has(key) else item.deadline.problem
            panel.bar.show_word("remedy", "note", "ui.remedy.none", what=what or say("ui.blocked.False"))

    def _ask(self, item: DocketItem, name: str) -> None:
        panel, say, desk = self._panel, self._panel.say, self._panel.desk
        if desk is None:
            return
        patent = item.patent
        title = say.words.code("field", name)
        known = getattr(patent, name)
        value = known.isoformat() if hasattr(known, "isoformat") else "" if known is None else str(known)
        hint = "2026-01-31" if name in _DATES else ""

        def answer(values: Mapping[str, Any]) -> None:
            panel.session.operate(
                "ui.job.edit", lambda _progress: editing.edit_patents(desk, [patent.id], **{name: values[name]}),
                panel.bar, lambda _changes: panel.bar.show_word("done", "success", "ui.remedy.done", field=title),
            )  # fmt: skip

        fields = [Field(name, f"field.{name}", value=value, hint=hint)]
        panel.ask(say("ui.remedy.title", number=number_of(patent), field=title), fields, say("ui.save"), answer)


def field_of(problem: str) -> str:
    """Return the field that a problem of a deadline names; '' when it names none."""
    for start in ("missing_", "impossible_", "unknown_"):
        if problem.startswith(start):
            name = problem.removeprefix(start)
            return FACT_FIELDS.get(name, name)
    return ""
