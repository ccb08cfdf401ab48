"""Enter an event of one patent or of many at once; what follows is shown before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from patentdesk.core.problems import Problem, Refused
from patentdesk.docketing.asking import read_day
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import docket, double_entry, entering
from patentdesk.services.desk import Desk
from patentdesk.services.docket import Recorded
from patentdesk.services.double_entry import SecondEntry
from patentdesk.services.entering import Foreseen, ForeseenLine, Numbers
from patentdesk.ui import formats
from patentdesk.ui.docket.pieces import (
    ChoiceBox,
    Form,
    channel_choices,
    date_edit,
    day_in,
    over_reason,
    period_choices,
    period_in,
)
from patentdesk.ui.docket.reason import write_computed
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import label, retone
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_USUAL = "office_action_first"
_SETTLE_MS = 300
_TONES = {"new": "accent", "moved": "warning", "gone": "danger", "met": "success"}


@dataclass(frozen=True, slots=True)
class _Told:
    numbers: Numbers
    kinds: list[str]
    foreseen: Foreseen | None
    problem: Problem | None = None


class EventPage(Page):
    """The form of an event; with ``event`` that of its correction."""

    def __init__(self, panel: Panel, patents: Sequence[Patent], event: Event | None = None) -> None:
        """Begin with the numbers of these patents."""
        super().__init__(panel.say, "ui.entering.correct" if event is not None else "ui.entering.title")
        self._panel = panel
        self._event = event
        self._numbers = Numbers(tuple(patents))
        self._offices: tuple[str, ...] | None = None
        self._send = self.tool("ui.entering.save" if event is not None else "ui.event.send", self.send, look="primary")
        self.model = TableModel(_columns(panel.say), panel.say, panel.around.appearance)
        self.table = TableView("docket.foreseen", self.model, panel.say, panel.around.settings)
        self.table.current_changed.connect(self._explain)
        self.reason = Leaflet()
        self._make_form(event)
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.foresee)
        self._connect()
        self.numbers.setPlainText("\n".join(number_of(one) for one in patents))
        QShortcut(QKeySequence("Ctrl+Return"), self, self.send)
        self.retranslate()

    def event(self, event: QEvent) -> bool:
        """Keep undo and redo to the fields of the form: the portfolio lies unseen behind it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if any(event.matches(one) for one in keys):
                event.accept()
                return True
        return super().event(event)

    def _make_form(self, event: Event | None) -> None:
        today = self._panel.desk.clock.today() if self._panel.desk is not None else date(2000, 1, 1)
        self.numbers = QPlainTextEdit()
        self.numbers.setFixedHeight(92)
        self.numbers.setTabChangesFocus(True)
        self.numbers.setReadOnly(event is not None)
        self.found = label("muted")
        self.found.setWordWrap(True)
        self.kind, self.channel, self.period = ChoiceBox(), ChoiceBox(), ChoiceBox(free=True)
        self.kind.setEnabled(event is None)
        self.day = date_edit(event.event_date if event is not None and event.event_date else today)
        self.received, self.year, self.reference, self.note = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.second = QCheckBox()
        self.second.setVisible(event is None)
        self._kinds(sorted(entering.kinds_for(self._panel.session.library, ())) if self._panel.session.library else [])
        self.channel.offer(channel_choices(self.say), event.channel if event is not None else "")
        self.period.offer(period_choices(self.say), "")
        if event is None:
            self.kind.offer(self._kind_choices, _USUAL)
            return
        self.kind.offer([(event.kind, self.say.words.code("event", event.kind))], event.kind)
        self.period.setCurrentText(event.period)
        self.received.setText(formats.day(event.received_date))
        self.year.setText(str(event.year or ""))
        self.year.setEnabled(False)
        self.reference.setText(event.reference)
        self.note.setText(event.note)

    def _lay_out(self) -> None:
        form = Form(self.say)
        for title, widget, wide in (
            ("ui.entering.numbers", self.numbers, True), ("ui.event.kind", self.kind, True),
            ("ui.event.date", self.day, False), ("ui.event.channel", self.channel, False),
            ("ui.event.period", self.period, False), ("ui.entering.received", self.received, False),
            ("ui.event.year", self.year, False), ("ui.event.reference", self.reference, False),
            ("field.note", self.note, True),
        ):  # fmt: skip
            form.add(title, widget, wide=wide)
        self._form = form
        side = QWidget()
        side.setFixedWidth(316)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(form)
        column.addWidget(self.found)
        column.addWidget(self.second)
        column.addStretch(1)
        right = QVBoxLayout()
        self.told = label("muted")
        self.told.setWordWrap(True)
        right.addWidget(self.told)
        right.addWidget(over_reason(self.table, self.reason), 1)
        row = QHBoxLayout()
        row.addWidget(side)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)

    def _connect(self) -> None:
        self.numbers.textChanged.connect(self._soon.start)
        for box in (self.kind, self.channel, self.period):
            box.currentTextChanged.connect(self._soon.start)
        self.day.dateChanged.connect(self._soon.start)
        for line in (self.received, self.year):
            line.textChanged.connect(self._soon.start)

    def enter(self) -> None:
        """Begin at the numbers, or at the kind when they are there."""
        (self.kind if self.numbers.toPlainText() else self.numbers).setFocus()
        self.foresee()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self._form.retranslate()
        self.second.setText(self.say("ui.entering.second"))
        self.second.setToolTip(self.say("ui.entering.second.tip"))
        self.numbers.setPlaceholderText(self.say("ui.entering.numbers.hint"))
        self.year.setPlaceholderText(self.say("ui.event.year.hint"))
        self.received.setPlaceholderText("2026-01-31")

    def event_entered(self) -> Event:
        """Return what was entered. Raises Refused: not_a_period, no_such_day, entered_day|kind|channel|year."""
        received = self.received.text().strip()
        kind = self.kind.code()
        year = self.year.text().strip()
        try:
            day = read_day(received) if received else None
        except ValueError as fault:
            raise Refused(Problem("entered_day", args={"value": received})) from fault
        if kind is None:
            raise Refused(Problem("entered_kind", args={"value": self.kind.currentText()}))
        channel = self.channel.code()
        if channel is None:
            raise Refused(Problem("entered_channel", args={"value": self.channel.currentText()}))
        if year and not year.isdigit():
            raise Refused(Problem("entered_year", args={"value": year}))
        return Event(
            id=self._event.id if self._event is not None else 0, kind=kind, event_date=day_in(self.day),
            channel=channel, received_date=day, period=period_in(self.period),
            year=int(year) if year else None, reference=self.reference.text().strip(), note=self.note.text().strip(),
        )  # fmt: skip

    def foresee(self) -> None:
        """Ask what would follow from what is entered now."""
        desk = self._panel.desk
        if desk is None:
            return
        text, event, problem = self.numbers.toPlainText(), None, None
        try:
            event = self.event_entered()
        except Refused as refusal:
            problem = refusal.problem
        known = None if self._event is None else list(self._numbers.patents)
        old = self._event.id if self._event is not None else None
        self._panel.session.look(
            "foresee", "ui.job.docket", lambda _progress: _foresee(desk, text, (event, problem), known, old), self._take
        )

    def send(self) -> None:
        """Record the event for all patents that were found, correct it, or compare it as the second entry."""
        desk = self._panel.desk
        if desk is None or not self._numbers.patents:
            return
        try:
            event = self.event_entered()
        except Refused as refusal:
            self._panel.bar.show_problem(refusal.problem)
            return
        ids = [one.id for one in self._numbers.patents]
        session, bar = self._panel.session, self._panel.bar
        if self._event is not None:
            old = self._event.id
            session.operate(
                "ui.job.record", lambda _progress: entering.correct_event(desk, old, event), bar, self._recorded
            )
        elif self.second.isChecked():
            session.operate(
                "ui.job.record", lambda _progress: double_entry.second_entry(desk, ids, event), bar, self._compared
            )
        else:
            session.operate("ui.job.record", lambda _progress: docket.record(desk, ids, event), bar, self._recorded)

    # Answers

    def _take(self, told: _Told) -> None:
        self._numbers = told.numbers
        self._kinds(told.kinds)
        self._tell_numbers(told.numbers)
        foreseen = told.foreseen
        lines = list(foreseen.lines) if foreseen is not None else []
        self.model.set_rows(ListRows(lines))
        if told.problem is not None:
            self.told.setText(self.say.words.problem(told.problem))
            retone(self.told, "tone", "danger")
        elif foreseen is not None:
            odd = " ".join(dict.fromkeys(self.say.words.problem(one) for one in foreseen.problems))
            counts = {kind: sum(one.kind == kind for one in lines) for kind in _TONES}
            self.told.setText(formats.listed((self.say("ui.entering.follows", same=foreseen.unchanged, **counts), odd)))
            retone(self.told, "tone", "warning" if odd else "")
        else:
            self.told.setText(self.say("ui.entering.wanted"))
            retone(self.told, "tone", "")
        self._send.setEnabled(told.problem is None and bool(told.numbers.patents) and self._panel.session.writable)
        if lines:
            self.table.go(0)
        else:
            self._explain(None)

    def _kinds(self, kinds: Sequence[str]) -> None:
        """Offer the kinds of the offices concerned, by name."""
        offices = tuple(sorted({one.office for one in self._numbers.patents}))
        if self._event is not None or offices == self._offices:
            return
        self._offices = offices
        named = [(kind, self.say.words.code("event", kind)) for kind in kinds]
        self._kind_choices = sorted(named, key=lambda one: one[1])
        self.kind.offer(self._kind_choices)

    def _tell_numbers(self, numbers: Numbers) -> None:
        parts = [self.say("ui.entering.found", n=len(numbers.patents))]
        parts += [self.say("ui.entering.unknown", numbers=", ".join(numbers.unknown))] if numbers.unknown else []
        parts += [self.say("ui.entering.several", numbers=", ".join(numbers.several))] if numbers.several else []
        self.found.setText("\n".join(parts))
        retone(self.found, "tone", "warning" if len(parts) > 1 else "")

    def _explain(self, line: ForeseenLine | None) -> None:
        library = self._panel.session.library
        if line is None or line.after is None or library is None:
            self.reason.begin()
            self.reason.text(self.say("ui.explain.none"), role="muted")
            self.reason.finish()
        else:
            write_computed(self.reason, self.say, line.after, "")

    def _recorded(self, result: Recorded) -> None:
        bar, counts = self._panel.bar, result.difference.counts
        bar.show_word("recorded", "success", "ui.entering.recorded", **counts)
        if result.problems:
            told = " ".join(dict.fromkeys(self.say.words.problem(one) for one in result.problems))
            bar.show_word("odd", "warning", "ui.entering.odd", what=told)
        self.left.emit()

    def _compared(self, result: SecondEntry) -> None:
        bar = self._panel.bar
        bar.show_word("recorded", "success" if not result.differing and not result.missing else "warning",
                      "ui.entering.second_done", agreed=len(result.agreed), missing=len(result.missing),
                      differing=len({one.patent_id for one in result.differing}))  # fmt: skip
        if result.differing:
            fields = [
                self.say("ui.entering.disagrees", field=self.say(f"ui.entering.field.{one.field_name}"),
                         first=one.first or "—", second=one.second or "—")
                for one in result.differing[:8]
            ]  # fmt: skip
            bar.show_word("odd", "warning", "ui.entering.odd", what="; ".join(fields))
        else:
            self.left.emit()


def _foresee(
    desk: Desk, text: str, entered: tuple[Event | None, Problem | None], known: list[Patent] | None, old: int | None
) -> _Told:
    event, problem = entered
    numbers = Numbers(tuple(known)) if known is not None else entering.resolve(desk, text)
    kinds = entering.kinds_for(desk.library, sorted({one.office for one in numbers.patents}))
    if event is None or not numbers.patents:
        return _Told(numbers, kinds, None, problem)
    try:
        found = entering.foresee(desk, [one.id for one in numbers.patents], replace(event, uid=""), replacing=old)
    except Refused as refusal:
        return _Told(numbers, kinds, None, refusal.problem)
    return _Told(numbers, kinds, found)


def _columns(say: Tongue) -> list[Column]:
    def kind(one: ForeseenLine) -> str:
        return say(f"ui.difference.{one.kind}")

    def task(one: ForeseenLine) -> str:
        year = one.after.year if one.after is not None else None
        return say.words.code("task", one.task) + (f" · {say('ui.patent_year', year=year)}" if year else "")

    def after(one: ForeseenLine) -> date | None:
        return one.after.due_date if one.after is not None else None

    def grace(one: ForeseenLine) -> date | None:
        return one.after.grace_end if one.after is not None else None

    def hint(one: ForeseenLine) -> str:
        problem = one.after.problem if one.after is not None else ""
        return say(f"problem.{problem}") if problem and say.words.has(f"problem.{problem}") else problem

    return [
        Column("kind", "ui.proposal.kind", kind, 86, sort=kind, tone=lambda one: _TONES[one.kind], dot=True),
        Column("after", "ui.entering.due", lambda one: formats.day(after(one)) or "—", 96, sort=after),
        Column("task", "ui.column.task", task, 190, sort=task),
        Column("number", "ui.column.number", lambda one: number_of(one.patent), 140,
               sort=lambda one: number_of(one.patent)),
        Column("before", "ui.proposal.before", lambda one: formats.day(one.before), 96, sort=lambda one: one.before),
        Column("grace", "ui.column.grace", lambda one: formats.day(grace(one)), 92, sort=grace),
        Column("hint", "ui.proposal.reason", hint, 160),
    ]  # fmt: skip
