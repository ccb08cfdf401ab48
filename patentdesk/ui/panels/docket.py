"""Show what is due: deadlines by nearness, why each falls on its day, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QSplitter, QToolButton, QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.data import Workload
from patentdesk.docketing.records import OPEN_STATES
from patentdesk.services import docket
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.docket import DocketDifference, DocketItem
from patentdesk.services.reasons import steps_of
from patentdesk.ui.buckets import BUCKETS, TONES, bucket_of, counted
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.columns import number_of
from patentdesk.ui.derivation import write_derivation
from patentdesk.ui.difference import Preview, differing, preview, tell_difference
from patentdesk.ui.docketcolumns import docket_columns
from patentdesk.ui.eventform import event_fields
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.forms import Field
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.models import ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import button, retone
from patentdesk.ui.proposal import Offer
from patentdesk.ui.session import Session
from patentdesk.ui.settings import STRIP
from patentdesk.ui.tables import TableView

_TABLE_HEIGHT = 150
_MONTHS_BACK = 6
_MONTHS_AHEAD = 18
"""The part of the docket that the chart of the workload shows; the list shows all of it."""


@dataclass(frozen=True, slots=True)
class _Read:
    items: list[DocketItem]
    workload: list[Workload]


class DocketPanel(Panel):
    """The deadlines of the selected patents."""

    place = "docket"
    kinds = frozenset({Kind.DEADLINES, Kind.EVENTS, Kind.PATENTS})

    def __init__(self, session: Session) -> None:
        """Lay the panel out."""
        super().__init__(session)
        self.items: list[DocketItem] = []
        self.bucket = ""
        self.model = TableModel(docket_columns(self.say, self._today), self.say, self.around.appearance)
        self.table = TableView("docket", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.table.opened.connect(self._open)
        self.chart = ChartView(session, chart("workload"))
        self.chart.clicked.connect(session.narrow)
        self.reason = Leaflet()
        self._buttons = {
            "record": button(self.head, self.record, look="flat"),
            "done": button(self.head, self.done, look="flat"),
            "waive": button(self.head, self.waive, look="flat"),
            "recompute": button(self.head, self.recompute, look="flat"),
            "export": button(self.head, self.export, look="flat"),
        }
        self.set_body(self._body())
        self.commands = {
            "record": self.record, "explain": self.explain, "done": self.done, "waive": self.waive,
            "reopen": self.reopen, "recompute": self.recompute, "export": self.export, "strip": self.toggle_strip,
            "columns": self.table.choose_columns,
        }  # fmt: skip

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._chips = self._make_chips(column)
        below = QSplitter(Qt.Orientation.Vertical)
        upper = QSplitter(Qt.Orientation.Vertical)
        upper.addWidget(self.chart)
        upper.addWidget(self.table)
        upper.setStretchFactor(1, 1)
        upper.setSizes([150, 400])
        below.addWidget(upper)
        below.addWidget(self.reason)
        below.setStretchFactor(0, 1)
        below.setSizes([430, 190])
        for split in (upper, below):
            split.setHandleWidth(1)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.chart.setVisible(self.around.settings.get(STRIP))
        column.addWidget(below, 1)
        return body

    def _make_chips(self, column: QVBoxLayout) -> dict[str, QToolButton]:
        row = FlowLayout()
        row.setContentsMargins(14, 2, 14, 8)
        group = QButtonGroup(self)
        chips = {}
        for name in ("", *BUCKETS):
            chip = QToolButton()
            chip.setCheckable(True)
            chip.setChecked(not name)
            chip.setProperty("chip", True)
            chip.clicked.connect(partial(self._choose_bucket, name))
            group.addButton(chip)
            row.addWidget(chip)
            chips[name] = chip
        column.addLayout(row)
        return chips

    def refresh(self) -> None:
        """Read the open deadlines of the query's patents."""
        desk, query = self.desk, self.session.query
        if desk is None:
            self._take(_Read([], []))
            return
        self.session.look("docket", "ui.job.docket", lambda _progress: _read(desk, query), self._take)

    def fill(self) -> None:
        """Offer what an empty docket needs."""
        if self.desk is None:
            self.session.place_wanted.emit("open")
        elif self.session.state.total == 0:
            self.session.place_wanted.emit("intake")
        else:
            self.recompute()

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        for name, control in self._buttons.items():
            control.setText(self.say(f"ui.action.docket.{name}"))
        self.table.setAccessibleName(self.say("ui.place.docket"))
        key = "ui.empty.no_file" if self.desk is None else "ui.empty.docket"
        if self.desk is not None and self.session.state.total == 0:
            key = "ui.empty.portfolio"
        self.empty.tell(self.say(f"{key}.title"), self.say(f"{key}.text"), self.say(f"{key}.button"))
        self._tell_counts()
        self._write_reason(self.table.current())

    # What can be done

    def record(self) -> None:
        """Ask for an event of the patent under the cursor and record it."""
        desk, patent_id = self.desk, self.session.current
        if desk is None or patent_id is None:
            return

        def answer(entered: Mapping[str, Any]) -> None:
            values = {**entered, "year": int(entered["year"]) if str(entered["year"]).isdigit() else None}
            self.session.operate(
                "ui.job.record", lambda _progress: docket.record_event(desk, [patent_id], **values), self.bar,
                partial(self._recorded, str(values["kind"])),
            )  # fmt: skip

        fields = event_fields(self.say, desk.clock.today())
        self.ask(self.say("ui.event.title", number=self._number()), fields, self.say("ui.event.send"), answer)

    def done(self) -> None:
        """Ask for the proof that the selected deadlines were met, and close them."""
        desk, ids = self.desk, self._deadline_ids()
        if desk is None or not ids:
            return

        def answer(values: Mapping[str, Any]) -> None:
            self.session.operate(
                "ui.job.done",
                lambda _progress: docket.close_deadline(desk, ids, values["done_date"], values["proof"]),
                self.bar,
            )

        fields = [
            Field("done_date", "ui.done.date", "date", value=desk.clock.today().isoformat()),
            Field("proof", "ui.done.proof", hint=self.say("ui.done.proof.hint"), stretch=1),
        ]
        self.ask(self.say("ui.done.title", n=len(ids)), fields, self.say("ui.done.send"), answer)

    def waive(self) -> None:
        """Ask why the selected deadlines need not be met, and waive them."""
        desk, ids = self.desk, self._deadline_ids()
        if desk is None or not ids:
            return

        def answer(values: Mapping[str, Any]) -> None:
            self.session.operate(
                "ui.job.waive", lambda _progress: docket.waive_deadline(desk, ids, values["reason"]), self.bar
            )

        fields = [Field("reason", "ui.waive.reason", hint=self.say("ui.waive.reason.hint"), stretch=1)]
        self.ask(self.say("ui.waive.title", n=len(ids)), fields, self.say("ui.waive.send"), answer)

    def reopen(self) -> None:
        """Open the selected deadlines again."""
        desk, ids = self.desk, self._deadline_ids()
        if desk is not None and ids:
            self.session.operate("ui.job.reopen", lambda _progress: docket.reopen_deadline(desk, ids), self.bar)

    def recompute(self) -> None:
        """Compute the docket of all patents anew and show what would change; an empty docket is filled at once."""
        desk = self.desk
        if desk is None:
            return
        if not self.session.writable:
            self.bar.show_word("problem", "warning", "ui.read_only")
            return
        self.session.look(
            "docket.preview", "ui.job.recompute", lambda progress: preview(desk, progress), self._compared,
            self.bar.show_problem, shown=True,
        )  # fmt: skip

    def apply(self) -> None:
        """Store what the computation gives."""
        desk = self.desk
        self.keep()
        if desk is not None:
            self.session.operate(
                "ui.job.recompute", lambda progress: docket.recompute(desk, None, progress), self.bar, self._recomputed
            )

    def explain(self) -> None:
        """Bring the derivation of the date under the cursor into view."""
        self.reason.setVisible(not self.reason.isVisibleTo(self))

    def export(self) -> None:
        """Write the docket into a workbook or a calendar file."""
        desk, query = self.desk, self.session.query
        name = self.say("ui.export.docket_name")
        title = self.say("ui.action.docket.export")
        path = self.session.dialogs.save_file(title, f"{name}.xlsx", "*.xlsx;;*.ics;;*.csv")
        if desk is not None and path is not None:
            self.session.look(
                "export.docket",
                "ui.job.export",
                lambda _progress: docket.export_docket(desk, path, query, language=self.say.language),
                partial(self._exported, str(path)), self.bar.show_problem, shown=True, query=False,
            )  # fmt: skip

    def toggle_strip(self) -> None:
        """Show or fold the chart away."""
        shown = not self.chart.isVisibleTo(self)
        self.chart.setVisible(shown)
        self.around.settings.put(STRIP, shown)

    # Answers

    def _recorded(self, kind: str, _result: object) -> None:
        self.bar.show_word("recorded", "success", "ui.event.recorded", event=self.say.words.code("event", kind))

    def _recomputed(self, difference: DocketDifference) -> None:
        counts = {name: difference.counts[name] for name in ("new", "moved", "gone")}
        self.bar.show_word("recomputed", "success", "ui.docket.recomputed", **counts)

    def _compared(self, found: Preview) -> None:
        difference = found.difference
        kept = (
            difference.unchanged
            + difference.refreshed
            + sum(difference.counts[one] for one in ("moved", "gone", "met"))
        )
        if not difference:
            self.bar.show_word("recomputed", "note", "ui.docket.same", n=difference.unchanged)
        elif not kept:
            self.apply()
        else:
            self.bar.clear("recomputed")
            say = self.say
            self.propose(
                Offer(
                    lambda: tell_difference(say, found),
                    lambda: differing(say, found),
                    lambda _all: self.apply(),
                    whole=True,
                )
            )

    def _exported(self, path: str, count: int) -> None:
        self.bar.show_word("exported", "success", "ui.exported", n=count, path=path)

    def _take(self, read: _Read) -> None:
        self.items = read.items
        self.show_body(bool(self.items) or bool(self.session.query and self.session.state.total))
        self.chart.show_data(read.workload)
        self.retranslate()
        self._show()

    def _choose_bucket(self, name: str) -> None:
        self.bucket = name
        self._show()

    def _show(self) -> None:
        desk = self.desk
        if desk is None:
            return
        today = desk.clock.today()
        chosen = [one for one in self.items if not self.bucket or bucket_of(one.deadline, today) == self.bucket]
        shown = self.model.sorted(chosen)
        self.model.set_rows(ListRows(shown))
        rows = [number for number, one in enumerate(shown) if one.deadline.patent_id == self.session.current]
        if shown:
            self.table.go(rows[0] if rows else 0)
        self._tell_counts()

    def _tell_counts(self) -> None:
        desk = self.desk
        counts = counted((one.deadline for one in self.items), desk.clock.today()).counts if desk is not None else {}
        for name, chip in self._chips.items():
            count = counts.get(name, 0) if name else len(self.items)
            word = self.say(f"ui.bucket.{name}" if name else "ui.bucket.all")
            chip.setText(f"{word}  {count:,}")
            retone(chip, "tone", TONES.get(name, "") if count else "muted")
        self.subtitle.setText(self.say("ui.count.deadlines", n=len(self.items)) if desk is not None else "")

    def _point(self, item: DocketItem | None) -> None:
        if item is not None:
            self.session.point_at(item.deadline.patent_id)
        self._write_reason(item)

    def _open(self, _item: DocketItem) -> None:
        self.session.inspector_wanted.emit()

    def _write_reason(self, item: DocketItem | None) -> None:
        if item is None:
            write_derivation(self.reason, self.say, None)
        else:
            desk = self.session.desk
            steps = steps_of(desk, [item.deadline])[item.deadline.uid] if desk is not None else ()
            write_derivation(self.reason, self.say, item.deadline, number_of(item.patent), steps)

    def _number(self) -> str:
        item = self.table.current()
        return number_of(item.patent) if item is not None and item.patent.id == self.session.current else ""

    def _deadline_ids(self) -> list[int]:
        return [item.deadline.id for item in self.table.records()]

    def _today(self) -> date | None:
        return self.desk.clock.today() if self.desk is not None else None


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def _read(desk: Desk, query: str) -> _Read:
    found = docket.docket(desk, query, states=OPEN_STATES)
    items = sorted(found, key=lambda item: item.deadline.due_date or date.max)
    months: dict[date, dict[str, int]] = {}
    today = desk.clock.today()
    for item in items:
        due = item.deadline.due_date
        if due is not None and -_MONTHS_BACK <= _months_between(today, due) <= _MONTHS_AHEAD:
            bucket = bucket_of(item.deadline, today)
            name = bucket if bucket in {"overdue", "grace"} else "open"
            month = months.setdefault(due.replace(day=1), {"overdue": 0, "grace": 0, "open": 0})
            month[name] += 1
    return _Read(items, [Workload(month, **counts) for month, counts in sorted(months.items())])
