"""Show what is to be paid in a span of days, by agency; write the lists, take the receipts back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from patentdesk.core.money import Money
from patentdesk.portfolio.numbers import number_of
from patentdesk.services import payments
from patentdesk.services.payments import Booking, Payable
from patentdesk.ui import formats
from patentdesk.ui.columns import title_of
from patentdesk.ui.docket.pieces import Form, date_edit, day_in
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import SteadyBox, label
from patentdesk.ui.proposal import Proposed
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_AHEAD = timedelta(days=92)
_BACK = timedelta(days=183)
_ALL = "\0"


class PayPage(Page):
    """The fees to be paid."""

    def __init__(self, panel: Panel, book: Callable[[], None]) -> None:
        """Show the fees of the query's patents; ``book`` takes receipts back."""
        super().__init__(panel.say, "ui.pay.title")
        self._panel = panel
        self._rows: list[Payable] = []
        today = panel.desk.clock.today() if panel.desk is not None else date(2000, 1, 1)
        self.tool("ui.pay.book", book)
        self._write = self.tool("ui.pay.write", self.write, look="primary")
        self.agency, self.account = SteadyBox(), QLineEdit()
        self.agency.setMinimumWidth(180)
        self.first = date_edit(today - _BACK)
        self.last = date_edit(today + _AHEAD)
        form = Form(panel.say, 4)
        for title, widget in (("pay.agency", self.agency), ("ui.pay.first", self.first), ("ui.pay.last", self.last),
                              ("pay.account", self.account)):  # fmt: skip
            form.add(title, widget)
        self._form = form
        row = QHBoxLayout()
        row.addWidget(form)
        row.addStretch(1)
        self.column.addLayout(row)
        self.model = TableModel(_columns(panel.say), panel.say, panel.around.appearance)
        self.table = TableView("docket.pay", self.model, panel.say, panel.around.settings)
        self.totals = label("muted")
        self.totals.setWordWrap(True)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.totals)
        self.agency.activated.connect(self.read)
        for edit in (self.first, self.last):
            edit.dateChanged.connect(self.read)
        self.retranslate()

    def enter(self) -> None:
        """Read the fees."""
        self.table.setFocus()
        self.read()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self._form.retranslate()
        self._tell()

    def read(self) -> None:
        """Read the fees of the days and the agency chosen."""
        desk, query = self._panel.desk, self._panel.session.query
        if desk is not None:
            span = (day_in(self.first), day_in(self.last))
            self._panel.session.look(
                "payable", "ui.job.docket", lambda _progress: payments.payable(desk, query, *span), self._take
            )

    def write(self) -> None:
        """Write the payment list."""
        desk, panel = self._panel.desk, self._panel
        name = self.say("pay.title", day=formats.day(desk.clock.today())) if desk is not None else ""
        path = panel.session.dialogs.save_file(self.say("ui.pay.write"), f"{name}.xlsx", "*.xlsx")
        if desk is not None and path is not None:
            rows, account = self._chosen(), self.account.text().strip()
            panel.session.look(
                "write.payments", "ui.job.pay",
                lambda _progress: payments.write_list(desk, path, rows, account=account, language=self.say.language),
                partial(self._written, str(path)), panel.bar.show_problem, shown=True, query=False,
            )  # fmt: skip

    def _take(self, rows: list[Payable]) -> None:
        self._rows = rows
        before = self.agency.currentData()
        counts = Counter(one.agency for one in rows)
        self.agency.clear()
        self.agency.addItem(f"{self.say('ui.docket.every')} ({len(rows):,})", _ALL)
        for name, count in sorted(counts.items()):
            self.agency.addItem(f"{name or self.say('pay.no_agency')} ({count:,})", name)
        self.agency.setCurrentIndex(max(self.agency.findData(before), 0))
        self._tell()
        if len(self.model.rows):
            self.table.go(0)

    def _chosen(self) -> list[Payable]:
        agency = self.agency.currentData()
        return [one for one in self._rows if agency in (None, _ALL, one.agency)]

    def _tell(self) -> None:
        rows = self._chosen()
        self.model.set_rows(ListRows(self.model.sorted(rows)))
        self._write.setEnabled(bool(rows))
        self.subtitle.setText(self.say("ui.pay.count", n=len(rows)))
        self.totals.setText(_totals(self.say, rows))

    def _written(self, path: str, n: int) -> None:
        self._panel.bar.show_written(n, path)


def booking_rows(say: Tongue, booking: Booking) -> list[Proposed]:
    """Return a row for each receipt that would be booked, and for each that is wrong or odd."""
    faults = [
        Proposed(say(f"ui.pay.{one.severity}"), "", say.words.place(one.source), "", "", say.words.problem(one),
                 "danger" if one.severity == "error" else "warning")
        for one in booking.problems
    ]  # fmt: skip
    rows = [
        Proposed(
            say("ui.pay.pays"), number_of(one.patent),
            formats.listed((say.words.code("task", one.deadline.task),
                            say("ui.patent_year", year=one.deadline.year) if one.deadline.year else "")),
            formats.day(one.deadline.due_date), formats.day(one.receipt.paid_on), one.receipt.receipt, "success", one,
        )
        for one in booking.rows
    ]  # fmt: skip
    return [*faults, *rows]


def _totals(say: Tongue, rows: Sequence[Payable]) -> str:
    sums: Counter[str] = Counter()
    for one in rows:
        if one.owed is not None:
            sums[one.owed.currency] += one.owed.minor
    unknown = sum(one.owed is None for one in rows)
    parts = [str(Money(minor, currency)) for currency, minor in sorted(sums.items())]
    parts += [say("ui.pay.unpriced", n=unknown)] if unknown else []
    return formats.listed((say("pay.total"), *parts)) if parts else ""


def _columns(say: Tongue) -> list[Column]:
    def task(one: Payable) -> str:
        year = one.deadline.year
        return say.words.code("task", one.deadline.task) + (f" · {say('ui.patent_year', year=year)}" if year else "")

    def minor(one: Payable) -> int | None:
        return one.amount.minor if one.amount is not None else None

    def extra(one: Payable) -> str:
        if not one.late:
            return ""
        return str(one.surcharge) if one.surcharge is not None else say("pay.unknown")

    return [
        Column("due", "pay.pay_by", lambda one: formats.day(one.deadline.due_date), 100,
               sort=lambda one: one.deadline.due_date),
        Column("number", "pay.number", lambda one: number_of(one.patent), 130, sort=lambda one: number_of(one.patent)),
        Column("task", "pay.task", task, 124, sort=task),
        Column("amount", "pay.amount", lambda one: str(one.amount) if one.amount is not None else say("pay.unknown"),
               114, right=True, sort=minor),
        Column("extra", "pay.extra", extra, 114, right=True, tone=lambda one: "warning" if one.late else ""),
        Column("grace", "pay.grace", lambda one: formats.day(one.deadline.grace_end), 100,
               sort=lambda one: one.deadline.grace_end),
        Column("agency", "pay.agency", lambda one: one.agency, 190, sort=lambda one: one.agency),
        Column("member", "pay.member", lambda one: one.member, 176, sort=lambda one: one.member),
        Column("title", "field.title", lambda one: title_of(one.patent, say.language), 200,
               sort=lambda one: title_of(one.patent, say.language)),
    ]  # fmt: skip
