"""Keep exchange rates with date and source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from patentdesk.portfolio.records import ExchangeRate
from patentdesk.services import exchange
from patentdesk.ui import formats
from patentdesk.ui.forms import Field
from patentdesk.ui.models import Column
from patentdesk.ui.panel import Panel
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.valuecolumns import source_text
from patentdesk.ui.valuing.recordpage import RecordPage


class RatesPage(RecordPage):
    """The exchange rates that fees and foreign prices are converted by."""

    def __init__(self, panel: Panel) -> None:
        """Show the rates of the file, then the placeholders."""
        super().__init__(panel, "ui.value.rates.title", "rates", _columns(panel.say), exchange.rates)
        self.tool("ui.value.rates.add", self.add, look="primary")
        self.tool("ui.value.remove", self.remove)
        self.retranslate()

    def take(self, found: list[ExchangeRate]) -> None:
        """Show them, and how many are only placeholders."""
        super().take(found)
        waiting = sum(one.confidence == "P" for one in found)
        self.told.setText(self.say("ui.value.rates.waiting", n=waiting) if waiting else "")

    def add(self) -> None:
        """Ask for a rate."""
        today = self.panel.session.today() or date.min
        fields = [
            Field("currency", "rates.currency", value="USD", hint="USD"), Field("rate", "rates.rate"),
            Field("as_of", "rates.as_of", "date", value=today.isoformat()),
            Field("source", "rates.source", stretch=1), Field("link", "deal.link", optional=True),
        ]  # fmt: skip
        self.ask("ui.value.rates.add", fields, self._state)

    def _state(self, values: Mapping[str, Any]) -> None:
        self.operate(
            lambda desk, _progress: exchange.set_rate(
                desk, values["currency"], values["rate"], values["as_of"], source=values["source"], link=values["link"]
            )
        )

    def remove(self) -> None:
        """Take the selected rates away; placeholders stay."""
        ids = [one.id for one in self.chosen() if one.id]
        if ids:
            self.operate(lambda desk, _progress: exchange.remove_rates(desk, ids))


def _columns(say: Tongue) -> list[Column]:
    def mark(one: ExchangeRate) -> str:
        return say.words.code("confidence", one.confidence)

    return [
        Column("currency", "rates.currency", lambda one: one.currency, 90, sort=lambda one: one.currency),
        Column("rate", "rates.rate", lambda one: one.rate, 110, right=True, sort=lambda one: float(one.rate)),
        Column("as_of", "rates.as_of", lambda one: formats.day(one.as_of), 104, sort=lambda one: one.as_of),
        Column("mark", "ui.column.confidence", mark, 150, sort=mark, dot=True,
               tone=lambda one: "danger" if one.confidence == "P" else "success"),
        Column("source", "rates.source", lambda one: source_text(say, one.source), 380, sort=lambda one: one.source),
        Column("owner", "ui.column.owner", lambda one: one.owner, 90, sort=lambda one: one.owner),
    ]  # fmt: skip
