"""Hand payment lists to agencies and book the receipts that come back, all of a list as one step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from patentdesk.core.filenames import legible
from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Severity, Source, refuse
from patentdesk.core.words import Language, Words
from patentdesk.docketing.lawtext import law_name
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.docketing.rules import Rule
from patentdesk.handouts.payments import PaymentRow, write_payments
from patentdesk.handouts.receipts import Receipt, read_payments
from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Organisation, Patent
from patentdesk.services import docket_lines, law, listing, organisations
from patentdesk.services.closing import Closing, close_each
from patentdesk.services.desk import Changes, Desk
from patentdesk.services.pricing import surcharge_on
from patentdesk.store.file import Reader

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Payable:
    """One open fee: the deadline, its patent, who pays it and for whom."""

    deadline: Deadline
    patent: Patent
    agency: str
    member: str
    late: bool = False
    """The due date has passed and the grace period runs: a surcharge is owed."""
    surcharge: Money | None = None
    """What is owed on top if paid today; None where none is, or it is not known."""

    @property
    def amount(self) -> Money | None:
        """The official fee if paid in time; None when its price is not known."""
        one = self.deadline
        return Money(one.amount_minor, one.currency) if one.amount_minor is not None else None

    @property
    def owed(self) -> Money | None:
        """What is to be paid today; None when a part of it is not known."""
        if not self.late or self.amount is None:
            return self.amount
        return self.amount + self.surcharge if self.surcharge is not None else None


@dataclass(frozen=True, slots=True)
class Booked:
    """One receipt with the deadline that it pays."""

    receipt: Receipt
    deadline: Deadline
    patent: Patent


@dataclass(frozen=True, slots=True)
class Booking:
    """What a filled list says: the receipts that can be booked, how many were booked before, and what is wrong."""

    file: str
    rows: tuple[Booked, ...]
    unpaid: int
    same: int
    problems: tuple[Problem, ...]


def payable(
    desk: Desk,
    query_text: str = "",
    first: date | None = None,
    last: date | None = None,
    *,
    agencies: Collection[str] = (),
) -> list[Payable]:
    """Return the open annuities of the selected patents by due date, both days inclusive; a running grace counts.

    ``agencies`` names whose patents ('' those without one; none: all). Raises Refused: pay_agency_unknown, and for a
    query that cannot be read.
    """
    with desk.file.reading() as reader:
        _check_agencies(reader, agencies)
        ids = _open_annuities(desk, reader, query_text, first, last)
        found = _joined(reader, reader.select(Deadline, id=ids, order=("due_date",)))
    found = [_with_surcharge(desk, one) for one in found]
    return [one for one in found if not agencies or one.agency in agencies]


def _check_agencies(reader: Reader, agencies: Collection[str]) -> None:
    known = {one.name for one in reader.select(Organisation, kind=OrganisationKind.AGENCY)} if agencies else set()
    for name in agencies:
        if name and name not in known:
            raise refuse("pay_agency_unknown", text=name, known="; ".join(sorted(known)[:_MOST_NAMED]) or "—")


def _open_annuities(
    desk: Desk, reader: Reader, query_text: str, first: date | None, last: date | None
) -> docket_lines.Ids:
    """Return the open annuities of which one of the days lies within, without reading their records."""
    held = docket_lines.lines(desk, reader)
    low = 1 if first is None else first.toordinal()
    high = date.max.toordinal() if last is None else last.toordinal()
    days = [held.columns[name] for name in ("due_date", "earlier_reading", "grace_end")]
    within = np.logical_or.reduce([(low <= day) & (day <= high) for day in days])
    mask = within & held.state(*OPEN_STATES) & (held.columns["year"] > 0) & (held.columns["gone"] == 0)
    if query_text.strip():
        mask &= np.isin(held.columns["patent_id"], reader.find(listing.query(desk, query_text)))
    found: docket_lines.Ids = held.columns["id"][mask]
    return found


def write_list(desk: Desk, path: Path, rows: Sequence[Payable], *, account: str = "", language: Language = "zh") -> int:
    """Write fees as a workbook, one sheet per agency; return how many. Raises Refused as write_payments does."""
    words, book = desk.library.words(language), law.rules_of(desk)
    lines = [_line(one, book.find(one.deadline.rule_id), words, account) for one in rows]
    title = words("pay.title", day=desk.clock.today().isoformat())
    return write_payments(path, lines, words, title)


def read_list(desk: Desk, path: Path) -> Booking:
    """Return what a filled list says, each row checked against the portfolio; nothing is changed.

    Problems: those of read_payments; pay_unknown (no such deadline here), pay_twice (two rows for one fee),
    pay_closed (done by another receipt, or waived), pay_future; warnings, the row can be booked: pay_too_late,
    pay_late, pay_amount_differs. Raises Refused as read_payments does.
    """
    read = read_payments(path)
    with desk.file.reading() as reader:
        known = {one.uid: one for one in reader.select(Deadline, uid=sorted({row.uid for row in read.rows}))}
        patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in known.values()}))}
    today = desk.clock.today()
    rows: list[Booked] = []
    problems = list(read.problems)
    same, seen = 0, set[str]()
    for receipt in read.rows:
        deadline = known.get(receipt.uid)
        if deadline is not None and deadline.state is DeadlineState.DONE and deadline.proof == receipt.receipt:
            same += 1
            continue
        fault = _fault(receipt, deadline, seen, today)
        if fault is not None or deadline is None:
            problems += [fault] if fault is not None else []
            continue
        seen.add(receipt.uid)
        problems += _odd(desk, receipt, deadline, patents[deadline.patent_id])
        rows.append(Booked(receipt, deadline, patents[deadline.patent_id]))
    return Booking(legible(path.name), tuple(rows), read.unpaid, same, tuple(problems))


def book_payments(desk: Desk, booking: Booking) -> Changes:
    """Close the fees of a filled list with their days and receipts, as one operation.

    Raises Refused, nothing changed, as closing.close_each does.
    """
    closings = [Closing(one.deadline.id, one.receipt.paid_on, one.receipt.receipt) for one in booking.rows]
    return close_each(desk, closings, "book_payments", file=booking.file) if closings else Changes()


def _with_surcharge(desk: Desk, one: Payable) -> Payable:
    """Return a fee whose due date has passed with what is owed on top of it today."""
    due, today = one.deadline.due_date, desk.clock.today()
    if due is None or due >= today or one.deadline.grace_end is None or one.deadline.grace_end < today:
        return one
    return replace(one, late=True, surcharge=_extra(desk, one.deadline, one.patent, today))


def _extra(desk: Desk, deadline: Deadline, patent: Patent, day: date) -> Money | None:
    """Return the surcharge of a late payment on a day, None where it is not known."""
    return surcharge_on(patent, deadline, law.rules_of(desk).find(deadline.rule_id), law.fees(desk.library), day)


def _joined(reader: Reader, deadlines: Sequence[Deadline]) -> list[Payable]:
    patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in deadlines}))}
    names = organisations.names(reader)
    return [
        Payable(one, patent, names.get(patent.agency_id or 0, ""), names.get(patent.member_id or 0, ""))
        for one in deadlines
        if (patent := patents.get(one.patent_id)) is not None
    ]


def _line(one: Payable, rule: Rule | None, words: Words, account: str) -> PaymentRow:
    deadline, patent = one.deadline, one.patent
    late = words("pay.surcharge", text=law_name(rule.grace_text, words)) if rule is not None and rule.grace_text else ""
    return PaymentRow(
        uid=deadline.uid,
        agency=one.agency,
        member=one.member,
        number=number_of(patent),
        application=patent.application_number_text or patent.application_number,
        office=patent.office,
        title=patent.title or patent.title_en,
        task=words.code("task", deadline.task),
        year=deadline.year,
        pay_by=deadline.earlier_reading or deadline.due_date,
        grace=deadline.grace_end,
        amount=one.amount,
        surcharge=one.surcharge,
        owed=one.owed,
        late=late,
        account=account,
    )


def _fault(receipt: Receipt, deadline: Deadline | None, seen: Collection[str], today: date) -> Problem | None:
    """Return why a receipt cannot be booked, or None."""
    if deadline is None:
        return _problem("pay_unknown", receipt)
    if receipt.uid in seen:
        return _problem("pay_twice", receipt)
    if deadline.state not in OPEN_STATES:
        return _problem("pay_closed", receipt, state=deadline.state.value, proof=deadline.proof or "—")
    if receipt.paid_on > today:
        return _problem("pay_future", receipt, date=receipt.paid_on.isoformat())
    return None


def _odd(desk: Desk, receipt: Receipt, deadline: Deadline, patent: Patent) -> list[Problem]:
    """Return what should be looked at though the receipt can be booked."""
    found = []
    due, last, paid = deadline.due_date, deadline.grace_end or deadline.due_date, receipt.paid_on
    if last is not None and paid > last:
        found.append(_problem("pay_too_late", receipt, Severity.WARNING, date=paid.isoformat(), last=last.isoformat()))
    elif due is not None and paid > due:
        found.append(_problem("pay_late", receipt, Severity.WARNING, date=paid.isoformat(), due=due.isoformat()))
    expected = Money(deadline.amount_minor, deadline.currency) if deadline.amount_minor is not None else None
    if expected is not None and due is not None and due < paid:
        extra = _extra(desk, deadline, patent, paid)
        expected = expected + extra if extra is not None else None
    if expected is not None and receipt.amount is not None and receipt.amount != expected.amount:
        found.append(
            _problem("pay_amount_differs", receipt, Severity.WARNING, paid=str(receipt.amount), expected=str(expected))
        )
    return found


def _problem(code: str, receipt: Receipt, severity: Severity = Severity.ERROR, **args: str) -> Problem:
    place: Source = receipt.source
    return Problem(code, severity, place, args={"receipt": receipt.receipt, **args})
