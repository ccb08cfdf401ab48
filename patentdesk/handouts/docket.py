"""Write the docket for other programs: a workbook, CSV or JSON list, or calendar entries (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from patentdesk.core.money import Money
from patentdesk.core.words import Words
from patentdesk.docketing.records import Deadline
from patentdesk.handouts.table import Cell, ColumnKind, TableColumn, replace_file, write_table
from patentdesk.portfolio.records import Patent

_REMIND_DAYS = (30, 7)
"""Days before the reminder date on which a calendar program rings."""


@dataclass(frozen=True, slots=True)
class DocketRow:
    """One deadline as it is handed out."""

    deadline: Deadline
    patent: Patent
    member: str = ""
    consequence: str = ""
    citation: str = ""


def write_docket(path: Path, rows: Sequence[DocketRow], words: Words, written_at: datetime) -> int:
    """Write deadlines as .xlsx, .csv, .json or .ics; return how many.

    In .ics deadlines without a date are left out: a calendar has no place for them; their number is not returned.
    ``written_at`` stamps the calendar entries. Raises Refused as write_table does.
    """
    suffix = path.suffix.lower()
    if suffix == ".ics":
        return replace_file(path, lambda part: _write_calendar(part, rows, words, written_at))
    return write_table(path, _columns(words), (_cells(row, words) for row in rows), sheet=words("docket.title"))


def explain(words: Words, steps: Iterable[Mapping[str, object]]) -> list[str]:
    """Return the derivation as sentences, one a step, each with its citation."""
    sentences = []
    for step in steps:
        args = step.get("args")
        given = dict(args) if isinstance(args, Mapping) else {}
        named = {name: words.code(name, value) if isinstance(value, str) else value for name, value in given.items()}
        citation = step.get("citation")
        sentences.append(words(f"step.{step['code']}", **named) + (f" [{citation}]" if citation else ""))
    return sentences


def number_of(patent: Patent) -> str:
    """Return the number that people know a patent by."""
    written = patent.publication_number_text or patent.publication_number
    return written or patent.application_number_text or f"{patent.office}{patent.application_number}"


_COLUMNS: tuple[tuple[str, ColumnKind, int], ...] = (
    ("reminder", ColumnKind.DATE, 12),
    ("due", ColumnKind.DATE, 12),
    ("grace", ColumnKind.DATE, 12),
    ("task", ColumnKind.TEXT, 26),
    ("year", ColumnKind.NUMBER, 7),
    ("number", ColumnKind.TEXT, 20),
    ("office", ColumnKind.TEXT, 7),
    ("title_column", ColumnKind.TEXT, 40),
    ("member", ColumnKind.TEXT, 20),
    ("responsible", ColumnKind.TEXT, 14),
    ("amount", ColumnKind.MONEY, 12),
    ("currency", ColumnKind.TEXT, 9),
    ("state", ColumnKind.TEXT, 10),
    ("proof", ColumnKind.TEXT, 16),
    ("consequence", ColumnKind.TEXT, 30),
    ("rule", ColumnKind.TEXT, 18),
    ("law", ColumnKind.TEXT, 30),
    ("confidence", ColumnKind.TEXT, 20),
    ("why", ColumnKind.TEXT, 60),
)


def _columns(words: Words) -> list[TableColumn]:
    return [TableColumn(key, words(f"docket.{key}"), kind, width) for key, kind, width in _COLUMNS]


def _cells(row: DocketRow, words: Words) -> list[Cell]:
    one, patent = row.deadline, row.patent
    amount = Money(one.amount_minor, one.currency).amount if one.amount_minor is not None else None
    mark = words.code("confidence", one.confidence)
    return [
        _reminder(one),
        one.due_date,
        one.grace_end,
        words.code("task", one.task),
        one.year,
        number_of(patent),
        patent.office,
        patent.title or patent.title_en,
        row.member,
        one.responsible or patent.responsible,
        amount,
        one.currency,
        words.code("deadline_state", one.state),
        one.proof,
        row.consequence,
        one.rule_id,
        row.citation,
        mark if one.roll_verified else f"{mark}; {words('docket.unverified')}",
        "\n".join(explain(words, one.steps)),
    ]


def _reminder(deadline: Deadline) -> date | None:
    return deadline.earlier_reading or deadline.due_date


def _write_calendar(part: Path, rows: Iterable[DocketRow], words: Words, written_at: datetime) -> int:
    book = Calendar()
    book.add("prodid", "-//PatentDesk//Docket//EN")
    book.add("version", "2.0")
    count = 0
    for row in rows:
        day = _reminder(row.deadline)
        if day is not None:
            book.add_component(_entry(row, day, words, written_at))
            count += 1
    part.write_bytes(book.to_ical())
    return count


def _entry(row: DocketRow, day: date, words: Words, written_at: datetime) -> Entry:
    """Return an all-day entry on the reminder date; the same deadline keeps its UID from export to export."""
    one = row.deadline
    entry = Entry()
    entry.add("uid", f"{one.uid}@patentdesk")
    entry.add("dtstamp", written_at)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    task = words.code("task", one.task)
    year = f" {one.year}" if one.year is not None else ""
    entry.add("summary", f"{number_of(row.patent)} {task}{year}")
    facts = [f"{words('docket.due')}: {one.due_date}"]
    facts += [f"{words('docket.grace')}: {one.grace_end}"] if one.grace_end else []
    facts += [f"{words('docket.rule')}: {one.rule_id} {row.citation}", *explain(words, one.steps)]
    entry.add("description", "\n".join(facts))
    entry.add("transp", "TRANSPARENT")
    for days in _REMIND_DAYS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", task)
        alarm.add("trigger", timedelta(days=-days))
        entry.add_component(alarm)
    return entry
