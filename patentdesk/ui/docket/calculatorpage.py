"""Compute deadlines from an office, a few facts and a channel, with reasons; no portfolio is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from patentdesk.core.problems import Problem, Refused
from patentdesk.docketing.asking import read_day, read_period
from patentdesk.docketing.payments import Payment
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.services import calculator, double_entry, entering, law
from patentdesk.services.calculator import Answer, Question
from patentdesk.services.library import Library
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
from patentdesk.ui.jobs import Job
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import SteadyBox, button, label, retone
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_SETTLE_MS = 250
_FIRST = ("filing", "office_action_first")
"""The facts that the form begins with."""


@dataclass(frozen=True, slots=True)
class _Line:
    deadline: ComputedDeadline
    payment: Payment | None


class _Fact(QWidget):
    """One fact: what, when, by which way, with what period."""

    def __init__(self, page: CalculatorPage, kind: str, day: date) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.kind, self.channel, self.period = ChoiceBox(), SteadyBox(), ChoiceBox(free=True)
        self.kind.setMinimumContentsLength(12)
        self.period.setMinimumContentsLength(6)
        self.day = date_edit(day)
        for code, text in channel_choices(page.say):
            self.channel.addItem(text, code)
        self.period.offer(period_choices(page.say), "")
        row.addWidget(self.kind, 1)
        for widget in (self.day, self.channel, self.period):
            row.addWidget(widget)
        self.drop = button(row, lambda: page.drop_fact(self), look="flat")
        self.drop.setText("✕")
        self.kind.offer(page.kinds, kind)
        for box in (self.kind, self.channel, self.period):
            box.currentTextChanged.connect(page.changed)
        self.day.dateChanged.connect(page.changed)
        self._documents = page.documents
        self.kind.currentTextChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """A date that is no document of an office has neither a way of service nor a period."""
        document = self.kind.code() in self._documents
        self.channel.setEnabled(document)
        self.period.setEnabled(document)

    def word(self) -> str:
        """Return the fact as the calculator reads it. Raises Refused: entered_kind, not_a_period."""
        kind = self.kind.code()
        if kind is None:
            raise Refused(Problem("entered_kind", args={"value": self.kind.currentText()}))
        channel = self.channel.currentData() if self.channel.isEnabled() else ""
        period = period_in(self.period) if self.period.isEnabled() else ""
        text = f"{kind}={day_in(self.day).isoformat()}"
        text += f"@{channel}" if channel else ""
        return text + (f",period={period}" if period else "")


class CalculatorPage(Page):
    """The calculator of the window."""

    of_desk = False

    def __init__(self, panel: Panel) -> None:
        """Begin with China, a filing and a first office action."""
        super().__init__(panel.say, "ui.calculator.title")
        library, today = panel.session.library, panel.session.today()
        if library is None or today is None:
            raise ValueError("a calculator needs the program's resources and its clock")
        self._panel = panel
        self._library: Library = library
        self._today = today
        self.kinds: list[tuple[str, str]] = []
        self.documents = frozenset(double_entry.document_kinds(law.rulebook(library)))
        self.facts: list[_Fact] = []
        self.model = TableModel(_columns(panel.say), panel.say, panel.around.appearance)
        self.table = TableView("docket.calculator", self.model, panel.say, panel.around.settings)
        self.table.current_changed.connect(self._explain)
        self.reason = Leaflet()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.calculate)
        self._lay_out()
        self._choose_office()
        self.retranslate()

    def _lay_out(self) -> None:
        self.office, self.right = ChoiceBox(), SteadyBox()
        self.office.offer([(one, self._named(one)) for one in calculator.offices(self._library)], "CN")
        for one in calculator.right_types():
            self.right.addItem(self.say.words.code("right_type", one), one)
        self.extension, self.country, self.paid, self.as_of = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        form = Form(self.say, 3)
        for title, widget in (("field.office", self.office), ("field.right_type", self.right),
                              ("ui.calculator.country", self.country), ("ui.calculator.extension", self.extension),
                              ("ui.calculator.as_of", self.as_of), ("ui.calculator.paid", self.paid)):  # fmt: skip
            form.add(title, widget)
        self._form = form
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(form)
        self._facts_title = label("muted")
        inside.addWidget(self._facts_title)
        inside.addLayout(self._rows)
        line = QHBoxLayout()
        self._more = button(line, self.add_fact, look="flat")
        line.addStretch(1)
        inside.addLayout(line)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setMinimumHeight(200)
        scroll.setMaximumHeight(250)
        self.told = label("muted")
        self.told.setWordWrap(True)
        self.column.addWidget(scroll)
        self.column.addWidget(self.told)
        self.column.addWidget(over_reason(self.table, self.reason), 1)
        self.office.currentTextChanged.connect(self._choose_office)
        self.right.activated.connect(self.changed)
        for edit in (self.extension, self.country, self.paid, self.as_of):
            edit.textChanged.connect(self.changed)

    def enter(self) -> None:
        """Begin at the office."""
        self.office.setFocus()
        self.calculate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self._form.retranslate()
        self._facts_title.setText(self.say("ui.calculator.facts"))
        self._more.setText(self.say("ui.calculator.add"))
        self.subtitle.setText(self.say("ui.calculator.law", version=calculator.law_version(self._library)))
        for edit in (self.paid, self.as_of):
            edit.setPlaceholderText("2026-01-31")
        self.extension.setPlaceholderText("P2M")
        self.country.setPlaceholderText("CN")

    def changed(self) -> None:
        """Compute anew once nothing is typed any more."""
        self._soon.start()

    def add_fact(self, kind: str = "grant", day: date | None = None) -> None:
        """Add a line for another fact."""
        made = _Fact(self, kind, day or self._today)
        self.facts.append(made)
        self._rows.addWidget(made)
        self.changed()

    def drop_fact(self, fact: QWidget) -> None:
        """Take a line away; one always stays."""
        if len(self.facts) > 1:
            self.facts = [one for one in self.facts if one is not fact]
            self._rows.removeWidget(fact)
            fact.deleteLater()
            self.changed()

    def question(self) -> Question:
        """Return what is asked. Raises Refused for what cannot be read."""
        paid, as_of = self.paid.text().strip(), self.as_of.text().strip()
        try:
            days = [read_day(one) if one else None for one in (paid, as_of)]
        except ValueError as fault:
            raise Refused(Problem("entered_day", args={"value": paid or as_of})) from fault
        extension = self.extension.text().strip()
        return Question(
            office=self.office.code() or self.office.currentText(), words=[fact.word() for fact in self.facts],
            today=self._today, right=str(self.right.currentData() or ""),
            extension=read_period(extension) if extension else "", country=self.country.text().strip(),
            as_of=days[1], paid_on=days[0],
        )  # fmt: skip

    def calculate(self) -> None:
        """Compute what follows."""
        try:
            question = self.question()
        except Refused as refusal:
            self._refuse(refusal.problem)
            return
        library = self._library
        self._panel.session.jobs.start(
            Job("calculate", "ui.job.docket", lambda _progress: calculator.calculate(library, question), self._take,
                self._refuse, shown=False)
        )  # fmt: skip

    def _take(self, answer: Answer) -> None:
        payments = answer.payments or (None,) * len(answer.deadlines)
        lines = [_Line(one, paid) for one, paid in zip(answer.deadlines, payments, strict=True)]
        self.model.set_rows(ListRows(lines))
        said = [self.say.words.problem(one) for one in answer.problems]
        needs = list(dict.fromkeys(self.say.words.code("field", need.field_name) for need in answer.needs))
        said += [self.say("ui.calculator.needs", fields=", ".join(needs))] if needs and answer.deadlines else []
        self.told.setText(" ".join([self.say("ui.calculator.found", n=len(lines)), *said]))
        retone(self.told, "tone", "warning" if answer.problems else "")
        if lines:
            self.table.go(0)
        else:
            self._explain(None)

    def _refuse(self, problem: Problem) -> None:
        self.model.set_rows(ListRows())
        self.told.setText(self.say.words.problem(problem))
        retone(self.told, "tone", "danger")
        self._explain(None)

    def _explain(self, line: _Line | None) -> None:
        if line is not None:
            write_computed(self.reason, self.say, line.deadline, calculator.law_version(self._library))
            return
        self.reason.begin()
        self.reason.text(self.say("ui.explain.none"), role="muted")
        self.reason.finish()

    def _choose_office(self) -> None:
        office = self.office.code()
        if office is None:
            return
        kinds = entering.kinds_for(self._library, [office])
        named = [(kind, self.say.words.code("event", kind)) for kind in kinds]
        self.kinds = sorted(named, key=lambda one: one[1])
        for fact in self.facts:
            fact.kind.offer(self.kinds)
        if not self.facts:
            for place, kind in enumerate(_FIRST):
                self.add_fact(kind, self._today.replace(year=self._today.year - 2, day=1) if not place else self._today)
        self.changed()

    def _named(self, office: str) -> str:
        name = self.say.words.code("ui.office", office)
        return office if name == office else f"{office} {name}"


def _columns(say: Tongue) -> list[Column]:
    def task(one: _Line) -> str:
        year = one.deadline.year
        return say.words.code("task", one.deadline.task) + (f" · {say('ui.patent_year', year=year)}" if year else "")

    def due(one: _Line) -> str:
        earlier = one.deadline.earlier_reading
        return formats.day(one.deadline.due_date) + (f" / {earlier:%m-%d}" if earlier else "")

    def mark(one: _Line) -> str:
        name = say.words.code("confidence", one.deadline.rule.confidence)
        return name + ("" if one.deadline.roll_verified else " ?")

    def paid(one: _Line) -> str:
        found = one.payment
        if found is None:
            return ""
        return formats.listed((say(f"ui.payment.{found.timing}"), str(found.total) if found.total else ""))

    return [
        Column("due", "ui.column.due", due, 122, sort=lambda one: one.deadline.due_date),
        Column("task", "ui.column.task", task, 220, sort=task),
        Column("grace", "ui.column.grace", lambda one: formats.day(one.deadline.grace_end), 96,
               sort=lambda one: one.deadline.grace_end),
        Column("extendable", "ui.calculator.extendable", lambda one: formats.day(one.deadline.extendable_to), 104,
               sort=lambda one: one.deadline.extendable_to),
        Column("opens", "ui.calculator.opens", lambda one: formats.day(one.deadline.opens_date), 96, hidden=True,
               sort=lambda one: one.deadline.opens_date),
        Column("hard", "ui.column.hard", lambda one: say(f"ui.hard.{one.deadline.hard}"), 116,
               sort=lambda one: one.deadline.hard),
        Column("paid", "ui.calculator.payment", paid, 140, sort=paid),
        Column("rule", "ui.explain.rule", lambda one: one.deadline.rule.id, 130, sort=lambda one: one.deadline.rule.id),
        Column("mark", "ui.column.mark", mark, 124, sort=mark,
               tone=lambda one: "" if one.deadline.rule.confidence == "primary" else "warning"),
    ]  # fmt: skip
