"""Read facts written as words, such as ``filing=2020-05-06`` or ``OA1=2023-01-01@electronic``.

A word is ``NAME=VALUE``. Names of dates: the fields of a patent (``filing``, ``priority``, ``grant``, ...) and every
event kind; short names are in ``ALIASES``. An event may carry ``@channel`` and, behind commas, ``received=DATE``,
``period=P4M``, ``year=6``, ``ref=TEXT``. Other names: ``paid=6`` (last paid patent year), ``status=granted``,
``country=CN`` (of the applicant), ``ro=CN`` (receiving office).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypedDict

from patentdesk.core.periods import Period
from patentdesk.core.problems import refuse
from patentdesk.docketing.facts import FACT_FIELDS, PatentFacts
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.portfolio.records import Event

ALIASES = {
    "oa1": "office_action_first",
    "oa": "office_action",
    "final": "final_rejection",
    "refusal": "rejection",
    "allowance": "grant_notice",
    "entry": "national_entry",
    "notice": "office_letter",
}
CHANNELS = frozenset({"", "electronic", "post", "hand", "notice"})


class _Named(TypedDict, total=False):
    status: Status
    paid_through_year: int
    applicant_country: str
    receiving_office: str


def facts_from_words(
    office: str, right_type: str, words: Iterable[str], event_kinds: Collection[str], period: str = ""
) -> PatentFacts:
    """Return the facts that the words state; ``period`` is the period stated in every notice that names none.

    Raises Refused: ``bad_word`` (with the word), ``bad_right_type``, ``bad_period``.
    """
    if right_type not in set(RightType):
        raise refuse("bad_right_type", value=right_type, known=", ".join(RightType))
    _check_period(period)
    days: dict[str, date] = {}
    named: _Named = {}
    events: list[Event] = []
    for word in words:
        name, _, value = word.partition("=")
        name = ALIASES.get(name.lower(), name.lower())
        try:
            if name in FACT_FIELDS:
                days[FACT_FIELDS[name]] = date.fromisoformat(value)
            elif name in event_kinds and name != "priority_or_filing":
                events.append(_event(name, value, period, len(events)))
            else:
                _take(named, name, value)
        except (KeyError, ValueError) as fault:
            raise refuse("bad_word", word=word) from fault
    return PatentFacts(office=office.upper(), right_type=RightType(right_type), events=tuple(events), **days, **named)  # type: ignore[arg-type]


def _take(named: _Named, name: str, value: str) -> None:
    if name == "paid":
        named["paid_through_year"] = int(value)
    elif name == "status":
        named["status"] = Status(value)
    elif name == "country":
        named["applicant_country"] = value.upper()
    elif name == "ro":
        named["receiving_office"] = value.upper()
    else:
        raise KeyError(name)


def _event(kind: str, text: str, period: str, number: int) -> Event:
    head, *extras = text.split(",")
    day, _, channel = head.partition("@")
    more = dict(extra.split("=", 1) for extra in extras)
    if channel not in CHANNELS or set(more) - {"received", "period", "year", "ref"}:
        raise ValueError(text)
    stated = more.get("period", period)
    _check_period(stated)
    return Event(
        uid=f"{kind}:{number}",
        kind=kind,
        event_date=date.fromisoformat(day),
        channel=channel,
        received_date=date.fromisoformat(more["received"]) if "received" in more else None,
        period=stated,
        year=int(more["year"]) if "year" in more else None,
        reference=more.get("ref", ""),
    )


def _check_period(text: str) -> None:
    if text:
        try:
            Period.parse(text)
        except ValueError as fault:
            raise refuse("bad_period", period=text, event="") from fault
