"""Write deadlines as a calendar (iCalendar, RFC 5545) that other programs take in again and again.

An entry keeps its UID from calendar to calendar; a later SEQUENCE replaces what stood there, STATUS CANCELLED ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from patentdesk.handouts.table import replace_file


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """One all-day entry; ``alarms`` are days before it on which a calendar program rings."""

    uid: str
    day: date
    title: str
    text: str = ""
    sequence: int = 0
    cancelled: bool = False
    alarms: tuple[int, ...] = ()
    person: str = ""


def write_calendar(path: Path, lines: Sequence[CalendarLine], written_at: datetime) -> int:
    """Write the entries (.ics); return how many. Raises Refused as replace_file does."""
    return replace_file(path, lambda part: _write(part, lines, written_at), (".ics",))


def _write(part: Path, lines: Sequence[CalendarLine], written_at: datetime) -> int:
    book = Calendar()
    book.add("prodid", "-//PatentDesk//Docket//EN")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    for line in lines:
        book.add_component(_entry(line, written_at))
    part.write_bytes(book.to_ical())
    return len(lines)


def _entry(line: CalendarLine, written_at: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{line.uid}@patentdesk")
    entry.add("dtstamp", written_at)
    entry.add("last-modified", written_at)
    entry.add("sequence", line.sequence)
    entry.add("status", "CANCELLED" if line.cancelled else "CONFIRMED")
    entry.add("dtstart", line.day)
    entry.add("dtend", line.day + timedelta(days=1))
    entry.add("summary", line.title)
    if line.text:
        entry.add("description", line.text)
    if line.person:
        entry.add("comment", line.person)
    entry.add("transp", "TRANSPARENT")
    for days in () if line.cancelled else line.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", line.title)
        alarm.add("trigger", timedelta(days=-days))
        entry.add_component(alarm)
    return entry
