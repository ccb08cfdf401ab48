"""Divide what a pool of the selected patents earns among their members."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from patentdesk.core.progress import Progress
from patentdesk.services import pooling
from patentdesk.services.desk import Desk
from patentdesk.services.pool_sheets import write_division
from patentdesk.services.pool_terms import Rule, read_income, read_terms
from patentdesk.services.pooling import Division, Part
from patentdesk.ui import formats
from patentdesk.ui.forms import Field
from patentdesk.ui.models import Column
from patentdesk.ui.panel import Panel
from patentdesk.ui.valuing.recordpage import RecordPage

_SHEET = "*.xlsx"


class PoolPage(RecordPage):
    """The members' parts of an income that was asked for; nothing is stored."""

    def __init__(self, panel: Panel) -> None:
        """Show nothing until an income is stated."""
        super().__init__(panel, "ui.value.pool.title", "pool", _columns(), self._divided)
        self._stated: Mapping[str, Any] = {}
        self.tool("ui.value.pool.divide", self.divide, look="primary")
        self.tool("ui.value.export", self.write_out)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what was found in the new language too."""
        super().retranslate()
        self.reload()

    def enter(self) -> None:
        """Ask for the income at once."""
        super().enter()
        if not self._stated:
            self.divide()

    def divide(self) -> None:
        """Ask for the income and the terms."""
        rules = [(rule.value, self.say(f"pool.rule.{rule.value}")) for rule in Rule]
        yes_no = [("no", self.say("ui.value.pool.no")), ("yes", self.say("ui.value.pool.yes"))]
        held = {name: str(value) for name, value in self._stated.items()}
        fields = [
            Field("income", "ui.value.pool.income", value=held.get("income", ""), hint="4500000:CNY"),
            Field("rule", "ui.value.pool.rule", "choice", rules, held.get("rule", Rule.COUNT.value)),
            *(Field(name, f"ui.value.pool.{name}", value=held.get(name, ""), optional=True, hint=hint)
              for name, hint in (("admin", "10%"), ("offices", "CN:1, US:1.5, *:0.5"), ("decay", "5%"), ("cap", "40%"),
                                 ("worths", "A:1, B:2, A+B:5"))),
            Field("families", "ui.value.pool.families", "choice", yes_no, held.get("families", "no")),
        ]  # fmt: skip
        self.ask("ui.value.pool.title", fields, self._state, "ui.value.pool.divide")

    def _state(self, values: Mapping[str, Any]) -> None:
        self._stated = values
        self.reload()

    def _divided(self, desk: Desk) -> Division | None:
        texts = {name: str(value or "") for name, value in self._stated.items()}
        if not texts:
            return None
        terms = read_terms({**texts, "families": ""}, by_family=texts["families"] == "yes")
        return pooling.divide_pool(desk, self.panel.session.query, read_income(texts["income"]), terms)

    def take(self, found: Division | None) -> None:
        """Show the parts, and what does not count."""
        super().take(found.parts if found is not None else [])
        if found is None:
            self.told.setText(self.say("ui.value.pool.none"))
            return
        lines = [self.say("pool.total", gross=str(found.gross), net=str(found.net))]
        lines += [self.say("pool.left_out", n=len(found.left_out))] if found.left_out else []
        lines += [self.say.words.problem(one) for one in found.problems]
        self.told.setText(" ".join(lines))

    def write_out(self) -> None:
        """Write a line for each patent."""
        if not self._stated:
            self.divide()
            return
        desk = self.panel.desk
        path = self.panel.session.dialogs.save_file(self.say("ui.value.export"), "pool.xlsx", _SHEET)
        if path is not None and desk is not None:
            self.panel.session.look(
                "pool.export", "ui.job.value", partial(self._written, desk, path), partial(self.tell_written, path),
                self.bar.show_problem, shown=True,
            )  # fmt: skip

    def _written(self, desk: Desk, path: Path, _progress: Progress) -> int:
        found = self._divided(desk)
        return 0 if found is None else write_division(desk, found, path, self.say.language)


def _columns() -> list[Column]:
    return [
        Column("member", "pool.head.member", lambda one: one.member or "–", 210, sort=lambda one: one.member),
        Column("patents", "pool.head.patents", lambda one: str(one.patents), 66, right=True,
               sort=lambda one: one.patents),
        Column("weight", "pool.head.weight", lambda one: formats.number(one.weight, 2), 76, right=True,
               sort=lambda one: one.weight),
        Column("share", "pool.head.share", _share, 76, right=True, sort=lambda one: one.share),
        Column("paid", "pool.head.paid", lambda one: str(one.paid), 150, right=True, sort=lambda one: one.paid.minor),
    ]  # fmt: skip


def _share(one: Part) -> str:
    return f"{one.share:.2%}"
