"""Give a draft the dated events that its source tells, and the dates of the patent that they state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from patentdesk.core.problems import Problem, Severity
from patentdesk.intake.documents.eventwords import EventWords
from patentdesk.intake.documents.model import RawEvent
from patentdesk.intake.drafts import Draft, DraftEvent
from patentdesk.intake.ties import joined_ties

_LONGEST_NOTE = 2_000
_DAY_BEHIND = re.compile(r"\d{4}-\d\d-\d\d\s*$")
_OFFICE = re.compile(r"\s*([A-Z]{2})\s*")
_DAY = r"(?P<day>\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{8})"
_DAY_FIRST = re.compile(rf"{_DAY}[\s:：,，|]*(?P<words>[^\d\s].*)", re.DOTALL)
_DAY_LAST = re.compile(rf"(?P<words>[^\d\s](?:.*[^\s:：,，(（])?)[\s:：,，(（]*+{_DAY}[)）]?", re.DOTALL)
_BETWEEN = re.compile(r"[;；|\n]")


def events_of_cell(text: str, office: str = "") -> tuple[RawEvent, ...]:
    """Return the events of a cell such as ``2023-08-18 | +PATENT GRANT | CN | 2021-06-18 | PUBLICATION | CN``.

    Of ``office`` are those of a cell such as ``20190712 授权; 20180101 公开``; if a part of it is none, none is read.
    """
    if found := tuple(_written(text)):
        return found
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    told = [hit for part in parts if (hit := _DAY_FIRST.fullmatch(part) or _DAY_LAST.fullmatch(part))]
    if len(told) < len(parts):
        return ()
    return tuple(RawEvent("inpadoc_words", office, hit["words"].strip().upper(), hit["day"]) for hit in told)


def _written(text: str) -> Iterator[RawEvent]:
    """Yield the events of a cell that has day, words and office of each, as PatSnap lists those of INPADOC."""
    day, words = "", list[str]()
    for part in text.split("|"):
        if not day:
            found = _DAY_BEHIND.search(part)
            day, words = found.group().strip() if found else "", []
        elif words and (office := _OFFICE.fullmatch(part)):
            told = "|".join(words).strip()
            yield RawEvent("inpadoc_words", office[1], told[told.startswith(("+", "-")) :].upper(), day)
            day = ""
        else:
            words.append(part)


def with_cell(draft: Draft, text: str, words: EventWords) -> Draft:
    """Return the draft with the events of a cell; a text without any is a problem (events_unread)."""
    told = events_of_cell(text, str(draft.values.get("office", "")))
    if told:
        return with_events(draft, told, words)
    place = replace(draft.source, column=draft.columns.get("legal_events", ""))
    problem = Problem("events_unread", Severity.NOTE, place, "legal_events", {"text": text[:60]})
    return draft._replace(problems=(*draft.problems, problem))


def with_events(draft: Draft, told: Iterable[RawEvent], words: EventWords) -> Draft:
    """Return the draft with these events, each once; one without a date is a problem (event_date_unknown).

    A grant, publication or registration fills the date of the patent where the draft has none, weakly.
    """
    raw = tuple(told)
    if not raw:
        return draft
    values, weak = dict(draft.values), set(draft.weak)
    problems: list[Problem] = []
    events: dict[tuple[object, ...], DraftEvent] = {event.key: event for event in draft.events}
    for event in raw:
        meant = words.meaning(event)
        if meant.day is None:
            problems.append(Problem("event_date_unknown", Severity.NOTE, draft.source, "",
                                    {"code": event.code, "text": event.day[:40]}))  # fmt: skip
            continue
        made = DraftEvent(meant.kind, meant.day, _note(event), event.reference, meant.year)
        events.setdefault(made.key, made)
        if meant.field and meant.field not in values:
            values[meant.field] = meant.day
            weak.add(meant.field)
    return draft._replace(
        values=values,
        weak=frozenset(weak),
        events=tuple(events.values()),
        encumbrances=joined_ties((*words.ties.ties(raw), *draft.encumbrances)),
        problems=(*draft.problems, *problems),
    )


def _note(event: RawEvent) -> str:
    return f"{event.office} {event.code}: {event.text}".strip(": ")[:_LONGEST_NOTE]
