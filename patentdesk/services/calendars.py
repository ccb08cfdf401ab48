"""Issue the docket as calendars: what was handed out before is updated, what is done or gone is cancelled."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from patentdesk.core.problems import refuse
from patentdesk.core.words import Language, Words
from patentdesk.docketing.citations import written
from patentdesk.docketing.derivation import told
from patentdesk.docketing.lawtext import doubts, law_lines
from patentdesk.docketing.records import OPEN_STATES, CalendarEntry, Deadline
from patentdesk.handouts.calendar import CalendarLine, write_calendar
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent
from patentdesk.services import docket, law, listing, reasons
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem, Overlay
from patentdesk.store.file import Reader, Work

LEAD_DAYS = (90, 30, 7, 1)
"""Days before the reminder date on which people are reminded, unless they chose others."""


@dataclass(slots=True)
class Issue:
    """How many entries a calendar carries: new ones, changed ones (with a later SEQUENCE), the same, ended ones."""

    new: int = 0
    changed: int = 0
    same: int = 0
    cancelled: int = 0
    undated: int = 0
    """Chosen deadlines without a day: they are not in it."""
    lines: list[CalendarLine] = field(default_factory=list, repr=False)

    @property
    def count(self) -> int:
        """All entries in the file."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class _Said:
    day: date
    title: str
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256("\n".join((self.day.isoformat(), self.title, self.text)).encode()).hexdigest()[:32]


def issue_calendar(
    desk: Desk,
    path: Path,
    query_text: str = "",
    start: date | None = None,
    end: date | None = None,
    *,
    language: Language = "zh",
    lead_days: Sequence[int] = LEAD_DAYS,
    overlay: Overlay | None = None,
    only: Collection[int] | None = None,
) -> Issue:
    """Write the open deadlines of the selected patents as a calendar and remember what was handed out.

    An entry that was handed out before and whose deadline is done, waived, gone or without a date now, goes out once
    more as cancelled, in a calendar whose query selects its patent (or when the patent is no longer there). A portfolio
    that is open for reading only writes the same, and remembers nothing. ``only``: these deadlines alone.
    Raises Refused: calendar_closed (none of ``only`` is open: nothing is written), as ``docket.docket`` and
    replace_file do.
    """
    chosen = docket.docket(desk, query_text, start, end, overlay=overlay, only=only)
    items = [one for one in chosen if _day(one.deadline)]
    if only is not None and not items:
        raise refuse("calendar_closed", n=len(only))
    said = _say(desk, items, desk.library.words(language))
    undated = len(chosen) - len(items)
    if desk.file.read_only:
        with desk.file.reading() as reader:
            issue, _ = _compare(desk, reader, said, query_text, lead=tuple(lead_days), items=items)
        write_calendar(path, issue.lines, desk.clock.now())
        return replace(issue, undated=undated)
    with desk.file.operation("issue_calendar", n=len(items), file=path.name) as work:
        issue, entries = _compare(desk, work, said, query_text, lead=tuple(lead_days), items=items)
        write_calendar(path, issue.lines, desk.clock.now())
        _remember(work, entries)
    return replace(issue, undated=undated)


def _day(one: Deadline) -> date | None:
    return None if one.gone else one.earlier_reading or one.due_date


def _say(desk: Desk, items: Sequence[DocketItem], words: Words) -> dict[str, _Said]:
    """Return what the entry of each deadline says, by its uid."""
    book = law.rules_of(desk)
    steps = reasons.steps_of(desk, [item.deadline for item in items])
    said = {}
    for item in items:
        one, day = item.deadline, _day(item.deadline)
        if day is None:
            continue
        rule = book.find(one.rule_id)
        year = f" {one.year}" if one.year is not None else ""
        facts = [f"{words('docket.due')}: {one.due_date}"]
        facts += [f"{words('docket.grace')}: {one.grace_end}"] if one.grace_end else []
        facts += (
            [f"{words('docket.responsible')}: {person}"]
            if (person := one.responsible or item.patent.responsible)
            else []
        )
        law_text = written(rule.citation, words.language) if rule else ""
        facts += [f"{words('docket.rule')}: {one.rule_id} {law_text}".rstrip()]
        facts += law_lines(rule, words) if rule else []
        if doubt := doubts(one, words, item.unconfirmed):
            facts += [f"{words('docket.doubts')}: {'; '.join(doubt)}"]
        facts += [told(step, words) for step in steps[one.uid]]
        title = f"{number_of(item.patent)} {words.code('task', one.task)}{year}"
        said[one.uid] = _Said(day, title, "\n".join(facts))
    return said


def _compare(
    desk: Desk,
    reader: Reader,
    said: Mapping[str, _Said],
    query_text: str,
    *,
    lead: tuple[int, ...],
    items: Sequence[DocketItem],
) -> tuple[Issue, list[CalendarEntry]]:
    """Return the calendar, and the entries that are new or not as they were handed out."""
    issued = {one.deadline_uid: one for one in reader.select(CalendarEntry)}
    issue, entries = Issue(), list[CalendarEntry]()
    for item in items:
        one = item.deadline
        text, before = said[one.uid], issued.get(one.uid)
        changed = before is not None and (before.content != text.digest or before.cancelled)
        sequence = 0 if before is None else before.sequence + changed
        issue.new += before is None
        issue.changed += changed
        issue.same += before is not None and not changed
        person = one.responsible or item.patent.responsible
        issue.lines.append(CalendarLine(uid=one.uid, day=text.day, title=text.title, text=text.text, sequence=sequence,
                                        alarms=lead, person=person))  # fmt: skip
        if before is None or changed:
            entries.append(
                CalendarEntry(
                    id=before.id if before else 0, patent_id=item.patent.id, deadline_uid=one.uid, sequence=sequence,
                    day=text.day, content=text.digest, title=text.title,
                )
            )  # fmt: skip
    for ended in _ended(desk, reader, issued, query_text):
        issue.cancelled += 1
        day = ended.day or desk.clock.today()
        issue.lines.append(CalendarLine(uid=ended.deadline_uid, day=day, title=ended.title, cancelled=True,
                                        sequence=ended.sequence + 1))  # fmt: skip
        entries.append(CalendarEntry(id=ended.id, patent_id=ended.patent_id, deadline_uid=ended.deadline_uid, day=day,
                                     sequence=ended.sequence + 1, content=ended.content, title=ended.title,
                                     cancelled=True))  # fmt: skip
    return issue, entries


def _ended(desk: Desk, reader: Reader, issued: Mapping[str, CalendarEntry], query_text: str) -> list[CalendarEntry]:
    """Return what was handed out and is to be done no more, of the query's patents."""
    standing = [one for one in issued.values() if not one.cancelled]
    found = {one.uid: one for one in reader.select(Deadline, uid=[one.deadline_uid for one in standing])}
    over = [
        one
        for one in standing
        if (now := found.get(one.deadline_uid)) is None or now.state not in OPEN_STATES or _day(now) is None
    ]
    if not query_text.strip():
        return over
    chosen = {int(one) for one in reader.find(listing.query(desk, query_text))}
    there = set(reader.column(Patent, "id", id=sorted({one.patent_id for one in over if one.patent_id})))
    return [one for one in over if one.patent_id in chosen or one.patent_id not in there]


def _remember(work: Work, entries: Sequence[CalendarEntry]) -> None:
    work.add_all(one for one in entries if not one.id)
    names = ("sequence", "day", "content", "title", "cancelled")
    work.change_each(
        CalendarEntry, [(one.id, {name: getattr(one, name) for name in names}) for one in entries if one.id]
    )
