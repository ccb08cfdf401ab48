"""Refuse events that cannot have happened to a patent, and name the odd ones, before they are recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.docketing.facts import FACT_FIELDS, FIRST_DAY, LAST_DAY, facts_of, impossible
from patentdesk.docketing.paid import last_year, payment_fault
from patentdesk.docketing.rules import Rulebook
from patentdesk.portfolio.records import Event, Patent
from patentdesk.store.file import Reader


def check_event(patent: Patent, event: Event, book: Rulebook, today: date) -> list[Problem]:
    """Return what is odd about an event of a patent (warnings). The event has a date, no later than today.

    Problems: ``fact_replaced``, ``paid_far_ahead``. Raises Refused, nothing recorded: ``impossible_day``,
    ``receipt_impossible``, ``document_before_filing``, ``fact_contradicts``, ``payment_impossible``.
    """
    day = event.event_date or today
    if not FIRST_DAY <= day <= LAST_DAY:
        raise refuse("impossible_day", date=day.isoformat(), first=FIRST_DAY.year, last=LAST_DAY.year)
    _check_receipt(event, day, today)
    if event.kind in FACT_FIELDS:
        return _check_fact(patent, FACT_FIELDS[event.kind], day, today)
    filing, told = patent.filing_date, book.event_classes.get(event.kind) in {"document", "payment"}
    if told and filing is not None and day < filing and event.kind != "annuity_paid":
        raise refuse("document_before_filing", event=event.kind, date=day.isoformat(), other=filing.isoformat())
    return [] if event.year is None else _check_payment(patent, event, event.year, day, book)


def recorded_before(reader: Reader, patent_ids: Sequence[int], event: Event) -> list[Problem]:
    """Return a warning for each patent that has an event of this kind, day and year already: it may be one document."""
    same = {"kind": event.kind, "event_date": event.event_date, "year": event.year}
    had = set(reader.column(Event, "patent_id", patent_id=list(patent_ids), **same))
    args = {"event": event.kind, "date": event.event_date.isoformat() if event.event_date else ""}
    return [
        Problem("event_recorded_before", Severity.WARNING, args=args, patent_id=one) for one in patent_ids if one in had
    ]


def nothing_followed(patent: Patent, event: Event) -> Problem:
    """Return the warning that a document of the office was recorded and no deadline follows from it."""
    args = {"event": event.kind, "status": patent.status.value}
    return Problem("event_without_effect", Severity.WARNING, args=args, patent_id=patent.id)


def _check_receipt(event: Event, day: date, today: date) -> None:
    received = event.received_date
    if received is not None and not day <= received <= today:
        args = {"event": event.kind, "date": day.isoformat(), "other": received.isoformat()}
        raise refuse("receipt_impossible", **args)


def _check_fact(patent: Patent, field_name: str, day: date, today: date) -> list[Problem]:
    before = {problem.field_name for problem in impossible(facts_of(patent), today)}
    changed = replace(facts_of(patent), **{field_name: day})  # type: ignore[arg-type]
    for fault in impossible(changed, today):
        if fault.field_name == field_name or fault.field_name not in before:
            raise refuse("fact_contradicts", field=field_name, date=day.isoformat(), fault=_other(fault, field_name))
    was = getattr(patent, field_name)
    if was is None or was == day:
        return []
    args = {"field": field_name, "date": day.isoformat(), "other": was.isoformat()}
    return [Problem("fact_replaced", Severity.WARNING, field_name=field_name, args=args, patent_id=patent.id)]


def _other(fault: Problem, field_name: str) -> str:
    """Return the day that a stated date cannot go with."""
    return str(fault.args["date"] if fault.field_name != field_name else fault.args["other"])


def _check_payment(patent: Patent, event: Event, year: int, day: date, book: Rulebook) -> list[Problem]:
    fault = payment_fault(facts_of(patent), book, year, day)
    if fault is None:
        return []
    if fault.severity is Severity.ERROR:
        last = last_year(book, patent.office, patent.right_type) or "—"
        filing = patent.filing_date.isoformat() if patent.filing_date else "—"
        raise refuse("payment_impossible", event=event.kind, year=year, date=day.isoformat(), last=last, other=filing)
    return [fault]


def plausible(patents: Iterable[Patent], book: Rulebook) -> dict[int, int]:
    """Return the last paid year of each patent by its record, 0 where that is not known or cannot be."""
    return {
        one.id: 0
        if one.paid_through_year is None or payment_fault(facts_of(one), book, one.paid_through_year)
        else one.paid_through_year
        for one in patents
    }
