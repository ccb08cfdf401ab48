"""Read facts written as words, such as ``filing=2020-05-06``, ``OA1=2023-01-01@electronic`` or ``一通=2023-1-1``.

A word is ``NAME=VALUE``. Names of dates: the fields of a patent (``filing``, ``priority``, ``grant``, ...) and every
event kind, in the words of ``Vocabulary``. A document may carry ``@channel`` and, behind commas, ``received=DATE``,
``period=P4M``, ``year=6``, ``ref=TEXT``. Other names: ``paid=6`` (last paid patent year), ``status=granted``,
``country=CN`` (of the applicant), ``ro=CN`` (receiving office). Days are written year first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from patentdesk.core.problems import Refused, refuse
from patentdesk.docketing.counting import stated_period
from patentdesk.docketing.facts import FACT_FIELDS, FIRST_DAY, LAST_DAY, PatentFacts
from patentdesk.docketing.vocabulary import Vocabulary
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.portfolio.records import Event

CHANNELS = frozenset({"", "electronic", "post", "hand", "notice"})
_UNITS = {
    "Y": ("y", "year", "years", "年"),
    "M": ("m", "month", "months", "月", "个月"),
    "W": ("w", "week", "weeks", "周"),
    "D": ("d", "day", "days", "日", "天"),
}
_LENGTH = re.compile(r"(\d+)\s*(\D+)\Z")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?\Z|(\d{4})(\d\d)(\d\d)\Z")


_NAMED = frozenset({"paid", "status", "country", "ro"})


class _Named(TypedDict, total=False):
    status: Status
    paid_through_year: int
    applicant_country: str
    receiving_office: str


def facts_from_words(
    office: str, right_type: str, words: Iterable[str], vocabulary: Vocabulary, *, period: str = "", country: str = ""
) -> PatentFacts:
    """Return the facts that the words state.

    ``period``: stated in every notice that names none; ``country``: of the applicant. Raises Refused: ``bad_word``,
    ``unknown_word`` (with the nearest known), ``word_unheard`` (none is near), ``no_such_day``, ``impossible_day``
    (each with the word), ``fact_twice``,
    ``bad_right_type``, ``not_a_period``.
    """
    office, right = vocabulary.office(office), vocabulary.right(right_type)
    if right not in set(RightType):
        raise refuse("bad_right_type", value=right_type, known=", ".join(RightType))
    period = read_period(period)
    days: dict[str, date] = {}
    named: _Named = {"applicant_country": vocabulary.office(country)} if country else {}
    events: list[Event] = []
    once: set[str] = set()
    for word in words:
        name, _, value = word.partition("=")
        kind = vocabulary.event(name, office)
        try:
            if not value:
                raise ValueError(word)
            _check_once(kind or name.strip().lower(), word, once)
            if _take(named, name.strip().lower(), value, vocabulary):
                continue
            if kind is None:
                raise unknown_word(word, name, office, vocabulary)
            if kind in FACT_FIELDS:
                days[FACT_FIELDS[kind]] = read_day(value)
            elif kind == "priority_or_filing":
                raise ValueError(word)
            else:
                events.append(_event(kind, value, period, len(events), vocabulary))
        except ValueError as fault:
            raise refuse("bad_word", word=word) from fault
    return PatentFacts(office=office, right_type=RightType(right), events=tuple(events), **days, **named)  # type: ignore[arg-type]


def unknown_word(word: str, name: str, office: str, vocabulary: Vocabulary) -> Refused:
    """Return the refusal of a word whose name is of no event, with the nearest that are."""
    nearest = ", ".join(vocabulary.nearest(name))
    if not nearest:
        return refuse("word_unheard", word=word, office=office)
    return refuse("unknown_word", word=word, nearest=nearest, office=office)


def _check_once(key: str, word: str, seen: set[str]) -> None:
    """Refuse a fact of which a patent has one only, when it is stated again: 'fact_twice'."""
    if key in seen:
        raise refuse("fact_twice", word=word, name=word.partition("=")[0].strip())
    if key in FACT_FIELDS or key in _NAMED:
        seen.add(key)


def read_day(text: str) -> date:
    """Return a day written year first: 2023-01-31, 2023/1/31, 2023.1.31, 20230131, 2023年1月31日.

    Raises ValueError for another form, Refused 'no_such_day' for a day that the calendar does not have and
    'impossible_day' for one before 1850 or after 2200.
    """
    found = _DAY.match(text.strip())
    if found is None:
        raise ValueError(f"not a day: {text!r}")
    year, month, day = (int(number) for number in found.groups() if number)
    try:
        found_day = date(year, month, day)
    except ValueError as fault:
        raise refuse("no_such_day", date=text) from fault
    if not FIRST_DAY <= found_day <= LAST_DAY:
        raise refuse("impossible_day", date=text, first=FIRST_DAY.year, last=LAST_DAY.year)
    return found_day


def _take(named: _Named, name: str, value: str, vocabulary: Vocabulary) -> bool:
    """Take over what is no date; tell whether it was that."""
    if name == "paid":
        named["paid_through_year"] = int(value)
    elif name == "status":
        named["status"] = Status(value.lower())
    elif name == "country":
        named["applicant_country"] = vocabulary.office(value)
    elif name == "ro":
        named["receiving_office"] = vocabulary.office(value)
    else:
        return False
    return True


def _event(kind: str, text: str, period: str, number: int, vocabulary: Vocabulary) -> Event:
    head, *extras = text.split(",")
    day, _, spoken = head.partition("@")
    more = dict(extra.split("=", 1) for extra in extras)
    channel = vocabulary.channel(spoken)
    if channel is None or set(more) - {"received", "period", "year", "ref"}:
        raise ValueError(text)
    stated = read_period(more.get("period", period))
    return Event(
        uid=f"{kind}:{number}",
        kind=kind,
        event_date=read_day(day),
        channel=channel,
        received_date=read_day(more["received"]) if "received" in more else None,
        period=stated,
        year=int(more["year"]) if "year" in more else None,
        reference=more.get("ref", ""),
    )


def read_period(text: str) -> str:
    """Return a period as ISO 8601 text: ``P4M``, ``4M``, ``4 months``, ``4个月`` are the same; '' stays ''.

    Raises Refused 'not_a_period', also for nothing and for more than five years.
    """
    found = _LENGTH.match(text.strip().lower())
    unit = found and next((unit for unit, words in _UNITS.items() if found[2].strip() in words), None)
    iso = f"P{found[1]}{unit}" if found and unit else text.strip().upper()
    if iso:
        try:
            stated_period(iso)
        except ValueError as fault:
            raise refuse("not_a_period", period=text) from fault
    return iso
