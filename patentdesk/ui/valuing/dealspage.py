"""Keep comparable sales and licences, and what our own patents brought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from patentdesk.core.money import Money
from patentdesk.core.progress import Progress
from patentdesk.portfolio.codes import Segment
from patentdesk.services import comparables
from patentdesk.services.comparables import LICENCE, SALE, Evidence, Imported
from patentdesk.services.desk import Desk
from patentdesk.ui import formats
from patentdesk.ui.forms import Field
from patentdesk.ui.models import Column
from patentdesk.ui.panel import Panel
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.valuing.recordpage import RecordPage
from patentdesk.valuation.records import Deal

_SHEET = "*.xlsx"


class DealsPage(RecordPage):
    """The deals, and what comparables say below them."""

    def __init__(self, panel: Panel) -> None:
        """Show the deals by date."""
        super().__init__(panel, "ui.value.deals.title", "deals", _columns(panel.say), _read)
        self.tool("ui.value.deals.add", self.add, look="primary")
        self.tool("ui.value.import", self.read_in)
        self.tool("ui.value.export", self.write_out)
        self.tool("ui.value.remove", self.remove)
        self.retranslate()

    def take(self, found: tuple[list[Deal], list[Evidence]]) -> None:
        """Show them."""
        super().take(found[0])
        self.told.setText("\n".join(self._said(one) for one in found[1] if one.numbers))

    def _said(self, one: Evidence) -> str:
        points = " / ".join(f"{point:.2%}" if one.kind == LICENCE else f"{point:,.0f}" for point in one.points)
        key = "deal.evidence" if one.enough else "deal.indicative"
        return self.say(key, kind=self.say(f"deal.kind.{one.kind}"), n=len(one.numbers), points=points)

    def add(self) -> None:
        """Ask for a deal."""
        kinds = [(kind, self.say(f"deal.kind.{kind}")) for kind in (SALE, LICENCE)]
        segments = [("", "–"), *((one.value, self.say.words.code("segment", one)) for one in Segment)]
        today = self.panel.session.today() or date.min
        fields = [
            Field("kind", "deal.kind", "choice", kinds, SALE),
            Field("day", "deal.day", "date", value=today.isoformat()),
            Field("parties", "deal.parties", optional=True), Field("technology", "deal.technology", optional=True),
            Field("segment", "deal.segment", "choice", segments), Field("amount", "deal.amount", optional=True),
            Field("currency", "deal.currency", value="CNY"), Field("patents", "deal.patents", value="1"),
            Field("rate", "deal.rate", optional=True, hint="3%"), Field("terms", "deal.terms", optional=True),
            Field("adjust_terms", "deal.adjust_terms", optional=True, hint="-10%"),
            Field("adjust_technology", "deal.adjust_technology", optional=True),
            Field("adjust_time", "deal.adjust_time", optional=True), Field("reason", "deal.reason", optional=True),
            Field("source", "deal.source", stretch=1), Field("link", "deal.link", optional=True),
            Field("patent", "deal.patent", optional=True),
        ]  # fmt: skip
        self.ask("ui.value.deals.add", fields, self._keep)

    def _keep(self, values: Mapping[str, Any]) -> None:
        self.operate(lambda desk, _progress: comparables.add_deal(desk, **values))

    def read_in(self) -> None:
        """Import the rows of a sheet."""
        desk = self.panel.desk
        for path in self.panel.session.dialogs.open_files(self.say("ui.value.import"), _SHEET):
            if desk is not None:
                self.panel.session.operate("ui.job.assumption", partial(_import, desk, path), self.bar, self._imported)

    def _imported(self, done: Imported) -> None:
        said = [self.say.words.problem(one) for one in done.problems[:3]]
        text = self.say("ui.value.deals.imported", added=done.added, known=done.known, left=len(done.problems))
        self.bar.show_word("imported", "warning" if said else "success", "ui.value.plain", text=" ".join([text, *said]))
        self.reload()

    def write_out(self) -> None:
        """Write all deals as a sheet; empty, it is a form to fill."""
        desk = self.panel.desk
        path = self.panel.session.dialogs.save_file(self.say("ui.value.export"), "comparables.xlsx", _SHEET)
        if path is not None and desk is not None:
            language = self.say.language
            self.panel.session.look(
                "deals.export", "ui.job.value", lambda _progress: comparables.export_deals(desk, path, language),
                partial(self.tell_written, path),
                self.bar.show_problem, shown=True,
            )  # fmt: skip

    def remove(self) -> None:
        """Take the selected deals away."""
        ids = [one.id for one in self.chosen()]
        if ids:
            self.operate(lambda desk, _progress: comparables.remove_deals(desk, ids))


def _read(desk: Desk) -> tuple[list[Deal], list[Evidence]]:
    """Return the deals and what comparables of both kinds say."""
    return comparables.deals(desk), [comparables.evidence(desk, kind) for kind in (SALE, LICENCE)]


def _import(desk: Desk, path: Path, _progress: Progress) -> Imported:
    return comparables.import_deals(desk, path)


def _columns(say: Tongue) -> list[Column]:
    def kind(one: Deal) -> str:
        return say(f"deal.kind.{one.kind}")

    def amount(one: Deal) -> str:
        return "" if one.amount_minor is None else str(Money(one.amount_minor, one.currency))

    def whose(one: Deal) -> str:
        return say("ui.value.deals.own" if one.patent_id else "ui.value.deals.other")

    return [
        Column("day", "deal.day", lambda one: formats.day(one.day), 96, sort=lambda one: one.day),
        Column("kind", "deal.kind", kind, 80, sort=kind),
        Column("whose", "ui.value.deals.whose", whose, 104, sort=whose),
        Column("parties", "deal.parties", lambda one: one.parties, 150, sort=lambda one: one.parties),
        Column("technology", "deal.technology", lambda one: one.technology, 130, sort=lambda one: one.technology),
        Column("amount", "deal.amount", amount, 140, right=True, sort=lambda one: one.amount_minor),
        Column("patents", "deal.patents", lambda one: formats.number(one.patents), 116, right=True,
               sort=lambda one: one.patents),
        Column("rate", "deal.rate", lambda one: "" if one.rate is None else f"{one.rate:.2%}", 116, right=True,
               sort=lambda one: one.rate),
        Column("source", "deal.source", lambda one: one.source, 200, sort=lambda one: one.source),
        Column("origin", "deal.origin", lambda one: one.origin, 110, sort=lambda one: one.origin),
    ]  # fmt: skip
