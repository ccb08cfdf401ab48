"""Show what changed in the docket since the user last looked: what, from what to what, by whom."""

from __future__ import annotations

from collections.abc import Callable

from patentdesk.portfolio.numbers import number_of
from patentdesk.services.news import News, SinceThen
from patentdesk.ui import formats
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_TONES = {"new": "accent", "moved": "warning", "gone": "danger", "state": "success", "verified": "success"}
KINDS = ("new", "moved", "gone", "state", "verified", "person")


class NewsPage(Page):
    """The news; marking them as seen begins anew from now."""

    def __init__(self, panel: Panel, news: SinceThen, seen: Callable[[], None]) -> None:
        """Show these news; ``seen`` remembers that the user saw them."""
        super().__init__(panel.say, "ui.news.title")
        self._panel = panel
        self._news = news
        self._seen = seen
        self.model = TableModel(_columns(panel.say), panel.say, panel.around.appearance)
        self.table = TableView("docket.news", self.model, panel.say, panel.around.settings)
        self.table.current_changed.connect(self._point)
        self.tool("ui.news.seen", self.mark, look="primary")
        self.column.addWidget(self.table, 1)
        self.model.set_rows(ListRows(list(news.news)))
        self.retranslate()

    def enter(self) -> None:
        """Begin at the newest."""
        self.table.setFocus()
        if self._news.news:
            self.table.go(0)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        counts = [self.say(f"ui.news.count.{kind}", n=self._news.counts[kind]) for kind in KINDS
                  if self._news.counts.get(kind)]  # fmt: skip
        more = [self.say("ui.news.more", n=self._news.more)] if self._news.more else []
        since = self.say("ui.news.since", at=formats.moment(self._news.since)) if self._news.since else ""
        self.subtitle.setText(formats.listed((since, *counts, *more)) or self.say("ui.news.none"))

    def mark(self) -> None:
        """Remember that all this was seen."""
        self.left.emit()
        self._seen()

    def _point(self, news: News | None) -> None:
        if news is not None and news.patent is not None:
            self._panel.session.point_at(news.patent.id)


def _columns(say: Tongue) -> list[Column]:
    def kind(one: News) -> str:
        return say(f"ui.news.{one.kind}")

    def task(one: News) -> str:
        return say.words.code("task", one.task)

    def number(one: News) -> str:
        return number_of(one.patent) if one.patent is not None else ""

    def named(text: str) -> str:
        return say.words.code("deadline_state", text)

    def verb(one: News) -> str:
        key = f"verb.{one.verb}"
        return say(key, file="", n="", person="").strip() if say.words.has(key) else one.verb.replace("_", " ")

    return [
        Column("kind", "ui.proposal.kind", kind, 110, sort=kind, tone=lambda one: _TONES.get(one.kind, ""), dot=True),
        Column("number", "ui.column.number", number, 140, sort=number),
        Column("task", "ui.column.task", task, 190, sort=task),
        Column("before", "ui.proposal.before", lambda one: named(one.before), 100, sort=lambda one: one.before),
        Column("after", "ui.proposal.after", lambda one: named(one.after), 100, sort=lambda one: one.after),
        Column("user", "ui.news.by", lambda one: one.user, 90, sort=lambda one: one.user),
        Column("at", "ui.news.at", lambda one: formats.moment(one.at), 130, sort=lambda one: one.at),
        Column("verb", "ui.news.verb", verb, 150, sort=verb),
    ]  # fmt: skip
