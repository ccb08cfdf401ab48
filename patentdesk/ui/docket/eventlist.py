"""List the events of one patent, to correct one or to take it back."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.docketing.derivation import period_told
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import entering
from patentdesk.services.docket import Recorded
from patentdesk.ui import formats
from patentdesk.ui.docket.eventpage import EventPage
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue


class EventList(Page):
    """The recorded events of a patent."""

    def __init__(self, panel: Panel, patent: Patent, events: Sequence[Event]) -> None:
        """Show these events."""
        super().__init__(panel.say, "ui.events.title")
        self._panel = panel
        self._patent = patent
        self.model = TableModel(_columns(panel.say), panel.say, panel.around.appearance)
        self.table = TableView("docket.events", self.model, panel.say, panel.around.settings)
        self.table.opened.connect(self._open)
        self._correct = self.tool("ui.events.correct", self.correct, look="primary")
        self._remove = self.tool("ui.events.remove", self.remove)
        self.column.addWidget(self.table, 1)
        self.model.set_rows(ListRows(list(events)))
        for control in (self._correct, self._remove):
            control.setEnabled(bool(events) and panel.session.writable)
        self.retranslate()

    def enter(self) -> None:
        """Begin at the latest event."""
        self.table.setFocus()
        if len(self.model.rows):
            self.table.go(0)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        n = len(self.model.rows)
        self.subtitle.setText(self.say("ui.events.of", number=number_of(self._patent), n=n))

    def correct(self) -> None:
        """Open the form of the event under the cursor."""
        event = self.table.current()
        if event is not None:
            self._panel.open_page(EventPage(self._panel, [self._patent], event))

    def remove(self) -> None:
        """Take the event under the cursor back; Undo brings it again."""
        desk, event = self._panel.desk, self.table.current()
        if desk is not None and event is not None:
            self._panel.session.operate(
                "ui.job.record", lambda _progress: entering.remove_event(desk, event.id), self._panel.bar, self._removed
            )

    def _open(self, _event: Event) -> None:
        self.correct()

    def _removed(self, result: Recorded) -> None:
        self._panel.bar.show_word("recorded", "success", "ui.entering.recorded", **result.difference.counts)
        self.left.emit()


def _columns(say: Tongue) -> list[Column]:
    def kind(one: Event) -> str:
        return say.words.code("event", one.kind)

    def channel(one: Event) -> str:
        return say(f"ui.channel.{one.channel or 'rule'}")

    return [
        Column("date", "ui.event.date", lambda one: formats.day(one.event_date), 100, sort=lambda one: one.event_date),
        Column("kind", "ui.event.kind", kind, 240, sort=kind),
        Column("channel", "ui.event.channel", channel, 110, sort=channel),
        Column("received", "ui.entering.received", lambda one: formats.day(one.received_date), 100,
               sort=lambda one: one.received_date),
        Column("period", "ui.event.period", lambda one: period_told(one.period, say.words), 100,
               sort=lambda one: one.period),
        Column("year", "ui.event.year", lambda one: str(one.year or ""), 88, sort=lambda one: one.year),
        Column("reference", "ui.event.reference", lambda one: one.reference, 140, sort=lambda one: one.reference),
        Column("note", "field.note", lambda one: one.note, 160, sort=lambda one: one.note),
    ]  # fmt: skip
