"""Open the docket's pages: events, corrections, news, comparison, payments, scenarios, rules, calculator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol, cast

from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import (
    docket_warnings,
    double_entry,
    entering,
    fees,
    law,
    listing,
    payments,
    scenarios,
    second_docket,
)
from patentdesk.services.desk import Desk
from patentdesk.services.docket_warnings import DocketWarnings
from patentdesk.services.news import SinceThen
from patentdesk.services.payments import Booking
from patentdesk.services.second_docket import Comparison
from patentdesk.ui.docket.calculatorpage import CalculatorPage
from patentdesk.ui.docket.comparepage import ComparePage
from patentdesk.ui.docket.eventlist import EventList
from patentdesk.ui.docket.eventpage import EventPage
from patentdesk.ui.docket.newspage import NewsPage
from patentdesk.ui.docket.paypage import PayPage, booking_rows
from patentdesk.ui.docket.rulespage import RulesPage
from patentdesk.ui.docket.scenariopage import ScenarioPage
from patentdesk.ui.docket.warningspage import WarningsPage
from patentdesk.ui.panel import Panel
from patentdesk.ui.proposal import Offer


class _Docket(Protocol):
    """What the pages ask of the docket panel beside what every panel has."""

    @property
    def news(self) -> SinceThen | None:
        """What changed since the user last looked."""
        ...

    def mark_seen(self) -> None:
        """Remember that the user has seen it."""
        ...

    @property
    def current_rule(self) -> str:
        """The rule of the deadline under the cursor; '' without one."""
        ...


class DocketPages:
    """The pages of one docket panel."""

    def __init__(self, panel: Panel) -> None:
        """Serve a panel."""
        self._panel = panel
        self._session = panel.session

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what opens a page by the names of the actions."""
        return {
            "record": self.record, "second_entry": self.second_entry, "correct": self.correct, "news": self.news,
            "compare": self.compare, "pay": self.pay, "book": self.book, "scenarios": self.scenarios,
            "forecast": self.forecast, "calculate": self.calculate, "rules": self.rules,
            "warnings": self.warnings,
        }  # fmt: skip

    def record(self) -> None:
        """Enter an event of the selected patents, or of the one under the cursor."""
        self._with_patents(lambda patents: self._panel.open_page(EventPage(self._panel, patents)))

    def second_entry(self) -> None:
        """Enter an event again, as the second person, beginning with the document that has waited longest."""
        desk = self._panel.desk
        if desk is not None:
            self._session.look(
                "awaiting",
                "ui.job.docket",
                lambda _progress: _awaiting(desk),
                self._open_second,
                self._panel.bar.show_problem,
            )

    def correct(self) -> None:
        """Show the events of the patent under the cursor, to correct or remove one."""
        desk, patent_id = self._panel.desk, self._session.current
        if desk is not None and patent_id is not None:
            self._session.look(
                "events", "ui.job.docket",
                lambda _progress: (listing.patents(desk, [patent_id]), entering.events_of(desk, patent_id)),
                self._open_events,
            )  # fmt: skip

    def news(self) -> None:
        """Show what changed since the user last looked."""
        docket = cast("_Docket", self._panel)
        if docket.news is not None:
            self._panel.open_page(NewsPage(self._panel, docket.news, docket.mark_seen))

    def warnings(self) -> None:
        """Show what a computation of the docket warns of now; nothing is changed."""
        desk = self._panel.desk
        if desk is not None:
            self._session.look(
                "docket.warnings", "ui.job.warnings", lambda progress: docket_warnings.warnings_now(desk, progress),
                self.show_warnings, self._panel.bar.show_problem, shown=True,
            )  # fmt: skip

    def show_warnings(self, found: DocketWarnings) -> None:
        """Show warnings that were gathered, or that there are none."""
        if found:
            self._panel.bar.clear("warnings")
            self._panel.open_page(WarningsPage(self._panel, found))
        else:
            self._panel.bar.show_word("warnings", "note", "ui.warnings.none")

    def compare(self) -> None:
        """Compare with the docket list of an agency or of another program."""
        desk, panel = self._panel.desk, self._panel
        if desk is None:
            return
        title = panel.say("ui.action.docket.compare")
        for path in self._session.dialogs.open_files(title, "*.xlsx *.xls *.csv *.txt"):
            self._session.look(
                "compare", "ui.job.compare", partial(_compare, desk, path), self._open_comparison,
                panel.bar.show_problem, shown=True,
            )  # fmt: skip

    def pay(self) -> None:
        """Show what is to be paid, to hand lists to agencies."""
        if self._panel.desk is not None:
            self._panel.open_page(PayPage(self._panel, self.book))

    def book(self) -> None:
        """Read the receipts of a payment list that came back, and show what would be booked."""
        desk, panel = self._panel.desk, self._panel
        if desk is None:
            return
        for path in self._session.dialogs.open_files(panel.say("ui.action.docket.book"), "*.xlsx"):
            self._session.look(
                "receipts", "ui.job.pay", partial(_read_list, desk, path), self._offer_booking, panel.bar.show_problem,
                shown=True,
            )  # fmt: skip

    def scenarios(self) -> None:
        """Set fee scenarios side by side."""
        if self._panel.desk is not None:
            self._panel.open_page(ScenarioPage(self._panel))

    def forecast(self) -> None:
        """Write the forecast of fees into a workbook."""
        desk, panel, query = self._panel.desk, self._panel, self._session.query
        if desk is None:
            return
        title = panel.say("ui.action.docket.forecast")
        path = self._session.dialogs.save_file(title, f"{panel.say('scenario.sheet')}.xlsx", "*.xlsx")
        if path is not None:
            self._session.look(
                "forecast", "ui.job.export",
                lambda progress: scenarios.export_forecast(
                    desk, path, fees.forecast(desk, query, progress=progress), panel.say.language
                ),
                partial(self._written, str(path)), panel.bar.show_problem, shown=True, query=False,
            )  # fmt: skip

    def calculate(self) -> None:
        """Compute deadlines from a few facts; no portfolio is needed."""
        if self._session.library is not None and self._session.today() is not None:
            self._panel.open_page(CalculatorPage(self._panel))

    def rules(self) -> None:
        """Show the rules that the portfolio goes by, beginning with that of the deadline under the cursor."""
        if self._panel.desk is not None:
            self._panel.open_page(RulesPage(self._panel, cast("_Docket", self._panel).current_rule))

    # Answers

    def _with_patents(self, done: Callable[[list[Patent]], None]) -> None:
        desk = self._panel.desk
        current = self._session.current
        ids = self._session.picked or (() if current is None else (current,))
        if desk is not None:
            receiver = _Receiver(done)
            self._session.look("patents", "ui.job.docket", lambda _progress: listing.patents(desk, ids), receiver.take)

    def _open_second(self, waiting: list[tuple[Event, Patent]]) -> None:
        self._panel.bar.show_word("second", "note", "ui.entering.awaiting", n=len(waiting))
        if waiting:
            event, patent = waiting[-1]
            page = EventPage(self._panel, [patent])
            page.second.setChecked(True)
            page.kind.setCurrentIndex(max(page.kind.findData(event.kind), 0))
            self._panel.open_page(page)

    def _open_events(self, found: tuple[list[Patent], list[Event]]) -> None:
        patents, events = found
        if patents:
            self._panel.open_page(EventList(self._panel, patents[0], events))

    def _open_comparison(self, found: Comparison) -> None:
        self._panel.open_page(ComparePage(self._panel, found))

    def _offer_booking(self, booking: Booking) -> None:
        panel = self._panel
        if not booking.rows and not booking.problems:
            panel.bar.show_word("booked", "note", "ui.pay.nothing", same=booking.same, unpaid=booking.unpaid)
            return
        counts = {"n": len(booking.rows), "same": booking.same, "unpaid": booking.unpaid,
                  "problems": len(booking.problems)}  # fmt: skip
        panel.propose(
            Offer(
                lambda: panel.say("ui.pay.offer", **counts), lambda: booking_rows(panel.say, booking),
                lambda _all: self._book(booking), whole=True,
            )
        )  # fmt: skip

    def _book(self, booking: Booking) -> None:
        desk, panel = self._panel.desk, self._panel
        panel.keep()
        if desk is not None:
            self._session.operate(
                "ui.job.pay", lambda _progress: payments.book_payments(desk, booking), panel.bar,
                partial(self._booked, len(booking.rows)),
            )  # fmt: skip

    def _booked(self, n: int, _result: object) -> None:
        self._panel.bar.show_word("booked", "success", "ui.pay.booked", n=n)

    def _written(self, path: str, n: int) -> None:
        self._panel.bar.show_written(n, path)


class _Receiver:
    """Holds what is to be done with an answer until it comes."""

    def __init__(self, done: Callable[[list[Patent]], None]) -> None:
        self._done = done

    def take(self, patents: list[Patent]) -> None:
        """Do it."""
        self._done(patents)


def _awaiting(desk: Desk) -> list[tuple[Event, Patent]]:
    return double_entry.awaiting_entry(desk, double_entry.document_kinds(law.rules_of(desk)))


def _compare(desk: Desk, path: Path, _progress: object) -> Comparison:
    return second_docket.compare_docket(desk, path)


def _read_list(desk: Desk, path: Path, _progress: object) -> Booking:
    return payments.read_list(desk, path)
